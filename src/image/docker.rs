//! `manifest.json`: `docker save`, podman, skopeo and others write it, `docker load` reads it.

use super::assemble::assemble;
use super::config::Config;
use super::layer_order::{ListedLayer, digest_in_name};
use super::model::{ArchiveForm, Image, Images};
use super::{json, loading, skopeo_dir};
use crate::archive::Archive;
use crate::limits::{CONFIG_BYTES, DOCUMENT_BYTES, IMAGES};
use crate::problem::{Kind, Problem, Result};
use crate::source::Feed;
use serde_json::Value;

/// The images that `manifest.json` lists. An unusable image is a problem; the call fails only when all are unusable.
pub async fn images(archive: &Archive, feed: &Feed, manifest: usize) -> Result<Images> {
    let document = json::read(archive, feed, manifest, DOCUMENT_BYTES).await?;
    let Some(list) = document.as_array() else {
        if let Some(images) = skopeo_dir::images(archive, feed, manifest, &document).await? {
            return Ok(images);
        }
        return Err(Box::new(Problem::new(Kind::BadJson).member("manifest.json").detail("not an array of images")));
    };
    let mut images = Images {
        form: ArchiveForm::Docker,
        list: Vec::new(),
        artifacts: Vec::new(),
        problems: Vec::new(),
        documents: Vec::new(),
        build_records: Vec::new(),
    };
    for entry in list.iter().take(IMAGES + 1) {
        match image(archive, feed, entry).await {
            Ok(image) => images.list.push(image),
            Err(problem) => images.problems.push(*problem),
        }
    }
    if !images.list.is_empty() {
        return Ok(images);
    }
    let first = images.problems.into_iter().next();
    Err(Box::new(
        first.unwrap_or_else(|| Problem::new(Kind::NoImages).member("manifest.json").detail("it lists no image")),
    ))
}

async fn image(archive: &Archive, feed: &Feed, entry: &Value) -> Result<Image> {
    let config = json::text(entry, "Config");
    let missing = || Box::new(Problem::new(Kind::MissingConfig).member(&*config));
    let member = archive.find(config.as_bytes()).ok_or_else(missing)?;
    let bytes = json::bytes(archive, feed, member, CONFIG_BYTES).await?;
    let named = |p: Box<Problem>| Box::new(p.member(&*config));
    let parsed = Config::parse(&bytes).map_err(named)?;
    // `LayerSources` has the descriptors of foreign layers, by diff_id.
    let origin = |at: usize| entry.get("LayerSources")?.get(parsed.diff_ids.get(at)?);
    let found = json::texts(entry, "Layers").into_iter().enumerate().map(|(at, name)| {
        let origin = origin(at).unwrap_or(&Value::Null);
        let (media_type, urls) = (json::some_text(origin, "mediaType"), json::texts(origin, "urls"));
        let size = json::descriptor_size(origin);
        ListedLayer { member: archive.find(name.as_bytes()), name, media_type, size, urls, ..ListedLayer::default() }
    });
    let found: Vec<ListedLayer> = found.collect();
    let mut image = assemble(archive, feed, parsed, found, json::texts(entry, "RepoTags")).await.map_err(named)?;
    image.documents.push(member);
    image.loading = loading::of_entry(archive, entry);
    image.wanted_id = digest_in_name(&config);
    if let Some(wanted) = image.wanted_id.as_ref().filter(|w| **w != image.id) {
        image.problems.push(Problem::new(Kind::DigestMismatch).warning().member(&*config).expected(wanted, &*image.id));
    }
    Ok(image)
}
