//! One layer: its tar's entries as flat columns, whiteouts recognised, and the digests that prove its bytes.

mod buffer;
mod digest;
mod file_hashes;
mod scan;
mod stretch;

pub use buffer::{LayerBuffer, LayerWriter, RECORD_BYTES, Record, join};
pub use digest::{Digests, hash, hash_files};
pub use file_hashes::{FileHashes, HASH_BYTES};
pub use scan::scan;
pub use stretch::Stretch;

use crate::error::{Kind, Problem};
use crate::tar_format::FileKind;
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

/// Something odd about entries, told once a kind: how many, and the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What.
    pub kind: Kind,
    /// How many entries.
    pub count: u64,
    /// Clean path of the first; `None` where it is about no entry.
    pub path: Option<Vec<u8>>,
    /// Where the first one's header starts in the decompressed layer.
    pub byte: u64,
}

/// What a scan found besides the entries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Why the scan stopped early; the entries before it are sound.
    pub problem: Option<Problem>,
    /// What is odd; at most one of a kind.
    pub notes: Vec<Note>,
}

impl Summary {
    /// Adds what a later stretch of the same layer told.
    fn add(&mut self, later: Self) {
        self.problem = self.problem.take().or(later.problem);
        for note in later.notes {
            match self.notes.iter_mut().find(|known| known.kind == note.kind) {
                Some(known) => known.count = known.count.saturating_add(note.count),
                None => self.notes.push(note),
            }
        }
    }

    /// Counts one more of a kind.
    fn note(&mut self, kind: Kind, path: &[u8], byte: u64) {
        match self.notes.iter_mut().find(|n| n.kind == kind) {
            Some(note) => note.count += 1,
            None => {
                let path = (!path.is_empty()).then(|| path.to_vec());
                self.notes.push(Note { kind, count: 1, path, byte });
            }
        }
    }
}
