//! gzip with random access: a streaming inflater that leaves checkpoints behind and can start again from one.

use super::checkpoint::{Checkpoint, Checkpoints};
use crate::error::{Kind, Problem};
use crate::source::{Stream, give};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{TINFL_FLAG_HAS_MORE_INPUT, TINFL_FLAG_STOP_ON_BLOCK_BOUNDARY};
use miniz_oxide::inflate::core::{BlockBoundaryState, DecompressorOxide, decompress};
use std::io::{self, Read};

/// How far back deflate may refer (RFC 1951, 2).
const HISTORY: usize = 32 << 10;
/// The inflater's ring of output. A power of two; larger means fewer calls.
const RING: usize = 128 << 10;
const INPUT: usize = 64 << 10;

#[derive(Clone, Copy, PartialEq)]
enum Phase {
    Header,
    Body,
    Done,
}

/// Inflates a gzip stream of any number of members. The CRC is not checked: layers are proven by sha256 instead.
pub struct Gzip<S> {
    inner: S,
    input: Vec<u8>,
    input_at: usize,
    /// Stored bytes that the decoder used up.
    consumed: u64,
    state: Box<DecompressorOxide>,
    ring: Vec<u8>,
    ring_at: usize,
    /// Bytes of the ring just before `ring_at` not handed out yet.
    ready: usize,
    /// Decoded bytes produced, handed out or not.
    produced: u64,
    /// Where this member's output began: what lies before is no history of it.
    member_at: u64,
    phase: Phase,
    checkpoints: Option<Checkpoints>,
}

impl<S: Stream> Gzip<S> {
    /// From the start of the stream.
    pub fn new(inner: S) -> Self {
        Self {
            inner,
            input: Vec::new(),
            input_at: 0,
            consumed: 0,
            state: Box::default(),
            ring: vec![0; RING],
            ring_at: 0,
            ready: 0,
            produced: 0,
            member_at: 0,
            phase: Phase::Header,
            checkpoints: None,
        }
    }

    /// From the start, leaving checkpoints: one every 16 MiB, the stride doubling when there are too many.
    pub fn with_checkpoints(inner: S) -> Self {
        Self { checkpoints: Some(Checkpoints::default()), ..Self::new(inner) }
    }

    /// From a checkpoint; `inner` must stand at `checkpoint.stored`. `position()` counts on from there.
    pub fn resume(inner: S, checkpoint: &Checkpoint) -> Self {
        let mut gzip = Self::new(inner);
        let boundary =
            BlockBoundaryState { num_bits: checkpoint.bits, bit_buf: checkpoint.bit_buf, ..Default::default() };
        *gzip.state = DecompressorOxide::from_block_boundary_state(&boundary);
        let history = checkpoint.history.get(..HISTORY).unwrap_or(&checkpoint.history);
        gzip.ring_at = give(history, &mut gzip.ring);
        gzip.consumed = checkpoint.stored;
        gzip.produced = checkpoint.decoded;
        gzip.member_at = checkpoint.decoded.saturating_sub(history.len() as u64);
        gzip.phase = Phase::Body;
        gzip
    }

    /// The checkpoints left so far, by position.
    pub fn into_checkpoints(self) -> Vec<Checkpoint> {
        self.checkpoints.map(Checkpoints::into_list).unwrap_or_default()
    }

    fn problem(&self, kind: Kind, detail: &str) -> io::Error {
        Problem::new(kind).at(self.consumed).detail(detail).into()
    }

    /// At least one byte of input, unless the stored bytes are at their end.
    fn refill(&mut self) -> io::Result<bool> {
        if self.input_at == self.input.len() {
            self.input.resize(INPUT, 0);
            let got = self.inner.read(&mut self.input)?;
            self.input.truncate(got);
            self.input_at = 0;
        }
        Ok(self.input_at < self.input.len())
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        if !self.refill()? {
            return Ok(None);
        }
        let byte = self.input.get(self.input_at).copied();
        self.input_at += 1;
        self.consumed += 1;
        Ok(byte)
    }

    fn must(&mut self) -> io::Result<u8> {
        match self.byte()? {
            Some(byte) => Ok(byte),
            None => Err(self.problem(Kind::Truncated, "inside the gzip data")),
        }
    }

