//! In which order rows stand.

use super::shown::Shown;
use crate::tree::{Id, NodeId, Tree, Version};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The key that rows are sorted by. Ties stand by name, upwards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// The bytes of the last component.
    #[default]
    Name,
    /// Own bytes, of a directory all bytes below; what is unknown counts as 0.
    Size,
    /// Time; what is unknown comes first.
    Time,
    /// The layer that holds what is shown, base first.
    Layer,
}

/// How rows are arranged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// By what.
    #[serde(default)]
    pub sort: Sort,
    /// Downwards: Z to A, largest, newest or topmost first.
    #[serde(default)]
    pub reverse: bool,
    /// A list of what was chosen, in which each path stands alone, instead of a tree.
    #[serde(default)]
    pub flat: bool,
}

impl Order {
    /// A number that grows as the rows do; of names their first eight bytes.
    pub fn key(self, tree: &Tree, shown: &Shown, node: NodeId) -> u64 {
        let version = shown.version.get(node).map(|id| tree.version(id));
        let is_dir = version.is_some_and(Version::is_dir);
        match self.sort {
            Sort::Name => tree.name(node).iter().chain(&[0; 8]).take(8).fold(0, |key, b| key << 8 | u64::from(*b)),
            Sort::Size if is_dir && shown.gone.get(node) => 0,
            Sort::Size if is_dir => shown.total.get(node),
            Sort::Size => version.map_or(0, |version| version.size),
            // Signed → unsigned, in the same order, above what is unknown.
            Sort::Time => version.filter(|v| v.is_entry()).map_or(0, |entry| (entry.mtime as u64 ^ 1 << 63).max(1)),
            Sort::Layer => version.map_or(0, |version| u64::from(version.layer.number())),
        }
    }

    /// Compares two nodes whose keys are known. Same names stand as they came.
    pub fn compare(self, tree: &Tree, a: (u64, NodeId), b: (u64, NodeId)) -> Ordering {
        let turned = |order: Ordering| if self.reverse { order.reverse() } else { order };
        let names = || tree.name(a.1).cmp(tree.name(b.1));
        let first = match self.sort {
            Sort::Name => turned(a.0.cmp(&b.0).then_with(names)),
            _ => turned(a.0.cmp(&b.0)).then_with(names),
        };
        first.then(a.1.cmp(&b.1))
    }
}
