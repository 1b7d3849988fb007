//! Two images side by side.

use crate::compare::{Comparison, Status};
use crate::search::QueryError;
use crate::tar_format::FileKind;
use crate::tree::{LayerIndex, NodeId};
use serde::Serialize;

/// A comparison of the shown image, on the right, with another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Compared {
    /// The other image, in the list of images.
    pub left: usize,
    /// The shown image, in the list of images.
    pub right: usize,
    /// The differences.
    #[serde(flatten)]
    pub comparison: Comparison,
}

/// A path that differs, safe to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct ComparedRow {
    /// From the root, with a leading `/`.
    pub path: String,
    /// `None` = neither image has an entry of its own here.
    pub kind: Option<FileKind>,
    /// The difference.
    pub status: Status,
    /// The attributes that differ, as `VersionInfo.reasons`.
    pub reasons: Vec<&'static str>,
    /// Bytes of the left file; `None` for a directory or an absent path.
    pub left: Option<u64>,
    /// Bytes of the right file; `None` for a directory or an absent path.
    pub right: Option<u64>,
    /// The path in the tree of the left image.
    pub left_node: Option<NodeId>,
    /// The path in the tree of the right image.
    pub right_node: Option<NodeId>,
    /// The layer that holds the left version.
    pub left_layer: Option<LayerIndex>,
    /// The layer that holds the right version.
    pub right_layer: Option<LayerIndex>,
    /// Moved files only: the path on the left.
    pub from: Option<String>,
}

/// Some of the paths that differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct ComparedPage {
    /// Rows in all.
    pub total: usize,
    /// Index of the first of `rows`.
    pub from: usize,
    /// The largest change of bytes first, mere times last.
    pub rows: Vec<ComparedRow>,
    /// The error of the query; then the last valid query stays in force.
    pub wrong: Option<QueryError>,
}
