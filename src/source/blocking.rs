//! The driver of tasks for the command line and the tests, which read files by blocking system calls.

use super::{Access, Chunk, Feed, ReadAt, Request, Sources, Task};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::task::Poll;

// A simulation over every header of two real images (0.6 and 8.9 GB, 14,764 and 356,774 entries) chose these three. They read half
// of the large image in 1,800 reads; a small read after every skipped file took 12,700.

/// Size of the first read, and of the first one after a large skipped file.
const FIRST: usize = 256 << 10;

/// Largest read: beyond a few MiB the fixed cost of a read no longer counts.
const LARGEST: usize = 8 << 20;

/// A skip that ends within this distance of the last read keeps the read size: headers are close together there.
const NEAR: u64 = 512 << 10;

/// Runs work of the core to its end, answering its requests from `sources`.
pub fn block_on<T>(sources: &dyn Sources, work: impl AsyncFnOnce(Feed) -> T) -> T {
    let mut task = Task::new(work);
    let mut files = HashMap::new();
    loop {
        if let Poll::Ready(done) = task.poll() {
            return done;
        }
        let request = task.wanted();
        task.give(serve(sources, &mut files, &request));
    }
}

fn serve<'s>(
    sources: &'s dyn Sources,
    files: &mut HashMap<usize, ReadAhead<'s>>,
    request: &Request,
) -> io::Result<Chunk> {
    match files.entry(request.file) {
        Entry::Occupied(mut file) => file.get_mut().serve(request),
        Entry::Vacant(slot) => slot.insert(ReadAhead::new(sources.open(request.file)?)).serve(request),
    }
}

/// A file with the bytes of its last read.
struct ReadAhead<'s> {
    source: Box<dyn ReadAt + 's>,
    len: u64,
    /// Grows to the largest read and never shrinks: only its first `filled` bytes are from the source.
    buf: Vec<u8>,
    filled: usize,
    buf_at: u64,
    ahead: usize,
}

impl<'s> ReadAhead<'s> {
    fn new(source: Box<dyn ReadAt + 's>) -> Self {
        Self { len: source.len(), source, buf: Vec::new(), filled: 0, buf_at: 0, ahead: FIRST }
    }

    fn serve(&mut self, request: &Request) -> io::Result<Chunk> {
        let mut bytes = self.buffered(request).to_vec();
        if bytes.is_empty() && request.access == Access::Headers && request.most < FIRST {
            self.read_ahead(request)?;
            bytes = self.buffered(request).to_vec();
        } else if bytes.is_empty() {
            let most = usize::try_from(self.len.saturating_sub(request.offset)).unwrap_or(usize::MAX);
            bytes = vec![0; request.most.min(most).min(LARGEST)];
            let got = self.source.read_at(request.offset, &mut bytes)?;
            bytes.truncate(got);
        }
        Ok(Chunk { bytes, file_len: self.len })
    }

    /// The bytes of a request that the last read already brought.
    fn buffered(&self, request: &Request) -> &[u8] {
        let from = request.offset.checked_sub(self.buf_at).and_then(|from| usize::try_from(from).ok());
        let bytes = from.and_then(|from| self.buf.get(from..self.filled)).unwrap_or_default();
        bytes.get(..request.most).unwrap_or(bytes)
    }

    /// Read sizes double while requests are near each other, and start small after a large skipped file. The bytes read in vain before
    /// such a file stay in proportion to the bytes read before it.
    fn read_ahead(&mut self, request: &Request) -> io::Result<()> {
        let end = self.buf_at + self.filled as u64;
        let near = self.filled > 0 && request.offset >= end && request.offset - end <= NEAR;
        self.ahead = if near { (self.ahead * 2).min(LARGEST) } else { FIRST };
        let left = request.end.min(self.len).saturating_sub(request.offset);
        let want = usize::try_from(left).unwrap_or(usize::MAX).min(self.ahead);
        if self.buf.len() < want {
            self.buf.resize(want, 0);
        }
        (self.buf_at, self.filled) = (request.offset, 0);
        let got = self.source.read_at(request.offset, self.buf.get_mut(..want).unwrap_or_default())?;
        self.filled = got.min(want);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Span, Stream, Window};
    use std::cell::Cell;

    /// Counts reads and their bytes.
    struct Counted {
        bytes: Vec<u8>,
        reads: Cell<(u64, u64)>,
    }

    impl Counted {
        fn new(len: usize) -> Self {
            Self { bytes: vec![7; len], reads: Cell::default() }
        }
    }

    impl ReadAt for Counted {
        fn len(&self) -> u64 {
            self.bytes.len() as u64
        }

        fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
            let got = self.bytes.read_at(offset, buf)?;
            let (reads, bytes) = self.reads.get();
            self.reads.set((reads + 1, bytes + got as u64));
            Ok(got)
        }
    }

    #[test]
    fn a_skipped_file_costs_no_more_than_the_first_read() {
        let source = Counted::new(64 << 20);
        block_on(&source, async |feed| {
            let mut window = Window::new(&feed, 0, Span { offset: 0, len: source.len() });
            let mut header = [0u8; 512];
            for _ in 0..8 {
                assert_eq!(window.read_full(&mut header).await.unwrap(), 512);
                assert_eq!(window.skip((8 << 20) - 512).await.unwrap(), (8 << 20) - 512);
            }
        });
        let (reads, bytes) = source.reads.get();
        assert_eq!(reads, 8);
        assert!(bytes <= 8 * FIRST as u64, "{bytes}");
    }

    #[test]
    fn headers_that_stand_close_are_read_in_large_reads() {
        let source = Counted::new(64 << 20);
        block_on(&source, async |feed| {
            let mut window = Window::new(&feed, 0, Span { offset: 0, len: source.len() });
            while window.read(&mut [0; 512]).await.unwrap() > 0 {
                window.skip(3 << 10).await.unwrap();
            }
            assert_eq!(window.position(), source.len());
        });
        assert!(source.reads.get().0 < 24, "{:?}", source.reads.get());
    }

    #[test]
    fn a_span_past_the_end_is_cut_and_reads_short() {
        let bytes = b"0123456789".to_vec();
        block_on(&bytes, async |feed| {
            let mut window = Window::through(&feed, 0, Span { offset: 6, len: 100 });
            let mut all = [0; 100];
            assert_eq!(window.read_full(&mut all).await.unwrap(), 4);
            assert_eq!(&all[..4], b"6789");
            assert_eq!(window.skip(5).await.unwrap(), 0);
            let mut beyond = Window::new(&feed, 0, Span { offset: 99, len: 4 });
            assert_eq!(beyond.read(&mut all).await.unwrap(), 0);
        });
    }
}
