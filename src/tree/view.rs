//! Which rows the page's tree has: a way of looking (merged, one layer, changes), what is expanded, and the rows that follow.

use super::{Change, Item, NONE, ROOT, Tree};
use crate::framing::FileKind;
use crate::limits::LARGEST_NUMBER;
use serde::{Deserialize, Serialize};

/// How to look at the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// What a container of this height sees.
    Merged,
    /// What this layer's tar holds.
    Layer,
    /// What this layer changed.
    Changes,
}

/// A way of looking. `height` is a layer's index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Top layer of the merged view; the layer of the other modes.
    pub height: usize,
    /// How to look.
    pub mode: Mode,
    /// Merged only: also what lower layers store and this height no longer sees.
    pub ghosts: bool,
}

/// Totals of a view, what is gone left out. *Units:* paths without the root; bytes, hard links once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Everything that is no directory.
    pub files: u64,
    /// Directories.
    pub directories: u64,
    /// Bytes of files.
    pub bytes: u64,
}

/// A row: a node, how deep it stands, and its place among its siblings (from 1) of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The path.
    pub node: u32,
    /// 0 = child of the root.
    pub depth: u32,
    /// 1-based.
    pub position: u32,
    /// Siblings shown.
    pub siblings: u32,
}

/// What a view shows of each node. *Shape:* one element a node.
#[derive(Default)]
pub(super) struct Shown {
    /// The version whose attributes the row has; `NONE` = no row.
    pub version: Vec<u32>,
    /// The row is there, the path is not.
    pub gone: Vec<bool>,
    /// Bytes below a directory (and of itself).
    pub total: Vec<u64>,
    pub summary: Summary,
}

/// The page's view of a tree: kept between questions, worked out anew only when something changed.
#[derive(Default)]
pub struct Views {
    key: Option<(View, usize, usize)>,
    pub(super) shown: Shown,
    rows: Vec<Place>,
    rows_fresh: bool,
    expanded: Vec<bool>,
    /// Children of all nodes: those of node n are `order[start[n]..start[n + 1]]`, by name once `sorted[n]`.
    order: Vec<u32>,
    start: Vec<u32>,
    sorted: Vec<bool>,
}

impl Views {
    /// Looks at the tree this way. Cheap when nothing changed since the last question.
    pub fn look(&mut self, tree: &Tree, view: View) {
        let key = (view, tree.layers(), tree.len());
        if self.key == Some(key) && self.rows_fresh {
            return;
        }
        if self.start.len() != tree.len() + 1 {
            self.gather_children(tree);
            self.expanded.resize(tree.len(), false);
            self.expanded[ROOT as usize] = true;
        }
        if self.key != Some(key) {
            self.shown = Shown::new(tree, view);
            self.key = Some(key);
        }
        self.flatten(tree);
        self.rows_fresh = true;
    }

    /// Rows of the view looked at last.
    pub fn places(&self) -> &[Place] {
        &self.rows
    }

    /// Totals of the view looked at last.
    pub fn summary(&self) -> Summary {
        self.shown.summary
    }

    /// Opens or closes a directory; `deep` = everything below it too.
    pub fn expand(&mut self, tree: &Tree, node: u32, open: bool, deep: bool) {
        self.expanded.resize(tree.len(), false);
        let Some(flag) = self.expanded.get_mut(node as usize) else { return };
        *flag = open || node == ROOT;
        if deep {
            // Parents stand before children: one pass finds all that is below.
            let mut below = vec![false; tree.len()];
            below[node as usize] = true;
            for child in 1..tree.len() {
                let parent = tree.parent(child as u32);
                if parent != NONE && below[parent as usize] {
                    below[child] = true;
                    self.expanded[child] = open;
                }
            }
        }
        self.rows_fresh = false;
    }

    /// The view looked at last.
    pub fn view(&self) -> Option<View> {
        self.key.map(|(view, ..)| view)
    }

    /// Opens all parents of a node.
    pub fn reveal(&mut self, tree: &Tree, node: u32) {
        self.expanded.resize(tree.len(), false);
        let mut at = if (node as usize) < tree.len() { tree.parent(node) } else { NONE };
        while at != NONE {
            self.expanded[at as usize] = true;
            at = tree.parent(at);
        }
        self.rows_fresh = false;
    }

    /// The directory is open.
    pub fn is_expanded(&self, node: u32) -> bool {
        self.expanded.get(node as usize).copied().unwrap_or(false)
    }

    /// Something below would be shown.
    pub(super) fn has_rows_below(&self, node: u32) -> bool {
        self.children(node).iter().any(|c| self.shown.version[*c as usize] != NONE)
    }

    /// Children, shown or not; by name once the directory was opened.
    fn children(&self, node: u32) -> &[u32] {
        &self.order[self.start[node as usize] as usize..self.start[node as usize + 1] as usize]
    }

