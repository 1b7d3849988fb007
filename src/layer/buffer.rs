//! The flat buffer in which a scanned layer crosses threads: fixed records, a heap of bytes, a summary.
//!
//! *Shape*, little-endian: magic `LSLAYER2`; u32 count, heap bytes, summary bytes, checkpoints; `count` records of 72 bytes in the
//! order of the tar; heap; summary (JSON); the checkpoints of the decoder, each: u64 stored, u64 decoded, u32 bytes of
//! history, u8 bits, u8 their value, 2 zeros, history. Paths are front-coded: a record holds the length of the prefix that it shares
//! with the path before, and the heap range of the rest. So deep paths take little more space than their names.

use super::pieces::Pieces;
use super::{Mark, Summary};
use crate::compression::Checkpoint;
use crate::limits::{LAYER_ENTRIES, LAYER_HEAP};
use crate::problem::{Kind, Problem, Result};
use crate::sorting::sort;
use crate::tar_format::{Entry, FileKind};

const MAGIC: &[u8; 8] = b"LSLAYER2";
const HEAD: usize = 24;
/// Bytes of one record.
pub const RECORD_BYTES: usize = 72;

/// Where a record has its mark.
const MARK_AT: usize = 66;
const WHITEOUT: u8 = 16;
const OPAQUE: u8 = 17;
const METADATA: u8 = 32;

/// One entry of the buffer. *Units:* as in `tar_format::Entry`; ranges are start and length in the heap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// Length of the prefix shared with the path of the record before.
    pub shared: u32,
    /// The rest of the path.
    pub path: (u32, u32),
    /// Link target as stored.
    pub link: (u32, u32),
    /// Extended attributes, packed and sorted by name: u32 name length, u32 value length, name, value.
    pub xattrs: (u32, u32),
    /// Bytes when unpacked.
    pub size: u64,
    /// Seconds since 1970.
    pub mtime: i64,
    /// Nanoseconds after `mtime`.
    pub mtime_nanos: u32,
    /// User id of the owner.
    pub uid: u32,
    /// Group id.
    pub gid: u32,
    /// Device numbers; they share their bytes with the link, which a device does not have.
    pub device: (u32, u32),
    /// Permission bits.
    pub mode: u16,
    /// Its meaning.
    pub mark: Mark,
    /// The file is sparse: the tar stores pieces of it.
    pub sparse: bool,
    /// Start of the data in the decompressed layer; for a sparse file, start of its first header.
    pub data_at: u64,
}

/// Writes a buffer.
#[derive(Default)]
pub struct LayerWriter {
    records: Pieces,
    heap: Pieces,
    previous: Vec<u8>,
    /// The record that is being written.
    record: Vec<u8>,
    count: usize,
}

impl LayerWriter {
    /// Adds an entry under its clean path. *Errors:* `Limit`.
    pub fn push(&mut self, path: &[u8], mark: Mark, entry: &Entry) -> Result<()> {
        let shared = self.previous.iter().zip(path).take_while(|(a, b)| a == b).count();
        let own = path.get(shared..).unwrap_or_default();
        let rest = self.put(own);
        self.previous.truncate(shared);
        self.previous.extend_from_slice(own);
        let link = match entry.kind {
            FileKind::Char | FileKind::Block => entry.device,
            FileKind::Symlink | FileKind::Hardlink => self.put(&entry.link),
            _ => (0, 0),
        };
        let xattrs = self.put_xattrs(&entry.xattrs);
        if self.heap.len() > LAYER_HEAP || self.count >= LAYER_ENTRIES {
            let detail = format!("{} entries with {} bytes of names", self.count, self.heap.len());
            return Err(Box::new(Problem::new(Kind::Limit).at(entry.header_at).detail(detail)));
        }
        let (mark, kind) = match mark {
            Mark::Entry(kind) => (kind as u8, kind),
            Mark::Whiteout => (WHITEOUT, entry.kind),
            Mark::Opaque => (OPAQUE, entry.kind),
            Mark::Metadata(kind) => (METADATA + kind as u8, kind),
        };
        let size = if kind == FileKind::Symlink { entry.link.len() as u64 } else { entry.size };
        let out = &mut self.record;
        out.clear();
        for n in [shared as u32, rest.0, rest.1, link.0, link.1, xattrs.0, xattrs.1, entry.mtime_nanos] {
            out.extend_from_slice(&n.to_le_bytes());
        }
        out.extend_from_slice(&size.to_le_bytes());
        out.extend_from_slice(&entry.mtime.to_le_bytes());
        // The headers of a sparse file hold its map, so its readers start there.
        let data_at = if entry.sparse { entry.header_at } else { entry.data_at };
        out.extend_from_slice(&data_at.to_le_bytes());
        out.extend_from_slice(&entry.uid.to_le_bytes());
        out.extend_from_slice(&entry.gid.to_le_bytes());
        out.extend_from_slice(&entry.mode.to_le_bytes());
        out.extend_from_slice(&[mark, u8::from(entry.sparse), 0, 0, 0, 0]);
        self.records.put(out);
        self.count += 1;
        Ok(())
    }

