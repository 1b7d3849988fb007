//! Where bytes come from: tasks that ask for them, the streams over what is given, and the media that blocking readers read.

mod blocking;
mod feed;
mod stream;
mod window;

pub use blocking::block_on;
pub use feed::{Chunk, Feed, Order, Request, Task};
pub use stream::{Section, Stream, skip_taking};
pub use window::Window;

use serde::{Deserialize, Serialize};
use std::io;

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

/// Copies as many bytes as there are, or as there is room for; returns how many.
pub fn give(from: &[u8], to: &mut [u8]) -> usize {
    let n = from.len().min(to.len());
    if let (Some(from), Some(to)) = (from.get(..n), to.get_mut(..n)) {
        to.copy_from_slice(from);
    }
    n
}
