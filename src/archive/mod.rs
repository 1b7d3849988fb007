//! The outer container of images: a tar, or a compressed tar → members, and the bytes of each.

mod index_codec;
mod plan;
mod wire;

pub use plan::{Decoded, Plan, Stored};

pub(crate) use plan::give_all;
pub(crate) use wire::{from_wire, to_wire};

use crate::compression::{Checkpoint, Codec, Decoder, MAGIC_BYTES, nearest};
use crate::error::{Kind, Problem, Result};
use crate::limits::{DOCUMENTS_COST, FOUND_DOCUMENTS, KEPT_DOCUMENTS, LINK_HOPS, MEMBER_NAMES, MEMBERS};
use crate::source::{Feed, Span, Stream, Window};
use crate::tar_format::path::{clean, resolve};
use crate::tar_format::{Entry, FileKind, TarReader};
use crate::text::display;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

/// Small members of this size are documents that we will want again.
const DOCUMENT: u64 = 1 << 20;

/// How much of a member's start tells what it is: EROFS has its magic behind the first KiB.
const HEAD_BYTES: usize = 1028;

/// About what the words of a problem take.
const PROBLEM: usize = 1 << 10;

/// What a member holds, by magic bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sniffed {
    /// A tar, one would think, compressed like this.
    Tar(Codec),
    /// A file system image.
    FileSystem(FileSystem),
}

/// File systems that images are made of, where they are no tars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileSystem {
    /// The live systems' own.
    Squashfs,
    /// The kernel's newer one.
    Erofs,
}

impl FileSystem {
    /// As its makers write it.
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
    /// Clean path: that of the entry.
    #[serde(skip)]
    pub path: Vec<u8>,
    /// The headers as they were read.
    pub entry: Entry,
    /// Which of the opened files holds it.
    #[serde(skip)]
    pub file: usize,
    /// What its first bytes tell, once somebody has looked; in compressed archives ahead, for looking again is dear there.
    sniffed: Cell<Option<Sniffed>>,
}

impl Member {
    /// Where its data is, in the decompressed archive.
    pub fn span(&self) -> Span {
        Span { offset: self.entry.data_at, len: self.entry.stored }
    }
}

/// A file of a folder: path below the folder, bytes, and the target when it is a symbolic link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderFile {
    /// Path below the folder.
    pub path: Vec<u8>,
    /// Bytes.
    pub len: u64,
    /// A link's target, as stored.
    pub link: Option<Vec<u8>>,
}

/// The index of an archive. Holds no bytes of it but small documents; every read names the source again.
#[derive(Debug, Serialize, Deserialize)]
pub struct Archive {
    /// The file's name, for messages.
    pub name: String,
    /// Bytes of the file.
    pub len: u64,
    /// How the archive as a whole is compressed.
    pub codec: Codec,
    /// Members in the order of the archive.
    pub members: Vec<Member>,
    /// The files of a folder, not one archive.
    pub is_folder: bool,
    /// Its number among the opened files; of a folder, its first file's.
    #[serde(skip)]
    pub file: usize,
    /// Why the index stops early: what comes after is lost, what came before is sound.
    pub problem: Option<Problem>,
    /// What is odd about its tar.
    pub notes: Vec<Problem>,
    #[serde(skip)]
    by_path: HashMap<Vec<u8>, usize>,
    checkpoints: Vec<Arc<Checkpoint>>,
    /// By member; or why it can't be read.
    kept: RefCell<HashMap<usize, Result<Vec<u8>>>>,
    /// Bytes of further documents that are kept once they are read.
    #[serde(skip)]
    room: Cell<usize>,
    /// What documents cost so far, in the measure of `DOCUMENTS_COST`.
    #[serde(skip)]
    spent: Cell<u64>,
}

impl Archive {
    /// Indexes the archive. `progress` is told stored bytes done and in all.
    ///
    /// *Cost:* a plain archive takes one small read a member; a compressed one is decompressed once.
    /// *Errors:* `EmptyFile`, `NotAnArchive`, the decoder's when not one member can be read. Damage later on is kept in `problem`.
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

    /// Takes the files of a folder for an archive: an unpacked `docker save`, an OCI layout. Each file is a member, in the order given.
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

    /// The same where other files have been opened before: its own begin at this number.
    pub fn numbered(mut self, first: usize) -> Self {
        self.members.iter_mut().for_each(|member| member.file = member.file - self.file + first);
        self.file = first;
        self
    }

    /// The same, and documents are kept once they are read, `FOUND_DOCUMENTS` of them: for one who will not have the file.
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
            entry.xattrs = Vec::new(); // nobody asks a member for them
            let mut head = Vec::new();
            if entry.kind == FileKind::File {
                let document = entry.stored <= DOCUMENT && kept < KEPT_DOCUMENTS;
                let whole = if document { entry.stored as usize } else { HEAD_BYTES };
                // In a plain archive looking again costs a read, but only of what has not come with the header.
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
                // The last of a name wins, as it does when an archive is unpacked.
                self.by_path.insert(path.clone(), self.members.len());
                self.members.push(Member { path, entry, file: self.file, sniffed: Cell::new(sniffed) });
            }
            reader.pass_telling(progress).await?;
        }
        self.notes.extend(reader.lone_zeros().map(|at| Problem::new(Kind::LoneZeros).warning().at(at)));
        Ok(())
    }

    /// The member at a path, links followed within the archive: symbolic ones from their folder, hard ones from the root
    /// and else from their folder.
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

    /// Counts what a document costs. *Errors:* `Limit` when all of them together cost too much.
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

    /// A whole small member. *Errors:* `Limit` beyond `limit` bytes, `Truncated`, what the decoder says.
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
        let outcome = self.read_anew(feed, member).await.map_err(named);
        if let Some(left) = self.room.get().checked_sub(outcome.as_ref().map_or(PROBLEM, Vec::len)) {
            self.room.set(left);
            self.kept.borrow_mut().insert(member, outcome.clone());
        }
        outcome
    }

    async fn read_anew(&self, feed: &Feed, member: usize) -> Result<Vec<u8>> {
        let Member { entry, .. } = self.member(member)?;
        let mut bytes = vec![0; entry.stored as usize];
        let got = self.plan(member)?.stored_through(feed).await?.read_full(&mut bytes).await?;
        if got < bytes.len() {
            return Err(Box::new(Problem::new(Kind::Truncated).at(entry.data_at.saturating_add(got as u64))));
        }
        Ok(bytes)
    }

    /// What a member's bytes are, by their magic alone.
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

    /// How any worker gets at a member's bytes, without this index. *Errors:* `NotFound`.
    pub fn plan(&self, member: usize) -> Result<Plan> {
        self.plan_from(member, None)
    }

    /// The same for one who starts to decode the member at a checkpoint of its own. *Errors:* `NotFound`.
    pub fn plan_from(&self, member: usize, resume: Option<&Arc<Checkpoint>>) -> Result<Plan> {
        let member = self.member(member)?;
        let span = member.span();
        let first = span.offset.saturating_add(resume.map_or(0, |c| c.stored));
        let checkpoint = nearest(&self.checkpoints, first).cloned();
        let (file, resume) = (member.file, resume.cloned());
        Ok(Plan { file, outer: self.codec, span, checkpoint, inner: Codec::None, resume, below: Vec::new() })
    }

    /// The archive itself as one layer's tar: all of it, or what is below a folder.
    pub fn whole(&self, below: Vec<u8>) -> Plan {
        let span = Span { offset: 0, len: self.len };
        Plan { file: self.file, inner: self.codec, below, ..Plan::plain(span) }
    }
}

/// What bytes that begin like this are.
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
