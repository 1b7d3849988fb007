//! What the page asks of the tree: rows of a view, what a query finds in it, in which order.

use super::Workspace;
use crate::dto::{RowsPage, RowsQuery};
use crate::text::display;
use crate::tree::{Order, Row, Summary, View};

impl Workspace {
    /// Rows of a view and what is found in it: all of them in number, the asked ones in full.
    pub fn ask(&mut self, question: impl Into<RowsQuery>, from: usize, count: usize) -> RowsPage {
        let question = self.asked.insert(question.into());
        let RowsQuery { height, mode, ghosts, sort, reverse, flat, .. } = *question;
        let view = View { height, mode, ghosts };
        let another_view = self.views.look(&self.tree, view);
        let another_query = self.search.ask(&question.query, self.layers.len());
        let query = self.search.query();
        if another_view || another_query {
            let chosen = query.choose(&self.tree, &self.views);
            self.views.choose(&self.tree, chosen, another_query);
        }
        self.views.arrange(&self.tree, Order { sort, reverse, flat });
        let mut rows = self.views.rows(&self.tree, view, from, count);
        for row in rows.iter_mut().filter(|row| row.r#match && !query.is_empty()) {
            let folder = display(&self.tree.path(self.tree.parent(row.node)));
            row.marks = query.marks(&format!("/{folder}"), &row.name);
        }
        let (matches, bytes) = Some(self.views.matches()).filter(|_| !query.is_empty()).unzip();
        RowsPage {
            total: self.views.total(&self.tree),
            from,
            rows,
            summary: self.views.summary(),
            matches,
            match_bytes: bytes,
            wrong: self.search.wrong().cloned(),
        }
    }

    /// The rows of a plain view: all of them in number, their totals, the asked ones in full.
    pub fn rows(&mut self, view: View, from: usize, count: usize) -> (usize, Summary, Vec<Row>) {
        let RowsPage { total, summary, rows, .. } = self.ask(view, from, count);
        (total, summary, rows)
    }

    /// Opens or closes a directory of the page's tree.
    pub fn expand(&mut self, node: u32, open: bool, deep: bool) {
        self.views.expand(&self.tree, node, open, deep);
    }

    /// Opens all parents of a node; where its row stands then in what was asked for last, if it has one.
    pub fn reveal(&mut self, node: u32) -> Option<usize> {
        self.views.reveal(&self.tree, node);
        let question = self.asked.clone()?;
        self.ask(question, 0, 0);
        self.views.row_of(&self.tree, node)
    }
}
