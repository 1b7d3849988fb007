//! What the page is told of a container and of its layer.

use super::Workspace;
use super::container::Mounted;
use super::dto::{LayerInfo, LayerState, VerifyState};
use crate::container::{Effect, EffectKind, Errno, Refusal};
use crate::tar_format::FileKind;
use crate::text::display;
use serde::Serialize;

/// A container, as the page lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // the fields' meaning is told once, in www/types.d.ts
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
#[allow(missing_docs)] // as above
pub struct EffectInfo {
    pub what: EffectKind,
    pub path: String,
    pub node: Option<crate::tree::NodeId>,
    pub from: Option<String>,
    pub kind: FileKind,
    pub layer: Option<usize>,
    pub entries: u64,
    pub bytes: u64,
}

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // as above
pub struct RefusalInfo {
    pub op: usize,
    pub errno: Errno,
    pub path: String,
    pub message: String,
}

/// What operations came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // as above
pub struct Applied {
    pub effects: Vec<EffectInfo>,
    pub refusal: Option<RefusalInfo>,
    pub layer: Option<LayerInfo>,
    pub container: Option<ContainerInfo>,
}

/// What went away with a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // as above
pub struct Removed {
    pub entries: u64,
    pub bytes: u64,
}

/// A refusal, safe to show.
pub(super) fn refused(op: usize, refusal: &Refusal) -> RefusalInfo {
    RefusalInfo { op, errno: refusal.errno, path: display(&refusal.path), message: refusal.to_string() }
}

impl Workspace {
    /// Effects with the nodes that they concern, as the page is told of them.
    pub fn effects(&self, effects: &[Effect]) -> Vec<EffectInfo> {
        let shown = |path: &[u8]| format!("/{}", display(path));
        let info = |effect: &Effect| EffectInfo {
            what: effect.what,
            path: shown(&effect.path),
            node: self.tree.find(&effect.path),
            from: effect.from.as_deref().map(shown),
            kind: effect.kind,
            layer: effect.layer,
            entries: effect.entries,
            bytes: effect.bytes,
        };
        effects.iter().map(info).collect()
    }

    pub(super) fn container_layer_info(&self) -> Option<LayerInfo> {
        let Mounted { id, below, counts, dead, .. } = self.containers.mounted.as_ref()?;
        let container = self.container()?;
        Some(LayerInfo {
            index: *below,
            command: String::new(),
            instruction: String::new(),
            created: None,
            comment: String::new(),
            author: String::new(),
            diff_id: None,
            chain_id: None,
            blob_digest: None,
            media_type: None,
            codec: "",
            stored: container.upper().bytes(),
            member: String::new(),
            urls: Vec::new(),
            shared_with: Vec::new(),
            state: LayerState::Ready,
            entries: Some(counts.entries),
            size: Some(counts.size),
            added: Some(counts.added),
            changed: Some(counts.changed),
            removed: Some(counts.removed),
            dead: dead.get(*below).copied(),
            largest: Some(self.largest(*below)),
            verify: VerifyState::Unknown,
            found_diff_id: None,
            found_blob_digest: None,
            problem: None,
            container: Some(*id),
        })
    }
}
