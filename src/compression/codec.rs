//! The codecs, recognised by their magic bytes alone.

use serde::{Deserialize, Serialize};

/// The compression of stored bytes. Labels and media types do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Codec {
    /// Plain bytes.
    None,
    /// RFC 1952; one member or several.
    Gzip,
    /// RFC 8878; one frame or several, and skippable frames.
    Zstd,
    /// The xz format 1.2; one stream or several.
    Xz,
    /// bzip2; one stream or several.
    Bzip2,
}

/// Number of bytes that `sniff` needs.
pub const MAGIC_BYTES: usize = 8;

impl Codec {
    /// Recognises the codec by the first `MAGIC_BYTES`; anything unknown is `None`.
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

    /// The lower-case name; "none" for plain bytes.
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
