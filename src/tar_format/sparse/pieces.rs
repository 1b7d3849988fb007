//! The pieces of a sparse entry: its map checked, and read where PAX form 1.0 stores it, in front of the data.

use super::super::entry::Entry;
use super::super::reader::TarReader;
use super::map::{SparseMap, SparseRange};
use crate::limits::SPARSE_PIECES;
use crate::problem::{Kind, Problem, Result};
use crate::source::Stream;

const BLOCK: usize = 512;
/// Most digits of a number in a map of form 1.0.
const DIGITS: usize = 20;

impl<S: Stream> TarReader<S> {
    /// The pieces of the current entry, a sparse one. Afterwards the stream is at the data of the first piece.
    ///
    /// *Errors:* `CorruptTar` for pieces that overlap, end after the file, or exceed the stored data; `Limit`; `Truncated`.
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

    /// Reads the map: decimal numbers, one a line, the count and then offset and length of each piece, padded to whole blocks.
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

/// The current block of a map, and the position in it.
struct MapBlock {
    bytes: [u8; BLOCK],
    at: usize,
}
