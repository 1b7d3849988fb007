//! How the core requests bytes: a task names the read it needs, its driver fetches the bytes, the task continues.
//!
//! The core never blocks on a medium. Its readers are async functions, which the compiler turns into state machines. They
//! await nothing but `Feed::read`. A driver needs no executor: it calls `poll`, `wanted` and `give` in a loop.

use super::Span;
use std::cell::RefCell;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// The pattern of the reads that follow, so that the driver of a task can read ahead well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// Headers with gaps between them: the next read may start far after this one.
    #[default]
    Headers,
    /// Every byte up to the end of the span.
    Sequential,
}

/// Bytes that a task needs before it can go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Request {
    /// Index among the opened files.
    pub file: usize,
    /// The first byte.
    pub offset: u64,
    /// The most bytes that the driver may give; one is enough to continue.
    pub most: usize,
    /// End of the span that the task reads: it requests nothing after it.
    pub end: u64,
    /// The pattern of the reads that follow.
    pub access: Access,
}

/// The answer to a request.
#[derive(Debug, Default)]
pub struct Chunk {
    /// Bytes from the requested offset on, at least one; empty at the end of the file.
    pub bytes: Vec<u8>,
    /// Bytes of the whole file, which tell a reader whether a span reaches past its end.
    pub file_len: u64,
}

/// The one read that a task waits for.
#[derive(Debug, Default)]
struct PendingRead {
    request: Option<Request>,
    answer: Option<io::Result<Chunk>>,
}

/// A task's access to bytes. Clones share one pending read: a task waits for one read at a time.
#[derive(Debug, Clone, Default)]
pub struct Feed(Rc<RefCell<PendingRead>>);

impl Feed {
    /// Reads at an offset; the driver decides how many of the requested bytes it gives. *Errors:* the medium's.
    pub fn read(&self, request: Request) -> impl Future<Output = io::Result<Chunk>> {
        ReadFuture { pending: self.0.clone(), request: Some(request) }
    }

    /// Reads all bytes of a span that the file has. *Errors:* the medium's.
    pub async fn read_span(&self, file: usize, span: Span) -> io::Result<Chunk> {
        let mut all = Chunk::default();
        loop {
            let offset = span.offset.saturating_add(all.bytes.len() as u64);
            let most = usize::try_from(span.end().saturating_sub(offset)).unwrap_or(usize::MAX);
            if most == 0 {
                return Ok(all);
            }
            let request = Request { file, offset, most, end: span.end(), access: Access::Sequential };
            let Chunk { mut bytes, file_len } = self.read(request).await?;
            bytes.truncate(most);
            all.file_len = file_len;
            if bytes.is_empty() {
                return Ok(all);
            }
            all.bytes.append(&mut bytes);
        }
    }
}

struct ReadFuture {
    pending: Rc<RefCell<PendingRead>>,
    /// The read, until the first `poll` requests it.
    request: Option<Request>,
}

impl Future for ReadFuture {
    type Output = io::Result<Chunk>;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context) -> Poll<Self::Output> {
        let request = self.request.take();
        let mut pending = self.pending.borrow_mut();
        if request.is_some() {
            *pending = PendingRead { request, answer: None };
        }
        match pending.answer.take() {
            Some(answer) => Poll::Ready(answer),
            None => Poll::Pending,
        }
    }
}

/// Work of the core that continues with each chunk of bytes it gets.
pub struct Task<'t, T> {
    feed: Feed,
    work: Pin<Box<dyn Future<Output = T> + 't>>,
}

impl<'t, T> Task<'t, T> {
    /// Prepares the work; it begins with the first `poll`.
    pub fn new(work: impl AsyncFnOnce(Feed) -> T + 't) -> Self {
        let feed = Feed::default();
        let own = feed.clone();
        Self { feed, work: Box::pin(async move { work(own).await }) }
    }

    /// Continues as far as the given bytes allow. `Pending` = `wanted` names the next read. Must not be called after `Ready`.
    pub fn poll(&mut self) -> Poll<T> {
        self.work.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }

    /// The read that the task waits for.
    pub fn wanted(&self) -> Request {
        self.feed.0.borrow().request.unwrap_or_default()
    }

    /// Gives the answer to `wanted`: bytes, or the medium's error.
    pub fn give(&mut self, chunk: io::Result<Chunk>) {
        self.feed.0.borrow_mut().answer = Some(chunk);
    }
}
