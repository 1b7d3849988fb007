//! Entries of a container's upper directory, as a saved tar has them.

use crate::container::{UpperMarker, UpperRecord};
use crate::tar_format::FileKind;
use crate::text::{display, mode_string};
use crate::view::{Xattr, shown_xattr};
use serde::Serialize;

/// An entry of the tar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct UpperLine {
    /// An opaque sign is the marker file, or the directory with the attribute.
    pub sign: UpperMarker,
    /// "c---------"; "h…" = one more name of `target`.
    pub mode: String,
    /// "0:0".
    pub owner: String,
    /// Bytes of content.
    pub size: u64,
    /// "0,0".
    pub device: Option<String>,
    /// Seconds since 1970.
    pub mtime: i64,
    /// Nanoseconds.
    pub mtime_nanos: u32,
    /// "etc/", "etc/.wh.passwd": from the root, a directory with its slash.
    pub path: String,
    /// Type of the entry.
    pub kind: FileKind,
    /// Link target.
    pub target: Option<String>,
    /// Extended attributes.
    pub xattrs: Vec<Xattr>,
}

/// Some of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct UpperPage {
    /// Lines in all.
    pub total: usize,
    /// Bytes of content, each inode once.
    pub bytes: u64,
    /// Index of the first of `lines`.
    pub from: usize,
    /// The entries.
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
