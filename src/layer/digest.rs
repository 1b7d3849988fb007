//! The proof of a layer in one pass: sha256 of its stored and of its decompressed bytes, and the hashes of requested files.

use super::file_hashes::{FileHashes, HASH_BYTES};
use crate::archive::Plan;
use crate::compression::{Codec, Decoder};
use crate::image::digest_text;
use crate::limits::SPARSE_HASHED;
use crate::problem::{Kind, Problem, Result};
use crate::source::{Feed, Stream, skip_by_reading};
use crate::tar_format::{Entry, FileKind, SparseRange, TarReader};
use blake3::Hasher;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io;

static ZEROS: [u8; 16 << 10] = [0; 16 << 10];

/// The digests of a layer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Digests {
    /// Digest of the stored bytes; `None` = not all of them could be read.
    pub blob: Option<String>,
    /// Digest of the decompressed bytes, including those after the tar's end marker; `None` = they do not decode to the end.
    pub diff_id: Option<String>,
    /// Why a digest is missing.
    pub problem: Option<Problem>,
}

/// Hashes a layer, and its files whose data starts at one of `files` (as in the layer buffer, ascending), up to damage in the tar.
/// `progress` gets the stored bytes read.
pub async fn hash(plan: &Plan, feed: &Feed, files: &[u64], progress: &mut dyn FnMut(u64)) -> (Digests, FileHashes) {
    let mut digests = Digests::default();
    let mut contents = FileHashes::with_capacity(files.len());
    if let Err(problem) = run(plan, feed, files, progress, &mut digests, &mut contents).await {
        digests.problem = Some(*problem);
    }
    (digests, contents)
}

/// Hashes some files of a layer, and skips all other bytes where that costs no read.
pub async fn hash_files(plan: &Plan, feed: &Feed, files: &[u64], progress: &mut dyn FnMut(u64)) -> FileHashes {
    let mut contents = FileHashes::with_capacity(files.len());
    if let Ok(stream) = plan.decoded(feed).await {
        read_files(stream, files, progress, &mut contents).await;
    }
    contents
}

async fn run(
    plan: &Plan,
    feed: &Feed,
    files: &[u64],
    progress: &mut dyn FnMut(u64),
    digests: &mut Digests,
    contents: &mut FileHashes,
) -> Result<()> {
    let stored = Hashed::new(plan.stored_through(feed).await?);
    let mut decoding = Ok(());
    let mut stored = if plan.inner == Codec::None {
        read_files(stored, files, progress, contents).await
    } else {
        let decoded = Hashed::new(Decoder::new(stored, plan.inner));
        let mut decoded = read_files(decoded, files, progress, contents).await;
        decoding = drain(&mut decoded, progress).await;
        digests.diff_id = decoding.is_ok().then(|| decoded.digest());
        decoded.inner.into_input()
    };
    // Bytes that the decoder left (after its end, or after damage) belong to the blob, too.
    drain(&mut stored, progress).await?;
    if stored.position() < plan.span.len {
        return Err(Box::new(Problem::new(Kind::Truncated).at(plan.span.offset + stored.position())));
    }
    let blob = stored.digest();
    if plan.inner == Codec::None {
        digests.diff_id = Some(blob.clone());
    }
    digests.blob = Some(blob);
    decoding
}

/// Hashes some of a tar's files, up to damage; returns the stream at the position it reached. The scan reports the damage; the caller
/// hashes the remaining bytes.
async fn read_files<S: Stream>(
    stream: S,
    files: &[u64],
    progress: &mut dyn FnMut(u64),
    contents: &mut FileHashes,
) -> S {
    let mut reader = TarReader::new(stream);
    let mut left = files;
    while !left.is_empty()
        && let Ok(Some(entry)) = reader.next().await
    {
        progress(reader.stream().stored());
        let start = if entry.sparse { entry.header_at } else { entry.data_at };
        left = left.get(left.partition_point(|file| *file < start)..).unwrap_or_default();
        // A few stored bytes of a sparse file may unpack to a petabyte.
        if entry.kind == FileKind::File
            && left.first() == Some(&start)
            && (!entry.sparse || entry.size <= SPARSE_HASHED)
        {
            match read_file(&mut reader, &entry, progress).await {
                Ok(hash) => contents.push(start, &hash),
                Err(_) => break,
            }
        } else if reader.skip_entry_with_progress(progress).await.is_err() {
            break;
        }
    }
    reader.into_stream()
}

/// The BLAKE3 hash of one file, with zeros for its holes.
async fn read_file<S: Stream>(
    reader: &mut TarReader<S>,
    entry: &Entry,
    progress: &mut dyn FnMut(u64),
) -> Result<[u8; HASH_BYTES]> {
    let mut hash = Hasher::new();
    let mut at = 0;
    let pieces = if entry.sparse { reader.pieces(entry).await? } else { vec![SparseRange { at: 0, len: entry.size }] };
    for SparseRange { at: from, len } in pieces {
        hash_zeros(&mut hash, from.saturating_sub(at));
        let mut left = len;
        while left > 0 {
            let data = reader.data(entry).await?;
            let data = data.get(..usize::try_from(left).unwrap_or(usize::MAX)).unwrap_or(data);
            let got = data.len();
            if got == 0 {
                return Err(Box::new(Problem::new(Kind::Truncated).at(entry.data_at)));
            }
            hash.update(data);
            reader.take(got);
            left = left.saturating_sub(got as u64);
            progress(reader.stream().stored());
        }
        at = from.saturating_add(len);
    }
    hash_zeros(&mut hash, entry.size.saturating_sub(at));
    Ok(hash.finalize().into())
}

fn hash_zeros(hash: &mut Hasher, mut left: u64) {
    while left > 0 {
        let n = left.min(ZEROS.len() as u64);
        hash.update(ZEROS.get(..n as usize).unwrap_or_default());
        left -= n;
    }
}

/// Reads the rest of a stream.
async fn drain<S: Stream>(stream: &mut S, progress: &mut dyn FnMut(u64)) -> Result<()> {
    loop {
        stream.fill().await?;
        let there = stream.buffered().len();
        if there == 0 {
            return Ok(());
        }
        stream.consume(there);
        progress(stream.stored());
    }
}

/// A stream that hashes the bytes consumed from it.
struct Hashed<S> {
    inner: S,
    hash: Sha256,
}

impl<S> Hashed<S> {
    fn new(inner: S) -> Self {
        Self { inner, hash: Sha256::new() }
    }

    /// The digest of all consumed bytes.
    fn digest(&self) -> String {
        digest_text(&self.hash.clone().finalize())
    }
}

impl<S: Stream> Stream for Hashed<S> {
    async fn fill(&mut self) -> io::Result<()> {
        self.inner.fill().await
    }

    fn buffered(&self) -> &[u8] {
        self.inner.buffered()
    }

    fn consume(&mut self, n: usize) {
        self.hash.update(self.inner.buffered().get(..n).unwrap_or_default());
        self.inner.consume(n);
    }

    async fn skip(&mut self, n: u64) -> io::Result<u64> {
        skip_by_reading(self, n).await
    }

    fn position(&self) -> u64 {
        self.inner.position()
    }

    fn stored(&self) -> u64 {
        self.inner.stored()
    }
}
