//! Tasks of the workers that scan and hash layers.

use super::convert::{OnProgress, or_thrown, to_js};
use super::progress::stepped;
use super::shapes::{ByteArray, Hashed};
use super::task::{Outcome, Task};
use crate::archive::Plan;
use crate::layer::{self, ScanRange};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Scans one layer from the first header at or after byte `from` → one flat buffer, which records damage.
#[wasm_bindgen(unchecked_return_type = "TaskOf<Uint8Array<ArrayBuffer>>")]
pub fn scan(plan: &[u8], from: f64, on_progress: OnProgress) -> Result<Task, JsValue> {
    let plan = or_thrown(Plan::from_bytes(plan))?;
    let stretch = Rc::new(ScanRange::from(from as u64));
    Ok(Task::of_stretch(stretch.clone(), async move |feed| {
        let mut progress = stepped(plan.span.len, on_progress);
        let pieces = layer::scan_in_pieces(&plan, &feed, &stretch, &mut progress).await;
        Outcome::Answer(Ok(joined(&pieces).into()))
    }))
}

/// Pieces of bytes as one array of JavaScript: linear memory never shrinks, so they are not joined in it.
fn joined(pieces: &[Vec<u8>]) -> js_sys::Uint8Array {
    let array = js_sys::Uint8Array::new_with_length(pieces.iter().map(Vec::len).sum::<usize>() as u32);
    let mut at = 0;
    for piece in pieces {
        let end = at + piece.len() as u32;
        array.subarray(at, end).copy_from(piece);
        at = end;
    }
    array
}

/// Hashes one layer and the files in it that start at `files`; of a `proven` layer the files alone.
#[wasm_bindgen(unchecked_return_type = "TaskOf<Hashed>")]
pub fn hash(plan: &[u8], files: Vec<f64>, proven: bool, on_progress: OnProgress) -> Result<Task, JsValue> {
    let plan = or_thrown(Plan::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| {
        let files: Vec<u64> = files.into_iter().map(|file| file as u64).collect();
        let mut progress = stepped(plan.span.len, on_progress);
        let (digests, contents) = if proven {
            (None, layer::hash_files(&plan, &feed, &files, &mut progress).await)
        } else {
            let (digests, contents) = layer::hash(&plan, &feed, &files, &mut progress).await;
            (Some(digests), contents)
        };
        to_js(&Hashed { digests, contents: ByteArray(contents.into_bytes()) })
    }))
}

/// Bytes of this instance's linear memory. (`memory` itself is the name of the wasm export.)
#[wasm_bindgen(js_name = memoryBytes)]
pub fn memory_bytes() -> f64 {
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let buffer: js_sys::ArrayBuffer = memory.buffer().unchecked_into();
    f64::from(buffer.byte_length())
}
