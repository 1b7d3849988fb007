//! The upper directory as a tar, batch by batch for any worker: as `docker commit` makes it a layer, or as it lies on disk.

use super::merged::join;
use super::upper::{ContentPiece, Entry, Time, Upper};
use crate::content::{Batch, Pieces};
use crate::error::Result;
use crate::tar_format::path::split;
use crate::tar_format::{FileKind, Written, headers};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Bytes of content in one batch, and entries.
const BATCH_BYTES: u64 = 128 << 20;
const BATCH_ENTRIES: usize = 4000;
const CAPABILITY: &[u8] = b"security.capability";

/// How what is gone is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum UpperForm {
    /// A layer's tar: `.wh.NAME`, `.wh..wh..opq`; whole seconds, and of the extended attributes the capability, as Docker writes it.
    Layer,
    /// The upper directory as it lies on disk: character devices 0:0, `trusted.overlay.opaque`.
    Overlay,
}

/// The entries of the tar in the order in which Docker walks the upper directory: a directory, then what is in it, by name.
#[derive(Debug)]
pub struct UpperTar {
    form: UpperForm,
    items: Vec<Item>,
    /// Bytes of content.
    pub bytes: u64,
    /// The workspace's number of the upper directory that it orders.
    pub edition: u64,
}

/// One entry.
#[derive(Debug)]
struct Item {
    name: Vec<u8>,
    of: Of,
}

#[derive(Debug, Clone, Copy)]
enum Of {
    /// Made at that time.
    Whiteout(Time),
    /// The file that makes the directory with this inode opaque.
    Opaque(u64),
    /// `first` = the item with the first name of the same inode.
    Inode { id: u64, first: Option<usize> },
}

/// What an entry tells besides its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum Sign {
    /// Nothing: it is what it seems.
    Entry,
    /// Something below is gone.
    Whiteout,
    /// Nothing below shines through a directory: the marker, or the directory with the attribute.
    Opaque,
}

/// An entry's header, and the content that follows it.
#[derive(Debug)]
pub struct Record<'a> {
    /// As it is written.
    pub header: Written<'a>,
    /// Where its bytes are.
    pub content: &'a [ContentPiece],
    /// What it means.
    pub sign: Sign,
}

impl UpperTar {
    /// The root itself has no entry.
    pub fn new(upper: &Upper, form: UpperForm) -> Self {
        let mut entries: Vec<(&[u8], Entry)> = upper.entries().filter(|(path, _)| !path.is_empty()).collect();
        entries.sort_by(|(a, _), (b, _)| a.split(|byte| *byte == b'/').cmp(b.split(|byte| *byte == b'/')));
        let mut items: Vec<Item> = Vec::with_capacity(entries.len());
        let mut names: HashMap<u64, usize> = HashMap::new();
        let mut bytes = 0u64;
        for (path, entry) in entries {
            let (folder, name) = split(path);
            match entry {
                Entry::Whiteout(time) => items.push(Item {
                    name: match form {
                        UpperForm::Layer => join(folder, &[b".wh.", name].concat()),
                        UpperForm::Overlay => path.to_vec(),
                    },
                    of: Of::Whiteout(time),
                }),
                Entry::Inode(id) => {
                    let Some(inode) = upper.inode(id) else { continue };
                    let first = names.get(&id).copied();
                    if first.is_none() {
                        names.insert(id, items.len());
                        bytes = bytes.saturating_add(if inode.kind == FileKind::Symlink { 0 } else { inode.size() });
                    }
                    items.push(Item { name: path.to_vec(), of: Of::Inode { id, first } });
                    if inode.opaque && form == UpperForm::Layer {
                        items.push(Item { name: join(path, b".wh..wh..opq"), of: Of::Opaque(id) });
                    }
                }
            }
        }
        Self { form, items, bytes, edition: 0 }
    }

    /// Which of the two.
    pub fn form(&self) -> UpperForm {
        self.form
    }

    /// Entries, markers included.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Nothing is in the upper directory.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The entries from `from` on, as many as a batch takes, and where the next one starts; the last batch ends the tar. `ways` is asked
    /// where contents are. *Errors:* what it says.
    pub fn batch(
        &self,
        upper: &Upper,
        from: usize,
        ways: &dyn Fn(&[ContentPiece]) -> Result<Pieces>,
    ) -> Result<(Batch, usize)> {
        let mut batch = Batch::default();
        let (mut next, mut bytes) = (from, 0u64);
        while next < self.items.len() && next - from < BATCH_ENTRIES && bytes < BATCH_BYTES {
            if let Some(Record { header, content, .. }) = self.record(upper, next) {
                match content {
                    [] => batch.bytes(&headers(&header)),
                    _ => batch.joined(headers(&header), ways(content)?, header.path.to_vec()),
                }
                bytes = bytes.saturating_add(header.size);
            }
            next += 1;
        }
        if next >= self.items.len() {
            batch.end();
        }
        Ok((batch, next))
    }

    /// One entry; `None` behind the last, and for what the upper directory has no longer.
    pub fn record<'a>(&'a self, upper: &'a Upper, at: usize) -> Option<Record<'a>> {
        let Item { name, of } = self.items.get(at)?;
        let layer = self.form == UpperForm::Layer;
        let plain = |kind, mode, mtime: Time| Written {
            path: name,
            link: b"",
            kind,
            mode,
            uid: 0,
            gid: 0,
            size: 0,
            mtime: mtime.seconds,
            mtime_nanos: if layer { 0 } else { mtime.nanos },
            device: (0, 0),
            xattrs: Vec::new(),
        };
        let alone = |header, sign| Some(Record { header, content: &[], sign });
        let (id, first) = match *of {
            Of::Whiteout(time) if layer => return alone(plain(FileKind::File, 0o600, time), Sign::Whiteout),
            Of::Whiteout(time) => return alone(plain(FileKind::Char, 0, time), Sign::Whiteout),
            Of::Opaque(id) => {
                let inode = upper.inode(id)?;
                let header = plain(FileKind::File, inode.mode, Time::default());
                return alone(Written { uid: inode.uid, gid: inode.gid, ..header }, Sign::Opaque);
            }
            Of::Inode { id, first } => (id, first.and_then(|first| self.items.get(first))),
        };
        let inode = upper.inode(id)?;
        let wanted = |name: &[u8]| !layer || name == CAPABILITY;
        let xattrs = inode.xattrs.iter().filter(|(name, _)| wanted(name));
        let mut xattrs: Vec<(&[u8], &[u8])> = xattrs.map(|(name, value)| (&**name, &**value)).collect();
        if inode.opaque && !layer {
            xattrs.push((b"trusted.overlay.opaque", b"y"));
        }
        let header = Written {
            uid: inode.uid,
            gid: inode.gid,
            device: inode.device,
            xattrs,
            ..plain(inode.kind, inode.mode, inode.mtime)
        };
        if let Some(first) = first {
            return alone(Written { kind: FileKind::Hardlink, link: &first.name, ..header }, Sign::Entry);
        }
        let size = inode.size();
        if matches!(inode.kind, FileKind::File | FileKind::Other) && size > 0 {
            return Some(Record { header: Written { size, ..header }, content: &inode.content, sign: Sign::Entry });
        }
        let sign = if inode.opaque && !layer { Sign::Opaque } else { Sign::Entry };
        alone(Written { link: &inode.target, ..header }, sign)
    }
}
