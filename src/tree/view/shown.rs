//! What a view shows of each node: the version whose attributes its row has, whether it is gone, and the totals.

use super::{Mode, Summary, View};
use crate::limits::LARGEST_NUMBER;
use crate::tree::{Change, Column, NONE, ROOT, Tree};

/// What a view shows of each node. *Shape:* one element a node.
#[derive(Default)]
pub struct Shown {
    /// The version whose attributes the row has; `NONE` = no row.
    pub version: Column<u32>,
    /// The row is there, the path is not.
    pub gone: Column<bool>,
    /// Bytes below a directory (and of itself).
    pub total: Column<u64>,
    pub summary: Summary,
}

impl Shown {
    pub fn new(tree: &Tree, view: View) -> Self {
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

    /// Totals, from the leaves up. The bytes of a content count once, whatever names are shown of it.
    fn add_up(&mut self, tree: &Tree) {
        self.total = Column::new(tree.len(), 0);
        let mut told = Column::new(0, false);
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
                let shown = |first| if self.gone.get(first) { NONE } else { self.version.get(first) };
                if tree.bears(version, shown, &mut told) {
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
    pub(in crate::tree) fn newest_item(&self, node: u32, height: usize) -> u32 {
        self.versions_of(node).find(|(_, v)| usize::from(v.layer) <= height && v.is_item()).map_or(NONE, |(id, _)| id)
    }
}
