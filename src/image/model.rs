//! An image as the documents of an archive describe it: names, platform, config, and the layers it is made of.

use super::annotation::Annotation;
use super::artifact::Artifact;
use super::config::Config;
use super::provenance::Material;
use super::subject::Subject;
use crate::archive::Plan;
use crate::compression::Codec;
use crate::problem::Problem;
use serde_json::Value;

/// The kind of document that describes the images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArchiveForm {
    /// `manifest.json`, as `docker load` reads it.
    Docker,
    /// `index.json` of an OCI layout.
    Oci,
    /// Chains of v1 `json`, before Docker 1.10.
    Legacy,
    /// Manifests or configs alone: the document that lists them is missing.
    Bare,
    /// No document: a root file system, shown as one layer.
    Rootfs,
}

impl ArchiveForm {
    /// Its word in `Opened.form`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Docker => "docker",
            Self::Oci => "oci",
            Self::Legacy => "legacy",
            Self::Bare => "bare",
            Self::Rootfs => "rootfs",
        }
    }
}

/// The folder of a Windows layer's tar that is the file system's root. *Source:* hcsshim's pkg/ociwclayer; layer.md says nothing of it.
pub const WINDOWS_ROOT: &[u8] = b"Files";

/// One layer as the documents describe it. The module `layer` has its entries.
#[derive(Debug, Clone)]
pub struct Layer {
    /// The member that holds it; `None` = the archive does not have it.
    pub member: Option<usize>,
    /// The member's name in the document.
    pub name: String,
    /// The way to its bytes, whether or not they are a tar.
    pub plan: Option<Plan>,
    /// Compression, from magic bytes.
    pub codec: Codec,
    /// sha256 of the uncompressed tar, from the config.
    pub diff_id: Option<String>,
    /// Identity of this layer on top of all lower ones; `None` = a diff_id is missing.
    pub chain_id: Option<String>,
    /// sha256 of the stored bytes, from the manifest.
    pub blob_digest: Option<String>,
    /// From the manifest. Nothing relies on it.
    pub media_type: Option<String>,
    /// Stored bytes, from the manifest: the only known size of a blob that the archive does not have.
    pub size: Option<u64>,
    /// Index of its entry in the config's history.
    pub history: Option<usize>,
    /// Addresses of a foreign layer: shown, never fetched.
    pub urls: Vec<String>,
    /// The reason why it can't be read.
    pub problem: Option<Problem>,
}

impl Layer {
    /// Bytes that it takes in the archive.
    pub fn stored(&self) -> u64 {
        self.plan.as_ref().map_or(0, |p| p.span.len)
    }

    /// Its bytes, and whether a registry sends just those: a plain tar is compressed on its way. An absent layer has the bytes that its
    /// manifest names; `None` = no document names them.
    pub fn sent(&self) -> Option<(u64, bool)> {
        match &self.plan {
            Some(plan) => Some((self.stored(), plan.inner != Codec::None)),
            None => Some((self.size?, !self.media_type.as_ref().is_some_and(|told| told.ends_with("tar")))),
        }
    }
}

/// A descriptor that leads to an image, and the blob that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointer {
    /// As the index has it.
    pub descriptor: Value,
    /// The blob's bytes in the archive.
    pub bytes: u64,
}

/// Facts that an engine uses when it loads the image out of its archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loading {
    /// The descriptors from index.json down to the manifest; empty = no OCI layout leads to the image.
    pub path: Vec<Pointer>,
    /// All names that index.json gives to the first of `path`, as they are written.
    pub references: Vec<String>,
    /// manifest.json lists it: Docker's classic store loads nothing else.
    pub listed: bool,
    /// Docker's classic store wrote the archive.
    pub by_classic_store: bool,
}

/// One image.
#[derive(Debug, Clone, Default)]
pub struct Image {
    /// Tags; empty for an untagged image.
    pub names: Vec<String>,
    /// sha256 of the config's bytes, "sha256:…": the image id.
    pub id: String,
    /// The id that a document names; the config must hash to it.
    pub wanted_id: Option<String>,
    /// sha256 of the manifest that led to the image.
    pub manifest: Option<String>,
    /// Facts that an engine uses when it loads it.
    pub loading: Loading,
    /// Members of the archive that describe the image.
    pub documents: Vec<usize>,
    /// Provenance, SBOMs and the like about the image.
    pub attestations: Vec<Attestation>,
    /// Digests of the indexes that lead to the manifest.
    pub indexes: Vec<String>,
    /// Annotations of indexes and of the manifest, then the config's labels.
    pub annotations: Vec<Annotation>,
    /// Materials of its build, as provenance statements about it list them.
    pub materials: Vec<Material>,
    /// The config, parsed.
    pub config: Config,
    /// Base first.
    pub layers: Vec<Layer>,
    /// Contradictions in its documents.
    pub problems: Vec<Problem>,
}

impl Image {
    /// The image is one of Windows: the file systems of its layers stand in a folder.
    pub fn is_windows(&self) -> bool {
        self.config.value.get("os").is_some_and(|os| os == "windows")
    }

    /// A subject leads to it: to its manifest, or to an index that lists it.
    pub fn is_about(&self, subject: &Subject) -> bool {
        self.manifest.as_ref() == Some(&subject.digest) || self.indexes.contains(&subject.digest)
    }
}

/// Images of an archive and the form they were found in.
#[derive(Debug)]
pub struct Images {
    /// The kind of document.
    pub form: ArchiveForm,
    /// In the document's order; empty when the archive has artifacts or build records alone.
    pub list: Vec<Image>,
    /// Manifests that are no images, in the document's order.
    pub artifacts: Vec<Artifact>,
    /// Problems that concern no single image.
    pub problems: Vec<Problem>,
    /// Members that lead to the images: indexes, attestations' manifests.
    pub documents: Vec<usize>,
    /// Manifests of build records, as members.
    pub build_records: Vec<usize>,
}

/// One attestation manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attestation {
    /// The manifest's own digest.
    pub digest: String,
    /// Digest of the image manifest that it describes.
    pub subject: Option<String>,
    /// Bytes of the manifest, its config and its statements, as far as the archive has them.
    pub bytes: u64,
    /// Its statements.
    pub statements: Vec<Statement>,
}

/// One in-toto statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its digest.
    pub digest: String,
    /// `https://slsa.dev/provenance/v0.2`, `https://spdx.dev/Document`, as the annotation says.
    pub predicate: String,
    /// The archive's member; `None` = the archive does not have it.
    pub member: Option<usize>,
    /// Bytes.
    pub size: u64,
}
