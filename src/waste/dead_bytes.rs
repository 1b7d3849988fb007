//! Exact dead bytes: each stored content that the top does not show, the layer that stores it, the layer that hides it, and the cause.

use crate::limits::LARGEST_NUMBER;
use crate::sorting::sort_by_key;
use crate::tree::{Change, Column, LayerIndex, NodeId, Reasons, Tree, Version, VersionId};
use serde::{Deserialize, Serialize};

/// The cause that hides stored bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum Cause {
    /// The path was written again with other bytes.
    Overwritten,
    /// The path was written again with the same bytes.
    Rewritten,
    /// A whiteout of the path, or of a directory above it.
    Deleted,
    /// A directory above was made opaque.
    Opaque,
    /// The path, or a directory above it, became another type.
    Replaced,
}

/// The reason why the same bytes were written again; of several reasons the first in this order.
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
    /// The layer that hides it; of several names of one content, the layer that hides the last one.
    pub hidden_by: LayerIndex,
    /// The cause.
    pub cause: Cause,
    /// The reason of `Rewritten`; `None` for every other cause.
    pub why: Option<Why>,
}

/// How one name lost its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fate {
    hidden_by: LayerIndex,
    cause: Cause,
    why: Option<Why>,
}

/// All that is dead in the lowest `layers` layers of a tree.
#[derive(Debug)]
pub struct Waste {
    /// Layers that count.
    pub layers: usize,
    /// Ordered by version.
    pub dead: Vec<DeadVersion>,
    /// By content: the top shows it under some name.
    alive: Column<VersionId, bool>,
}

impl Waste {
    /// Finds what is dead. *Cost:* what the layers changed, and one look at each version.
    pub fn new(tree: &Tree, layers: usize) -> Self {
        let layers = layers.min(tree.layers());
        let mut fates = tree.version_column(None);
        let mut standing: Column<NodeId, Option<VersionId>> = tree.node_column(None);
        let mut hidden = Hidden { tree, layer: 0, known: tree.node_column(None) };
        for layer in 0..layers {
            hidden.layer = layer;
            for (node, change) in tree.changes(layer) {
                let old = standing.get(*node);
                let new = version_of(tree, *node, layer).filter(|id| tree.version(*id).is_item() && !change.is_gone());
                let fate = match new {
                    Some(id) => cause_between(tree, old.map(|old| tree.version(old)), tree.version(id), *change),
                    None if change.is_gone() => (hidden.of(*node), None),
                    None => continue, // a directory with something changed below it
                };
                standing.set(*node, new);
                fates.set(old, Some(Fate { hidden_by: LayerIndex::new(layer), cause: fate.0, why: fate.1 }));
            }
        }
        let ids = tree.versions_below(layers);
        let mut alive = Column::new(ids.len(), false);
        standing.iter().flatten().for_each(|id| alive.set(tree.version(*id).content(), true));
        // A content is seen as long as one of its names is: the cause of the last name is the cause of the content.
        let mut last: Column<VersionId, Option<Fate>> = Column::new(ids.len(), None);
        for id in ids.clone() {
            let version = tree.version(id);
            // A version that no layer ever showed was replaced within its own layer.
            let own = Fate { hidden_by: version.layer, cause: Cause::Replaced, why: None };
            let fate = fates.get(id).unwrap_or(own);
            if last.get(version.content()).is_none_or(|known| known.hidden_by <= fate.hidden_by) {
                last.set(version.content(), Some(fate));
            }
        }
        let dead = ids.filter(|id| tree.stored(*id) > 0 && !alive.get(*id)).filter_map(|version| {
            let Fate { hidden_by, cause, why } = last.get(version)?;
            Some(DeadVersion { version, hidden_by, cause, why })
        });
        Self { layers, dead: dead.collect(), alive }
    }

    /// The top shows the content that a version stores, under any name.
    pub fn is_alive(&self, version: VersionId) -> bool {
        self.alive.get(version)
    }

