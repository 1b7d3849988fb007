//! A span of a file as a stream: it requests bytes when its buffer is empty, and never fetches skipped ones.

use super::{Access, Feed, Request, Span, Stream};
use std::io;

/// Bytes per request while a reader walks headers: most files are small, so the next header is often among them.
const HEADERS: usize = 8 << 10;

/// Bytes per request where a reader takes every byte: as many as a second-level cache holds.
const SEQUENTIAL: usize = 256 << 10;

/// The bytes of `span` that the file has.
pub struct Window {
    feed: Feed,
    file: usize,
    span: Span,
    access: Access,
    /// Position in the span.
    at: u64,
    buf: Vec<u8>,
    /// Position in the span of `buf[0]`.
    buf_at: u64,
    /// Position in the span after the last byte that the file has. The first read sets it.
    end: u64,
}

impl Window {
    /// A window at the start of `span`, for a reader that skips most of it.
    pub fn new(feed: &Feed, file: usize, span: Span) -> Self {
        Self {
            feed: feed.clone(),
            file,
            span,
            access: Access::Headers,
            at: 0,
            buf: Vec::new(),
            buf_at: 0,
            end: span.len,
        }
    }

    /// A window at the start of `span`, for a reader that takes every byte.
    pub fn through(feed: &Feed, file: usize, span: Span) -> Self {
        Self { access: Access::Sequential, ..Self::new(feed, file, span) }
    }
}

impl Stream for Window {
    async fn fill(&mut self) -> io::Result<()> {
        if self.at >= self.end || !self.buffered().is_empty() {
            return Ok(());
        }
        let most = match self.access {
            Access::Headers => HEADERS,
            Access::Sequential => SEQUENTIAL,
        };
        let most = usize::try_from(self.end - self.at).unwrap_or(usize::MAX).min(most);
        let offset = self.span.offset.saturating_add(self.at);
        let request = Request { file: self.file, offset, most, end: self.span.end(), access: self.access };
        (self.buf, self.buf_at) = (Vec::new(), self.at);
        let chunk = self.feed.read(request).await?;
        self.end = self.span.len.min(chunk.file_len.saturating_sub(self.span.offset));
        self.buf = chunk.bytes;
        self.buf.truncate(most);
        if self.buf.is_empty() {
            self.end = self.end.min(self.at);
        }
        Ok(())
    }

    fn buffered(&self) -> &[u8] {
        let from = self.at.checked_sub(self.buf_at).and_then(|from| usize::try_from(from).ok());
        from.and_then(|from| self.buf.get(from..)).unwrap_or_default()
    }

    fn consume(&mut self, n: usize) {
        self.at += n.min(self.buffered().len()) as u64;
    }

    async fn skip(&mut self, n: u64) -> io::Result<u64> {
        let n = n.min(self.end.saturating_sub(self.at));
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
