//! One layer: its tar's entries as flat columns, whiteouts recognised, and the digests that prove its bytes.

mod buffer;
mod digest;
mod scan;

pub use buffer::{LayerBuffer, LayerWriter, RECORD_BYTES, Record};
pub use digest::{Digests, hash};
pub use scan::scan;

use crate::framing::FileKind;
use serde::{Deserialize, Serialize};

/// What an entry of a layer's tar means to the layers below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A file, directory, link, device: it is there.
    Entry(FileKind),
    /// `.wh.NAME`: NAME of lower layers is gone. The record's path is NAME's.
    Whiteout,
    /// `.wh..wh..opq`: no lower child of the record's directory shows through.
    Opaque,
    /// Below a root name that begins `.wh..wh.`: aufs' own bookkeeping, no file; hard links may point to it.
    Metadata(FileKind),
}

/// What a scan found besides the entries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Why the scan stopped early; the entries before it are sound.
    pub problem: Option<crate::error::Problem>,
    /// Whiteouts without a name (`.wh.`, `.wh..`, `.wh...`).
    pub invalid_whiteouts: u64,
    /// Names that tried to leave the root by `..`.
    pub escaping: u64,
    /// The tar has its end marker.
    pub marked_end: bool,
}
