//! One stretch of stored bytes, and a reader that starts anywhere in it.

use crate::archive::{Decoded, Plan};
use crate::error::{Kind, Problem, Result};
use crate::source::{Feed, Stream};
use crate::tar_format::{SparseRange, TarReader};
use serde::{Deserialize, Serialize};

/// Where a version's bytes are: small, plain data that goes to any worker.
///
/// *Units:* bytes; `at` counts in the decompressed layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// The way to the layer, from the checkpoint nearest before `at`, or before the first byte of it that is to be read.
    pub plan: Plan,
    /// Where the content starts; of a sparse file, where its first header does.
    pub at: u64,
    /// Bytes when unpacked.
    pub size: u64,
    /// The stored bytes are pieces.
    pub sparse: bool,
}

impl Extent {
    /// A reader at byte `from`, or at the end. The plan must lead to before it.
    ///
    /// *Errors:* what the decoder says on the way there; `CorruptTar` for a sparse file whose map makes no sense.
    pub async fn open(&self, feed: &Feed, from: u64) -> Result<Content> {
        self.open_in(self.plan.decoded(feed).await?, from).await
    }

    /// The same in a stream of the layer that stands before it. *Errors:* as `open`.
    pub(super) async fn open_in(&self, mut stream: Decoded, from: u64) -> Result<Content> {
        let from = from.min(self.size);
        // What is not sparse is one piece: whatever stands before the byte need not be read.
        let direct = if self.sparse { 0 } else { from };
        let ahead = self.at.saturating_add(direct).checked_sub(stream.position());
        let ahead = ahead.ok_or_else(|| Problem::new(Kind::Internal).detail("a checkpoint behind what it leads to"))?;
        if stream.skip(ahead).await? < ahead {
            return Err(Box::new(Problem::new(Kind::Truncated).at(stream.position())));
        }
        let mut pieces = vec![SparseRange { at: 0, len: self.size }];
        if self.sparse {
            let mut reader = TarReader::new(stream);
            let entry = reader.next().await?.ok_or_else(|| Problem::new(Kind::CorruptTar).at(self.at))?;
            pieces = reader.pieces(&entry).await?;
            stream = reader.into_stream();
        }
        let mut content = Content { stream, pieces, next: 0, at: direct, size: self.size };
        content.skip(from - direct).await?;
        Ok(content)
    }

    /// Gives all bytes from `from` on, piece by piece, until `each` has enough. *Errors:* as `open`; `Truncated`. What came before
    /// is sound.
    pub async fn copy(&self, feed: &Feed, from: u64, each: &mut dyn FnMut(&[u8]) -> bool) -> Result<()> {
        let in_layer = |problem: Box<Problem>| Box::new(Problem { in_layer: true, ..*problem });
        let mut content = self.open(feed, from).await.map_err(in_layer)?;
        content.copy(each).await.map_err(in_layer)
    }
}

/// What stands in a file where nothing is stored.
static ZEROS: [u8; 64 << 10] = [0; 64 << 10];

/// Reads a file's bytes in order: its stored pieces, and zeros between them.
pub struct Content {
    stream: Decoded,
    pieces: Vec<SparseRange>,
    /// The piece that is read, or comes next.
    next: usize,
    at: u64,
    size: u64,
}

/// What comes next in a file.
enum Segment {
    /// So many zeros that nothing is stored for.
    Hole(u64),
    /// So many stored bytes.
    Stored(u64),
    End,
}

impl Content {
    fn segment(&mut self) -> Segment {
        while let Some(piece) = self.pieces.get(self.next) {
            if self.at < piece.at {
                return Segment::Hole(piece.at - self.at);
            }
            let end = piece.at.saturating_add(piece.len);
            if self.at < end {
                return Segment::Stored(end - self.at);
            }
            self.next += 1;
        }
        if self.at < self.size { Segment::Hole(self.size - self.at) } else { Segment::End }
    }

    /// The layer's stream, where it stands.
    pub(super) fn into_stream(self) -> Decoded {
        self.stream
    }

    /// Gives all that is left, piece by piece, until `each` has enough. *Errors:* `Truncated`, what the decoder says.
    pub async fn copy(&mut self, each: &mut dyn FnMut(&[u8]) -> bool) -> Result<()> {
        loop {
            let room = |n: u64, bytes: &[u8]| usize::try_from(n).unwrap_or(usize::MAX).min(bytes.len());
            let (n, wanted) = match self.segment() {
                Segment::End => return Ok(()),
                Segment::Hole(left) => {
                    let n = room(left, &ZEROS);
                    (n, each(ZEROS.get(..n).unwrap_or_default()))
                }
                Segment::Stored(left) => {
                    self.stream.fill().await?;
                    let bytes = self.stream.buffered();
                    let n = room(left, bytes);
                    if n == 0 {
                        return Err(self.cut());
                    }
                    let wanted = each(bytes.get(..n).unwrap_or_default());
                    self.stream.consume(n);
                    (n, wanted)
                }
            };
            self.at += n as u64;
            if !wanted {
                return Ok(());
            }
        }
    }

    /// Passes over `n` bytes, or to the end. *Errors:* as `read`.
    pub async fn skip(&mut self, n: u64) -> Result<()> {
        let target = self.at.saturating_add(n).min(self.size);
        while self.at < target {
            let left = target - self.at;
            let step = match self.segment() {
                Segment::End => break,
                Segment::Hole(n) => n.min(left),
                Segment::Stored(n) => {
                    let step = n.min(left);
                    if self.stream.skip(step).await? < step {
                        return Err(self.cut());
                    }
                    step
                }
            };
            self.at += step;
        }
        Ok(())
    }

    fn cut(&self) -> Box<Problem> {
        Box::new(Problem::new(Kind::Truncated).at(self.stream.position()).detail("the data of an entry is cut off"))
    }
}
