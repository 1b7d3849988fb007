//! A decoded stream over a stored one, under the rule that every decoder obeys: bounded, and errors say where.

use super::{Bzip2, Checkpoint, Codec, Gzip, Xz, Zstd, checkpoint::Checkpoints};
use crate::error::{Kind, Problem, Result};
use crate::limits::{DECODED_BYTES, DECODED_RATIO};
use crate::source::{Stream, skip_taking};
use std::io;

/// Stored bytes that a codec is handed at a time. Where it fails, and what it made before, then depends on the bytes alone, not on how they came.
const BLOCK: usize = 16 << 10;

/// A codec: it is handed stored bytes, and holds what it made of them until that is taken.
pub(super) trait Decompress {
    /// Goes on with the front of `input`, until some output is ready, `input` is used up, or nothing more comes. Called with nothing
    /// ready. `last`: nothing follows `input`. Returns how much of it was used.
    ///
    /// *Errors:* damage and `Truncated`, at the stored byte. What it made before is ready all the same.
    fn advance(&mut self, input: &[u8], last: bool) -> Result<usize>;

    /// Output not taken yet.
    fn ready(&self) -> &[u8];

    /// Takes the first `n` bytes of it.
    fn take(&mut self, n: usize);

    /// Nothing more comes.
    fn ended(&self) -> bool;

    /// Stored bytes used, from the start of the compressed bytes.
    fn stored(&self) -> u64;

    /// Decoded bytes made, taken or not.
    fn decoded(&self) -> u64;

    /// Where decoding can start again, if it can where the last `advance` stopped.
    fn checkpoint(&self) -> Option<Checkpoint> {
        None
    }
}

/// The bytes of a stored stream as they were before they were compressed.
///
/// *Errors:* `Limit`, once more than `DECODED_BYTES` came out and more than `DECODED_RATIO` for each stored byte; the codec's. All stand
/// at the decoded byte, with the stored one beside it. What was read before is sound.
pub struct Decoder<S> {
    input: S,
    /// None: the bytes are plain.
    codec: Option<Box<dyn Decompress>>,
    /// Plain bytes before the place where it started.
    before: u64,
    /// Kept while a stream is read for the first time.
    checkpoints: Option<Checkpoints>,
    /// A block's bytes that the codec has not used, where the block came in several chunks.
    held: Vec<u8>,
    /// Bytes that the block has left.
    left: usize,
    /// What is told once all that was made before is taken.
    failed: Option<Box<Problem>>,
}

impl<S: Stream> Decoder<S> {
    /// From the start of the stored bytes.
    pub fn new(input: S, codec: Codec) -> Self {
        let codec: Option<Box<dyn Decompress>> = match codec {
            Codec::None => None,
            Codec::Gzip => Some(Box::new(Gzip::new())),
            Codec::Zstd => Some(Box::new(Zstd::new())),
            Codec::Xz => Some(Box::new(Xz::new())),
            Codec::Bzip2 => Some(Box::new(Bzip2::new())),
        };
        Self { input, codec, before: 0, checkpoints: None, held: Vec::new(), left: BLOCK, failed: None }
    }

    /// From the start, leaving checkpoints: one every 16 MiB, the stride doubling when there are too many. xz and bzip2 leave none: xz
    /// needs an index of blocks that most writers make one of, bzip2's blocks start within a byte.
    pub fn with_checkpoints(input: S, codec: Codec) -> Self {
        Self { checkpoints: Some(Checkpoints::default()), ..Self::new(input, codec) }
    }

    /// From a checkpoint; `input` must stand at `checkpoint.stored`. `position()` counts on from there.
    pub fn resume(input: S, codec: Codec, checkpoint: &Checkpoint) -> Self {
        let plain = Self::new(input, Codec::None);
        match codec {
            Codec::None => Self { before: checkpoint.decoded, ..plain },
            Codec::Gzip => Self { codec: Some(Box::new(Gzip::resume(checkpoint))), ..plain },
            Codec::Zstd => Self { codec: Some(Box::new(Zstd::resume(checkpoint))), ..plain },
            Codec::Xz | Codec::Bzip2 => Self::new(plain.input, codec),
        }
    }

    /// The checkpoints left so far, by position.
    pub fn checkpoints(&mut self) -> Vec<Checkpoint> {
        self.checkpoints.take().map(Checkpoints::into_list).unwrap_or_default()
    }

    /// The stored stream, where the codec stopped.
    pub fn into_input(self) -> S {
        self.input
    }

    /// Has the codec make some output.
    async fn make(&mut self) -> io::Result<()> {
        loop {
            self.check()?;
            let Some(codec) = &self.codec else { return self.input.fill().await };
            if codec.ended() || !codec.ready().is_empty() {
                return Ok(());
            }
            if let Some(problem) = &self.failed {
                return Err(problem.clone().into());
            }
            self.hold().await?;
            self.advance();
        }
    }

    /// Sees to it that the block is there as a whole: in the input's buffer, or else in `held`. At the end, and before a failure of the
    /// input, it is what there is.
    async fn hold(&mut self) -> io::Result<()> {
        while self.held.len() < self.left {
            let filled = self.input.fill().await;
            if self.held.is_empty() {
                filled?;
            }
            let there = self.input.buffered();
            if there.is_empty() || self.held.is_empty() && there.len() >= self.left {
                return Ok(());
            }
            let taken = there.get(..self.left - self.held.len()).unwrap_or(there);
            self.held.extend_from_slice(taken);
            let n = taken.len();
            self.input.consume(n);
        }
        Ok(())
    }

