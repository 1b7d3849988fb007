//! dive's own figures to the last digit, its quirks included, because people compare with them.
//!
//! *Source:* dive 0.13, filetree/efficiency.go, file_tree.go, image/docker/image_archive.go.

use crate::limits::LARGEST_NUMBER;
use crate::sorting::sort_by_key;
use crate::tree::{Column, Held, LayerIndex, NodeId, ROOT, Tree, Version, VersionId};
use serde::Serialize;

/// The least efficiency that dive's `--ci` allows by default.
pub const LOWEST_EFFICIENCY: f64 = 0.9;
/// The most wasted bytes that it allows by default, as a share of all layers but the first.
pub const HIGHEST_SHARE: f64 = 0.1;

/// The figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
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
    /// The image passes dive's `--ci` rules.
    pub passes: bool,
}

/// A path that several layers touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The path.
    pub node: NodeId,
    /// How often it was met.
    pub count: u32,
    /// Bytes of all of them.
    pub bytes: u64,
    /// Where it was met for the second time.
    second: (LayerIndex, bool),
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
    pub version: VersionId,
    /// Its `.wh.` file, not what stands there.
    pub whiteout: bool,
}

/// dive's record of a path.
#[derive(Clone, Copy)]
struct Key {
    sum: i64,
    least: i64,
    count: u32,
}

/// A path that the walk has not met.
const ABSENT: Key = Key { sum: 0, least: i64::MIN, count: 0 };
/// The value that dive starts with. It stays for a path at which dive gives up a layer.
const UNKNOWN: i64 = -1;
const PREFIX: &[u8] = b".wh.";

/// Computes the figures of the lowest `layers` layers. *Cost:* one look at each version; layers with whiteouts of nothing are sorted.
pub fn dive(tree: &Tree, layers: usize) -> Figures {
    let mut state = State { tree, stacked: tree.node_column(None), keys: tree.node_column(ABSENT) };
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
    let share = user_share(wasted_bytes, &sizes);
    let efficiency = if all == 0 { 1.0 } else { least as f64 / all as f64 };
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

/// Wasted bytes as a share of all layers but the first.
fn user_share(wasted: u64, sizes: &[u64]) -> f64 {
    let user = sizes.iter().skip(1).copied().fold(0, u64::saturating_add).min(LARGEST_NUMBER);
    wasted as f64 / user as f64
}

impl Figures {
    /// `wasted_share` as dive holds it against its rule: infinite, or no number, where the layers but the first are empty.
    pub fn user_share(&self) -> f64 {
        user_share(self.dive.wasted_bytes, &self.sizes)
    }

    /// The paths that several layers touch as dive lists them: the most bytes first; of equal ones, what was met last.
    ///
    /// *Memory:* some bytes for each directory above a listed path.
    pub fn references(&self, tree: &Tree) -> Vec<Reference> {
        let mut above = tree.node_column(false);
        let mut steps = Vec::new();
        for (at, reference) in self.references.iter().enumerate() {
            steps.push(Visited::new(tree, (reference.node, reference.second.1), false, Some(at)));
            for folder in tree.ancestors(reference.node).take_while(|folder| !above.replace(*folder, true)) {
                steps.push(Visited::new(tree, (folder, false), true, None));
            }
        }
        let met = walk(tree, steps).into_iter().filter_map(|step| self.references.get(step.of?));
        let mut list: Vec<Reference> = met.copied().collect();
        sort_by_key(&mut list, |r| (r.bytes, r.second.0));
        list.reverse();
        list
    }
}

/// The size in the tar header of an entry.
fn size(version: &Version) -> u64 {
    match version.held {
        Held::File(_) | Held::Other => version.size,
        _ => 0,
    }
}

/// A path that a walk meets or passes through.
#[derive(Clone, Copy)]
struct Visited<T> {
    parent: Option<NodeId>,
    node: NodeId,
    whiteout: bool,
    /// A directory: the walk meets its children before it.
    folder: bool,
    /// The caller's: a version or an index.
    of: T,
}

impl<T> Visited<T> {
    fn new(tree: &Tree, (node, whiteout): (NodeId, bool), folder: bool, of: T) -> Self {
        Self { parent: tree.parent(node), node, whiteout, folder, of }
    }
}

/// Puts steps in the order of dive's walk: a directory's children by name, then the directory. `steps` include the directories above each.
fn walk<T: Copy>(tree: &Tree, mut steps: Vec<Visited<T>>) -> Vec<Visited<T>> {
    let key = |step: &Visited<T>| {
        let prefix: &[u8] = if step.whiteout { PREFIX } else { b"" };
        prefix.iter().chain(tree.name(step.node))
    };
    // Within a directory the last name first: a stack takes from the end.
    steps.sort_unstable_by(|a, b| a.parent.cmp(&b.parent).then_with(|| key(b).cmp(key(a))));
    let below = |node: Option<NodeId>| {
        let (from, to) = (steps.partition_point(|s| s.parent < node), steps.partition_point(|s| s.parent <= node));
        steps.get(from..to).unwrap_or_default().iter().map(|step| (*step, !step.folder))
    };
    let mut order = Vec::with_capacity(steps.len());
    // (a path, its children are in `order` already).
    let mut pending: Vec<(Visited<T>, bool)> = below(None).collect();
    while let Some((step, ready)) = pending.pop() {
        if ready {
            order.push(step);
        } else {
            pending.push((step, true));
            pending.extend(below(Some(step.node)));
        }
    }
    order
}

/// The lines of a layer's file list, in no order.
fn lines(tree: &Tree, layer: usize) -> impl Iterator<Item = Visit> + '_ {
    let lines = |version: VersionId| {
        let of = tree.version(version);
        let line = |whiteout| Visit { version, whiteout };
        [of.whiteout.then_some(line(true)), of.is_item().then_some(line(false))]
    };
    tree.versions_in(layer).flat_map(lines).flatten()
}

