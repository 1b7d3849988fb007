//! The bytes of files on their way to the page: ways to them for the home worker, tasks that read them for the others.

use super::task::or_thrown;
use super::{Answer, Session, Task, object, stepped, thrown, to_js};
use crate::archive::Plan;
use crate::content::{self, Batch, HEAD_BYTES, Pieces};
use crate::error::{Kind, Problem};
use crate::text::{display_text, hex};
use crate::workspace::{self, ProblemInfo};
use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::prelude::*;

/// Bytes handed to JavaScript at a time while a file is copied.
const CHUNK: usize = 4 << 20;

#[wasm_bindgen]
impl Session {
    /// The way to what a layer holds at a path, for a reader from byte `from` on → `{ file, plan, size }`.
    pub fn content(&mut self, node: u32, layer: usize, from: f64) -> Answer {
        let pieces = self.live()?.ways().content(node.into(), layer, from as u64).map_err(|p| thrown(&p))?;
        let plan = pieces.to_bytes().map_err(|p| thrown(&p))?;
        way(pieces.file(), &plan, Some(pieces.size()))
    }

    /// Keeps the sha256 of a version's content, in hex, for `life`.
    #[wasm_bindgen(js_name = learnSum)]
    pub fn learn_sum(&mut self, node: u32, layer: usize, sha256: &str) -> Answer {
        or_thrown(self.live()?.learn_sum(node.into(), layer, sha256)).map(|()| JsValue::UNDEFINED)
    }

    /// The way to a layer's tar → `{ file, plan, size }`; the size is that of its stored bytes.
    #[wasm_bindgen(js_name = layerPlan)]
    pub fn layer_plan(&mut self, layer: usize) -> Answer {
        let plan = self.live()?.ways().layer_plan(layer).map_err(|p| thrown(&p))?;
        let bytes = plan.to_bytes().map_err(|p| thrown(&p))?;
        way(plan.file, &bytes, Some(plan.span.len))
    }

    /// Puts what is seen at and below a path in the order of a tar → `{ entries, bytes }`; `exportBatch` gives it then.
    #[wasm_bindgen(js_name = exportStart)]
    pub fn export_start(&mut self, node: u32, height: usize) -> Answer {
        let order = self.live()?.ways().export(node.into(), height);
        let numbers = (order.len() as f64, order.bytes as f64);
        self.export = Some(order);
        object([("entries", JsValue::from_f64(numbers.0)), ("bytes", JsValue::from_f64(numbers.1))])
    }

    /// The entries of the export from `from` on → `{ batch, next }`; when `next` is `entries`, that was the last.
    #[wasm_bindgen(js_name = exportBatch)]
    pub fn export_batch(&mut self, from: usize) -> Answer {
        let order = self.export.take().ok_or_else(|| thrown(&Problem::new(Kind::NotFound).detail("no export")))?;
        let answer = self.live()?.ways().export_batch(&order, from);
        let entries = order.len();
        self.export = Some(order);
        let (batch, next) = answer.map_err(|p| thrown(&p))?;
        if next >= entries {
            self.export = None;
        }
        let batch = batch.to_bytes().map_err(|p| thrown(&p))?;
        object([("batch", Uint8Array::from(&*batch).into()), ("next", JsValue::from_f64(next as f64))])
    }

    /// All batches from `from` on, for who is about to change what is exported → `{ from, batch, next }[]`; none when the last one
    /// was given.
    #[wasm_bindgen(js_name = exportRest)]
    pub fn export_rest(&mut self, from: usize) -> Answer {
        let Some(order) = self.export.take() else { return Ok(Array::new().into()) };
        let workspace = self.live()?;
        rest(from, order.len(), |from| workspace.ways().export_batch(&order, from))
    }
}

/// All batches from `from` on, as bytes: a Blob that a worker makes is not every page's to read (WebKit, from `file://`).
pub(super) fn rest(
    mut from: usize,
    entries: usize,
    batch: impl Fn(usize) -> crate::error::Result<(Batch, usize)>,
) -> Answer {
    let all = Array::new();
    loop {
        let (batch, next) = batch(from).map_err(|p| thrown(&p))?;
        let bytes = batch.to_bytes().map_err(|p| thrown(&p))?;
        let number = |n: usize| JsValue::from_f64(n as f64);
        all.push(&object([
            ("from", number(from)),
            ("batch", Uint8Array::from(&*bytes).into()),
            ("next", number(next)),
        ])?);
        if next >= entries {
            return Ok(all.into());
        }
        from = next;
    }
}

/// Writes a batch of an export in chunks of some MiB → the `Problem`s of files that could not be read to their end.
#[wasm_bindgen(js_name = writeBatch)]
pub fn write_batch(batch: &[u8], on_chunk: Function) -> Result<Task, JsValue> {
    let batch = or_thrown(Batch::from_bytes(batch))?;
    Ok(Task::answering(async move |feed| {
        let mut chunks = Chunks::new(on_chunk);
        let problems = batch.write(&feed, &mut |bytes| chunks.push(bytes)).await;
        chunks.flush();
        to_js(&problems.iter().map(ProblemInfo::from).collect::<Vec<_>>())
    }))
}

