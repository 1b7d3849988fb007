//! The flat buffer in which a scanned layer crosses threads: fixed records, then a heap of bytes, then a summary.
//!
//! *Shape*, little-endian: magic `LSLAYER2`; u32 count, heap bytes, summary bytes, checkpoints; `count` records of 72 bytes in the
//! order of the tar; heap; summary (JSON); the checkpoints of its decoder, one after the other: u64 stored, u64 decoded, u32
//! bytes of history, u8 bits, u8 their value, 2 zeros, history. Paths are front-coded: a record holds how many bytes it shares with the path before
//! it and where the rest is in the heap, so a tree of deep paths stays as small as its names.

use super::{Mark, Summary};
use crate::compression::Checkpoint;
use crate::error::{Kind, Problem, Result};
use crate::limits::{LAYER_ENTRIES, LAYER_HEAP};
use crate::tar_format::{Entry, FileKind};

const MAGIC: &[u8; 8] = b"LSLAYER2";
const HEAD: usize = 24;
/// Bytes of one record.
pub const RECORD_BYTES: usize = 72;

const WHITEOUT: u8 = 16;
const OPAQUE: u8 = 17;
const METADATA: u8 = 32;

/// One entry as the buffer holds it. *Units:* as in `tar_format::Entry`; ranges are bytes of the heap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// Bytes shared with the path of the record before.
    pub shared: u32,
    /// The rest of the path.
    pub path: (u32, u32),
    /// Link target as stored.
    pub link: (u32, u32),
    /// Extended attributes, packed: u32 name bytes, u32 value bytes, name, value; sorted by name.
    pub xattrs: (u32, u32),
    /// Bytes when unpacked.
    pub size: u64,
    /// Seconds since 1970.
    pub mtime: i64,
    /// Nanoseconds.
    pub mtime_nanos: u32,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Device numbers; they share their room with the link, which devices have none of.
    pub device: (u32, u32),
    /// Permission bits.
    pub mode: u16,
    /// What it means.
    pub mark: Mark,
    /// The data is a list of pieces.
    pub sparse: bool,
    /// Where the data starts in the decompressed layer; of a sparse file, where its first header does.
    pub data_at: u64,
}

impl Record {
    fn is_device(&self) -> bool {
        matches!(self.mark, Mark::Entry(FileKind::Char | FileKind::Block))
    }
}

/// Fills a buffer.
pub struct LayerWriter {
    records: Vec<u8>,
    heap: Vec<u8>,
    previous: Vec<u8>,
    count: usize,
}

impl Default for LayerWriter {
    fn default() -> Self {
        Self { records: vec![0; HEAD], heap: Vec::new(), previous: Vec::new(), count: 0 }
    }
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
        let out = &mut self.records;
        for n in [shared as u32, rest.0, rest.1, link.0, link.1, xattrs.0, xattrs.1, entry.mtime_nanos] {
            out.extend_from_slice(&n.to_le_bytes());
        }
        out.extend_from_slice(&size.to_le_bytes());
        out.extend_from_slice(&entry.mtime.to_le_bytes());
        // A sparse file's headers tell where its pieces belong: whoever reads it starts there.
        let data_at = if entry.sparse { entry.header_at } else { entry.data_at };
        out.extend_from_slice(&data_at.to_le_bytes());
        out.extend_from_slice(&entry.uid.to_le_bytes());
        out.extend_from_slice(&entry.gid.to_le_bytes());
        out.extend_from_slice(&entry.mode.to_le_bytes());
        out.extend_from_slice(&[mark, u8::from(entry.sparse), 0, 0, 0, 0]);
        self.count += 1;
        Ok(())
    }

    /// Entries so far.
    pub fn len(&self) -> usize {
        self.count
    }

    /// None yet.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The buffer.
    pub fn finish(mut self, summary: &Summary, checkpoints: &[Checkpoint]) -> Vec<u8> {
        let summary = serde_json::to_vec(summary).unwrap_or_default();
        let head = [self.count, self.heap.len(), summary.len(), checkpoints.len()].map(|n| (n as u32).to_le_bytes());
        let head = [MAGIC.as_slice(), head.as_flattened()].concat();
        let out = &mut self.records;
        out.iter_mut().zip(head).for_each(|(to, from)| *to = from);
        out.extend_from_slice(&self.heap);
        out.extend_from_slice(&summary);
        for Checkpoint { stored, decoded, bits, bit_buf, history } in checkpoints {
            out.extend_from_slice(&stored.to_le_bytes());
            out.extend_from_slice(&decoded.to_le_bytes());
            out.extend_from_slice(&(history.len() as u32).to_le_bytes());
            out.extend_from_slice(&[*bits, *bit_buf, 0, 0]);
            out.extend_from_slice(history);
        }
        self.records
    }

    fn put(&mut self, bytes: &[u8]) -> (u32, u32) {
        let at = self.heap.len() as u32;
        self.heap.extend_from_slice(bytes);
        (at, bytes.len() as u32)
    }

    fn put_xattrs(&mut self, xattrs: &[(Vec<u8>, Vec<u8>)]) -> (u32, u32) {
        let at = self.heap.len();
        let mut sorted: Vec<_> = xattrs.iter().collect();
        sorted.sort();
        for (name, value) in sorted {
            self.heap.extend_from_slice(&(name.len() as u32).to_le_bytes());
            self.heap.extend_from_slice(&(value.len() as u32).to_le_bytes());
            self.heap.extend_from_slice(name);
            self.heap.extend_from_slice(value);
        }
        (at as u32, (self.heap.len() - at) as u32)
    }
}

