//! A merged layer: its counts, its changes, its oddities.

use super::change::Change;
use super::id::{IdRange, NodeId, VersionId};
use crate::problem::Kind;

/// The changes of a layer, in numbers. *Units:* paths and bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LayerCounts {
    /// Entries of its tar.
    pub entries: u64,
    /// Size as docker history counts it: non-directories, a hard link once, a symbolic link the length of its target.
    pub size: u64,
    /// Bytes that its snapshot takes on an ext4 disk: blocks of files, one block for each directory and one for the root.
    pub disk: u64,
    /// Paths that appear.
    pub added: u64,
    /// Paths with other content, attributes or type.
    pub changed: u64,
    /// Paths that are gone: removed and hidden.
    pub removed: u64,
}

/// Something odd that only lower layers bring to light: its kind, how many paths, and the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TreeNote {
    /// The kind of oddity.
    pub kind: Kind,
    /// How many paths.
    pub count: u64,
    /// The first.
    pub node: NodeId,
}

/// One merged layer.
#[derive(Default, Clone)]
pub(super) struct LayerState {
    pub counts: LayerCounts,
    /// (node, change), by node.
    pub changes: Vec<(NodeId, Change)>,
    /// Its versions' ids.
    pub versions: IdRange<VersionId>,
    /// Bytes of the heap before it.
    pub heap: usize,
    /// It could not be read at all: what it did is unknown.
    pub unreadable: bool,
    /// The oddities; at most one of a kind.
    pub notes: Vec<TreeNote>,
    /// Entries for which the tree had no room.
    pub left_out: u64,
}

impl LayerState {
    /// Counts one more of a kind.
    pub fn note(&mut self, kind: Kind, node: NodeId) {
        match self.notes.iter_mut().find(|n| n.kind == kind) {
            Some(note) => note.count += 1,
            None => self.notes.push(TreeNote { kind, count: 1, node }),
        }
    }
}
