//! The `dir:` form of skopeo and podman: manifest.json is the image's own manifest or a list of manifests. Each blob is
//! a file named by its hash.

use super::manifest::from_manifest;
use super::model::{ArchiveForm, Images};
use super::{json, oci};
use crate::archive::Archive;
use crate::problem::Result;
use crate::source::Feed;
use serde_json::Value;

/// The images; `None` when the document is neither a manifest nor a list. *Errors:* as `oci::images`.
pub async fn images(archive: &Archive, feed: &Feed, member: usize, document: &Value) -> Result<Option<Images>> {
    let mut images = Images {
        form: ArchiveForm::Bare,
        list: Vec::new(),
        problems: Vec::new(),
        documents: Vec::new(),
        build_records: Vec::new(),
    };
    if document.get("config").is_none() && !json::list(document, "manifests").is_empty() {
        images = Images { form: ArchiveForm::Bare, ..oci::from_index(archive, feed, document).await? };
    } else {
        images.list.extend(from_manifest(archive, feed, document, Vec::new()).await?);
    }
    images.documents.push(member);
    images.documents.extend(archive.find(b"version"));
    Ok((!images.list.is_empty()).then_some(images))
}
