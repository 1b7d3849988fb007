//! How grave a problem is.

use serde::{Deserialize, Serialize};

/// From the gravest to the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something that was asked for can't be shown.
    Error,
    /// Everything is shown, but something does not fit.
    Warning,
    /// Worth knowing.
    Info,
}
