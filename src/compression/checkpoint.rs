//! Positions where decoding can resume, recorded on the first pass. Their number is bounded, since every layer keeps its own.

use crate::limits::{CHECKPOINT_STRIDE, CHECKPOINTS};
use serde::{Deserialize, Serialize};

/// A position where decoding can resume. In gzip: a boundary between two deflate blocks, with the output before it. In zstd: the
/// start of a frame, which needs no earlier output.
///
/// *Units:* `stored` = compressed bytes from the start of the stream, `decoded` = decompressed ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Compressed bytes consumed, the partly used byte included.
    pub stored: u64,
    /// Decompressed bytes produced.
    pub decoded: u64,
    /// Bits of the last byte that belong to the next deflate block.
    pub bits: u8,
    /// The value of these bits.
    pub bit_buf: u8,
    /// The last 32 KiB of output (fewer at the start of a gzip member); empty for zstd.
    pub history: Vec<u8>,
}

/// The growing list: one checkpoint per stride. When it is full, every other one is removed and the stride doubles.
pub(super) struct Checkpoints {
    list: Vec<Checkpoint>,
    stride: u64,
}

impl Default for Checkpoints {
    fn default() -> Self {
        Self { list: Vec::new(), stride: CHECKPOINT_STRIDE }
    }
}

impl Checkpoint {
    /// A checkpoint without history: a position in plain bytes, or the start of a frame.
    pub fn at(stored: u64, decoded: u64) -> Self {
        Self { stored, decoded, bits: 0, bit_buf: 0, history: Vec::new() }
    }
}

impl Checkpoints {
    /// Whether a checkpoint is due at this decoded byte.
    pub fn due(&self, decoded: u64) -> bool {
        decoded.saturating_sub(self.list.last().map_or(0, |c| c.decoded)) >= self.stride
    }

    /// Adds the next checkpoint.
    pub fn push(&mut self, checkpoint: Checkpoint) {
        self.list.push(checkpoint);
        if self.list.len() > CHECKPOINTS {
            self.stride = self.stride.saturating_mul(2);
            let mut index = 0;
            self.list.retain(|_| {
                index += 1;
                index % 2 == 0
            });
        }
    }

    /// The checkpoints, by position.
    pub fn into_list(self) -> Vec<Checkpoint> {
        self.list
    }
}

/// The last checkpoint at or before a decoded byte.
pub fn nearest<C: AsRef<Checkpoint>>(list: &[C], decoded: u64) -> Option<&C> {
    let ahead = list.partition_point(|c| c.as_ref().decoded <= decoded);
    ahead.checked_sub(1).and_then(|at| list.get(at))
}
