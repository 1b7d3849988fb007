//! The upper directory as overlay2 has it on disk: paths, whiteouts, opaque directories, inodes with several names.
//!
//! Every change goes through two setters, which journal the old value, so that any work can be undone.

use crate::tar_format::FileKind;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// A time. *Units:* seconds since 1970, and nanoseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Time {
    /// Seconds.
    pub seconds: i64,
    /// Nanoseconds.
    #[serde(default)]
    pub nanos: u32,
}

/// Part of a file's content; it refers to bytes and holds none.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub enum ContentPiece {
    /// The whole content of a file in a lower layer.
    Lower {
        /// 0 = base.
        layer: usize,
        /// Start of the data in the decompressed layer; of a sparse file, start of its first header.
        at: u64,
        /// Bytes when unpacked.
        size: u64,
        /// The file is sparse: its stored bytes are pieces.
        sparse: bool,
    },
    /// Plain bytes of an opened file: an upload, typed text.
    File {
        /// Number of the opened file.
        file: usize,
        /// First byte.
        offset: u64,
        /// How many bytes.
        len: u64,
    },
    /// The whole content of a file of an imported tar, which may be compressed.
    Imported {
        /// Number of the import.
        import: usize,
        /// As in `Lower`.
        at: u64,
        /// Bytes when unpacked.
        size: u64,
        /// The file is sparse: its stored bytes are pieces.
        sparse: bool,
    },
}

impl ContentPiece {
    /// Bytes of content.
    pub fn len(&self) -> u64 {
        match self {
            Self::Lower { size, .. } | Self::Imported { size, .. } => *size,
            Self::File { len, .. } => *len,
        }
    }

    /// It has no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A file, directory or other object of the upper directory, under one or several names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inode {
    /// Never a hard link, which is one more name.
    pub kind: FileKind,
    /// Permission bits.
    pub mode: u16,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Time of the last change.
    pub mtime: Time,
    /// Sorted by name.
    pub xattrs: Vec<(Vec<u8>, Vec<u8>)>,
    /// Of devices.
    pub device: (u32, u32),
    /// Of a symbolic link.
    pub target: Vec<u8>,
    /// The pieces of a file's content, in order.
    pub content: Vec<ContentPiece>,
    /// Of a directory: it hides lower ones.
    pub opaque: bool,
    /// Number of names.
    pub links: u32,
}

impl Inode {
    /// A new inode without names.
    pub fn new(kind: FileKind, mode: u16, mtime: Time) -> Self {
        Self {
            kind,
            mode,
            uid: 0,
            gid: 0,
            mtime,
            xattrs: Vec::new(),
            device: (0, 0),
            target: Vec::new(),
            content: Vec::new(),
            opaque: false,
            links: 0,
        }
    }

    /// Bytes of the content, or of a link's target.
    pub fn size(&self) -> u64 {
        match self.kind {
            FileKind::Symlink => self.target.len() as u64,
            _ => self.content.iter().map(ContentPiece::len).fold(0, u64::saturating_add),
        }
    }

    /// It is a directory.
    pub fn is_dir(&self) -> bool {
        self.kind == FileKind::Dir
    }
}

/// An entry of the upper directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The number of its inode.
    Inode(u64),
    /// A whiteout with its time.
    Whiteout(Time),
}

/// A value before a change.
#[derive(Debug, Clone)]
enum OldValue {
    Entry(Vec<u8>, Option<Entry>),
    Inode(u64, Option<Rc<Inode>>),
}

/// Old values in the order in which they were replaced: reverting them undoes the work.
#[derive(Debug, Clone, Default)]
pub struct Journal(Vec<OldValue>);

impl Journal {
    /// There was no change.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The upper directory. Each entry's parent is here, too. The root is here only once it was changed.
#[derive(Debug, Clone, Default)]
pub struct Upper {
    entries: BTreeMap<Vec<u8>, Entry>,
    inodes: HashMap<u64, Rc<Inode>>,
    /// Numbers are never reused: an inode that undo brings back keeps its number.
    next: u64,
    journal: Vec<OldValue>,
}

impl Upper {
    /// The entry at a clean path.
    pub fn get(&self, path: &[u8]) -> Option<Entry> {
        self.entries.get(path).copied()
    }

    /// An inode by its number.
    pub fn inode(&self, id: u64) -> Option<&Inode> {
        self.inodes.get(&id).map(|inode| &**inode)
    }

    /// The inode at a clean path.
    pub fn at(&self, path: &[u8]) -> Option<(u64, &Inode)> {
        let Some(Entry::Inode(id)) = self.get(path) else { return None };
        Some((id, self.inode(id)?))
    }

    /// All paths, in the order of their bytes.
    pub fn entries(&self) -> impl Iterator<Item = (&[u8], Entry)> {
        self.entries.iter().map(|(path, entry)| (path.as_slice(), *entry))
    }

    /// Paths, whiteouts included.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Empty, or the root alone.
    pub fn is_empty(&self) -> bool {
        self.entries.keys().all(|path| path.is_empty())
    }

    /// Bytes that the upper directory takes: contents and link targets, each inode once.
    pub fn bytes(&self) -> u64 {
        self.inodes.values().map(|inode| inode.size()).fold(0, u64::saturating_add)
    }

    /// All paths in a directory, at any depth.
    pub fn descendants(&self, path: &[u8]) -> impl Iterator<Item = (&[u8], Entry)> {
        let from = if path.is_empty() { Vec::new() } else { [path, b"/"].concat() };
        let start = from.clone();
        let entries = self.entries.range(start..).map(|(path, entry)| (path.as_slice(), *entry));
        entries.take_while(move |(path, _)| path.starts_with(&from)).filter(|(path, _)| !path.is_empty())
    }