    /// Number of entries so far.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are no entries yet.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Completes the buffer.
    pub fn finish(self, summary: &Summary, checkpoints: &[Checkpoint]) -> Vec<u8> {
        self.finish_in_pieces(summary, checkpoints).concat()
    }

    /// Completes the buffer; its bytes are those of the pieces one after another.
    pub fn finish_in_pieces(self, summary: &Summary, checkpoints: &[Checkpoint]) -> Vec<Vec<u8>> {
        let summary = serde_json::to_vec(summary).unwrap_or_default();
        let head = [self.count, self.heap.len(), summary.len(), checkpoints.len()].map(|n| (n as u32).to_le_bytes());
        let mut pieces = vec![[MAGIC.as_slice(), head.as_flattened()].concat()];
        pieces.extend(self.records.into_pieces());
        pieces.extend(self.heap.into_pieces());
        let mut out = summary;
        for Checkpoint { stored, decoded, bits, bit_buf, history } in checkpoints {
            out.extend_from_slice(&stored.to_le_bytes());
            out.extend_from_slice(&decoded.to_le_bytes());
            out.extend_from_slice(&(history.len() as u32).to_le_bytes());
            out.extend_from_slice(&[*bits, *bit_buf, 0, 0]);
            out.extend_from_slice(history);
        }
        pieces.push(out);
        pieces
    }

    fn put(&mut self, bytes: &[u8]) -> (u32, u32) {
        let at = self.heap.len() as u32;
        self.heap.put(bytes);
        (at, bytes.len() as u32)
    }

    fn put_xattrs(&mut self, xattrs: &[(Vec<u8>, Vec<u8>)]) -> (u32, u32) {
        let at = self.heap.len();
        let mut sorted: Vec<_> = xattrs.iter().collect();
        sort(&mut sorted);
        for (name, value) in sorted {
            self.heap.put(&(name.len() as u32).to_le_bytes());
            self.heap.put(&(value.len() as u32).to_le_bytes());
            self.heap.put(name);
            self.heap.put(value);
        }
        (at as u32, (self.heap.len() - at) as u32)
    }
}

/// A received buffer whose frame is checked.
#[derive(Debug)]
pub struct LayerBuffer<'b> {
    records: &'b [[u8; RECORD_BYTES]],
    heap: &'b [u8],
    /// The findings of the scan besides the entries.
    pub summary: Summary,
    /// Where decoding of the layer can resume, by position.
    pub checkpoints: Vec<Checkpoint>,
}

impl<'b> LayerBuffer<'b> {
    /// Checks the frame of a buffer. *Errors:* `Internal`, since only our own scanner writes buffers.
    pub fn new(bytes: &'b [u8]) -> Result<Self> {
        let bad = || Box::new(Problem::new(Kind::Internal).detail("a layer buffer of the wrong form"));
        let (head, rest) = bytes.split_first_chunk::<HEAD>().ok_or_else(bad)?;
        let mut head = Fields(head.strip_prefix(MAGIC).ok_or_else(bad)?);
        let (count, heap, summary) = (head.u32() as usize, head.u32() as usize, head.u32() as usize);
        let points = head.u32();
        let (records, rest) = rest.split_at_checked(count.saturating_mul(RECORD_BYTES)).ok_or_else(bad)?;
        let (heap, rest) = rest.split_at_checked(heap).ok_or_else(bad)?;
        let (summary, rest) = rest.split_at_checked(summary).ok_or_else(bad)?;
        let summary = serde_json::from_slice(summary).map_err(|_| bad())?;
        let mut rest = Fields(rest);
        let checkpoints = (0..points).map(|_| checkpoint(&mut rest)).collect::<Option<_>>();
        let checkpoints = checkpoints.filter(|_| rest.0.is_empty()).ok_or_else(bad)?;
        Ok(Self { records: records.as_chunks().0, heap, summary, checkpoints })
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Bytes of names, targets and attributes.
    pub fn heap_len(&self) -> usize {
        self.heap.len()
    }

    /// The bytes of a range of the heap; empty if the range is out of bounds.
    pub fn bytes(&self, (at, len): (u32, u32)) -> &'b [u8] {
        self.heap.get(at as usize..(at as usize).saturating_add(len as usize)).unwrap_or_default()
    }

