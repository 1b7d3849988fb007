//! Entries of a container's upper directory, as a saved tar has them.

use crate::container::{UpperMarker, UpperRecord};
use crate::tar_format::FileKind;
use crate::text::{display, mode_string};
use crate::view::{Xattr, shown_xattr};
use serde::Serialize;

/// An entry of the tar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct UpperLine {
    pub sign: UpperMarker,
    pub mode: String,
    pub owner: String,
    pub size: u64,
    pub device: Option<String>,
    pub mtime: i64,
    pub mtime_nanos: u32,
    pub path: String,
    pub kind: FileKind,
    pub target: Option<String>,
    pub xattrs: Vec<Xattr>,
}

/// Some of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct UpperPage {
    pub total: usize,
    pub bytes: u64,
    pub from: usize,
    pub lines: Vec<UpperLine>,
}

impl From<UpperRecord<'_>> for UpperLine {
    fn from(UpperRecord { header, sign, .. }: UpperRecord) -> Self {
        let letter = if header.kind == FileKind::Hardlink { 'h' } else { header.kind.letter() };
        let device = matches!(header.kind, FileKind::Char | FileKind::Block);
        let slash = if header.kind == FileKind::Dir { "/" } else { "" };
        Self {
            sign,
            mode: mode_string(letter, header.mode),
            owner: format!("{}:{}", header.uid, header.gid),
            size: header.size,
            device: device.then(|| format!("{},{}", header.device.0, header.device.1)),
            mtime: header.mtime,
            mtime_nanos: header.mtime_nanos,
            path: display(header.path) + slash,
            kind: header.kind,
            target: (!header.link.is_empty()).then(|| display(header.link)),
            xattrs: header.xattrs.iter().map(|(name, value)| shown_xattr((name, value))).collect(),
        }
    }
}
