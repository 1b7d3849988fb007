//! The upper directory as overlay2 would have it on disk: paths, whiteouts, opaque directories, inodes with several names.
//!
//! Everything goes through two setters that write down what was there before, so that any work can be taken back.

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

/// Part of a file's content: it stays where it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub enum ContentPiece {
    /// The whole content of a file of a layer below.
    Lower {
        /// 0 = base.
        layer: usize,
        /// Where it starts in the decompressed layer; of a sparse file, where its first header does.
        at: u64,
        /// Bytes when unpacked.
        size: u64,
        /// The stored bytes are pieces.
        sparse: bool,
    },
    /// Bytes of one of the opened files, plain: an upload, typed text.
    File {
        /// Which.
        file: usize,
        /// First byte.
        offset: u64,
        /// How many.
        len: u64,
    },
    /// The whole content of a file of an imported tar, which may be compressed.
    Imported {
        /// Which import.
        import: usize,
        /// As of `Lower`.
        at: u64,
        /// Bytes when unpacked.
        size: u64,
        /// The stored bytes are pieces.
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

    /// No bytes at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What one or several names of the upper directory stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inode {
    /// Never a hard link: that is one more name.
    pub kind: FileKind,
    /// Permission bits.
    pub mode: u16,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Last change of its content.
    pub mtime: Time,
    /// Sorted by name.
    pub xattrs: Vec<(Vec<u8>, Vec<u8>)>,
    /// Of devices.
    pub device: (u32, u32),
    /// Of a symbolic link.
    pub target: Vec<u8>,
    /// Content of a file, in order.
    pub content: Vec<ContentPiece>,
    /// Of a directory: nothing of lower layers shines through.
    pub opaque: bool,
    /// How many names it has.
    pub links: u32,
}

impl Inode {
    /// Something new, without names yet.
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

    /// Bytes: of content, or of a link's target.
    pub fn size(&self) -> u64 {
        match self.kind {
            FileKind::Symlink => self.target.len() as u64,
            _ => self.content.iter().map(ContentPiece::len).fold(0, u64::saturating_add),
        }
    }

    /// A directory.
    pub fn is_dir(&self) -> bool {
        self.kind == FileKind::Dir
    }
}

/// What stands at a path of the upper directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The inode with this number.
    Inode(u64),
    /// A whiteout, made at that time.
    Whiteout(Time),
}

/// What was there before a change.
#[derive(Debug, Clone)]
enum Before {
    Entry(Vec<u8>, Option<Entry>),
    Inode(u64, Option<Rc<Inode>>),
}

/// What takes some work back: values from before, in the order in which they were replaced.
#[derive(Debug, Clone, Default)]
pub struct Log(Vec<Before>);

impl Log {
    /// Nothing was done.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The upper directory. Whatever has a parent has its parent here, but for the root, which is there when it was changed.
#[derive(Debug, Clone, Default)]
pub struct Upper {
    entries: BTreeMap<Vec<u8>, Entry>,
    inodes: HashMap<u64, Rc<Inode>>,
    /// Numbers are given once, so that an inode that comes back by undo is the same one.
    next: u64,
    log: Vec<Before>,
}

impl Upper {
    /// What stands at a clean path.
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

    /// Nothing but the root, if that.
    pub fn is_empty(&self) -> bool {
        self.entries.keys().all(|path| path.is_empty())
    }

    /// Bytes that the upper directory takes: contents and link targets, each inode once.
    pub fn bytes(&self) -> u64 {
        self.inodes.values().map(|inode| inode.size()).fold(0, u64::saturating_add)
    }

    /// Paths below a directory, however deep.
    pub fn below(&self, path: &[u8]) -> impl Iterator<Item = (&[u8], Entry)> {
        let from = if path.is_empty() { Vec::new() } else { [path, b"/"].concat() };
        let start = from.clone();
        let entries = self.entries.range(start..).map(|(path, entry)| (path.as_slice(), *entry));
        entries.take_while(move |(path, _)| path.starts_with(&from)).filter(|(path, _)| !path.is_empty())
    }