    /// Hands the codec what is left of the block.
    fn advance(&mut self) {
        let Some(codec) = &mut self.codec else { return };
        let direct = self.held.is_empty();
        let there = if direct { self.input.buffered() } else { &self.held };
        let block = there.get(..self.left).unwrap_or(there);
        let last = block.is_empty();
        match codec.advance(block, last) {
            Ok(used) => {
                match direct {
                    true => self.input.consume(used),
                    false => drop(self.held.drain(..used)),
                }
                self.left = if used < self.left { self.left - used } else { BLOCK };
                if let Some(points) = self.checkpoints.as_mut().filter(|points| points.due(codec.decoded())) {
                    codec.checkpoint().into_iter().for_each(|point| points.push(point));
                }
                if last && used == 0 && codec.ready().is_empty() && !codec.ended() {
                    let problem = Problem::new(Kind::Truncated).at(codec.stored());
                    self.failed = Some(Box::new(problem.detail("inside the compressed data")));
                }
            }
            Err(problem) => self.failed = Some(problem),
        }
    }

    fn check(&self) -> io::Result<()> {
        let Some(codec) = &self.codec else { return Ok(()) };
        let (decoded, stored) = (self.position(), codec.stored());
        if decoded <= DECODED_BYTES || decoded <= stored.saturating_mul(DECODED_RATIO) {
            return Ok(());
        }
        let detail = format!("{stored} stored bytes became more than {DECODED_RATIO} times as many");
        Err(Box::new(Problem::new(Kind::Limit).at(stored).detail(detail)).into())
    }

    /// A codec knows the stored byte where it failed; positions behind a decoder are decoded ones.
    fn place(&self, error: io::Error) -> io::Error {
        if self.codec.is_none() {
            return error;
        }
        let mut problem = Box::<Problem>::from(error);
        let Some(stored) = problem.byte else { return problem.into() }; // the file itself could not be read
        let why = problem.detail.take().map(|why| format!(": {why}")).unwrap_or_default();
        problem.detail = Some(format!("stored byte {stored}{why}"));
        problem.byte = Some(self.position());
        problem.into()
    }
}

impl<S: Stream> Stream for Decoder<S> {
    async fn fill(&mut self) -> io::Result<()> {
        if !self.buffered().is_empty() {
            return Ok(());
        }
        self.make().await.map_err(|error| self.place(error))
    }

    fn buffered(&self) -> &[u8] {
        self.codec.as_ref().map_or_else(|| self.input.buffered(), |codec| codec.ready())
    }

    fn consume(&mut self, n: usize) {
        match &mut self.codec {
            Some(codec) => codec.take(n),
            None => self.input.consume(n),
        }
    }

    async fn skip(&mut self, n: u64) -> io::Result<u64> {
        if self.codec.is_none() { self.input.skip(n).await } else { skip_taking(self, n).await }
    }

    fn position(&self) -> u64 {
        match &self.codec {
            Some(codec) => codec.decoded() - codec.ready().len() as u64,
            None => self.input.position() + self.before,
        }
    }

    fn stored(&self) -> u64 {
        self.codec.as_ref().map_or_else(|| self.input.stored() + self.before, |codec| codec.stored())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Span, Window, block_on};

    /// Makes zeros of nothing.
    struct Zeros {
        made: u64,
        ready: usize,
        stored: u64,
    }

    static ZEROS: [u8; 1 << 20] = [0; 1 << 20];

    impl Decompress for Zeros {
        fn advance(&mut self, _: &[u8], _: bool) -> Result<usize> {
            self.ready = ZEROS.len();
            self.made += ZEROS.len() as u64;
            Ok(0)
        }

        fn ready(&self) -> &[u8] {
            &ZEROS[..self.ready]
        }

        fn take(&mut self, n: usize) {
            self.ready -= n;
        }

        fn ended(&self) -> bool {
            false
        }

        fn stored(&self) -> u64 {
            self.stored
        }

        fn decoded(&self) -> u64 {
            self.made
        }
    }

    #[test]
    fn a_bomb_stops_by_ratio_and_total_whether_read_or_skipped() {
        block_on(&Vec::new(), async |feed| {
            let zeros = |stored| Decoder {
                codec: Some(Box::new(Zeros { made: 0, ready: 0, stored })),
                ..Decoder::new(Window::new(&feed, 0, Span { offset: 0, len: 0 }), Codec::None)
            };
            let mut bomb = zeros(1 << 20);
            let problem = Box::<Problem>::from(bomb.skip(3 << 30).await.unwrap_err());
            assert_eq!(problem.kind, Kind::Limit);
            assert!(bomb.position() <= DECODED_BYTES + ZEROS.len() as u64, "{}", bomb.position());
            let mut bomb = zeros(1);
            bomb.skip(DECODED_BYTES).await.expect("below the total nothing is too much");
            let mut step = vec![0; 2 << 20];
            bomb.read_full(&mut step).await.expect_err("behind it the ratio counts");
            assert_eq!(zeros(10 << 20).skip(3 << 30).await.unwrap(), 3 << 30, "a ratio of 307 is no bomb");
        });
    }
}
