//! The download of a machine that has some images and pulls another one.

use super::{Sharing, plus};
use serde::Serialize;
use std::collections::HashMap;

/// A layer of the pulled image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct PullRow {
    /// In `Sharing.layers`.
    pub id: usize,
    /// 0 = base.
    pub layer: usize,
    /// The instruction that made the layer.
    pub instruction: String,
    /// As the config says.
    pub diff_id: Option<String>,
    /// Bytes to download.
    pub bytes: u64,
    /// False = no document names the bytes, and `bytes` is 0.
    pub known: bool,
    /// `bytes` is what a registry would send.
    pub compressed: bool,
    /// The machine has the layer: its chain id.
    pub has: bool,
    /// The first of `have` that has it.
    pub by: Option<usize>,
    /// The lower layer of this pull with the same content: both are downloaded once, with that one.
    pub again: Option<usize>,
}

/// A pull. *Units:* bytes as a registry sends them, or bytes of the plain tar where no archive has those.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct PullPlan {
    /// The image that is pulled.
    pub want: usize,
    /// Images that the machine has.
    pub have: Vec<usize>,
    /// Its layers, base first.
    pub rows: Vec<PullRow>,
    /// Bytes to download.
    pub download: u64,
    /// Bytes that need no download.
    pub kept: u64,
    /// False = a layer's bytes are unknown, and the download is larger than `download`.
    pub known: bool,
    /// All known bytes are as a registry would send them.
    pub compressed: bool,
}

impl Sharing {
    /// The layers of `want` that a machine with the images `have` lacks. *Source:* moby's download manager. A machine has a layer when it
    /// has its chain id, because it keeps each layer together with all below it. Content that occurs twice in a pull is downloaded once.
    pub fn pull(&self, have: &[usize], want: usize) -> PullPlan {
        let (have, rows) = (have.to_vec(), Vec::new());
        let mut plan = PullPlan { want, have, rows, download: 0, kept: 0, known: true, compressed: true };
        let mut fetched: HashMap<&str, usize> = HashMap::new();
        for (index, id) in self.of(want).iter().enumerate() {
            let Some(layer) = self.layer(*id) else { continue };
            let by = plan.have.iter().copied().find(|image| layer.images.binary_search(image).is_ok());
            let diff_id = layer.diff_id.as_deref().filter(|_| by.is_none());
            let again = diff_id.and_then(|diff_id| match *fetched.entry(diff_id).or_insert(index) {
                first if first == index => None,
                first => Some(first),
            });
            match (by, again) {
                (Some(_), _) => plan.kept = plus(plan.kept, layer.stored),
                (None, None) => {
                    plan.download = plus(plan.download, layer.stored);
                    plan.known &= layer.known;
                }
                (None, Some(_)) => {}
            }
            plan.compressed &= layer.compressed || !layer.known;
            plan.rows.push(PullRow {
                id: *id,
                layer: index,
                instruction: layer.instruction.clone(),
                diff_id: layer.diff_id.clone(),
                bytes: layer.stored,
                known: layer.known,
                compressed: layer.compressed,
                has: by.is_some(),
                by,
                again,
            });
        }
        plan
    }
}
