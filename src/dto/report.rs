//! Kinds of reports.

use serde::{Deserialize, Serialize};

/// A report that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "kebab-case")]
pub enum ReportKind {
    /// Layerscope's own schema.
    Json,
    /// The output of `dive --json`.
    DiveJson,
    /// A line a layer.
    CsvLayers,
    /// A line a path of the merged view.
    CsvFiles,
    /// A line a dead version.
    CsvDead,
    /// As far as history tells it.
    Dockerfile,
    /// One page to print.
    Html,
}
