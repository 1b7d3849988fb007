//! Containers, and the results of operations on them.

use super::layer::LayerInfo;
use crate::container::{EffectKind, Errno, Refusal};
use crate::tar_format::FileKind;
use crate::text::display;
use crate::tree::NodeId;
use serde::{Deserialize, Serialize};

/// A container, as the page lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct ContainerInfo {
    /// Never given twice.
    pub id: usize,
    /// In the list of images.
    pub image: usize,
    /// The container stands on layers 0..=height; `None` = the image has no layers.
    pub height: Option<usize>,
    /// Paths in its layer, whiteouts included.
    pub entries: u64,
    /// Bytes that its layer takes: contents and link targets, hard links once.
    pub bytes: u64,
    /// Steps that can be taken back.
    pub undo: usize,
    /// Steps that can be repeated.
    pub redo: usize,
    /// The command that the container runs, as the history of a commit says it: the words of the image's Cmd.
    pub command: String,
}

/// An effect, safe to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct EffectInfo {
    /// The kind of effect; it gives `entries` and `bytes` their meaning.
    pub what: EffectKind,
    /// "/etc/passwd".
    pub path: String,
    /// The path, where the tree knows it.
    pub node: Option<NodeId>,
    /// The former path, or another name of the same content.
    pub from: Option<String>,
    /// The type of the entry.
    pub kind: FileKind,
    /// Copy-ups only: the layer of the original.
    pub layer: Option<usize>,
    /// Paths that the effect concerns.
    pub entries: u64,
    /// Bytes that the effect concerns.
    pub bytes: u64,
}

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct RefusalInfo {
    /// Index of the refused operation.
    pub op: usize,
    /// "ENOENT".
    pub errno: Errno,
    /// The path that the operation failed at.
    pub path: String,
    /// "/x: No such file or directory".
    pub message: String,
}

/// The outcome of operations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Applied {
    /// In the order in which they happened.
    pub effects: Vec<EffectInfo>,
    /// Then no operation has an effect.
    pub refusal: Option<RefusalInfo>,
    /// The container's layer after the operations.
    pub layer: Option<LayerInfo>,
    /// The container after the operations.
    pub container: Option<ContainerInfo>,
}

/// The layer of a removed container.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Removed {
    /// Paths of the container's layer.
    pub entries: u64,
    /// Bytes of the container's layer.
    pub bytes: u64,
}

/// Options of `docker commit`, and the layer's tar, written and hashed.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase", default)]
pub struct Commit {
    /// `--message`.
    pub message: String,
    /// `--author`.
    pub author: String,
    /// `--change`, an instruction each.
    pub changes: Vec<String>,
    /// The new image's tag.
    pub name: Option<String>,
    /// The command of the layer in the history; absent = the image's own command.
    pub created_by: Option<String>,
    /// The layer's tar; `None` when the upper directory is empty: then the image has no new layer.
    pub layer: Option<Written>,
}

/// A tar that was written: all of an opened file.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Written {
    /// Which.
    pub file: usize,
    /// Its bytes.
    pub size: u64,
    /// sha256 of them, "sha256:…".
    pub diff_id: String,
}

impl RefusalInfo {
    /// The refusal of the operation number `op`, safe to show.
    pub fn new(op: usize, refusal: &Refusal) -> Self {
        Self { op, errno: refusal.errno, path: display(&refusal.path), message: refusal.to_string() }
    }
}
