//! `index.json` of an OCI image layout: indexes inside indexes, manifests, blobs by digest.

use super::{ArchiveForm, Config, Images, ListedLayer, assemble, attestation, json, layer_order, schema1};
use crate::archive::Archive;
use crate::error::{Kind, Problem, Result};
use crate::limits::{CONFIG_BYTES, DOCUMENT_BYTES, IMAGES, INDEX_DEPTH};
use crate::source::Feed;
use serde_json::Value;
use std::collections::{HashSet, VecDeque};

/// A descriptor to look at: how deep its index stands, and the name that came down to it.
pub struct Pending {
    pub descriptor: Value,
    pub depth: usize,
    pub name: Option<String>,
}

/// The images of a layout, in the index's order. Platforms whose blobs are not there are told, not errors: containerd's
/// exports list every platform and hold one.
pub async fn images(archive: &Archive, feed: &Feed, index: usize) -> Result<Images> {
    from_index(archive, feed, &json::read(archive, feed, index, DOCUMENT_BYTES).await?).await
}

/// The same for an index that is read already.
pub async fn from_index(archive: &Archive, feed: &Feed, document: &Value) -> Result<Images> {
    let mut images = Images { form: ArchiveForm::Oci, list: Vec::new(), problems: Vec::new(), documents: Vec::new() };
    let mut seen = HashSet::new();
    let mut attestations = Vec::new();
    let mut pending: VecDeque<Pending> = children(document, 0, None).into();
    while let Some(next) = pending.pop_front() {
        let digest = json::text(&next.descriptor, "digest");
        if !seen.insert((digest.clone(), next.name.clone())) || seen.len() > IMAGES {
            continue;
        }
        if attestation::is_one(&next.descriptor) {
            images.documents.extend(blob(archive, &digest).ok());
            attestations.push(next.descriptor);
            continue;
        }
        images.documents.extend(blob(archive, &digest).ok());
        match look(archive, feed, &next, &digest).await {
            Ok(Look::Image(image)) => images.list.push(*image),
            // Depth first, so that a nested index's images stand where the index stood.
            Ok(Look::Index(children)) => children.into_iter().rev().for_each(|c| pending.push_front(c)),
            Ok(Look::Attestation) => attestations.push(next.descriptor),
            Ok(Look::Other) => {}
            Err(problem) => images.problems.push(*problem),
        }
    }
    if images.list.is_empty() {
        let first = images.problems.into_iter().next();
        return Err(Box::new(
            first.unwrap_or_else(|| Problem::new(Kind::NoImages).member("index.json").detail("it lists no image")),
        ));
    }
    attestation::give(archive, feed, &attestations, &mut images.list).await;
    for problem in &mut images.problems {
        problem.severity = crate::error::Severity::Info;
    }
    Ok(images)
}

enum Look {
    Image(Box<super::Image>),
    Index(Vec<Pending>),
    Attestation,
    Other,
}

async fn look(archive: &Archive, feed: &Feed, next: &Pending, digest: &str) -> Result<Look> {
    let member = blob(archive, digest)?;
    let manifest = json::read(archive, feed, member, DOCUMENT_BYTES).await?;
    let lists = manifest.get("manifests").is_some_and(Value::is_array);
    if lists && manifest.get("layers").is_none() {
        if next.depth >= INDEX_DEPTH {
            let problem = Problem::new(Kind::Limit).member(digest);
            return Err(Box::new(problem.detail(format!("indexes nested more than {INDEX_DEPTH} deep"))));
        }
        return Ok(Look::Index(children(&manifest, next.depth + 1, next.name.as_deref())));
    }
    if attestation::is_manifest(&manifest) {
        return Ok(Look::Attestation);
    }
    let names = next.name.clone().into_iter().collect();
    let Some(mut image) = from_manifest(archive, feed, &manifest, names).await? else {
        return Ok(Look::Other);
    };
    if lists {
        // CVE-2021-41190: a document that is both may be read as either.
        image
            .problems
            .push(Problem::new(Kind::Contradiction).warning().member(digest).detail("both layers and manifests"));
    }
    image.manifest = Some(digest.to_owned());
    image.documents.push(member);
    Ok(Look::Image(Box::new(image)))
}

/// An image from its manifest; `None` when the manifest describes something else.
pub async fn from_manifest(
    archive: &Archive,
    feed: &Feed,
    manifest: &Value,
    names: Vec<String>,
) -> Result<Option<super::Image>> {
    if schema1::is_one(manifest) {
        return schema1::image(archive, feed, manifest, names).await.map(Some);
    }
    let Some(config) = manifest.get("config") else { return Ok(None) };
    let config_digest = json::text(config, "digest");
    let config_member = blob(archive, &config_digest)?;
    let bytes = json::bytes(archive, feed, config_member, CONFIG_BYTES).await?;
    let found = json::list(manifest, "layers").iter().map(|layer| {
        let digest = json::text(layer, "digest");
        ListedLayer {
            member: blob(archive, &digest).ok(),
            name: blob_path(&digest).unwrap_or_else(|| digest.clone()),
            blob_digest: Some(digest),
            media_type: json::some_text(layer, "mediaType"),
            size: json::bytes_told(layer),
            urls: json::texts(layer, "urls"),
        }
    });
    let named = |p: Box<Problem>| Box::new(p.member(&*config_digest));
    let parsed = Config::parse(&bytes).map_err(named)?;
    let mut image = assemble(archive, feed, parsed, found.collect(), names).await.map_err(named)?;
    image.documents.push(config_member);
    if image.id != config_digest {
        image.problems.push(Problem::new(Kind::DigestMismatch).warning().expected(&*config_digest, &*image.id));
    }
    image.wanted_id = Some(config_digest);
    Ok(Some(image))
}

/// The descriptors of an index; a name given to the index goes to those that have none of their own.
pub fn children(index: &Value, depth: usize, name: Option<&str>) -> Vec<Pending> {
    let list = json::list(index, "manifests").iter().map(|descriptor| Pending {
        name: ref_name(descriptor).or_else(|| name.map(str::to_owned)),
        descriptor: descriptor.clone(),
        depth,
    });
    list.collect()
}

/// containerd writes the full name beside the OCI annotation, which may be a bare tag.
fn ref_name(descriptor: &Value) -> Option<String> {
    let annotations = descriptor.get("annotations")?;
    json::some_text(annotations, "io.containerd.image.name")
        .or_else(|| json::some_text(annotations, "org.opencontainers.image.ref.name"))
}

/// The member that holds a digest's bytes: `blobs/<alg>/<hex>`, or as go-containerregistry's tools name it.
pub fn blob(archive: &Archive, digest: &str) -> Result<usize> {
    let missing = || Box::new(Problem::new(Kind::MissingBlob).expected(digest, "nothing"));
    let path = blob_path(digest).ok_or_else(missing)?;
    archive.find(path.as_bytes()).or_else(|| layer_order::bare_blob(archive, digest)).ok_or_else(missing)
}

/// `blobs/<alg>/<hex>`; anything but `alg:hex` is no digest, so a document can't point outside.
fn blob_path(digest: &str) -> Option<String> {
    let (algorithm, hex) = digest.split_once(':')?;
    let fine = !algorithm.is_empty()
        && algorithm.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"+._-".contains(&b))
        && !hex.is_empty()
        && hex.bytes().all(|b| b.is_ascii_hexdigit());
    fine.then(|| format!("blobs/{algorithm}/{hex}"))
}