pub(super) fn way(file: usize, plan: &[u8], size: Option<u64>) -> Answer {
    object([
        ("file", JsValue::from_f64(file as f64)),
        ("plan", Uint8Array::from(plan).into()),
        ("size", size.map_or(JsValue::NULL, |n| JsValue::from_f64(n as f64))),
    ])
}

/// Up to `count` bytes of a file from `from` on → `{ bytes, problem }`.
#[wasm_bindgen(js_name = readContent)]
pub fn read_content(plan: &[u8], from: f64, count: usize) -> Result<Task, JsValue> {
    let pieces = or_thrown(Pieces::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| {
        let (bytes, problem) = pieces.read(&feed, from as u64, count).await;
        object([("bytes", Uint8Array::from(&*bytes).into()), ("problem", problem_or_null(problem.as_ref())?)])
    }))
}

/// What a file's bytes are → `Description`.
#[wasm_bindgen(js_name = describeContent)]
pub fn describe_content(plan: &[u8]) -> Result<Task, JsValue> {
    let pieces = or_thrown(Pieces::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| {
        let (head, problem) = pieces.read(&feed, 0, HEAD_BYTES).await;
        let whole = problem.is_none() && head.len() as u64 == pieces.size();
        to_js(&content::describe(&head, whole))
    }))
}

/// The sha256 of a file's bytes → in hex. *Errors:* as reading it.
#[wasm_bindgen(js_name = hashContent)]
pub fn hash_content(plan: &[u8], on_progress: Function) -> Result<Task, JsValue> {
    let pieces = or_thrown(Pieces::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| {
        let total = pieces.size();
        let mut progress = stepped(total, on_progress);
        or_thrown(pieces.sha256(&feed, &mut progress).await).map(|hash| JsValue::from_str(&hex(&hash)))
    }))
}

/// A document of the archive as pretty JSON, or as it is.
#[wasm_bindgen(js_name = prettyDocument)]
pub fn pretty_document(plan: &[u8]) -> Result<Task, JsValue> {
    let plan = or_thrown(Plan::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| {
        let text = or_thrown(workspace::pretty_document(&plan, &feed).await)?;
        Ok(JsValue::from_str(&display_text(&text)))
    }))
}

/// The difference of two whole texts → `Comparison`.
#[wasm_bindgen(js_name = compareText)]
pub fn compare_text(older: &[u8], newer: &[u8]) -> Answer {
    to_js(&content::compare(older, newer))
}

/// Gives a whole file in chunks of some MiB → the `Problem` that stopped it, or null.
#[wasm_bindgen(js_name = copyContent)]
pub fn copy_content(plan: &[u8], on_chunk: Function) -> Result<Task, JsValue> {
    let pieces = or_thrown(Pieces::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| {
        let mut chunks = Chunks::new(on_chunk);
        let outcome = pieces.copy(&feed, 0, &mut |bytes| chunks.push(bytes)).await;
        chunks.end(outcome)
    }))
}

/// The same for a layer's whole tar, the bytes that its diff_id proves.
#[wasm_bindgen(js_name = copyLayer)]
pub fn copy_layer(plan: &[u8], on_chunk: Function) -> Result<Task, JsValue> {
    let plan = or_thrown(Plan::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| {
        let mut chunks = Chunks::new(on_chunk);
        let outcome = plan.copy(&feed, &mut |bytes| chunks.push(bytes)).await;
        chunks.end(outcome)
    }))
}

fn problem_or_null(problem: Option<&Problem>) -> Answer {
    problem.map_or(Ok(JsValue::NULL), |problem| to_js(&ProblemInfo::from(problem)))
}

/// Gathers small pieces: a call into JavaScript and a Blob cost more than a piece.
pub(super) struct Chunks {
    bytes: Vec<u8>,
    on_chunk: Function,
}

impl Chunks {
    pub(super) fn new(on_chunk: Function) -> Self {
        Self { bytes: Vec::with_capacity(CHUNK), on_chunk }
    }

    /// Takes a piece; false when nobody wants more.
    pub(super) fn push(&mut self, piece: &[u8]) -> bool {
        self.bytes.extend_from_slice(piece);
        self.bytes.len() < CHUNK || self.flush()
    }

    fn flush(&mut self) -> bool {
        if self.bytes.is_empty() {
            return true;
        }
        let chunk = Uint8Array::from(&*self.bytes);
        self.bytes.clear();
        self.on_chunk.call1(&JsValue::NULL, &chunk).is_ok()
    }

    /// Hands over what is left → the `Problem` that stopped it, or null.
    pub(super) fn end(&mut self, outcome: crate::error::Result<()>) -> Answer {
        self.flush();
        problem_or_null(outcome.err().as_deref())
    }
}
