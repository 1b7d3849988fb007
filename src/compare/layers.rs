//! The layers and the histories of two images side by side.

use super::side::{Read, Side};
use super::twins::Twins;
use crate::content::aligned;
use crate::image::{History, Image};
use crate::limits::COMPARED_STEPS;
use crate::tar_format::FileKind;
use crate::text::display_text;
use crate::tree::{NodeId, Reasons, Tree, Version, VersionId};
use serde::Serialize;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// Two layers side by side, or one without a counterpart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct LayerPair {
    /// Layer of the left image.
    pub left: Option<usize>,
    /// Layer of the right image.
    pub right: Option<usize>,
    /// The common diff_id, or the only one.
    pub diff_id: Option<String>,
    /// Both have the same diff_id.
    pub equal: bool,
    /// The files differ in times at most, whatever the digest says: the layer was rebuilt.
    pub same_files: bool,
    /// The instruction that made the layer.
    pub instruction: String,
    /// Bytes of the left layer, as docker counts them.
    pub left_size: Option<u64>,
    /// Bytes of the right layer, as docker counts them.
    pub right_size: Option<u64>,
}

/// A step of both histories, or of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct StepPair {
    /// Command of the left image.
    pub left: Option<String>,
    /// Command of the right image.
    pub right: Option<String>,
    /// Both commands are the same.
    pub equal: bool,
}

type Pair = (Option<usize>, Option<usize>);

/// Marks by which two layers may be a pair, the strongest first; 0 = no such mark.
type Marks = [u64; 3];

/// Pairs layers with the same bytes; between those, layers that touch the same files; then layers of the same instruction. The rest stand
/// alone.
pub(super) fn side_by_side(left: Side, right: Side, twins: &Twins) -> Vec<LayerPair> {
    let (of_left, of_right) = (marks(left), marks(right));
    let mut pairs = Vec::new();
    align(&of_left, &of_right, 0, (0, 0), &mut pairs);
    let by_layer = (versions(left.tree), versions(right.tree));
    let row = |(at, beside): Pair| {
        let read = |side: Side, at: Option<usize>| at.and_then(|at| side.layers.get(at)).cloned().unwrap_or_default();
        let (was, is) = (read(left, at), read(right, beside));
        let equal = was.diff_id.is_some() && was.diff_id == is.diff_id;
        let ids = |at: usize, of: &[Vec<VersionId>]| of.get(at).cloned().unwrap_or_default();
        let same_files = equal
            || at.zip(beside).is_some_and(|(l, r)| {
                was.whole
                    && is.whole
                    && same_files(left.tree, right.tree, twins, &ids(l, &by_layer.0), &ids(r, &by_layer.1))
            });
        let instruction = beside.map(|at| instruction(right.image, at)).or(at.map(|at| instruction(left.image, at)));
        LayerPair {
            left: at,
            right: beside,
            diff_id: is.diff_id.or(was.diff_id).map(|id| display_text(&id)),
            equal,
            same_files,
            instruction: display_text(&instruction.unwrap_or_default()),
            left_size: was.size,
            right_size: is.size,
        }
    };
    pairs.into_iter().map(row).collect()
}

/// Aligns two lists by their marks of one strength, and the items between equal marks by the next weaker ones.
fn align(left: &[Marks], right: &[Marks], strength: usize, (from, to): (usize, usize), out: &mut Vec<Pair>) {
    if strength == 3 || left.is_empty() || right.is_empty() {
        out.extend((0..left.len()).map(|n| (Some(from + n), None)));
        out.extend((0..right.len()).map(|n| (None, Some(to + n))));
        return;
    }
    let (mut a, mut b) = (0, 0);
    let between = |l: usize, r: usize, a: usize, b: usize, out: &mut Vec<Pair>| {
        let gap = (left.get(a..l).unwrap_or_default(), right.get(b..r).unwrap_or_default());
        align(gap.0, gap.1, strength + 1, (from + a, to + b), out);
    };
    let mark = |marks: &Marks| marks.get(strength).copied().unwrap_or(0);
    for pair in aligned_by(left.iter().map(mark), right.iter().map(mark)) {
        let (Some(l), Some(r)) = pair else { continue };
        between(l, r, a, b, out);
        out.push((Some(from + l), Some(to + r)));
        (a, b) = (l + 1, r + 1);
    }
    between(left.len(), right.len(), a, b, out);
}

