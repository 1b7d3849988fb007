//! The opened archives and the chosen image.

use super::container::ContainerInfo;
use super::layer::LayerInfo;
use super::problem::ProblemInfo;
use crate::archive::Member;
use crate::image::{Attestation, Statement};
use crate::tar_format::FileKind;
use crate::text::{display, display_text, mode_string};
use serde::Serialize;

/// An image of the open archives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

/// What is open, and the archive of the chosen image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    /// At least one.
    pub images: Vec<ImageChoice>,
    /// The one shown first.
    pub chosen: usize,
    /// How many members.
    pub members: usize,
    /// Of files that could not be opened, and of the archive as a whole.
    pub problems: Vec<ProblemInfo>,
}

/// One step of the stack, base first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

/// The chosen image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct ImageInfo {
    pub index: usize,
    pub names: Vec<String>,
    pub platform: Option<String>,
    pub id: String,
    pub created: Option<String>,
    pub author: String,
    pub stored: u64,
    pub size: Option<u64>,
    pub dead: Option<u64>,
    pub layers: Vec<LayerInfo>,
    pub stack: Vec<StackItem>,
    pub problems: Vec<ProblemInfo>,
    pub attestations: Vec<AttestationInfo>,
    pub container: Option<ContainerInfo>,
}

/// An attestation of the chosen image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct AttestationInfo {
    pub digest: String,
    pub subject: Option<String>,
    pub statements: Vec<StatementInfo>,
}

/// One statement of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct StatementInfo {
    pub digest: String,
    pub predicate: String,
    pub size: u64,
    pub here: bool,
}

/// A member of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct MemberInfo {
    pub path: String,
    pub kind: FileKind,
    pub size: u64,
    pub mode: String,
    pub owner: String,
    pub mtime: i64,
    pub target: Option<String>,
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
