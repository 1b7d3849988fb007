//! The manifest that containerd makes of an image of manifest.json, for it stores no image without one. *Source:* containerd
//! core/images/archive/importer.go, observed with Docker 28.

use super::digest::sha256_digest;
use super::model::Image;
use crate::compression::Codec;
use serde_json::{Value, json};

const MANIFEST: &str = "application/vnd.docker.distribution.manifest.v2+json";
const CONFIG: &str = "application/vnd.docker.container.image.v1+json";
const LAYER: &str = "application/vnd.docker.image.rootfs.diff.tar";

/// Its descriptor and its bytes; `None` = a layer is missing, its compression is one that containerd does not know, or `blob` does not
/// know its digest. `blob`: the digest of a layer's bytes as they are stored. A store that already holds a compressed form of a layer
/// names that one instead: this is the manifest that an empty store makes.
pub fn imported_manifest(image: &Image, blob: &dyn Fn(usize) -> Option<String>) -> Option<(Value, u64)> {
    if !image.loading.listed || image.config.bytes.is_empty() {
        return None;
    }
    let mut layers = Vec::with_capacity(image.layers.len());
    for (index, layer) in image.layers.iter().enumerate() {
        let plan = layer.plan.as_ref().filter(|_| layer.problem.is_none())?;
        let ending = match layer.codec {
            Codec::None => "",
            Codec::Gzip => ".gzip",
            Codec::Zstd => ".zstd",
            _ => return None,
        };
        layers.push(json!({ "mediaType": format!("{LAYER}{ending}"), "digest": blob(index)?, "size": plan.span.len }));
    }
    let config = json!({ "mediaType": CONFIG, "digest": image.id, "size": image.config.bytes.len() });
    let manifest = json!({ "schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": layers });
    let ordered = manifest.to_string();
    let size = ordered.len() as u64;
    Some((json!({ "mediaType": MANIFEST, "digest": sha256_digest(ordered.as_bytes()), "size": size }), size))
}
