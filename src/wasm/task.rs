//! Work of the core that JavaScript drives: it asks which bytes the work wants next, fetches them and hands them over, until there is an
//! answer.

use crate::layer::ScanRange;
use crate::problem::Problem;
use crate::source::{self, Access, Chunk, Feed, Request};
use crate::workspace::ReadArchive;
use std::io;
use std::rc::Rc;
use std::task::Poll;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TASK_OF: &str = "/** A task whose result is a `T`. */
export interface TaskOf<T> extends Task {
    result(): T;
}";

/// The end of a task.
pub(super) enum Outcome {
    /// A value of JavaScript, or a `ProblemInfo` that is thrown.
    Answer(Result<JsValue, JsValue>),
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

    /// Work that answers with a value of JavaScript.
    pub(super) fn answering<T: Into<JsValue>>(work: impl AsyncFnOnce(Feed) -> Result<T, JsValue> + 'static) -> Self {
        Self::new(async |feed| Outcome::Answer(work(feed).await.map(Into::into)))
    }

    /// The scan of a stretch.
    pub(super) fn of_stretch(stretch: Rc<ScanRange>, work: impl AsyncFnOnce(Feed) -> Outcome + 'static) -> Self {
        Self { work: Some(source::Task::new(work)), wanted: Request::default(), outcome: None, stretch }
    }

    /// The archives that it read; an empty list before it is done.
    pub(super) fn archives(&mut self) -> Vec<Result<ReadArchive, Box<Problem>>> {
        match self.outcome.take() {
            Some(Outcome::Archives(read)) => read,
            _ => Vec::new(),
        }
    }
}

#[wasm_bindgen]
impl Task {
    /// Goes on as far as it can → the next byte of `file` that it wants, or -1 when it is done.
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

    /// Hands over bytes from the wanted one on, an empty list at the end of the file; `file_len` = bytes of the whole file. Then as `step`.
    pub fn give(&mut self, bytes: Vec<u8>, file_len: f64) -> f64 {
        self.hand(Ok(Chunk { bytes, file_len: file_len as u64 }))
    }

    /// Reports that the file can't be read, in the browser's words. Then as `step`.
    pub fn fail(&mut self, why: String) -> f64 {
        self.hand(Err(io::Error::other(why)))
    }

    /// Number of the opened file that it wants bytes of.
    #[wasm_bindgen(getter)]
    pub fn file(&self) -> usize {
        self.wanted.file
    }

    /// The largest number of bytes that it takes.
    #[wasm_bindgen(getter)]
    pub fn most(&self) -> usize {
        self.wanted.most
    }

    /// No byte from this one on will be wanted before a byte in front of it.
    #[wasm_bindgen(getter)]
    pub fn end(&self) -> f64 {
        self.wanted.end as f64
    }

    /// Every byte up to `end` will be wanted.
    #[wasm_bindgen(getter)]
    pub fn through(&self) -> bool {
        self.wanted.access == Access::Sequential
    }

    /// Its answer; undefined for archives, which the session takes. *Errors:* a `ProblemInfo`.
    #[wasm_bindgen(unchecked_return_type = "unknown")]
    pub fn result(&mut self) -> Result<JsValue, JsValue> {
        match self.outcome.take() {
            Some(Outcome::Answer(answer)) => answer,
            other => {
                self.outcome = other;
                Ok(JsValue::UNDEFINED)
            }
        }
    }

    /// The scan of a stretch: the header that it began at, or -1 while it looks for one.
    #[wasm_bindgen(getter)]
    pub fn began(&self) -> f64 {
        self.stretch.began().map_or(-1.0, |byte| byte as f64)
    }

    /// The scan of a stretch: the header that it stands at or is on its way to.
    #[wasm_bindgen(getter)]
    pub fn at(&self) -> f64 {
        self.stretch.at() as f64
    }

    /// Lets the scan of a stretch end at this header, where another scan began.
    #[wasm_bindgen(js_name = endAt)]
    pub fn end_at(&self, byte: f64) {
        self.stretch.end_at(byte as u64);
    }

    /// The scan of a stretch ended there.
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
