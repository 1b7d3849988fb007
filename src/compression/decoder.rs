//! A decoded stream over a stored one. It bounds the output of every codec, and its errors name the byte.

use super::checkpoint::{Checkpoint, Checkpoints};
use super::codec::Codec;
use super::decompress::Decompress;
use super::gzip::Gzip;
use super::xz_bzip2::{Bzip2, Xz};
use super::zstd::Zstd;
use crate::limits::{DECODED_BYTES, DECODED_RATIO};
use crate::problem::{Kind, Problem};
use crate::source::{Stream, skip_by_reading};
use std::io;

/// Stored bytes that a codec gets at a time. So the place of a failure, and the output before it, do not depend on the size of chunks.
const BLOCK: usize = 16 << 10;

/// The decompressed bytes of a stored stream.
///
/// *Errors:* the codec's; `Limit` for more than `DECODED_BYTES` of output that are also more than `DECODED_RATIO` per stored byte. The
/// position is the decoded byte, the detail names the stored one. Bytes before the error are sound.
pub struct Decoder<S> {
    input: S,
    /// `None` = the bytes are plain.
    codec: Option<Box<dyn Decompress>>,
    /// Plain bytes before the start of `input`.
    before: u64,
    /// Recorded on the first pass over a stream.
    checkpoints: Option<Checkpoints>,
    /// Unused bytes of a block that came in several chunks.
    held: Vec<u8>,
    /// Bytes left in the block.
    left: usize,
    /// The error to return once the output before it is consumed.
    failed: Option<Box<Problem>>,
}

impl<S: Stream> Decoder<S> {
    /// Decodes from the start of the stored bytes.
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

    /// Decodes from the start and records checkpoints: one every 16 MiB, the stride doubling when there are too many. xz and bzip2 get
    /// none: most xz writers make a single block, and bzip2's blocks start within a byte.
    pub fn with_checkpoints(input: S, codec: Codec) -> Self {
        Self { checkpoints: Some(Checkpoints::default()), ..Self::new(input, codec) }
    }

    /// Resumes at a checkpoint. `input` must be at `checkpoint.stored`; `position()` continues from `checkpoint.decoded`.
    pub fn resume(input: S, codec: Codec, checkpoint: &Checkpoint) -> Self {
        let plain = Self::new(input, Codec::None);
        match codec {
            Codec::None => Self { before: checkpoint.decoded, ..plain },
            Codec::Gzip => Self { codec: Some(Box::new(Gzip::resume(checkpoint))), ..plain },
            Codec::Zstd => Self { codec: Some(Box::new(Zstd::resume(checkpoint))), ..plain },
            Codec::Xz | Codec::Bzip2 => Self::new(plain.input, codec),
        }
    }

    /// Takes the recorded checkpoints, by position.
    pub fn checkpoints(&mut self) -> Vec<Checkpoint> {
        self.checkpoints.take().map(Checkpoints::into_list).unwrap_or_default()
    }

    /// The stored stream, at the position where the codec stopped.
    pub fn into_input(self) -> S {
        self.input
    }

    /// Decodes until output is ready or the stream ends.
    async fn decode(&mut self) -> io::Result<()> {
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

    /// Buffers the whole block: in the input, or else in `held`. At the end of the input, and before its failure, the block is shorter.
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

    /// Gives the codec the rest of the block.
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

    /// Gives a codec's error, which names the stored byte, the position in the decoded stream.
    fn at_decoded_byte(&self, error: io::Error) -> io::Error {
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
        self.decode().await.map_err(|error| self.at_decoded_byte(error))
    }

    fn buffered(&self) -> &[u8] {
        self.codec.as_ref().map_or_else(|| self.input.buffered(), |codec| codec.ready())
    }

    fn consume(&mut self, n: usize) {
        match &mut self.codec {
            Some(codec) => codec.consume(n),
            None => self.input.consume(n),
        }
    }

    async fn skip(&mut self, n: u64) -> io::Result<u64> {
        if self.codec.is_none() { self.input.skip(n).await } else { skip_by_reading(self, n).await }
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
    use crate::problem::Result;
    use crate::source::{Span, Window, block_on};

    /// Decodes nothing to zeros.
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

        fn consume(&mut self, n: usize) {
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
            bomb.read_full(&mut step).await.expect_err("above the total the ratio counts");
            assert_eq!(zeros(10 << 20).skip(3 << 30).await.unwrap(), 3 << 30, "a ratio of 307 is no bomb");
        });
    }
}
