//! Content that is joined from several places, such as a copied-up file with more bytes appended.

use super::extent::Extent;
use crate::archive::{from_wire, to_wire};
use crate::problem::{Problem, Result};
use crate::source::Feed;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// All bytes of a version, in order: small, plain data for any worker. Most versions have one piece.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pieces(pub Vec<Extent>);

impl Pieces {
    /// Bytes in all.
    pub fn size(&self) -> u64 {
        self.0.iter().map(|piece| piece.size).fold(0, u64::saturating_add)
    }

    /// The opened file that the first piece is in.
    pub fn file(&self) -> usize {
        self.0.first().map_or(0, |piece| piece.plan.file)
    }

    /// Up to `count` bytes from `from` on, and the problem that ends them early.
    pub async fn read(&self, feed: &Feed, from: u64, count: usize) -> (Vec<u8>, Option<Problem>) {
        let left = usize::try_from(self.size().saturating_sub(from)).unwrap_or(usize::MAX);
        let mut bytes = Vec::with_capacity(count.min(left));
        let mut take = |chunk: &[u8]| {
            bytes.extend_from_slice(chunk.get(..count.saturating_sub(bytes.len())).unwrap_or(chunk));
            bytes.len() < count
        };
        let outcome = self.copy(feed, from, &mut take).await;
        (bytes, outcome.err().map(|problem| *problem))
    }

    /// Gives all bytes from `from` on until `each` returns false. *Errors:* as `Extent::copy`; bytes before an error
    /// are valid.
    pub async fn copy(&self, feed: &Feed, from: u64, each: &mut dyn FnMut(&[u8]) -> bool) -> Result<()> {
        let mut before = from;
        let mut wanted = true;
        for piece in &self.0 {
            if before >= piece.size {
                before -= piece.size;
                continue;
            }
            let mut give = |chunk: &[u8]| {
                wanted = each(chunk);
                wanted
            };
            piece.copy(feed, before, &mut give).await?;
            if !wanted {
                break;
            }
            before = 0;
        }
        Ok(())
    }

    /// The sha256 of all bytes. `progress` receives the number of bytes done. *Errors:* as `copy`.
    pub async fn sha256(&self, feed: &Feed, progress: &mut dyn FnMut(u64)) -> Result<[u8; 32]> {
        let (mut hash, mut done) = (Sha256::new(), 0);
        let mut take = |chunk: &[u8]| {
            hash.update(chunk);
            done += chunk.len() as u64;
            progress(done);
            true
        };
        self.copy(feed, 0, &mut take).await?;
        Ok(hash.finalize().into())
    }

    /// As bytes for a message between workers.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        to_wire(self)
    }

    /// Reads what `to_bytes` wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        from_wire(bytes)
    }
}

impl From<Extent> for Pieces {
    fn from(extent: Extent) -> Self {
        Self(vec![extent])
    }
}