    /// Puts children beside each other. They are sorted when their directory is opened: while layers arrive, hardly any is.
    fn gather_children(&mut self, tree: &Tree) {
        let mut counts = vec![0u32; tree.len() + 1];
        for node in 1..tree.len() as u32 {
            counts[tree.parent(node) as usize + 1] += 1;
        }
        for at in 1..counts.len() {
            counts[at] += counts[at - 1];
        }
        self.start.clone_from(&counts);
        self.order.clear();
        self.order.resize(tree.len() - 1, NONE);
        for node in 1..tree.len() as u32 {
            let at = &mut counts[tree.parent(node) as usize];
            self.order[*at as usize] = node;
            *at += 1;
        }
        self.sorted.clear();
        self.sorted.resize(tree.len(), false);
    }

    fn flatten(&mut self, tree: &Tree) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        let mut pending: Vec<Place> = Vec::new();
        self.push_children(tree, ROOT, 0, &mut pending);
        while let Some(place) = pending.pop() {
            rows.push(place);
            if self.expanded[place.node as usize] {
                self.push_children(tree, place.node, place.depth + 1, &mut pending);
            }
        }
        self.rows = rows;
    }

    /// Shown children, last first, as a stack wants them.
    fn push_children(&mut self, tree: &Tree, node: u32, depth: u32, pending: &mut Vec<Place>) {
        let from = pending.len();
        if !std::mem::replace(&mut self.sorted[node as usize], true) {
            let range = self.start[node as usize] as usize..self.start[node as usize + 1] as usize;
            self.order[range].sort_unstable_by(|a, b| tree.name(*a).cmp(tree.name(*b)));
        }
        for child in self.children(node).iter().filter(|c| self.shown.version[**c as usize] != NONE) {
            let position = (pending.len() - from + 1) as u32;
            pending.push(Place { node: *child, depth, position, siblings: 0 });
        }
        let siblings = (pending.len() - from) as u32;
        pending[from..].iter_mut().for_each(|p| p.siblings = siblings);
        pending[from..].reverse();
    }
}

impl Shown {
    fn new(tree: &Tree, view: View) -> Self {
        let mut shown = match view.mode {
            Mode::Merged => Self::merged(tree, view),
            Mode::Layer => Self::layer(tree, view.height),
            Mode::Changes => Self::changes(tree, view.height),
        };
        shown.add_up(tree);
        shown
    }

    fn merged(tree: &Tree, view: View) -> Self {
        let version = tree.seen_at(view.height).version;
        let gone = vec![false; version.len()];
        let mut shown = Self { version, gone, ..Self::default() };
        if view.ghosts {
            for node in 1..tree.len() as u32 {
                if shown.version[node as usize] == NONE {
                    let last = tree.newest_item(node, view.height);
                    shown.version[node as usize] = last;
                    shown.gone[node as usize] = last != NONE;
                }
            }
        }
        shown
    }

    fn layer(tree: &Tree, layer: usize) -> Self {
        let mut shown = Self { version: vec![NONE; tree.len()], gone: vec![false; tree.len()], ..Self::default() };
        for id in tree.layers.get(layer).map_or(0..0, |l| l.versions.clone()) {
            let version = tree.version(id);
            let node = version.node as usize;
            shown.gone[node] = !version.is_item();
            // A whiteout has no attributes; its row tells what it took away, if that is known.
            let lower = if version.is_item() {
                NONE
            } else {
                layer.checked_sub(1).map_or(NONE, |l| tree.newest_item(version.node, l))
            };
            shown.version[node] = if lower == NONE { id } else { lower };
        }
        shown
    }

    fn changes(tree: &Tree, layer: usize) -> Self {
        let mut shown = Self { version: vec![NONE; tree.len()], gone: vec![false; tree.len()], ..Self::default() };
        for (node, change) in tree.layers.get(layer).map_or(&[][..], |l| &l.changes) {
            if *change != Change::Unchanged {
                shown.version[*node as usize] = tree.newest_item(*node, layer);
                shown.gone[*node as usize] = change.is_gone();
            }
        }
        shown
    }

    /// Totals, from the leaves up. A hard link counts only where the name it links to is not shown itself.
    fn add_up(&mut self, tree: &Tree) {
        self.total = vec![0; tree.len()];
        for node in (1..tree.len() as u32).rev() {
            let at = node as usize;
            let Some(version) = tree.versions.get(self.version[at] as usize).filter(|_| !self.gone[at]) else {
                continue;
            };
            if version.is_dir() {
                self.summary.directories += 1;
            } else {
                self.summary.files += 1;
                let linked = version.item == Item::Entry(FileKind::Hardlink) && version.content != NONE && {
                    let first = tree.version(version.content).node as usize;
                    self.version[first] == version.content && !self.gone[first]
                };
                if !linked && version.content != NONE {
                    self.total[at] = version.size;
                }
            }
            let parent = tree.parent(node) as usize;
            self.total[parent] = self.total[parent].saturating_add(self.total[at]).min(LARGEST_NUMBER);
        }
        self.summary.bytes = self.total[ROOT as usize];
    }
}

impl Tree {
    /// The newest version up to a height that put something at the path; `NONE` when none did.
    pub(super) fn newest_item(&self, node: u32, height: usize) -> u32 {
        self.versions_of(node).find(|(_, v)| usize::from(v.layer) <= height && v.is_item()).map_or(NONE, |(id, _)| id)
    }
}
