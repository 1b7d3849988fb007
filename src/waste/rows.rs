//! Dead bytes as rows: a dead version each, or a directory with all that is dead below it; largest first, page by page.

use super::{Cause, DeadVersion, Waste, Why};
use crate::limits::LARGEST_NUMBER;
use crate::sorting::sort_by_key;
use crate::text::display;
use crate::tree::{Column, Id, LayerIndex, NodeId, Tree};
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// The kind of row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// A dead version.
    Path,
    /// A directory. One whose dead bytes are all in a single directory below is left out: that one says more.
    Directory,
}

/// Which rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct WasteQuery {
    /// The kind of row.
    pub by: By,
    /// Stored in this layer.
    pub layer: Option<usize>,
    /// Hidden by this layer.
    pub hidden_by: Option<usize>,
    /// For this cause.
    pub cause: Option<Cause>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct WasteRow {
    /// The path node.
    pub node: NodeId,
    /// From the root, with a leading `/`, safe to show.
    pub path: String,
    /// Stored here; of a directory, most of the bytes are.
    pub layer: usize,
    /// The layer that hides it; likewise.
    pub hidden_by: usize,
    /// The cause; likewise.
    pub cause: Cause,
    /// The reason of `Cause::Rewritten`.
    pub why: Option<Why>,
    /// Dead bytes.
    pub bytes: u64,
    /// Dead versions.
    pub paths: u64,
}

/// Some rows, with the sums of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct WastePage {
    /// Rows in all.
    pub total: usize,
    /// Dead bytes in all, each once.
    pub bytes: u64,
    /// Index of the first of `rows`.
    pub from: usize,
    /// The rows.
    pub rows: Vec<WasteRow>,
}

/// The sorted rows of a query, kept between pages.
#[derive(Debug)]
pub struct WasteList {
    query: WasteQuery,
    /// (bytes, paths, index into `Waste::dead` or node).
    rows: Vec<(u64, u64, u32)>,
    bytes: u64,
}

/// The row, the layer that stores and the layer that hides, the cause and its reason.
type RowKey = (u32, LayerIndex, LayerIndex, Cause, Option<Why>);

impl WasteQuery {
    fn wants(&self, tree: &Tree, dead: &DeadVersion) -> bool {
        let layer = usize::from(tree.version(dead.version).layer);
        self.layer.is_none_or(|wanted| wanted == layer)
            && self.hidden_by.is_none_or(|wanted| wanted == usize::from(dead.hidden_by))
            && self.cause.is_none_or(|wanted| wanted == dead.cause)
    }
}

impl WasteList {
    /// Finds and sorts. *Cost:* one look at each dead version; by directory also at each path.
    pub fn new(tree: &Tree, waste: &Waste, query: WasteQuery) -> Self {
        let wanted = waste.dead.iter().enumerate().filter(|(_, dead)| query.wants(tree, dead));
        let mut rows: Vec<(u64, u64, u32)> =
            wanted.map(|(at, dead)| (tree.stored(dead.version), 1, at as u32)).collect();
        let bytes = rows.iter().fold(0, |sum: u64, row| sum.saturating_add(row.0)).min(LARGEST_NUMBER);
        if query.by == By::Directory {
            rows = directories(tree, waste, &rows);
        }
        sort_by_key(&mut rows, |row| (Reverse(row.0), row.2));
        Self { query, rows, bytes }
    }

    /// It is the answer to this query.
    pub fn answers(&self, query: WasteQuery) -> bool {
        self.query == query
    }

    /// Rows `from..from + count`.
    pub fn page(&self, tree: &Tree, waste: &Waste, from: usize, count: usize) -> WastePage {
        let rows = self.rows.iter().skip(from).take(count);
        let rows = match self.query.by {
            By::Path => rows.filter_map(|row| row_of(tree, waste.dead.get(row.2 as usize)?, *row)).collect(),
            By::Directory => self.describe(tree, waste, &rows.copied().collect::<Vec<_>>()),
        };
        WastePage { total: self.rows.len(), bytes: self.bytes, from, rows }
    }

