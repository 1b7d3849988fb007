//! The map of a sparse file: the place of each stored piece.

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
