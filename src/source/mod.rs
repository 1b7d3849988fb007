//! Positioned reads over a file, a browser's `Blob` or memory, and the streams that walk over them.

#[cfg(target_arch = "wasm32")]
mod blob;
mod window;

#[cfg(target_arch = "wasm32")]
pub use blob::BlobSource;
pub use window::{Window, WindowStats};

use serde::{Deserialize, Serialize};
use std::io::{self, Read};

/// Where bytes are: a range of a source. Copy it freely; finding, fetching and decoding are separate jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub offset: u64,
    /// How many.
    pub len: u64,
}

impl Span {
    /// One past the last byte; saturates, as hostile lengths may not fit.
    pub fn end(self) -> u64 {
        self.offset.saturating_add(self.len)
    }
}

/// Bytes that can be read at any position through `&self`.
///
/// *Errors:* an `io::Error` means that the medium failed, never that the position is past the end (that reads 0 bytes).
pub trait ReadAt {
    /// Length in bytes.
    fn len(&self) -> u64;

    /// No bytes at all.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads up to `buf.len()` bytes at `offset`; fewer only at the end.
    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize>;
}

impl ReadAt for [u8] {
    fn len(&self) -> u64 {
        <[u8]>::len(self) as u64
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        let rest = usize::try_from(offset).ok().and_then(|at| self.get(at..)).unwrap_or_default();
        Ok(give(rest, buf))
    }
}

impl<S: ReadAt + ?Sized> ReadAt for &S {
    fn len(&self) -> u64 {
        (**self).len()
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        (**self).read_at(offset, buf)
    }
}

impl ReadAt for Vec<u8> {
    fn len(&self) -> u64 {
        ReadAt::len(self.as_slice())
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        self.as_slice().read_at(offset, buf)
    }
}

#[cfg(unix)]
impl ReadAt for std::fs::File {
    fn len(&self) -> u64 {
        self.metadata().map_or(0, |m| m.len())
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        let mut done = 0;
        while done < buf.len() {
            let rest = buf.get_mut(done..).unwrap_or_default();
            match std::os::unix::fs::FileExt::read_at(self, rest, offset.saturating_add(done as u64)) {
                Ok(0) => break,
                Ok(n) => done += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        Ok(done)
    }
}

/// The files that were opened together: one archive, or all files of a folder.
pub trait Sources {
    /// One of them, by its index. *Errors:* it can't be opened (any more).
    fn open(&self, file: usize) -> io::Result<Box<dyn ReadAt + '_>>;
}

/// One archive.
impl<S: ReadAt> Sources for S {
    fn open(&self, _: usize) -> io::Result<Box<dyn ReadAt + '_>> {
        Ok(Box::new(self))
    }
}

/// A reader that can pass over bytes without showing them, and knows where it is.
pub trait Stream: Read {
    /// Passes over `n` bytes; returns how many there were (fewer only at the end).
    fn skip(&mut self, n: u64) -> io::Result<u64>;

    /// Decoded bytes passed so far, read or skipped.
    fn position(&self) -> u64;

    /// Stored bytes that the source gave so far, for progress.
    fn stored(&self) -> u64;
}

impl<S: Stream + ?Sized> Stream for Box<S> {
    fn skip(&mut self, n: u64) -> io::Result<u64> {
        (**self).skip(n)
    }

    fn position(&self) -> u64 {
        (**self).position()
    }

    fn stored(&self) -> u64 {
        (**self).stored()
    }
}

/// The next `len` bytes of another stream, as a stream of its own.
pub struct Section<S> {
    inner: S,
    start: u64,
    stored_before: u64,
    len: u64,
}

impl<S: Stream> Section<S> {
    /// Takes `inner` where it stands.
    pub fn new(inner: S, len: u64) -> Self {
        let (start, stored_before) = (inner.position(), inner.stored());
        Self { inner, start, stored_before, len }
    }
}

impl<S: Stream> Read for Section<S> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let left = self.len.saturating_sub(self.position());
        let n = usize::try_from(left).unwrap_or(usize::MAX).min(buf.len());
        self.inner.read(buf.get_mut(..n).unwrap_or_default())
    }
}

impl<S: Stream> Stream for Section<S> {
    fn skip(&mut self, n: u64) -> io::Result<u64> {
        let left = self.len.saturating_sub(self.position());
        self.inner.skip(n.min(left))
    }

    fn position(&self) -> u64 {
        self.inner.position() - self.start
    }

    fn stored(&self) -> u64 {
        self.inner.stored() - self.stored_before
    }
}

/// Copies as many bytes as there are, or as there is room for; returns how many.
pub fn give(from: &[u8], to: &mut [u8]) -> usize {
    let n = from.len().min(to.len());
    if let (Some(from), Some(to)) = (from.get(..n), to.get_mut(..n)) {
        to.copy_from_slice(from);
    }
    n
}

/// Reads until `buf` is full or the stream ends; returns how much it got.
pub fn read_full(reader: &mut (impl Read + ?Sized), buf: &mut [u8]) -> io::Result<usize> {
    let mut done = 0;
    while done < buf.len() {
        match reader.read(buf.get_mut(done..).unwrap_or_default()) {
            Ok(0) => break,
            Ok(n) => done += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(done)
}

/// Passes over `n` bytes by reading them, for streams that have no other way.
pub fn skip_reading(reader: &mut (impl Read + ?Sized), n: u64) -> io::Result<u64> {
    let mut sink = [0u8; 16 << 10];
    let mut left = n;
    while left > 0 {
        let want = left.min(sink.len() as u64) as usize;
        match reader.read(sink.get_mut(..want).unwrap_or_default())? {
            0 => break,
            got => left = left.saturating_sub(got as u64),
        }
    }
    Ok(n - left)
}
