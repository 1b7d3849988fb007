//! `index.json` of an OCI image layout: indexes inside indexes, manifests, blobs by digest.

use super::artifact::{Artifact, is_artifact, is_attestation, is_image};
use super::beside::Beside;
use super::blobs::blob;
use super::manifest::{from_manifest, is_build_record};
use super::media_types::is_plain_blob;
use super::model::{ArchiveForm, Image, Images, Pointer};
use super::reference::ref_name;
use super::{json, loading};
use crate::archive::Archive;
use crate::limits::{DOCUMENT_BYTES, IMAGES, INDEX_DEPTH};
use crate::problem::{Kind, Problem, Result};
use crate::source::Feed;
use serde_json::Value;
use std::collections::{HashSet, VecDeque};

/// A descriptor to read: the depth of its index, and the name that it inherits from it.
pub struct Pending {
    pub descriptor: Value,
    pub depth: usize,
    pub name: Option<String>,
    /// The indexes that lead to it.
    pub path: Vec<Pointer>,
}

impl Pending {
    /// The way to what it names, itself the last.
    pub fn path(&self, archive: &Archive) -> Vec<Pointer> {
        let member = blob(archive, &json::text(&self.descriptor, "digest")).ok();
        let bytes = member.and_then(|member| archive.members.get(member)).map_or(0, |member| member.entry.stored);
        let own = Pointer { descriptor: self.descriptor.clone(), bytes };
        self.path.iter().cloned().chain([own]).collect()
    }
}

/// The images of a layout, in the index's order. A platform whose blobs are missing is a problem of low severity:
/// containerd's exports list every platform and hold one.
pub async fn images(archive: &Archive, feed: &Feed, index: usize) -> Result<Images> {
    let document = json::read(archive, feed, index, DOCUMENT_BYTES).await?;
    let mut images = from_index(archive, feed, &document).await?;
    loading::complete(archive, &document, &mut images.list);
    Ok(images)
}

/// The same from a parsed index.
pub async fn from_index(archive: &Archive, feed: &Feed, document: &Value) -> Result<Images> {
    let mut images = Images {
        form: ArchiveForm::Oci,
        list: Vec::new(),
        artifacts: Vec::new(),
        problems: Vec::new(),
        documents: Vec::new(),
        build_records: Vec::new(),
    };
    let mut seen = HashSet::new();
    let mut beside = Beside::default();
    beside.add_index(None, document);
    let mut pending: VecDeque<Pending> = children(document, 0, None, &[]).into();
    while let Some(next) = pending.pop_front() {
        let digest = json::text(&next.descriptor, "digest");
        if !seen.insert((digest.clone(), next.name.clone())) || seen.len() > IMAGES {
            continue;
        }
        images.documents.extend(blob(archive, &digest).ok());
        match describe(archive, feed, &next, &digest).await {
            Ok(Described::Image(image)) => images.list.push(*image),
            // Depth first: a nested index's images take the index's place.
            Ok(Described::Index(index)) => {
                beside.add_index(Some(&digest), &index);
                let children = children(&index, next.depth + 1, next.name.as_deref(), &next.path(archive));
                children.into_iter().rev().for_each(|c| pending.push_front(c));
            }
            Ok(Described::Artifact(artifact)) => beside.add_artifact(*artifact),
            Ok(Described::BuildRecord(member)) => images.build_records.push(member),
            Ok(Described::Other) => {}
            Err(_) if is_no_image(&next.descriptor) => {
                beside.add_artifact(Artifact::new(archive, &next.descriptor, None, next.name));
            }
            Err(problem) => images.problems.push(*problem),
        }
    }
    if images.list.is_empty() && images.build_records.is_empty() && !beside.has_more_than_attestations() {
        let first = images.problems.into_iter().next();
        return Err(Box::new(
            first.unwrap_or_else(|| Problem::new(Kind::NoImages).member("index.json").detail("it lists no image")),
        ));
    }
    beside.attach(archive, feed, &mut images).await;
    for problem in &mut images.problems {
        problem.severity = crate::problem::Severity::Info;
    }
    Ok(images)
}

/// The descriptor alone says that its manifest is no image's.
pub fn is_no_image(descriptor: &Value) -> bool {
    is_attestation(descriptor) || descriptor.get("artifactType").is_some_and(Value::is_string)
}

enum Described {
    Image(Box<Image>),
    Index(Value),
    Artifact(Box<Artifact>),
    /// The manifest's member.
    BuildRecord(usize),
    Other,
}

async fn describe(archive: &Archive, feed: &Feed, next: &Pending, digest: &str) -> Result<Described> {
    let name = || next.name.clone();
    if is_plain_blob(&json::text(&next.descriptor, "mediaType")) {
        return Ok(Described::Artifact(Box::new(Artifact::of_blob(archive, &next.descriptor, name()))));
    }
    let member = blob(archive, digest)?;
    let manifest = json::read(archive, feed, member, DOCUMENT_BYTES).await?;
    let lists = manifest.get("manifests").is_some_and(Value::is_array);
    if lists && manifest.get("layers").is_none() {
        if next.depth >= INDEX_DEPTH {
            let problem = Problem::new(Kind::Limit).member(digest);
            return Err(Box::new(problem.detail(format!("indexes nested more than {INDEX_DEPTH} deep"))));
        }
        return Ok(Described::Index(manifest));
    }
    if is_build_record(&manifest) {
        return Ok(Described::BuildRecord(member));
    }
    if !is_image(&manifest) {
        return Ok(if is_artifact(&manifest) {
            Described::Artifact(Box::new(Artifact::new(archive, &next.descriptor, Some(&manifest), name())))
        } else {
            Described::Other
        });
    }
    let Some(mut image) = from_manifest(archive, feed, &manifest, name().into_iter().collect()).await? else {
        return Ok(Described::Other);
    };
    if lists {
        // CVE-2021-41190: one reader may take it for a manifest, another for an index.
        image
            .problems
            .push(Problem::new(Kind::Contradiction).warning().member(digest).detail("both layers and manifests"));
    }
    image.manifest = Some(digest.to_owned());
    image.loading.path = next.path(archive);
    image.documents.push(member);
    Ok(Described::Image(Box::new(image)))
}

/// The descriptors of an index. Those without a name inherit `name`.
pub fn children(index: &Value, depth: usize, name: Option<&str>, path: &[Pointer]) -> Vec<Pending> {
    let list = json::list(index, "manifests").iter().map(|descriptor| Pending {
        name: ref_name(descriptor).or_else(|| name.map(str::to_owned)),
        descriptor: descriptor.clone(),
        depth,
        path: path.to_vec(),
    });
    list.collect()
}
