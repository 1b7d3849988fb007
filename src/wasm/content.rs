//! The bytes of files on their way to the page: ways to them for the home worker, reading them for the others.

use super::{Answer, Folder, Session, object, source, thrown, to_js};
use crate::archive::Plan;
use crate::content::{self, Batch, HEAD_BYTES, Pieces};
use crate::error::{Kind, Problem};
use crate::source::{BlobSource, ReadAt, Sources};
use crate::workspace::ProblemInfo;
use js_sys::{Array, Function, Uint8Array};
use std::io;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, File};

/// Bytes handed to JavaScript at a time while a file is copied.
const CHUNK: usize = 4 << 20;

#[wasm_bindgen]
impl Session {
    /// The way to what a layer holds at a path, for a reader from byte `from` on → `{ file, plan, size }`.
    pub fn content(&mut self, node: u32, layer: usize, from: f64) -> Answer {
        let pieces = self.live()?.content(node, layer, from as u64).map_err(|p| thrown(&p))?;
        let plan = pieces.to_bytes().map_err(|p| thrown(&p))?;
        way(pieces.file(), &plan, Some(pieces.size()))
    }

    /// The way to a layer's tar → `{ file, plan, size }`; the size is that of its stored bytes.
    #[wasm_bindgen(js_name = layerPlan)]
    pub fn layer_plan(&mut self, layer: usize) -> Answer {
        let plan = self.live()?.layer_plan(layer).map_err(|p| thrown(&p))?;
        let bytes = plan.to_bytes().map_err(|p| thrown(&p))?;
        way(plan.file, &bytes, Some(plan.span.len))
    }

    /// Puts what is seen at and below a path in the order of a tar → `{ entries, bytes }`; `exportBatch` gives it then.
    #[wasm_bindgen(js_name = exportStart)]
    pub fn export_start(&mut self, node: u32, height: usize) -> Answer {
        let order = self.live()?.export(node, height);
        let numbers = (order.len() as f64, order.bytes as f64);
        self.export = Some(order);
        object([("entries", JsValue::from_f64(numbers.0)), ("bytes", JsValue::from_f64(numbers.1))])
    }

    /// The entries of the export from `from` on → `{ batch, next }`; when `next` is `entries`, that was the last.
    #[wasm_bindgen(js_name = exportBatch)]
    pub fn export_batch(&mut self, from: usize) -> Answer {
        let order = self.export.take().ok_or_else(|| thrown(&Problem::new(Kind::NotFound).detail("no export")))?;
        let answer = self.live()?.export_batch(&order, from);
        let entries = order.len();
        self.export = Some(order);
        let (batch, next) = answer.map_err(|p| thrown(&p))?;
        if next >= entries {
            self.export = None;
        }
        let batch = batch.to_bytes().map_err(|p| thrown(&p))?;
        object([("batch", Uint8Array::from(&*batch).into()), ("next", JsValue::from_f64(next as f64))])
    }

    /// All batches from `from` on, for who is about to change what is exported → `{ from, batch: Blob, next }[]`; none when the last one
    /// was given.
    #[wasm_bindgen(js_name = exportRest)]
    pub fn export_rest(&mut self, from: usize) -> Answer {
        let Some(order) = self.export.take() else { return Ok(Array::new().into()) };
        let workspace = self.live()?;
        rest(from, order.len(), |from| workspace.export_batch(&order, from))
    }
}

/// All batches from `from` on. The browser keeps Blobs where it likes: on disk when there are many.
pub(super) fn rest(
    mut from: usize,
    entries: usize,
    batch: impl Fn(usize) -> crate::error::Result<(Batch, usize)>,
) -> Answer {
    let all = Array::new();
    loop {
        let (batch, next) = batch(from).map_err(|p| thrown(&p))?;
        let bytes = batch.to_bytes().map_err(|p| thrown(&p))?;
        let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(&*bytes)))?;
        let number = |n: usize| JsValue::from_f64(n as f64);
        all.push(&object([("from", number(from)), ("batch", blob.into()), ("next", number(next))])?);
        if next >= entries {
            return Ok(all.into());
        }
        from = next;
    }
}

/// Writes a batch of an export in chunks of some MiB → the `Problem`s of files that could not be read to their end.
#[wasm_bindgen(js_name = writeBatch)]
pub fn write_batch(files: Vec<File>, batch: &[u8], on_chunk: &Function) -> Answer {
    let batch = Batch::from_bytes(batch).map_err(|p| thrown(&p))?;
    let mut chunks = Chunks::new(on_chunk);
    let problems = batch.write(&Folder(files), &mut |bytes| chunks.push(bytes));
    chunks.flush();
    let problems: Vec<ProblemInfo> = problems.map_err(|p| thrown(&p))?.iter().map(ProblemInfo::from).collect();
    to_js(&problems)
}

