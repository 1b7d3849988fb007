//! xz and bzip2, which leave no checkpoints: their decoders, handed bytes.

use super::decoder::Decompress;
use crate::error::{Kind, Problem, Result};
use crate::limits::XZ_DICTIONARY;
use bzip2::Status;
use xz4rust::{XzDecoder, XzError};

/// Decoded bytes made at a time.
const STEP: usize = 128 << 10;

/// What both have in common: stream after stream, and padding behind the last one.
#[derive(Default)]
struct Streams {
    out: Vec<u8>,
    out_at: usize,
    stored: u64,
    decoded: u64,
    /// Whole streams so far.
    whole: u64,
    /// Some bytes of the stream that comes next have been used.
    within: bool,
    ended: bool,
}

impl Streams {
    /// Notes a decoder's step, which wrote the first `written` bytes of `out`.
    fn step(&mut self, used: usize, written: usize) {
        self.stored += used as u64;
        self.decoded += written as u64;
        self.out.truncate(written);
        self.out_at = 0;
        self.within |= used > 0;
    }

    /// Room for a decoder's step.
    fn room(&mut self) -> &mut [u8] {
        self.out.resize(STEP, 0);
        &mut self.out
    }

    /// A decoder's step that failed: what it wrote is nothing.
    fn failed(&mut self, kind: Kind, detail: &str) -> Box<Problem> {
        self.step(0, 0);
        Box::new(Problem::new(kind).at(self.stored).detail(detail))
    }

    fn next_stream(&mut self) {
        self.whole += 1;
        self.within = false;
    }

    fn ready(&self) -> &[u8] {
        self.out.get(self.out_at..).unwrap_or_default()
    }

    /// The stored bytes are at their end.
    fn end(&mut self) -> Result<()> {
        if self.whole > 0 && !self.within {
            self.ended = true;
            return Ok(());
        }
        Err(Box::new(Problem::new(Kind::Truncated).at(self.stored).detail("inside the compressed data")))
    }
}

/// Decodes xz. *Source:* the .xz file format 1.2. A larger dictionary than `limits` allow is `Limit`.
pub struct Xz {
    decoder: Box<XzDecoder<'static>>,
    streams: Streams,
}

impl Xz {
    /// From the start of the stream.
    pub fn new() -> Self {
        Self { decoder: XzDecoder::in_heap_with_alloc_dict_size(4 << 10, XZ_DICTIONARY), streams: Streams::default() }
    }
}

/// Decodes bzip2. Its blocks are at most 900 kB: nothing to bound.
pub struct Bzip2 {
    decoder: bzip2::Decompress,
    streams: Streams,
}

impl Bzip2 {
    /// From the start of the stream.
    pub fn new() -> Self {
        Self { decoder: bzip2::Decompress::new(false), streams: Streams::default() }
    }
}

impl Decompress for Xz {
    fn advance(&mut self, input: &[u8], last: bool) -> Result<usize> {
        let mut used = 0;
        while self.streams.ready().is_empty() && !self.streams.ended {
            let rest = input.get(used..).unwrap_or_default();
            if self.streams.whole > 0 && !self.streams.within {
                // Zeros stand between streams; anything else that is no stream is an error, as it is for xz.
                let zeros = rest.iter().take_while(|b| **b == 0).count();
                self.streams.stored += zeros as u64;
                used += zeros;
            }
            let rest = input.get(used..).unwrap_or_default();
            let outcome = self.decoder.decode(rest, self.streams.room());
            let step = match outcome {
                Ok(step) => step,
                Err(XzError::NeedsLargerInputBuffer) => {
                    self.streams.step(0, 0);
                    if last {
                        self.streams.end()?;
                    }
                    break;
                }
                Err(error) => {
                    let kind = match error {
                        // A dictionary of 4 GiB has a number of its own.
                        XzError::DictionaryTooLarge(_) | XzError::UnsupportedLzmaProperties(40) => Kind::Limit,
                        _ => Kind::CorruptXz,
                    };
                    return Err(self.streams.failed(kind, &error.to_string()));
                }
            };
            self.streams.step(step.input_consumed(), step.output_produced());
            used += step.input_consumed();
            if step.is_end_of_stream() {
                self.streams.next_stream();
                self.decoder.reset();
            } else if !step.made_progress() {
                if last {
                    self.streams.end()?;
                }
                break;
            }
        }
        Ok(used)
    }

    fn ready(&self) -> &[u8] {
        self.streams.ready()
    }

    fn take(&mut self, n: usize) {
        self.streams.out_at += n.min(self.streams.ready().len());
    }

    fn ended(&self) -> bool {
        self.streams.ended
    }

    fn stored(&self) -> u64 {
        self.streams.stored
    }

    fn decoded(&self) -> u64 {
        self.streams.decoded
    }
}

impl Decompress for Bzip2 {
    fn advance(&mut self, input: &[u8], last: bool) -> Result<usize> {
        let mut used = 0;
        while self.streams.ready().is_empty() && !self.streams.ended {
            let rest = input.get(used..).unwrap_or_default();
            let before = (self.decoder.total_in(), self.decoder.total_out());
            let status = self
                .decoder
                .decompress(rest, self.streams.room())
                .map_err(|error| self.streams.failed(Kind::CorruptBzip2, &error.to_string()))?;
            let (took, made) = (self.decoder.total_in() - before.0, self.decoder.total_out() - before.1);
            self.streams.step(took as usize, made as usize);
            used += took as usize;
            if status == Status::StreamEnd {
                self.streams.next_stream();
                self.decoder = bzip2::Decompress::new(false);
            } else if took == 0 && made == 0 {
                if last {
                    self.streams.end()?;
                }
                break;
            }
        }
        Ok(used)
    }

    fn ready(&self) -> &[u8] {
        self.streams.ready()
    }

    fn take(&mut self, n: usize) {
        self.streams.out_at += n.min(self.streams.ready().len());
    }

    fn ended(&self) -> bool {
        self.streams.ended
    }

    fn stored(&self) -> u64 {
        self.streams.stored
    }

    fn decoded(&self) -> u64 {
        self.streams.decoded
    }
}
