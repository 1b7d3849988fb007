//! `docker save`: an image as an archive that engines load. Layers that are plain in the opened files become slices of them, so saving costs
//! nothing however large they are.
//!
//! *Source:* moby image/tarexport/save.go since version 25; OCI image-layout.

use super::blob_key::BlobKey;
use super::layer_store::LayerStore;
use crate::archive::{Plan, Stored, give_all};
use crate::compression::Codec;
use crate::image::{Image, Layer, full_name, sha256_digest, split_tag};
use crate::problem::{Kind, Problem, Result};
use crate::report::go_json;
use crate::source::{Feed, Span, Stream, Window};
use crate::tar_format::{FileKind, Written, headers};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const BLOCK: u64 = 512;
const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";

/// Some bytes of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Made here: headers, documents, padding.
    Bytes(Vec<u8>),
    /// A range of an opened file.
    Slice {
        /// Which.
        file: usize,
        /// Where.
        span: Span,
    },
    /// A blob as it is stored in a compressed archive: a task has to read it.
    Stored(Plan),
}

/// A blob: its digest is its name.
enum Blob<'i> {
    Document(Vec<u8>),
    Layer(&'i Plan),
}

/// An image's archive. Layers stay as they are stored, compressed or not.
///
/// *Errors:* `NotFound` for a layer whose digest is not known before it is hashed; the layer's own problem when it is missing.
pub fn save(image: &Image, store: &LayerStore) -> Result<Vec<Part>> {
    let mut blobs: BTreeMap<String, Blob> = BTreeMap::new();
    let mut document = |bytes: Vec<u8>| {
        let (digest, size) = (sha256_digest(&bytes), bytes.len());
        blobs.insert(hex_of(&digest).to_owned(), Blob::Document(bytes));
        (digest, size)
    };
    let config = match &*image.config.bytes {
        [] => go_json(&image.config.value.to_string()).into_bytes(),
        bytes => bytes.to_vec(),
    };
    let config = document(config);
    let mut layers = Vec::new();
    for (index, layer) in image.layers.iter().enumerate() {
        let (digest, plan) = blob(store, layer, index)?;
        layers.push((digest, plan, layer));
    }
    let descriptor = |(digest, plan, layer): &(String, &Plan, &Layer)| {
        let media_type = match layer.codec {
            Codec::None => "application/vnd.oci.image.layer.v1.tar".to_owned(),
            codec => format!("application/vnd.oci.image.layer.v1.tar+{}", codec.name()),
        };
        json!({ "mediaType": media_type, "digest": digest, "size": plan.span.len })
    };
    let manifest = json!({
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": { "mediaType": "application/vnd.oci.image.config.v1+json", "digest": config.0, "size": config.1 },
        "layers": layers.iter().map(descriptor).collect::<Vec<_>>(),
    });
    let manifest = document(manifest.to_string().into_bytes());
    let top = layers.last().map(|(digest, ..)| hex_of(digest).to_owned()).unwrap_or_default();
    let tags = tags(image);
    let sources: Map<String, Value> =
        layers.iter().filter_map(|layer| Some((layer.2.diff_id.clone()?, descriptor(layer)))).collect();
    let names: Vec<String> = layers.iter().map(|(digest, ..)| path_of(hex_of(digest))).collect();
    for (digest, plan, _) in &layers {
        blobs.entry(hex_of(digest).to_owned()).or_insert(Blob::Layer(plan));
    }
    let docker =
        json!([{ "Config": path_of(hex_of(&config.0)), "RepoTags": tags, "Layers": names, "LayerSources": sources }]);
    let mut archive = Archive::default();
    archive.folder("blobs");
    archive.folder("blobs/sha256");
    for (hex, blob) in blobs {
        match blob {
            Blob::Document(bytes) => archive.file(&path_of(&hex), bytes),
            Blob::Layer(plan) => archive.blob(&path_of(&hex), plan),
        }
    }
    archive.file("index.json", index(&manifest, &tags).to_string().into_bytes());
    archive.file("manifest.json", go_json(&docker.to_string()).into_bytes());
    archive.file("oci-layout", br#"{"imageLayoutVersion":"1.0.0"}"#.to_vec());
    if !tags.is_empty() {
        archive.file("repositories", repositories(&tags, &top).to_string().into_bytes());
    }
    Ok(archive.finish())
}

/// A layer's digest as it is stored, and the way to it.
fn blob<'i>(store: &LayerStore, layer: &'i Layer, index: usize) -> Result<(String, &'i Plan)> {
    let missing = || layer.problem.clone().unwrap_or_else(|| Problem::new(Kind::MissingMember));
    let plan = layer.plan.as_ref().ok_or_else(|| missing().layer(index))?;
    let hashed = BlobKey::of(layer).and_then(|key| store.digests(&key)?.blob.clone());
    // Plain bytes are what the diff_id proves.
    let plain = layer.diff_id.clone().filter(|_| layer.codec == Codec::None);
    let digest = hashed.or_else(|| layer.blob_digest.clone()).or(plain).filter(|d| d.starts_with("sha256:"));
    let unknown = || Problem::new(Kind::NotFound).layer(index).detail("the digest of the layer is not known yet");
    Ok((digest.ok_or_else(unknown)?, plan))
}