pub(super) fn way(file: usize, plan: &[u8], size: Option<u64>) -> Answer {
    object([
        ("file", JsValue::from_f64(file as f64)),
        ("plan", Uint8Array::from(plan).into()),
        ("size", size.map_or(JsValue::NULL, |n| JsValue::from_f64(n as f64))),
    ])
}

/// All opened files, or the one that holds all that is wanted.
fn opened(files: JsValue) -> Opened {
    match files.dyn_into::<Array>() {
        Ok(files) => Opened(files.iter().filter_map(|file| file.dyn_into().ok()).collect(), false),
        Err(file) => Opened(file.dyn_into().ok().into_iter().collect(), true),
    }
}

/// Opened files, and whether there is but one, whatever its number.
struct Opened(Vec<File>, bool);

impl Sources for Opened {
    fn open(&self, file: usize) -> io::Result<Box<dyn ReadAt + '_>> {
        let file = self.0.get(if self.1 { 0 } else { file }).ok_or_else(|| io::Error::other("no such file"))?;
        Ok(Box::new(BlobSource::new(file.clone().into())?))
    }
}

/// Up to `count` bytes of a file from `from` on → `{ bytes, problem }`.
#[wasm_bindgen(js_name = readContent)]
pub fn read_content(files: JsValue, plan: &[u8], from: f64, count: usize) -> Answer {
    let pieces = Pieces::from_bytes(plan).map_err(|p| thrown(&p))?;
    let (bytes, problem) = pieces.read(&opened(files), from as u64, count);
    object([("bytes", Uint8Array::from(&*bytes).into()), ("problem", problem_or_null(problem.as_ref())?)])
}

/// What a file's bytes are → `Description`.
#[wasm_bindgen(js_name = describeContent)]
pub fn describe_content(files: JsValue, plan: &[u8]) -> Answer {
    let pieces = Pieces::from_bytes(plan).map_err(|p| thrown(&p))?;
    let (head, problem) = pieces.read(&opened(files), 0, HEAD_BYTES);
    let whole = problem.is_none() && head.len() as u64 == pieces.size();
    to_js(&content::describe(&head, whole))
}

/// The difference of two whole texts → `Comparison`.
#[wasm_bindgen(js_name = compareText)]
pub fn compare_text(older: &[u8], newer: &[u8]) -> Answer {
    to_js(&content::compare(older, newer))
}

/// Gives a whole file in chunks of some MiB → the `Problem` that stopped it, or null.
#[wasm_bindgen(js_name = copyContent)]
pub fn copy_content(files: JsValue, plan: &[u8], on_chunk: &Function) -> Answer {
    let pieces = Pieces::from_bytes(plan).map_err(|p| thrown(&p))?;
    in_chunks(on_chunk, |each| pieces.copy(&opened(files), 0, each))
}

/// The same for a layer's whole tar, the bytes that its diff_id proves.
#[wasm_bindgen(js_name = copyLayer)]
pub fn copy_layer(file: File, plan: &[u8], on_chunk: &Function) -> Answer {
    let plan = Plan::from_bytes(plan).map_err(|p| thrown(&p))?;
    let source = source(file)?;
    in_chunks(on_chunk, |each| plan.copy(&source, each))
}

/// Runs something that gives bytes, and hands them on in chunks → the `Problem` that stopped it, or null.
pub(super) fn in_chunks(
    on_chunk: &Function,
    work: impl FnOnce(&mut dyn FnMut(&[u8]) -> bool) -> crate::error::Result<()>,
) -> Answer {
    let mut chunks = Chunks::new(on_chunk);
    let outcome = work(&mut |bytes| chunks.push(bytes));
    chunks.flush();
    problem_or_null(outcome.err().as_deref())
}

fn problem_or_null(problem: Option<&Problem>) -> Answer {
    problem.map_or(Ok(JsValue::NULL), |problem| to_js(&ProblemInfo::from(problem)))
}

/// Gathers small pieces: a call into JavaScript and a Blob cost more than a piece.
struct Chunks<'f> {
    bytes: Vec<u8>,
    on_chunk: &'f Function,
}

impl<'f> Chunks<'f> {
    fn new(on_chunk: &'f Function) -> Self {
        Self { bytes: Vec::with_capacity(CHUNK), on_chunk }
    }

    /// Takes a piece; false when nobody wants more.
    fn push(&mut self, piece: &[u8]) -> bool {
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
}
