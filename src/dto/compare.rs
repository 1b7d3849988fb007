//! Two images side by side.

use crate::compare::{Comparison, Status};
use crate::search::QueryError;
use crate::tar_format::FileKind;
use crate::tree::{LayerIndex, NodeId};
use serde::Serialize;

/// `Compared` of `www/types.images.d.ts`: the other image is the left one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct Compared {
    pub left: usize,
    pub right: usize,
    #[serde(flatten)]
    pub comparison: Comparison,
}

/// A path that differs, safe to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct ComparedRow {
    pub path: String,
    pub kind: Option<FileKind>,
    pub status: Status,
    pub reasons: Vec<&'static str>,
    pub left: Option<u64>,
    pub right: Option<u64>,
    pub left_node: Option<NodeId>,
    pub right_node: Option<NodeId>,
    pub left_layer: Option<LayerIndex>,
    pub right_layer: Option<LayerIndex>,
    pub from: Option<String>,
}

/// Some of the paths that differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct ComparedPage {
    pub total: usize,
    pub from: usize,
    pub rows: Vec<ComparedRow>,
    pub wrong: Option<QueryError>,
}
