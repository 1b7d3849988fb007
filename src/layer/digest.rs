//! The proof of a layer: sha256 of its stored bytes and of its decompressed bytes, in one pass.

use crate::archive::Plan;
use crate::compression::{Codec, decode};
use crate::error::{Kind, Problem, Result};
use crate::image::digest_text;
use crate::source::{ReadAt, Stream, skip_reading};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::io::{self, Read};
use std::rc::Rc;

const STEP: usize = 256 << 10;

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

/// Hashes a layer. `progress` is told stored bytes done.
pub fn hash(plan: &Plan, source: &dyn ReadAt, progress: &mut dyn FnMut(u64)) -> Digests {
    let mut digests = Digests::default();
    if let Err(problem) = run(plan, source, progress, &mut digests) {
        digests.problem = Some(*problem);
    }
    digests
}

fn run(plan: &Plan, source: &dyn ReadAt, progress: &mut dyn FnMut(u64), digests: &mut Digests) -> Result<()> {
    let stored = Shared(Rc::new(RefCell::new(Hashed { inner: plan.stored_sequential(source)?, hash: Sha256::new() })));
    let mut decoding = Ok(());
    if plan.inner != Codec::None {
        let mut hash = Sha256::new();
        decoding = drain(&mut decode(stored.clone(), plan.inner), progress, |bytes| hash.update(bytes));
        digests.diff_id = decoding.is_ok().then(|| digest_text(&hash.finalize()));
    }
    // What the decoder did not want (bytes behind its end, or behind damage) still belongs to the blob.
    drain(&mut stored.clone(), progress, |_| {})?;
    let Hashed { inner, hash } = &*stored.0.borrow();
    if inner.position() < plan.span.len {
        return Err(Box::new(Problem::new(Kind::Truncated).at(plan.span.offset + inner.position())));
    }
    let blob = digest_text(&hash.clone().finalize());
    if plan.inner == Codec::None {
        digests.diff_id = Some(blob.clone());
    }
    digests.blob = Some(blob);
    decoding
}

fn drain<S: Stream>(stream: &mut S, progress: &mut dyn FnMut(u64), mut each: impl FnMut(&[u8])) -> Result<()> {
    let mut step = vec![0; STEP];
    loop {
        let got = stream.read(&mut step)?;
        if got == 0 {
            return Ok(());
        }
        each(step.get(..got).unwrap_or_default());
        progress(stream.stored());
    }
}

/// Hashes what passes through.
struct Hashed<S> {
    inner: S,
    hash: Sha256,
}

/// The decoder owns one handle of the stored bytes, we the other, to read on where it stopped.
struct Shared<S>(Rc<RefCell<Hashed<S>>>);

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
