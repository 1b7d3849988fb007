//! Where decoding can start again: kept while a stream is read for the first time, few enough to be held for every layer.

use crate::limits::{CHECKPOINT_STRIDE, CHECKPOINTS};
use serde::{Deserialize, Serialize};

/// Where decoding can start again. In gzip a boundary between two deflate blocks and the output before it; in zstd the start of a
/// frame, which needs nothing from before.
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
    /// Their value.
    pub bit_buf: u8,
    /// The last 32 KiB of output (fewer at the start of a gzip member); none for zstd.
    pub history: Vec<u8>,
}

/// The list while it grows: one checkpoint a stride; when there are too many, every other one goes and the stride doubles.
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
    /// A byte of plain bytes, or a start that needs nothing from before.
    pub fn at(stored: u64, decoded: u64) -> Self {
        Self { stored, decoded, bits: 0, bit_buf: 0, history: Vec::new() }
    }
}

impl Checkpoints {
    /// Is it time for one at this decoded byte?
    pub fn due(&self, decoded: u64) -> bool {
        decoded.saturating_sub(self.list.last().map_or(0, |c| c.decoded)) >= self.stride
    }

    /// Takes the next one.
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

    /// By position.
    pub fn into_list(self) -> Vec<Checkpoint> {
        self.list
    }
}

/// The last checkpoint at or before a decoded byte.
pub fn nearest<C: AsRef<Checkpoint>>(list: &[C], decoded: u64) -> Option<&C> {
    let ahead = list.partition_point(|c| c.as_ref().decoded <= decoded);
    ahead.checked_sub(1).and_then(|at| list.get(at))
}
