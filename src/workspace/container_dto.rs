//! What the page is told of a container and of its layer.

use super::Workspace;
use super::container::Mounted;
use crate::container::Effect;
use crate::dto::{EffectInfo, LayerInfo, LayerState, VerifyState};
use crate::text::display;

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
