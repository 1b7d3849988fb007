//! dive's own figures, to the last digit, its quirks included: what people know and compare with.
//!
//! *Source:* dive 0.13, filetree/efficiency.go, file_tree.go, image/docker/image_archive.go.

use crate::framing::FileKind;
use crate::limits::LARGEST_NUMBER;
use crate::tree::{Column, Item, NONE, ROOT, Tree, Version};
use serde::Serialize;

/// dive's defaults of `--ci`.
const LOWEST_EFFICIENCY: f64 = 0.9;
const HIGHEST_SHARE: f64 = 0.1;

/// The figures (`Dive` of `www/types.waste.d.ts`).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dive {
    /// Σ smallest / Σ all, over all paths.
    pub efficiency: f64,
    /// Bytes of all layers.
    pub size_bytes: u64,
    /// Bytes of the paths that several layers touch, the copy that is seen included.
    pub wasted_bytes: u64,
    /// … as a share of all layers but the first.
    pub wasted_share: f64,
    /// dive's `--ci` says yes.
    pub passes: bool,
}

/// A path that several layers touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The path.
    pub node: u32,
    /// How often it was met.
    pub count: u32,
    /// Bytes of all of them.
    pub bytes: u64,
    /// Where it was met for the second time.
    second: (u16, bool),
}

/// The figures, and what they are made of.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The figures.
    pub dive: Dive,
    /// Bytes of each layer.
    pub sizes: Vec<u64>,
    references: Vec<Reference>,
}

/// One line of a layer's file list: a path, or the whiteout of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// The version.
    pub version: u32,
    /// Its `.wh.` file, not what stands there.
    pub whiteout: bool,
}

/// What dive knows of a path.
#[derive(Clone, Copy)]
struct Key {
    sum: i64,
    least: i64,
    count: u32,
}

/// Never met.
const ABSENT: Key = Key { sum: 0, least: i64::MIN, count: 0 };
/// What dive begins with; it stays where dive stumbles over a path at once.
const UNKNOWN: i64 = -1;
const PREFIX: &[u8] = b".wh.";

/// Computes the figures of the lowest `layers` layers. *Cost:* one look at each version; layers with whiteouts of nothing are sorted.
pub fn dive(tree: &Tree, layers: usize) -> Figures {
    let mut state = State { tree, stacked: Column::new(tree.len(), NONE), keys: Column::new(tree.len(), ABSENT) };
    let mut references = Vec::new();
    let mut sizes = Vec::new();
    for layer in 0..layers.min(tree.layers()) {
        state.visit(layer, &mut references);
        state.stack(layer);
        let bytes = tree.versions_in(layer).map(|id| size(tree.version(id)));
        sizes.push(bytes.fold(0, u64::saturating_add).min(LARGEST_NUMBER));
    }
    let keys = state.keys.iter().filter(|key| key.least != i64::MIN);
    let (least, all) =
        keys.fold((0i64, 0i64), |(least, all), key| (least.saturating_add(key.least), all.saturating_add(key.sum)));
    for reference in &mut references {
        let key = state.keys.get(reference.node);
        (reference.count, reference.bytes) = (key.count, key.sum.unsigned_abs());
    }
    let sum = |bytes: &mut dyn Iterator<Item = u64>| bytes.fold(0, u64::saturating_add).min(LARGEST_NUMBER);
    let wasted_bytes = sum(&mut references.iter().map(|r| r.bytes));
    let size_bytes = sum(&mut sizes.iter().copied());
    let user = sum(&mut sizes.iter().skip(1).copied());
    let efficiency = if all == 0 { 1.0 } else { least as f64 / all as f64 };
    let share = wasted_bytes as f64 / user as f64;
    let dive = Dive {
        efficiency,
        size_bytes,
        wasted_bytes,
        wasted_share: if share.is_finite() { share } else { 0.0 }, // dive prints NaN or +Inf
        passes: efficiency >= LOWEST_EFFICIENCY
            && !matches!(share.partial_cmp(&HIGHEST_SHARE), Some(std::cmp::Ordering::Greater)),
    };
    Figures { dive, sizes, references }
}

impl Figures {
    /// The paths that several layers touch as dive lists them: the most bytes first; of equal ones, what was met last.
    pub fn references(&self, tree: &Tree) -> Vec<Reference> {
        let mut list = self.references.clone();
        list.sort_by_cached_key(|r| (r.bytes, r.second.0, order_key(tree, r.node, r.second.1)));
        list.reverse();
        list
    }
}

/// Bytes that a tar's header tells of an entry.
fn size(version: &Version) -> u64 {
    match version.item {
        Item::Entry(FileKind::File | FileKind::Other) => version.size,
        _ => 0,
    }
}

/// Where dive's walk meets a leaf: names compared one by one, from the root.
fn order_key(tree: &Tree, node: u32, whiteout: bool) -> Vec<Vec<u8>> {
    let mut names: Vec<Vec<u8>> = tree.path(node).split(|b| *b == b'/').map(<[u8]>::to_vec).collect();
    if let Some(last) = names.last_mut().filter(|_| whiteout) {
        last.splice(..0, PREFIX.iter().copied());
    }
    names
}

