//! A scanned tar as paths and inodes, before it is laid on anything.

use super::notes::{ImportNote, Notes, Remark};
use super::{Origin, overlay};
use crate::container::upper::{ContentPiece, Inode, Time};
use crate::layer::{LayerBuffer, Mark, Record};
use crate::tar_format::FileKind;
use crate::tar_format::path::{clean, split};
use crate::tree::attributes;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// *Source:* linux/limits.h, PATH_MAX.
const PATH_MAX: usize = 4096;
/// Bytes of the paths of folders that only names below them tell of: a few deep names would ask for far more than they take.
const IMPLIED_BYTES: usize = 64 << 20;
/// What stands beside the upper directory in Docker's folder of a layer.
const BESIDE: [&[u8]; 6] = [b"diff", b"link", b"lower", b"work", b"merged", b"committed"];

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// The inode with this index.
    Inode(usize),
    /// What is below is gone.
    Whiteout(Time),
    /// A directory that only names below it tell of.
    Implied,
}

/// All paths of a tar; of names that come twice the last counts.
#[derive(Debug)]
pub struct Listing {
    pub(super) origin: Origin,
    /// Parents are always there, and are directories.
    pub(super) paths: BTreeMap<Vec<u8>, At>,
    pub(super) inodes: Vec<Inode>,
    /// Directories in which nothing of lower layers shines through.
    pub(super) opaque: BTreeSet<Vec<u8>>,
    /// Inodes whose content is that of a lower path.
    pub(super) borrowed: BTreeMap<usize, Vec<u8>>,
    /// The tar is not whole.
    pub(super) cut: bool,
    pub(super) notes: Notes,
}

/// What is being read.
struct Reading<'b> {
    buffer: &'b LayerBuffer<'b>,
    import: usize,
    listing: Listing,
    whiteouts: BTreeMap<Vec<u8>, Time>,
    /// Hard links whose target has not come yet.
    links: Vec<(Vec<u8>, Vec<u8>, Inode)>,
    attributes: bool,
}

impl Listing {
    /// Reads a scanned tar. `import` = its number, by which the bytes of its files are asked for.
    pub fn read(buffer: &LayerBuffer, origin: Origin, import: usize) -> Self {
        let listing = Self {
            origin,
            paths: BTreeMap::new(),
            inodes: Vec::new(),
            opaque: BTreeSet::new(),
            borrowed: BTreeMap::new(),
            cut: buffer.summary.problem.is_some(),
            notes: Notes::default(),
        };
        let (whiteouts, links) = (BTreeMap::new(), Vec::new());
        let mut reading = Reading { buffer, import, listing, whiteouts, links, attributes: false };
        let prefix: &[u8] = if origin == Origin::Upper && is_docker_folder(buffer) { b"diff" } else { b"" };
        buffer.for_each(|_, record, path| {
            if let Some(path) = below(path, prefix) {
                reading.take(record, path, prefix);
            }
        });
        reading.finish()
    }

    /// What it was read as.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// What is to be told of the tar, wherever it is laid.
    pub fn notes(&self) -> &[ImportNote] {
        &self.notes.0
    }

    /// What the tar says of an inode's path; `None` for what it doesn't name.
    pub(super) fn inode(&self, path: &[u8]) -> Option<&Inode> {
        let At::Inode(id) = self.paths.get(path)? else { return None };
        self.inodes.get(*id)
    }

    /// A directory stands there.
    pub(super) fn is_dir(&self, path: &[u8]) -> bool {
        match self.paths.get(path) {
            Some(At::Implied) => true,
            Some(At::Inode(id)) => self.inodes.get(*id).is_some_and(Inode::is_dir),
            Some(At::Whiteout(_)) | None => false,
        }
    }
}

/// Is it Docker's folder of a layer as a whole, with the upper directory in `diff`?
fn is_docker_folder(buffer: &LayerBuffer) -> bool {
    let (mut diff, mut others) = (false, false);
    buffer.for_each(|_, record, path| {
        let top = path.split(|byte| *byte == b'/').next().unwrap_or_default();
        diff |= path == b"diff" && record.mark == Mark::Entry(FileKind::Dir);
        others |= !path.is_empty() && !BESIDE.contains(&top);
    });
    diff && !others
}

fn below<'p>(path: &'p [u8], prefix: &[u8]) -> Option<&'p [u8]> {
    match path.strip_prefix(prefix)? {
        rest if prefix.is_empty() => Some(rest),
        [] => Some(b""),
        [b'/', rest @ ..] => Some(rest),
        _ => None,
    }
}

