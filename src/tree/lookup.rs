//! Facts of merged layers: what each layer did, what the top shows, what is dead.

use super::layer_state::LayerState;
use super::merge::sum;
use super::{Change, Column, LayerCounts, NodeId, Tree, TreeNote, VersionId};
use crate::sorting::sort_by_key;

impl Tree {
    /// Bytes of content that a version stores in its layer.
    pub fn stored(&self, id: VersionId) -> u64 {
        self.version(id).stored()
    }

    /// Bytes of content that each layer stores and the top no longer shows. A file stays alive while any hard link to it does.
    pub fn dead_bytes(&self) -> Vec<u64> {
        let mut alive = self.version_column(false);
        for version in self.live.iter().flatten() {
            alive.set(self.version(*version).content(), true);
        }
        let dead = |layer: &LayerState| sum(layer.versions.clone().filter(|v| !alive.get(*v)).map(|v| self.stored(v)));
        self.layers.iter().map(dead).collect()
    }

    /// The largest files that a layer stores, largest first.
    pub fn largest(&self, layer: usize, count: usize) -> Vec<VersionId> {
        let mut ids: Vec<VersionId> = self.versions_in(layer).filter(|v| self.stored(*v) > 0).collect();
        sort_by_key(&mut ids, |v| (std::cmp::Reverse(self.stored(*v)), *v));
        ids.truncate(count);
        ids
    }

    /// The changes of a layer, in numbers.
    pub fn counts(&self, layer: usize) -> Option<LayerCounts> {
        self.layers.get(layer).map(|l| l.counts)
    }

    /// The oddities of a layer against those below it.
    pub fn notes(&self, layer: usize) -> &[TreeNote] {
        self.layers.get(layer).map_or(&[], |l| &l.notes)
    }

    /// Entries of a layer that the tree has no room for.
    pub fn left_out(&self, layer: usize) -> u64 {
        self.layers.get(layer).map_or(0, |l| l.left_out)
    }

    /// The change of a node by a layer; `None` = the layer did nothing to it.
    pub fn change_in(&self, layer: usize, node: NodeId) -> Option<Change> {
        let changes = &self.layers.get(layer)?.changes;
        let at = changes.binary_search_by_key(&node, |(n, _)| *n).ok()?;
        changes.get(at).map(|(_, change)| *change)
    }

    /// The layer can't be read: what it did is unknown.
    pub fn is_unreadable(&self, layer: usize) -> bool {
        self.layers.get(layer).is_some_and(|layer| layer.unreadable)
    }

    /// The changes of a layer: every path it touched and every folder above one, by node.
    pub fn changes(&self, layer: usize) -> &[(NodeId, Change)] {
        self.layers.get(layer).map_or(&[], |l| &l.changes)
    }

    /// The layer, up to a height, that last took a path away.
    pub fn gone_by(&self, node: NodeId, height: usize) -> Option<usize> {
        let top = height.min(self.layers().saturating_sub(1));
        (0..=top).rev().find(|layer| self.change_in(*layer, node).is_some_and(Change::is_gone))
    }

    /// The version of a path that the top of all merged layers shows.
    pub fn live_version(&self, node: NodeId) -> Option<VersionId> {
        self.live.get(node)
    }

    /// The top of all merged layers shows the path.
    pub fn is_live(&self, node: NodeId) -> bool {
        self.live_version(node).is_some()
    }

    /// Versions whose bytes are stored and not seen from the top: `true` = dead. A file lives while any hard link to it does.
    pub fn dead_versions(&self) -> Column<VersionId, bool> {
        let mut dead = Column::default();
        self.versions.iter().for_each(|version| dead.push(version.stored() > 0));
        for version in self.live.iter().flatten() {
            dead.set(self.version(*version).content(), false);
        }
        dead
    }
}