    /// By layer: the dead bytes that it stores, and the bytes of lower layers (or its own) that it hides.
    pub fn by_layer(&self, tree: &Tree) -> (Vec<u64>, Vec<u64>) {
        let mut stored: Column<LayerIndex, u64> = Column::new(self.layers, 0);
        let mut hidden = stored.clone();
        for dead in &self.dead {
            let bytes = tree.stored(dead.version);
            for (column, layer) in [(&mut stored, tree.version(dead.version).layer), (&mut hidden, dead.hidden_by)] {
                column.set(layer, column.get(layer).saturating_add(bytes).min(LARGEST_NUMBER));
            }
        }
        (stored.to_vec(), hidden.to_vec())
    }

    /// Paths and bytes of each cause, the most bytes first.
    pub fn by_cause(&self, tree: &Tree) -> Vec<(Cause, Option<Why>, u64, u64)> {
        let mut causes: Vec<(Cause, Option<Why>, u64, u64)> = Vec::new();
        for dead in &self.dead {
            let bytes = tree.stored(dead.version);
            match causes.iter_mut().find(|d| (d.0, d.1) == (dead.cause, dead.why)) {
                Some(cause) => {
                    cause.2 += 1;
                    cause.3 = cause.3.saturating_add(bytes).min(LARGEST_NUMBER);
                }
                None => causes.push((dead.cause, dead.why, 1, bytes)),
            }
        }
        sort_by_key(&mut causes, |cause| std::cmp::Reverse(cause.3));
        causes
    }
}

/// The version that a layer has of a path.
fn version_of(tree: &Tree, node: NodeId, layer: usize) -> Option<VersionId> {
    tree.versions_of(node)
        .find(|(_, version)| usize::from(version.layer) <= layer)
        .and_then(|(id, version)| (usize::from(version.layer) == layer).then_some(id))
}

/// The cause by which a new version of a path hides an old one. Without hashes, the same size and time count as the same bytes.
fn cause_between(tree: &Tree, old: Option<&Version>, new: &Version, change: Change) -> (Cause, Option<Why>) {
    if change == Change::Replaced || new.content().is_none() {
        return (Cause::Replaced, None);
    }
    let Some(old) = old.filter(|old| old.content().is_some()) else { return (Cause::Overwritten, None) };
    let reasons = tree.reasons(old, new);
    let same = tree.same_bytes(old, new).unwrap_or(old.size == new.size && !reasons.any(&[Reasons::MTIME]));
    if !same {
        return (Cause::Overwritten, None);
    }
    let order = [
        (Reasons::OWNER, Why::Owner),
        (Reasons::MODE, Why::Mode),
        (Reasons::XATTRS, Why::Xattrs),
        (Reasons::MTIME, Why::Time),
    ];
    let why = order.into_iter().find(|(reason, _)| reasons.any(&[*reason])).map_or(Why::Same, |(_, why)| why);
    (Cause::Rewritten, Some(why))
}

/// Finds the cause for which a layer no longer has a path.
struct Hidden<'t> {
    tree: &'t Tree,
    layer: usize,
    /// By directory: the last layer that was looked up, and what it does to all below. So a path of 30,000 directories is climbed once.
    known: Column<NodeId, Option<(LayerIndex, Cause)>>,
}

impl Hidden<'_> {
    fn of(&mut self, node: NodeId) -> Cause {
        if let Some(cause) = self.at(node, false) {
            return cause;
        }
        let tree = self.tree;
        let mut top = None;
        let mut find = |above| {
            top = Some(above);
            let known =
                self.known.get(above).filter(|(layer, _)| usize::from(*layer) == self.layer).map(|(_, cause)| cause);
            known.or_else(|| self.at(above, true))
        };
        let cause = tree.ancestors(node).find_map(&mut find).unwrap_or(Cause::Deleted);
        let layer = LayerIndex::new(self.layer);
        for above in tree.ancestors(node) {
            self.known.set(above, Some((layer, cause)));
            if Some(above) == top {
                break;
            }
        }
        cause
    }

    /// The cause in the layer's own entry at this path that hides the path itself or, with `below`, all below it.
    fn at(&self, node: NodeId, below: bool) -> Option<Cause> {
        let version = self.tree.version(version_of(self.tree, node, self.layer)?);
        if version.whiteout {
            return Some(Cause::Deleted);
        }
        if below && version.opaque {
            return Some(Cause::Opaque);
        }
        let replaces = version.is_item() && (!version.is_dir() || version.is_cut());
        (below && replaces).then_some(Cause::Replaced)
    }
}
