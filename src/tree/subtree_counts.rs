//! The changes of a layer below a directory, summed up.

use super::{Change, Column, Id, NodeId, Tree};
use crate::limits::LARGEST_NUMBER;
use serde::Serialize;

/// The changes of a layer below a directory, itself left out. *Units:* paths; bytes of content that the layer stores there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct SubtreeCounts {
    /// Paths that appear.
    pub added: u64,
    /// Paths with other content, attributes or type.
    pub changed: u64,
    /// Paths that are gone.
    pub removed: u64,
    /// Bytes.
    pub bytes: u64,
}

impl SubtreeCounts {
    /// Counts what was done to one path.
    pub(super) fn count(&mut self, change: Change) {
        match change {
            Change::Added => self.added += 1,
            Change::Content | Change::Attributes | Change::Replaced => self.changed += 1,
            Change::Removed | Change::Hidden => self.removed += 1,
            Change::Unchanged | Change::Below => {}
        }
    }
}

impl Tree {
    /// Which nodes stand below one. *Shape:* one element a node.
    pub fn inside(&self, node: NodeId) -> Column<NodeId, bool> {
        let mut inside = self.node_column(false);
        // Parents stand before children: one pass finds all that is below.
        for child in self.node_ids().skip(node.index() + 1) {
            if self.parent(child).is_some_and(|parent| parent == node || inside.get(parent)) {
                inside.set(child, true);
            }
        }
        inside
    }

    /// The changes of a layer to the paths that are `inside`.
    pub fn below(&self, layer: usize, inside: &Column<NodeId, bool>) -> SubtreeCounts {
        let mut below = SubtreeCounts::default();
        let Some(state) = self.layers.get(layer) else { return below };
        state.changes.iter().filter(|(node, _)| inside.get(*node)).for_each(|(_, change)| below.count(*change));
        let stored = state.versions.clone().filter(|id| inside.get(self.version(*id).node)).map(|id| self.stored(id));
        below.bytes = stored.fold(0, u64::saturating_add).min(LARGEST_NUMBER);
        below
    }
}
