//! The tops of two images, path by path.

use super::shared_layers::SharedLayers;
use super::sums::{Sum, Sums, plus};
use super::twins::Twins;
use crate::layer::HASH_BYTES;
use crate::limits::CONTENT_NAMES;
use crate::tar_format::FileKind;
use crate::tree::{Change, Column, NodeId, Reasons, Tree, Version, VersionId};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// The change of a path from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Only on the right.
    Added,
    /// On both, not the same.
    Changed,
    /// Only on the left.
    Removed,
    /// A file only on the right whose very bytes are at a path that only the left has.
    Moved,
}

/// A path that differs.
#[derive(Debug, Clone, Copy)]
pub struct Difference {
    /// The change.
    pub status: Status,
    /// The attributes that differ, of a changed path.
    pub reasons: Reasons,
    /// Nothing but its time differs.
    pub times_only: bool,
    /// The version that the left tree shows.
    pub left: Option<VersionId>,
    /// The version that the right tree shows; `NONE` = absent.
    pub right: Option<VersionId>,
    /// Upper bound of the bytes that differ.
    pub bytes: u64,
}

impl Difference {
    /// The change by a layer that would turn the left into the right; `moved` = the change of a moved path at this end.
    pub fn change(&self, moved: Change) -> Change {
        match self.status {
            Status::Added => Change::Added,
            Status::Removed => Change::Removed,
            Status::Moved => moved,
            Status::Changed if self.reasons.any(&[Reasons::TYPE]) => Change::Replaced,
            Status::Changed if self.bytes > 0 || self.reasons.any(&BYTES) => Change::Content,
            Status::Changed => Change::Attributes,
        }
    }
}

/// The result of comparing all paths.
pub(super) struct PathDifferences {
    /// Largest first, then by path.
    pub list: Vec<Difference>,
    pub sums: Sums,
    pub times_only: u64,
    /// Files whose unknown hashes could change the result.
    pub unsure: u64,
    /// Versions of the left and of the right whose bytes decide the result, hashed or not.
    pub deciding: [Vec<VersionId>; 2],
}

/// Whether bytes are equal, by their headers.
const HEADERS: [Reasons; 4] = [Reasons::SIZE, Reasons::TYPE, Reasons::TARGET, Reasons::DEVICE];
/// Whether bytes are equal, by headers and hashes.
const BYTES: [Reasons; 5] = [Reasons::CONTENT, Reasons::SIZE, Reasons::TYPE, Reasons::TARGET, Reasons::DEVICE];

/// One tree's top, counting the bytes of each content once.
struct Top<'t> {
    tree: &'t Tree,
    seen: Column<NodeId, Option<VersionId>>,
    counted: Column<VersionId, bool>,
}

impl<'t> Top<'t> {
    fn new(tree: &'t Tree) -> Self {
        let seen = tree.seen_at(tree.layers().saturating_sub(1)).version;
        Self { tree, seen, counted: tree.version_column(false) }
    }

    fn version(&self, id: VersionId) -> &'t Version {
        self.tree.version(id)
    }

    /// Bytes of a version's content, unless they were counted before.
    fn bytes(&mut self, id: Option<VersionId>) -> u64 {
        let Some(version) = id.map(|id| self.version(id)) else { return 0 };
        let new = !is_file(version) || !self.counted.replace(version.content(), true);
        if new { size(version) } else { 0 }
    }
}

fn is_file(version: &Version) -> bool {
    matches!(version.kind(), Some(FileKind::File | FileKind::Hardlink))
}

/// Bytes as an engine's disk counts them.
fn size(version: &Version) -> u64 {
    if is_file(version) || version.kind() == Some(FileKind::Symlink) { version.size } else { 0 }
}

