//! Several workers scan one large plain layer: each walks a range, and two walks meet exactly at a header.
//!
//! The worker of a later range looks for a header from its first byte on, reports the position and walks on from there. The worker
//! of the range before stops when it arrives at that very byte. If it passes that byte, the "header" was content of a file, such as a
//! tar within the layer. Then it walks on, and the later worker's entries are dropped: the result equals that of a single walk.

use crate::limits::HEADER_SEARCH;
use crate::problem::Result;
use crate::source::Stream;
use crate::tar_format::is_header;
use std::cell::Cell;

const BLOCK: u64 = 512;

/// The range of a layer that one worker walks. *Units:* bytes of the layer's tar.
#[derive(Debug, Default)]
pub struct ScanRange {
    from: u64,
    began: Cell<Option<u64>>,
    until: Cell<Option<u64>>,
    at: Cell<u64>,
    met: Cell<bool>,
}

impl ScanRange {
    /// A range from the first header at or after a byte; 0 = from the start. Only a plain layer allows other bytes than 0.
    pub fn from(byte: u64) -> Self {
        Self { from: byte.next_multiple_of(BLOCK), ..Self::default() }
    }

    /// The header where the walk began; `None` before it is found.
    pub fn began(&self) -> Option<u64> {
        self.began.get()
    }

    /// The header that the walk has reached, or approaches.
    pub fn at(&self) -> u64 {
        self.at.get()
    }

    /// Lets the walk end at the header where another walk began.
    pub fn end_at(&self, byte: u64) {
        self.until.set(Some(byte));
    }

    /// Whether the walk ended where another one began. False = it went on to the end of the layer, or to damage.
    pub fn met(&self) -> bool {
        self.met.get()
    }

    /// Finds the first header in a stream of the layer; `None` = there is none within `HEADER_SEARCH` bytes.
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

    /// Records the position of the walk; returns whether the walk ends there.
    pub(super) fn ends(&self, at: u64) -> bool {
        if self.began.get().is_none() {
            self.began.set(Some(at));
        }
        self.at.set(at);
        self.met.set(self.until.get() == Some(at));
        self.met.get()
    }
}
