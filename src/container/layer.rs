//! The upper directory as a layer of the tree: the buffer that scanning its tar would give.

use super::upper::{Entry, Inode, Time, Upper};
use crate::layer::{LayerWriter, Mark, Summary};
use crate::problem::Result;
use crate::tar_format::{Entry as TarEntry, FileKind};
use std::collections::HashMap;

impl Upper {
    /// The buffer. A file's `data_at` is its inode's number, by which the container gives its content. *Errors:*
    /// `Limit`.
    pub fn to_layer(&self) -> Result<Vec<u8>> {
        let mut writer = LayerWriter::default();
        let mut first: HashMap<u64, &[u8]> = HashMap::new();
        for (path, entry) in self.entries() {
            let (id, inode) = match entry {
                Entry::Whiteout(time) => {
                    writer.push(path, Mark::Whiteout, &record(FileKind::File, time))?;
                    continue;
                }
                Entry::Inode(id) => match self.inode(id) {
                    Some(inode) => (id, inode),
                    None => continue,
                },
            };
            let name = *first.entry(id).or_insert(path);
            let mut entry = entry_of(id, inode);
            if name != path {
                (entry.kind, entry.link, entry.size) = (FileKind::Hardlink, name.to_vec(), 0);
            }
            writer.push(path, Mark::Entry(entry.kind), &entry)?;
            if inode.opaque {
                writer.push(path, Mark::Opaque, &record(FileKind::File, inode.mtime))?;
            }
        }
        Ok(writer.finish(&Summary::default(), &[]))
    }
}

fn entry_of(id: u64, inode: &Inode) -> TarEntry {
    TarEntry {
        link: inode.target.clone(),
        mode: inode.mode,
        uid: inode.uid,
        gid: inode.gid,
        size: if inode.is_dir() { 0 } else { inode.size() },
        device: inode.device,
        xattrs: inode.xattrs.clone(),
        data_at: id,
        ..record(inode.kind, inode.mtime)
    }
}

fn record(kind: FileKind, mtime: Time) -> TarEntry {
    TarEntry { mtime: mtime.seconds, mtime_nanos: mtime.nanos, ..TarEntry::empty(kind) }
}
