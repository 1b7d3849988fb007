//! The opened archives and the chosen image.

use super::artifact::AnnotationInfo;
use super::container::ContainerInfo;
use super::layer::LayerInfo;
use super::origin::OriginInfo;
use super::problem::ProblemInfo;
use crate::archive::Member;
use crate::image::{Attestation, Statement};
use crate::report::{Sizes, Store};
use crate::tar_format::FileKind;
use crate::text::{display, display_text, mode_string};
use serde::Serialize;

/// An image of the open archives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct ImageChoice {
    /// Position among all images.
    pub index: usize,
    /// Tags.
    pub names: Vec<String>,
    /// "linux/amd64".
    pub platform: Option<String>,
    /// "sha256:…".
    pub id: String,
    /// How many layers.
    pub layers: usize,
    /// Bytes of its layers in the archive.
    pub stored: u64,
    /// Name of its archive.
    pub file: String,
}

/// Everything that is open, and the archive of the chosen image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Opened {
    /// Name of the file.
    pub file: String,
    /// Its bytes.
    pub file_size: u64,
    /// "docker" or "oci".
    pub form: &'static str,
    /// Compression of the whole.
    pub codec: &'static str,
    /// Empty when the archives hold artifacts or build records alone.
    pub images: Vec<ImageChoice>,
    /// The one shown first.
    pub chosen: usize,
    /// How many members.
    pub members: usize,
    /// How many artifacts, in all archives.
    pub artifacts: usize,
    /// Of files that could not be opened, and of the archive as a whole.
    pub problems: Vec<ProblemInfo>,
}

/// One step of the stack, base first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase", tag = "type")]
pub enum StackItem {
    /// A layer.
    Layer {
        /// Its index.
        index: usize,
    },
    /// A history entry that made none.
    Empty {
        /// The command in full.
        command: String,
        /// The command for the eye.
        instruction: String,
        /// When.
        created: Option<String>,
    },
}

/// The image in Docker's two stores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct StoreInfo {
    /// The store whose output is printed first.
    pub own: Store,
    /// The classic store wrote the archive.
    pub by_classic: bool,
    /// `docker load` takes the archive into the classic store.
    pub graph_loads: bool,
    /// `docker load` takes the archive into containerd's store.
    pub containerd_loads: bool,
    /// The id that containerd's store gives the image; `None` = it does not load the archive, or a layer's digest is not known yet.
    pub target: Option<String>,
}

/// The chosen image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct ImageInfo {
    /// In `Opened.images`.
    pub index: usize,
    /// Tags; empty = untagged.
    pub names: Vec<String>,
    /// "linux/amd64".
    pub platform: Option<String>,
    /// "sha256:…".
    pub id: String,
    /// RFC 3339, as the config has it.
    pub created: Option<String>,
    /// As the config has it.
    pub author: String,
    /// Bytes of its layers in the archive.
    pub stored: u64,
    /// Sum of the layers' sizes; `None` until all layers are read.
    pub size: Option<u64>,
    /// The image's four sizes.
    pub sizes: Sizes,
    /// The image in Docker's two stores.
    pub stores: StoreInfo,
    /// Sum of the layers' dead bytes.
    pub dead: Option<u64>,
    /// Base first. A shown container ends `layers` and `stack` with its own layer; layers above its height are left
    /// out.
    pub layers: Vec<LayerInfo>,
    /// Layers and the history entries that made no layer, base first.
    pub stack: Vec<StackItem>,
    /// Problems of the image as a whole.
    pub problems: Vec<ProblemInfo>,
    /// Attestations of the image.
    pub attestations: Vec<AttestationInfo>,
    /// Annotations of indexes and of the manifest, and labels.
    pub annotations: Vec<AnnotationInfo>,
    /// Its base and materials, as far as anything names them.
    pub origin: OriginInfo,
    /// Artifacts that name it as their subject, in the list of all.
    pub artifacts: Vec<usize>,
    /// The version of Windows that it needs.
    pub os_version: Option<String>,
    /// The shown container. While layers of its image are still read, `layers` are the image's own.
    pub container: Option<ContainerInfo>,
}

/// An attestation of the chosen image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct AttestationInfo {
    /// Digest of the attestation's manifest.
    pub digest: String,
    /// Digest of the manifest that it is about.
    pub subject: Option<String>,
    /// Its statements.
    pub statements: Vec<StatementInfo>,
}

/// One statement of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct StatementInfo {
    /// Digest of the blob.
    pub digest: String,
    /// Type of the predicate, a URI.
    pub predicate: String,
    /// Bytes.
    pub size: u64,
    /// The archive holds the blob.
    pub here: bool,
}

/// A member of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct MemberInfo {
    /// As stored, safe to show.
    pub path: String,
    /// Type of the entry.
    pub kind: FileKind,
    /// Bytes when unpacked.
    pub size: u64,
    /// "-rw-r--r--".
    pub mode: String,
    /// "0:0".
    pub owner: String,
    /// Seconds since 1970.
    pub mtime: i64,
    /// Link target.
    pub target: Option<String>,
    /// Offset of its data in the decompressed archive.
    pub offset: u64,
}

impl From<&Attestation> for AttestationInfo {
    fn from(attestation: &Attestation) -> Self {
        Self {
            digest: display_text(&attestation.digest),
            subject: attestation.subject.as_deref().map(display_text),
            statements: attestation.statements.iter().map(Into::into).collect(),
        }
    }
}

impl From<&Statement> for StatementInfo {
    fn from(statement: &Statement) -> Self {
        Self {
            digest: display_text(&statement.digest),
            predicate: display_text(&statement.predicate),
            size: statement.size,
            here: statement.member.is_some(),
        }
    }
}

impl From<&Member> for MemberInfo {
    fn from(Member { entry, .. }: &Member) -> Self {
        Self {
            path: display(&entry.path),
            kind: entry.kind,
            size: entry.size,
            mode: mode_string(entry.kind.letter(), entry.mode),
            owner: format!("{}:{}", entry.uid, entry.gid),
            mtime: entry.mtime,
            target: (!entry.link.is_empty()).then(|| display(&entry.link)),
            offset: entry.data_at,
        }
    }
}
