//! What a stream is compressed with, by its magic bytes alone, and the decoder for it.

mod bounded;
mod checkpoint;
mod foreign;
mod gzip;
mod noting;
mod zstd;

pub use bounded::Bounded;
pub use checkpoint::{Checkpoint, nearest};
pub use gzip::Gzip;
pub use noting::Noting;
pub use zstd::Zstd;

use crate::source::Stream;
use serde::{Deserialize, Serialize};
use std::io::{self, Read};

/// How bytes are stored. Labels and media types are never believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Codec {
    /// As they are.
    None,
    /// RFC 1952, one member or many.
    Gzip,
    /// RFC 8878, one frame or many, skippable frames too.
    Zstd,
    /// The xz format 1.2, one stream or many.
    Xz,
    /// bzip2, one stream or many.
    Bzip2,
}

/// How many bytes `sniff` wants to see.
pub const MAGIC_BYTES: usize = 8;

impl Codec {
    /// Names the codec by the first bytes (8 are enough); anything unknown is `None`.
    ///
    /// *Source:* RFC 1952 2.3.1, RFC 8878 3.1.1 and 3.1.2 (skippable frames may come first), the xz and bzip2 formats.
    pub fn sniff(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, 8, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            [kind, 0x2a, 0x4d, 0x18, ..] if kind & 0xf0 == 0x50 => Self::Zstd,
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Self::Xz,
            [b'B', b'Z', b'h', b'1'..=b'9', ..] => Self::Bzip2,
            _ => Self::None,
        }
    }

    /// The lower-case name, "none" for plain bytes.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Xz => "xz",
            Self::Bzip2 => "bzip2",
        }
    }
}

/// The decoded stream of `stored`, which starts at the beginning of the compressed bytes.
///
/// *Errors:* none yet; damage shows while reading, as `Corrupt…` or `Truncated` with the stored byte, a bomb as `Limit`.
pub fn decode<'s, S: Stream + 's>(stored: S, codec: Codec) -> Box<dyn Stream + 's> {
    match codec {
        Codec::None => Box::new(stored),
        Codec::Gzip => Box::new(Bounded::new(Gzip::new(stored))),
        Codec::Zstd => Box::new(Bounded::new(Zstd::new(stored))),
        Codec::Xz => Box::new(Bounded::new(foreign::xz(stored))),
        Codec::Bzip2 => Box::new(Bounded::new(foreign::bzip2(stored))),
    }
}

/// The decoded stream from a checkpoint on; `stored` must stand at `checkpoint.stored`. Its `position()` is the decoded byte as if it
/// had been read from the start.
pub fn resume<'s, S: Stream + 's>(stored: S, codec: Codec, checkpoint: &Checkpoint) -> Box<dyn Stream + 's> {
    match codec {
        Codec::Gzip => Box::new(Bounded::new(Gzip::resume(stored, checkpoint))),
        Codec::Zstd => Box::new(Bounded::new(Zstd::resume(stored, checkpoint))),
        Codec::None => Box::new(From { inner: stored, before: checkpoint.decoded }),
        Codec::Xz | Codec::Bzip2 => decode(stored, codec),
    }
}

/// Plain bytes from the middle on.
struct From<S> {
    inner: S,
    before: u64,
}

impl<S: Stream> Read for From<S> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buf)
    }
}

impl<S: Stream> Stream for From<S> {
    fn skip(&mut self, n: u64) -> io::Result<u64> {
        self.inner.skip(n)
    }

    fn position(&self) -> u64 {
        self.inner.position() + self.before
    }

    fn stored(&self) -> u64 {
        self.inner.stored() + self.before
    }
}