pub(super) fn differences(left: &Tree, right: &Tree, twins: &Twins, shared: &SharedLayers) -> PathDifferences {
    let (mut old, mut new) = (Top::new(left), Top::new(right));
    let mut found = PathDifferences {
        list: Vec::new(),
        sums: Sums::default(),
        times_only: 0,
        unsure: 0,
        deciding: Default::default(),
    };
    let mut both = right.node_column(false);
    for node in left.node_ids().skip(1) {
        let Some(was) = old.seen.get(node) else { continue };
        let twin = twins.get(node);
        if let Some(is) = new.seen.get(twin) {
            both.set(twin, true);
            found.pair((left, was), (right, is), shared);
        } else {
            let bytes = size(old.version(was));
            found.list.push(Difference { left: Some(was), ..only(Status::Removed, bytes) });
        }
    }
    for is in right.node_ids().skip(1).filter(|node| !both.get(*node)).filter_map(|node| new.seen.get(node)) {
        let bytes = size(new.version(is));
        found.list.push(Difference { right: Some(is), ..only(Status::Added, bytes) });
    }
    found.find_moves(left, right);
    found.sum(&mut old, &mut new);
    let order = Order::new(left, right, twins);
    found.list.sort_by_cached_key(|d| (Reverse(d.bytes), d.times_only, order.of(d)));
    found
}

/// A path that only one of the two has.
fn only(status: Status, bytes: u64) -> Difference {
    Difference { status, reasons: Reasons::default(), times_only: false, left: None, right: None, bytes }
}

impl PathDifferences {
    /// Compares a path that both show. A directory's own time does not count: each new entry changes it.
    fn pair(&mut self, (left, was): (&Tree, VersionId), (right, is): (&Tree, VersionId), shared: &SharedLayers) {
        let (old, new) = (left.version(was), right.version(is));
        let reasons = Tree::reasons_between((left, old), (right, new));
        let told = reasons.any(&BYTES);
        let hashed = left.content_hash(old).is_some() && right.content_hash(new).is_some();
        let asked = !reasons.any(&HEADERS) && is_file(new) && new.size > 0;
        let decides = asked && !shared.holds_both((left, old), (right, new));
        if decides {
            self.decides(0, was);
            self.decides(1, is);
        }
        let unknown = decides && !told && !hashed;
        self.unsure += u64::from(unknown);
        if reasons.is_empty() || new.is_dir() && reasons == Reasons::MTIME {
            self.sums.equal += 1;
            return;
        }
        let time = reasons.any(&[Reasons::MTIME]);
        // As in `docker diff`: while the bytes are unknown, another time counts as other bytes.
        let bytes = if told || unknown && time { size(old).max(size(new)) } else { 0 };
        let times_only = reasons == Reasons::MTIME && !unknown;
        self.times_only += u64::from(times_only);
        let status = Status::Changed;
        self.list.push(Difference { status, reasons, times_only, left: Some(was), right: Some(is), bytes });
    }

