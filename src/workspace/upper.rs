//! The shown container's upper directory, listed: the very entries that a saved tar of the same form has.

use super::Workspace;
use crate::container::{Record, Sign, UpperForm, UpperTar};
use crate::tar_format::FileKind;
use crate::text::{display, mode_string};
use crate::view::{Xattr, shown_xattr};
use serde::Serialize;

/// An entry of the tar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // the fields' meaning is told once, in www/types.d.ts
pub struct UpperLine {
    pub sign: Sign,
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
#[allow(missing_docs)] // as above
pub struct UpperPage {
    pub total: usize,
    pub bytes: u64,
    pub from: usize,
    pub lines: Vec<UpperLine>,
}

fn line(record: Record) -> UpperLine {
    let Record { header, sign, .. } = record;
    let letter = if header.kind == FileKind::Hardlink { 'h' } else { header.kind.letter() };
    let device = matches!(header.kind, FileKind::Char | FileKind::Block);
    let slash = if header.kind == FileKind::Dir { "/" } else { "" };
    UpperLine {
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

impl Workspace {
    /// Entries of the shown container's upper directory in one of its two forms; none when none is shown. *Cost:* of the first page after
    /// a change, an order of the whole.
    pub fn upper_list(&mut self, form: UpperForm, from: usize, count: usize) -> UpperPage {
        let kept = self.containers.mounted.as_mut().and_then(|mounted| mounted.listed.take());
        let Some(container) = self.container() else { return UpperPage::default() };
        let tar = kept.filter(|tar| tar.form() == form).unwrap_or_else(|| UpperTar::new(container.upper(), form));
        let lines =
            (from..tar.len()).take(count).filter_map(|at| tar.record(container.upper(), at)).map(line).collect();
        let page = UpperPage { total: tar.len(), bytes: tar.bytes, from, lines };
        if let Some(mounted) = &mut self.containers.mounted {
            mounted.listed = Some(tar);
        }
        page
    }
}
