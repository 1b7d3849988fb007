//! zstd: concatenated frames with a bounded window; skippable frames are skipped. ruzstd gets whole blocks.

use super::checkpoint::Checkpoint;
use super::decompress::Decompress;
use crate::limits::ZSTD_WINDOW;
use crate::problem::{Kind, Problem, Result};
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::Read;

/// Most decoded bytes collected from the decoder at a time.
const STEP: usize = 128 << 10;
/// Maximum size of a block (RFC 8878, 3.1.1.2.4).
const BLOCK: usize = 128 << 10;

/// The part of the stream that comes next.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    /// A frame's header, or the end.
    Frame,
    Block,
    /// The content of a skippable frame: how many bytes are left.
    Skip(u64),
    Done,
}

/// Decodes a zstd stream of any number of frames.
pub struct Zstd {
    part: Part,
    decoder: FrameDecoder,
    /// Stored bytes of the next header or block, until it is complete.
    held: Vec<u8>,
    /// The frame ends with a checksum of four bytes.
    checksum: bool,
    frames: u64,
    out: Vec<u8>,
    out_at: usize,
    stored: u64,
    decoded: u64,
    /// Stored and decoded byte where the last frame starts, right after its header is read.
    frame_at: Option<(u64, u64)>,
}

impl Zstd {
    /// Starts at the first byte of the stream.
    pub fn new() -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(ZSTD_WINDOW);
        Self {
            part: Part::Frame,
            decoder,
            held: Vec::new(),
            checksum: false,
            frames: 0,
            out: Vec::new(),
            out_at: 0,
            stored: 0,
            decoded: 0,
            frame_at: None,
        }
    }

    /// Resumes at a checkpoint, which is the start of a frame.
    pub fn resume(checkpoint: &Checkpoint) -> Self {
        Self { stored: checkpoint.stored, decoded: checkpoint.decoded, frames: 1, ..Self::new() }
    }

    /// Moves bytes to `held` until it has `whole` bytes; returns whether it has.
    fn hold(&mut self, input: &mut &[u8], whole: usize) -> bool {
        let (bytes, rest) = input.split_at_checked(whole.saturating_sub(self.held.len())).unwrap_or((*input, &[]));
        self.held.extend_from_slice(bytes);
        self.stored += bytes.len() as u64;
        *input = rest;
        self.held.len() >= whole
    }

    fn problem(&self, error: &FrameDecoderError) -> Box<Problem> {
        let kind = match error {
            FrameDecoderError::WindowSizeTooBig { .. } => Kind::Limit,
            _ => Kind::CorruptZstd,
        };
        Box::new(Problem::new(kind).at(self.stored).detail(error.to_string()))
    }

    /// Reads the header of a frame (RFC 8878, 3.1.1.1) or of a skippable one; false = it is not complete.
    fn frame(&mut self, input: &mut &[u8]) -> Result<bool> {
        if !self.hold(input, 5) {
            return Ok(false);
        }
        let skippable = matches!(self.held.as_slice(), [kind, 0x2a, 0x4d, 0x18, ..] if kind & 0xf0 == 0x50);
        let descriptor = self.held.get(4).copied().unwrap_or_default();
        let whole = if skippable { 8 } else { 5 + header_rest(descriptor) };
        if !self.hold(input, whole) {
            return Ok(false);
        }
        let start = self.stored - self.held.len() as u64;
        match self.decoder.reset(self.held.as_slice()) {
            Ok(()) => {
                self.frame_at = Some((start, self.decoded));
                self.checksum = descriptor & 4 != 0;
                self.part = Part::Block;
            }
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                self.part = Part::Skip(u64::from(length));
            }
            // Padding after the last frame ends the stream, as in gzip.
            Err(_) if self.frames > 0 && self.held.iter().take(4).all(|b| *b == 0) => self.part = Part::Done,
            Err(error) => return Err(self.problem(&error)),
        }
        self.frames += 1;
        self.held.clear();
        Ok(true)
    }

    /// Decodes a whole block (RFC 8878, 3.1.1.2) and the checksum after the last one; false = it is not complete.
    fn block(&mut self, input: &mut &[u8]) -> Result<bool> {
        if !self.hold(input, 3) {
            return Ok(false);
        }
        let head = self.held.first_chunk::<3>().map_or(0, |[a, b, c]| u32::from_le_bytes([*a, *b, *c, 0]));
        let (last, kind, size) = (head & 1 != 0, head >> 1 & 3, (head >> 3) as usize);
        // An RLE block stores one byte. The decoder refuses a block that is too long.
        let stored = if kind == 1 { 1 } else { size.min(BLOCK) };
        if !self.hold(input, 3 + stored + if last && self.checksum { 4 } else { 0 }) {
            return Ok(false);
        }
        let strategy = BlockDecodingStrategy::UptoBlocks(1);
        self.decoder.decode_blocks(self.held.as_slice(), strategy).map_err(|error| self.problem(&error))?;
        self.held.clear();
        if self.decoder.is_finished() {
            self.part = Part::Frame;
        }
        Ok(true)
    }

    /// Collects the output that the decoder no longer needs for its window.
    fn collect(&mut self) -> Result<()> {
        let there = self.decoder.can_collect().min(STEP);
        if there > 0 {
            self.out.resize(there, 0);
            let got = self.decoder.read(&mut self.out).map_err(Box::<Problem>::from)?;
            self.out.truncate(got);
            self.out_at = 0;
            self.decoded += got as u64;
        }
        Ok(())
    }

    /// Accepts the end of the stored bytes, or says what is missing.
    fn end(&mut self) -> Result<()> {
        let padding = self.held.iter().all(|b| *b == 0);
        if self.part == Part::Frame && self.frames > 0 && padding {
            self.part = Part::Done;
            return Ok(());
        }
        Err(Box::new(Problem::new(Kind::Truncated).at(self.stored).detail("inside the zstd data")))
    }
}

