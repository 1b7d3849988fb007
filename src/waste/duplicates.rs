//! The same content stored several times, found by its hash: the bytes of all copies but one.

use super::Waste;
use crate::limits::LARGEST_NUMBER;
use crate::sorting::sort_by_key;
use crate::text::{display, hex};
use crate::tree::{NodeId, Tree, VersionId};
use serde::Serialize;
use std::cmp::Reverse;

/// Places that are listed of one content.
const PLACES: usize = 20;

/// All groups of equal contents, the most bytes first. 4 bytes a copy.
#[derive(Debug, Default)]
pub struct Duplicates {
    /// Versions that store them, group by group, in the order of the layers.
    copies: Vec<VersionId>,
    /// (bytes of all copies but one, range in `copies`).
    groups: Vec<(u64, std::ops::Range<u32>)>,
    /// Bytes in all.
    pub bytes: u64,
}

/// Some groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct DuplicatesPage {
    /// All layers are hashed.
    pub certain: bool,
    /// Groups in all.
    pub total: usize,
    /// Bytes that all copies but one take.
    pub bytes: u64,
    /// Index of the first of `groups`.
    pub from: usize,
    /// The groups.
    pub groups: Vec<DuplicateGroup>,
}

/// One content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct DuplicateGroup {
    /// Bytes of one.
    pub size: u64,
    /// How often it is stored; further hard links are no copies.
    pub copies: usize,
    /// Bytes of all but one.
    pub bytes: u64,
    /// Of these, bytes that are dead already.
    pub dead: u64,
    /// In hex.
    pub blake3: String,
    /// Some of the places.
    pub places: Vec<StoredPath>,
    /// A move: later layers store it again under another path, and the top shows the last copy alone.
    pub moved: bool,
}

/// A place where a content is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct StoredPath {
    /// The path node.
    pub node: NodeId,
    /// From the root, with a leading `/`, safe to show.
    pub path: String,
    /// 0 = base.
    pub layer: usize,
    /// The top shows it.
    pub live: bool,
}

impl Duplicates {
    /// Finds them among the files whose hashes are known. *Cost:* a sort of all stored files by size, and of those that share one by hash.
    pub fn new(tree: &Tree, layers: usize) -> Self {
        let mut stored: Vec<VersionId> = tree.versions_below(layers).filter(|id| tree.stored(*id) > 0).collect();
        stored.sort_unstable_by_key(|id| tree.version(*id).size);
        let mut hashed = Vec::new();
        for same_size in stored.chunk_by(|a, b| tree.version(*a).size == tree.version(*b).size) {
            if same_size.len() > 1 {
                hashed.extend(same_size.iter().filter_map(|id| Some((*tree.content_hash(tree.version(*id))?, *id))));
            }
        }
        hashed.sort_unstable();
        let mut found = Self::default();
        for same in hashed.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            let size = same.first().map_or(0, |(_, id)| tree.stored(*id));
            let bytes = size.saturating_mul(same.len() as u64 - 1).min(LARGEST_NUMBER);
            let from = found.copies.len() as u32;
            found.copies.extend(same.iter().map(|(_, id)| *id));
            found.groups.push((bytes, from..found.copies.len() as u32));
            found.bytes = found.bytes.saturating_add(bytes).min(LARGEST_NUMBER);
        }
        sort_by_key(&mut found.groups, |(bytes, _)| Reverse(*bytes));
        found
    }

    /// Bytes and the versions of each group, the most bytes first.
    pub fn groups(&self) -> impl Iterator<Item = (u64, &[VersionId])> {
        let copies = |range: &std::ops::Range<u32>| self.copies.get(range.start as usize..range.end as usize);
        self.groups.iter().map(move |(bytes, range)| (*bytes, copies(range).unwrap_or_default()))
    }

    /// Groups `from..from + count`.
    pub fn page(&self, tree: &Tree, waste: &Waste, certain: bool, from: usize, count: usize) -> DuplicatesPage {
        let group = |(bytes, ids): (u64, &[VersionId])| {
            let first = ids.first().map(|id| tree.version(*id));
            let size = first.map_or(0, |first| first.size);
            let place = |id: &VersionId| {
                let version = tree.version(*id);
                StoredPath {
                    node: version.node,
                    path: format!("/{}", display(&tree.path(version.node))),
                    layer: usize::from(version.layer),
                    live: waste.is_alive(*id),
                }
            };
            let live = ids.iter().filter(|id| waste.is_alive(**id)).count() as u64;
            DuplicateGroup {
                size,
                copies: ids.len(),
                bytes,
                dead: bytes.saturating_sub(size.saturating_mul(live.saturating_sub(1))),
                blake3: first.and_then(|first| tree.content_hash(first)).map(|hash| hex(hash)).unwrap_or_default(),
                places: ids.iter().take(PLACES).map(place).collect(),
                moved: moved(tree, waste, ids),
            }
        };
        let groups = self.groups().skip(from).take(count).map(group).collect();
        DuplicatesPage { certain, total: self.groups.len(), bytes: self.bytes, from, groups }
    }
}

/// The top shows the last copy alone, and it came with a later layer under another path.
fn moved(tree: &Tree, waste: &Waste, ids: &[VersionId]) -> bool {
    let Some((last, before)) = ids.split_last() else { return false };
    let now = tree.version(*last);
    waste.is_alive(*last)
        && before.iter().all(|id| !waste.is_alive(*id) && tree.version(*id).layer < now.layer)
        && before.iter().any(|id| tree.version(*id).node != now.node)
}
