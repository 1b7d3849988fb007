//! What the page asks of the tree: rows of a view, what a query finds in it, in which order.

use super::Workspace;
use crate::search::QueryError;
use crate::text::display;
use crate::tree::{Mode, NodeId, Order, Row, Sort, Summary, View};
use serde::{Deserialize, Serialize};

/// A way of looking, what is looked for and how it is arranged (`View` of `www/types.d.ts`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Question {
    /// Top layer of the merged view; the layer of the other modes.
    pub height: usize,
    /// How to look.
    pub mode: Mode,
    /// Merged only: also what is gone.
    pub ghosts: bool,
    /// What to find (`crate::search`); empty = everything.
    #[serde(default)]
    pub query: String,
    /// What rows are sorted by.
    #[serde(default)]
    pub sort: Sort,
    /// Downwards.
    #[serde(default)]
    pub reverse: bool,
    /// A list instead of a tree.
    #[serde(default)]
    pub flat: bool,
}

impl From<View> for Question {
    fn from(View { height, mode, ghosts }: View) -> Self {
        let Order { sort, reverse, flat } = Order::default();
        Self { height, mode, ghosts, query: String::new(), sort, reverse, flat }
    }
}

/// Rows, and what there is besides them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RowsPage {
    /// Rows in all, as things are expanded.
    pub total: usize,
    /// Index of the first of `rows`.
    pub from: usize,
    /// The rows asked for.
    pub rows: Vec<Row>,
    /// Of the whole view, whatever was found in it.
    pub summary: Summary,
    /// Paths that the query found; `None` = there is no query.
    pub matches: Option<u64>,
    /// Bytes of the files among them.
    pub match_bytes: Option<u64>,
    /// What is wrong with the query: then the last good one is still in force.
    pub wrong: Option<QueryError>,
}

impl Workspace {
    /// Rows of a view and what is found in it: all of them in number, the asked ones in full.
    pub fn ask(&mut self, question: impl Into<Question>, from: usize, count: usize) -> RowsPage {
        let question = self.asked.insert(question.into());
        let Question { height, mode, ghosts, sort, reverse, flat, .. } = *question;
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
            let folder = self.tree.parent(row.node).map(|folder| display(&self.tree.path(folder))).unwrap_or_default();
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
    pub fn expand(&mut self, node: NodeId, open: bool, deep: bool) {
        self.views.expand(&self.tree, node, open, deep);
    }

    /// Opens all parents of a node; where its row stands then in what was asked for last, if it has one.
    pub fn reveal(&mut self, node: NodeId) -> Option<usize> {
        self.views.reveal(&self.tree, node);
        let question = self.asked.clone()?;
        self.ask(question, 0, 0);
        self.views.row_of(&self.tree, node)
    }
}
