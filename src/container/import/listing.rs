//! A scanned tar as paths and inodes.

use super::notes::{ImportNote, Notes, Remark};
use super::{Origin, overlay};
use crate::container::upper::{ContentPiece, Inode, Time};
use crate::layer::{LayerBuffer, Mark, Record};
use crate::limits::{IMPLIED_BYTES, PATH_MAX};
use crate::tar_format::FileKind;
use crate::tar_format::path::{clean, split};
use crate::tree::attributes;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Names in Docker's folder of a layer, which holds the upper directory as `diff`.
const LAYER_FOLDER: [&[u8]; 6] = [b"diff", b"link", b"lower", b"work", b"merged", b"committed"];

/// An entry of the listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PathEntry {
    /// The index of its inode.
    Inode(usize),
    /// A whiteout.
    Whiteout(Time),
    /// A directory without an entry of its own: only paths under it name it.
    Implied,
}

/// All paths of a tar. Of entries with one path the last one counts.
#[derive(Debug)]
pub struct Listing {
    pub(super) origin: Origin,
    /// Each path's parents are here, and are directories.
    pub(super) paths: BTreeMap<Vec<u8>, PathEntry>,
    pub(super) inodes: Vec<Inode>,
    /// Opaque directories.
    pub(super) opaque: BTreeSet<Vec<u8>>,
    /// Inode → the lower path that has its content.
    pub(super) borrowed: BTreeMap<usize, Vec<u8>>,
    /// The tar is incomplete.
    pub(super) cut: bool,
    pub(super) notes: Notes,
}

/// A listing while its tar is read.
struct ListingReader<'b> {
    buffer: &'b LayerBuffer<'b>,
    import: usize,
    listing: Listing,
    whiteouts: BTreeMap<Vec<u8>, Time>,
    /// Hard links before their targets: path, target, inode.
    links: Vec<(Vec<u8>, Vec<u8>, Inode)>,
    attributes: bool,
}

impl Listing {
    /// Reads a scanned tar. `import` = its number, by which pieces name it.
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
        let mut reader = ListingReader { buffer, import, listing, whiteouts, links, attributes: false };
        let prefix: &[u8] = if origin == Origin::Upper && is_docker_folder(buffer) { b"diff" } else { b"" };
        buffer.for_each(|_, record, path| {
            if let Some(path) = in_folder(path, prefix) {
                reader.read_record(record, path, prefix);
            }
        });
        reader.finish()
    }

    /// The origin that it was read as.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// Notes about the tar itself.
    pub fn notes(&self) -> &[ImportNote] {
        &self.notes.0
    }

    /// The inode at a path; `None` = the tar has no entry for it.
    pub(super) fn inode(&self, path: &[u8]) -> Option<&Inode> {
        let PathEntry::Inode(id) = self.paths.get(path)? else { return None };
        self.inodes.get(*id)
    }

    /// A directory is at the path.
    pub(super) fn is_dir(&self, path: &[u8]) -> bool {
        match self.paths.get(path) {
            Some(PathEntry::Implied) => true,
            Some(PathEntry::Inode(id)) => self.inodes.get(*id).is_some_and(Inode::is_dir),
            Some(PathEntry::Whiteout(_)) | None => false,
        }
    }
}

/// The tar is Docker's folder of a layer, with the upper directory in `diff`.
fn is_docker_folder(buffer: &LayerBuffer) -> bool {
    let (mut diff, mut others) = (false, false);
    buffer.for_each(|_, record, path| {
        let top = path.split(|byte| *byte == b'/').next().unwrap_or_default();
        diff |= path == b"diff" && record.mark == Mark::Entry(FileKind::Dir);
        others |= !path.is_empty() && !LAYER_FOLDER.contains(&top);
    });
    diff && !others
}

fn in_folder<'p>(path: &'p [u8], prefix: &[u8]) -> Option<&'p [u8]> {
    match path.strip_prefix(prefix)? {
        rest if prefix.is_empty() => Some(rest),
        [] => Some(b""),
        [b'/', rest @ ..] => Some(rest),
        _ => None,
    }
}

impl ListingReader<'_> {
    fn read_record(&mut self, record: &Record, path: &[u8], prefix: &[u8]) {
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
            Mark::Whiteout => return self.add_whiteout(path, time),
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
                    return self.add_whiteout(path, time);
                }
                Some(_) => {}
                None => inode.xattrs.push((name.to_vec(), value.to_vec())),
            }
        }
        match kind {
            FileKind::Char if self.listing.origin == Origin::Upper && record.device == (0, 0) => {
                return self.add_whiteout(path, time);
            }
            FileKind::Symlink => inode.target = self.buffer.bytes(record.link).to_vec(),
            FileKind::File if record.size > 0 => {
                let (at, size, sparse) = (record.data_at, record.size, record.sparse);
                inode.content = vec![ContentPiece::Imported { import: self.import, at, size, sparse }];
            }
            FileKind::Hardlink => {
                let target = clean(self.buffer.bytes(record.link)).bytes;
                let target = in_folder(&target, prefix).unwrap_or_default().to_vec();
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
        self.listing.paths.insert(path.to_vec(), PathEntry::Inode(id));
    }

    fn add_whiteout(&mut self, path: &[u8], time: Time) {
        self.whiteouts.insert(path.to_vec(), time);
    }

    fn link(&mut self, path: Vec<u8>, target: Vec<u8>, own: Inode) {
        match self.listing.paths.get(&target) {
            Some(PathEntry::Inode(id)) if !self.listing.is_dir(&target) => {
                self.listing.paths.insert(path, PathEntry::Inode(*id));
            }
            _ => self.links.push((path, target, own)),
        }
    }

    fn finish(mut self) -> Listing {
        for (path, target, own) in std::mem::take(&mut self.links) {
            let listing = &mut self.listing;
            if let Some(PathEntry::Inode(id)) = listing.paths.get(&target).filter(|_| !listing.is_dir(&target)) {
                listing.paths.insert(path, PathEntry::Inode(*id));
                continue;
            }
            let id = listing.inodes.len();
            listing.inodes.push(own);
            listing.borrowed.insert(id, target);
            listing.paths.insert(path, PathEntry::Inode(id));
        }
        self.add_parents();
        for (path, time) in std::mem::take(&mut self.whiteouts) {
            if self.listing.is_dir(&path) {
                self.listing.opaque.insert(path); // deleted and made again
            } else if !path.is_empty() && !self.listing.paths.contains_key(&path) {
                self.listing.paths.insert(path, PathEntry::Whiteout(time));
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

    /// Adds the missing parents of each path. A path that can't have parents is left out.
    fn add_parents(&mut self) {
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
                None => listing.paths.extend(missing.into_iter().map(|path| (path, PathEntry::Implied))),
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
                listing.paths.entry(path).or_insert(PathEntry::Implied);
            }
        }
    }
}
