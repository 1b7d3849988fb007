//! The proof of a layer: sha256 of its stored bytes, of its decompressed bytes and of each file in it, in one pass.

use super::contents::{Contents, HASH_BYTES};
use crate::archive::Plan;
use crate::compression::{Codec, decode};
use crate::error::{Kind, Problem, Result};
use crate::framing::{Entry, FileKind, Piece, TarReader};
use crate::image::digest_text;
use crate::limits::SPARSE_HASHED;
use crate::source::{ReadAt, Stream, skip_reading};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::io::{self, Read};
use std::rc::Rc;

const STEP: usize = 256 << 10;
static ZEROS: [u8; 16 << 10] = [0; 16 << 10];

/// What hashing a layer found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Digests {
    /// Of the bytes as stored; `None` when they could not all be read.
    pub blob: Option<String>,
    /// Of the decompressed bytes, past the tar's end marker; `None` when they do not decode to the end.
    pub diff_id: Option<String>,
    /// Why one of them is lacking.
    pub problem: Option<Problem>,
}

/// Hashes a layer and, as far as its tar is sound, each regular file in it. `progress` is told stored bytes done.
pub fn hash(plan: &Plan, source: &dyn ReadAt, progress: &mut dyn FnMut(u64)) -> (Digests, Contents) {
    let mut digests = Digests::default();
    let mut contents = Contents::default();
    if let Err(problem) = run(plan, source, progress, &mut digests, &mut contents) {
        digests.problem = Some(*problem);
    }
    (digests, contents)
}

fn run(
    plan: &Plan,
    source: &dyn ReadAt,
    progress: &mut dyn FnMut(u64),
    digests: &mut Digests,
    contents: &mut Contents,
) -> Result<()> {
    let stored = Shared::new(plan.stored_sequential(source)?);
    let mut decoding = Ok(());
    if plan.inner == Codec::None {
        read_files(stored.clone(), progress, contents);
    } else {
        let decoded = Shared::new(decode(stored.clone(), plan.inner));
        read_files(decoded.clone(), progress, contents);
        decoding = drain(&mut decoded.clone(), progress);
        digests.diff_id = decoding.is_ok().then(|| decoded.digest());
    }
    // What the decoder did not want (bytes behind its end, or behind damage) still belongs to the blob.
    drain(&mut stored.clone(), progress)?;
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

/// Reads a tar's files as far as it makes sense. Where it does not, scanning has told why; the bytes are hashed all the same.
fn read_files<S: Stream>(stream: S, progress: &mut dyn FnMut(u64), contents: &mut Contents) {
    let mut reader = TarReader::new(stream);
    let mut step = vec![0; STEP];
    while let Ok(Some(entry)) = reader.next() {
        progress(reader.stream().stored());
        // A sparse file may be a few bytes that unpack to a petabyte.
        if entry.kind != FileKind::File || (entry.sparse && entry.size > SPARSE_HASHED) {
            continue;
        }
        match read_file(&mut reader, &entry, &mut step, progress) {
            Ok(hash) => contents.push(if entry.sparse { entry.header_at } else { entry.data_at }, &hash),
            Err(_) => return,
        }
    }
}

/// The sha256 of one file, its holes as zeros.
fn read_file<S: Stream>(
    reader: &mut TarReader<S>,
    entry: &Entry,
    step: &mut [u8],
    progress: &mut dyn FnMut(u64),
) -> Result<[u8; HASH_BYTES]> {
    let mut hash = Sha256::new();
    let mut at = 0;
    let pieces = if entry.sparse { reader.pieces(entry)? } else { vec![Piece { at: 0, len: entry.size }] };
    let zeros = |hash: &mut Sha256, mut left: u64| {
        while left > 0 {
            let n = left.min(ZEROS.len() as u64);
            hash.update(ZEROS.get(..n as usize).unwrap_or_default());
            left -= n;
        }
    };
    for Piece { at: from, len } in pieces {
        zeros(&mut hash, from.saturating_sub(at));
        let mut left = len;
        while left > 0 {
            let want = usize::try_from(left).unwrap_or(usize::MAX).min(step.len());
            let got = reader.read_data(entry, step.get_mut(..want).unwrap_or_default())?;
            if got == 0 {
                return Err(Box::new(Problem::new(Kind::Truncated).at(entry.data_at)));
            }
            hash.update(step.get(..got).unwrap_or_default());
            left = left.saturating_sub(got as u64);
            progress(reader.stream().stored());
        }
        at = from.saturating_add(len);
    }
    zeros(&mut hash, entry.size.saturating_sub(at));
    Ok(hash.finalize().into())
}

/// Reads what is left.
fn drain<S: Stream>(stream: &mut S, progress: &mut dyn FnMut(u64)) -> Result<()> {
    let mut step = vec![0; STEP];
    loop {
        if stream.read(&mut step)? == 0 {
            return Ok(());
        }
        progress(stream.stored());
    }
}

/// Hashes what passes through.
struct Hashed<S> {
    inner: S,
    hash: Sha256,
}

/// Who reads a stream owns one handle, we the other, to read on where it stopped.
struct Shared<S>(Rc<RefCell<Hashed<S>>>);

impl<S> Shared<S> {
    fn new(inner: S) -> Self {
        Self(Rc::new(RefCell::new(Hashed { inner, hash: Sha256::new() })))
    }

    /// Of all that was read.
    fn digest(&self) -> String {
        digest_text(&self.0.borrow().hash.clone().finalize())
    }
}

impl<S> Clone for Shared<S> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<S: Stream> Read for Shared<S> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let mut this = self.0.borrow_mut();
        let got = this.inner.read(buf)?;
        this.hash.update(buf.get(..got).unwrap_or_default());
        Ok(got)
    }
}

impl<S: Stream> Stream for Shared<S> {
    fn skip(&mut self, n: u64) -> io::Result<u64> {
        skip_reading(self, n)
    }

    fn position(&self) -> u64 {
        self.0.borrow().inner.position()
    }

    fn stored(&self) -> u64 {
        self.0.borrow().inner.stored()
    }
}
