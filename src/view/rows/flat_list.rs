//! A list in place of a tree: put in order as far as rows are asked for.

use super::order::Order;
use crate::tree::{NodeId, Tree};

/// Rows of a flat list that are put in order at once: what a page shows, and some scrolling.
const FIRST: usize = 2000;

/// A flat list: all chosen nodes with their sort keys, in order as far as rows were asked for.
#[derive(Default)]
pub struct FlatList {
    pub(super) nodes: Vec<(u64, NodeId)>,
    pub(super) ready: usize,
}

impl FlatList {
    /// Puts the first `to` nodes in order.
    pub(super) fn sort(&mut self, tree: &Tree, order: Order, to: usize) {
        if to.min(self.nodes.len()) <= self.ready {
            return;
        }
        let compare = |a: &(u64, NodeId), b: &(u64, NodeId)| order.compare(tree, *a, *b);
        let few = to.max(FIRST);
        if self.ready == 0 && few < self.nodes.len() / 4 {
            self.nodes.select_nth_unstable_by(few, compare);
            self.nodes.get_mut(..few).unwrap_or_default().sort_unstable_by(compare);
            self.ready = few;
        } else {
            self.nodes.sort_unstable_by(compare);
            self.ready = self.nodes.len();
        }
    }
}