    /// Turns a removed file and an added one with the same bytes into a moved one. Of several, a file that kept its name is preferred.
    fn find_moves(&mut self, left: &Tree, right: &Tree) {
        let mut gone: HashMap<&[u8; HASH_BYTES], Vec<usize>> = HashMap::new();
        let mut sizes: [HashSet<u64>; 2] = Default::default();
        let side = |d: &Difference| match d.status {
            Status::Removed => Some((0, left, d.left?)),
            Status::Added => Some((1, right, d.right?)),
            _ => None,
        };
        let file = |d: &Difference| {
            let (at, tree, id) = side(d)?;
            let version = tree.version(id);
            (is_file(version) && version.size > 0).then_some((at, tree.content_hash(version), id, version))
        };
        for (index, d) in self.list.iter().enumerate().rev() {
            let Some((at, hash, _, version)) = file(d) else { continue };
            sizes.get_mut(at).map(|sizes| sizes.insert(version.size));
            if let Some(hash) = hash.filter(|_| at == 0) {
                gone.entry(hash).or_default().push(index);
            }
        }
        // A file can only have moved when the other side has one of its size.
        let [gone_sizes, new_sizes] = &sizes;
        let both: HashSet<u64> = gone_sizes.intersection(new_sizes).copied().collect();
        let mut unknown: HashSet<(usize, u64)> = HashSet::new();
        let mut deciding = Vec::new();
        for (at, hash, id, version) in self.list.iter().filter_map(file).filter(|(.., v)| both.contains(&v.size)) {
            deciding.push((at, id));
            if hash.is_none() {
                unknown.insert((at, version.size));
            }
        }
        self.unsure += unknown.len() as u64;
        let mut taken = HashSet::new();
        let mut moves = Vec::new();
        for (index, d) in self.list.iter().enumerate() {
            let Some((_, hash, _, new)) = file(d).filter(|(at, ..)| *at == 1) else { continue };
            let Some(from) = hash.and_then(|hash| gone.get_mut(hash)) else { continue };
            let name = right.name(new.node);
            let gone = |at: &usize| self.list.get(*at).and_then(|d| d.left);
            let named = |at: &usize| gone(at).is_some_and(|id| left.name(left.version(id).node) == name);
            let near = from.len().saturating_sub(CONTENT_NAMES);
            let kept = from.iter().skip(near).rposition(named).map(|at| near + at);
            if let Some(from) = kept.map(|at| from.remove(at)).or_else(|| from.pop()) {
                taken.insert(from);
                moves.extend(self.list.get(from).map(|gone| (index, gone.left)));
            }
        }
        for (index, from) in moves {
            if let Some(d) = self.list.get_mut(index) {
                *d = Difference { status: Status::Moved, left: from, bytes: 0, ..*d };
            }
        }
        let mut index = 0;
        self.list.retain(|_| {
            index += 1;
            !taken.contains(&(index - 1))
        });
        for (at, id) in deciding {
            self.decides(at, id);
        }
    }

    fn decides(&mut self, side: usize, version: VersionId) {
        if let Some(of) = self.deciding.get_mut(side) {
            of.push(version);
        }
    }

    fn sum(&mut self, old: &mut Top, new: &mut Top) {
        for d in &self.list {
            let (sum, bytes) = match d.status {
                Status::Added => (&mut self.sums.added, new.bytes(d.right)),
                Status::Removed => (&mut self.sums.removed, old.bytes(d.left)),
                Status::Moved => (&mut self.sums.moved, new.bytes(d.right)),
                Status::Changed if d.bytes > 0 => (&mut self.sums.changed, new.bytes(d.right)),
                Status::Changed => (&mut self.sums.changed, 0),
            };
            sum.add(bytes);
        }
    }
}

impl Sum {
    fn add(&mut self, bytes: u64) {
        self.paths += 1;
        self.bytes = plus(self.bytes, bytes);
    }
}

/// Paths of both trees in one order: that of the right, with each path of the left alone after the path that precedes it.
struct Order<'t> {
    trees: (&'t Tree, &'t Tree),
    left: Column<NodeId, u64>,
    right: Column<NodeId, u64>,
}

impl<'t> Order<'t> {
    fn new(left: &'t Tree, right: &'t Tree, twins: &Twins) -> Self {
        let ranks = |tree: &Tree, rank: &mut dyn FnMut(NodeId) -> u64| {
            let mut ranks = tree.node_column(0u64);
            tree.walk(&mut |_| true, &mut |node, _| ranks.set(node, rank(node)));
            ranks
        };
        let mut next = 0u64;
        let of_right = ranks(right, &mut |_| {
            next += 1;
            next << 32
        });
        let mut last = 0u64;
        let of_left = ranks(left, &mut |node| {
            last = twins.get(node).map_or(last + 1, |twin| of_right.get(twin));
            last
        });
        Self { trees: (left, right), left: of_left, right: of_right }
    }

    fn of(&self, d: &Difference) -> u64 {
        match d.status {
            Status::Removed => self.left.get(d.left.map(|id| self.trees.0.version(id).node)),
            _ => self.right.get(d.right.map(|id| self.trees.1.version(id).node)),
        }
    }
}
