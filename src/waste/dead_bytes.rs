//! Exact dead bytes: every stored content that the top does not show, with the layer that stores it, the one that killed it, and how.

use crate::limits::LARGEST_NUMBER;
use crate::tree::{Change, Column, LayerIndex, NodeId, Reasons, Tree, Version, VersionId};
use serde::{Deserialize, Serialize};

/// What killed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum Death {
    /// The path was written again with other bytes.
    Overwritten,
    /// … with the very same bytes.
    Rewritten,
    /// A whiteout of the path, or of a directory above it.
    Deleted,
    /// A directory above was made opaque.
    Opaque,
    /// It, or a directory above it, became another type.
    Replaced,
}

/// What the very same bytes were written again for. Of several reasons the first in this order is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// Another owner or group.
    Owner,
    /// Other permissions.
    Mode,
    /// Other extended attributes.
    Xattrs,
    /// Only the time differs.
    Time,
    /// Nothing differs.
    Same,
}

/// One dead content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeadVersion {
    /// The version that stores it.
    pub version: VersionId,
    /// The layer that killed it: of several names of one content, the last one's.
    pub by: LayerIndex,
    /// How.
    pub how: Death,
    /// Of `Rewritten`.
    pub why: Option<Why>,
}

/// How one name lost what stood there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fate {
    by: LayerIndex,
    how: Death,
    why: Option<Why>,
}

/// All that is dead in the lowest `layers` layers of a tree.
#[derive(Debug)]
pub struct Waste {
    /// Layers that count.
    pub layers: usize,
    /// By version.
    pub killed: Vec<DeadVersion>,
    /// Of each version: its content is seen from the top.
    alive: Column<VersionId, bool>,
}

impl Waste {
    /// Finds what is dead. *Cost:* what the layers changed, and one look at each version.
    pub fn new(tree: &Tree, layers: usize) -> Self {
        let layers = layers.min(tree.layers());
        let mut fates = tree.version_column(None);
        let mut standing: Column<NodeId, Option<VersionId>> = tree.node_column(None);
        let mut hidden = Hidden { tree, layer: 0, told: tree.node_column(None) };
        for layer in 0..layers {
            hidden.layer = layer;
            for (node, change) in tree.changes(layer) {
                let old = standing.get(*node);
                let new = version_of(tree, *node, layer).filter(|id| tree.version(*id).is_item() && !change.is_gone());
                let fate = match new {
                    Some(id) => told_apart(tree, old.map(|old| tree.version(old)), tree.version(id), *change),
                    None if change.is_gone() => (hidden.of(*node), None),
                    None => continue, // a directory with something changed below it
                };
                standing.set(*node, new);
                fates.set(old, Some(Fate { by: LayerIndex::new(layer), how: fate.0, why: fate.1 }));
            }
        }
        let ids = tree.versions_below(layers);
        let mut alive = Column::new(ids.len(), false);
        standing.iter().flatten().for_each(|id| alive.set(tree.version(*id).content(), true));
        // A content lives as long as any of its names does: the last death is its own.
        let mut last: Column<VersionId, Option<Fate>> = Column::new(ids.len(), None);
        for id in ids.clone() {
            let version = tree.version(id);
            // What never came to stand was cut off by its own layer.
            let own = Fate { by: version.layer, how: Death::Replaced, why: None };
            let fate = fates.get(id).unwrap_or(own);
            if last.get(version.content()).is_none_or(|known| known.by <= fate.by) {
                last.set(version.content(), Some(fate));
            }
        }
        let dead = ids.filter(|id| tree.stored(*id) > 0 && !alive.get(*id));
        let killed = dead
            .filter_map(|version| last.get(version).map(|Fate { by, how, why }| DeadVersion { version, by, how, why }));
        Self { layers, killed: killed.collect(), alive }
    }

    /// The content that a version stores is seen from the top, under whatever name.
    pub fn is_alive(&self, version: VersionId) -> bool {
        self.alive.get(version)
    }