/// A received buffer, checked.
#[derive(Debug)]
pub struct LayerBuffer<'b> {
    records: &'b [[u8; RECORD_BYTES]],
    heap: &'b [u8],
    /// What the scan found besides.
    pub summary: Summary,
    /// Where decoding the layer can start again, by position.
    pub checkpoints: Vec<Checkpoint>,
}

impl<'b> LayerBuffer<'b> {
    /// Checks the frame of a buffer. *Errors:* `Internal`, for it is our own scanner that wrote it.
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

    /// Entries.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// No entries at all.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Bytes of names, targets and attributes.
    pub fn heap_len(&self) -> usize {
        self.heap.len()
    }

    /// A range of the heap; empty when it lies outside.
    pub fn bytes(&self, (at, len): (u32, u32)) -> &'b [u8] {
        self.heap.get(at as usize..(at as usize).saturating_add(len as usize)).unwrap_or_default()
    }

    /// Calls `each` with every record and its whole path, in the order of the tar.
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

/// Puts the buffers of a layer's stretches together, in their order, as if one scanner had walked all of it. *Errors:* as `LayerBuffer::new`;
/// `Limit` when they are too many entries together.
pub fn join(stretches: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut whole = LayerWriter::default();
    let mut summary = Summary::default();
    for bytes in stretches {
        let part = LayerBuffer::new(bytes)?;
        let base = whole.heap.len() as u32;
        whole.count += part.len();
        whole.heap.extend_from_slice(part.heap);
        if whole.heap.len() > LAYER_HEAP || whole.count > LAYER_ENTRIES {
            let detail = format!("{} entries with {} bytes of names", whole.count, whole.heap.len());
            summary.problem = Some(Problem::new(Kind::Limit).detail(detail));
            break;
        }
        for record in part.records {
            whole.records.extend_from_slice(&moved(record, base));
        }
        summary.add(part.summary);
    }
    Ok(whole.finish(&summary, &[]))
}

/// A record whose ranges of the heap begin `base` bytes later.
fn moved(record: &[u8; RECORD_BYTES], base: u32) -> [u8; RECORD_BYTES] {
    let is_device = decode(record).is_device();
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

/// Takes little-endian numbers off the front; zeros where there are none left.
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

/// In the order in which `finish` wrote it; `None` = it is cut off.
fn checkpoint(fields: &mut Fields) -> Option<Checkpoint> {
    let (stored, decoded, len) = (fields.u64(), fields.u64(), fields.u32() as usize);
    let [bits, bit_buf, _, _] = fields.take();
    let (history, rest) = fields.0.split_at_checked(len)?;
    fields.0 = rest;
    Some(Checkpoint { stored, decoded, bits, bit_buf, history: history.to_vec() })
}

/// In the order in which `push` wrote it.
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
