//! One manifest, OCI's or Docker's → its image.

use super::annotation::{self, Place, annotations};
use super::assemble::assemble;
use super::blobs::{blob, blob_path};
use super::config::Config;
use super::layer_order::ListedLayer;
use super::model::Image;
use super::{json, schema1};
use crate::archive::Archive;
use crate::limits::CONFIG_BYTES;
use crate::problem::{Kind, Problem, Result};
use crate::source::Feed;
use serde_json::Value;

/// The media type of a build record's config. *Source:* `docker buildx history export`.
const BUILD_RECORD: &str = "application/vnd.buildkit.historyrecord.v0";

/// The manifest is a build record's: its blobs are documents.
pub fn is_build_record(manifest: &Value) -> bool {
    manifest.get("config").is_some_and(|config| json::text(config, "mediaType") == BUILD_RECORD)
}

/// The image of a manifest; `None` = the manifest describes something else.
pub async fn from_manifest(
    archive: &Archive,
    feed: &Feed,
    manifest: &Value,
    names: Vec<String>,
) -> Result<Option<Image>> {
    if schema1::is_schema1(manifest) {
        return schema1::image(archive, feed, manifest, names).await.map(Some);
    }
    let Some(config) = manifest.get("config").filter(|_| !is_build_record(manifest)) else { return Ok(None) };
    let config_digest = json::text(config, "digest");
    let config_member = blob(archive, &config_digest)?;
    let bytes = json::bytes(archive, feed, config_member, CONFIG_BYTES).await?;
    let found = json::list(manifest, "layers").iter().map(|layer| {
        let digest = json::text(layer, "digest");
        ListedLayer {
            member: blob(archive, &digest).ok(),
            name: blob_path(&digest).unwrap_or_else(|| digest.clone()),
            blob_digest: Some(digest),
            media_type: json::some_text(layer, "mediaType"),
            size: json::descriptor_size(layer),
            urls: json::texts(layer, "urls"),
        }
    });
    let named = |p: Box<Problem>| Box::new(p.member(&*config_digest));
    let parsed = Config::parse(&bytes).map_err(named)?;
    let mut image = assemble(archive, feed, parsed, found.collect(), names).await.map_err(named)?;
    image.documents.push(config_member);
    let labels = std::mem::replace(&mut image.annotations, annotations(manifest.get("annotations"), Place::Manifest));
    annotation::add(&mut image.annotations, labels);
    if image.id != config_digest {
        image.problems.push(Problem::new(Kind::DigestMismatch).warning().expected(&*config_digest, &*image.id));
    }
    image.wanted_id = Some(config_digest);
    Ok(Some(image))
}
