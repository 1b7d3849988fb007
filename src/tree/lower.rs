//! The merged view of a height, walked name by name.

use super::version::Position;
use super::{NodeId, ROOT, Tree, Version, VersionId};
use crate::tar_format::FileKind;

/// A path, and what is seen of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LowerPath {
    /// The path.
    pub node: NodeId,
    /// The version whose attributes are seen; `None` = the path is not seen, or is a root that no layer names.
    pub seen: Option<VersionId>,
    /// Position after which something must stand to be seen in it.
    floor: Position,
}

/// Layers 0..=`height` of a tree; of a container on nothing no layer at all.
#[derive(Clone, Copy)]
pub struct Lower<'t> {
    tree: &'t Tree,
    height: Option<usize>,
}

impl<'t> Lower<'t> {
    /// `height` = the top layer that counts; `None` = no layer does.
    pub fn new(tree: &'t Tree, height: Option<usize>) -> Self {
        Self { tree, height }
    }

    /// The tree that the layers are in.
    pub fn tree(&self) -> &'t Tree {
        self.tree
    }

    /// The root; `None` without layers.
    pub fn root(&self) -> Option<LowerPath> {
        let (seen, floor) = self.tree.evaluate(ROOT, self.height?, Position::START);
        Some(LowerPath { node: ROOT, seen, floor })
    }

    /// A path of the tree, whether it is seen or not; `None` without layers.
    pub fn at(&self, node: NodeId) -> Option<LowerPath> {
        let (seen, floor) = self.tree.standing(node, self.height?);
        Some(LowerPath { node, seen, floor })
    }

    /// A path of the tree in a directory, whether it is seen or not.
    pub fn within(&self, of: LowerPath, node: NodeId) -> LowerPath {
        let height = self.height.unwrap_or_default();
        let (seen, floor) = self.tree.evaluate(node, height, of.floor);
        LowerPath { node, seen, floor }
    }

    /// A version of the path is a directory whose names show through, even where an upper layer's attributes are seen.
    pub fn shows_through(&self, place: LowerPath, version: &Version) -> bool {
        version.is_dir() && version.position() > place.floor
    }

    /// The path that is seen under a name of a directory.
    pub fn child(&self, of: LowerPath, name: &[u8]) -> Option<LowerPath> {
        if !self.is_dir(of) {
            return None;
        }
        self.seen(self.within(of, self.tree.child(of.node, name)?))
    }

    /// All that is seen in a directory, in no order.
    pub fn children(self, of: LowerPath) -> impl Iterator<Item = LowerPath> + 't {
        let is_dir = self.is_dir(of);
        self.tree.children(of.node).filter(move |_| is_dir).filter_map(move |node| self.seen(self.within(of, node)))
    }

    fn seen(&self, place: LowerPath) -> Option<LowerPath> {
        (self.height.is_some() && place.seen.is_some()).then_some(place)
    }

    /// The version that is seen there; `None` for a root that no layer names.
    pub fn version(&self, place: LowerPath) -> Option<&'t Version> {
        place.seen.map(|id| self.tree.version(id))
    }

    /// A directory is seen there.
    pub fn is_dir(&self, place: LowerPath) -> bool {
        place.node == ROOT || self.version(place).is_some_and(Version::is_dir)
    }

    /// The type that is seen there; a hard link is the file that it names.
    pub fn kind(&self, place: LowerPath) -> FileKind {
        match self.version(place).and_then(Version::kind) {
            Some(FileKind::Hardlink) => FileKind::File,
            Some(kind) => kind,
            None => FileKind::Dir,
        }
    }

    /// Last component of its path.
    pub fn name(&self, place: LowerPath) -> &'t [u8] {
        self.tree.name(place.node)
    }
}
