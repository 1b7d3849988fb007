//! Which rows the page's tree has: a way of looking (merged, one layer, changes), what is expanded, and the rows that follow.

use super::{Change, Column, Item, NONE, ROOT, Tree};
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
    pub version: Column<u32>,
    /// The row is there, the path is not.
    pub gone: Column<bool>,
    /// Bytes below a directory (and of itself).
    pub total: Column<u64>,
    pub summary: Summary,
}

/// The page's view of a tree: kept between questions, worked out anew only when something changed.
#[derive(Default)]
pub struct Views {
    key: Option<(View, usize, usize)>,
    pub(super) shown: Shown,
    rows: Vec<Place>,
    rows_fresh: bool,
    expanded: Column<bool>,
    /// Children of all nodes: those of node n are `order[start[n]..start[n + 1]]`, by name once `sorted[n]`.
    order: Column<u32>,
    start: Column<u32>,
    sorted: Column<bool>,
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
            self.expanded.grow(tree.len());
            self.expanded.set(ROOT, true);
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
        self.expanded.grow(tree.len());
        self.expanded.set(node, open || node == ROOT);
        if deep {
            // Parents stand before children: one pass finds all that is below.
            let mut below = Column::new(tree.len(), false);
            below.set(node, true);
            for child in 1..tree.len() as u32 {
                if below.get(tree.parent(child)) {
                    below.set(child, true);
                    self.expanded.set(child, open);
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
        self.expanded.grow(tree.len());
        let mut at = tree.parent(node);
        while at != NONE {
            self.expanded.set(at, true);
            at = tree.parent(at);
        }
        self.rows_fresh = false;
    }

    /// What layers did is told anew: the next look works it out.
    pub fn forget(&mut self) {
        self.key = None;
    }

    /// The directory is open.
    pub fn is_expanded(&self, node: u32) -> bool {
        self.expanded.get(node)
    }

    /// Something below would be shown.
    pub(super) fn has_rows_below(&self, node: u32) -> bool {
        self.children(node).iter().any(|c| self.shown.version.get(*c) != NONE)
    }

    /// Children, shown or not; by name once the directory was opened.
    fn children(&self, node: u32) -> &[u32] {
        let (from, to) = (self.start.get(node), self.start.get(node.saturating_add(1)));
        self.order.slice(from, to)
    }

    /// Puts children beside each other. They are sorted when their directory is opened: while layers arrive, hardly any is.
    fn gather_children(&mut self, tree: &Tree) {
        let nodes = tree.len() as u32;
        let mut next = Column::new(tree.len() + 1, 0u32);
        for node in 1..nodes {
            let behind = tree.parent(node) + 1;
            next.set(behind, next.get(behind) + 1);
        }
        let mut before = 0;
        for count in next.slice_mut(0, nodes + 1) {
            before += *count;
            *count = before;
        }
        self.start = next.clone();
        self.order = Column::new(tree.len() - 1, NONE);
        for node in 1..nodes {
            let parent = tree.parent(node);
            let at = next.replace(parent, next.get(parent) + 1);
            self.order.set(at, node);
        }
        self.sorted = Column::new(tree.len(), false);
    }

    fn flatten(&mut self, tree: &Tree) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        let mut pending: Vec<Place> = Vec::new();
        self.push_children(tree, ROOT, 0, &mut pending);
        while let Some(place) = pending.pop() {
            rows.push(place);
            if self.expanded.get(place.node) {
                self.push_children(tree, place.node, place.depth + 1, &mut pending);
            }
        }
        self.rows = rows;
    }

    /// Shown children, last first, as a stack wants them.
    fn push_children(&mut self, tree: &Tree, node: u32, depth: u32, pending: &mut Vec<Place>) {
        let from = pending.len();
        if !self.sorted.replace(node, true) {
            let (from, to) = (self.start.get(node), self.start.get(node + 1));
            self.order.slice_mut(from, to).sort_unstable_by(|a, b| tree.name(*a).cmp(tree.name(*b)));
        }
        for child in self.children(node).iter().filter(|c| self.shown.version.get(**c) != NONE) {
            let position = (pending.len() - from + 1) as u32;
            pending.push(Place { node: *child, depth, position, siblings: 0 });
        }
        let added = pending.get_mut(from..).unwrap_or_default();
        let siblings = added.len() as u32;
        added.iter_mut().for_each(|p| p.siblings = siblings);
        added.reverse();
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

    fn nothing(tree: &Tree) -> Self {
        let (version, gone) = (Column::new(tree.len(), NONE), Column::new(tree.len(), false));
        Self { version, gone, ..Self::default() }
    }

    fn merged(tree: &Tree, view: View) -> Self {
        let version = tree.seen_at(view.height).version;
        let gone = Column::new(version.len(), false);
        let mut shown = Self { version, gone, ..Self::default() };
        if view.ghosts {
            for node in 1..tree.len() as u32 {
                if shown.version.get(node) == NONE {
                    let last = tree.newest_item(node, view.height);
                    shown.version.set(node, last);
                    shown.gone.set(node, last != NONE);
                }
            }
        }
        shown
    }

    fn layer(tree: &Tree, layer: usize) -> Self {
        let mut shown = Self::nothing(tree);
        for id in tree.layers.get(layer).map_or(0..0, |l| l.versions.clone()) {
            let version = tree.version(id);
            shown.gone.set(version.node, !version.is_item());
            // A whiteout has no attributes; its row tells what it took away, if that is known.
            let lower = if version.is_item() {
                NONE
            } else {
                layer.checked_sub(1).map_or(NONE, |l| tree.newest_item(version.node, l))
            };
            shown.version.set(version.node, if lower == NONE { id } else { lower });
        }
        shown
    }

    fn changes(tree: &Tree, layer: usize) -> Self {
        let mut shown = Self::nothing(tree);
        for (node, change) in tree.layers.get(layer).map_or(&[][..], |l| &l.changes) {
            if *change != Change::Unchanged {
                shown.version.set(*node, tree.newest_item(*node, layer));
                shown.gone.set(*node, change.is_gone());
            }
        }
        shown
    }

    /// Totals, from the leaves up. A hard link counts only where the name it links to is not shown itself.
    fn add_up(&mut self, tree: &Tree) {
        self.total = Column::new(tree.len(), 0);
        for node in (1..tree.len() as u32).rev() {
            let id = self.version.get(node);
            if id == NONE || self.gone.get(node) {
                continue;
            }
            let version = tree.version(id);
            if version.is_dir() {
                self.summary.directories += 1;
            } else {
                self.summary.files += 1;
                let linked = version.item == Item::Entry(FileKind::Hardlink) && version.content != NONE && {
                    let first = tree.version(version.content).node;
                    self.version.get(first) == version.content && !self.gone.get(first)
                };
                if !linked && version.content != NONE {
                    self.total.set(node, version.size);
                }
            }
            let parent = tree.parent(node);
            let sum = self.total.get(parent).saturating_add(self.total.get(node));
            self.total.set(parent, sum.min(LARGEST_NUMBER));
        }
        self.summary.bytes = self.total.get(ROOT);
    }
}

impl Tree {
    /// The newest version up to a height that put something at the path; `NONE` when none did.
    pub(super) fn newest_item(&self, node: u32, height: usize) -> u32 {
        self.versions_of(node).find(|(_, v)| usize::from(v.layer) <= height && v.is_item()).map_or(NONE, |(id, _)| id)
    }
}
