//! Images without the document that lists them (an archive cut short, a folder of blobs): manifests or configs alone.

use super::artifact::{Artifact, is_image};
use super::assemble::assemble;
use super::beside::Beside;
use super::blobs::blob;
use super::config::Config;
use super::json;
use super::layer_order::{ListedLayer, digest_in_name};
use super::manifest::from_manifest;
use super::model::{ArchiveForm, Image, Images};
use crate::archive::{Archive, Member};
use crate::limits::{BARE_DOCUMENT_BYTES, BARE_DOCUMENTS, CONFIG_BYTES};
use crate::source::Feed;
use crate::tar_format::FileKind;
use serde_json::{Value, json};

/// Images from bare manifests; else from bare configs whose layers are members named by their diff_ids.
pub async fn images(archive: &Archive, feed: &Feed) -> Option<Images> {
    let mut documents: Vec<(usize, Value)> = Vec::new();
    for member in candidates(archive) {
        documents.extend(document(archive, feed, member).await.map(|document| (member, document)));
    }
    let manifests =
        documents.iter().filter(|(_, v)| v.get("config").is_some() && v.get("layers").is_some_and(Value::is_array));
    let mut problems = Vec::new();
    let mut list: Vec<Image> = Vec::new();
    let mut beside = Beside::default();
    for (member, manifest) in manifests {
        if !is_image(manifest) {
            beside.add_artifact(artifact(archive, *member, manifest));
            continue;
        }
        match from_manifest(archive, feed, manifest, Vec::new()).await {
            Ok(image) => list.extend(image.map(|mut image| {
                image.documents.push(*member);
                image
            })),
            Err(problem) => problems.push(*problem),
        }
    }
    if list.is_empty() && !beside.has_more_than_attestations() {
        let configs = documents.iter().filter(|(_, v)| v.get("rootfs").is_some_and(|r| r.get("diff_ids").is_some()));
        for (member, _) in configs {
            list.extend(from_config(archive, feed, *member).await);
        }
    }
    if list.is_empty() && !beside.has_more_than_attestations() {
        return None;
    }
    let mut images = Images {
        form: ArchiveForm::Bare,
        list,
        artifacts: Vec::new(),
        problems,
        documents: Vec::new(),
        build_records: Vec::new(),
    };
    beside.attach(archive, feed, &mut images).await;
    Some(images)
}

/// The artifact of a manifest that no index names: its member's name is its digest.
fn artifact(archive: &Archive, member: usize, manifest: &Value) -> Artifact {
    let path = archive.members.get(member).map(|m| String::from_utf8_lossy(&m.path));
    let digest = path.and_then(|path| digest_in_name(&path)).unwrap_or_default();
    let artifact = Artifact::new(archive, &json!({ "digest": digest }), Some(manifest), None);
    Artifact { member: Some(member), ..artifact }
}

fn candidates(archive: &Archive) -> impl Iterator<Item = usize> {
    let small = |m: &Member| m.entry.kind == FileKind::File && (2..=BARE_DOCUMENT_BYTES).contains(&m.entry.stored);
    let names = |m: &Member| digest_in_name(&String::from_utf8_lossy(&m.path)).is_some();
    let members = archive.members.iter().enumerate().filter(move |(_, m)| small(m) && names(m));
    members.map(|(index, _)| index).take(BARE_DOCUMENTS)
}

async fn document(archive: &Archive, feed: &Feed, member: usize) -> Option<Value> {
    archive.read(feed, member, CONFIG_BYTES).await.ok().filter(|bytes| bytes.starts_with(b"{"))?;
    json::read(archive, feed, member, CONFIG_BYTES).await.ok()
}

async fn from_config(archive: &Archive, feed: &Feed, member: usize) -> Option<Image> {
    let config = Config::parse(&json::bytes(archive, feed, member, CONFIG_BYTES).await.ok()?).ok()?;
    let found = config.diff_ids.iter().map(|diff_id| ListedLayer {
        member: blob(archive, diff_id).ok(),
        name: diff_id.clone(),
        ..ListedLayer::default()
    });
    let found: Vec<ListedLayer> = found.collect();
    if found.iter().all(|f| f.member.is_none()) {
        return None;
    }
    let mut image = assemble(archive, feed, config, found, Vec::new()).await.ok()?;
    image.documents.push(member);
    Some(image)
}
