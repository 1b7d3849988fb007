//! Attestations (provenance, SBOM): manifests that describe an image. Each is shown under its image.

use super::blobs::blob;
use super::json;
use super::model::{Attestation, Image, Statement};
use crate::archive::Archive;
use crate::limits::DOCUMENT_BYTES;
use crate::source::Feed;
use serde_json::Value;
use std::collections::HashMap;

/// The descriptor is that of an attestation. *Source:* BuildKit docs/attestations/attestation-storage.md; OCI 1.1
/// `artifactType`.
pub fn is_descriptor(descriptor: &Value) -> bool {
    let annotated = descriptor.get("annotations").is_some_and(|a| a.get("vnd.docker.reference.type").is_some());
    let nowhere = |p: &Value| json::text(p, "os") == "unknown" && json::text(p, "architecture") == "unknown";
    annotated
        || descriptor.get("platform").is_some_and(nowhere)
        || descriptor.get("artifactType").is_some_and(Value::is_string)
}

/// The manifest is no image's: it has a subject, or its config is the empty one. *Source:* OCI image-spec 1.1,
/// manifest.md, "Guidelines for Artifact Usage".
pub fn is_manifest(manifest: &Value) -> bool {
    let empty = |config: &Value| json::text(config, "mediaType") == "application/vnd.oci.empty.v1+json";
    let given = |key: &str| manifest.get(key).is_some_and(|v| !v.is_null());
    given("artifactType") || given("subject") || manifest.get("config").is_some_and(empty)
}

/// Reads the attestations of an index and attaches each to its image. The first image gets those without a known
/// subject.
pub async fn attach(archive: &Archive, feed: &Feed, descriptors: &[Value], images: &mut [Image]) {
    let manifests = images.iter().enumerate().rev().filter_map(|(at, i)| Some((i.manifest.clone()?, at)));
    let by_manifest: HashMap<String, usize> = manifests.collect();
    for descriptor in descriptors {
        let (attestation, config) = read(archive, feed, descriptor).await;
        let index = attestation.subject.as_ref().and_then(|s| by_manifest.get(s)).copied().unwrap_or(0);
        if let Some(image) = images.get_mut(index) {
            image.attestations.push(attestation);
            image.documents.extend(config);
        }
    }
}

/// The attestation, and the member that is its config, which has no information of its own.
async fn read(archive: &Archive, feed: &Feed, descriptor: &Value) -> (Attestation, Option<usize>) {
    let digest = json::text(descriptor, "digest");
    let manifest = match blob(archive, &digest) {
        Ok(member) => json::read(archive, feed, member, DOCUMENT_BYTES).await.ok(),
        Err(_) => None,
    };
    let annotated = descriptor.get("annotations").and_then(|a| json::some_text(a, "vnd.docker.reference.digest"));
    let subject = annotated.or_else(|| manifest.as_ref()?.get("subject").and_then(|s| json::some_text(s, "digest")));
    let statement = |layer: &Value| {
        let digest = json::text(layer, "digest");
        let predicate = layer.get("annotations").and_then(|a| json::some_text(a, "in-toto.io/predicate-type"));
        let member = blob(archive, &digest).ok();
        let size = member.and_then(|m| archive.members.get(m)).map_or(0, |m| m.entry.stored);
        Statement { predicate: predicate.unwrap_or_else(|| json::text(layer, "mediaType")), member, size, digest }
    };
    let statements: Vec<Statement> =
        manifest.as_ref().map(|m| json::list(m, "layers").iter().map(statement).collect()).unwrap_or_default();
    let config = manifest.as_ref().and_then(|m| m.get("config")).map(|c| json::text(c, "digest"));
    let config = config.and_then(|digest| blob(archive, &digest).ok());
    let size = |member: Option<usize>| member.and_then(|m| archive.members.get(m)).map_or(0, |m| m.entry.stored);
    let bytes = statements.iter().map(|statement| statement.size);
    let bytes = bytes.chain([size(blob(archive, &digest).ok()), size(config)]).fold(0, u64::saturating_add);
    (Attestation { digest, subject, bytes, statements }, config)
}