    /// Entries of a directory. *Cost:* one step a name, however much is under it.
    pub fn children<'u>(&'u self, path: &[u8]) -> impl Iterator<Item = (&'u [u8], Entry)> + use<'u> {
        let prefix = if path.is_empty() { Vec::new() } else { [path, b"/"].concat() };
        let mut from = prefix.clone();
        std::iter::from_fn(move || {
            loop {
                let (path, entry) = self.entries.range(from.clone()..).next()?;
                let name = path.strip_prefix(prefix.as_slice())?;
                match name.iter().position(|byte| *byte == b'/') {
                    // A path in a subdirectory: the search continues after that subdirectory.
                    Some(end) => {
                        from.truncate(prefix.len());
                        from.extend_from_slice(name.get(..end).unwrap_or_default());
                        from.push(b'/' + 1);
                    }
                    None => {
                        from.clone_from(path);
                        from.push(0);
                        if !name.is_empty() {
                            return Some((name, *entry));
                        }
                    }
                }
            }
        })
    }

    /// Sets the entry at a path.
    fn set_entry(&mut self, path: &[u8], entry: Option<Entry>) {
        let before = match entry {
            Some(entry) => self.entries.insert(path.to_vec(), entry),
            None => self.entries.remove(path),
        };
        self.journal.push(OldValue::Entry(path.to_vec(), before));
    }

    fn set_inode(&mut self, id: u64, inode: Option<Rc<Inode>>) {
        let before = match inode {
            Some(inode) => self.inodes.insert(id, inode),
            None => self.inodes.remove(&id),
        };
        self.journal.push(OldValue::Inode(id, before));
    }

    /// Changes an inode.
    pub fn change(&mut self, id: u64, change: impl FnOnce(&mut Inode)) {
        let Some(old) = self.inodes.get(&id) else { return };
        let mut inode = (**old).clone();
        change(&mut inode);
        if inode != **old {
            self.set_inode(id, Some(Rc::new(inode)));
        }
    }

    /// Inserts a new inode under its first name, in place of any entry there; returns its number.
    pub fn insert(&mut self, path: &[u8], inode: Inode) -> u64 {
        let id = self.next;
        self.next += 1;
        self.set_inode(id, Some(Rc::new(Inode { links: 0, ..inode })));
        self.link(path, id);
        id
    }

    /// Adds a name to an inode, in place of any entry there.
    pub fn link(&mut self, path: &[u8], id: u64) {
        self.change(id, |inode| inode.links += 1);
        self.unlink(path);
        self.set_entry(path, Some(Entry::Inode(id)));
    }

    /// Puts a whiteout at a path, in place of any entry there.
    pub fn whiteout(&mut self, path: &[u8], time: Time) {
        self.unlink(path);
        self.set_entry(path, Some(Entry::Whiteout(time)));
    }

    /// Removes the entry at a path, not those under it. Returns the freed bytes.
    pub fn unlink(&mut self, path: &[u8]) -> u64 {
        let Some(entry) = self.get(path) else { return 0 };
        self.set_entry(path, None);
        let Entry::Inode(id) = entry else { return 0 };
        match self.inode(id).map(|inode| (inode.links, inode.size())) {
            Some((0..=1, size)) => {
                self.set_inode(id, None);
                size
            }
            _ => {
                self.change(id, |inode| inode.links -= 1);
                0
            }
        }
    }

    /// Moves a path and everything under it. The new path must be free.
    pub fn rename(&mut self, from: &[u8], to: &[u8]) {
        let mut moved: Vec<(Vec<u8>, Entry)> =
            self.descendants(from).map(|(path, entry)| (path.to_vec(), entry)).collect();
        moved.extend(self.get(from).map(|entry| (from.to_vec(), entry)));
        for (path, entry) in moved {
            self.set_entry(&path, None);
            let rest = path.get(from.len()..).unwrap_or_default();
            self.set_entry(&[to, rest].concat(), Some(entry));
        }
    }

    /// Removes everything.
    pub fn clear(&mut self) {
        let paths: Vec<Vec<u8>> = self.entries.keys().cloned().collect();
        for path in paths {
            self.unlink(&path);
        }
    }

    /// The length of the journal.
    pub(super) fn mark(&self) -> usize {
        self.journal.len()
    }

    /// Reverts the changes since a mark.
    pub(super) fn roll_back(&mut self, mark: usize) {
        let undone = self.journal.split_off(mark);
        drop(self.revert(Journal(undone)));
    }

    /// Takes the journal of the changes since the last call.
    pub fn take_journal(&mut self) -> Journal {
        Journal(std::mem::take(&mut self.journal))
    }

    /// Reverts changes; returns the journal that repeats them.
    pub fn revert(&mut self, journal: Journal) -> Journal {
        let before = std::mem::take(&mut self.journal);
        for was in journal.0.into_iter().rev() {
            match was {
                OldValue::Entry(path, entry) => self.set_entry(&path, entry),
                OldValue::Inode(id, inode) => self.set_inode(id, inode),
            }
        }
        Journal(std::mem::replace(&mut self.journal, before))
    }

    /// sha256 of all entries and inodes, without inode numbers: equal states have equal digests.
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        let mut part = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        let mut first: HashMap<u64, &[u8]> = HashMap::new();
        for (path, entry) in self.entries() {
            part(path);
            let Entry::Inode(id) = entry else {
                part(format!("{entry:?}").as_bytes());
                continue;
            };
            let name = *first.entry(id).or_insert(path);
            part(if name == path { format!("{:?}", self.inode(id)).into_bytes() } else { name.to_vec() }.as_slice());
        }
        hash.finalize().into()
    }
}