/// As `aligned`, by hashes; 0 equals no other hash.
fn aligned_by(left: impl Iterator<Item = u64>, right: impl Iterator<Item = u64>) -> Vec<Pair> {
    let mut known = HashMap::new();
    let mut next = 0u32;
    let mut number = |hash: u64| {
        next += 1;
        if hash == 0 { next } else { *known.entry(hash).or_insert(next) }
    };
    let left: Vec<u32> = left.map(&mut number).collect();
    let right: Vec<u32> = right.map(&mut number).collect();
    aligned(&left, &right)
}

fn hash_of(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish().max(1)
}

fn marks(side: Side) -> Vec<Marks> {
    let touched = touched(side.tree);
    let marks = |(at, read): (usize, &Read)| {
        let diff_id = read.diff_id.as_ref().map_or(0, hash_of);
        let instruction = instruction(side.image, at);
        let made = if instruction.is_empty() { 0 } else { hash_of(instruction) };
        [diff_id, touched.get(at).copied().unwrap_or(0), made]
    };
    side.layers.iter().enumerate().map(marks).collect()
}

/// A hash of the paths and sizes of each layer, in any order; 0 = an empty layer.
fn touched(tree: &Tree) -> Vec<u64> {
    let mut paths = tree.node_column(0u64);
    for node in tree.node_ids().skip(1) {
        paths.set(node, hash_of((paths.get(tree.parent(node)), tree.name(node))));
    }
    let mut sums = vec![0u64; tree.layers()];
    for id in tree.version_ids() {
        let v = tree.version(id);
        let size = if v.is_dir() { 0 } else { v.size };
        if let Some(sum) = sums.get_mut(usize::from(v.layer)) {
            *sum = sum.wrapping_add(hash_of((paths.get(v.node), size, v.is_item(), v.is_dir())));
        }
    }
    sums
}

/// The versions of each layer, by id.
fn versions(tree: &Tree) -> Vec<Vec<VersionId>> {
    let mut layers = vec![Vec::new(); tree.layers()];
    for id in tree.version_ids() {
        if let Some(ids) = layers.get_mut(usize::from(tree.version(id).layer)) {
            ids.push(id);
        }
    }
    layers
}

/// Two layers hold the same, apart from times. A file without both hashes must also have the same time.
fn same_files(left: &Tree, right: &Tree, twins: &Twins, were: &[VersionId], are: &[VersionId]) -> bool {
    let mut by_node: HashMap<NodeId, &Version> = HashMap::with_capacity(are.len());
    by_node.extend(are.iter().map(|id| right.version(*id)).map(|version| (version.node, version)));
    were.len() == are.len()
        && were.iter().map(|id| left.version(*id)).all(|old| {
            let new = twins.get(old.node).and_then(|twin| by_node.get(&twin));
            new.is_some_and(|new| same(left, right, old, new))
        })
}

fn same(left: &Tree, right: &Tree, old: &Version, new: &Version) -> bool {
    let marks = |v: &Version| (v.whiteout, v.opaque, v.is_implied());
    if marks(old) != marks(new) {
        return false;
    }
    let reasons = Tree::reasons_between((left, old), (right, new));
    let file = matches!(new.kind(), Some(FileKind::File | FileKind::Hardlink)) && new.size > 0;
    let known = !file || left.content_hash(old).is_some() && right.content_hash(new).is_some();
    reasons.is_empty() || reasons == Reasons::MTIME && known
}

/// The shortened command of a layer; empty = the history has none.
fn instruction(image: &Image, layer: usize) -> String {
    let history = image.layers.get(layer).and_then(|layer| image.config.history.get(layer.history?));
    history.map(History::instruction).unwrap_or_default()
}

/// The two histories side by side. The time of a step does not count.
pub(super) fn steps(left: &Image, right: &Image) -> Vec<StepPair> {
    let list = |image: &Image| image.config.history.iter().take(COMPARED_STEPS).map(hash_of_step).collect::<Vec<_>>();
    let shown = |image: &Image, at: usize| {
        let step = image.config.history.get(at)?;
        Some(display_text(if step.created_by.is_empty() { &step.comment } else { &step.created_by }))
    };
    let step = |(l, r): Pair| StepPair {
        left: l.and_then(|at| shown(left, at)),
        right: r.and_then(|at| shown(right, at)),
        equal: l.is_some() && r.is_some(),
    };
    aligned_by(list(left).into_iter(), list(right).into_iter()).into_iter().map(step).collect()
}

fn hash_of_step(step: &History) -> u64 {
    hash_of((&step.created_by, &step.comment, &step.author, step.empty_layer))
}
