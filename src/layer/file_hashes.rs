//! The hashes of a layer's files: one flat list that crosses threads, sorted by the position of their data.

use crate::sorting::sort_by_key;
/// Bytes of a BLAKE3 hash.
pub const HASH_BYTES: usize = 32;
const RECORD: usize = 8 + HASH_BYTES;

/// The BLAKE3 hashes of a layer's regular files: the requested ones that could be read whole. Equal hashes mean equal contents, at four
/// times the speed of sha256. `content::Pieces::sha256` gives the sums that people compare with other tools.
///
/// *Shape*, little-endian: records of 40 bytes, sorted by position: u64 `data_at` as in the layer buffer, then the hash.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileHashes(Vec<u8>);

impl FileHashes {
    /// Room for the hashes of so many files.
    pub(super) fn with_capacity(files: usize) -> Self {
        Self(Vec::with_capacity(files.saturating_mul(RECORD)))
    }

    /// Adds a file; the caller adds files in the order of the tar.
    pub(super) fn push(&mut self, data_at: u64, hash: &[u8; HASH_BYTES]) {
        self.0.extend_from_slice(&data_at.to_le_bytes());
        self.0.extend_from_slice(hash);
    }

    /// Wraps a flat list.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The flat list.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Adds the hashes of another pass; a file in both keeps one hash.
    pub fn merge(&mut self, other: Self) {
        if self.0.is_empty() {
            self.0 = other.0;
            return;
        }
        let mut all = [self.records(), other.records()].concat();
        sort_by_key(&mut all, start);
        all.dedup_by_key(|record| start(record));
        self.0 = all.into_flattened();
    }

    fn records(&self) -> &[[u8; RECORD]] {
        self.0.as_chunks().0
    }

    /// The hash of the file whose data starts at a position.
    pub fn find(&self, data_at: u64) -> Option<&[u8; HASH_BYTES]> {
        let at = self.records().binary_search_by_key(&data_at, start).ok()?;
        self.records().get(at)?.last_chunk()
    }

    /// The positions of the data of all files with this hash.
    pub fn places<'c>(&'c self, hash: &'c [u8; HASH_BYTES]) -> impl Iterator<Item = u64> + 'c {
        self.records().iter().filter(move |record| record.ends_with(hash)).map(start)
    }
}

fn start(record: &[u8; RECORD]) -> u64 {
    record.first_chunk().map_or(0, |start| u64::from_le_bytes(*start))
}
