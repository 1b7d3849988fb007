//! Docker's manifest of schema 1: no config, but the v1 JSON of each layer as text; all lists newest first.

use super::{Image, ListedLayer, assemble, json, legacy, oci};
use crate::archive::Archive;
use crate::error::Result;
use crate::limits::LAYERS;
use crate::source::Feed;
use serde_json::Value;

/// The document is one.
pub fn is_one(manifest: &Value) -> bool {
    manifest.get("fsLayers").is_some_and(Value::is_array)
}

/// The image it describes. *Source:* distribution's manifest-v2-1.md. *Errors:* as `assemble`.
pub async fn image(archive: &Archive, feed: &Feed, manifest: &Value, names: Vec<String>) -> Result<Image> {
    let blobs = json::list(manifest, "fsLayers");
    let documents = json::list(manifest, "history").iter().take(LAYERS + 1).map(|entry| {
        let text = json::text(entry, "v1Compatibility");
        json::parse_text(archive, &text).unwrap_or(Value::Null)
    });
    let documents: Vec<Value> = documents.collect();
    let empty = |v1: &Value| v1.get("throwaway").and_then(Value::as_bool).unwrap_or(false);
    let history = documents.iter().rev().map(|v1| {
        let mut entry = legacy::entry(v1);
        if let Some(fields) = entry.as_object_mut() {
            fields.insert("empty_layer".into(), empty(v1).into());
        }
        entry
    });
    let history: Vec<Value> = history.collect();
    // An entry that made no layer names the blob of an empty one all the same.
    let kept = blobs.iter().enumerate().rev().filter(|(at, _)| !documents.get(*at).is_some_and(empty));
    let found = kept.map(|(_, blob)| {
        let digest = json::text(blob, "blobSum");
        ListedLayer {
            member: oci::blob(archive, &digest).ok(),
            name: digest.clone(),
            blob_digest: Some(digest),
            ..ListedLayer::default()
        }
    });
    let newest = documents.first().cloned().unwrap_or(Value::Null);
    let (name, tag) = (json::text(manifest, "name"), json::text(manifest, "tag"));
    let own = (!name.is_empty()).then(|| if tag.is_empty() { name.clone() } else { format!("{name}:{tag}") });
    let names = if names.is_empty() { own.into_iter().collect() } else { names };
    let config = legacy::config(&newest, history, json::text(&newest, "id"))?;
    assemble(archive, feed, config, found.collect(), names).await
}