    /// Directories, each with the layers and the cause that most of its bytes have.
    fn describe(&self, tree: &Tree, waste: &Waste, rows: &[(u64, u64, u32)]) -> Vec<WasteRow> {
        let mut index = tree.node_column(None);
        rows.iter().enumerate().for_each(|(at, row)| index.set(NodeId::from_number(row.2), Some(at as u32)));
        let mut most: HashMap<RowKey, (u64, u32)> = HashMap::new();
        for (dead_at, dead) in waste.dead.iter().enumerate().filter(|(_, dead)| self.query.wants(tree, dead)) {
            let version = tree.version(dead.version);
            for at in tree.ancestors(version.node).filter_map(|node| index.get(node)) {
                let sum = most
                    .entry((at, version.layer, dead.hidden_by, dead.cause, dead.why))
                    .or_insert((0, dead_at as u32));
                sum.0 = sum.0.saturating_add(version.size);
            }
        }
        let mut best: Column<u32, (u64, u32)> = Column::new(rows.len(), (0, u32::MAX));
        for ((at, ..), sum) in most {
            let known = best.get(at);
            if (sum.0, Reverse(sum.1)) > (known.0, Reverse(known.1)) {
                best.set(at, sum);
            }
        }
        let row = |(at, row): (usize, &(u64, u64, u32))| {
            let dead = waste.dead.get(best.get(at as u32).1 as usize)?;
            let node = NodeId::from_number(row.2);
            let path = path(tree, node);
            Some(WasteRow { node, path, ..row_of(tree, dead, *row)? })
        };
        rows.iter().enumerate().filter_map(row).collect()
    }
}

fn row_of(tree: &Tree, dead: &DeadVersion, (bytes, paths, _): (u64, u64, u32)) -> Option<WasteRow> {
    let version = tree.version(dead.version);
    Some(WasteRow {
        node: version.node,
        path: path(tree, version.node),
        layer: usize::from(version.layer),
        hidden_by: usize::from(dead.hidden_by),
        cause: dead.cause,
        why: dead.why,
        bytes: bytes.min(LARGEST_NUMBER),
        paths,
    })
}

fn path(tree: &Tree, node: NodeId) -> String {
    format!("/{}", display(&tree.path(node)))
}

/// Sums up below each directory. The root is left out, and so is a directory whose bytes are all in one directory below it.
fn directories(tree: &Tree, waste: &Waste, dead: &[(u64, u64, u32)]) -> Vec<(u64, u64, u32)> {
    let mut below: Column<NodeId, (u64, u64)> = tree.node_column((0, 0));
    let mut add = |node: Option<NodeId>, bytes: u64, paths: u64| {
        let (sum, count) = below.get(node);
        below.set(node, (sum.saturating_add(bytes), count + paths));
    };
    for (bytes, paths, at) in dead {
        let node = waste.dead.get(*at as usize).map(|dead| tree.version(dead.version).node);
        add(node.and_then(|node| tree.parent(node)), *bytes, *paths);
    }
    // Parents stand before children: from the last node on, each adds its sum to its parent's.
    let mut accounted = tree.node_column(false);
    for node in tree.node_ids().skip(1).rev() {
        let (bytes, paths) = below.get(node);
        let parent = tree.parent(node);
        if paths > 0 {
            let (sum, count) = below.get(parent);
            below.set(parent, (sum.saturating_add(bytes), count + paths));
        }
    }
    for node in tree.node_ids().skip(1) {
        let parent = tree.parent(node);
        if below.get(node).1 > 0 && below.get(node) == below.get(parent) {
            accounted.set(parent, true);
        }
    }
    let wanted = tree.node_ids().skip(1).filter(|node| below.get(*node).1 > 0 && !accounted.get(*node));
    wanted.map(|node| (below.get(node).0, below.get(node).1, node.number())).collect()
}
