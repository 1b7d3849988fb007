//! Bytes, dead bytes and files at and below each path: of the merged view of a height, or of everything that is stored.

use crate::limits::LARGEST_NUMBER;
use crate::tree::{Column, Item, NONE, ROOT, Tree, Version};
use serde::Deserialize;

/// Which bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum Stock {
    /// What the merged view of a height shows.
    Merged,
    /// Every byte that a layer stores, dead ones too.
    Stored,
}

/// Sums of one view of the tree, kept until the tree changes.
#[derive(Default)]
pub struct Sums {
    /// Which bytes, the height, the layers and the nodes of the tree.
    key: Option<(Stock, usize, usize, usize)>,
    /// What is seen, or of what is stored the newest; `NONE` = nothing.
    version: Column<u32>,
    bytes: Column<u64>,
    dead: Column<u64>,
    files: Column<u32>,
    /// Something that is no directory is, or was, at the path itself.
    own_file: Column<bool>,
}

impl Sums {
    /// The tree is another one: the next question adds up anew.
    pub fn forget(&mut self) {
        self.key = None;
    }

    /// Bytes, dead bytes and files at and below a node.
    pub fn of(&self, node: u32) -> (u64, u64, u64) {
        (self.bytes.get(node), self.dead.get(node), u64::from(self.files.get(node)))
    }

    /// The version that a node's cell tells of.
    pub fn version(&self, node: u32) -> u32 {
        self.version.get(node)
    }

    /// The node, or the nearest one above it, of which something is there and which can hold something.
    pub fn ground(&self, tree: &Tree, node: u32) -> u32 {
        let mut at = node;
        while at != ROOT && at != NONE && self.files.get(at) <= u32::from(self.is_file(at)) {
            at = tree.parent(at);
        }
        if at == NONE { ROOT } else { at }
    }

    /// The node itself counts as a file.
    pub fn is_file(&self, node: u32) -> bool {
        self.own_file.get(node)
    }

    /// The bytes that a node has itself, by the layer that stores them.
    pub fn own(&self, tree: &Tree, node: u32, each: &mut dyn FnMut(usize, u64)) {
        match self.key {
            Some((Stock::Merged, ..)) => {
                let version = tree.version(self.version.get(node));
                if let Some(stored) = tree.content_of(version) {
                    each(usize::from(stored.layer), self.bytes.get(node));
                }
            }
            _ => tree.versions_of(node).for_each(|(id, version)| each(usize::from(version.layer), tree.stored(id))),
        }
    }

    /// Adds up, unless that was done for the same.
    pub fn add_up(&mut self, tree: &Tree, what: Stock, height: usize) {
        let height = if what == Stock::Merged { height } else { 0 };
        let key = Some((what, height, tree.layers(), tree.len()));
        if self.key == key {
            return;
        }
        let (len, dead) = (tree.len(), tree.dead_versions());
        let (bytes, none) = (Column::new(len, 0), Column::new(len, 0));
        *self = Self {
            key,
            bytes,
            dead: none,
            files: Column::new(len, 0),
            own_file: Column::new(len, false),
            ..Self::default()
        };
        match what {
            Stock::Merged => self.merged(tree, height, &dead),
            Stock::Stored => self.stored(tree, &dead),
        }
        // Parents stand before children: from the leaves up.
        for node in (1..len as u32).rev() {
            let parent = tree.parent(node);
            let add = |sums: &mut Column<u64>| {
                let sum = sums.get(parent).saturating_add(sums.get(node));
                sums.set(parent, sum.min(LARGEST_NUMBER));
            };
            add(&mut self.bytes);
            add(&mut self.dead);
            self.files.set(parent, self.files.get(parent).saturating_add(self.files.get(node)));
        }
    }

    fn merged(&mut self, tree: &Tree, height: usize, dead: &Column<bool>) {
        self.version = tree.seen_at(height).version;
        let mut told = Column::new(0, false);
        for node in (1..tree.len() as u32).rev() {
            let version = tree.version(self.version.get(node));
            if !version.is_item() || version.is_dir() {
                continue;
            }
            self.file(node);
            if tree.bears(version, |first| self.version.get(first), &mut told) {
                self.bytes.set(node, version.size);
                self.dead.set(node, if dead.get(version.content) { version.size } else { 0 });
            }
        }
    }

    fn stored(&mut self, tree: &Tree, dead: &Column<bool>) {
        self.version = Column::new(tree.len(), NONE);
        for id in 0..tree.versions() as u32 {
            let version = tree.version(id);
            if !version.is_item() {
                continue;
            }
            let node = version.node;
            self.version.set(node, id); // newer ones stand behind older ones
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

    fn file(&mut self, node: u32) {
        self.own_file.set(node, true);
        self.files.set(node, 1);
    }
}

impl Tree {
    /// Whether a shown name counts the bytes of its content: the name that its layer stores them under does; where that is not shown,
    /// the first that is asked for. `told` = contents whose bytes were counted so.
    pub(in crate::tree) fn bears(
        &self,
        version: &Version,
        shown: impl Fn(u32) -> u32,
        told: &mut Column<bool>,
    ) -> bool {
        let content = version.content;
        if content == NONE || version.item != Item::Entry(crate::tar_format::FileKind::Hardlink) {
            return content != NONE;
        }
        if shown(self.version(content).node) == content {
            return false;
        }
        if told.len() != self.versions() {
            told.grow(self.versions());
        }
        !told.replace(content, true)
    }
}
