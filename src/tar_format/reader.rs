//! Walks a tar stream entry by entry, with one header in memory at a time.

use super::entry::{Entry, FileKind};
use super::pax::Pax;
use super::sparse::old_form;
use crate::limits::{LARGEST_NUMBER, NAME_BYTES, PAX_BYTES};
use crate::problem::{Kind, Problem, Result};
use crate::source::Stream;
use tar::Header;

const BLOCK: u64 = 512;

/// The end of a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The end marker, two blocks of zeros: the position after it. Bytes may follow.
    Marker(u64),
    /// The stream ended after an entry, without the end marker that POSIX requires: its position.
    Bytes(u64),
}

/// Reads the entries of a tar. A caller stops at the first error: the entries before it are sound.
///
/// *Errors of `next`:* `CorruptTar` and `Truncated` at the byte of the header or of the end; `Limit` for an extension header
/// beyond `limits`; the errors of the stream (`CorruptGzip` …).
pub struct TarReader<S> {
    stream: S,
    /// Bytes of the current entry's data and padding still to skip.
    pending: u64,
    /// The padding among these bytes, at their end.
    padding: u64,
    end: Option<End>,
    lone_zeros: Option<u64>,
}

impl<S: Stream> TarReader<S> {
    /// Starts at the stream's position.
    pub fn new(stream: S) -> Self {
        Self { stream, pending: 0, padding: 0, end: None, lone_zeros: None }
    }

    /// The end of the walk; `None` before it, and after an error.
    pub fn end(&self) -> Option<End> {
        self.end
    }

    /// Position of the first single block of zeros that entries follow.
    pub fn lone_zeros(&self) -> Option<u64> {
        self.lone_zeros
    }

    /// The stream, for its progress.
    pub fn stream(&self) -> &S {
        &self.stream
    }

    /// The stream, for its checkpoints.
    pub fn stream_mut(&mut self) -> &mut S {
        &mut self.stream
    }

    /// The stream, at its position.
    pub fn into_stream(self) -> S {
        self.stream
    }

    /// Reads data of the current entry: up to `buf.len()` bytes after the last read.
    pub async fn read_data(&mut self, entry: &Entry, buf: &mut [u8]) -> Result<usize> {
        let left = (entry.data_at + entry.stored).saturating_sub(self.stream.position());
        let n = usize::try_from(left).unwrap_or(usize::MAX).min(buf.len());
        let got = self.stream.read_full(buf.get_mut(..n).unwrap_or_default()).await?;
        self.pending = self.pending.saturating_sub(got as u64);
        if got < n {
            return Err(self.cut());
        }
        Ok(got)
    }

    /// Buffered data of the current entry, at least one byte; empty after its last one. `take` consumes it.
    pub async fn data(&mut self, entry: &Entry) -> Result<&[u8]> {
        let left = (entry.data_at + entry.stored).saturating_sub(self.stream.position());
        if left > 0 {
            self.stream.fill().await?;
            if self.stream.buffered().is_empty() {
                return Err(self.cut());
            }
        }
        let data = self.stream.buffered();
        Ok(data.get(..usize::try_from(left).unwrap_or(usize::MAX)).unwrap_or(data))
    }

    /// Consumes the first `n` bytes of `data`.
    pub fn take(&mut self, n: usize) {
        self.stream.consume(n);
        self.pending = self.pending.saturating_sub(n as u64);
    }

    /// The next entry, or `None` at the end.
    #[allow(clippy::should_implement_trait)]
    pub async fn next(&mut self) -> Result<Option<Entry>> {
        if self.end.is_some() {
            return Ok(None);
        }
        self.skip_entry().await?;
        let mut first_at = None;
        let mut pax = Pax::default();
        let (mut long_name, mut long_link) = (None, None);
        loop {
            let header_at = self.stream.position();
            let Some(header) = self.header().await? else {
                if first_at.is_some() {
                    return Err(Box::new(
                        Problem::new(Kind::Truncated).at(header_at).detail("an extension header without its entry"),
                    ));
                }
                return Ok(None);
            };
            first_at.get_or_insert(header_at);
            let flag = flag_of(&header);
            match flag {
                b'L' => long_name = Some(self.extension(&header, header_at, NAME_BYTES).await?),
                b'K' => long_link = Some(self.extension(&header, header_at, NAME_BYTES).await?),
                b'x' | b'X' => {
                    let data = self.extension(&header, header_at, PAX_BYTES).await?;
                    pax = Pax::default(); // a second header replaces the first, as in Go
                    pax.parse(&data).map_err(|p| {
                        let at = header_at + BLOCK + p.byte.unwrap_or(0);
                        Box::new(p.at(at))
                    })?;
                }
                // Global records are defaults that no engine applies to a layer: read with a limit, and ignored.
                b'g' => drop(self.extension(&header, header_at, PAX_BYTES).await?),
                _ => {
                    let names = (long_name.take(), long_link.take());
                    return self.entry(&header, first_at.unwrap_or(header_at), header_at, names, pax).await.map(Some);
                }
            }
        }
    }

