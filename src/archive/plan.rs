//! Where a blob's bytes are and how to get at them: small, plain data that goes to any worker.

use crate::compression::{Bounded, Checkpoint, Codec, Gzip, decode};
use crate::error::{Kind, Problem, Result};
use crate::source::{ReadAt, Section, Span, Stream, Window};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A way to a blob. *Shape:* `span` lies in the archive after `outer` is decoded, `inner` is the blob's own compression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Which of the opened files: 0 but for a folder.
    pub file: usize,
    /// Compression of the archive as a whole.
    pub outer: Codec,
    /// The stored blob in the decompressed archive.
    pub span: Span,
    /// Where to start inflating the archive, if not at its start. Thousands of layers may share one.
    pub checkpoint: Option<Arc<Checkpoint>>,
    /// Compression of the blob itself.
    pub inner: Codec,
    /// Only entries below this folder are meant, and their names without it.
    pub below: Vec<u8>,
}

impl Plan {
    /// The same way to a blob that is itself compressed.
    pub fn inner(self, inner: Codec) -> Self {
        Self { inner, ..self }
    }

    /// The blob's bytes as stored. In a plain archive this is a window that skips for free.
    pub fn stored<'s>(&self, source: &'s dyn ReadAt) -> Result<Box<dyn Stream + 's>> {
        self.open(source, false)
    }

    /// The same for a reader that wants every byte: large reads from the start.
    pub fn stored_sequential<'s>(&self, source: &'s dyn ReadAt) -> Result<Box<dyn Stream + 's>> {
        self.open(source, true)
    }

    /// The decompressed blob.
    pub fn decoded<'s>(&self, source: &'s dyn ReadAt) -> Result<Box<dyn Stream + 's>> {
        Ok(decode(self.open(source, self.inner != Codec::None)?, self.inner))
    }

    fn open<'s>(&self, source: &'s dyn ReadAt, sequential: bool) -> Result<Box<dyn Stream + 's>> {
        if self.outer == Codec::None {
            let window =
                if sequential { Window::sequential(source, self.span) } else { Window::new(source, self.span) };
            return Ok(Box::new(window));
        }
        let from = self.checkpoint.as_ref().map_or(0, |c| c.stored);
        let rest = Span { offset: from, len: source.len().saturating_sub(from) };
        let file = Window::sequential(source, rest);
        let mut archive: Box<dyn Stream + 's> = match &self.checkpoint {
            Some(checkpoint) => Box::new(Bounded::new(Gzip::resume(file, checkpoint))),
            None => decode(file, self.outer),
        };
        let ahead = self.span.offset.checked_sub(archive.position());
        let ahead = ahead.ok_or_else(|| Problem::new(Kind::Internal).detail("a checkpoint behind what it leads to"))?;
        if archive.skip(ahead)? < ahead {
            return Err(Box::new(Problem::new(Kind::Truncated).at(self.span.offset)));
        }
        Ok(Box::new(Section::new(archive, self.span.len)))
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
