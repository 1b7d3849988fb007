//! Where a blob's bytes are and how to get at them: small, plain data that goes to any worker.

use crate::compression::{Checkpoint, Codec, Noting, decode, resume};
use crate::error::{Kind, Problem, Result};
use crate::source::{ReadAt, Section, Span, Stream, Window};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Bytes given at a time.
const STEP: usize = 256 << 10;

/// A way to a blob. *Shape:* `span` lies in the archive after `outer` is decoded, `inner` is the blob's own compression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Which of the opened files.
    pub file: usize,
    /// Compression of the archive as a whole.
    pub outer: Codec,
    /// The stored blob in the decompressed archive.
    pub span: Span,
    /// Where to start inflating the archive, if not at its start. Thousands of layers may share one.
    pub checkpoint: Option<Arc<Checkpoint>>,
    /// Compression of the blob itself.
    pub inner: Codec,
    /// Where to start decoding the blob, if not at its start: for readers of one file in it.
    pub resume: Option<Arc<Checkpoint>>,
    /// Only entries below this folder are meant, and their names without it.
    pub below: Vec<u8>,
}

impl Plan {
    /// To bytes that are stored as they are, in a file that is no compressed archive.
    pub fn plain(span: Span) -> Self {
        Self {
            file: 0,
            outer: Codec::None,
            span,
            checkpoint: None,
            inner: Codec::None,
            resume: None,
            below: Vec::new(),
        }
    }

    /// The same way to a blob that is itself compressed.
    pub fn inner(self, inner: Codec) -> Self {
        Self { inner, ..self }
    }

    /// The blob's bytes as stored. In a plain archive this is a window that skips for free.
    pub fn stored<'s>(&self, source: &'s dyn ReadAt) -> Result<Box<dyn Stream + 's>> {
        self.open(source, 0, false)
    }

    /// The same for a reader that wants every byte: large reads from the start.
    pub fn stored_sequential<'s>(&self, source: &'s dyn ReadAt) -> Result<Box<dyn Stream + 's>> {
        self.open(source, 0, true)
    }

    /// The decompressed blob, from `resume` on; its `position()` counts from the blob's start all the same.
    pub fn decoded<'s>(&self, source: &'s dyn ReadAt) -> Result<Box<dyn Stream + 's>> {
        Ok(match &self.resume {
            Some(point) => resume(self.open(source, point.stored, false)?, self.inner, point),
            None => decode(self.open(source, 0, self.inner != Codec::None)?, self.inner),
        })
    }

    /// Gives the whole decompressed blob, piece by piece, until `each` has enough. *Errors:* the decoder's; what came before is sound.
    pub fn copy(&self, source: &dyn ReadAt, each: &mut dyn FnMut(&[u8]) -> bool) -> Result<()> {
        let mut stream = self.decoded(source)?;
        let mut step = vec![0; STEP];
        loop {
            let got = stream.read(&mut step)?;
            if got == 0 || !each(step.get(..got).unwrap_or_default()) {
                return Ok(());
            }
        }
    }

    /// The decompressed blob from its start, leaving checkpoints.
    pub fn noting<'s>(&self, source: &'s dyn ReadAt) -> Result<Noting<'s>> {
        Ok(Noting::new(self.open(source, 0, self.inner != Codec::None)?, self.inner))
    }

    /// The stored blob from its byte `from` on.
    fn open<'s>(&self, source: &'s dyn ReadAt, from: u64, sequential: bool) -> Result<Box<dyn Stream + 's>> {
        let offset = self.span.offset.saturating_add(from);
        let span = Span { offset, len: self.span.len.saturating_sub(from) };
        if self.outer == Codec::None {
            let window = if sequential { Window::sequential(source, span) } else { Window::new(source, span) };
            return Ok(Box::new(window));
        }
        let start = self.checkpoint.as_ref().map_or(0, |c| c.stored);
        let rest = Span { offset: start, len: source.len().saturating_sub(start) };
        let file = Window::sequential(source, rest);
        let mut archive = match &self.checkpoint {
            Some(checkpoint) => resume(file, self.outer, checkpoint),
            None => decode(file, self.outer),
        };
        let ahead = span.offset.checked_sub(archive.position());
        let ahead = ahead.ok_or_else(|| Problem::new(Kind::Internal).detail("a checkpoint behind what it leads to"))?;
        if archive.skip(ahead)? < ahead {
            return Err(Box::new(Problem::new(Kind::Truncated).at(span.offset)));
        }
        Ok(Box::new(Section::new(archive, span.len)))
    }

    /// As bytes for a message between workers (JSON; a checkpoint makes it some 100 kB).
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(|e| Box::new(Problem::new(Kind::Internal).detail(e.to_string())))
    }

    /// Reads what `to_bytes` wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        serde_json::from_slice(bytes).map_err(|e| Box::new(Problem::new(Kind::Internal).detail(e.to_string())))
    }
}
