//! The bytes of files on their way to the page: their sources for the home worker, tasks that read them for the others.

use super::convert::{Answer, Answers, OnChunk, OnProgress, or_thrown, thrown, to_js};
use super::progress::stepped;
use super::session::{Session, live};
use super::{ByteArray, ContentBytes, ContentSource, TarBatch, TarSize, Task};
use crate::archive::Plan;
use crate::content::{self, Batch, HEAD_BYTES, Pieces, TextComparison};
use crate::dto::ProblemInfo;
use crate::text::{display_text, hex};
use crate::workspace;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

/// Bytes handed to JavaScript at a time while a file is copied.
const CHUNK: usize = 4 << 20;

#[wasm_bindgen]
impl Session {
    /// The content of a version, for a reader from byte `from` on. *Errors:* for a directory or a whiteout.
    pub fn content(&mut self, node: u32, layer: usize, from: f64) -> Answer<ContentSource> {
        let pieces = or_thrown(self.live()?.ways().content(node.into(), layer, from as u64))?;
        to_js(&ContentSource::of_pieces(&pieces)?)
    }

    /// Keeps the sha256 of a version's content, in hex, for `path`.
    #[wasm_bindgen(js_name = learnSum)]
    pub fn learn_sum(&mut self, node: u32, layer: usize, sha256: &str) -> Result<(), JsValue> {
        or_thrown(self.live()?.intake().learn_sum(node.into(), layer, sha256))
    }

    /// A layer's tar; the size is that of its stored bytes.
    #[wasm_bindgen(js_name = layerPlan)]
    pub fn layer_plan(&mut self, layer: usize) -> Answer<ContentSource> {
        to_js(&ContentSource::of_plan(&or_thrown(self.live()?.ways().layer_plan(layer))?)?)
    }

    /// Puts a directory of the merged view, with all below it, in the order of a tar; `exportBatch` gives it then.
    #[wasm_bindgen(js_name = exportStart)]
    pub fn export_start(&mut self, node: u32, height: usize) -> Answer<TarSize> {
        let order = self.live()?.ways().export(node.into(), height);
        let size = TarSize { entries: order.len(), bytes: order.bytes };
        self.export.begin(order, size.entries);
        to_js(&size)
    }

    /// The entries of the export from `from` on; when `next` is `entries`, they are the last. *Errors:* `Changed` when the container or the
    /// image is another one.
    #[wasm_bindgen(js_name = exportBatch)]
    pub fn export_batch(&mut self, from: usize) -> Answer<TarBatch> {
        let workspace = live(&mut self.workspace)?;
        let step = self.export.next(from, |order, from| workspace.ways().export_batch(order, from));
        let (batch, next) = or_thrown(step)?;
        to_js(&TarBatch::new(from, &batch, next)?)
    }

    /// All batches from `from` on, before a call that changes what is exported; an empty list after the last one.
    #[wasm_bindgen(js_name = exportRest)]
    pub fn export_rest(&mut self, from: usize) -> Answers<TarBatch> {
        let workspace = live(&mut self.workspace)?;
        batches(self.export.rest(from, |order, from| workspace.ways().export_batch(order, from)))
    }
}

/// Batches as bytes: a Blob that a worker makes is not every page's to read (WebKit, from `file://`).
pub(super) fn batches(steps: crate::problem::Result<Vec<(usize, Batch, usize)>>) -> Answers<TarBatch> {
    or_thrown(steps)?.iter().map(|(from, batch, next)| to_js(&TarBatch::new(*from, batch, *next)?)).collect()
}

/// Writes a batch of an export in chunks → the problems of files that could not be read to their end.
#[wasm_bindgen(js_name = writeBatch, unchecked_return_type = "TaskOf<ProblemInfo[]>")]
pub fn write_batch(batch: &[u8], on_chunk: OnChunk) -> Result<Task, JsValue> {
    let batch = or_thrown(Batch::from_bytes(batch))?;
    Ok(Task::answering(async move |feed| {
        let mut chunks = Chunks::new(on_chunk);
        let problems = batch.write(&feed, &mut |bytes| chunks.push(bytes)).await;
        chunks.flush();
        let list = Array::new();
        for problem in &problems {
            list.push(&to_js(&ProblemInfo::from(problem))?.into());
        }
        Ok(list)
    }))
}

