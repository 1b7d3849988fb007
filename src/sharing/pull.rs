//! What a machine that has some images must download for another one.

use super::{Sharing, plus};
use serde::Serialize;
use std::collections::HashMap;

/// A layer of the wanted image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // the fields' meaning is told once, in www/types.images.d.ts
pub struct PullRow {
    pub id: usize,
    pub layer: usize,
    pub instruction: String,
    pub diff_id: Option<String>,
    pub bytes: u64,
    pub known: bool,
    pub compressed: bool,
    pub has: bool,
    pub by: Option<usize>,
    pub again: Option<usize>,
}

/// All of them, base first. *Units:* bytes as a registry sends them, or the plain tar's where no archive knows those.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // as above
pub struct PullPlan {
    pub want: usize,
    pub have: Vec<usize>,
    pub rows: Vec<PullRow>,
    pub download: u64,
    pub kept: u64,
    pub known: bool,
    pub compressed: bool,
}

impl Sharing {
    /// Which layers of `want` a machine with the images `have` lacks. *Source:* moby's download manager: a layer is there when its chain
    /// id is, for it is the layer with all below it that a machine keeps. The same content twice in one pull is downloaded once.
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
