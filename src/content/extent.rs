//! The stored bytes of one version, and a reader that starts anywhere in them.

use crate::archive::{Decoded, Plan};
use crate::problem::{Kind, Problem, Result};
use crate::source::{Feed, Stream};
use crate::tar_format::{SparseRange, TarReader};
use serde::{Deserialize, Serialize};

/// The place of a version's bytes: small, plain data for any worker.
///
/// *Units:* bytes; `at` counts in the decompressed layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// The way to the layer, from the last checkpoint before `at`, or before the first byte to read.
    pub plan: Plan,
    /// Start of the content; of a sparse file, start of its first header.
    pub at: u64,
    /// Bytes when unpacked.
    pub size: u64,
    /// The file is sparse: its stored bytes are pieces.
    pub sparse: bool,
}

impl Extent {
    /// A reader at byte `from`, or at the end. The plan must start before it.
    ///
    /// *Errors:* the decoder's; `CorruptTar` for a sparse file with a wrong map.
    pub async fn open(&self, feed: &Feed, from: u64) -> Result<Content> {
        self.open_in(self.plan.decoded(feed).await?, from).await
    }

    /// The same in a stream of the layer, which must be before the content. *Errors:* as `open`.
    pub(super) async fn open_in(&self, mut stream: Decoded, from: u64) -> Result<Content> {
        let from = from.min(self.size);
        // A file that is not sparse is one piece: bytes before `from` need no reading.
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

    /// Gives all bytes from `from` on until `each` returns false. *Errors:* as `open`; `Truncated`. Bytes before an
    /// error are valid.
    pub async fn copy(&self, feed: &Feed, from: u64, each: &mut dyn FnMut(&[u8]) -> bool) -> Result<()> {
        let in_layer = |problem: Box<Problem>| Box::new(Problem { in_layer: true, ..*problem });
        let mut content = self.open(feed, from).await.map_err(in_layer)?;
        content.copy(each).await.map_err(in_layer)
    }
}

/// The bytes of a hole.
static ZEROS: [u8; 64 << 10] = [0; 64 << 10];

/// Reads a file's bytes in order: its stored pieces, and zeros in holes.
pub struct Content {
    stream: Decoded,
    pieces: Vec<SparseRange>,
    /// The current piece, or the next one.
    next: usize,
    at: u64,
    size: u64,
}

/// The next bytes of a file.
enum Segment {
    /// A hole of so many bytes.
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

    /// The layer's stream at its position.
    pub(super) fn into_stream(self) -> Decoded {
        self.stream
    }

    /// Gives all remaining bytes until `each` returns false. *Errors:* `Truncated`, the decoder's.
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

    /// Skips `n` bytes, or to the end. *Errors:* as `copy`.
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
