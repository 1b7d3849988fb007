//! The content of a view for each node: the version whose attributes its row has, whether it is gone, and the totals.

use super::view::{Mode, Summary, View};
use crate::limits::LARGEST_NUMBER;
use crate::tree::{Change, Column, NodeId, ROOT, Tree, VersionId};
use crate::view::once::CountedOnce;

/// The content of a view for each node. *Shape:* one element a node.
#[derive(Default)]
pub struct Shown {
    /// The version whose attributes the row has; `None` = no row.
    pub version: Column<NodeId, Option<VersionId>>,
    /// The row is there, the path is not.
    pub gone: Column<NodeId, bool>,
    /// Bytes below a directory (and of itself).
    pub total: Column<NodeId, u64>,
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
        Self { version: tree.node_column(None), gone: tree.node_column(false), ..Self::default() }
    }

    fn merged(tree: &Tree, view: View) -> Self {
        let version = tree.seen_at(view.height).version;
        let mut shown = Self { version, gone: tree.node_column(false), ..Self::default() };
        if view.ghosts {
            for node in tree.node_ids().skip(1) {
                if shown.version.get(node).is_none() {
                    let last = tree.newest_item(node, view.height);
                    shown.version.set(node, last);
                    shown.gone.set(node, last.is_some());
                }
            }
        }
        shown
    }

    fn layer(tree: &Tree, layer: usize) -> Self {
        let mut shown = Self::nothing(tree);
        for id in tree.versions_in(layer) {
            let version = tree.version(id);
            shown.gone.set(version.node, !version.is_item());
            // A whiteout has no attributes; its row tells what it took away, if that is known.
            let below = layer.checked_sub(1).filter(|_| !version.is_item());
            let lower = below.and_then(|below| tree.newest_item(version.node, below));
            shown.version.set(version.node, lower.or(Some(id)));
        }
        shown
    }

    fn changes(tree: &Tree, layer: usize) -> Self {
        let mut shown = Self::nothing(tree);
        for (node, change) in tree.changes(layer) {
            if *change != Change::Unchanged {
                shown.version.set(*node, tree.newest_item(*node, layer));
                shown.gone.set(*node, change.is_gone());
            }
        }
        shown
    }

    /// Totals, from the leaves up. The bytes of a content count once, whatever names are shown of it.
    fn add_up(&mut self, tree: &Tree) {
        self.total = tree.node_column(0);
        let mut once = CountedOnce::default();
        for node in tree.node_ids().skip(1).rev() {
            let Some(id) = self.version.get(node).filter(|_| !self.gone.get(node)) else { continue };
            let version = tree.version(id);
            if version.is_dir() {
                self.summary.directories += 1;
            } else {
                self.summary.files += 1;
                let shown = |first| self.version.get(first).filter(|_| !self.gone.get(first));
                if once.counts(tree, version, shown) {
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
