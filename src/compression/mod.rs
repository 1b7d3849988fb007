//! Compressed streams: the codec by its magic bytes, and the decoder for it.

mod checkpoint;
mod codec;
mod decoder;
mod decompress;
mod gzip;
mod xz_bzip2;
mod zstd;

pub use checkpoint::{Checkpoint, nearest};
pub use codec::{Codec, MAGIC_BYTES};
pub use decoder::Decoder;