/// The whole walk of a layer; the root is never met.
pub fn visits(tree: &Tree, layer: usize) -> Vec<Visit> {
    let step = |visit: Visit| {
        Visited::new(tree, (tree.version(visit.version).node, visit.whiteout), !visit.whiteout, visit.version)
    };
    let met = walk(tree, lines(tree, layer).map(step).collect()).into_iter().filter(|step| step.node != ROOT);
    met.map(|step| Visit { version: step.of, whiteout: step.whiteout }).collect()
}

struct State<'t> {
    tree: &'t Tree,
    /// dive's own model of the lower layers: opaque directories hide nothing, and a directory's children stay when a file replaces it.
    stacked: Column<NodeId, Option<VersionId>>,
    keys: Column<NodeId, Key>,
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
                .for_each(|id| self.stacked.set(tree.version(id).node, Some(id)));
        }
        let mut parents = tree.node_column(false);
        range.clone().for_each(|id| parents.set(tree.parent(tree.version(id).node), true));
        let dangling = |line: &Visit| line.whiteout && self.stacked.get(tree.version(line.version).node).is_none();
        let mut met: Vec<Visit> = lines(tree, layer).collect();
        let mut end = None;
        // dive gives up a layer at the first whiteout of nothing: only there its order matters.
        if met.iter().any(dangling) {
            met = visits(tree, layer);
            let at = met.iter().position(dangling).unwrap_or(met.len());
            end = met.drain(at..).next().map(|line| tree.version(line.version).node);
        }
        for Visit { version, whiteout } in met {
            let version = tree.version(version);
            if whiteout {
                let size = self.removed(version.node);
                self.count(layer, version.node, true, size, references);
            } else if version.node != ROOT && !parents.get(version.node) {
                let size = i64::try_from(size(version)).unwrap_or(i64::MAX);
                self.count(layer, version.node, false, size, references);
            }
        }
        if let Some(node) = end
            && self.keys.get(node).least == i64::MIN
        {
            self.keys.set(node, Key { least: UNKNOWN, ..ABSENT });
        }
    }

    fn count(&mut self, layer: usize, node: NodeId, whiteout: bool, size: i64, references: &mut Vec<Reference>) {
        let mut key = self.keys.get(node);
        key.sum = key.sum.saturating_add(size);
        key.least = if key.least < 0 { size } else { key.least.min(size) };
        key.count += 1;
        self.keys.set(node, key);
        if key.count == 2 {
            references.push(Reference { node, count: 2, bytes: 0, second: (LayerIndex::new(layer), whiteout) });
        }
    }

    /// Bytes that a whiteout removes as dive counts them: those of a directory with all below it; 0 for anything else.
    fn removed(&self, node: NodeId) -> i64 {
        if self.stacked.get(node).is_none_or(|id| self.tree.version(id).held != Held::Dir) {
            return 0;
        }
        let mut bytes = 0u64;
        self.below(node, &mut |id| bytes = bytes.saturating_add(size(self.tree.version(id))));
        i64::try_from(bytes).unwrap_or(i64::MAX)
    }

    /// All that is stacked at and below a path.
    fn below(&self, node: NodeId, each: &mut dyn FnMut(VersionId)) {
        let mut pending = vec![node];
        while let Some(node) = pending.pop() {
            if let Some(id) = self.stacked.get(node) {
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
        let late = |node: &NodeId| tree.name(*node).iter().lt(PREFIX.iter().chain(tree.name(*node)));
        whiteouts().filter(|node| !late(node)).for_each(|node| self.remove(node));
        for id in tree.versions_in(layer).filter(|id| tree.version(*id).is_item()) {
            self.stacked.set(tree.version(id).node, Some(id));
        }
        whiteouts().filter(late).for_each(|node| self.remove(node));
    }

    fn remove(&mut self, node: NodeId) {
        let mut gone = Vec::new();
        self.below(node, &mut |id| gone.push(self.tree.version(id).node));
        gone.into_iter().for_each(|node| self.stacked.set(node, None));
    }
}
