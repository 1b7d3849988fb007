//! xz and bzip2, which offer no checkpoints: their libraries decode one stream, `Concatenated` decodes one after the other.

use super::decompress::Decompress;
use crate::limits::XZ_DICTIONARY;
use crate::problem::{Kind, Problem, Result};
use bzip2::Status;
use xz4rust::{XzDecoder, XzError};

/// Decoded bytes per step.
const STEP: usize = 128 << 10;

/// The outcome of a decoder's step.
pub(super) struct Progress {
    /// Stored bytes used.
    used: usize,
    /// Bytes decoded.
    made: usize,
    /// Whether the stream has ended, or why it is damaged.
    end: std::result::Result<bool, (Kind, String)>,
}

/// A decoder of one stream.
pub(super) trait StreamDecoder {
    /// Zeros may pad the space between streams.
    const PADDED: bool;

    /// Decodes from the front of `input`. Without input, or space in `out`, it does nothing.
    fn step(&mut self, input: &[u8], out: &mut [u8]) -> Progress;

    /// Prepares for another stream.
    fn restart(&mut self);
}

/// Decodes concatenated streams, and the padding after the last one.
pub struct Concatenated<D> {
    decoder: D,
    out: Vec<u8>,
    out_at: usize,
    stored: u64,
    decoded: u64,
    /// Complete streams so far.
    whole: u64,
    /// The current stream has begun.
    within: bool,
    ended: bool,
}

/// xz. *Source:* the .xz file format 1.2. *Errors:* `Limit` for a dictionary larger than `limits` allow. The library drops the output of
/// a failing step, at most that of one block.
pub type Xz = Concatenated<Box<XzDecoder<'static>>>;

/// bzip2. Its blocks are at most 900 kB, so they need no bound.
pub type Bzip2 = Concatenated<bzip2::Decompress>;

impl Xz {
    /// Starts at the first byte of the stream.
    pub fn new() -> Self {
        Self::with(XzDecoder::in_heap_with_alloc_dict_size(4 << 10, XZ_DICTIONARY))
    }
}

impl Bzip2 {
    /// Starts at the first byte of the stream.
    pub fn new() -> Self {
        Self::with(bzip2::Decompress::new(false))
    }
}

impl StreamDecoder for Box<XzDecoder<'static>> {
    /// Any other bytes between streams are an error, as for xz itself.
    const PADDED: bool = true;

    fn step(&mut self, input: &[u8], out: &mut [u8]) -> Progress {
        match self.decode(input, out) {
            Ok(step) => {
                Progress { used: step.input_consumed(), made: step.output_produced(), end: Ok(step.is_end_of_stream()) }
            }
            Err(XzError::NeedsLargerInputBuffer) => Progress { used: 0, made: 0, end: Ok(false) },
            Err(error) => {
                let kind = match error {
                    // A dictionary of 4 GiB has its own property byte.
                    XzError::DictionaryTooLarge(_) | XzError::UnsupportedLzmaProperties(40) => Kind::Limit,
                    _ => Kind::CorruptXz,
                };
                Progress { used: 0, made: 0, end: Err((kind, error.to_string())) }
            }
        }
    }

    fn restart(&mut self) {
        self.reset();
    }
}

impl StreamDecoder for bzip2::Decompress {
    const PADDED: bool = false;

    fn step(&mut self, input: &[u8], out: &mut [u8]) -> Progress {
        let before = (self.total_in(), self.total_out());
        let status = self.decompress(input, out);
        Progress {
            used: (self.total_in() - before.0) as usize,
            made: (self.total_out() - before.1) as usize,
            end: status
                .map(|status| status == Status::StreamEnd)
                .map_err(|error| (Kind::CorruptBzip2, error.to_string())),
        }
    }

    fn restart(&mut self) {
        *self = Self::new(false);
    }
}

impl<D: StreamDecoder> Concatenated<D> {
    fn with(decoder: D) -> Self {
        let (out, out_at) = (Vec::new(), 0);
        Self { decoder, out, out_at, stored: 0, decoded: 0, whole: 0, within: false, ended: false }
    }

    /// Runs the decoder once on the front of `input`; returns how many bytes it used.
    fn step(&mut self, input: &[u8]) -> Result<usize> {
        self.out.resize(STEP, 0);
        let Progress { used, made, end } = self.decoder.step(input, &mut self.out);
        self.out.truncate(made);
        self.out_at = 0;
        self.stored += used as u64;
        self.decoded += made as u64;
        self.within |= used > 0;
        if end.map_err(|(kind, why)| Problem::new(kind).at(self.stored).detail(why))? {
            self.whole += 1;
            self.within = false;
            self.decoder.restart();
        }
        Ok(used)
    }

    /// Accepts the end of the stored bytes, or says what is missing.
    fn end(&mut self) -> Result<()> {
        if self.whole > 0 && !self.within {
            self.ended = true;
            return Ok(());
        }
        Err(Box::new(Problem::new(Kind::Truncated).at(self.stored).detail("inside the compressed data")))
    }
}

impl<D: StreamDecoder> Decompress for Concatenated<D> {
    fn advance(&mut self, input: &[u8], last: bool) -> Result<usize> {
        let mut used = 0;
        while self.ready().is_empty() && !self.ended {
            let rest = input.get(used..).unwrap_or_default();
            let between = D::PADDED && self.whole > 0 && !self.within;
            let zeros = rest.iter().take_while(|byte| between && **byte == 0).count();
            self.stored += zeros as u64;
            used += zeros;
            let whole = self.whole;
            let step = self.step(rest.get(zeros..).unwrap_or_default())?;
            used += step;
            if step == 0 && self.ready().is_empty() && self.whole == whole {
                if last {
                    self.end()?;
                }
                break;
            }
        }
        Ok(used)
    }

    fn ready(&self) -> &[u8] {
        self.out.get(self.out_at..).unwrap_or_default()
    }

    fn consume(&mut self, n: usize) {
        self.out_at += n.min(self.ready().len());
    }

    fn ended(&self) -> bool {
        self.ended
    }

    fn stored(&self) -> u64 {
        self.stored
    }

    fn decoded(&self) -> u64 {
        self.decoded
    }
}
