//! The `dir:` form of skopeo and podman: manifest.json is the image's own manifest or a list of manifests. Each blob is
//! a file named by its hash.

use super::artifact::{Artifact, is_artifact, is_image};
use super::beside::Beside;
use super::digest::sha256_digest;
use super::manifest::from_manifest;
use super::model::{ArchiveForm, Images, Loading};
use super::{json, oci};
use crate::archive::Archive;
use crate::limits::DOCUMENT_BYTES;
use crate::problem::Result;
use crate::source::Feed;
use serde_json::{Value, json};

/// The images; `None` when the document is neither a manifest nor a list. *Errors:* as `oci::images`.
pub async fn images(archive: &Archive, feed: &Feed, member: usize, document: &Value) -> Result<Option<Images>> {
    let mut images = Images {
        form: ArchiveForm::Bare,
        list: Vec::new(),
        artifacts: Vec::new(),
        problems: Vec::new(),
        documents: Vec::new(),
        build_records: Vec::new(),
    };
    if document.get("config").is_none() && !json::list(document, "manifests").is_empty() {
        images = Images { form: ArchiveForm::Bare, ..oci::from_index(archive, feed, document).await? };
        // No engine loads this form.
        images.list.iter_mut().for_each(|image| image.loading = Loading::default());
    } else if !is_image(document) && is_artifact(document) {
        let digest = sha256_digest(&json::bytes(archive, feed, member, DOCUMENT_BYTES).await?);
        let artifact = Artifact::new(archive, &json!({ "digest": digest }), Some(document), None);
        let mut beside = Beside::default();
        beside.add_artifact(Artifact { member: Some(member), ..artifact });
        beside.attach(archive, feed, &mut images).await;
    } else {
        images.list.extend(from_manifest(archive, feed, document, Vec::new()).await?);
    }
    images.documents.push(member);
    images.documents.extend(archive.find(b"version"));
    Ok((!images.list.is_empty() || !images.artifacts.is_empty()).then_some(images))
}
