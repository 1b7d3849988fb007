//! Containers on the page, converted.

use super::content::{Chunks, rest};
use super::task::or_thrown;
use super::{Answer, Session, Task, from_js, object, thrown, to_js};
use crate::archive::Plan;
use crate::container::{Op, Time, UpperForm};
use crate::error::{Kind, Problem};
use crate::workspace::{Commit, Part};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// A new container on layers 0..=`height` of the chosen image, on all when it is negative → its number.
    pub fn run(&mut self, height: i32) -> Result<usize, JsValue> {
        self.live()?.run(usize::try_from(height).ok()).map_err(|p| thrown(&p))
    }

    /// All containers → `ContainerInfo[]`.
    pub fn containers(&mut self) -> Answer {
        to_js(&self.live()?.containers())
    }

    /// Shows a container on top of its image, or with a negative number the chosen image alone → `ImageInfo`. When its image is another one,
    /// `jobs` has layers again.
    #[wasm_bindgen(js_name = chooseContainer)]
    pub fn choose_container(&mut self, id: i32) -> Answer {
        let workspace = self.live()?;
        workspace.choose_container(usize::try_from(id).ok()).map_err(|p| thrown(&p))?;
        to_js(&workspace.image_info())
    }

    /// Performs `Op[]` on the shown container as one step, all or none → `Applied`.
    pub fn apply(&mut self, ops: JsValue, now: f64) -> Answer {
        let ops: Vec<Op> = from_js(ops)?;
        to_js(&self.live()?.shown_mut().apply(&ops, time(now)).map_err(|p| thrown(&p))?)
    }

    /// Takes the last step back → `Applied`.
    pub fn undo(&mut self) -> Answer {
        let workspace = self.live()?;
        workspace.shown_mut().undo().map_err(|p| thrown(&p))?;
        to_js(&workspace.shown().applied())
    }

    /// Takes the last `undo` back → `Applied`.
    pub fn redo(&mut self) -> Answer {
        let workspace = self.live()?;
        workspace.shown_mut().redo().map_err(|p| thrown(&p))?;
        to_js(&workspace.shown().applied())
    }

    /// Starts again from an empty layer → `Applied`.
    pub fn reset(&mut self) -> Answer {
        let workspace = self.live()?;
        workspace.shown_mut().reset().map_err(|p| thrown(&p))?;
        to_js(&workspace.shown().applied())
    }

    /// Removes a container → `{ entries, bytes }` that went away.
    #[wasm_bindgen(js_name = removeContainer)]
    pub fn remove_container(&mut self, id: usize) -> Answer {
        to_js(&self.live()?.remove_container(id).map_err(|p| thrown(&p))?)
    }

    /// `docker diff` of the shown container, as text.
    #[wasm_bindgen(js_name = dockerDiff)]
    pub fn docker_diff(&mut self) -> Result<String, JsValue> {
        Ok(self.live()?.shown().diff().iter().map(|difference| difference.line() + "\n").collect())
    }

    /// Puts the shown container's upper directory in the order of a tar → `{ entries, bytes }`; `upperBatch` gives it then. The form is
    /// "layer" or "overlay".
    #[wasm_bindgen(js_name = upperStart)]
    pub fn upper_start(&mut self, form: JsValue) -> Answer {
        let form: UpperForm = from_js(form)?;
        let tar = self.live()?.shown().upper_tar(form).map_err(|p| thrown(&p))?;
        let numbers = (tar.len() as f64, tar.bytes as f64);
        self.upper = Some(tar);
        object([("entries", JsValue::from_f64(numbers.0)), ("bytes", JsValue::from_f64(numbers.1))])
    }

    /// The entries of that tar from `from` on → `{ batch, next }`; when `next` is `entries`, that was the last.
    #[wasm_bindgen(js_name = upperBatch)]
    pub fn upper_batch(&mut self, from: usize) -> Answer {
        let tar =
            self.upper.take().ok_or_else(|| thrown(&Problem::new(Kind::NotFound).detail("no upper directory")))?;
        let answer = self.live()?.ways().upper_batch(&tar, from);
        self.upper = Some(tar);
        let (batch, next) = answer.map_err(|p| thrown(&p))?;
        let batch = batch.to_bytes().map_err(|p| thrown(&p))?;
        object([("batch", Uint8Array::from(&*batch).into()), ("next", JsValue::from_f64(next as f64))])
    }

    /// All batches of that tar from `from` on → as `exportRest`.
    #[wasm_bindgen(js_name = upperRest)]
    pub fn upper_rest(&mut self, from: usize) -> Answer {
        let Some(tar) = self.upper.take().filter(|tar| from < tar.len().max(1)) else { return Ok(Array::new().into()) };
        let workspace = self.live()?;
        rest(from, tar.len(), |from| workspace.ways().upper_batch(&tar, from))
    }

    /// Entries of the shown container's upper directory as a tar of that form has them → `UpperPage`.
    #[wasm_bindgen(js_name = upperList)]
    pub fn upper_list(&mut self, form: JsValue, from: usize, count: usize) -> Answer {
        let form: UpperForm = from_js(form)?;
        to_js(&self.live()?.shown_mut().upper_list(form, from, count))
    }

    /// Makes an image of the shown container (`Commit`) → its index.
    pub fn commit(&mut self, commit: JsValue, now: f64) -> Result<usize, JsValue> {
        let commit: Commit = from_js(commit)?;
        self.live()?.commit(&commit, time(now)).map_err(|p| thrown(&p))
    }

    /// All images, in the order in which they came → `ImageChoice[]`.
    pub fn images(&mut self) -> Answer {
        to_js(&self.live()?.opened().images)
    }

    /// An image as `docker save` writes it → `Part[]`.
    #[wasm_bindgen(js_name = saveImage)]
    pub fn save_image(&mut self, image: usize) -> Answer {
        let parts = self.live()?.save(image).map_err(|p| thrown(&p))?;
        let list = Array::new();
        for part in &parts {
            list.push(&part_to_js(part)?);
        }
        Ok(list.into())
    }
}

fn part_to_js(part: &Part) -> Answer {
    let number = |n: u64| JsValue::from_f64(n as f64);
    match part {
        Part::Bytes(bytes) => object([("bytes", Uint8Array::from(&**bytes).into())]),
        Part::Slice { file, span } => {
            object([("file", number(*file as u64)), ("offset", number(span.offset)), ("len", number(span.len))])
        }
        Part::Stored(plan) => {
            let bytes = plan.to_bytes().map_err(|p| thrown(&p))?;
            object([
                ("file", number(plan.file as u64)),
                ("plan", Uint8Array::from(&*bytes).into()),
                ("len", number(plan.span.len)),
            ])
        }
    }
}

/// Gives a blob of a compressed archive as it is stored there, in chunks of some MiB → the `Problem` that stopped it, or null.
#[wasm_bindgen(js_name = copyStored)]
pub fn copy_stored(plan: &[u8], on_chunk: js_sys::Function) -> Result<Task, JsValue> {
    let part = Part::Stored(or_thrown(Plan::from_bytes(plan))?);
    Ok(Task::answering(async move |feed| {
        let mut chunks = Chunks::new(on_chunk);
        let outcome = part.copy(&feed, &mut |bytes| chunks.push(bytes)).await;
        chunks.end(outcome)
    }))
}

/// Milliseconds since 1970, as `Date.now()` gives them.
pub(super) fn time(now: f64) -> Time {
    let (seconds, rest) = (now.div_euclid(1000.0), now.rem_euclid(1000.0));
    Time { seconds: seconds as i64, nanos: (rest * 1e6) as u32 }
}
