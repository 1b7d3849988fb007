//! What engines go by when they load an archive: the path from index.json, the names in it, and the classic store's own documents.

use super::json;
use super::model::{Image, Loading};
use super::reference::ref_name;
use crate::archive::Archive;
use serde_json::Value;

/// Adds to the images of an OCI layout the names that its index gives them. Without `oci-layout` containerd does not read the index.
pub fn complete(archive: &Archive, index: &Value, images: &mut [Image]) {
    let is_layout = archive.find(b"oci-layout").is_some();
    for image in images.iter_mut().filter(|image| !image.loading.path.is_empty()) {
        if !is_layout {
            image.loading.path.clear();
            continue;
        }
        let digest = image.loading.path.first().map(|pointer| json::text(&pointer.descriptor, "digest"));
        let all = json::list(index, "manifests").iter();
        let same = all.filter(|descriptor| Some(json::text(descriptor, "digest")) == digest);
        image.loading.references = same.filter_map(ref_name).collect();
        image.loading.references.dedup();
    }
}

/// The facts of an entry of manifest.json. Docker's classic store writes `LayerSources` since version 25; before, a folder with a
/// `VERSION` for each layer, and the layer's tar in it. containerd and podman write neither.
pub fn of_entry(archive: &Archive, entry: &Value) -> Loading {
    let before_25 = |name: &String| {
        let folder = name.strip_suffix("layer.tar").unwrap_or_default();
        archive.find(name.as_bytes()).is_some() && archive.find(format!("{folder}VERSION").as_bytes()).is_some()
    };
    let sources = entry.get("LayerSources").is_some_and(Value::is_object);
    let by_classic_store = sources || json::texts(entry, "Layers").first().is_some_and(before_25);
    Loading { listed: true, by_classic_store, ..Loading::default() }
}
