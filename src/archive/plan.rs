//! Where a blob's bytes are and how to get at them: small, plain data that goes to any worker.

use super::wire::{from_wire, to_wire};
use crate::compression::{Checkpoint, Codec, Decoder};
use crate::error::{Kind, Problem, Result};
use crate::source::{Feed, Section, Span, Stream, Window};
use serde::{Deserialize, Serialize};
use std::io;
use std::sync::Arc;

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

    /// Every byte of the blob lies as it is in the file: it can be read from anywhere.
    pub fn is_plain(&self) -> bool {
        self.outer == Codec::None && self.inner == Codec::None
    }

    /// The same way to a blob that is itself compressed.
    pub fn inner(self, inner: Codec) -> Self {
        Self { inner, ..self }
    }

    /// The blob's bytes as stored. In a plain archive this is a window that skips for free.
    pub async fn stored(&self, feed: &Feed) -> Result<Stored> {
        self.open(feed, 0, false).await
    }

    /// The same for a reader that wants every byte.
    pub async fn stored_through(&self, feed: &Feed) -> Result<Stored> {
        self.open(feed, 0, true).await
    }

    /// The decompressed blob, from `resume` on; its `position()` counts from the blob's start all the same.
    pub async fn decoded(&self, feed: &Feed) -> Result<Decoded> {
        Ok(match &self.resume {
            Some(point) => Decoder::resume(self.open(feed, point.stored, false).await?, self.inner, point),
            None => Decoder::new(self.open(feed, 0, self.inner != Codec::None).await?, self.inner),
        })
    }

    /// Gives the whole decompressed blob, piece by piece, until `each` has enough. *Errors:* the decoder's; what came before is sound.
    pub async fn copy(&self, feed: &Feed, each: &mut dyn FnMut(&[u8]) -> bool) -> Result<()> {
        let stored = match self.resume {
            None => self.stored_through(feed).await?,
            Some(_) => return give_all(&mut self.decoded(feed).await?, each).await,
        };
        give_all(&mut Decoder::new(stored, self.inner), each).await
    }

    /// The decompressed blob from its start, leaving checkpoints.
    pub async fn recording(&self, feed: &Feed) -> Result<Decoded> {
        let stored = self.open(feed, 0, self.inner != Codec::None).await?;
        Ok(Decoder::with_checkpoints(stored, self.inner))
    }

    /// The stored blob from its byte `from` on.
    async fn open(&self, feed: &Feed, from: u64, through: bool) -> Result<Stored> {
        let offset = self.span.offset.saturating_add(from);
        let span = Span { offset, len: self.span.len.saturating_sub(from) };
        if self.outer == Codec::None {
            let window = if through { Window::through } else { Window::new };
            return Ok(Stored::Plain(window(feed, self.file, span)));
        }
        let start = self.checkpoint.as_ref().map_or(0, |c| c.stored);
        let file = Window::through(feed, self.file, Span { offset: start, len: u64::MAX - start });
        let mut archive = match &self.checkpoint {
            Some(checkpoint) => Decoder::resume(file, self.outer, checkpoint),
            None => Decoder::new(file, self.outer),
        };
        let ahead = span.offset.checked_sub(archive.position());
        let ahead = ahead.ok_or_else(|| Problem::new(Kind::Internal).detail("a checkpoint behind what it leads to"))?;
        if archive.skip(ahead).await? < ahead {
            return Err(Box::new(Problem::new(Kind::Truncated).at(span.offset)));
        }
        Ok(Stored::Packed(Box::new(Section::new(archive, span.len))))
    }

    /// As bytes for a message between workers (a checkpoint makes it some 32 KiB).
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        to_wire(self)
    }

    /// Reads what `to_bytes` wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        from_wire(bytes)
    }
}

/// A blob as it is stored.
pub enum Stored {
    /// In a plain archive.
    Plain(Window),
    /// In an archive that is compressed as a whole.
    Packed(Box<Section<Decoder<Window>>>),
}

/// A blob as it was before it was compressed.
pub type Decoded = Decoder<Stored>;

impl Stream for Stored {
    async fn fill(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.fill().await,
            Self::Packed(stream) => stream.fill().await,
        }
    }

    fn buffered(&self) -> &[u8] {
        match self {
            Self::Plain(stream) => stream.buffered(),
            Self::Packed(stream) => stream.buffered(),
        }
    }

    fn consume(&mut self, n: usize) {
        match self {
            Self::Plain(stream) => stream.consume(n),
            Self::Packed(stream) => stream.consume(n),
        }
    }

    async fn skip(&mut self, n: u64) -> io::Result<u64> {
        match self {
            Self::Plain(stream) => stream.skip(n).await,
            Self::Packed(stream) => stream.skip(n).await,
        }
    }

    fn position(&self) -> u64 {
        match self {
            Self::Plain(stream) => stream.position(),
            Self::Packed(stream) => stream.position(),
        }
    }

    fn stored(&self) -> u64 {
        match self {
            Self::Plain(stream) => stream.stored(),
            Self::Packed(stream) => stream.stored(),
        }
    }
}

/// Gives what is left of a stream, as it comes, until `each` has enough.
pub(crate) async fn give_all(stream: &mut impl Stream, each: &mut dyn FnMut(&[u8]) -> bool) -> Result<()> {
    loop {
        stream.fill().await?;
        let there = stream.buffered().len();
        if there == 0 || !each(stream.buffered()) {
            return Ok(());
        }
        stream.consume(there);
    }
}
