//! An archive's index as bytes, for the way from the worker that made it to the one that keeps it.

use super::Archive;
use super::wire::{extend_wire, from_wire};
use crate::error::{Kind, Problem, Result};
use crate::tar_format::path::clean;

/// What such bytes begin with.
const MARK: &[u8] = b"layerscope index 1\n";

impl Archive {
    /// As bytes for a message between workers (postcard; some 60 a member, its names, 32 KiB a checkpoint). The numbers of files are not
    /// in them, nor what documents have cost.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        extend_wire(MARK.to_vec(), self)
    }

    /// Reads what `to_bytes` wrote: an archive of file 0. *Errors:* `Internal` for anything else.
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
