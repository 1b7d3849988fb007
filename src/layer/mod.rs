//! One layer: a flat buffer of its tar's entries, with whiteouts recognised, and the digests that prove its bytes.

mod buffer;
mod digest;
mod file_hashes;
mod oddities;
mod pieces;
mod scan;
mod scan_range;
mod windows;

pub use buffer::{LayerBuffer, LayerWriter, RECORD_BYTES, Record, join};
pub use digest::{Digests, hash, hash_files};
pub use file_hashes::{FileHashes, HASH_BYTES};
pub use scan::{scan, scan_in_pieces};
pub use scan_range::ScanRange;

use crate::limits::ASIDE_FILES;
use crate::problem::{Kind, Problem};
use crate::tar_format::FileKind;
use serde::{Deserialize, Serialize};

/// The meaning of a layer's entry for the lower layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A file, directory, link or device that the layer holds.
    Entry(FileKind),
    /// `.wh.NAME`: hides NAME of lower layers. The record has the path of NAME.
    Whiteout,
    /// `.wh..wh..opq`: hides all lower children of the record's directory.
    Opaque,
    /// A path whose first name begins with `.wh..wh.`: metadata of aufs, not a file. Hard links may point to it.
    Metadata(FileKind),
}

/// An oddity of entries, one note per kind: their number, and the first of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The kind of oddity.
    pub kind: Kind,
    /// Number of entries.
    pub count: u64,
    /// Clean path of the first; `None` = the note concerns no entry.
    pub path: Option<Vec<u8>>,
    /// Start of the first one's header in the decompressed layer.
    pub byte: u64,
}

/// Files of a Windows layer's tar beside its file system: registry hives, the files of a utility machine.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    /// How many.
    pub count: u64,
    /// The first of them: path in the tar, bytes.
    pub files: Vec<(Vec<u8>, u64)>,
}

impl Aside {
    fn add(&mut self, later: Self) {
        self.count = self.count.saturating_add(later.count);
        let room = ASIDE_FILES.saturating_sub(self.files.len());
        self.files.extend(later.files.into_iter().take(room));
    }
}

/// The findings of a scan besides the entries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Why the scan stopped early; the entries before the problem are sound.
    pub problem: Option<Problem>,
    /// Oddities, at most one note per kind.
    pub notes: Vec<Note>,
    /// Of a Windows layer.
    pub aside: Aside,
}

impl Summary {
    /// Adds the summary of a later range of the same layer.
    fn add(&mut self, later: Self) {
        self.problem = self.problem.take().or(later.problem);
        self.aside.add(later.aside);
        for note in later.notes {
            match self.notes.iter_mut().find(|known| known.kind == note.kind) {
                Some(known) => known.count = known.count.saturating_add(note.count),
                None => self.notes.push(note),
            }
        }
    }

    /// Counts one more entry of a kind.
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