/// Up to `count` bytes of a file from `from` on.
#[wasm_bindgen(js_name = readContent, unchecked_return_type = "TaskOf<ContentBytes>")]
pub fn read_content(plan: &[u8], from: f64, count: usize) -> Result<Task, JsValue> {
    let pieces = or_thrown(Pieces::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| {
        let (bytes, problem) = pieces.read(&feed, from as u64, count).await;
        to_js(&ContentBytes { bytes: ByteArray(bytes), problem: problem.as_ref().map(Into::into) })
    }))
}

/// The type of a file, by its first bytes.
#[wasm_bindgen(js_name = describeContent, unchecked_return_type = "TaskOf<Description>")]
pub fn describe_content(plan: &[u8]) -> Result<Task, JsValue> {
    let pieces = or_thrown(Pieces::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| {
        let (head, problem) = pieces.read(&feed, 0, HEAD_BYTES).await;
        let whole = problem.is_none() && head.len() as u64 == pieces.size();
        to_js(&content::describe(&head, whole))
    }))
}

/// The sha256 of a file's bytes, in hex. *Errors:* as reading it.
#[wasm_bindgen(js_name = hashContent, unchecked_return_type = "TaskOf<string>")]
pub fn hash_content(plan: &[u8], on_progress: OnProgress) -> Result<Task, JsValue> {
    let pieces = or_thrown(Pieces::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| {
        let total = pieces.size();
        let mut progress = stepped(total, on_progress);
        or_thrown(pieces.sha256(&feed, &mut progress).await).map(|hash| hex(&hash))
    }))
}

/// A document of the archive as pretty JSON, or as it is.
#[wasm_bindgen(js_name = prettyDocument, unchecked_return_type = "TaskOf<string>")]
pub fn pretty_document(plan: &[u8]) -> Result<Task, JsValue> {
    let plan = or_thrown(Plan::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| {
        let text = or_thrown(workspace::pretty_document(&plan, &feed).await)?;
        Ok(display_text(&text))
    }))
}

/// The difference of two whole texts.
#[wasm_bindgen(js_name = compareText)]
pub fn compare_text(older: &[u8], newer: &[u8]) -> Answer<TextComparison> {
    to_js(&content::compare(older, newer))
}

/// Gives a whole file in chunks → the problem that stopped it.
#[wasm_bindgen(js_name = copyContent, unchecked_return_type = "TaskOf<ProblemInfo | null>")]
pub fn copy_content(plan: &[u8], on_chunk: OnChunk) -> Result<Task, JsValue> {
    let pieces = or_thrown(Pieces::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| {
        let mut chunks = Chunks::new(on_chunk);
        let outcome = pieces.copy(&feed, 0, &mut |bytes| chunks.push(bytes)).await;
        chunks.end(outcome)
    }))
}

/// The same for a layer's whole tar, the bytes that its diff_id proves.
#[wasm_bindgen(js_name = copyLayer, unchecked_return_type = "TaskOf<ProblemInfo | null>")]
pub fn copy_layer(plan: &[u8], on_chunk: OnChunk) -> Result<Task, JsValue> {
    let plan = or_thrown(Plan::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| {
        let mut chunks = Chunks::new(on_chunk);
        let outcome = plan.copy(&feed, &mut |bytes| chunks.push(bytes)).await;
        chunks.end(outcome)
    }))
}

/// Gathers small pieces: a call into JavaScript and a Blob cost more than a piece.
pub(super) struct Chunks {
    bytes: Vec<u8>,
    on_chunk: OnChunk,
}

impl Chunks {
    pub(super) fn new(on_chunk: OnChunk) -> Self {
        Self { bytes: Vec::with_capacity(CHUNK), on_chunk }
    }

    /// Takes a piece; false when the page wants no more.
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

    /// Hands over the rest → the problem that stopped it, or null.
    pub(super) fn end(&mut self, outcome: crate::problem::Result<()>) -> Result<JsValue, JsValue> {
        self.flush();
        Ok(outcome.err().map_or(JsValue::NULL, |problem| thrown(&problem)))
    }
}
