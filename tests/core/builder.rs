//! An image, and the archives that tools make of it, built from what their sources say they write.
//!
//! `Image` is what is in it (layers, config, names); `Files` is an archive or a folder, member by member; `packing` is how a layer
//! or a whole archive is compressed. What each tool makes of them stands in `forms/`.

pub mod packing;

pub use packing::Packing;

use crate::support::Layer;
use layerscope::image::sha256_digest;
use serde_json::{Value, json};
use tar::{Builder, EntryType, Header};

/// The hex digits of a digest.
pub fn hex(digest: &str) -> &str {
    digest.trim_start_matches("sha256:")
}

/// The content of an image, before any tool writes it.
#[derive(Clone)]
pub struct Image {
    /// Uncompressed, base first.
    pub layers: Vec<Vec<u8>>,
    /// How each is stored.
    pub packing: Packing,
    /// The config document.
    pub config: Value,
    /// Its names.
    pub tags: Vec<String>,
}

impl Image {
    /// The image that all forms hold: files, links, a change, a whiteout, an opaque directory, a history of four steps.
    pub fn reference() -> Self {
        let base = Layer::new()
            .dir("etc/")
            .file("etc/motd", "hello")
            .file("etc/passwd", "root:x:0:0::/:/bin/sh\n")
            .dir("data/")
            .file("data/old", "to be deleted")
            .dir("data/sub/")
            .file("data/sub/hidden", "to be hidden")
            .symlink("bin/sh", "busybox");
        let change = Layer::new()
            .file("etc/motd", "hello again")
            .file("data/new", &"new ".repeat(500))
            .hardlink("data/same", "data/new");
        let delete = Layer::new()
            .file("data/.wh.old", "")
            .dir("data/sub/")
            .file("data/sub/.wh..wh..opq", "")
            .file("data/sub/shown", "shown");
        let layers = vec![base.bytes(), change.bytes(), delete.bytes()];
        let config = json!({
            "architecture": "amd64", "os": "linux", "created": "2024-02-03T04:05:06Z",
            "config": {"Cmd": ["sh"], "Env": ["PATH=/bin"]},
            "history": [
                {"created_by": "ADD base.tar /"}, {"created_by": "RUN change"},
                {"created_by": "ENV PATH=/bin", "empty_layer": true}, {"created_by": "RUN delete"},
            ],
            "rootfs": {"type": "layers", "diff_ids": layers.iter().map(|l| sha256_digest(l)).collect::<Vec<_>>()},
        });
        Self { layers, packing: Packing::Plain, config, tags: vec!["app:1".into()] }
    }

    /// The files that a container of the reference image sees, as one tar: `docker export`.
    pub fn flattened() -> Layer {
        Layer::new()
            .symlink("bin/sh", "busybox")
            .dir("data/")
            .file("data/new", &"new ".repeat(500))
            .hardlink("data/same", "data/new")
            .dir("data/sub/")
            .file("data/sub/shown", "shown")
            .dir("etc/")
            .file("etc/motd", "hello again")
            .file("etc/passwd", "root:x:0:0::/:/bin/sh\n")
    }

    pub fn tagged(mut self, tags: &[&str]) -> Self {
        self.tags = tags.iter().map(|t| (*t).to_owned()).collect();
        self
    }

    pub fn packed(mut self, packing: Packing) -> Self {
        // Entries that a tool adds to the tar before it compresses belong to the layer.
        self.layers = self.layers.into_iter().map(|l| packing.prepare(l)).collect();
        self.config["rootfs"]["diff_ids"] = self.layers.iter().map(|l| sha256_digest(l)).collect();
        self.packing = packing;
        self
    }

    pub fn for_platform(mut self, os: &str, architecture: &str, variant: Option<&str>) -> Self {
        self.config["os"] = os.into();
        self.config["architecture"] = architecture.into();
        if let Some(variant) = variant {
            self.config["variant"] = variant.into();
        }
        self
    }

    pub fn configured(mut self, change: impl Fn(&mut Value)) -> Self {
        change(&mut self.config);
        self
    }

    /// The middle layer twice: nothing changes, but for the count.
    pub fn with_a_layer_twice(mut self) -> Self {
        self.layers.insert(1, self.layers[1].clone());
        self.config["rootfs"]["diff_ids"] = self.layers.iter().map(|l| sha256_digest(l)).collect();
        self.config["history"].as_array_mut().unwrap().insert(1, json!({"created_by": "RUN change"}));
        self
    }

    pub fn config_bytes(&self) -> Vec<u8> {
        self.config.to_string().into_bytes()
    }

    /// The image id.
    pub fn id(&self) -> String {
        sha256_digest(&self.config_bytes())
    }

    pub fn diff_id(&self, layer: usize) -> String {
        sha256_digest(&self.layers[layer])
    }

    /// A layer as stored.
    pub fn blob(&self, layer: usize) -> Vec<u8> {
        self.packing.pack(&self.layers[layer])
    }

    pub fn blob_digest(&self, layer: usize) -> String {
        sha256_digest(&self.blob(layer))
    }

    /// `manifest.json`'s entry.
    pub fn docker_entry(&self, config: &str, layers: Vec<String>) -> Value {
        json!({ "Config": config, "RepoTags": self.tags, "Layers": layers })
    }

    /// The OCI manifest, `docker` = with Docker's media types.
    pub fn manifest(&self, docker: bool) -> Value {
        let layers = (0..self.layers.len()).map(|layer| {
            json!({
                "mediaType": self.packing.media_type(docker), "digest": self.blob_digest(layer),
                "size": self.blob(layer).len(),
            })
        });
        let (manifest, config) = match docker {
            true => ("vnd.docker.distribution.manifest.v2+json", "application/vnd.docker.container.image.v1+json"),
            false => ("vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.config.v1+json"),
        };
        json!({
            "schemaVersion": 2, "mediaType": format!("application/{manifest}"),
            "config": {"mediaType": config, "digest": self.id(), "size": self.config_bytes().len()},
            "layers": layers.collect::<Vec<_>>(),
        })
    }

