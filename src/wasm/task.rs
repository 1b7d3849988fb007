//! Work of the core as JavaScript drives it: it asks what the work wants next, fetches that and hands it over, until there is an answer.

use super::{Answer, thrown};
use crate::error::Problem;
use crate::layer::ScanRange;
use crate::source::{self, Access, Chunk, Feed, Request};
use crate::workspace::ReadArchive;
use std::io;
use std::rc::Rc;
use std::task::Poll;
use wasm_bindgen::prelude::*;

/// What a task comes to.
pub(super) enum Outcome {
    /// Something for JavaScript, or a `Problem` that is thrown.
    Answer(Answer),
    /// Archives for the session.
    Archives(Vec<Result<ReadArchive, Box<Problem>>>),
}

/// Work that is done as its bytes come.
#[wasm_bindgen]
pub struct Task {
    /// Until there is an outcome.
    work: Option<source::Task<'static, Outcome>>,
    wanted: Request,
    outcome: Option<Outcome>,
    stretch: Rc<ScanRange>,
}

impl Task {
    pub(super) fn new(work: impl AsyncFnOnce(Feed) -> Outcome + 'static) -> Self {
        Self::of_stretch(Rc::default(), work)
    }

    /// Work that answers with something for JavaScript.
    pub(super) fn answering(work: impl AsyncFnOnce(Feed) -> Answer + 'static) -> Self {
        Self::new(async |feed| Outcome::Answer(work(feed).await))
    }

    /// The scan of a stretch.
    pub(super) fn of_stretch(stretch: Rc<ScanRange>, work: impl AsyncFnOnce(Feed) -> Outcome + 'static) -> Self {
        Self { work: Some(source::Task::new(work)), wanted: Request::default(), outcome: None, stretch }
    }

    /// The archives that it read; none before it is done.
    pub(super) fn archives(&mut self) -> Vec<Result<ReadArchive, Box<Problem>>> {
        match self.outcome.take() {
            Some(Outcome::Archives(read)) => read,
            _ => Vec::new(),
        }
    }
}

#[wasm_bindgen]
impl Task {
    /// Goes on as far as it can → the byte it wants next of `file`, or -1: it is done.
    pub fn step(&mut self) -> f64 {
        match self.work.as_mut().map(source::Task::poll) {
            Some(Poll::Pending) => {
                self.wanted = self.work.as_ref().map(source::Task::wanted).unwrap_or_default();
                self.wanted.offset as f64
            }
            Some(Poll::Ready(outcome)) => {
                self.outcome = Some(outcome);
                self.work = None;
                -1.0
            }
            None => -1.0,
        }
    }

    /// Hands over bytes that begin where it wanted them, none at the end of the file; `file_len` = bytes of the whole file. Then as `step`.
    pub fn give(&mut self, bytes: Vec<u8>, file_len: f64) -> f64 {
        self.hand(Ok(Chunk { bytes, file_len: file_len as u64 }))
    }

    /// The file can't be read: why, in the browser's words. Then as `step`.
    pub fn fail(&mut self, why: String) -> f64 {
        self.hand(Err(io::Error::other(why)))
    }

    /// Which of the opened files it wants bytes of.
    #[wasm_bindgen(getter)]
    pub fn file(&self) -> usize {
        self.wanted.file
    }

    /// How many at most.
    #[wasm_bindgen(getter)]
    pub fn most(&self) -> usize {
        self.wanted.most
    }

    /// Nothing from this byte on will be wanted before something in front of it.
    #[wasm_bindgen(getter)]
    pub fn end(&self) -> f64 {
        self.wanted.end as f64
    }

    /// Every byte up to `end` will be wanted.
    #[wasm_bindgen(getter)]
    pub fn through(&self) -> bool {
        self.wanted.access == Access::Sequential
    }

    /// What it came to. *Errors:* a `Problem`; nothing for what the session takes.
    pub fn result(&mut self) -> Answer {
        match self.outcome.take() {
            Some(Outcome::Answer(answer)) => answer,
            other => {
                self.outcome = other;
                Ok(JsValue::UNDEFINED)
            }
        }
    }

    /// Of the scan of a stretch: the header that it began at, or -1 while it looks for one.
    #[wasm_bindgen(getter)]
    pub fn began(&self) -> f64 {
        self.stretch.began().map_or(-1.0, |byte| byte as f64)
    }

    /// … the header that it stands at or is on its way to.
    #[wasm_bindgen(getter)]
    pub fn at(&self) -> f64 {
        self.stretch.at() as f64
    }

    /// … may end at this header, where another scan began.
    #[wasm_bindgen(js_name = endAt)]
    pub fn end_at(&self, byte: f64) {
        self.stretch.end_at(byte as u64);
    }

    /// … ended there.
    #[wasm_bindgen(getter)]
    pub fn met(&self) -> bool {
        self.stretch.met()
    }
}

impl Task {
    fn hand(&mut self, chunk: io::Result<Chunk>) -> f64 {
        if let Some(work) = &mut self.work {
            work.give(chunk);
        }
        self.step()
    }
}

/// For `?` in work that throws.
pub(super) fn or_thrown<T>(outcome: Result<T, Box<Problem>>) -> Result<T, JsValue> {
    outcome.map_err(|problem| thrown(&problem))
}
