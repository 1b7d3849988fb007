//! How the core asks for bytes: a task says what it wants next, somebody outside fetches it, the task goes on.
//!
//! The core never waits for a medium. Its readers are async functions, which the compiler turns into state machines; the one
//! thing they ever wait for is `Feed::read`. Whoever drives a task needs no executor: `poll`, look at `wanted`, `give`, again.

use super::Span;
use std::cell::RefCell;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// What is known of the reads to come, so that whoever fetches reads ahead well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Headers with gaps between them: the next read may be far behind this one.
    #[default]
    Walk,
    /// Every byte up to the end of the span.
    Through,
}

/// Bytes that a task needs before it can go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Request {
    /// Which of the opened files.
    pub file: usize,
    /// The first byte.
    pub offset: u64,
    /// At most so many bytes; one is enough to go on.
    pub most: usize,
    /// Where the span ends that is read: nothing behind it will be wanted.
    pub end: u64,
    /// What comes next.
    pub order: Order,
}

/// What was fetched for a request.
#[derive(Debug, Default)]
pub struct Chunk {
    /// Bytes that begin at the wanted place, at least one; none at the end of the file.
    pub bytes: Vec<u8>,
    /// Bytes of the whole file, so that a reader knows which part of a span is not there.
    pub file_len: u64,
}

#[derive(Debug, Default)]
struct Exchange {
    wanted: Option<Request>,
    given: Option<io::Result<Chunk>>,
}

/// A task's way to bytes. All clones are one: a task waits for one read at a time.
#[derive(Debug, Clone, Default)]
pub struct Feed(Rc<RefCell<Exchange>>);

impl Feed {
    /// The bytes at a place: as many as whoever fetches likes to give. *Errors:* the medium's.
    pub fn read(&self, request: Request) -> impl Future<Output = io::Result<Chunk>> {
        Reading { exchange: self.0.clone(), request: Some(request) }
    }

    /// As many bytes of a span as there are. *Errors:* the medium's.
    pub async fn read_span(&self, file: usize, span: Span) -> io::Result<Chunk> {
        let mut all = Chunk::default();
        loop {
            let offset = span.offset.saturating_add(all.bytes.len() as u64);
            let most = usize::try_from(span.end().saturating_sub(offset)).unwrap_or(usize::MAX);
            if most == 0 {
                return Ok(all);
            }
            let request = Request { file, offset, most, end: span.end(), order: Order::Through };
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

struct Reading {
    exchange: Rc<RefCell<Exchange>>,
    /// Until it has been asked for.
    request: Option<Request>,
}

impl Future for Reading {
    type Output = io::Result<Chunk>;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context) -> Poll<Self::Output> {
        let request = self.request.take();
        let mut exchange = self.exchange.borrow_mut();
        if request.is_some() {
            *exchange = Exchange { wanted: request, given: None };
        }
        match exchange.given.take() {
            Some(given) => Poll::Ready(given),
            None => Poll::Pending,
        }
    }
}

/// Work of the core that is done piece by piece, as its bytes come.
pub struct Task<'t, T> {
    feed: Feed,
    work: Pin<Box<dyn Future<Output = T> + 't>>,
}

impl<'t, T> Task<'t, T> {
    /// Nothing is done before the first `poll`.
    pub fn new(work: impl AsyncFnOnce(Feed) -> T + 't) -> Self {
        let feed = Feed::default();
        let own = feed.clone();
        Self { feed, work: Box::pin(async move { work(own).await }) }
    }

    /// Goes on as far as the given bytes allow. Pending: `wanted` says what it needs. Not to be called once it was ready.
    pub fn poll(&mut self) -> Poll<T> {
        self.work.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }

    /// What it waits for.
    pub fn wanted(&self) -> Request {
        self.feed.0.borrow().wanted.unwrap_or_default()
    }

    /// Hands over what it waits for, or why it can't be had.
    pub fn give(&mut self, chunk: io::Result<Chunk>) {
        self.feed.0.borrow_mut().given = Some(chunk);
    }
}
