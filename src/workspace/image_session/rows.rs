//! Rows of a view of the shown tree: which are open, what the query finds, in which order.

use crate::dto::{RowsPage, RowsQuery};
use crate::search::Search;
use crate::text::display;
use crate::tree::{NodeId, Tree};
use crate::view::{Order, Treemap, TreemapQuery, View, Views, marks};

/// The page's view of a tree. Every method takes the tree that is shown.
#[derive(Default)]
pub struct RowsView {
    views: Views,
    search: Search,
    asked: Option<RowsQuery>,
}

impl RowsView {
    /// A view of another tree. The last sound query stays in force until the next one.
    pub fn of_another(self) -> Self {
        Self { search: self.search, ..Self::default() }
    }

    /// Forgets what was computed of a tree that has changed. Open directories stay open.
    pub fn forget(&mut self) {
        self.views.forget();
    }

    /// Rows that answer a question: how many there are, and those asked for in full. `layers` = how many the image has.
    pub fn ask(&mut self, tree: &Tree, layers: usize, question: RowsQuery, from: usize, count: usize) -> RowsPage {
        let question = self.asked.insert(question);
        let RowsQuery { height, mode, ghosts, sort, reverse, flat, .. } = *question;
        let view = View { height, mode, ghosts };
        let another_view = self.views.look(tree, view);
        let another_query = self.search.ask(&question.query, layers);
        let query = self.search.query();
        if another_view || another_query {
            let chosen = query.choose(tree, self.views.scope());
            self.views.choose(tree, chosen, another_query);
        }
        self.views.arrange(tree, Order { sort, reverse, flat });
        let mut rows = self.views.rows(tree, view, from, count);
        for row in rows.iter_mut().filter(|row| row.r#match && !query.is_empty()) {
            let folder = tree.parent(row.node).map(|folder| display(&tree.path(folder))).unwrap_or_default();
            row.marks = marks(query, &format!("/{folder}"), &row.name);
        }
        let (matches, bytes) = Some(self.views.matches()).filter(|_| !query.is_empty()).unzip();
        RowsPage {
            total: self.views.total(tree),
            from,
            rows,
            summary: self.views.summary(),
            matches,
            match_bytes: bytes,
            wrong: self.search.wrong().cloned(),
        }
    }

    /// Opens or closes a directory.
    pub fn expand(&mut self, tree: &Tree, node: NodeId, open: bool, deep: bool) {
        self.views.expand(tree, node, open, deep);
    }

    /// Opens all parents of a node → the index of its row in the last answer; `None` = it has no row there.
    pub fn reveal(&mut self, tree: &Tree, layers: usize, node: NodeId) -> Option<usize> {
        self.views.reveal(tree, node);
        let question = self.asked.clone()?;
        self.ask(tree, layers, question, 0, 0);
        self.views.row_of(tree, node)
    }

    /// Cells of a directory, each with everything below it summed up.
    pub fn treemap(&mut self, tree: &Tree, query: TreemapQuery) -> Treemap {
        self.views.treemap(tree, query)
    }
}
