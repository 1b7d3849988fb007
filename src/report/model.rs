//! The model of our own reports, which each format writes in its own way: a new column starts here. *Shape:* `docs/schema.json`.

use super::sizes::Sizes;
use crate::problem::{Problem, Severity};
use crate::tar_format::FileKind;
use crate::text::{display, hex};
use crate::tree::{Tree, Version, attributes};
use crate::view::{device_text, octal_text};
use crate::waste::{Advice, Cause, Dive, Why};
use serde::Serialize;
use serde_json::Value;

/// Version of the schema. It changes when a field goes or changes its meaning, not for a new field.
pub const SCHEMA: u32 = 2;

/// An image, without its files. *Units:* bytes; layers from 0 = base; texts are safe to show.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)] // docs/schema.json explains the fields
pub struct ReportFacts {
    pub format: &'static str,
    pub version: u32,
    pub written: String,
    pub archive: ArchiveFacts,
    pub image: ImageFacts,
    pub config: Value,
    pub history: Vec<HistoryFacts>,
    pub layers: Vec<LayerFacts>,
    pub findings: Vec<FindingFacts>,
    pub waste: WasteFacts,
    /// Without path nodes, which mean something only while the archive is open.
    pub advice: Vec<Advice>,
}

#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)] // as above
pub struct ArchiveFacts {
    pub name: String,
    pub form: &'static str,
    pub codec: &'static str,
    pub members: usize,
}

#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)] // as above
pub struct ImageFacts {
    pub id: String,
    pub names: Vec<String>,
    pub platform: Option<String>,
    pub created: Option<String>,
    pub author: String,
    pub size: u64,
    pub stored: u64,
    pub sizes: Sizes,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // as above
pub struct HistoryFacts {
    pub layer: Option<usize>,
    pub created: Option<String>,
    pub created_by: String,
    pub author: String,
    pub comment: String,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // as above
pub struct LayerFacts {
    pub index: usize,
    pub instruction: String,
    pub created: Option<String>,
    pub diff_id: Option<String>,
    pub chain_id: Option<String>,
    pub digest: Option<String>,
    pub media_type: Option<String>,
    pub codec: &'static str,
    pub verified: &'static str,
    pub size: Option<u64>,
    pub stored: u64,
    pub entries: Option<u64>,
    pub added: Option<u64>,
    pub changed: Option<u64>,
    pub removed: Option<u64>,
    pub dead: u64,
    pub hides: u64,
}

#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)] // as above
pub struct FindingFacts {
    pub severity: Severity,
    pub kind: String,
    pub layer: Option<usize>,
    pub path: Option<String>,
    pub message: String,
    pub meaning: String,
    /// The finding itself, for a report in another language.
    #[serde(skip)]
    pub problem: Problem,
}

#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)] // as above
pub struct WasteFacts {
    pub certain: bool,
    pub dead: u64,
    pub paths: usize,
    pub causes: Vec<CauseFacts>,
    pub dive: Dive,
    pub largest: Vec<DeadFacts>,
}

#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)] // as above
pub struct CauseFacts {
    pub cause: Cause,
    pub why: Option<Why>,
    pub paths: u64,
    pub bytes: u64,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // as above
pub struct DeadFacts {
    pub path: String,
    pub layer: usize,
    pub hidden_by: usize,
    pub cause: Cause,
    pub why: Option<Why>,
    pub bytes: u64,
}

/// A path of the merged view.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)] // as above
pub struct FileFacts {
    pub path: String,
    pub kind: FileKind,
    pub size: u64,
    pub layer: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uid: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gid: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mtime: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub xattrs: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blake3: Option<String>,
}

impl FileFacts {
    /// The facts of a version that the view shows. A directory without an entry of its own has no attributes.
    pub fn new(tree: &Tree, version: &Version) -> Self {
        let kind = version.kind().unwrap_or(FileKind::Other);
        let known = version.is_entry();
        let shown = |(name, value): (&[u8], &[u8])| (display(name), display(value));
        Self {
            path: format!("/{}", display(&tree.path(version.node))),
            kind,
            size: if version.is_dir() { 0 } else { version.size },
            layer: usize::from(version.layer),
            mode: known.then(|| octal_text(version)),
            uid: known.then_some(version.uid),
            gid: known.then_some(version.gid),
            mtime: known.then(|| time(version)),
            link: Some(tree.target(version)).filter(|link| !link.is_empty()).map(display),
            device: device_text(version),
            xattrs: attributes(tree.bytes(version.xattrs)).into_iter().map(shown).collect(),
            blake3: tree.content_hash(version).map(|hash| hex(hash)),
        }
    }
}

/// RFC 3339, or the seconds of a time that RFC 3339 can't express.
fn time(version: &Version) -> String {
    let nanos = i32::try_from(version.mtime_nanos).unwrap_or(0);
    jiff::Timestamp::new(version.mtime, nanos).map_or_else(|_| version.mtime.to_string(), |time| time.to_string())
}
