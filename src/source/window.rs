//! A bounded window over a span that reads ahead by cost, so that walking headers neither crawls nor reads what is skipped.

use super::{ReadAt, Span, Stream, give};
use std::io::{self, Read};

// A browser's Blob read costs 0.6 to 1.4 ms whatever its size and moves 0.5 to 0.9 GB/s. The three figures below are among the
// cheapest of a simulation over every header of two real images (0.6 and 8.9 GB, 14,764 and 356,774 entries): they read half
// of the large one in 1,800 reads, where resetting at every skipped file took 12,700 reads and twice the time.

/// First read, and the first one behind a large file that was skipped.
const FIRST: usize = 256 << 10;

/// Largest read: beyond a few MiB the fixed cost is gone.
const LARGEST: usize = 8 << 20;

/// A skip that ends this near behind what was read is no reason to read less: there the headers stand close.
const NEAR: u64 = 512 << 10;

/// What a window did, for measurements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WindowStats {
    /// Reads of the source.
    pub reads: u64,
    /// Bytes they gave.
    pub bytes: u64,
}

/// `Read + skip` over `span` of a source. Reads double while what follows is near and start small behind a large file that
/// was skipped: the bytes wasted in front of such a file stay in proportion to what was read before it.
pub struct Window<'s, S: ReadAt + ?Sized> {
    source: &'s S,
    span: Span,
    /// Position in the span.
    at: u64,
    /// Grows to the largest read and stays: only its first `filled` bytes are of the source.
    buf: Vec<u8>,
    filled: usize,
    /// Position in the span of `buf[0]`.
    buf_at: u64,
    first: usize,
    ahead: usize,
    stats: WindowStats,
}

impl<'s, S: ReadAt + ?Sized> Window<'s, S> {
    /// A window at the start of `span`; what lies beyond the source's end is no part of it.
    pub fn new(source: &'s S, span: Span) -> Self {
        let len = span.len.min(source.len().saturating_sub(span.offset));
        Self {
            source,
            span: Span { len, ..span },
            at: 0,
            buf: Vec::new(),
            filled: 0,
            buf_at: 0,
            first: FIRST,
            ahead: FIRST,
            stats: WindowStats::default(),
        }
    }

    /// Reads from the start on as large as it can: for a consumer that wants every byte.
    pub fn sequential(source: &'s S, span: Span) -> Self {
        Self { first: LARGEST, ..Self::new(source, span) }
    }

    /// The bytes of the span that exist.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What it cost so far.
    pub fn stats(&self) -> WindowStats {
        self.stats
    }

    /// Bytes buffered at the position, after a read of the source if there were none.
    fn fill(&mut self) -> io::Result<&[u8]> {
        let buffered = self.buf_at + self.filled as u64;
        if self.at < self.buf_at || self.at >= buffered {
            let near = self.at >= buffered && self.at - buffered <= NEAR && self.stats.reads > 0;
            self.ahead = if near { (self.ahead * 2).min(LARGEST) } else { self.first };
            let want = usize::try_from(self.span.len - self.at).unwrap_or(usize::MAX).min(self.ahead);
            if self.buf.len() < want {
                self.buf.resize(want, 0);
            }
            (self.buf_at, self.filled) = (self.at, 0);
            let room = self.buf.get_mut(..want).unwrap_or_default();
            let got = self.source.read_at(self.span.offset + self.at, room)?;
            self.filled = got.min(want);
            self.stats.reads += u64::from(want > 0);
            self.stats.bytes += got as u64;
        }
        let from = self.at.saturating_sub(self.buf_at) as usize;
        Ok(self.buf.get(from..self.filled).unwrap_or_default())
    }
}

impl<S: ReadAt + ?Sized> Read for Window<'_, S> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = give(self.fill()?, out);
        self.at += n as u64;
        Ok(n)
    }
}

impl<S: ReadAt + ?Sized> Stream for Window<'_, S> {
    fn skip(&mut self, n: u64) -> io::Result<u64> {
        let n = n.min(self.span.len - self.at);
        self.at += n;
        Ok(n)
    }

    fn position(&self) -> u64 {
        self.at
    }

    fn stored(&self) -> u64 {
        self.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skipped_file_costs_no_more_than_the_first_read() {
        let bytes = vec![7u8; 64 << 20];
        let mut window = Window::new(&bytes, Span { offset: 0, len: bytes.len() as u64 });
        let mut header = [0u8; 512];
        for _ in 0..8 {
            assert_eq!(window.read(&mut header).unwrap(), 512);
            assert_eq!(window.skip((8 << 20) - 512).unwrap(), (8 << 20) - 512);
        }
        assert_eq!(window.stats().reads, 8);
        assert!(window.stats().bytes <= 8 * FIRST as u64, "{:?}", window.stats());
    }

    #[test]
    fn reading_in_order_grows_to_large_reads() {
        let bytes = vec![7u8; 64 << 20];
        let mut window = Window::new(&bytes, Span { offset: 0, len: bytes.len() as u64 });
        let total = io::copy(&mut window, &mut io::sink()).unwrap();
        assert_eq!(total, bytes.len() as u64);
        assert!(window.stats().reads < 24, "{:?}", window.stats());
    }

    #[test]
    fn a_span_past_the_end_is_cut_and_reads_short() {
        let bytes = b"0123456789".to_vec();
        let mut window = Window::new(&bytes, Span { offset: 6, len: 100 });
        let mut all = Vec::new();
        window.read_to_end(&mut all).unwrap();
        assert_eq!(all, b"6789");
        assert_eq!(window.skip(5).unwrap(), 0);
        let beyond = Window::new(&bytes, Span { offset: 99, len: 4 });
        assert_eq!(beyond.span().len, 0);
    }
}