    /// The descriptor of a manifest of this image, with its platform.
    pub fn descriptor(&self, manifest: &Value) -> Value {
        let mut descriptor = describe(manifest);
        let platform = &mut descriptor["platform"];
        for key in ["os", "architecture", "variant"] {
            if let Some(value) = self.config.get(key) {
                platform[key] = value.clone();
            }
        }
        descriptor
    }
}

/// The descriptor of a document.
pub fn describe(document: &Value) -> Value {
    let bytes = document.to_string();
    json!({ "mediaType": document["mediaType"], "digest": sha256_digest(bytes.as_bytes()), "size": bytes.len() })
}

/// An index of descriptors.
pub fn index(descriptors: Vec<Value>) -> Value {
    json!({ "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": descriptors })
}

/// The entry of a name.
#[derive(Clone)]
enum Item {
    File(Vec<u8>),
    Dir,
    Symlink(String),
    Hardlink(String),
}

/// The members of an archive, or the files of a folder, in order.
#[derive(Clone, Default)]
pub struct Files(Vec<(String, Item)>);

impl Files {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn file(mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.push((name.into(), Item::File(bytes.into())));
        self
    }

    pub fn json(self, name: impl Into<String>, document: &Value) -> Self {
        self.file(name, document.to_string())
    }

    pub fn dir(mut self, name: impl Into<String>) -> Self {
        self.0.push((name.into(), Item::Dir));
        self
    }

    pub fn symlink(mut self, name: impl Into<String>, target: impl Into<String>) -> Self {
        self.0.push((name.into(), Item::Symlink(target.into())));
        self
    }

    pub fn hardlink(mut self, name: impl Into<String>, target: impl Into<String>) -> Self {
        self.0.push((name.into(), Item::Hardlink(target.into())));
        self
    }

    /// `blobs/sha256/<hex>`, once.
    pub fn blob(self, bytes: Vec<u8>) -> Self {
        let name = format!("blobs/sha256/{}", hex(&sha256_digest(&bytes)));
        if self.0.iter().any(|(known, _)| *known == name) { self } else { self.file(name, bytes) }
    }

    /// A document as a blob.
    pub fn document(self, document: &Value) -> Self {
        self.blob(document.to_string().into_bytes())
    }

    /// Config, layers and manifest as blobs.
    pub fn image_blobs(self, image: &Image, manifest: &Value) -> Self {
        let files = self.blob(image.config_bytes()).document(manifest);
        (0..image.layers.len()).fold(files, |files, layer| files.blob(image.blob(layer)))
    }

    /// All of another's, behind.
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Without the members whose name ends like this.
    pub fn without(mut self, end: &str) -> Self {
        let before = self.0.len();
        self.0.retain(|(name, _)| !name.ends_with(end));
        assert!(self.0.len() < before, "no {end}");
        self
    }

    /// In the order of the names, each once, as containerd writes them.
    pub fn sorted(mut self) -> Self {
        self.0.sort_by(|a, b| a.0.cmp(&b.0));
        self.0.dedup_by(|a, b| a.0 == b.0);
        self
    }

    /// Every name in another way: `./name`, `/name`.
    pub fn named(mut self, change: impl Fn(&str) -> String) -> Self {
        self.0.iter_mut().for_each(|(name, _)| *name = change(name));
        self
    }

    /// As a tar. Names are written as they are: `/` in front, `./`, and `..` too.
    pub fn tar(&self) -> Vec<u8> {
        let mut builder = Builder::new(Vec::new());
        for (name, item) in &self.0 {
            let (kind, bytes, target) = match item {
                Item::File(bytes) => (EntryType::Regular, bytes.as_slice(), ""),
                Item::Dir => (EntryType::Directory, &b""[..], ""),
                Item::Symlink(target) => (EntryType::Symlink, &b""[..], &**target),
                Item::Hardlink(target) => (EntryType::Link, &b""[..], &**target),
            };
            let mut header = Header::new_gnu();
            header.set_entry_type(kind);
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            header.set_mtime(0);
            let old = header.as_old_mut();
            for (text, field) in [(&**name, &mut old.name), (target, &mut old.linkname)] {
                field.fill(0);
                if text.len() <= field.len() {
                    field[..text.len()].copy_from_slice(text.as_bytes());
                }
            }
            for (text, flag) in [(&**name, EntryType::GNULongName), (target, EntryType::GNULongLink)] {
                if text.len() > 100 {
                    let mut long = Header::new_gnu();
                    long.as_old_mut().name[..13].copy_from_slice(b"././@LongLink");
                    long.set_entry_type(flag);
                    long.set_size(text.len() as u64 + 1);
                    long.set_cksum();
                    builder.append(&long, &*[text.as_bytes(), b"\0"].concat()).unwrap();
                }
            }
            header.set_cksum();
            builder.append(&header, bytes).unwrap();
        }
        builder.into_inner().unwrap()
    }

    /// As a folder: the files by path, with their bytes or their target.
    pub fn folder(&self) -> Vec<(String, Result<Vec<u8>, String>)> {
        let files = self.0.iter().filter_map(|(name, item)| match item {
            Item::File(bytes) => Some((name.clone(), Ok(bytes.clone()))),
            Item::Symlink(target) => Some((name.clone(), Err(target.clone()))),
            Item::Dir => None,
            Item::Hardlink(_) => panic!("a folder has files, not hard links"),
        });
        files.collect()
    }
}
