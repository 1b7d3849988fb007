//! Rows of a view: the question and its answer.

use crate::search::QueryError;
use crate::view::{Mode, Order, Row, Sort, Summary, View};
use serde::{Deserialize, Serialize};

/// A way of looking, what is looked for and how it is arranged.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct RowsQuery {
    /// Top layer of the merged view; the layer of the other modes.
    pub height: usize,
    /// How to look.
    pub mode: Mode,
    /// Merged only: also what is gone.
    pub ghosts: bool,
    /// The search (`crate::search`); empty = everything.
    #[serde(default)]
    pub query: String,
    /// The order of rows.
    #[serde(default)]
    pub sort: Sort,
    /// Downwards.
    #[serde(default)]
    pub reverse: bool,
    /// A list instead of a tree.
    #[serde(default)]
    pub flat: bool,
}

impl From<View> for RowsQuery {
    fn from(View { height, mode, ghosts }: View) -> Self {
        let Order { sort, reverse, flat } = Order::default();
        Self { height, mode, ghosts, query: String::new(), sort, reverse, flat }
    }
}

/// Rows, and what there is besides them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
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
    /// The error of the query; then the last valid query stays in force.
    pub wrong: Option<QueryError>,
}
