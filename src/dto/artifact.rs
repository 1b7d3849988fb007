//! What an archive holds beside images.

use super::problem::ProblemInfo;
use crate::content::OpenedEntry;
use crate::image::{Annotation, Artifact, Blob};
use crate::tar_format::FileKind;
use crate::text::{display, display_text, mode_string};
use serde::Serialize;

/// Something that is no image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct ArtifactInfo {
    /// Position among all artifacts.
    pub index: usize,
    /// Name of its archive.
    pub file: String,
    /// "helm", "wasm", "model", "signature", "sbom", "attestation", "build-cache", "plugin", "compose", "policy", "blob", "other".
    pub kind: &'static str,
    /// Names that an index gives it.
    pub names: Vec<String>,
    /// Digest of its manifest, or of the blob that stands alone.
    pub digest: String,
    /// Media type of the manifest.
    pub media_type: String,
    /// `artifactType`, or else the config's media type.
    pub artifact_type: String,
    /// The archive holds the manifest.
    pub here: bool,
    /// Its subject: the image, index or artifact that it is about.
    pub subject: Option<SubjectInfo>,
    /// Annotations of indexes and of the manifest.
    pub annotations: Vec<AnnotationInfo>,
    /// The config first.
    pub blobs: Vec<BlobInfo>,
}

/// The subject of an artifact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct SubjectInfo {
    /// Digest of a manifest or an index.
    pub digest: String,
    /// The part that names it: "subject", "annotation", "tag", "content".
    pub by: &'static str,
    /// Open images that it leads to.
    pub images: Vec<usize>,
    /// The open artifact that it is.
    pub artifact: Option<usize>,
}

/// An annotation or a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct AnnotationInfo {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
    /// Where it stands: "index", "manifest", "label".
    pub place: &'static str,
}

/// A file of a tar that is a blob.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct EntryInfo {
    /// Its path, safe to show.
    pub path: String,
    /// Type of the entry.
    pub kind: FileKind,
    /// Bytes.
    pub size: u64,
    /// "-rw-r--r--".
    pub mode: String,
    /// Link target.
    pub target: Option<String>,
}

impl From<&OpenedEntry> for EntryInfo {
    fn from(OpenedEntry { path, entry, .. }: &OpenedEntry) -> Self {
        Self {
            path: display(path),
            kind: entry.kind,
            size: entry.size,
            mode: mode_string(entry.kind.letter(), entry.mode),
            target: (!entry.link.is_empty()).then(|| display(&entry.link)),
        }
    }
}

/// A blob of an artifact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct BlobInfo {
    /// It is the config.
    pub config: bool,
    /// The file that it is, as its writer names it.
    pub title: Option<String>,
    /// As the descriptor names it.
    pub digest: String,
    /// As the descriptor names it; "" = it names none.
    pub media_type: String,
    /// Bytes, as the descriptor names them.
    pub size: Option<u64>,
    /// Bytes in the archive; `None` = the archive does not hold it.
    pub stored: Option<u64>,
    /// Annotations of its descriptor.
    pub annotations: Vec<AnnotationInfo>,
    /// The size differs from the descriptor's.
    pub problem: Option<ProblemInfo>,
}

impl From<&Annotation> for AnnotationInfo {
    fn from(Annotation { key, value, place }: &Annotation) -> Self {
        Self { key: display_text(key), value: display_text(value), place: place.name() }
    }
}

impl BlobInfo {
    /// The blob with what the archive holds of it.
    pub fn new(blob: &Blob, stored: Option<u64>, problem: Option<ProblemInfo>) -> Self {
        Self {
            config: blob.config,
            title: blob.title().map(display_text),
            digest: display_text(&blob.digest),
            media_type: display_text(&blob.media_type),
            size: blob.size,
            stored,
            annotations: blob.annotations.iter().map(Into::into).collect(),
            problem,
        }
    }
}

impl ArtifactInfo {
    /// The artifact, with its place among all.
    pub fn new(
        artifact: &Artifact,
        index: usize,
        file: &str,
        subject: Option<SubjectInfo>,
        blobs: Vec<BlobInfo>,
    ) -> Self {
        Self {
            index,
            file: file.to_owned(),
            kind: artifact.kind.name(),
            names: artifact.names.iter().map(|name| display_text(name)).collect(),
            digest: display_text(&artifact.digest),
            media_type: display_text(&artifact.media_type),
            artifact_type: display_text(&artifact.artifact_type),
            here: artifact.member.is_some(),
            subject,
            annotations: artifact.annotations.iter().map(Into::into).collect(),
            blobs,
        }
    }
}
