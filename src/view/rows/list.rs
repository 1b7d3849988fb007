//! From what is shown and chosen to rows: counted first, then found by their numbers.

use super::flat_list::FlatList;
use super::view::RowPlace;
use super::views::Views;
use crate::limits::LARGEST_NUMBER;
use crate::tree::{NodeId, ROOT, Tree};
use std::ops::Range;

/// A directory on the way: which of its children comes next, and where that stands among its siblings.
struct Level {
    next: u32,
    end: u32,
    depth: u32,
    position: u32,
    siblings: u32,
}

impl Views {
    /// Rows in all, as the view was looked at and arranged last.
    pub fn total(&mut self, tree: &Tree) -> usize {
        self.count(tree);
        if self.order.flat { self.list.nodes.len() } else { self.rows.get(ROOT).saturating_sub(1) as usize }
    }

    /// Rows `from..from + count`. *Cost:* the siblings on the way to them.
    pub fn page(&mut self, tree: &Tree, from: usize, count: usize) -> Vec<RowPlace> {
        self.count(tree);
        if self.order.flat {
            return self.flat_page(tree, from, count);
        }
        let mut places = Vec::new();
        let mut skip = from;
        let mut levels = vec![self.level(tree, ROOT, 0)];
        while let Some(level) = levels.last_mut()
            && places.len() < count
        {
            if level.next >= level.end {
                levels.pop();
                continue;
            }
            let Some(node) = self.children.get(level.next as usize).copied() else { break };
            level.next += 1;
            let rows = self.rows.get(node) as usize;
            if rows == 0 {
                continue;
            }
            level.position += 1;
            if skip >= rows {
                skip -= rows;
                continue;
            }
            let Level { depth, position, siblings, .. } = *level;
            match skip.checked_sub(1) {
                Some(rest) => skip = rest,
                None => places.push(RowPlace { node, depth, position, siblings }),
            }
            if rows > 1 {
                levels.push(self.level(tree, node, depth + 1));
            }
        }
        places
    }

    /// The row of a node; `None` = it has none, or a directory above it is closed.
    pub fn row_of(&mut self, tree: &Tree, node: NodeId) -> Option<usize> {
        self.count(tree);
        if self.order.flat {
            self.list.sort(tree, self.order, usize::MAX);
            return self.list.nodes.iter().position(|(_, n)| *n == node);
        }
        let (mut at, mut row) = (node, 0);
        while let Some(parent) = tree.parent(at) {
            if self.rows.get(at) == 0 || !self.is_expanded(parent) {
                return None;
            }
            let Level { next, end, .. } = self.level(tree, parent, 0);
            let elder = self.children_at(next..end).iter().take_while(|child| **child != at);
            row += elder.map(|child| self.rows.get(*child) as usize).sum::<usize>() + 1;
            at = parent;
        }
        row.checked_sub(1)
    }

    fn flat_page(&mut self, tree: &Tree, from: usize, count: usize) -> Vec<RowPlace> {
        let siblings = self.list.nodes.len();
        let end = from.saturating_add(count).min(siblings);
        self.list.sort(tree, self.order, end);
        let nodes = self.list.nodes.get(from..end).unwrap_or_default().iter().enumerate();
        let place = |(at, (_, node)): (usize, &(u64, NodeId))| RowPlace {
            node: *node,
            depth: 0,
            position: (from + at + 1) as u32,
            siblings: siblings as u32,
        };
        nodes.map(place).collect()
    }

    /// The children of a directory, in order.
    fn level(&mut self, tree: &Tree, node: NodeId, depth: u32) -> Level {
        let Range { start: next, end } = self.places_of(node);
        let (order, shown) = (self.order, &self.shown);
        if !self.sorted.replace(node, true) {
            let children = self.children.get_mut(next as usize..end as usize).unwrap_or_default();
            let key = |node: &NodeId| (order.key(tree, shown, *node), *node);
            let mut keyed: Vec<(u64, NodeId)> = children.iter().map(key).collect();
            keyed.sort_unstable_by(|a, b| order.compare(tree, *a, *b));
            children.iter_mut().zip(keyed).for_each(|(child, (_, node))| *child = node);
        }
        let siblings = self.children_at(next..end).iter().filter(|child| self.rows.get(**child) > 0).count() as u32;
        Level { next, end, depth, position: 0, siblings }
    }

    /// Counts the rows of every node, from the leaves up, and what was chosen.
    fn count(&mut self, tree: &Tree) {
        if self.fresh {
            return;
        }
        self.fresh = true;
        self.matches = (0, 0);
        self.list = FlatList::default();
        self.rows = tree.node_column(0);
        for node in tree.node_ids().rev() {
            let below = self.rows.get(node);
            let open = self.is_expanded(node);
            let shown = node != ROOT && self.shown.version.get(node).is_some();
            let chosen = shown && self.is_chosen(node);
            if chosen {
                self.count_match(tree, node);
            }
            // A directory that leads to something chosen has a row, too.
            let has_row = chosen || (shown && below > 0 && self.chosen.is_some()) || node == ROOT;
            let rows = if has_row { 1 + if open { below } else { 0 } } else { 0 };
            self.rows.set(node, rows);
            let parent = tree.parent(node);
            self.rows.set(parent, self.rows.get(parent).saturating_add(rows));
        }
        self.list.nodes.reverse();
    }

    fn count_match(&mut self, tree: &Tree, node: NodeId) {
        self.matches.0 += 1;
        if let Some(version) = self.shown.version.get(node).filter(|id| !tree.version(*id).is_dir()) {
            let bytes = if self.shown.gone.get(node) { tree.stored(version) } else { self.shown.total.get(node) };
            self.matches.1 = self.matches.1.saturating_add(bytes).min(LARGEST_NUMBER);
        }
        if self.order.flat {
            self.list.nodes.push((self.order.key(tree, &self.shown, node), node));
        }
    }
}
