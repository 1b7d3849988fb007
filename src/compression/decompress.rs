//! The trait of all codecs: stored bytes go in, decoded bytes come out, in steps.

use super::checkpoint::Checkpoint;
use crate::problem::Result;

/// A codec: it takes stored bytes and holds the decoded ones until they are consumed.
pub(super) trait Decompress {
    /// Decodes from the front of `input`, until output is ready, `input` is used up, or the stream ends. The caller has consumed all
    /// earlier output. `last`: no bytes follow `input`. Returns how many bytes of `input` were used.
    ///
    /// *Errors:* damage and `Truncated`, at the stored byte. Output decoded before the error stays ready.
    fn advance(&mut self, input: &[u8], last: bool) -> Result<usize>;

    /// Decoded bytes not consumed yet.
    fn ready(&self) -> &[u8];

    /// Removes the first `n` bytes of `ready`.
    fn consume(&mut self, n: usize);

    /// Whether the stream has ended.
    fn ended(&self) -> bool;

    /// Stored bytes used, from the start of the compressed bytes.
    fn stored(&self) -> u64;

    /// Decoded bytes, consumed or not.
    fn decoded(&self) -> u64;

    /// The checkpoint where the last `advance` stopped, if decoding can resume there.
    fn checkpoint(&self) -> Option<Checkpoint> {
        None
    }
}
