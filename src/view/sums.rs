//! Bytes, dead bytes and files at and below each path: of the merged view of a height, or of everything that is stored.

use crate::limits::LARGEST_NUMBER;
use crate::tree::{Column, NodeId, ROOT, Tree, VersionId};
use crate::view::once::CountedOnce;
use serde::Deserialize;

/// Which bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum TreemapBytes {
    /// The bytes that the merged view of a height shows.
    Merged,
    /// Every byte that a layer stores, dead ones too.
    Stored,
}

/// Sums of one view of the tree, kept until the tree changes.
#[derive(Default)]
pub struct Sums {
    /// Which bytes, the height, the layers and the nodes of the tree.
    key: Option<(TreemapBytes, usize, usize, usize)>,
    /// The version that is seen, or of the stored ones the newest; `None` = nothing.
    version: Column<NodeId, Option<VersionId>>,
    bytes: Column<NodeId, u64>,
    dead: Column<NodeId, u64>,
    files: Column<NodeId, u32>,
    /// Something that is no directory is, or was, at the path itself.
    own_file: Column<NodeId, bool>,
}

impl Sums {
    /// The tree has changed: the next question adds up again.
    pub fn forget(&mut self) {
        self.key = None;
    }

    /// Bytes, dead bytes and files at and below a node.
    pub fn of(&self, node: NodeId) -> (u64, u64, u64) {
        (self.bytes.get(node), self.dead.get(node), u64::from(self.files.get(node)))
    }

    /// The version that a node's cell shows.
    pub fn version(&self, node: NodeId) -> Option<VersionId> {
        self.version.get(node)
    }

    /// The node, or the nearest one above it, of which something is there and which can hold something.
    pub fn ground(&self, tree: &Tree, node: NodeId) -> NodeId {
        tree.lineage(node).find(|at| self.files.get(*at) > u32::from(self.is_file(*at))).unwrap_or(ROOT)
    }

    /// The node itself counts as a file.
    pub fn is_file(&self, node: NodeId) -> bool {
        self.own_file.get(node)
    }

    /// The bytes that a node has itself, by the layer that stores them.
    pub fn own(&self, tree: &Tree, node: NodeId, each: &mut dyn FnMut(usize, u64)) {
        match self.key {
            Some((TreemapBytes::Merged, ..)) => {
                let version = self.version.get(node).map(|id| tree.version(id));
                if let Some(stored) = version.and_then(|version| tree.content_of(version)) {
                    each(usize::from(stored.layer), self.bytes.get(node));
                }
            }
            _ => tree.versions_of(node).for_each(|(id, version)| each(usize::from(version.layer), tree.stored(id))),
        }
    }

    /// Adds up, unless that was done for the same.
    pub fn add_up(&mut self, tree: &Tree, what: TreemapBytes, height: usize) {
        let height = if what == TreemapBytes::Merged { height } else { 0 };
        let key = Some((what, height, tree.layers(), tree.len()));
        if self.key == key {
            return;
        }
        let dead = tree.dead_versions();
        *self = Self {
            key,
            bytes: tree.node_column(0),
            dead: tree.node_column(0),
            files: tree.node_column(0),
            own_file: tree.node_column(false),
            ..Self::default()
        };
        match what {
            TreemapBytes::Merged => self.merged(tree, height, &dead),
            TreemapBytes::Stored => self.stored(tree, &dead),
        }
        // Parents stand before children: from the leaves up.
        for node in tree.node_ids().skip(1).rev() {
            let parent = tree.parent(node);
            let add = |sums: &mut Column<NodeId, u64>| {
                let sum = sums.get(parent).saturating_add(sums.get(node));
                sums.set(parent, sum.min(LARGEST_NUMBER));
            };
            add(&mut self.bytes);
            add(&mut self.dead);
            self.files.set(parent, self.files.get(parent).saturating_add(self.files.get(node)));
        }
    }

    fn merged(&mut self, tree: &Tree, height: usize, dead: &Column<VersionId, bool>) {
        self.version = tree.seen_at(height).version;
        let mut once = CountedOnce::default();
        for node in tree.node_ids().skip(1).rev() {
            let Some(version) = self.version.get(node).map(|id| tree.version(id)) else { continue };
            if version.is_dir() {
                continue;
            }
            self.file(node);
            if once.counts(tree, version, |first| self.version.get(first)) {
                self.bytes.set(node, version.size);
                self.dead.set(node, if dead.get(version.content()) { version.size } else { 0 });
            }
        }
    }

    fn stored(&mut self, tree: &Tree, dead: &Column<VersionId, bool>) {
        self.version = tree.node_column(None);
        for id in tree.version_ids() {
            let version = tree.version(id);
            if !version.is_item() {
                continue;
            }
            let node = version.node;
            self.version.set(node, Some(id)); // newer ones come after older ones
            if version.is_dir() {
                continue;
            }
            if !self.own_file.get(node) {
                self.file(node);
            }
            let stored = tree.stored(id);
            let sum = |now: u64| now.saturating_add(stored).min(LARGEST_NUMBER);
            self.bytes.set(node, sum(self.bytes.get(node)));
            if dead.get(id) {
                self.dead.set(node, sum(self.dead.get(node)));
            }
        }
    }

    fn file(&mut self, node: NodeId) {
        self.own_file.set(node, true);
        self.files.set(node, 1);
    }
}
