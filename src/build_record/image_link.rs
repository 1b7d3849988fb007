//! Whether a build made an image, by digests alone.

use super::model::BuildRecord;
use crate::image::{Image, Layer};
use serde::Serialize;

/// The digest by which a record names an image, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum LinkedBy {
    /// The image's manifest: the result itself, or one that the result's index lists.
    Manifest,
    /// The image's config: the result itself, or one that the export's progress names.
    Config,
    /// All layers of the image are those that a step's result has. The config may be another one.
    Layers,
}

/// How the record names the image; `None` = it does not.
pub fn linked_by(record: &BuildRecord, image: &Image) -> Option<LinkedBy> {
    let mut results = record.results.iter().filter(|result| !result.attests).map(|result| result.digest.as_str());
    let exported = |what: &str, digest: &str| {
        let parts =
            record.steps.iter().filter(|step| step.name.starts_with("exporting to ")).flat_map(|step| &step.parts);
        let named = format!("exporting {what} {digest}");
        !digest.is_empty() && parts.into_iter().any(|part| part.name == named)
    };
    let manifest = image.manifest.as_deref().unwrap_or_default();
    if !manifest.is_empty() && (results.clone().any(|digest| digest == manifest) || exported("manifest", manifest)) {
        return Some(LinkedBy::Manifest);
    }
    if !image.id.is_empty() && (results.any(|digest| digest == image.id) || exported("config", &image.id)) {
        return Some(LinkedBy::Config);
    }
    let chain = |of: &dyn Fn(&Layer) -> Option<&String>| image.layers.iter().map(of).collect::<Option<Vec<_>>>();
    let chains = [chain(&|layer| layer.blob_digest.as_ref()), chain(&|layer| layer.diff_id.as_ref())];
    let mut known = chains.into_iter().flatten().filter(|chain| !chain.is_empty());
    let made = known.any(|chain| record.chains.iter().any(|made| made.layers.iter().eq(chain.iter().copied())));
    made.then_some(LinkedBy::Layers)
}
