//! zstd as a stream: frame after frame, skippable frames passed over, the window bounded.

use super::checkpoint::{Checkpoint, Checkpoints};
use crate::error::{Kind, Problem};
use crate::limits::ZSTD_WINDOW;
use crate::source::{Stream, give, read_full, skip_reading};
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, Read};

/// Decoded bytes asked for at a time.
const STEP: usize = 128 << 10;

/// Decodes a zstd stream of any number of frames.
pub struct Zstd<S> {
    input: Counted<S>,
    decoder: FrameDecoder,
    in_frame: bool,
    frames: u64,
    done: bool,
    position: u64,
    /// Stored bytes before the place where it started.
    skipped: u64,
    checkpoints: Option<Checkpoints>,
}

/// The stored stream with the few bytes put back that were looked at to find the next frame.
struct Counted<S> {
    inner: S,
    back: Vec<u8>,
    ended: bool,
}

impl<S: Stream> Read for Counted<S> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.back.is_empty() {
            let got = self.inner.read(buf)?;
            self.ended |= got == 0 && !buf.is_empty();
            return Ok(got);
        }
        let n = give(&self.back, buf);
        self.back.drain(..n);
        Ok(n)
    }
}

impl<S: Stream> Counted<S> {
    fn position(&self) -> u64 {
        self.inner.position().saturating_sub(self.back.len() as u64)
    }
}

impl<S: Stream> Zstd<S> {
    /// From the start of the stream.
    pub fn new(inner: S) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(ZSTD_WINDOW);
        let input = Counted { inner, back: Vec::new(), ended: false };
        Self { input, decoder, in_frame: false, frames: 0, done: false, position: 0, skipped: 0, checkpoints: None }
    }

    /// From the start, leaving checkpoints where frames start.
    pub fn with_checkpoints(inner: S) -> Self {
        Self { checkpoints: Some(Checkpoints::default()), ..Self::new(inner) }
    }

    /// From a checkpoint; `inner` must stand at `checkpoint.stored`. `position()` counts on from there.
    pub fn resume(inner: S, checkpoint: &Checkpoint) -> Self {
        let skipped = checkpoint.stored.saturating_sub(inner.position());
        Self { position: checkpoint.decoded, skipped, frames: 1, ..Self::new(inner) }
    }

    /// The checkpoints left so far, by position.
    pub fn into_checkpoints(self) -> Vec<Checkpoint> {
        self.checkpoints.map(Checkpoints::into_list).unwrap_or_default()
    }

    fn consumed(&self) -> u64 {
        self.input.position() + self.skipped
    }

    fn problem(&self, error: &FrameDecoderError) -> io::Error {
        let kind = match error {
            FrameDecoderError::WindowSizeTooBig { .. } => Kind::Limit,
            _ if self.input.ended => Kind::Truncated,
            _ => Kind::CorruptZstd,
        };
        Problem::new(kind).at(self.consumed()).detail(error.to_string()).into()
    }

    /// Starts the next frame; skippable ones are passed over. At the end of the stored bytes: done.
    fn next_frame(&mut self) -> io::Result<()> {
        loop {
            let mut magic = [0u8; 4];
            let got = read_full(&mut self.input, &mut magic)?;
            if got == 0 && self.frames > 0 {
                self.done = true;
                return Ok(());
            }
            self.input.back = magic.iter().copied().take(got).collect();
            let at = (self.consumed(), self.position);
            match self.decoder.reset(&mut self.input) {
                Ok(()) => {
                    if let Some(points) = self.checkpoints.as_mut().filter(|points| points.due(at.1)) {
                        points.push(Checkpoint::at(at.0, at.1));
                    }
                    self.in_frame = true;
                    self.frames += 1;
                    return Ok(());
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    self.frames += 1;
                    if self.input.inner.skip(u64::from(length))? < u64::from(length) {
                        return Err(Problem::new(Kind::Truncated).at(self.consumed()).into());
                    }
                }
                // Padding after the last frame ends the stream, as it does for gzip.
                Err(_) if self.frames > 0 && magic.iter().all(|b| *b == 0) => {
                    self.done = true;
                    return Ok(());
                }
                Err(error) => return Err(self.problem(&error)),
            }
        }
    }
}

impl<S: Stream> Read for Zstd<S> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.done || buf.is_empty() {
                return Ok(0);
            }
            if !self.in_frame {
                self.next_frame()?;
                continue;
            }
            if self.decoder.can_collect() > 0 {
                let n = self.decoder.read(buf)?;
                self.position += n as u64;
                return Ok(n);
            }
            if self.decoder.is_finished() {
                self.in_frame = false;
                continue;
            }
            let strategy = BlockDecodingStrategy::UptoBytes(STEP.max(buf.len()));
            if let Err(error) = self.decoder.decode_blocks(&mut self.input, strategy) {
                return Err(self.problem(&error));
            }
        }
    }
}

impl<S: Stream> Stream for Zstd<S> {
    fn skip(&mut self, n: u64) -> io::Result<u64> {
        skip_reading(self, n)
    }

    fn position(&self) -> u64 {
        self.position
    }

    fn stored(&self) -> u64 {
        self.consumed()
    }
}
