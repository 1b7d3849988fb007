//! The bytes of files on their way to the page: ways to them for the home worker, reading them for the others.

use super::{Answer, Session, object, source, thrown, to_js};
use crate::archive::Plan;
use crate::content::{self, Extent, HEAD_BYTES};
use crate::error::Problem;
use crate::workspace::ProblemInfo;
use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::File;

/// Bytes handed to JavaScript at a time while a file is copied.
const CHUNK: usize = 4 << 20;

#[wasm_bindgen]
impl Session {
    /// The way to what a layer holds at a path → `{ file, plan, size }`.
    pub fn content(&mut self, node: u32, layer: usize) -> Answer {
        let extent = self.live()?.content(node, layer).map_err(|p| thrown(&p))?;
        let plan = extent.to_bytes().map_err(|p| thrown(&p))?;
        way(extent.plan.file, &plan, Some(extent.size))
    }

    /// The way to a layer's tar → `{ file, plan, size }`; the size is that of its stored bytes.
    #[wasm_bindgen(js_name = layerPlan)]
    pub fn layer_plan(&mut self, layer: usize) -> Answer {
        let plan = self.live()?.layer_plan(layer).map_err(|p| thrown(&p))?;
        let bytes = plan.to_bytes().map_err(|p| thrown(&p))?;
        way(plan.file, &bytes, Some(plan.span.len))
    }
}

fn way(file: usize, plan: &[u8], size: Option<u64>) -> Answer {
    object([
        ("file", JsValue::from_f64(file as f64)),
        ("plan", Uint8Array::from(plan).into()),
        ("size", size.map_or(JsValue::NULL, |n| JsValue::from_f64(n as f64))),
    ])
}

/// Up to `count` bytes of a file from `from` on → `{ bytes, problem }`.
#[wasm_bindgen(js_name = readContent)]
pub fn read_content(file: File, plan: &[u8], from: f64, count: usize) -> Answer {
    let extent = Extent::from_bytes(plan).map_err(|p| thrown(&p))?;
    let (bytes, problem) = extent.read(&source(file)?, from as u64, count);
    object([("bytes", Uint8Array::from(&*bytes).into()), ("problem", problem_or_null(problem.as_ref())?)])
}

/// What a file's bytes are → `Description`.
#[wasm_bindgen(js_name = describeContent)]
pub fn describe_content(file: File, plan: &[u8]) -> Answer {
    let extent = Extent::from_bytes(plan).map_err(|p| thrown(&p))?;
    let (head, problem) = extent.read(&source(file)?, 0, HEAD_BYTES);
    let whole = problem.is_none() && head.len() as u64 == extent.size;
    to_js(&content::describe(&head, whole))
}

/// The difference of two whole texts → `Comparison`.
#[wasm_bindgen(js_name = compareText)]
pub fn compare_text(older: &[u8], newer: &[u8]) -> Answer {
    to_js(&content::compare(older, newer))
}

/// Gives a whole file in chunks of some MiB → the `Problem` that stopped it, or null.
#[wasm_bindgen(js_name = copyContent)]
pub fn copy_content(file: File, plan: &[u8], on_chunk: &Function) -> Answer {
    let extent = Extent::from_bytes(plan).map_err(|p| thrown(&p))?;
    let mut chunks = Chunks::new(on_chunk);
    let outcome = extent.copy(&source(file)?, 0, &mut |bytes| chunks.push(bytes));
    chunks.flush();
    problem_or_null(outcome.err().as_deref())
}

/// The same for a layer's whole tar, the bytes that its diff_id proves.
#[wasm_bindgen(js_name = copyLayer)]
pub fn copy_layer(file: File, plan: &[u8], on_chunk: &Function) -> Answer {
    let plan = Plan::from_bytes(plan).map_err(|p| thrown(&p))?;
    let mut chunks = Chunks::new(on_chunk);
    let outcome = plan.copy(&source(file)?, &mut |bytes| chunks.push(bytes));
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
