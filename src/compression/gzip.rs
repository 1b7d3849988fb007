//! gzip with random access: the inflater offers checkpoints and can resume at one.

use super::checkpoint::Checkpoint;
use super::decompress::Decompress;
use crate::problem::{Kind, Problem, Result};
use crate::source::copy_front;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{TINFL_FLAG_HAS_MORE_INPUT, TINFL_FLAG_STOP_ON_BLOCK_BOUNDARY};
use miniz_oxide::inflate::core::{BlockBoundaryState, DecompressorOxide, decompress};

/// How far back deflate may refer (RFC 1951, 2).
const HISTORY: usize = 32 << 10;
/// Size of the inflater's ring of output, a power of two. A larger one means fewer calls.
const RING: usize = 128 << 10;

/// Flags of a member's header (RFC 1952, 2.3.1).
const HEADER_CRC: u8 = 2;
const EXTRA: u8 = 4;
const NAME: u8 = 8;
const COMMENT: u8 = 16;

/// The part of the stream that the next stored byte belongs to.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    /// The ten bytes that every header has: the index of the next one.
    Fixed(u8),
    /// The length of the extra field.
    ExtraLen,
    ExtraLenHigh(u8),
    /// Ignored bytes: how many are left.
    Skip(u16),
    /// A text that ends with a zero byte.
    Text,
    Body,
    /// CRC32 and ISIZE: how many bytes are left.
    Trailer(u8),
    Done,
}

/// Inflates a gzip stream of any number of members. It does not check the CRC: sha256 proves a layer instead.
pub struct Gzip {
    part: Part,
    /// The header's flags whose part is still to come.
    flags: u8,
    state: Box<DecompressorOxide>,
    ring: Vec<u8>,
    ring_at: usize,
    /// Number of bytes before `ring_at` not consumed yet.
    ready: usize,
    stored: u64,
    decoded: u64,
    /// Decoded byte where this member begins: earlier output is not its history.
    member_at: u64,
    /// The last step stopped between two deflate blocks.
    at_boundary: bool,
}

impl Gzip {
    /// Starts at the first byte of the stream.
    pub fn new() -> Self {
        Self {
            part: Part::Fixed(0),
            flags: 0,
            state: Box::default(),
            ring: vec![0; RING],
            ring_at: 0,
            ready: 0,
            stored: 0,
            decoded: 0,
            member_at: 0,
            at_boundary: false,
        }
    }

    /// Resumes at a checkpoint.
    pub fn resume(checkpoint: &Checkpoint) -> Self {
        let mut gzip = Self::new();
        let boundary =
            BlockBoundaryState { num_bits: checkpoint.bits, bit_buf: checkpoint.bit_buf, ..Default::default() };
        *gzip.state = DecompressorOxide::from_block_boundary_state(&boundary);
        let history = checkpoint.history.get(..HISTORY).unwrap_or(&checkpoint.history);
        gzip.ring_at = copy_front(history, &mut gzip.ring);
        gzip.stored = checkpoint.stored;
        gzip.decoded = checkpoint.decoded;
        gzip.member_at = checkpoint.decoded.saturating_sub(history.len() as u64);
        gzip.part = Part::Body;
        gzip
    }

    fn problem(&self, kind: Kind, detail: &str) -> Box<Problem> {
        Box::new(Problem::new(kind).at(self.stored).detail(detail))
    }

    /// Accepts the end of the stored bytes, or says what is missing.
    fn end(&mut self) -> Result<()> {
        match self.part {
            Part::Done => {}
            Part::Fixed(0) if self.stored > 0 => self.part = Part::Done,
            Part::Fixed(0) => return Err(self.problem(Kind::Truncated, "no gzip header")),
            _ => return Err(self.problem(Kind::Truncated, "inside the gzip data")),
        }
        Ok(())
    }