    /// Calls `each` with the index, the record and the whole path of each entry, in the order of the tar.
    pub fn for_each(&self, mut each: impl FnMut(usize, &Record, &[u8])) {
        let mut path = Vec::new();
        for (index, bytes) in self.records.iter().enumerate() {
            let record = decode(bytes);
            path.truncate(record.shared as usize);
            path.extend_from_slice(self.bytes(record.path));
            each(index, &record, &path);
        }
    }
}

/// Joins the buffers of a layer's ranges, in their order, into the buffer of a single scan. *Errors:* as `LayerBuffer::new`. Too many
/// entries are a `Limit` problem in the summary. Each one is given back as soon as it is copied: a tree stands beside them.
pub fn join(ranges: Vec<Vec<u8>>) -> Result<Vec<u8>> {
    let mut whole = LayerWriter::default();
    let mut summary = Summary::default();
    for bytes in ranges {
        let part = LayerBuffer::new(&bytes)?;
        let base = whole.heap.len() as u32;
        whole.count += part.len();
        whole.heap.put(part.heap);
        if whole.heap.len() > LAYER_HEAP || whole.count > LAYER_ENTRIES {
            let detail = format!("{} entries with {} bytes of names", whole.count, whole.heap.len());
            summary.problem = Some(Problem::new(Kind::Limit).detail(detail));
            break;
        }
        for record in part.records {
            whole.records.put(&moved(record, base));
        }
        summary.add(part.summary);
    }
    Ok(whole.finish(&summary, &[]))
}

/// A copy of a record whose heap ranges begin `base` bytes later.
fn moved(record: &[u8; RECORD_BYTES], base: u32) -> [u8; RECORD_BYTES] {
    let is_device =
        record.get(MARK_AT).is_some_and(|mark| [FileKind::Char as u8, FileKind::Block as u8].contains(mark));
    let mut moved = *record;
    let (fields, _) = moved.as_chunks_mut::<4>();
    // In the order in which `push` wrote them: shared, path, link or device, xattrs.
    for (at, field) in fields.iter_mut().enumerate() {
        if at == 1 || (at == 3 && !is_device) || at == 5 {
            *field = (u32::from_le_bytes(*field) + base).to_le_bytes();
        }
    }
    moved
}

/// Reads little-endian numbers from the front; zeros after the end.
struct Fields<'b>(&'b [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let Some((first, rest)) = self.0.split_first_chunk() else { return [0; N] };
        self.0 = rest;
        *first
    }

    fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.take())
    }

    fn u64(&mut self) -> u64 {
        u64::from_le_bytes(self.take())
    }

    fn pair(&mut self) -> (u32, u32) {
        (self.u32(), self.u32())
    }
}

/// Reads a checkpoint in the order of `finish`; `None` = it is truncated.
fn checkpoint(fields: &mut Fields) -> Option<Checkpoint> {
    let (stored, decoded, len) = (fields.u64(), fields.u64(), fields.u32() as usize);
    let [bits, bit_buf, _, _] = fields.take();
    let (history, rest) = fields.0.split_at_checked(len)?;
    fields.0 = rest;
    Some(Checkpoint { stored, decoded, bits, bit_buf, history: history.to_vec() })
}

/// Reads a record in the order of `push`.
fn decode(record: &[u8; RECORD_BYTES]) -> Record {
    let mut fields = Fields(record);
    let (shared, path, second, xattrs) = (fields.u32(), fields.pair(), fields.pair(), fields.pair());
    let (mtime_nanos, size, mtime, data_at) = (fields.u32(), fields.u64(), fields.u64() as i64, fields.u64());
    let (uid, gid, mode) = (fields.u32(), fields.u32(), u16::from_le_bytes(fields.take()));
    let [mark, sparse] = fields.take();
    let kind = |n: u8| FileKind::from_u8(n).unwrap_or(FileKind::Other);
    let mark = match mark {
        WHITEOUT => Mark::Whiteout,
        OPAQUE => Mark::Opaque,
        n if n >= METADATA => Mark::Metadata(kind(n - METADATA)),
        n => Mark::Entry(kind(n)),
    };
    let is_device = matches!(mark, Mark::Entry(FileKind::Char | FileKind::Block));
    Record {
        shared,
        path,
        link: if is_device { (0, 0) } else { second },
        device: if is_device { second } else { (0, 0) },
        xattrs,
        mtime_nanos,
        size,
        mtime,
        data_at,
        uid,
        gid,
        mode,
        mark,
        sparse: sparse != 0,
    }
}