    /// Skips the rest of the current entry.
    async fn skip_entry(&mut self) -> Result<()> {
        self.skip_entry_with_progress(&mut |_| {}).await
    }

    /// Skips the rest of the current entry, as `next` does. `progress` gets the stored bytes read: in a compressed stream one large
    /// file may take seconds.
    pub async fn skip_entry_with_progress(&mut self, progress: &mut dyn FnMut(u64)) -> Result<()> {
        let passed = self.stream.skip_with_progress(self.pending, progress).await?;
        let missing = std::mem::take(&mut self.pending).saturating_sub(passed);
        // Missing padding at the end of the stream loses no data; Go and GNU tar accept it too.
        if missing <= self.padding { Ok(()) } else { Err(self.cut()) }
    }

    fn cut(&self) -> Box<Problem> {
        Box::new(Problem::new(Kind::Truncated).at(self.stream.position()).detail("the data of an entry is cut off"))
    }

    /// The next header block; `None` at the end of the archive.
    async fn header(&mut self) -> Result<Option<Header>> {
        let mut at = self.stream.position();
        let mut header = Header::new_old();
        let got = self.stream.read_full(header.as_mut_bytes()).await?;
        if got == 0 {
            self.end = Some(End::Bytes(at));
            return Ok(None);
        }
        if got < BLOCK as usize {
            return Err(Box::new(Problem::new(Kind::Truncated).at(at + got as u64).detail("inside a tar header")));
        }
        if is_zero(header.as_bytes()) {
            let got = self.stream.read_full(header.as_mut_bytes()).await?;
            if is_zero(header.as_bytes()) {
                self.end = Some(if got == 0 { End::Bytes(at) } else { End::Marker(self.stream.position()) });
                return Ok(None);
            }
            if got < BLOCK as usize {
                let at = self.stream.position();
                return Err(Box::new(Problem::new(Kind::Truncated).at(at).detail("inside a tar header")));
            }
            // GNU tar warns and continues, Go refuses, others stop. Entries after it must not be hidden from a person.
            self.lone_zeros.get_or_insert(at);
            at += BLOCK;
        }
        if !checksum_fits(&header) {
            return Err(Box::new(Problem::new(Kind::CorruptTar).at(at).detail("the header's checksum does not fit")));
        }
        Ok(Some(header))
    }

    /// The data of an extension header, bounded.
    async fn extension(&mut self, header: &Header, at: u64, limit: u64) -> Result<Vec<u8>> {
        let size = data_size(header, at)?;
        if size > limit {
            let problem = Problem::new(Kind::Limit).at(at).expected(limit.to_string(), size.to_string());
            return Err(Box::new(problem.detail(format!("an extension header of {size} bytes, more than {limit}"))));
        }
        let mut data = vec![0; size as usize];
        (self.pending, self.padding) = (padded(size), padded(size) - size);
        let got = self.stream.read_full(&mut data).await?;
        self.pending = self.pending.saturating_sub(got as u64);
        if got < data.len() {
            return Err(self.cut());
        }
        self.skip_entry().await?;
        Ok(data)
    }

