//! An image as one of Docker's two image stores holds it: its id, names, digests and sizes.

use super::sizes::Sizes;
use crate::image::{Image, full_name, has_host, imported_manifest, short_name, split_tag};
use crate::tree::LayerCounts;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Where Docker keeps images.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum Store {
    /// The classic store: a graph driver unpacks the layers, and their compressed bytes are gone.
    Graph,
    /// containerd's: blobs as a registry sends them, and a snapshot of each layer.
    Containerd,
}

/// The version of Docker whose output is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub enum Engine {
    /// 20.10 to 27: the config with its container's fields.
    #[serde(rename = "20.10")]
    Docker20,
    /// 28 and 29: the config with the fields of OCI.
    #[default]
    #[serde(rename = "28")]
    Docker28,
}

/// The store and the version of Docker whose output is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printer {
    /// The store.
    pub store: Store,
    /// The version.
    pub engine: Engine,
    /// The image was asked for by its platform, as with `docker image inspect --platform`.
    pub by_platform: bool,
}

/// An image as containerd's store names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The descriptor of the index or manifest that the name stands for.
    pub descriptor: Value,
    /// The descriptor of the image's own manifest.
    pub manifest: Value,
    /// Names in full, as they are stored.
    pub references: Vec<String>,
    /// Bytes of the indexes above the manifest.
    pub indexes: u64,
    /// Bytes of the manifest, the config and the layers, as they are stored.
    pub content: u64,
}

impl Store {
    /// The store whose output is printed unless a person asks for another: that which wrote the archive; else containerd's, which today's
    /// Docker has, for an image that it can load.
    pub fn of(image: &Image) -> Self {
        let loading = &image.loading;
        let containerd = !loading.by_classic_store && (loading.listed || !loading.path.is_empty());
        if containerd { Self::Containerd } else { Self::Graph }
    }

    /// Whether `docker load` takes the archive of an image into this store.
    pub fn loads(self, image: &Image) -> bool {
        image.loading.listed || self == Self::Containerd && !image.loading.path.is_empty()
    }
}

impl Target {
    /// The image after containerd loaded its archive; `None` = it can't load it, or the digest can't be computed.
    /// `blob`: the digest of a layer's stored bytes.
    pub fn new(image: &Image, blob: &dyn Fn(usize) -> Option<String>) -> Option<Self> {
        let layers = image.layers.iter().map(|layer| layer.stored()).fold(0, u64::saturating_add);
        let stored = layers.saturating_add(image.config.bytes.len() as u64);
        let (Some(first), Some((last, above))) = (image.loading.path.first(), image.loading.path.split_last()) else {
            let (mut descriptor, bytes) = imported_manifest(image, blob)?;
            let references: Vec<String> = image.names.iter().map(|name| full_name(name)).collect();
            let manifest = descriptor.clone();
            if let (Some(name), Some(descriptor)) = (references.first(), descriptor.as_object_mut()) {
                let tag = split_tag(name).1.unwrap_or("latest");
                let annotations = json!({ "io.containerd.image.name": name, "org.opencontainers.image.ref.name": tag });
                descriptor.insert("annotations".into(), annotations);
            }
            return Some(Self { descriptor, manifest, references, indexes: 0, content: stored.saturating_add(bytes) });
        };
        Some(Self {
            descriptor: stored_descriptor(&first.descriptor, true),
            manifest: stored_descriptor(&last.descriptor, false),
            references: image.loading.references.clone(),
            indexes: above.iter().map(|pointer| pointer.bytes).fold(0, u64::saturating_add),
            content: stored.saturating_add(last.bytes),
        })
    }

    /// Its digest, by which containerd's store names the image.
    pub fn digest(&self) -> &str {
        digest_of(&self.descriptor)
    }
}

fn digest_of(descriptor: &Value) -> &str {
    descriptor.get("digest").and_then(Value::as_str).unwrap_or_default()
}

/// The fields of a descriptor in Go's order. Those that name an image lose annotations without a text, and their platform.
fn stored_descriptor(descriptor: &Value, named: bool) -> Value {
    let mut out = Map::new();
    for key in ["mediaType", "digest", "size", "urls", "annotations", "data", "platform", "artifactType"] {
        let Some(value) = descriptor.get(key).filter(|_| !(named && key == "platform")) else { continue };
        let mut value = value.clone();
        if let (true, Some(map)) = (key == "annotations", value.as_object_mut()) {
            map.retain(|_, text| !named || text.as_str().is_some_and(|text| !text.is_empty()));
            map.sort_keys();
            if map.is_empty() {
                continue;
            }
        }
        out.insert(key.to_owned(), value);
    }
    Value::Object(out)
}

/// An image as a store holds it.
#[derive(Debug)]
pub struct HeldImage<'i> {
    /// The image.
    pub image: &'i Image,
    /// The store and the version whose output is printed.
    pub printer: Printer,
    /// Its names and digests in containerd's store, where they are known.
    pub target: Option<Target>,
    /// Counts of the layers, base first; `None` = the layer could not be read.
    pub layers: Vec<Option<LayerCounts>>,
}

impl HeldImage<'_> {
    fn in_containerd(&self) -> Option<Option<&Target>> {
        (self.printer.store == Store::Containerd).then_some(self.target.as_ref())
    }

    /// The id that the store gives the image; "" when it is not known.
    pub fn id(&self) -> &str {
        match self.in_containerd() {
            None => &self.image.id,
            Some(target) => target.map_or("", Target::digest),
        }
    }

    /// The id of `docker image inspect`, which an option can ask for one platform.
    pub fn inspected_id(&self) -> &str {
        match self.target.as_ref().filter(|_| self.printer.by_platform && self.in_containerd().is_some()) {
            Some(target) => digest_of(&target.manifest),
            None => self.id(),
        }
    }

    /// `Descriptor`, which only containerd's store has. The image's own descriptor, also by platform, where no index stands above it.
    pub fn descriptor(&self) -> Option<&Value> {
        let target = self.in_containerd()??;
        let below_index = digest_of(&target.manifest) != digest_of(&target.descriptor);
        Some(if self.printer.by_platform && below_index { &target.manifest } else { &target.descriptor })
    }

    /// `RepoTags`.
    pub fn tags(&self) -> Vec<String> {
        let names = self.in_containerd().flatten().map_or(&self.image.names, |target| &target.references);
        names.iter().map(|name| short_name(name).to_owned()).collect()
    }

    /// `RepoDigests`: the names with a registry's host, each with the digest.
    pub fn digests(&self) -> Vec<String> {
        let Some(target) = self.in_containerd().flatten() else { return Vec::new() };
        let named = target.references.iter().filter(|name| has_host(name));
        let mut digests: Vec<String> =
            named.map(|name| format!("{}@{}", split_tag(short_name(name)).0, target.digest())).collect();
        digests.dedup();
        digests
    }

    /// `Size` of `docker image inspect`.
    pub fn size(&self) -> u64 {
        match self.in_containerd() {
            None => self.sizes().unpacked.unwrap_or(0),
            Some(target) => target.map_or(0, |target| target.content.saturating_add(target.indexes)),
        }
    }

    /// SIZE of `docker history`, one a layer.
    pub fn layer_sizes(&self) -> impl Iterator<Item = u64> + '_ {
        let disk = self.in_containerd().is_some();
        self.layers.iter().map(move |counts| counts.map_or(0, |counts| if disk { counts.disk } else { counts.size }))
    }

    /// The four sizes, in any store.
    pub fn sizes(&self) -> Sizes {
        Sizes::new(self.image, &self.layers, self.target.as_ref().map(|target| target.content))
    }
}