/// Bytes of a frame's header after its descriptor: window, dictionary and content size.
fn header_rest(descriptor: u8) -> usize {
    let single = descriptor & 0x20 != 0;
    let dictionary = [0, 1, 2, 4].get(usize::from(descriptor & 3)).copied().unwrap_or(0);
    let size = match descriptor >> 6 {
        0 => usize::from(single),
        n => 1 << n,
    };
    usize::from(!single) + dictionary + size
}

impl Decompress for Zstd {
    fn advance(&mut self, input: &[u8], last: bool) -> Result<usize> {
        let mut rest = input;
        self.frame_at = None;
        loop {
            self.collect()?;
            if !self.ready().is_empty() || self.part == Part::Done {
                break;
            }
            let whole = match self.part {
                Part::Frame => self.frame(&mut rest)?,
                Part::Block => self.block(&mut rest)?,
                Part::Skip(left) => {
                    let step = usize::try_from(left).unwrap_or(usize::MAX).min(rest.len());
                    rest = rest.get(step..).unwrap_or_default();
                    self.stored += step as u64;
                    let left = left - step as u64;
                    self.part = if left == 0 { Part::Frame } else { Part::Skip(left) };
                    left == 0
                }
                Part::Done => false,
            };
            if !whole && last {
                self.end()?;
            }
            if !whole || self.frame_at.is_some() {
                break;
            }
        }
        Ok(input.len() - rest.len())
    }

    fn ready(&self) -> &[u8] {
        self.out.get(self.out_at..).unwrap_or_default()
    }

    fn consume(&mut self, n: usize) {
        self.out_at = self.out_at.saturating_add(n).min(self.out.len());
    }

    fn ended(&self) -> bool {
        self.part == Part::Done
    }

    fn stored(&self) -> u64 {
        self.stored
    }

    fn decoded(&self) -> u64 {
        self.decoded
    }

    fn checkpoint(&self) -> Option<Checkpoint> {
        self.frame_at.map(|(stored, decoded)| Checkpoint::at(stored, decoded))
    }
}