    /// Takes a byte of a header or a trailer (RFC 1952, 2.3). Bytes after a member that are no header are padding and end the stream.
    fn byte(&mut self, byte: u8) -> Result<()> {
        let first = self.stored == 0;
        self.stored += 1;
        self.part = match self.part {
            Part::Fixed(0) if byte != 0x1f && !first => Part::Done,
            Part::Fixed(at) => {
                let magic = [0x1f, 0x8b, 8];
                if magic.get(usize::from(at)).is_some_and(|wanted| *wanted != byte) {
                    return Err(self.problem(Kind::CorruptGzip, "not a gzip header"));
                }
                if at == 3 {
                    self.flags = byte;
                }
                if at < 9 { Part::Fixed(at + 1) } else { self.next_part() }
            }
            Part::ExtraLen => Part::ExtraLenHigh(byte),
            Part::ExtraLenHigh(low) => match u16::from_le_bytes([low, byte]) {
                0 => self.next_part(),
                len => Part::Skip(len),
            },
            Part::Skip(left) if left > 1 => Part::Skip(left - 1),
            Part::Text if byte != 0 => Part::Text,
            Part::Skip(_) | Part::Text => self.next_part(),
            Part::Trailer(left) if left > 1 => Part::Trailer(left - 1),
            Part::Trailer(_) => Part::Fixed(0),
            part @ (Part::Body | Part::Done) => part,
        };
        Ok(())
    }

    /// The next part of the header by its flags; after the last one the deflate data.
    fn next_part(&mut self) -> Part {
        for (flag, part) in
            [(EXTRA, Part::ExtraLen), (NAME, Part::Text), (COMMENT, Part::Text), (HEADER_CRC, Part::Skip(2))]
        {
            if self.flags & flag != 0 {
                self.flags &= !flag;
                return part;
            }
        }
        *self.state = DecompressorOxide::new();
        self.member_at = self.decoded;
        Part::Body
    }

    /// Calls the inflater once; returns how many bytes it used.
    fn inflate(&mut self, input: &[u8], last: bool) -> Result<usize> {
        if self.ring_at == RING {
            self.ring_at = 0;
        }
        let flags = TINFL_FLAG_STOP_ON_BLOCK_BOUNDARY | if last { 0 } else { TINFL_FLAG_HAS_MORE_INPUT };
        let (status, used, written) = decompress(&mut self.state, input, &mut self.ring, self.ring_at, flags);
        self.stored += used as u64;
        self.ring_at += written;
        self.ready = written;
        self.decoded += written as u64;
        self.at_boundary = status == TINFLStatus::BlockBoundary;
        match status {
            TINFLStatus::Done => self.part = Part::Trailer(8),
            TINFLStatus::BlockBoundary | TINFLStatus::HasMoreOutput => {}
            TINFLStatus::NeedsMoreInput if !last => {}
            TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress if last => {
                return Err(self.problem(Kind::Truncated, "inside the gzip data"));
            }
            _ => return Err(self.problem(Kind::CorruptGzip, "the deflate data makes no sense here")),
        }
        Ok(used)
    }
}

impl Decompress for Gzip {
    fn advance(&mut self, input: &[u8], last: bool) -> Result<usize> {
        let mut used = 0;
        self.at_boundary = false;
        while self.ready == 0 && !self.at_boundary && self.part != Part::Done {
            let rest = input.get(used..).unwrap_or_default();
            match (self.part, rest) {
                (Part::Body, [_, ..]) => used += self.inflate(rest, last)?,
                (Part::Body, []) if last => used += self.inflate(rest, last)?,
                (_, []) if last => self.end()?,
                (_, []) => break,
                (_, [byte, ..]) => {
                    self.byte(*byte)?;
                    used += 1;
                }
            }
        }
        Ok(used)
    }

    fn ready(&self) -> &[u8] {
        self.ring.get(self.ring_at - self.ready..self.ring_at).unwrap_or_default()
    }

    fn consume(&mut self, n: usize) {
        self.ready -= n.min(self.ready);
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
        let boundary = self.state.block_boundary_state().filter(|_| self.at_boundary)?;
        let len = HISTORY.min(usize::try_from(self.decoded.saturating_sub(self.member_at)).unwrap_or(HISTORY));
        // The newest bytes end at `ring_at`; older ones may be at the end of the ring.
        let (new, old) = self.ring.split_at_checked(self.ring_at).unwrap_or_default();
        let wrapped = len.saturating_sub(new.len());
        let tail = |part: &'_ [u8], n: usize| part.get(part.len().saturating_sub(n)..).unwrap_or_default().to_vec();
        let history = [tail(old, wrapped), tail(new, len)].concat();
        let (bits, bit_buf) = (boundary.num_bits, boundary.bit_buf);
        Some(Checkpoint { stored: self.stored, decoded: self.decoded, bits, bit_buf, history })
    }
}
