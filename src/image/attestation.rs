//! Attestations (provenance, SBOM): manifests that speak of an image and are none. They stand under the image they speak of.

use super::{Image, json, oci};
use crate::archive::Archive;
use crate::limits::DOCUMENT_BYTES;
use crate::source::Feed;
use serde_json::Value;
use std::collections::HashMap;

/// One attestation manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attestation {
    /// Its own digest.
    pub digest: String,
    /// Digest of the manifest that it speaks of.
    pub subject: Option<String>,
    /// What it holds.
    pub statements: Vec<Statement>,
}

/// One in-toto statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its digest.
    pub digest: String,
    /// `https://slsa.dev/provenance/v0.2`, `https://spdx.dev/Document`, as the annotation says.
    pub predicate: String,
    /// The archive's member, when it is there.
    pub member: Option<usize>,
    /// Bytes.
    pub size: u64,
}

/// The descriptor leads to an attestation. *Source:* BuildKit docs/attestations/attestation-storage.md; OCI 1.1 `artifactType`.
pub fn is_one(descriptor: &Value) -> bool {
    let annotated = descriptor.get("annotations").is_some_and(|a| a.get("vnd.docker.reference.type").is_some());
    let nowhere = |p: &Value| json::text(p, "os") == "unknown" && json::text(p, "architecture") == "unknown";
    annotated
        || descriptor.get("platform").is_some_and(nowhere)
        || descriptor.get("artifactType").is_some_and(Value::is_string)
}

/// The manifest itself is none of an image: it speaks of another, or its config is the empty one. *Source:* OCI image-spec 1.1,
/// manifest.md, "Guidelines for Artifact Usage".
pub fn is_manifest(manifest: &Value) -> bool {
    let empty = |config: &Value| json::text(config, "mediaType") == "application/vnd.oci.empty.v1+json";
    let given = |key: &str| manifest.get(key).is_some_and(|v| !v.is_null());
    given("artifactType") || given("subject") || manifest.get("config").is_some_and(empty)
}

/// Reads the attestations that an index lists and gives each to its image; one without a known subject to the first image.
pub async fn give(archive: &Archive, feed: &Feed, descriptors: &[Value], images: &mut [Image]) {
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

/// The attestation, and the member that is its config: it says nothing, but belongs to it.
async fn read(archive: &Archive, feed: &Feed, descriptor: &Value) -> (Attestation, Option<usize>) {
    let digest = json::text(descriptor, "digest");
    let manifest = match oci::blob(archive, &digest) {
        Ok(member) => json::read(archive, feed, member, DOCUMENT_BYTES).await.ok(),
        Err(_) => None,
    };
    let annotated = descriptor.get("annotations").and_then(|a| json::some_text(a, "vnd.docker.reference.digest"));
    let subject = annotated.or_else(|| manifest.as_ref()?.get("subject").and_then(|s| json::some_text(s, "digest")));
    let statement = |layer: &Value| {
        let digest = json::text(layer, "digest");
        let predicate = layer.get("annotations").and_then(|a| json::some_text(a, "in-toto.io/predicate-type"));
        let member = oci::blob(archive, &digest).ok();
        let size = member.and_then(|m| archive.members.get(m)).map_or(0, |m| m.entry.stored);
        Statement { predicate: predicate.unwrap_or_else(|| json::text(layer, "mediaType")), member, size, digest }
    };
    let statements =
        manifest.as_ref().map(|m| json::list(m, "layers").iter().map(statement).collect()).unwrap_or_default();
    let config = manifest.as_ref().and_then(|m| m.get("config")).map(|c| json::text(c, "digest"));
    (Attestation { digest, subject, statements }, config.and_then(|digest| oci::blob(archive, &digest).ok()))
}
