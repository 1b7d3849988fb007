//! Sparse files: where the stored pieces belong, in each of the four forms that GNU tar has written.

use super::{Entry, TarReader};
use crate::error::{Kind, Problem, Result};
use crate::limits::SPARSE_PIECES;
use crate::source::Stream;
use tar::GnuSparseHeader;

const BLOCK: usize = 512;
/// Digits of a number in the map of form 1.0.
const DIGITS: usize = 20;

/// A stretch of a sparse file that is stored; what lies between two is zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SparseRange {
    /// Where it belongs in the unpacked file.
    pub at: u64,
    /// Bytes.
    pub len: u64,
}

/// What the headers of an entry tell of its pieces.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum SparseMap {
    /// Not sparse.
    #[default]
    None,
    /// All pieces, in order (the old GNU form, PAX 0.0 and 0.1).
    Pieces(Vec<SparseRange>),
    /// The map comes first in the data (PAX 1.0).
    InData,
    /// The headers contradict themselves.
    Broken,
}

/// Adds the pieces of one old GNU header, or of one of its extension blocks. A piece of no bytes at the end marks the size.
pub(super) fn gather(pieces: &mut Vec<SparseRange>, headers: &[GnuSparseHeader]) -> bool {
    for header in headers.iter().filter(|h| !h.is_empty()) {
        match (header.offset(), header.length()) {
            (Ok(at), Ok(len)) => pieces.push(SparseRange { at, len }),
            _ => return false,
        }
    }
    true
}

impl<S: Stream> TarReader<S> {
    /// The pieces of a sparse entry, the current one; afterwards the stream stands at the data of the first.
    ///
    /// *Errors:* `CorruptTar` for pieces that overlap, lie beyond the file, or are more than is stored; `Limit`; `Truncated`.
    /// *Source:* GNU tar manual, "Storing Sparse Files".
    pub async fn pieces(&mut self, entry: &Entry) -> Result<Vec<SparseRange>> {
        let bad = |why: &str| Box::new(Problem::new(Kind::CorruptTar).at(entry.header_at).detail(why));
        let pieces = match &entry.sparse_map {
            SparseMap::None => vec![SparseRange { at: 0, len: entry.size }],
            SparseMap::Pieces(pieces) => pieces.clone(),
            SparseMap::InData => self.map_in_data(entry).await?,
            SparseMap::Broken => return Err(bad("the map of a sparse file makes no sense")),
        };
        let (mut end, mut sum) = (0u64, 0u64);
        for piece in &pieces {
            if piece.at < end {
                return Err(bad("pieces of a sparse file overlap"));
            }
            end = piece.at.saturating_add(piece.len);
            sum = sum.saturating_add(piece.len);
        }
        if end > entry.size || sum > entry.stored {
            return Err(bad("the pieces of a sparse file do not fit into it"));
        }
        Ok(pieces)
    }

    /// Decimal numbers, a line each: how many pieces, then offset and length of each; padded to whole blocks.
    async fn map_in_data(&mut self, entry: &Entry) -> Result<Vec<SparseRange>> {
        let mut block = MapBlock { bytes: [0; BLOCK], at: BLOCK };
        let count = self.map_number(entry, &mut block).await?;
        if count > SPARSE_PIECES {
            let problem = Problem::new(Kind::Limit).at(entry.data_at);
            return Err(Box::new(problem.detail("a sparse file of too many pieces")));
        }
        let mut pieces = Vec::new();
        for _ in 0..count {
            let at = self.map_number(entry, &mut block).await?;
            pieces.push(SparseRange { at, len: self.map_number(entry, &mut block).await? });
        }
        Ok(pieces)
    }

    async fn map_number(&mut self, entry: &Entry, block: &mut MapBlock) -> Result<u64> {
        let bad = || Box::new(Problem::new(Kind::CorruptTar).at(entry.data_at).detail("no map of a sparse file"));
        let mut digits = String::new();
        loop {
            if block.at == BLOCK {
                if self.read_data(entry, &mut block.bytes).await? < BLOCK {
                    return Err(bad());
                }
                block.at = 0;
            }
            let byte = block.bytes.get(block.at).copied().unwrap_or_default();
            block.at += 1;
            match byte {
                b'\n' => return digits.parse().map_err(|_| bad()),
                b'0'..=b'9' if digits.len() < DIGITS => digits.push(char::from(byte)),
                _ => return Err(bad()),
            }
        }
    }
}

/// The block of a map that is being read.
struct MapBlock {
    bytes: [u8; BLOCK],
    at: usize,
}
