//! What a stream is compressed with, by its magic bytes alone, and the decoder for it.

mod checkpoint;
mod decoder;
mod gzip;
mod xz_bzip2;
mod zstd;

pub use checkpoint::{Checkpoint, nearest};
pub use decoder::Decoder;

use gzip::Gzip;
use serde::{Deserialize, Serialize};
use xz_bzip2::{Bzip2, Xz};
use zstd::Zstd;

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