    /// A member's header (RFC 1952, 2.3), or the end: nothing, or padding that is no gzip.
    fn header(&mut self) -> io::Result<Phase> {
        let first = self.produced == 0 && self.consumed == 0;
        let Some(id1) = self.byte()? else {
            return if first { Err(self.problem(Kind::Truncated, "no gzip header")) } else { Ok(Phase::Done) };
        };
        if id1 != 0x1f && !first {
            return Ok(Phase::Done);
        }
        if id1 != 0x1f || self.must()? != 0x8b || self.must()? != 8 {
            return Err(self.problem(Kind::CorruptGzip, "not a gzip header"));
        }
        let flags = self.must()?;
        for _ in 0..6 {
            self.must()?;
        }
        if flags & 4 != 0 {
            let len = u16::from_le_bytes([self.must()?, self.must()?]);
            for _ in 0..len {
                self.must()?;
            }
        }
        for flag in [8, 16] {
            while flags & flag != 0 && self.must()? != 0 {}
        }
        if flags & 2 != 0 {
            self.must()?;
            self.must()?;
        }
        *self.state = DecompressorOxide::new();
        self.member_at = self.produced;
        Ok(Phase::Body)
    }

    /// Produces some output, or reaches the end. Only called with nothing ready.
    fn produce(&mut self) -> io::Result<()> {
        while self.ready == 0 && self.phase != Phase::Done {
            if self.phase == Phase::Header {
                self.phase = self.header()?;
                continue;
            }
            let more = self.refill()?;
            if self.ring_at == RING {
                self.ring_at = 0;
            }
            let flags = TINFL_FLAG_STOP_ON_BLOCK_BOUNDARY | if more { TINFL_FLAG_HAS_MORE_INPUT } else { 0 };
            let input = self.input.get(self.input_at..).unwrap_or_default();
            let (status, used, written) = decompress(&mut self.state, input, &mut self.ring, self.ring_at, flags);
            self.input_at += used;
            self.consumed += used as u64;
            self.ring_at += written;
            self.ready = written;
            self.produced += written as u64;
            match status {
                TINFLStatus::Done => {
                    for _ in 0..8 {
                        self.must()?; // CRC32 and ISIZE
                    }
                    self.phase = Phase::Header;
                }
                TINFLStatus::BlockBoundary => self.checkpoint(),
                TINFLStatus::HasMoreOutput => {}
                TINFLStatus::NeedsMoreInput if more => {}
                TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress if !more => {
                    return Err(self.problem(Kind::Truncated, "inside the gzip data"));
                }
                _ => return Err(self.problem(Kind::CorruptGzip, "the deflate data makes no sense here")),
            }
        }
        Ok(())
    }

    fn checkpoint(&mut self) {
        let Some(points) = self.checkpoints.as_mut().filter(|points| points.due(self.produced)) else { return };
        let Some(boundary) = self.state.block_boundary_state() else { return };
        let len = HISTORY.min(usize::try_from(self.produced.saturating_sub(self.member_at)).unwrap_or(HISTORY));
        // The newest bytes end at `ring_at`; older ones may stand at the ring's end.
        let (new, old) = self.ring.split_at_checked(self.ring_at).unwrap_or_default();
        let wrapped = len.saturating_sub(new.len());
        let tail = |part: &'_ [u8], n: usize| part.get(part.len().saturating_sub(n)..).unwrap_or_default().to_vec();
        let history = [tail(old, wrapped), tail(new, len)].concat();
        points.push(Checkpoint {
            stored: self.consumed,
            decoded: self.produced,
            bits: boundary.num_bits,
            bit_buf: boundary.bit_buf,
            history,
        });
    }
}

impl<S: Stream> Read for Gzip<S> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.ready == 0 {
            self.produce()?;
        }
        let from = self.ring_at.saturating_sub(self.ready);
        let n = give(self.ring.get(from..self.ring_at).unwrap_or_default(), buf);
        self.ready -= n;
        Ok(n)
    }
}

impl<S: Stream> Stream for Gzip<S> {
    fn skip(&mut self, n: u64) -> io::Result<u64> {
        let mut left = n;
        while left > 0 {
            if self.ready == 0 {
                self.produce()?;
                if self.ready == 0 {
                    break;
                }
            }
            let step = left.min(self.ready as u64);
            self.ready -= step as usize;
            left -= step;
        }
        Ok(n - left)
    }

    fn position(&self) -> u64 {
        self.produced - self.ready as u64
    }

    fn stored(&self) -> u64 {
        self.consumed
    }
}
