//! The list of paths that differ, as pages of it are asked for.

use crate::compare::{Difference, Status};
use crate::dto::{ComparedPage, ComparedRow};
use crate::search::{Became, Search};
use crate::tar_format::FileKind;
use crate::text::display;
use crate::tree::{Change, NodeId, Tree, Version};
use crate::view::{Mode, View, Views};

/// Paths that differ, largest first, and the last question about them.
#[derive(Default)]
pub struct DifferenceList {
    list: Vec<Difference>,
    search: Search,
    asked: Option<(Option<Status>, String)>,
    /// Indexes in `list`: the answer to the last question.
    chosen: Vec<u32>,
}

impl DifferenceList {
    /// Takes another list. The last sound query stays in force until the next one.
    pub fn replace(&mut self, list: Vec<Difference>) {
        self.list = list;
        self.asked = None;
    }

    /// Differences of one status that a query finds, asked of both trees; `change:` and `reason:` are those of the comparison.
    pub fn page(
        &mut self,
        (left, right): (&Tree, &Tree),
        (status, query): (Option<Status>, &str),
        from: usize,
        count: usize,
    ) -> ComparedPage {
        let another = self.search.ask(query, left.layers().max(right.layers()));
        let same = self.asked.as_ref().is_some_and(|(of, text)| *of == status && text == query);
        if another || !same {
            self.choose(left, right, status);
            self.asked = Some((status, query.to_owned()));
        }
        let rows = self.chosen.iter().skip(from).take(count).filter_map(|at| self.list.get(*at as usize));
        ComparedPage {
            total: self.chosen.len(),
            from,
            rows: rows.map(|difference| row(left, right, difference)).collect(),
            wrong: self.search.wrong().cloned(),
        }
    }

    fn choose(&mut self, left: &Tree, right: &Tree, status: Option<Status>) {
        let query = self.search.query();
        let became = |node: &dyn Fn(&Difference) -> Option<NodeId>, gone: Change| -> Became {
            let asked = self.list.iter().filter(|_| query.asks_of_changes());
            asked.filter_map(|d| Some((node(d)?, (d.change(gone), d.reasons)))).collect()
        };
        let found = |tree: &Tree, became: Became| {
            let mut views = Views::default();
            if !query.is_empty() {
                let height = tree.layers().saturating_sub(1);
                views.look(tree, View { height, mode: Mode::Merged, ghosts: false });
            }
            query.choose_compared(tree, views.scope(), &became)
        };
        let of_left = |d: &Difference| d.left.map(|id| left.version(id).node);
        let of_right = |d: &Difference| d.right.map(|id| right.version(id).node);
        let in_left = found(left, became(&of_left, Change::Removed));
        let in_right = found(right, became(&of_right, Change::Added));
        let holds = |d: &Difference| {
            let (l, r) = (of_left(d), of_right(d));
            status.is_none_or(|status| status == d.status)
                && in_left.as_ref().zip(in_right.as_ref()).is_none_or(|(a, b)| a.get(l) || b.get(r))
        };
        let chosen = self.list.iter().enumerate().filter(|(_, d)| holds(d)).map(|(at, _)| at as u32);
        self.chosen = chosen.collect();
    }
}

fn row(left: &Tree, right: &Tree, difference: &Difference) -> ComparedRow {
    let was = difference.left.map(|id| left.version(id));
    let is = difference.right.map(|id| right.version(id));
    let old_path = was.map(|version| format!("/{}", display(&left.path(version.node))));
    let new_path = is.map(|version| format!("/{}", display(&right.path(version.node))));
    let size = |v: &Version| v.kind().filter(|kind| *kind != FileKind::Dir).map(|_| v.size);
    ComparedRow {
        path: new_path.or_else(|| old_path.clone()).unwrap_or_default(),
        kind: is.or(was).and_then(Version::kind),
        status: difference.status,
        reasons: difference.reasons.names(),
        left: was.and_then(size),
        right: is.and_then(size),
        left_node: was.map(|version| version.node),
        right_node: is.map(|version| version.node),
        left_layer: was.map(|version| version.layer),
        right_layer: is.map(|version| version.layer),
        from: old_path.filter(|_| difference.status == Status::Moved),
    }
}
