//! Attestations (provenance, SBOM): artifacts that make statements about an image. Each is shown under its image.

use super::artifact::{Artifact, Blob};
use super::model::{Attestation, Statement};
use crate::archive::Archive;

/// The attestation that an artifact is: its blobs are statements. A config says nothing about the image.
pub fn of(archive: &Archive, artifact: &Artifact) -> Attestation {
    let stored = |member: Option<usize>| member.and_then(|m| archive.members.get(m)).map_or(0, |m| m.entry.stored);
    let statement = |blob: &Blob| {
        let named = blob.annotations.iter().find(|a| a.key == "in-toto.io/predicate-type" || a.key == "predicateType");
        Statement {
            predicate: named.map_or_else(|| blob.media_type.clone(), |annotation| annotation.value.clone()),
            member: blob.member,
            size: stored(blob.member),
            digest: blob.digest.clone(),
        }
    };
    let members = artifact.blobs.iter().map(|blob| blob.member).chain([artifact.member]);
    Attestation {
        digest: artifact.digest.clone(),
        bytes: members.map(stored).fold(0, u64::saturating_add),
        subject: artifact.subject.as_ref().map(|subject| subject.digest.clone()),
        statements: artifact.blobs.iter().filter(|blob| !blob.config).map(statement).collect(),
    }
}
