//! An archive's index as bytes, for the message from the worker that makes it to the one that keeps it.

use super::Archive;
use super::wire::{extend_wire, from_wire};
use crate::problem::{Kind, Problem, Result};
use crate::tar_format::path::clean;

/// The first bytes of the message.
const MARK: &[u8] = b"layerscope index 1\n";

impl Archive {
    /// Serializes the index with postcard: some 60 bytes and the names for each member, 32 KiB for each checkpoint. File numbers and the
    /// cost of documents are not included.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        extend_wire(MARK.to_vec(), self)
    }

    /// Reads the bytes of `to_bytes` as an archive of file 0. *Errors:* `Internal` for any other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let bytes = bytes.strip_prefix(MARK).ok_or_else(|| internal("no index"))?;
        let mut archive: Self = from_wire(bytes)?;
        if !archive.checkpoints.is_sorted_by_key(|point| point.decoded) {
            return Err(internal("an index that makes no sense"));
        }
        archive.by_path.reserve(archive.members.len());
        for (index, member) in archive.members.iter_mut().enumerate() {
            member.path = clean(&member.entry.path).bytes;
            archive.by_path.insert(member.path.clone(), index);
        }
        Ok(archive)
    }
}

fn internal(detail: &str) -> Box<Problem> {
    Box::new(Problem::new(Kind::Internal).detail(detail))
}