    /// Bytes that each layer stores for nothing, and bytes of lower layers (or its own) that it killed.
    pub fn by_layer(&self, tree: &Tree) -> (Vec<u64>, Vec<u64>) {
        let mut dead: Column<LayerIndex, u64> = Column::new(self.layers, 0);
        let mut killed = dead.clone();
        for kill in &self.killed {
            let bytes = tree.stored(kill.version);
            for (column, layer) in [(&mut dead, tree.version(kill.version).layer), (&mut killed, kill.by)] {
                column.set(layer, column.get(layer).saturating_add(bytes).min(LARGEST_NUMBER));
            }
        }
        (dead.to_vec(), killed.to_vec())
    }

    /// Paths and bytes of each way to die, the most bytes first.
    pub fn by_death(&self, tree: &Tree) -> Vec<(Death, Option<Why>, u64, u64)> {
        let mut deaths: Vec<(Death, Option<Why>, u64, u64)> = Vec::new();
        for kill in &self.killed {
            let bytes = tree.stored(kill.version);
            match deaths.iter_mut().find(|d| (d.0, d.1) == (kill.how, kill.why)) {
                Some(death) => {
                    death.2 += 1;
                    death.3 = death.3.saturating_add(bytes).min(LARGEST_NUMBER);
                }
                None => deaths.push((kill.how, kill.why, 1, bytes)),
            }
        }
        deaths.sort_by_key(|death| std::cmp::Reverse(death.3));
        deaths
    }
}

/// The version that a layer has of a path.
fn version_of(tree: &Tree, node: NodeId, layer: usize) -> Option<VersionId> {
    tree.versions_of(node)
        .find(|(_, version)| usize::from(version.layer) <= layer)
        .and_then(|(id, version)| (usize::from(version.layer) == layer).then_some(id))
}

/// How what stood somewhere died of what stands there now. Without hashes, the same size and time pass for the same bytes.
fn told_apart(tree: &Tree, old: Option<&Version>, new: &Version, change: Change) -> (Death, Option<Why>) {
    if change == Change::Replaced || new.content().is_none() {
        return (Death::Replaced, None);
    }
    let Some(old) = old.filter(|old| old.content().is_some()) else { return (Death::Overwritten, None) };
    let reasons = tree.reasons(old, new);
    let same = tree.same_bytes(old, new).unwrap_or(old.size == new.size && !reasons.any(&[Reasons::MTIME]));
    if !same {
        return (Death::Overwritten, None);
    }
    let order = [
        (Reasons::OWNER, Why::Owner),
        (Reasons::MODE, Why::Mode),
        (Reasons::XATTRS, Why::Xattrs),
        (Reasons::MTIME, Why::Time),
    ];
    let why = order.into_iter().find(|(reason, _)| reasons.any(&[*reason])).map_or(Why::Same, |(_, why)| why);
    (Death::Rewritten, Some(why))
}

/// Finds what took paths away that a layer has no longer.
struct Hidden<'t> {
    tree: &'t Tree,
    layer: usize,
    /// What takes away all that is below a folder, by the layer that was asked of it last: a path of 30,000 folders is climbed but once.
    told: Column<NodeId, Option<(LayerIndex, Death)>>,
}

impl Hidden<'_> {
    fn of(&mut self, node: NodeId) -> Death {
        if let Some(how) = self.at(node, false) {
            return how;
        }
        let tree = self.tree;
        let mut top = None;
        let mut known = |above| {
            top = Some(above);
            let known = self.told.get(above).filter(|(layer, _)| usize::from(*layer) == self.layer).map(|(_, how)| how);
            known.or_else(|| self.at(above, true))
        };
        let how = tree.ancestors(node).find_map(&mut known).unwrap_or(Death::Deleted);
        let layer = LayerIndex::new(self.layer);
        for above in tree.ancestors(node) {
            self.told.set(above, Some((layer, how)));
            if Some(above) == top {
                break;
            }
        }
        how
    }

    /// What the layer did at this very path that hides: the path itself, or all that is `below` it.
    fn at(&self, node: NodeId, below: bool) -> Option<Death> {
        let version = self.tree.version(version_of(self.tree, node, self.layer)?);
        if version.whiteout {
            return Some(Death::Deleted);
        }
        if below && version.opaque {
            return Some(Death::Opaque);
        }
        let replaces = version.is_item() && (!version.is_dir() || version.is_cut());
        (below && replaces).then_some(Death::Replaced)
    }
}
