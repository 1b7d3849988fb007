//! The outer container of images, a tar or a compressed tar: its members, and the bytes of each.

mod index_codec;
mod plan;
mod wire;

pub use plan::{Decoded, Plan, Stored};

pub(crate) use plan::give_all;
pub(crate) use wire::{from_wire, to_wire};

use crate::compression::{Checkpoint, Codec, Decoder, MAGIC_BYTES, nearest};
use crate::limits::{DOCUMENTS_COST, FOUND_DOCUMENTS, KEPT_DOCUMENTS, LINK_HOPS, MEMBER_NAMES, MEMBERS};
use crate::problem::{Kind, Problem, Result};
use crate::source::{Feed, Span, Stream, Window};
use crate::tar_format::path::{clean, resolve};
use crate::tar_format::{Entry, FileKind, TarReader};
use crate::text::display;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

/// Largest member that counts as a document, which image reading needs again.
const DOCUMENT: u64 = 1 << 20;

/// Bytes of a member's start that `sniff` needs: the magic of EROFS follows the first KiB.
const HEAD_BYTES: usize = 1028;

/// Approximate bytes of a `Problem`.
const PROBLEM: usize = 1 << 10;

/// The format of a member, by magic bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sniffed {
    /// Presumably a tar, with this compression.
    Tar(Codec),
    /// A file system image.
    FileSystem(FileSystem),
}

/// File systems of layers that are not tars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileSystem {
    /// squashfs, also known from live systems.
    Squashfs,
    /// EROFS, its successor in the kernel.
    Erofs,
}

impl FileSystem {
    /// The name as its makers write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Squashfs => "squashfs",
            Self::Erofs => "EROFS",
        }
    }
}

/// One member of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The clean path of the entry.
    #[serde(skip)]
    pub path: Vec<u8>,
    /// The entry, as its headers describe it.
    pub entry: Entry,
    /// Index of its file among the opened files.
    #[serde(skip)]
    pub file: usize,
    /// Its format, once read. The index of a compressed archive reads it ahead, since a later read is expensive there.
    sniffed: Cell<Option<Sniffed>>,
}

impl Member {
    /// The range of its data in the decompressed archive.
    pub fn span(&self) -> Span {
        Span { offset: self.entry.data_at, len: self.entry.stored }
    }
}

/// A file of a folder that is opened as an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderFile {
    /// Path relative to the folder.
    pub path: Vec<u8>,
    /// Length in bytes.
    pub len: u64,
    /// Target of a symbolic link, as stored; `None` for other files.
    pub link: Option<Vec<u8>>,
}

/// The index of an archive. It keeps the bytes of small documents only; every read gets the source as an argument.
#[derive(Debug, Serialize, Deserialize)]
pub struct Archive {
    /// The file's name, for messages.
    pub name: String,
    /// Length of the file in bytes.
    pub len: u64,
    /// Compression of the archive as a whole.
    pub codec: Codec,
    /// Members in the order of the archive.
    pub members: Vec<Member>,
    /// The members are files of a folder.
    pub is_folder: bool,
    /// Index among the opened files; for a folder, that of its first file.
    #[serde(skip)]
    pub file: usize,
    /// Why the index stops early: members before it are sound, members after it are lost.
    pub problem: Option<Problem>,
    /// Oddities of its tar.
    pub notes: Vec<Problem>,
    #[serde(skip)]
    by_path: HashMap<Vec<u8>, usize>,
    checkpoints: Vec<Arc<Checkpoint>>,
    /// Bytes of documents by member, or why one can't be read.
    kept: RefCell<HashMap<usize, Result<Vec<u8>>>>,
    /// Bytes of further documents that `kept` may still take.
    #[serde(skip)]
    room: Cell<usize>,
    /// Cost of documents so far, in the unit of `DOCUMENTS_COST`.
    #[serde(skip)]
    spent: Cell<u64>,
}

impl Archive {
    /// Indexes the archive. `progress` gets the stored bytes read, and their total.
    ///
    /// *Cost:* one small read for each member of a plain archive; one decompression of a compressed one.
    /// *Errors:* `EmptyFile`, `NotAnArchive`, and the decoder's if it comes before the first member. Later damage goes to `problem`.
    pub async fn open(name: &str, feed: &Feed, file: usize, progress: &mut dyn FnMut(u64, u64)) -> Result<Self> {
        let named = |p: Box<Problem>| Box::new(Problem { file: Some(name.to_owned()), ..*p });
        let head = Span { offset: 0, len: MAGIC_BYTES as u64 };
        let head = feed.read_span(file, head).await.map_err(|e| named(e.into()))?;
        let total = head.file_len;
        if total == 0 {
            return Err(named(Box::new(Problem::new(Kind::EmptyFile))));
        }
        let codec = Codec::sniff(&head.bytes);
        let whole = Span { offset: 0, len: total };
        let mut archive = Self { len: total, codec, file, ..Self::empty(name) };
        let mut progress = |done| progress(done, total);
        let window = if codec == Codec::None { Window::new } else { Window::through };
        let mut reader = TarReader::new(Decoder::with_checkpoints(window(feed, file, whole), codec));
        let outcome = archive.index(&mut reader, &mut progress).await;
        archive.checkpoints = reader.into_stream().checkpoints().into_iter().map(Arc::new).collect();
        if let Err(problem) = outcome {
            if archive.members.is_empty() {
                let no_tar =
                    problem.kind == Kind::CorruptTar || (codec == Codec::None && problem.kind == Kind::Truncated);
                let problem = if no_tar { Box::new(Problem::new(Kind::NotAnArchive)) } else { problem };
                return Err(named(problem));
            }
            archive.problem = Some(*named(problem));
        }
        progress(total);
        Ok(archive)
    }

