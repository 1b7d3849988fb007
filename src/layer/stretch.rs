//! A large plain layer is scanned by several workers: each walks a stretch, and they meet exactly at a header.
//!
//! Whoever scans a later stretch looks for a header from somewhere in the middle on, says where it found one, and walks on from there.
//! Whoever scans the stretch before stops when it arrives at that very byte. When it passes it by (the header was part of a file, of a
//! tar within the layer, say), it walks on, and what the other one found is dropped: so the entries are always those of one walk.

use crate::error::Result;
use crate::limits::HEADER_SEARCH;
use crate::source::Stream;
use crate::tar_format::is_header;
use std::cell::Cell;

const BLOCK: u64 = 512;

/// What is walked of a layer. *Units:* bytes of the layer's tar.
#[derive(Debug, Default)]
pub struct Stretch {
    from: u64,
    began: Cell<Option<u64>>,
    until: Cell<Option<u64>>,
    at: Cell<u64>,
    met: Cell<bool>,
}

impl Stretch {
    /// From the first header at or behind a byte; 0: from the start. Only plain layers can be walked from another byte.
    pub fn from(byte: u64) -> Self {
        Self { from: byte.next_multiple_of(BLOCK), ..Self::default() }
    }

    /// Where the walk began, once it has.
    pub fn began(&self) -> Option<u64> {
        self.began.get()
    }

    /// The header that the walk stands at, or is on its way to.
    pub fn at(&self) -> u64 {
        self.at.get()
    }

    /// Another walk has begun there: this one may end at that header.
    pub fn end_at(&self, byte: u64) {
        self.until.set(Some(byte));
    }

    /// The walk ended where another one had begun. False: it went on to the layer's end, or to damage.
    pub fn met(&self) -> bool {
        self.met.get()
    }

    /// Where the walk begins: looks through a stream of the layer; `None` when there is no header near by.
    pub(super) async fn find(&self, mut stream: impl Stream) -> Result<Option<u64>> {
        if self.from == 0 {
            return Ok(Some(0));
        }
        stream.skip(self.from).await?;
        let mut block = [0; BLOCK as usize];
        loop {
            let at = stream.position();
            if at - self.from > HEADER_SEARCH || stream.read_full(&mut block).await? < block.len() {
                return Ok(None);
            }
            if is_header(&block) {
                return Ok(Some(at));
            }
        }
    }

    /// Notes where the walk stands; does it end there?
    pub(super) fn ends(&self, at: u64) -> bool {
        if self.began.get().is_none() {
            self.began.set(Some(at));
        }
        self.at.set(at);
        self.met.set(self.until.get() == Some(at));
        self.met.get()
    }
}