    async fn entry(
        &mut self,
        header: &Header,
        header_at: u64,
        own_at: u64,
        (long_name, long_link): (Option<Vec<u8>>, Option<Vec<u8>>),
        mut pax: Pax,
    ) -> Result<Entry> {
        let xattrs = pax.take_xattrs();
        let mut sparse_map = pax.sparse.map();
        let path = pax.path.or(long_name.map(until_nul)).unwrap_or_else(|| header.path_bytes().into_owned());
        let link = pax.link.or(long_link.map(until_nul));
        let link = link.or_else(|| header.link_name_bytes().map(|l| l.into_owned())).unwrap_or_default();
        let longest = path.len().max(link.len());
        if longest as u64 > NAME_BYTES {
            let detail = format!("a name of {longest} bytes, more than {NAME_BYTES}");
            return Err(Box::new(Problem::new(Kind::Limit).at(header_at).detail(detail)));
        }
        let flag = flag_of(header);
        let kind = match flag {
            // Only for the old flag: a file of another flag whose name ends in `/` has data, for Go and GNU tar alike.
            b'\0' if path.ends_with(b"/") => FileKind::Dir,
            b'0' | b'\0' | b'7' | b'S' => FileKind::File,
            b'1' => FileKind::Hardlink,
            b'2' => FileKind::Symlink,
            b'3' => FileKind::Char,
            b'4' => FileKind::Block,
            b'5' => FileKind::Dir,
            b'6' => FileKind::Fifo,
            _ => FileKind::Other,
        };
        // Links, devices, directories and FIFOs carry no data, whatever their size says (Go's isHeaderOnlyType).
        let has_data = matches!(kind, FileKind::File | FileKind::Other);
        let stored = if !has_data { 0 } else { pax.size.map_or_else(|| data_size(header, own_at), Ok)? };
        let mut size = stored;
        let mut sparse = pax.sparse.any;
        if flag == b'S' {
            sparse = true;
            size = header.as_gnu().and_then(|g| g.real_size().ok()).unwrap_or(stored);
            sparse_map = old_form(&mut self.stream, header).await?.ok_or_else(|| self.cut())?;
        }
        if let Some(real) = pax.sparse.size.filter(|_| has_data) {
            size = real;
        }
        let data_at = self.stream.position();
        if data_at.saturating_add(padded(stored)).max(size) > LARGEST_NUMBER {
            return Err(Box::new(Problem::new(Kind::CorruptTar).at(own_at).detail("an impossible size")));
        }
        (self.pending, self.padding) = (padded(stored), padded(stored).saturating_sub(stored));
        let (mtime, mtime_nanos) = pax.mtime.unwrap_or_else(|| (header.mtime().unwrap_or(0) as i64, 0));
        let mtime = mtime.clamp(-(LARGEST_NUMBER as i64), LARGEST_NUMBER as i64);
        let number = |n: std::io::Result<u64>| n.map_or(0, |n| u32::try_from(n).unwrap_or(u32::MAX));
        let device = match kind {
            FileKind::Char | FileKind::Block => {
                let part = |n: std::io::Result<Option<u32>>| n.ok().flatten().unwrap_or(0);
                (part(header.device_major()), part(header.device_minor()))
            }
            _ => (0, 0),
        };
        Ok(Entry {
            path,
            link,
            kind,
            flag,
            // Docker's old archives put the file type's bits in front of the permissions.
            mode: (header.mode().unwrap_or(0) & 0o7777) as u16,
            uid: pax.uid.map_or_else(|| number(header.uid()), |n| number(Ok(n))),
            gid: pax.gid.map_or_else(|| number(header.gid()), |n| number(Ok(n))),
            size,
            stored,
            mtime,
            mtime_nanos,
            device,
            xattrs,
            sparse,
            sparse_map,
            header_at,
            data_at,
        })
    }
}

/// The type flag as stored; the `tar` crate reads an old NUL as `0`.
fn flag_of(header: &Header) -> u8 {
    let [flag] = header.as_old().linkflag;
    flag
}

fn padded(size: u64) -> u64 {
    size.saturating_add(BLOCK - 1) / BLOCK * BLOCK
}

/// The size in a header. A size in base 256 has 12 bytes, and the `tar` crate reads the last 8. The others must be zero, or two
/// readers would see two sizes. *Errors:* `CorruptTar`, also for negative sizes.
fn data_size(header: &Header, at: u64) -> Result<u64> {
    let high = header.as_old().size.split_first_chunk::<4>().map(|(high, _)| *high);
    if high.is_some_and(|h| h.first().is_some_and(|b| b & 0x80 != 0) && h != [0x80, 0, 0, 0]) {
        return Err(Box::new(Problem::new(Kind::CorruptTar).at(at).detail("a negative or impossible size")));
    }
    header.entry_size().map_err(|e| Box::new(Problem::new(Kind::CorruptTar).at(at).detail(e.to_string())))
}

fn until_nul(mut name: Vec<u8>) -> Vec<u8> {
    if let Some(nul) = name.iter().position(|b| *b == 0) {
        name.truncate(nul);
    }
    name
}

fn is_zero(block: &[u8]) -> bool {
    block.iter().all(|b| *b == 0)
}

/// Whether 512 bytes look like a header by POSIX or GNU tar. The content of a file may look like one, too.
pub fn is_header(block: &[u8; BLOCK as usize]) -> bool {
    block.get(257..262) == Some(b"ustar") && checksum_fits(Header::from_byte_slice(block))
}

/// The sum of the header's bytes with the checksum field as spaces; ancient writers summed signed bytes.
fn checksum_fits(header: &Header) -> bool {
    let Ok(wanted) = header.cksum() else { return false };
    let bytes = header.as_bytes();
    let (mut unsigned, mut signed) = (0u32, 0i32);
    for (at, byte) in bytes.iter().enumerate() {
        let byte = if (148..156).contains(&at) { b' ' } else { *byte };
        unsigned += u32::from(byte);
        signed += i32::from(byte as i8);
    }
    unsigned == wanted || i64::from(signed) == i64::from(wanted)
}

#[cfg(test)]
mod tests;
