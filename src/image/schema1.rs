//! Docker's manifest of schema 1: the v1 JSON of each layer as text, and no config. All lists are newest first.

use super::assemble::assemble;
use super::blobs::blob;
use super::layer_order::ListedLayer;
use super::model::Image;
use super::{json, v1};
use crate::archive::Archive;
use crate::limits::LAYERS;
use crate::problem::Result;
use crate::source::Feed;
use serde_json::Value;

/// The document is such a manifest.
pub fn is_schema1(manifest: &Value) -> bool {
    manifest.get("fsLayers").is_some_and(Value::is_array)
}

/// The image of the manifest. *Source:* distribution's manifest-v2-1.md. *Errors:* as `assemble`.
pub async fn image(archive: &Archive, feed: &Feed, manifest: &Value, names: Vec<String>) -> Result<Image> {
    let layers = json::list(manifest, "fsLayers");
    let documents = json::list(manifest, "history").iter().take(LAYERS + 1).map(|entry| {
        let text = json::text(entry, "v1Compatibility");
        json::parse_text(archive, &text).unwrap_or(Value::Null)
    });
    let documents: Vec<Value> = documents.collect();
    let empty = |document: &Value| document.get("throwaway").and_then(Value::as_bool).unwrap_or(false);
    let history = documents.iter().rev().map(|document| {
        let mut entry = v1::entry(document);
        if let Some(fields) = entry.as_object_mut() {
            fields.insert("empty_layer".into(), empty(document).into());
        }
        entry
    });
    let history: Vec<Value> = history.collect();
    // An entry without a layer still names a blob, that of an empty layer.
    let kept = layers.iter().enumerate().rev().filter(|(at, _)| !documents.get(*at).is_some_and(empty));
    let found = kept.map(|(_, layer)| {
        let digest = json::text(layer, "blobSum");
        ListedLayer {
            member: blob(archive, &digest).ok(),
            name: digest.clone(),
            blob_digest: Some(digest),
            ..ListedLayer::default()
        }
    });
    let newest = documents.first().cloned().unwrap_or(Value::Null);
    let (name, tag) = (json::text(manifest, "name"), json::text(manifest, "tag"));
    let own = (!name.is_empty()).then(|| if tag.is_empty() { name.clone() } else { format!("{name}:{tag}") });
    let names = if names.is_empty() { own.into_iter().collect() } else { names };
    let config = v1::config(&newest, history, json::text(&newest, "id"))?;
    assemble(archive, feed, config, found.collect(), names).await
}
