//! What an index leads to beside images: artifacts, and the indexes above each manifest. Only what names a subject hangs on an image.

use super::annotation::{self, Annotation, Place, annotations};
use super::artifact::{Artifact, Blob};
use super::media_types::ArtifactKind;
use super::model::{Image, Images};
use super::provenance::{self, Material};
use super::subject::Subject;
use super::{attestation, json};
use crate::archive::Archive;
use crate::limits::{INDEXES_OF_MANIFEST, STATEMENT_BYTES};
use crate::source::Feed;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Artifacts and indexes, gathered on the way through an index.
#[derive(Default)]
pub struct Beside {
    artifacts: Vec<Artifact>,
    /// Digest of an artifact → its place in `artifacts`.
    known: HashMap<String, usize>,
    /// Digest of a manifest or an index → those of the indexes that name it.
    parents: HashMap<String, Vec<String>>,
    /// Digest of an index → its own annotations.
    indexes: HashMap<String, Vec<Annotation>>,
    /// Digest of a manifest → annotations of its descriptors.
    descriptors: HashMap<String, Vec<Annotation>>,
}

impl Beside {
    /// Takes an index; the one at the top has no digest of its own.
    pub fn add_index(&mut self, digest: Option<&str>, document: &Value) {
        let own = digest.unwrap_or_default();
        self.indexes.insert(own.to_owned(), annotations(document.get("annotations"), Place::Index));
        for descriptor in json::list(document, "manifests") {
            let child = json::text(descriptor, "digest");
            let parents = self.parents.entry(child.clone()).or_default();
            if parents.len() < INDEXES_OF_MANIFEST && !parents.iter().any(|parent| parent == own) {
                parents.push(own.to_owned());
            }
            let known = self.descriptors.entry(child).or_default();
            annotation::add(known, annotations(descriptor.get("annotations"), Place::Index));
        }
    }

    /// Takes an artifact. One that several names lead to is one artifact.
    pub fn add_artifact(&mut self, artifact: Artifact) {
        match self.known.get(&artifact.digest).and_then(|at| self.artifacts.get_mut(*at)) {
            Some(known) => {
                known.subject = known.subject.take().or(artifact.subject);
                known.names.extend(artifact.names);
                annotation::add(&mut known.annotations, artifact.annotations);
            }
            None => {
                self.known.insert(artifact.digest.clone(), self.artifacts.len());
                self.artifacts.push(artifact);
            }
        }
    }

    /// There is an artifact that stands for itself: not only BuildKit's attestations of images, which may all be missing.
    pub fn has_more_than_attestations(&self) -> bool {
        let marked = |artifact: &Artifact| artifact.annotations.iter().any(|a| a.key == "vnd.docker.reference.type");
        self.artifacts.iter().any(|artifact| artifact.member.is_some() && !marked(artifact))
    }

    /// Gives the images what is about them, and the archive its artifacts.
    pub async fn attach(mut self, archive: &Archive, feed: &Feed, images: &mut Images) {
        let mut by_digest: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, image) in images.list.iter_mut().enumerate() {
            let Some(manifest) = image.manifest.clone() else { continue };
            let indexes = self.above(&manifest);
            self.annotate(image, &manifest, &indexes);
            for digest in indexes.iter().chain([&manifest]) {
                by_digest.entry(digest.clone()).or_default().push(at);
            }
            image.indexes = indexes.into_iter().filter(|digest| !digest.is_empty()).collect();
        }
        for artifact in &mut self.artifacts {
            let materials = read_statements(archive, feed, artifact).await;
            let about = artifact.subject.as_ref().and_then(|subject| by_digest.get(&subject.digest));
            for at in about.into_iter().flatten() {
                let Some(image) = images.list.get_mut(*at) else { continue };
                image.materials.extend(materials.iter().cloned());
                if matches!(artifact.kind, ArtifactKind::Attestation | ArtifactKind::Sbom) {
                    image.attestations.push(attestation::of(archive, artifact));
                }
            }
        }
        images.artifacts.append(&mut self.artifacts);
    }

    /// The indexes that lead to a manifest, the nearest first.
    fn above(&self, manifest: &str) -> Vec<String> {
        let (mut found, mut seen) = (Vec::new(), HashSet::from([manifest]));
        let mut pending = vec![manifest];
        while let Some(digest) = pending.pop() {
            for parent in self.parents.get(digest).into_iter().flatten() {
                if found.len() < INDEXES_OF_MANIFEST && seen.insert(parent) {
                    found.push(parent.clone());
                    pending.push(parent);
                }
            }
        }
        found
    }

    /// Annotations of the descriptors and the indexes come before those of the manifest.
    fn annotate(&self, image: &mut Image, manifest: &str, indexes: &[String]) {
        let mut all = Vec::new();
        let nested = indexes.iter().filter(|digest| !digest.is_empty());
        for digest in [manifest].into_iter().chain(nested.map(String::as_str)) {
            annotation::add(&mut all, self.descriptors.get(digest).into_iter().flatten().cloned());
        }
        for digest in indexes {
            annotation::add(&mut all, self.indexes.get(digest).into_iter().flatten().cloned());
        }
        annotation::add(&mut all, image.annotations.drain(..));
        image.annotations = all;
    }
}

/// Reads the statements of an artifact for its subject, where no document names one, and for the materials of a build.
async fn read_statements(archive: &Archive, feed: &Feed, artifact: &mut Artifact) -> Vec<Material> {
    let mut materials = Vec::new();
    if !matches!(artifact.kind, ArtifactKind::Attestation | ArtifactKind::Signature) {
        return materials;
    }
    for blob in &artifact.blobs {
        let Some(member) = blob.member.filter(|_| may_say(blob, artifact.subject.is_some())) else { continue };
        let Ok(document) = json::read(archive, feed, member, STATEMENT_BYTES).await else { continue };
        artifact.subject = artifact.subject.take().or_else(|| Subject::in_content(&document));
        materials.extend(provenance::materials(&document, &blob.digest));
    }
    materials
}

/// A statement that is worth reading: its predicate may be provenance, or no document names the subject.
fn may_say(blob: &Blob, has_subject: bool) -> bool {
    const PREDICATES: [&str; 3] = ["in-toto.io/predicate-type", "predicateType", "dev.sigstore.bundle.predicateType"];
    let predicate = blob.annotations.iter().find(|a| PREDICATES.contains(&a.key.as_str()));
    !blob.config && (!has_subject || predicate.is_none_or(|a| provenance::is_provenance(&a.value)))
}