    /// Names in a directory. *Cost:* as many steps as names, whatever is below them.
    pub fn children<'u>(&'u self, path: &[u8]) -> impl Iterator<Item = (&'u [u8], Entry)> + use<'u> {
        let prefix = if path.is_empty() { Vec::new() } else { [path, b"/"].concat() };
        let mut from = prefix.clone();
        std::iter::from_fn(move || {
            loop {
                let (path, entry) = self.entries.range(from.clone()..).next()?;
                let name = path.strip_prefix(prefix.as_slice())?;
                match name.iter().position(|byte| *byte == b'/') {
                    // Below a name: on behind all that is.
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

    /// Sets what stands at a path and nothing else.
    fn set_entry(&mut self, path: &[u8], entry: Option<Entry>) {
        let before = match entry {
            Some(entry) => self.entries.insert(path.to_vec(), entry),
            None => self.entries.remove(path),
        };
        self.log.push(Before::Entry(path.to_vec(), before));
    }

    fn set_inode(&mut self, id: u64, inode: Option<Rc<Inode>>) {
        let before = match inode {
            Some(inode) => self.inodes.insert(id, inode),
            None => self.inodes.remove(&id),
        };
        self.log.push(Before::Inode(id, before));
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

    /// A new inode under its first name; returns its number. What stood at the path is taken away.
    pub fn insert(&mut self, path: &[u8], inode: Inode) -> u64 {
        let id = self.next;
        self.next += 1;
        self.set_inode(id, Some(Rc::new(Inode { links: 0, ..inode })));
        self.link(path, id);
        id
    }

    /// One more name of an inode. What stood at the path is taken away.
    pub fn link(&mut self, path: &[u8], id: u64) {
        self.change(id, |inode| inode.links += 1);
        self.unlink(path);
        self.set_entry(path, Some(Entry::Inode(id)));
    }

    /// A whiteout. What stood at the path is taken away.
    pub fn whiteout(&mut self, path: &[u8], time: Time) {
        self.unlink(path);
        self.set_entry(path, Some(Entry::Whiteout(time)));
    }

    /// Takes away what stands at a path, not what is below it. Returns the bytes that this frees.
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

    /// Gives a path and all below it another place. Nothing may stand there.
    pub fn rename(&mut self, from: &[u8], to: &[u8]) {
        let mut moved: Vec<(Vec<u8>, Entry)> = self.below(from).map(|(path, entry)| (path.to_vec(), entry)).collect();
        moved.extend(self.get(from).map(|entry| (from.to_vec(), entry)));
        for (path, entry) in moved {
            self.set_entry(&path, None);
            let rest = path.get(from.len()..).unwrap_or_default();
            self.set_entry(&[to, rest].concat(), Some(entry));
        }
    }

    /// Takes away all that is there.
    pub fn clear(&mut self) {
        let paths: Vec<Vec<u8>> = self.entries.keys().cloned().collect();
        for path in paths {
            self.unlink(&path);
        }
    }

    /// Where the log stands.
    pub(super) fn mark(&self) -> usize {
        self.log.len()
    }

    /// Takes back what was done since a mark.
    pub(super) fn roll_back(&mut self, mark: usize) {
        let undone = self.log.split_off(mark);
        drop(self.revert(Log(undone)));
    }

    /// What was done since this was asked last.
    pub fn take_log(&mut self) -> Log {
        Log(std::mem::take(&mut self.log))
    }

    /// Takes some work back; returns what does it again.
    pub fn revert(&mut self, log: Log) -> Log {
        let before = std::mem::take(&mut self.log);
        for was in log.0.into_iter().rev() {
            match was {
                Before::Entry(path, entry) => self.set_entry(&path, entry),
                Before::Inode(id, inode) => self.set_inode(id, inode),
            }
        }
        Log(std::mem::replace(&mut self.log, before))
    }

    /// sha256 of all that is there, whatever the inodes' numbers: equal states have equal ones.
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
