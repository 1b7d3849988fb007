//! Facts from `index.json` for images of manifest.json: attestations, digests of stored blobs, and platforms that
//! manifest.json leaves out. containerd's export of all platforms lists only one in manifest.json.

use super::annotation::{self, Place, annotations};
use super::artifact::{Artifact, is_artifact, is_image};
use super::beside::Beside;
use super::blobs::blob;
use super::json;
use super::loading;
use super::manifest::from_manifest;
use super::media_types::is_plain_blob;
use super::model::{Image, Images, Loading};
use super::oci::{Pending, children, is_no_image};
use crate::archive::{Archive, Member};
use crate::limits::{BARE_DOCUMENTS, DOCUMENT_BYTES, IMAGES, INDEX_DEPTH, V1_BYTES};
use crate::problem::{Kind, Problem};
use crate::source::Feed;
use crate::tar_format::FileKind;
use serde_json::Value;
use std::collections::{HashMap, HashSet, VecDeque};

/// Adds the facts to the images of manifest.json. It never fails: documents that are missing add nothing.
pub async fn add(archive: &Archive, feed: &Feed, images: &mut Images) {
    let Some(index) = archive.find(b"index.json") else { return };
    let index = match json::read(archive, feed, index, DOCUMENT_BYTES).await {
        Ok(index) => index,
        Err(problem) => return images.problems.push(problem.info()),
    };
    images.documents.extend(v1_documents(archive, feed).await);
    let mut seen = HashSet::new();
    let mut beside = Beside::default();
    beside.add_index(None, &index);
    let by_id: HashMap<String, usize> =
        images.list.iter().enumerate().rev().map(|(at, i)| (i.id.clone(), at)).collect();
    let mut pending: VecDeque<Pending> = children(&index, 0, None, &[]).into();
    while let Some(next) = pending.pop_front() {
        let digest = json::text(&next.descriptor, "digest");
        if !seen.insert(digest.clone()) || seen.len() > IMAGES {
            continue;
        }
        let member = blob(archive, &digest).ok();
        images.documents.extend(member);
        if is_plain_blob(&json::text(&next.descriptor, "mediaType")) {
            beside.add_artifact(Artifact::of_blob(archive, &next.descriptor, next.name));
            continue;
        }
        let read = match member {
            Some(member) => json::read(archive, feed, member, DOCUMENT_BYTES).await.ok(),
            None => None,
        };
        let Some(document) = read else {
            if is_no_image(&next.descriptor) {
                beside.add_artifact(Artifact::new(archive, &next.descriptor, None, next.name));
            }
            continue;
        };
        if !is_image(&document) && is_artifact(&document) {
            beside.add_artifact(Artifact::new(archive, &next.descriptor, Some(&document), next.name));
            continue;
        }
        let config = document.get("config").map(|c| json::text(c, "digest"));
        let Some(config) = config else {
            if next.depth < INDEX_DEPTH {
                beside.add_index(Some(&digest), &document);
                let nested = children(&document, next.depth + 1, next.name.as_deref(), &next.path(archive));
                nested.into_iter().rev().for_each(|c| pending.push_front(c));
            }
            continue;
        };
        match by_id.get(&config).and_then(|at| images.list.get_mut(*at)) {
            Some(image) => {
                add_manifest_facts(archive, image, &document);
                annotation::add(&mut image.annotations, annotations(document.get("annotations"), Place::Manifest));
                image.manifest = Some(digest);
                image.loading.path = next.path(archive);
            }
            None => {
                let path = next.path(archive);
                let names = next.name.into_iter().collect();
                let image = from_manifest(archive, feed, &document, names).await.ok().flatten();
                images.list.extend(image.filter(|i| i.layers.iter().any(|l| l.plan.is_some())).map(|image| Image {
                    documents: image.documents.iter().copied().chain(member).collect(),
                    manifest: Some(digest),
                    loading: Loading { path, ..image.loading },
                    ..image
                }));
            }
        }
    }
    beside.attach(archive, feed, images).await;
    loading::complete(archive, &index, &mut images.list);
}

/// Docker from 25 on writes the v1 JSON of each layer into `blobs/`, and no document names it. *Source:* moby
/// image/tarexport/save.go, saveConfigAndLayer.
async fn v1_documents(archive: &Archive, feed: &Feed) -> Vec<usize> {
    let small = |m: &Member| m.entry.kind == FileKind::File && (2..V1_BYTES).contains(&m.entry.stored);
    let members = archive.members.iter().enumerate();
    let candidates = members.filter(|(_, m)| m.path.starts_with(b"blobs/") && small(m)).map(|(index, _)| index);
    let mut found = Vec::new();
    for index in candidates.take(BARE_DOCUMENTS) {
        let document = json::read(archive, feed, index, V1_BYTES).await.unwrap_or_default();
        if json::text(&document, "id").len() == 64 && document.get("rootfs").is_none() {
            found.push(index);
        }
    }
    found
}

/// Adds the manifest's digests and media types to an image of manifest.json, and a problem when their layers differ.
fn add_manifest_facts(archive: &Archive, image: &mut Image, manifest: &Value) {
    let layers = json::list(manifest, "layers");
    let members: Vec<Option<usize>> =
        layers.iter().map(|layer| blob(archive, &json::text(layer, "digest")).ok()).collect();
    let known: HashMap<usize, &Value> =
        members.iter().copied().zip(layers).filter_map(|(m, l)| Some((m?, l))).collect();
    let listed = image.layers.len();
    let detail = if layers.len() != listed {
        Some(format!("manifest.json lists {listed} layers, the manifest of index.json {}", layers.len()))
    } else if !members.iter().copied().eq(image.layers.iter().map(|l| l.member)) {
        Some("index.json leads to other layers than manifest.json, or to another order".to_owned())
    } else {
        None
    };
    if let Some(detail) = detail {
        let problem = Problem::new(Kind::Contradiction).warning().member("index.json");
        image.problems.push(problem.detail(format!("{detail}; as docker load does, manifest.json is read")));
    }
    for layer in &mut image.layers {
        let Some(descriptor) = layer.member.and_then(|m| known.get(&m)) else { continue };
        layer.blob_digest = layer.blob_digest.take().or_else(|| json::some_text(descriptor, "digest"));
        layer.media_type = layer.media_type.take().or_else(|| json::some_text(descriptor, "mediaType"));
    }
}
