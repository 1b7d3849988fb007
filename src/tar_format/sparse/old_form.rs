//! The old GNU form: pieces in the header itself, and in extension blocks that follow it.

use super::map::{SparseMap, SparseRange};
use crate::limits::SPARSE_BLOCKS;
use crate::problem::{Kind, Problem, Result};
use crate::source::Stream;
use tar::{GnuExtSparseHeader, GnuHeader, GnuSparseHeader, Header};

const BLOCK: usize = 512;

/// Reads the map of an entry with the flag `S`, whose extension blocks the stream has next; `None` = the stream ends in one.
pub(in crate::tar_format) async fn old_form(stream: &mut impl Stream, header: &Header) -> Result<Option<SparseMap>> {
    let mut pieces = Vec::new();
    let mut sound = header.as_gnu().is_some_and(|gnu| gather(&mut pieces, &gnu.sparse));
    let mut more = header.as_gnu().is_some_and(GnuHeader::is_extended);
    let mut blocks = 0;
    while more {
        let at = stream.position();
        blocks += 1;
        if blocks > SPARSE_BLOCKS {
            return Err(Box::new(Problem::new(Kind::Limit).at(at).detail("a sparse file of too many pieces")));
        }
        let mut ext = GnuExtSparseHeader::new();
        if stream.read_full(ext.as_mut_bytes()).await? < BLOCK {
            return Ok(None);
        }
        sound &= gather(&mut pieces, ext.sparse());
        more = ext.is_extended();
    }
    Ok(Some(if sound { SparseMap::Pieces(pieces) } else { SparseMap::Broken }))
}

/// Adds the pieces of an old GNU header or extension block; false = a number is bad. An empty piece at the end marks the size.
fn gather(pieces: &mut Vec<SparseRange>, headers: &[GnuSparseHeader]) -> bool {
    for header in headers.iter().filter(|h| !h.is_empty()) {
        match (header.offset(), header.length()) {
            (Ok(at), Ok(len)) => pieces.push(SparseRange { at, len }),
            _ => return false,
        }
    }
    true
}
