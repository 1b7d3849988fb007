//! A span of a file as a stream: it asks for bytes when it has none, and what it skips is never fetched.

use super::{Feed, Order, Request, Span, Stream};
use std::io;

/// Bytes asked for at a time while headers are walked: most files are small, so the next header is often among them.
const WALK: usize = 8 << 10;

/// … and where every byte is wanted: what a second-level cache holds.
const THROUGH: usize = 256 << 10;

/// The bytes of `span`, as far as the file has them.
pub struct Window {
    feed: Feed,
    file: usize,
    span: Span,
    order: Order,
    /// Position in the span.
    at: u64,
    buf: Vec<u8>,
    /// Position in the span of `buf[0]`.
    buf_at: u64,
    /// Position in the span behind its last byte that the file has. Known with the first read.
    end: u64,
}

impl Window {
    /// A window at the start of `span`, for a reader that skips most of it.
    pub fn new(feed: &Feed, file: usize, span: Span) -> Self {
        Self { feed: feed.clone(), file, span, order: Order::Walk, at: 0, buf: Vec::new(), buf_at: 0, end: span.len }
    }

    /// The same for a reader that wants every byte.
    pub fn through(feed: &Feed, file: usize, span: Span) -> Self {
        Self { order: Order::Through, ..Self::new(feed, file, span) }
    }
}

impl Stream for Window {
    async fn fill(&mut self) -> io::Result<()> {
        if self.at >= self.end || !self.buffered().is_empty() {
            return Ok(());
        }
        let most = match self.order {
            Order::Walk => WALK,
            Order::Through => THROUGH,
        };
        let most = usize::try_from(self.end - self.at).unwrap_or(usize::MAX).min(most);
        let offset = self.span.offset.saturating_add(self.at);
        let request = Request { file: self.file, offset, most, end: self.span.end(), order: self.order };
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
