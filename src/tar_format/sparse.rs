//! The maps of sparse files: the place of each stored piece, in the four forms of GNU tar.

use tar::GnuSparseHeader;

/// A stored piece of a sparse file; the space between two pieces is zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SparseRange {
    /// Offset in the unpacked file.
    pub at: u64,
    /// Length in bytes.
    pub len: u64,
}

/// The map of a sparse file in the headers of its entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum SparseMap {
    /// Not sparse.
    #[default]
    None,
    /// All pieces in order (the old GNU form, PAX 0.0 and 0.1).
    Pieces(Vec<SparseRange>),
    /// The data begins with the map (PAX 1.0).
    InData,
    /// The headers contradict themselves.
    Broken,
}

/// Adds the pieces of an old GNU header or extension block; false = a number is bad. An empty piece at the end marks the size.
pub(super) fn gather(pieces: &mut Vec<SparseRange>, headers: &[GnuSparseHeader]) -> bool {
    for header in headers.iter().filter(|h| !h.is_empty()) {
        match (header.offset(), header.length()) {
            (Ok(at), Ok(len)) => pieces.push(SparseRange { at, len }),
            _ => return false,
        }
    }
    true
}
