//! The upper directory as a tar, in batches for any worker: as a layer (`docker commit`), or as it is on disk.

use super::merged::join;
use super::upper::{ContentPiece, Entry, Time, Upper};
use crate::content::{Batch, Pieces};
use crate::problem::Result;
use crate::sorting::sort_by;
use crate::tar_format::path::split;
use crate::tar_format::{FileKind, Written, headers};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

const CAPABILITY: &[u8] = b"security.capability";

/// How the tar marks whiteouts and opaque directories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum UpperForm {
    /// A layer's tar: `.wh.NAME`, `.wh..wh..opq`. As Docker writes it, times are whole seconds and the only extended
    /// attribute is the capability.
    Layer,
    /// The upper directory on disk: character devices 0:0, `trusted.overlay.opaque`.
    Overlay,
}

/// The entries in the order of Docker's walk: a directory, then its entries by name.
#[derive(Debug)]
pub struct UpperTar {
    form: UpperForm,
    items: Vec<Item>,
    /// Bytes of content.
    pub bytes: u64,
    /// The workspace's number of the state of the upper directory.
    pub edition: u64,
}

/// One entry.
#[derive(Debug)]
struct Item {
    name: Vec<u8>,
    source: ItemSource,
}

#[derive(Debug, Clone, Copy)]
enum ItemSource {
    /// With its time.
    Whiteout(Time),
    /// The marker of an opaque directory, which has this inode.
    Opaque(u64),
    /// `first` = the item with the inode's first name.
    Inode { id: u64, first: Option<usize> },
}

/// The meaning of an entry in overlay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum UpperMarker {
    /// An ordinary entry.
    Entry,
    /// A whiteout.
    Whiteout,
    /// An opaque directory: its marker, or the directory with the attribute.
    Opaque,
}

/// An entry's header, and its content.
#[derive(Debug)]
pub struct UpperRecord<'a> {
    /// As the tar has it.
    pub header: Written<'a>,
    /// The pieces of its content.
    pub content: &'a [ContentPiece],
    /// Its meaning.
    pub sign: UpperMarker,
}

impl UpperTar {
    /// Orders the entries. The root itself has none.
    pub fn new(upper: &Upper, form: UpperForm) -> Self {
        let mut entries: Vec<(&[u8], Entry)> = upper.entries().filter(|(path, _)| !path.is_empty()).collect();
        sort_by(&mut entries, |(a, _), (b, _)| a.split(|byte| *byte == b'/').cmp(b.split(|byte| *byte == b'/')));
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
                    source: ItemSource::Whiteout(time),
                }),
                Entry::Inode(id) => {
                    let Some(inode) = upper.inode(id) else { continue };
                    let first = names.get(&id).copied();
                    if first.is_none() {
                        names.insert(id, items.len());
                        bytes = bytes.saturating_add(if inode.kind == FileKind::Symlink { 0 } else { inode.size() });
                    }
                    items.push(Item { name: path.to_vec(), source: ItemSource::Inode { id, first } });
                    if inode.opaque && form == UpperForm::Layer {
                        items.push(Item { name: join(path, b".wh..wh..opq"), source: ItemSource::Opaque(id) });
                    }
                }
            }
        }
        Self { form, items, bytes, edition: 0 }
    }

    /// The form that it was made for.
    pub fn form(&self) -> UpperForm {
        self.form
    }

    /// Entries, with markers.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// The upper directory is empty.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The entries from `from` on that fill one batch, and the start of the next batch. The last batch ends the tar.
    /// `locate` resolves contents. *Errors:* those of `locate`.
    pub fn batch(
        &self,
        upper: &Upper,
        from: usize,
        locate: &dyn Fn(&[ContentPiece]) -> Result<Pieces>,
    ) -> Result<(Batch, usize)> {
        let (mut batch, mut next) = (Batch::default(), from);
        while next < self.items.len() && !batch.is_full() {
            if let Some(UpperRecord { header, content, .. }) = self.record(upper, next) {
                match content {
                    [] => batch.headers(&headers(&header)),
                    _ => batch.joined(headers(&header), locate(content)?, header.path.to_vec()),
                }
            }
            next += 1;
        }
        if next >= self.items.len() {
            batch.end();
        }
        Ok((batch, next))
    }

    /// One entry; `None` after the last one, and for an inode that is gone.
    pub fn record<'a>(&'a self, upper: &'a Upper, at: usize) -> Option<UpperRecord<'a>> {
        let Item { name, source } = self.items.get(at)?;
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
        let alone = |header, sign| Some(UpperRecord { header, content: &[], sign });
        let (id, first) = match *source {
            ItemSource::Whiteout(time) if layer => {
                return alone(plain(FileKind::File, 0o600, time), UpperMarker::Whiteout);
            }
            ItemSource::Whiteout(time) => return alone(plain(FileKind::Char, 0, time), UpperMarker::Whiteout),
            ItemSource::Opaque(id) => {
                let inode = upper.inode(id)?;
                let header = plain(FileKind::File, inode.mode, Time::default());
                return alone(Written { uid: inode.uid, gid: inode.gid, ..header }, UpperMarker::Opaque);
            }
            ItemSource::Inode { id, first } => (id, first.and_then(|first| self.items.get(first))),
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
            return alone(Written { kind: FileKind::Hardlink, link: &first.name, ..header }, UpperMarker::Entry);
        }
        let size = inode.size();
        if matches!(inode.kind, FileKind::File | FileKind::Other) && size > 0 {
            return Some(UpperRecord {
                header: Written { size, ..header },
                content: &inode.content,
                sign: UpperMarker::Entry,
            });
        }
        let sign = if inode.opaque && !layer { UpperMarker::Opaque } else { UpperMarker::Entry };
        alone(Written { link: &inode.target, ..header }, sign)
    }
}