/// The whole walk of a layer: what is below a folder, by name, then the folder itself; the root is never met.
pub fn visits(tree: &Tree, layer: usize) -> Vec<Visit> {
    let range = tree.versions_in(layer);
    let mut order = Vec::new();
    let mut own: Vec<(u32, u32)> = range.map(|id| (tree.version(id).node, id)).collect();
    own.sort_unstable();
    let id_of =
        |node: u32| own.binary_search_by_key(&node, |(n, _)| *n).ok().and_then(|at| own.get(at)).map(|(_, id)| *id);
    // (what is met, its children have been put before it).
    let mut pending: Vec<(u32, bool, bool)> = id_of(ROOT).map(|id| (id, false, false)).into_iter().collect();
    while let Some((version, whiteout, ready)) = pending.pop() {
        if ready || whiteout {
            if tree.version(version).node != ROOT {
                order.push(Visit { version, whiteout });
            }
            continue;
        }
        pending.push((version, false, true));
        let from = pending.len();
        for id in tree.children(tree.version(version).node).filter_map(id_of) {
            let child = tree.version(id);
            if child.whiteout {
                pending.push((id, true, false));
            }
            if child.is_item() {
                pending.push((id, false, false));
            }
        }
        let key = |(id, whiteout, _): &(u32, bool, bool)| {
            let prefix: &[u8] = if *whiteout { PREFIX } else { b"" };
            prefix.iter().chain(tree.name(tree.version(*id).node))
        };
        let added = pending.get_mut(from..).unwrap_or_default();
        added.sort_unstable_by(|a, b| key(b).cmp(key(a))); // last first, as a stack wants them
    }
    order
}

struct State<'t> {
    tree: &'t Tree,
    /// dive's own idea of the layers below: opaque directories hide nothing, and what stood in a directory outlives a file in its place.
    stacked: Column<u32>,
    keys: Column<Key>,
}

impl State<'_> {
    /// Meets the leaves of a layer.
    fn visit(&mut self, layer: usize, references: &mut Vec<Reference>) {
        let tree = self.tree;
        let range = tree.versions_in(layer);
        if layer == 0 {
            // The first layer is compared with itself.
            range
                .clone()
                .filter(|id| tree.version(*id).is_item())
                .for_each(|id| self.stacked.set(tree.version(id).node, id));
        }
        let mut parents = Column::new(tree.len(), false);
        range.clone().for_each(|id| parents.set(tree.parent(tree.version(id).node), true));
        let missing = |id: &u32| self.stacked.get(tree.version(*id).node) == NONE;
        // dive gives up a layer at the first whiteout of nothing.
        let dangling = range.clone().filter(|id| tree.version(*id).whiteout).filter(missing);
        let end = dangling.map(|id| tree.version(id).node).map(|node| (order_key(tree, node, true), node)).min();
        let is_met =
            |node: u32, whiteout: bool| end.as_ref().is_none_or(|(end, _)| order_key(tree, node, whiteout) < *end);
        for id in range {
            let version = tree.version(id);
            if version.whiteout && is_met(version.node, true) {
                let size = self.removed(version.node);
                self.count(layer, version.node, true, size, references);
            }
            if version.is_item() && version.node != ROOT && !parents.get(version.node) && is_met(version.node, false) {
                let size = i64::try_from(size(version)).unwrap_or(i64::MAX);
                self.count(layer, version.node, false, size, references);
            }
        }
        if let Some((_, node)) = end
            && self.keys.get(node).least == i64::MIN
        {
            self.keys.set(node, Key { least: UNKNOWN, ..ABSENT });
        }
    }

    fn count(&mut self, layer: usize, node: u32, whiteout: bool, size: i64, references: &mut Vec<Reference>) {
        let mut key = self.keys.get(node);
        key.sum = key.sum.saturating_add(size);
        key.least = if key.least < 0 { size } else { key.least.min(size) };
        key.count += 1;
        self.keys.set(node, key);
        if key.count == 2 {
            references.push(Reference { node, count: 2, bytes: 0, second: (layer as u16, whiteout) });
        }
    }

    /// What a whiteout takes away as dive counts it: a directory with all that is below, nothing of anything else.
    fn removed(&self, node: u32) -> i64 {
        let seen = self.tree.version(self.stacked.get(node));
        if seen.item != Item::Entry(FileKind::Dir) {
            return 0;
        }
        let mut bytes = 0u64;
        self.below(node, &mut |id| bytes = bytes.saturating_add(size(self.tree.version(id))));
        i64::try_from(bytes).unwrap_or(i64::MAX)
    }

    /// All that is stacked at and below a path.
    fn below(&self, node: u32, each: &mut dyn FnMut(u32)) {
        let mut pending = vec![node];
        while let Some(node) = pending.pop() {
            let id = self.stacked.get(node);
            if id != NONE {
                each(id);
                pending.extend(self.tree.children(node));
            }
        }
    }

    /// Lays a layer on the others: whiteouts and entries in the order of dive's walk, so that a name before `.wh.` goes with its whiteout.
    fn stack(&mut self, layer: usize) {
        let tree = self.tree;
        let whiteouts =
            || tree.versions_in(layer).filter(|id| tree.version(*id).whiteout).map(|id| tree.version(id).node);
        let late = |node: &u32| tree.name(*node).iter().lt(PREFIX.iter().chain(tree.name(*node)));
        whiteouts().filter(|node| !late(node)).for_each(|node| self.remove(node));
        for id in tree.versions_in(layer).filter(|id| tree.version(*id).is_item()) {
            self.stacked.set(tree.version(id).node, id);
        }
        whiteouts().filter(late).for_each(|node| self.remove(node));
    }

    fn remove(&mut self, node: u32) {
        let mut gone = Vec::new();
        self.below(node, &mut |id| gone.push(self.tree.version(id).node));
        gone.into_iter().for_each(|node| self.stacked.set(node, NONE));
    }
}