impl Reading<'_> {
    fn take(&mut self, record: &Record, path: &[u8], prefix: &[u8]) {
        let notes = &mut self.listing.notes;
        if path.len() >= PATH_MAX {
            return notes.note(Remark::Limit, Some(path));
        }
        let time = Time { seconds: record.mtime, nanos: record.mtime_nanos };
        let kind = match record.mark {
            Mark::Metadata(_) => return,
            Mark::Whiteout | Mark::Opaque if self.listing.origin == Origin::Export => {
                return notes.note(Remark::Whiteout, Some(path));
            }
            Mark::Whiteout => return self.gone(path, time),
            Mark::Opaque => {
                self.listing.opaque.insert(path.to_vec());
                return;
            }
            Mark::Entry(FileKind::Other) => return notes.note(Remark::Unknown, Some(path)),
            Mark::Entry(kind) => kind,
        };
        let mut inode = Inode::new(kind, record.mode, time);
        (inode.uid, inode.gid, inode.device) = (record.uid, record.gid, record.device);
        let mut metacopy = false;
        for (name, value) in attributes(self.buffer.bytes(record.xattrs)) {
            let own = overlay(name).filter(|_| self.listing.origin == Origin::Upper);
            self.attributes |= own.is_some();
            match own {
                Some(b"opaque") if value == b"y" => {
                    self.listing.opaque.insert(path.to_vec());
                }
                Some(b"redirect") => self.listing.notes.note(Remark::Redirect, Some(path)),
                Some(b"metacopy") => metacopy = true,
                // *Source:* linux Documentation/filesystems/overlayfs.rst, "Nesting overlayfs mounts".
                Some(b"whiteout") if kind == FileKind::File && record.size == 0 => {
                    return self.gone(path, time);
                }
                Some(_) => {}
                None => inode.xattrs.push((name.to_vec(), value.to_vec())),
            }
        }
        match kind {
            FileKind::Char if self.listing.origin == Origin::Upper && record.device == (0, 0) => {
                return self.gone(path, time);
            }
            FileKind::Symlink => inode.target = self.buffer.bytes(record.link).to_vec(),
            FileKind::File if record.size > 0 => {
                let (at, size, sparse) = (record.data_at, record.size, record.sparse);
                inode.content = vec![ContentPiece::Imported { import: self.import, at, size, sparse }];
            }
            FileKind::Hardlink => {
                let target = clean(self.buffer.bytes(record.link)).bytes;
                let target = below(&target, prefix).unwrap_or_default().to_vec();
                inode.kind = FileKind::File;
                return self.link(path.to_vec(), target, inode);
            }
            _ => {}
        }
        let id = self.listing.inodes.len();
        if metacopy && kind == FileKind::File {
            inode.content.clear();
            self.listing.borrowed.insert(id, path.to_vec());
        }
        self.listing.inodes.push(inode);
        self.listing.paths.insert(path.to_vec(), At::Inode(id));
    }

    fn gone(&mut self, path: &[u8], time: Time) {
        self.whiteouts.insert(path.to_vec(), time);
    }

    fn link(&mut self, path: Vec<u8>, target: Vec<u8>, own: Inode) {
        match self.listing.paths.get(&target) {
            Some(At::Inode(id)) if !self.listing.is_dir(&target) => {
                self.listing.paths.insert(path, At::Inode(*id));
            }
            _ => self.links.push((path, target, own)),
        }
    }

    fn finish(mut self) -> Listing {
        for (path, target, own) in std::mem::take(&mut self.links) {
            let listing = &mut self.listing;
            if let Some(At::Inode(id)) = listing.paths.get(&target).filter(|_| !listing.is_dir(&target)) {
                listing.paths.insert(path, At::Inode(*id));
                continue;
            }
            let id = listing.inodes.len();
            listing.inodes.push(own);
            listing.borrowed.insert(id, target);
            listing.paths.insert(path, At::Inode(id));
        }
        self.imply();
        for (path, time) in std::mem::take(&mut self.whiteouts) {
            if self.listing.is_dir(&path) {
                self.listing.opaque.insert(path); // deleted and made again
            } else if !path.is_empty() && !self.listing.paths.contains_key(&path) {
                self.listing.paths.insert(path, At::Whiteout(time));
            }
        }
        let mut listing = self.listing;
        let all = std::mem::take(&mut listing.opaque);
        listing.opaque = all.into_iter().filter(|path| listing.is_dir(path)).collect();
        if listing.origin == Origin::Upper && !self.attributes {
            listing.notes.note(Remark::NoAttributes, None);
        }
        if listing.cut {
            listing.notes.note(Remark::Cut, None);
        }
        listing
    }

    /// Gives every name its folders; what can't have any is left out.
    fn imply(&mut self) {
        let listing = &mut self.listing;
        let mut wanted: BTreeSet<Vec<u8>> = self.whiteouts.keys().chain(&listing.opaque).cloned().collect();
        let opaque: Vec<Vec<u8>> = listing.opaque.iter().cloned().collect();
        wanted.extend(listing.paths.keys().filter(|path| !path.is_empty()).cloned());
        let (mut out, mut used): (HashSet<Vec<u8>>, usize) = (HashSet::new(), 0);
        for path in wanted {
            let mut missing = Vec::new();
            let mut at: &[u8] = &path;
            let bad = loop {
                if at.is_empty() {
                    break None;
                }
                at = split(at).0;
                match listing.paths.get(at) {
                    _ if out.contains(at) => break Some(Remark::BelowAFile),
                    Some(_) if listing.is_dir(at) => break None,
                    Some(_) => break Some(Remark::BelowAFile),
                    None => {
                        used += at.len() + 64;
                        missing.push(at.to_vec());
                    }
                }
            };
            match bad.or_else(|| (used > IMPLIED_BYTES).then_some(Remark::Limit)) {
                None => listing.paths.extend(missing.into_iter().map(|path| (path, At::Implied))),
                Some(why) => {
                    listing.notes.note(why, Some(&path));
                    listing.paths.remove(&path);
                    self.whiteouts.remove(&path);
                    out.insert(path);
                }
            }
        }
        for path in opaque {
            if !out.contains(&path) {
                listing.paths.entry(path).or_insert(At::Implied);
            }
        }
    }
}
