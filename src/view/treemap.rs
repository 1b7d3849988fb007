//! The cells of a treemap: bytes by directory, the largest cells first, the rest summed up for each directory.
//!
//! Sums are one pass from the leaves up and kept; a question cuts the cells out of them. Which layer most bytes of a cell come from is
//! counted for the cells that are drawn only: for every directory it would be a number for each layer.

use super::rows::Views;
use super::sums::{Sums, TreemapBytes};
use super::text::shown_path;
use crate::limits::{LARGEST_NUMBER, TREEMAP_CELLS, TREEMAP_SUMS};
use crate::sorting::sort_by;
use crate::tar_format::FileKind;
use crate::text::display;
use crate::tree::{Change, Column, Id, NodeId, ROOT, Tree, Version, id};
use serde::{Deserialize, Serialize};

/// The request for a treemap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct TreemapQuery {
    /// The directory.
    pub root: NodeId,
    /// Which bytes.
    pub what: TreemapBytes,
    /// Top layer of the merged view.
    pub height: usize,
    /// Cells at most.
    pub limit: usize,
}

/// The treemap as drawn. *Units:* bytes, hard links once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Treemap {
    /// Of everything below the root.
    pub bytes: u64,
    /// Of those, what the top does not show.
    pub dead: u64,
    /// Paths that are no directories.
    pub entries: u64,
    /// The directory above; `None` for the image's root.
    pub parent: Option<NodeId>,
    /// From the image's root, with a leading `/`.
    pub path: String,
    /// Parents before children, the root first.
    pub cells: Vec<TreemapCell>,
}

/// A cell. An open one, with cells inside, is covered by them to the last byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct TreemapCell {
    /// The path; `None` = the rest of its directory.
    pub node: Option<NodeId>,
    /// Index of the cell that it is in; of the root −1.
    pub up: i32,
    /// Last component, safe to show; of a rest nothing.
    pub name: String,
    /// The type that is seen, or was last.
    pub kind: FileKind,
    /// Of everything below.
    pub bytes: u64,
    /// Of those, what the top does not show.
    pub dead: u64,
    /// The layer that most of them come from.
    pub layer: usize,
    /// Paths below that are no directories; 1 for such a path itself.
    pub files: u64,
    /// Has some below.
    pub expandable: bool,
    /// Merged only: what the layer at the height did to it.
    pub change: Option<Change>,
}

/// A cell on its way: its node, the cell around it, and what no cell inside it holds.
struct Draft {
    node: NodeId,
    up: Option<CellId>,
    /// It has cells inside.
    open: bool,
    left: (u64, u64, u64),
    /// Its cell for what is left.
    rest: Option<CellId>,
}

impl Draft {
    fn has_rest(&self) -> bool {
        self.open && (self.left.0 > 0 || self.left.2 > 0)
    }
}

id! {
    /// A cell: first those with a draft, then the rests.
    CellId
}

impl Views {
    /// The treemap of a directory; where nothing of it is there, of the nearest one above. *Cost:* the first time one pass over
    /// all nodes for the sums; then one over what is below the directory.
    pub fn treemap(&mut self, tree: &Tree, query: TreemapQuery) -> Treemap {
        let sums = &mut self.sums;
        sums.add_up(tree, query.what, query.height);
        let root = sums.ground(tree, query.root);
        let most = (TREEMAP_SUMS / tree.layers().max(1)).min(TREEMAP_CELLS);
        let inside = tree.inside(root);
        let (drafts, cell_of) = drafts(tree, sums, root, &inside, query.limit.clamp(2, most.max(2)));
        let mut cells: Vec<TreemapCell> = drafts.iter().map(|draft| sums.cell(tree, query, draft)).collect();
        let rests = drafts.iter().enumerate().filter(|(_, draft)| draft.has_rest());
        cells.extend(rests.map(|(up, draft)| TreemapCell {
            node: None,
            up: up as i32,
            name: String::new(),
            kind: FileKind::File,
            bytes: draft.left.0,
            dead: draft.left.1,
            layer: 0,
            files: draft.left.2,
            expandable: false,
            change: None,
        }));
        give_layers(tree, sums, root, &inside, &drafts, &cell_of, &mut cells);
        let (bytes, dead, files) = sums.of(root);
        Treemap { bytes, dead, entries: files, parent: tree.parent(root), path: shown_path(tree, root), cells }
    }
}

impl Sums {
    fn cell(&self, tree: &Tree, query: TreemapQuery, draft: &Draft) -> TreemapCell {
        let node = draft.node;
        let (bytes, dead, files) = self.of(node);
        let version = self.version(node).map(|id| tree.version(id));
        TreemapCell {
            node: Some(node),
            up: draft.up.map_or(-1, |up| up.index() as i32),
            name: if node == ROOT { "/".into() } else { display(tree.name(node)) },
            kind: if node == ROOT { FileKind::Dir } else { version.and_then(Version::kind).unwrap_or(FileKind::Dir) },
            bytes,
            dead,
            layer: version.map_or(0, |version| usize::from(version.layer)),
            files,
            expandable: files > u64::from(self.is_file(node)),
            change: if query.what == TreemapBytes::Merged { tree.change_in(query.height, node) } else { None },
        }
    }
}