    fn empty(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            len: 0,
            codec: Codec::None,
            members: Vec::new(),
            is_folder: false,
            file: 0,
            problem: None,
            notes: Vec::new(),
            by_path: HashMap::new(),
            checkpoints: Vec::new(),
            kept: RefCell::default(),
            room: Cell::new(0),
            spent: Cell::new(0),
        }
    }

    /// The files of a folder as an archive: an unpacked `docker save`, an OCI layout. Each file is a member, in the given order.
    pub fn of_folder(name: &str, files: &[FolderFile]) -> Self {
        let mut archive = Self { is_folder: true, ..Self::empty(name) };
        for (file, FolderFile { path, len, link }) in files.iter().enumerate().take(MEMBERS) {
            let kind = if link.is_some() { FileKind::Symlink } else { FileKind::File };
            let entry = Entry {
                path: path.clone(),
                link: link.clone().unwrap_or_default(),
                flag: if link.is_some() { b'2' } else { b'0' },
                mode: 0o644,
                size: *len,
                stored: *len,
                ..Entry::empty(kind)
            };
            let path = clean(path).bytes;
            archive.len = archive.len.saturating_add(*len);
            archive.by_path.insert(path.clone(), archive.members.len());
            archive.members.push(Member { path, entry, file, sniffed: Cell::new(None) });
        }
        archive
    }

    /// The same archive with file numbers that begin at `first`, after files opened earlier.
    pub fn numbered(mut self, first: usize) -> Self {
        self.members.iter_mut().for_each(|member| member.file = member.file - self.file + first);
        self.file = first;
        self
    }

    /// The same archive, which keeps up to `FOUND_DOCUMENTS` bytes of documents it reads, for use without the file.
    pub fn remembering(self) -> Self {
        self.room.set(FOUND_DOCUMENTS);
        self
    }

    async fn index<S: Stream>(&mut self, reader: &mut TarReader<S>, progress: &mut dyn FnMut(u64)) -> Result<()> {
        let compressed = self.codec != Codec::None;
        let (mut kept, mut names) = (0, 0);
        while let Some(mut entry) = reader.next().await? {
            names += entry.path.len() + entry.link.len();
            if self.members.len() >= MEMBERS || names > MEMBER_NAMES {
                let detail =
                    format!("more than {MEMBERS} members, or their names are longer than {MEMBER_NAMES} bytes");
                return Err(Box::new(Problem::new(Kind::Limit).at(entry.header_at).detail(detail)));
            }
            entry.xattrs = Vec::new(); // unused in members
            let mut head = Vec::new();
            if entry.kind == FileKind::File {
                let document = entry.stored <= DOCUMENT && kept < KEPT_DOCUMENTS;
                let whole = if document { entry.stored as usize } else { HEAD_BYTES };
                // In a plain archive a later read is cheap, so only bytes that came with the header are used.
                let there = reader.stream().buffered().len();
                let wanted = if compressed || whole <= there { whole } else { HEAD_BYTES };
                if compressed || wanted <= there {
                    head = vec![0; wanted];
                    let got = reader.read_data(&entry, &mut head).await?;
                    head.truncate(got);
                }
            }
            let sniffed = (!head.is_empty()).then(|| sniff(&head));
            if head.len() as u64 == entry.stored && matches!(head.first(), Some(b'{' | b'[' | b' ' | b'\n')) {
                kept += head.len();
                self.kept.get_mut().insert(self.members.len(), Ok(head));
            }
            let path = clean(&entry.path).bytes;
            if !path.is_empty() {
                // The last member of a name wins, as in unpacking.
                self.by_path.insert(path.clone(), self.members.len());
                self.members.push(Member { path, entry, file: self.file, sniffed: Cell::new(sniffed) });
            }
            reader.skip_entry_with_progress(progress).await?;
        }
        self.notes.extend(reader.lone_zeros().map(|at| Problem::new(Kind::LoneZeros).warning().at(at)));
        Ok(())
    }

    /// The member at a path. Links lead to their targets within the archive: symbolic links from their folder, hard links from the
    /// root, or else from their folder.
    pub fn find(&self, path: &[u8]) -> Option<usize> {
        let mut at = *self.by_path.get(&clean(path).bytes)?;
        for _ in 0..LINK_HOPS {
            let member = self.members.get(at)?;
            at = match member.entry.kind {
                FileKind::Symlink => *self.by_path.get(&resolve(&member.path, &member.entry.link).bytes)?,
                FileKind::Hardlink => {
                    let root = self.by_path.get(&clean(&member.entry.link).bytes);
                    *root.or_else(|| self.by_path.get(&resolve(&member.path, &member.entry.link).bytes))?
                }
                _ => return Some(at),
            };
        }
        None
    }

    /// Adds the cost of a document. *Errors:* `Limit` when all documents together cost too much.
    pub fn spend(&self, cost: u64) -> Result<()> {
        self.spent.set(self.spent.get().saturating_add(cost));
        if self.spent.get() <= DOCUMENTS_COST {
            return Ok(());
        }
        Err(Box::new(Problem::new(Kind::Limit).detail("the documents of this archive are too large together")))
    }

    /// The member with this index. *Errors:* `NotFound`.
    pub fn member(&self, index: usize) -> Result<&Member> {
        self.members.get(index).ok_or_else(|| Box::new(Problem::new(Kind::NotFound).detail(format!("member {index}"))))
    }

    /// Reads a whole small member. *Errors:* `Limit` for more than `limit` bytes, `Truncated`, the decoder's.
    pub async fn read(&self, feed: &Feed, member: usize, limit: u64) -> Result<Vec<u8>> {
        let Member { path, entry, .. } = self.member(member)?;
        let named =
            |p: Box<Problem>| Box::new(Problem { member: Some(display(path)), file: Some(self.name.clone()), ..*p });
        if entry.stored > limit {
            let detail = format!("{} bytes, more than {limit}", entry.stored);
            return Err(named(Box::new(Problem::new(Kind::Limit).at(entry.data_at).detail(detail))));
        }
        if let Some(known) = self.kept.borrow().get(&member) {
            return known.clone();
        }
        let outcome = self.read_stored(feed, member).await.map_err(named);
        if let Some(left) = self.room.get().checked_sub(outcome.as_ref().map_or(PROBLEM, Vec::len)) {
            self.room.set(left);
            self.kept.borrow_mut().insert(member, outcome.clone());
        }
        outcome
    }

    async fn read_stored(&self, feed: &Feed, member: usize) -> Result<Vec<u8>> {
        let Member { entry, .. } = self.member(member)?;
        let mut bytes = vec![0; entry.stored as usize];
        let got = self.plan(member)?.stored_through(feed).await?.read_full(&mut bytes).await?;
        if got < bytes.len() {
            return Err(Box::new(Problem::new(Kind::Truncated).at(entry.data_at.saturating_add(got as u64))));
        }
        Ok(bytes)
    }

    /// The format of a member, by its magic bytes alone.
    pub async fn sniff(&self, feed: &Feed, member: usize) -> Result<Sniffed> {
        let member = self.member(member)?;
        if let Some(sniffed) = member.sniffed.get() {
            return Ok(sniffed);
        }
        let span = member.span();
        let head = Span { len: span.len.min(HEAD_BYTES as u64), ..span };
        let sniffed = sniff(&feed.read_span(member.file, head).await?.bytes);
        member.sniffed.set(Some(sniffed));
        Ok(sniffed)
    }

    /// The plan by which any worker reads a member without this index. *Errors:* `NotFound`.
    pub fn plan(&self, member: usize) -> Result<Plan> {
        self.plan_from(member, None)
    }

    /// The plan that resumes decoding the member at a checkpoint of the member itself. *Errors:* `NotFound`.
    pub fn plan_from(&self, member: usize, resume: Option<&Arc<Checkpoint>>) -> Result<Plan> {
        let member = self.member(member)?;
        let span = member.span();
        let first = span.offset.saturating_add(resume.map_or(0, |c| c.stored));
        let checkpoint = nearest(&self.checkpoints, first).cloned();
        let (file, resume) = (member.file, resume.cloned());
        Ok(Plan { file, outer: self.codec, span, checkpoint, inner: Codec::None, resume, below: Vec::new() })
    }

    /// The archive itself as the tar of one layer: all of it, or the entries in a folder.
    pub fn whole(&self, below: Vec<u8>) -> Plan {
        let span = Span { offset: 0, len: self.len };
        Plan { file: self.file, inner: self.codec, below, ..Plan::plain(span) }
    }
}

/// The format of bytes with this beginning.
fn sniff(head: &[u8]) -> Sniffed {
    let at = |from: usize, magic: &[u8]| head.get(from..).is_some_and(|h| h.starts_with(magic));
    if at(0, b"hsqs") {
        return Sniffed::FileSystem(FileSystem::Squashfs);
    }
    if at(1024, &[0xe2, 0xe1, 0xf5, 0xe0]) {
        return Sniffed::FileSystem(FileSystem::Erofs);
    }
    Sniffed::Tar(Codec::sniff(head))
}
