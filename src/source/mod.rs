//! Where bytes come from: tasks that request them, streams over the chunks they get, and the media that blocking readers read.

mod blocking;
mod feed;
mod stream;
mod window;

pub use blocking::block_on;
pub use feed::{Access, Chunk, Feed, Request, Task};
pub use stream::{Stream, Take, skip_by_reading};
pub use window::Window;

use serde::{Deserialize, Serialize};
use std::io;

/// A range of bytes of a source. It is cheap to copy: finding, fetching and decoding are separate jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub offset: u64,
    /// Number of bytes.
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
/// *Errors:* an `io::Error` means that the medium failed. A read past the end gives 0 bytes instead.
pub trait ReadAt {
    /// Length in bytes.
    fn len(&self) -> u64;

    /// Whether the length is 0.
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
        Ok(copy_front(rest, buf))
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

/// The files opened together: one archive, or all files of a folder.
pub trait Sources {
    /// The file with this index. *Errors:* the file can't be opened, or no longer.
    fn open(&self, file: usize) -> io::Result<Box<dyn ReadAt + '_>>;
}

/// A single archive: every index leads to it.
impl<S: ReadAt> Sources for S {
    fn open(&self, _: usize) -> io::Result<Box<dyn ReadAt + '_>> {
        Ok(Box::new(self))
    }
}

/// Copies bytes until `from` ends or `to` is full; returns how many.
pub fn copy_front(from: &[u8], to: &mut [u8]) -> usize {
    let n = from.len().min(to.len());
    if let (Some(from), Some(to)) = (from.get(..n), to.get_mut(..n)) {
        to.copy_from_slice(from);
    }
    n
}
