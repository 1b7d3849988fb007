//! A way of looking at a tree, its totals, and the place of a row.

use crate::tree::NodeId;
use serde::{Deserialize, Serialize};

/// How to look at the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// The paths that a container of this height sees.
    Merged,
    /// The paths that this layer's tar holds.
    Layer,
    /// The paths that this layer changed.
    Changes,
}

/// A way of looking. `height` is a layer's index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Top layer of the merged view; the layer of the other modes.
    pub height: usize,
    /// How to look.
    pub mode: Mode,
    /// Merged only: also what lower layers store and this height no longer sees.
    pub ghosts: bool,
}

/// Totals of a view, what is gone left out. *Units:* paths without the root; bytes, hard links once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Summary {
    /// Everything that is no directory.
    pub files: u64,
    /// Directories.
    pub directories: u64,
    /// Bytes of files.
    pub bytes: u64,
}

/// A row: a node, how deep it stands, and its place among its siblings (from 1) of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowPlace {
    /// The path.
    pub node: NodeId,
    /// 0 = child of the root, or any row of a flat list.
    pub depth: u32,
    /// 1-based.
    pub position: u32,
    /// Siblings shown.
    pub siblings: u32,
}