fn hex_of(digest: &str) -> &str {
    digest.strip_prefix("sha256:").unwrap_or(digest)
}

fn path_of(hex: &str) -> String {
    format!("blobs/sha256/{hex}")
}

/// Names that `docker load` takes: with a tag, and no digest.
fn tags(image: &Image) -> Vec<String> {
    let named = image.names.iter().filter(|name| !name.contains('@'));
    named.map(|name| if split_tag(name).1.is_some() { name.clone() } else { format!("{name}:latest") }).collect()
}

fn index((digest, size): &(String, usize), tags: &[String]) -> Value {
    let plain = json!({ "mediaType": MANIFEST, "digest": digest, "size": size });
    let tagged = |tag: &String| {
        let mut descriptor = plain.clone();
        let annotations = json!({
            "io.containerd.image.name": full_name(tag),
            "org.opencontainers.image.ref.name": split_tag(tag).1,
        });
        if let Some(descriptor) = descriptor.as_object_mut() {
            descriptor.insert("annotations".into(), annotations);
        }
        descriptor
    };
    let mut manifests: Vec<Value> = tags.iter().map(tagged).collect();
    if manifests.is_empty() {
        manifests.push(plain);
    }
    json!({ "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": manifests })
}

fn repositories(tags: &[String], top: &str) -> Value {
    let mut repositories: Map<String, Value> = Map::new();
    for tag in tags {
        let (repository, tag) = split_tag(tag);
        let entry = repositories.entry(repository).or_insert_with(|| json!({}));
        if let (Some(entry), Some(tag)) = (entry.as_object_mut(), tag) {
            entry.insert(tag.to_owned(), json!(top));
        }
    }
    Value::Object(repositories)
}

/// A tar of parts.
#[derive(Default)]
struct Archive(Vec<Part>);

impl Archive {
    fn bytes(&mut self, bytes: &[u8]) {
        match self.0.last_mut() {
            Some(Part::Bytes(last)) => last.extend_from_slice(bytes),
            _ => self.0.push(Part::Bytes(bytes.to_vec())),
        }
    }

    fn header(&mut self, path: &str, kind: FileKind, size: u64) {
        let mode = if kind == FileKind::Dir { 0o755 } else { 0o644 };
        self.bytes(&headers(&Written {
            path: path.as_bytes(),
            link: b"",
            kind,
            mode,
            uid: 0,
            gid: 0,
            size,
            mtime: 0,
            mtime_nanos: 0,
            device: (0, 0),
            xattrs: Vec::new(),
        }));
    }

    fn folder(&mut self, path: &str) {
        self.header(path, FileKind::Dir, 0);
    }

    fn pad(&mut self, size: u64) {
        let zeros = size.next_multiple_of(BLOCK) - size;
        self.bytes(&vec![0; zeros as usize]);
    }

    fn file(&mut self, path: &str, bytes: Vec<u8>) {
        self.header(path, FileKind::File, bytes.len() as u64);
        self.bytes(&bytes);
        self.pad(bytes.len() as u64);
    }

    fn blob(&mut self, path: &str, plan: &Plan) {
        let Plan { file, span, .. } = *plan;
        self.header(path, FileKind::File, span.len);
        self.0.push(match plan.outer {
            Codec::None => Part::Slice { file, span },
            _ => Part::Stored(plan.clone()),
        });
        self.pad(span.len);
    }

    fn finish(mut self) -> Vec<Part> {
        self.bytes(&[0; 2 * BLOCK as usize]);
        self.0
    }
}

impl Part {
    /// Gives its bytes, until `each` has enough. *Errors:* those of reading; `Truncated`.
    pub async fn copy(&self, feed: &Feed, each: &mut dyn FnMut(&[u8]) -> bool) -> Result<()> {
        let (len, mut stream) = match self {
            Self::Bytes(bytes) => {
                each(bytes);
                return Ok(());
            }
            Self::Slice { file, span } => (span.len, Stored::Plain(Window::through(feed, *file, *span))),
            Self::Stored(plan) => (plan.span.len, plan.stored_through(feed).await?),
        };
        let mut wanted = true;
        let mut give = |bytes: &[u8]| {
            wanted = each(bytes);
            wanted
        };
        give_all(&mut stream, &mut give).await?;
        if wanted && stream.position() < len {
            return Err(Box::new(Problem::new(Kind::Truncated).at(stream.position())));
        }
        Ok(())
    }
}

/// Gives all parts one after the other. *Errors:* as `Part::copy`.
pub async fn write_parts(parts: &[Part], feed: &Feed, each: &mut dyn FnMut(&[u8]) -> bool) -> Result<()> {
    for part in parts {
        part.copy(feed, each).await?;
    }
    Ok(())
}
