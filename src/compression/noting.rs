//! A decoder that is watched on its first way through: it keeps the checkpoints from which later readers start.

use super::{Bounded, Checkpoint, Codec, Gzip, Zstd, decode};
use crate::source::Stream;
use std::io::{self, Read};

/// The decoded stream of a blob, and where decoding it can start again. xz and bzip2 leave no checkpoints: xz needs an index of
/// blocks that most writers make one of, bzip2's blocks start within a byte.
pub enum Noting<'s> {
    /// Deflate block boundaries.
    Gzip(Bounded<Gzip<Box<dyn Stream + 's>>>),
    /// Frames.
    Zstd(Box<Bounded<Zstd<Box<dyn Stream + 's>>>>),
    /// No way in but the start.
    Other(Box<dyn Stream + 's>),
}

impl<'s> Noting<'s> {
    /// From the start of the compressed bytes. *Errors:* as `decode`.
    pub fn new(stored: Box<dyn Stream + 's>, codec: Codec) -> Self {
        match codec {
            Codec::Gzip => Self::Gzip(Bounded::new(Gzip::with_checkpoints(stored))),
            Codec::Zstd => Self::Zstd(Box::new(Bounded::new(Zstd::with_checkpoints(stored)))),
            Codec::None | Codec::Xz | Codec::Bzip2 => Self::Other(decode(stored, codec)),
        }
    }

    /// The checkpoints left so far, by position.
    pub fn into_checkpoints(self) -> Vec<Checkpoint> {
        match self {
            Self::Gzip(stream) => stream.into_inner().into_checkpoints(),
            Self::Zstd(stream) => stream.into_inner().into_checkpoints(),
            Self::Other(_) => Vec::new(),
        }
    }

    fn inner(&self) -> &(dyn Stream + 's) {
        match self {
            Self::Gzip(stream) => stream,
            Self::Zstd(stream) => stream,
            Self::Other(stream) => stream,
        }
    }

    fn inner_mut(&mut self) -> &mut (dyn Stream + 's) {
        match self {
            Self::Gzip(stream) => stream,
            Self::Zstd(stream) => stream,
            Self::Other(stream) => stream,
        }
    }
}

impl Read for Noting<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.inner_mut().read(buf)
    }
}

impl Stream for Noting<'_> {
    fn skip(&mut self, n: u64) -> io::Result<u64> {
        self.inner_mut().skip(n)
    }

    fn position(&self) -> u64 {
        self.inner().position()
    }

    fn stored(&self) -> u64 {
        self.inner().stored()
    }
}
