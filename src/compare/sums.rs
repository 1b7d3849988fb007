//! Paths and bytes by their change.

use crate::limits::LARGEST_NUMBER;
use serde::Serialize;

/// Paths and their bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Sum {
    /// Paths.
    pub paths: u64,
    /// Bytes of the new content on the right, of removed paths on the left; hard links once.
    pub bytes: u64,
}

/// Paths by their change from left to right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Sums {
    /// Paths that only the right has.
    pub added: Sum,
    /// Paths that differ.
    pub changed: Sum,
    /// Paths that only the left has.
    pub removed: Sum,
    /// Files that only have another path on the right.
    pub moved: Sum,
    /// Paths without a difference.
    pub equal: u64,
}

/// Sums stop at the largest integer of a page: sizes may be hostile.
pub(super) fn plus(a: u64, b: u64) -> u64 {
    a.saturating_add(b).min(LARGEST_NUMBER)
}
