//! The page's view of a tree: what is shown, chosen and open.

use super::flat_list::FlatList;
use super::order::{Order, Sort};
use super::shown::Shown;
use super::view::{Summary, View};
use crate::search::{Chosen, Scope};
use crate::tree::{Column, Id, NodeId, ROOT, Tree, VersionId};
use crate::view::sums::Sums;
use std::ops::Range;

/// The page's view of a tree, kept between questions and computed again only when something changed.
#[derive(Default)]
pub struct Views {
    pub(super) key: Option<(View, usize, usize)>,
    pub(in crate::view) shown: Shown,
    pub(super) order: Order,
    /// The chosen nodes; `None` = all that is shown.
    pub(super) chosen: Option<Chosen>,
    /// How many, and the bytes of the files among them.
    pub(super) matches: (u64, u64),
    /// Rows that a node and all below it take; 0 = it has none.
    pub(super) rows: Column<NodeId, u32>,
    pub(super) list: FlatList,
    pub(super) fresh: bool,
    pub(super) expanded: Column<NodeId, bool>,
    /// Of what was chosen everything is open, but for what the person closed.
    pub(super) closed: Column<NodeId, bool>,
    /// Children of all nodes: those of node n are `children[start[n]..start[n + 1]]`, in order once `sorted[n]`.
    pub(super) children: Vec<NodeId>,
    pub(super) start: Column<u32, u32>,
    pub(super) sorted: Column<NodeId, bool>,
    /// The sums that treemaps are cut out of.
    pub(in crate::view) sums: Sums,
}

impl Views {
    /// Looks at the tree this way, and forgets what was chosen if that is another way. Cheap when nothing changed since the
    /// last question. Returns whether something did.
    pub fn look(&mut self, tree: &Tree, view: View) -> bool {
        let key = (view, tree.layers(), tree.len());
        if self.start.len() != tree.len() + 1 {
            self.gather_children(tree);
            self.expanded.grow(tree.len());
            self.expanded.set(ROOT, true);
        }
        if self.key == Some(key) {
            return false;
        }
        self.shown = Shown::new(tree, view);
        self.key = Some(key);
        self.chosen = None;
        self.fresh = false;
        if self.order.sort != Sort::Name {
            self.sorted = tree.node_column(false);
        }
        true
    }

    /// Chooses among what the view shows; `None` = all of it. With another question (`another`) everything that leads to what was
    /// chosen is open.
    pub fn choose(&mut self, tree: &Tree, chosen: Option<Chosen>, another: bool) {
        if another || self.closed.len() != tree.len() {
            self.closed = tree.node_column(false);
        }
        self.chosen = chosen;
        self.fresh = false;
    }

    /// Puts rows in this order.
    pub fn arrange(&mut self, tree: &Tree, order: Order) {
        if order == self.order {
            return;
        }
        if (order.sort, order.reverse) != (self.order.sort, self.order.reverse) {
            self.sorted = tree.node_column(false);
        }
        self.order = order;
        self.fresh = false;
    }

    /// Totals of the view looked at last.
    pub fn summary(&self) -> Summary {
        self.shown.summary
    }

    /// How many paths were chosen, and the bytes of the files among them (hard links once, gone files as they last were).
    pub fn matches(&self) -> (u64, u64) {
        self.matches
    }

    /// The version whose attributes a node's row has; `None` = the view does not show it.
    pub fn version(&self, node: NodeId) -> Option<VersionId> {
        self.shown.version.get(node)
    }

    /// The row is there, the path is not.
    pub fn is_gone(&self, node: NodeId) -> bool {
        self.shown.gone.get(node)
    }

    /// The node was chosen, or all were.
    pub fn is_chosen(&self, node: NodeId) -> bool {
        self.chosen.as_ref().is_none_or(|chosen| chosen.get(node))
    }

    /// Own bytes, or all bytes below; unknown of a mere whiteout and of a directory that is gone.
    pub fn size(&self, tree: &Tree, node: NodeId) -> Option<u64> {
        self.scope().size(tree, node)
    }

    /// The paths that a query looks through: all that the view shows.
    pub fn scope(&self) -> Scope<'_> {
        let Shown { version, gone, total, .. } = &self.shown;
        Scope { version, gone, total, layer: self.view().map_or(0, |view| view.height) }
    }

    /// Opens or closes a directory; `deep` = everything below it too.
    pub fn expand(&mut self, tree: &Tree, node: NodeId, open: bool, deep: bool) {
        let (column, value) = match self.chosen {
            Some(_) => (&mut self.closed, !open),
            None => (&mut self.expanded, open),
        };
        column.grow(tree.len());
        column.set(node, value);
        if deep {
            for (child, _) in tree.inside(node).pairs().filter(|(_, inside)| *inside) {
                column.set(child, value);
            }
        }
        self.fresh = false;
    }

    /// The view looked at last.
    pub fn view(&self) -> Option<View> {
        self.key.map(|(view, ..)| view)
    }

    /// Opens all parents of a node.
    pub fn reveal(&mut self, tree: &Tree, node: NodeId) {
        self.expanded.grow(tree.len());
        for folder in tree.ancestors(node) {
            self.expanded.set(folder, true);
            self.closed.set(folder, false);
        }
        self.fresh = false;
    }

    /// The changes of layers were decided again: the next look computes everything.
    pub fn forget(&mut self) {
        self.key = None;
        self.sums.forget();
    }

    /// The directory is open.
    pub fn is_expanded(&self, node: NodeId) -> bool {
        node == ROOT || if self.chosen.is_some() { !self.closed.get(node) } else { self.expanded.get(node) }
    }

    /// Something below would be shown.
    pub(super) fn has_rows_below(&self, node: NodeId) -> bool {
        !self.order.flat && self.children_at(self.places_of(node)).iter().any(|c| self.rows.get(*c) > 0)
    }

    /// The view is a list, not a tree.
    pub(super) fn is_flat(&self) -> bool {
        self.order.flat
    }

    /// Where the children of a node stand in `children`.
    pub(super) fn places_of(&self, node: NodeId) -> Range<u32> {
        self.start.get(node.number())..self.start.get(node.number() + 1)
    }

    pub(super) fn children_at(&self, places: Range<u32>) -> &[NodeId] {
        self.children.get(places.start as usize..places.end as usize).unwrap_or_default()
    }

    /// Puts children beside each other. They are sorted when a row in their directory is asked for.
    fn gather_children(&mut self, tree: &Tree) {
        let mut next: Column<u32, u32> = Column::new(tree.len() + 1, 0);
        for parent in tree.node_ids().filter_map(|node| tree.parent(node)) {
            let after = parent.number() + 1;
            next.set(after, next.get(after) + 1);
        }
        let mut before = 0;
        for count in next.slice_mut(0..tree.len() as u32 + 1) {
            before += *count;
            *count = before;
        }
        self.start = next.clone();
        self.children = vec![ROOT; tree.len() - 1];
        for node in tree.node_ids() {
            let Some(parent) = tree.parent(node).map(NodeId::number) else { continue };
            let at = next.replace(parent, next.get(parent) + 1);
            if let Some(place) = self.children.get_mut(at as usize) {
                *place = node;
            }
        }
        self.sorted = tree.node_column(false);
    }
}
