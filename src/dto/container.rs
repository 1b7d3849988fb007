//! Containers, and the results of operations on them.

use super::layer::LayerInfo;
use crate::container::{EffectKind, Errno, Refusal};
use crate::tar_format::FileKind;
use crate::text::display;
use crate::tree::NodeId;
use serde::{Deserialize, Serialize};

/// A container, as the page lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct ContainerInfo {
    pub id: usize,
    pub image: usize,
    pub height: Option<usize>,
    pub entries: u64,
    pub bytes: u64,
    pub undo: usize,
    pub redo: usize,
    pub command: String,
}

/// An effect, safe to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct EffectInfo {
    pub what: EffectKind,
    pub path: String,
    pub node: Option<NodeId>,
    pub from: Option<String>,
    pub kind: FileKind,
    pub layer: Option<usize>,
    pub entries: u64,
    pub bytes: u64,
}

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct RefusalInfo {
    pub op: usize,
    pub errno: Errno,
    pub path: String,
    pub message: String,
}

/// What operations came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct Applied {
    pub effects: Vec<EffectInfo>,
    pub refusal: Option<RefusalInfo>,
    pub layer: Option<LayerInfo>,
    pub container: Option<ContainerInfo>,
}

/// What went away with a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct Removed {
    pub entries: u64,
    pub bytes: u64,
}

/// What `docker commit` is told, and the layer's tar that somebody wrote and hashed.
#[derive(Debug, Clone, Default, Deserialize)]
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
    /// What the history says made the layer; the image's own command when it is not said.
    pub created_by: Option<String>,
    /// The layer's tar; `None` when the upper directory is empty: then the image has no new layer.
    pub layer: Option<Written>,
}

/// A tar that was written: all of an opened file.
#[derive(Debug, Clone, Deserialize)]
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
