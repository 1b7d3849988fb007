//! One batch of a tar: entries that any worker can write, without the tree or the container.

use super::extent::Extent;
use super::pieces::Pieces;
use crate::archive::{Decoded, Plan, from_wire, to_wire};
use crate::problem::{Problem, Result};
use crate::source::Feed;
use crate::text::display;
use serde::{Deserialize, Serialize};

/// Most bytes of content in a batch, and most entries: a batch costs a message and a start at a checkpoint.
const BATCH_BYTES: u64 = 128 << 20;
const BATCH_ENTRIES: usize = 4000;
/// A larger gap between two files makes starting at a later checkpoint worth it.
const GAP: u64 = 32 << 20;
const BLOCK: u64 = 512;

/// Some entries of a tar in their order: small, plain data.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Batch {
    parts: Vec<TarPart>,
    /// Entries, and bytes of their content.
    #[serde(skip)]
    entries: usize,
    #[serde(skip)]
    bytes: u64,
}

#[derive(Debug, Serialize, Deserialize)]
enum TarPart {
    /// Headers of entries without content, or the end of a tar.
    Bytes(Vec<u8>),
    /// Consecutive files of one layer, and the way to the first.
    Run { layer: usize, plan: Plan, files: Vec<StoredFile> },
    /// A file from several pieces.
    Joined { headers: Vec<u8>, pieces: Pieces, path: Vec<u8> },
}

/// A file whose content one layer stores whole.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredFile {
    pub at: u64,
    pub size: u64,
    pub sparse: bool,
    pub headers: Vec<u8>,
    /// The path in problems.
    pub path: Vec<u8>,
}

impl Batch {
    /// The batch has reached a bound.
    pub fn is_full(&self) -> bool {
        self.entries >= BATCH_ENTRIES || self.bytes >= BATCH_BYTES
    }

    /// Adds the headers of an entry without content.
    pub fn headers(&mut self, headers: &[u8]) {
        self.entries += 1;
        self.plain(headers);
    }

    fn plain(&mut self, bytes: &[u8]) {
        match self.parts.last_mut() {
            Some(TarPart::Bytes(list)) => list.extend_from_slice(bytes),
            _ => self.parts.push(TarPart::Bytes(bytes.to_vec())),
        }
    }

    /// Adds a file from several pieces. `headers` have the size of all of them.
    pub fn joined(&mut self, headers: Vec<u8>, pieces: Pieces, path: Vec<u8>) {
        self.count(pieces.size());
        self.parts.push(TarPart::Joined { headers, pieces, path });
    }

    /// Adds a file of a layer. `plan` gives the way to a byte of that layer. *Errors:* those of `plan`.
    pub(super) fn stored(&mut self, layer: usize, file: StoredFile, plan: &dyn Fn(u64) -> Result<Plan>) -> Result<()> {
        self.count(file.size);
        if let Some(TarPart::Run { layer: same, files, .. }) = self.parts.last_mut()
            && *same == layer
            && let Some(last) = files.last()
            && file.at.saturating_sub(last.at.saturating_add(last.size)) < GAP
        {
            files.push(file);
            return Ok(());
        }
        let plan = plan(file.at)?;
        self.parts.push(TarPart::Run { layer, plan, files: vec![file] });
        Ok(())
    }

    fn count(&mut self, bytes: u64) {
        self.entries += 1;
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Adds the end of the tar.
    pub fn end(&mut self) {
        self.plain(&[0; 2 * BLOCK as usize]);
    }

    /// Writes the batch in chunks until `each` returns false. An unreadable file is padded with zeros and reported, so
    /// the tar stays valid.
    pub async fn write(&self, feed: &Feed, each: &mut dyn FnMut(&[u8]) -> bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        for part in &self.parts {
            match part {
                TarPart::Bytes(bytes) => drop(each(bytes)),
                TarPart::Run { plan, files, .. } => run(plan, files, feed, each, &mut problems).await,
                TarPart::Joined { headers, pieces, path } => {
                    each(headers);
                    let (mut done, size) = (0, pieces.size());
                    let mut give = |bytes: &[u8]| {
                        done += bytes.len() as u64;
                        each(bytes)
                    };
                    if let Err(problem) = pieces.copy(feed, 0, &mut give).await {
                        problems.push(Problem { path: Some(format!("/{}", display(path))), ..*problem });
                    }
                    fill(size.next_multiple_of(BLOCK).saturating_sub(done), each);
                }
            }
        }
        problems
    }

    /// As bytes for a message between workers.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        to_wire(self)
    }

    /// Reads what `to_bytes` wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        from_wire(bytes)
    }
}

async fn run(
    plan: &Plan,
    files: &[StoredFile],
    feed: &Feed,
    each: &mut dyn FnMut(&[u8]) -> bool,
    problems: &mut Vec<Problem>,
) {
    let mut stream: Option<Decoded> = None;
    for file in files {
        each(&file.headers);
        let mut done = 0;
        let mut give = |bytes: &[u8]| {
            done += bytes.len() as u64;
            each(bytes)
        };
        match copy(plan, file, stream.take(), feed, &mut give).await {
            Ok(rest) => stream = rest,
            Err(problem) => {
                let path = Some(format!("/{}", display(&file.path)));
                problems.push(Problem { path, in_layer: true, ..*problem });
            }
        }
        fill(file.size.next_multiple_of(BLOCK) - done, each);
    }
}

/// Gives a file's bytes; returns the layer's stream after them, for the next file.
async fn copy(
    plan: &Plan,
    file: &StoredFile,
    stream: Option<Decoded>,
    feed: &Feed,
    each: &mut dyn FnMut(&[u8]) -> bool,
) -> Result<Option<Decoded>> {
    let extent = Extent { plan: plan.clone(), at: file.at, size: file.size, sparse: file.sparse };
    let mut content = match stream.filter(|_| !file.sparse) {
        Some(stream) => extent.open_in(stream, 0).await?,
        None => extent.open(feed, 0).await?,
    };
    content.copy(each).await?;
    Ok((!file.sparse).then(|| content.into_stream()))
}

/// Zeros for padding and for unreadable bytes.
fn fill(mut left: u64, each: &mut dyn FnMut(&[u8]) -> bool) {
    let zeros = [0; 64 << 10];
    while left > 0 {
        let n = left.min(zeros.len() as u64);
        each(zeros.get(..n as usize).unwrap_or_default());
        left -= n;
    }
}