/// The largest nodes below a root, as many as there is room for with a rest for each that is open, and the draft of each node.
fn drafts(
    tree: &Tree,
    sums: &Sums,
    root: NodeId,
    inside: &Column<NodeId, bool>,
    limit: usize,
) -> (Vec<Draft>, Column<NodeId, Option<CellId>>) {
    let mut largest: Vec<NodeId> =
        tree.node_ids().skip(root.index()).filter(|n| inside.get(*n) && sums.of(*n).0 > 0).collect();
    // A directory is as large as anything in it and stands before it: so it is chosen first.
    let order = |a: &NodeId, b: &NodeId| (sums.of(*b).0, *a).cmp(&(sums.of(*a).0, *b));
    if largest.len() > limit {
        largest.select_nth_unstable_by(limit, order);
        largest.truncate(limit);
    }
    sort_by(&mut largest, order);
    let mut cell_of = tree.node_column(None);
    cell_of.set(root, Some(CellId::from_number(0)));
    let draft =
        |node: NodeId, up: Option<CellId>, open: bool| Draft { node, up, open, left: sums.of(node), rest: None };
    let mut drafts = vec![draft(root, None, sums.of(root).2 > u64::from(sums.is_file(root)))];
    let mut room = limit.saturating_sub(1 + usize::from(drafts.iter().any(Draft::has_rest)));
    for node in largest {
        let up = cell_of.get(tree.parent(node));
        let Some(above) = up.and_then(|up| drafts.get_mut(up.index())) else { continue };
        let (had_rest, was) = (above.has_rest(), (above.open, above.left));
        let (bytes, dead, files) = sums.of(node);
        above.open = true;
        above.left =
            (above.left.0.saturating_sub(bytes), above.left.1.saturating_sub(dead), above.left.2.saturating_sub(files));
        let Some(left) = (room + usize::from(had_rest)).checked_sub(1 + usize::from(above.has_rest())) else {
            (above.open, above.left) = was;
            break;
        };
        room = left;
        cell_of.set(node, Some(CellId::from_number(drafts.len() as u32)));
        drafts.push(draft(node, up, false));
    }
    let rests = drafts.len() as u32..;
    for (draft, rest) in drafts.iter_mut().filter(|draft| draft.has_rest()).zip(rests) {
        draft.rest = Some(CellId::from_number(rest));
    }
    (drafts, cell_of)
}

/// Gives each cell the layer that most of its bytes come from; a cell without bytes keeps the layer of its version.
fn give_layers(
    tree: &Tree,
    sums: &Sums,
    root: NodeId,
    inside: &Column<NodeId, bool>,
    drafts: &[Draft],
    cell_of: &Column<NodeId, Option<CellId>>,
    cells: &mut [TreemapCell],
) {
    let layers = tree.layers().max(1);
    let mut by_layer = vec![0u64; cells.len() * layers];
    // The cell that holds what a node has itself, and what is below it unless that has a cell.
    let mut holder = tree.node_column(None);
    for node in tree.node_ids().skip(root.index()) {
        if node != root && !inside.get(node) {
            continue;
        }
        let own = cell_of.get(node);
        let at = match own.and_then(|own| drafts.get(own.index())) {
            Some(draft) if draft.open => draft.rest,
            Some(_) => own,
            None => holder.get(tree.parent(node)),
        };
        holder.set(node, at);
        let Some(at) = at else { continue };
        sums.own(tree, node, &mut |layer, bytes| {
            if let Some(sum) = by_layer.get_mut(at.index() * layers + layer) {
                *sum = sum.saturating_add(bytes).min(LARGEST_NUMBER);
            }
        });
    }
    for cell in (1..cells.len()).rev() {
        let Some(up) = cells.get(cell).map(|c| c.up as usize) else { continue };
        for layer in 0..layers {
            let bytes = by_layer.get(cell * layers + layer).copied().unwrap_or(0);
            if let Some(sum) = by_layer.get_mut(up * layers + layer) {
                *sum = sum.saturating_add(bytes).min(LARGEST_NUMBER);
            }
        }
    }
    for at in 0..cells.len() {
        let above = cells.get(at).and_then(|cell| cells.get(cell.up as usize)).map_or(0, |up| up.layer);
        let Some(cell) = cells.get_mut(at) else { continue };
        let most = by_layer.get(at * layers..(at + 1) * layers).unwrap_or_default().iter().enumerate();
        match most.rev().max_by_key(|(_, bytes)| **bytes).filter(|(_, bytes)| **bytes > 0) {
            Some((layer, _)) => cell.layer = layer,
            None if cell.node.is_none() => cell.layer = above,
            None => {}
        }
    }
}
