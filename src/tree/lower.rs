//! The merged view of some layers, walked name by name, for whoever lays something on top of it.

use super::{Item, NONE, ROOT, Tree, Version};
use crate::tar_format::FileKind;

/// A path that is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LowerPath {
    /// The path.
    pub node: u32,
    /// The version whose attributes are seen; `NONE` for a root that no layer tells of.
    pub seen: u32,
    /// Position behind which something must stand to be seen below it.
    floor: u64,
}

/// The layers below a container: 0..=`height` of a tree, or none.
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
        let (seen, floor) = self.tree.evaluate(ROOT, self.height?, 0);
        Some(LowerPath { node: ROOT, seen, floor })
    }

    /// What is seen under a name of a directory.
    pub fn child(&self, of: LowerPath, name: &[u8]) -> Option<LowerPath> {
        if !self.is_dir(of) {
            return None;
        }
        self.place(self.tree.child(of.node, name)?, of.floor)
    }

    /// All that is seen in a directory, in no order.
    pub fn children(self, of: LowerPath) -> impl Iterator<Item = LowerPath> + 't {
        let is_dir = self.is_dir(of);
        self.tree.children(of.node).filter(move |_| is_dir).filter_map(move |node| self.place(node, of.floor))
    }

    fn place(&self, node: u32, floor: u64) -> Option<LowerPath> {
        let (seen, floor) = self.tree.evaluate(node, self.height?, floor);
        (seen != NONE).then_some(LowerPath { node, seen, floor })
    }

    /// What is seen there.
    pub fn version(&self, place: LowerPath) -> &'t Version {
        self.tree.version(place.seen)
    }

    /// A directory is seen there.
    pub fn is_dir(&self, place: LowerPath) -> bool {
        place.node == ROOT || self.version(place).is_dir()
    }

    /// What it is; a hard link is the file that it names.
    pub fn kind(&self, place: LowerPath) -> FileKind {
        match self.version(place).item {
            Item::Entry(FileKind::Hardlink) => FileKind::File,
            Item::Entry(kind) => kind,
            Item::Implied | Item::Nothing => FileKind::Dir,
        }
    }

    /// Last component of its path.
    pub fn name(&self, place: LowerPath) -> &'t [u8] {
        self.tree.name(place.node)
    }
}
