//! Containers on the page, converted.

use super::content::{Chunks, batches};
use super::convert::{Answer, Answers, OnChunk, from_js, list_to_js, or_thrown, to_js};
use super::session::{Session, live};
use super::{SavePart, TarBatch, TarSize, Task};
use crate::archive::Plan;
use crate::container::{Op, Time, UpperForm};
use crate::dto::{Applied, Commit, ContainerInfo, ImageChoice, ImageInfo, Removed, UpperPage};
use crate::workspace::Part;
use tsify::Ts;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// Creates a container on layers 0..=`height` of the chosen image, on all when it is negative → its id. It is not shown yet.
    pub fn run(&mut self, height: i32) -> Result<usize, JsValue> {
        or_thrown(self.live()?.containers().run(usize::try_from(height).ok()))
    }

    /// All containers.
    pub fn containers(&mut self) -> Answers<ContainerInfo> {
        list_to_js(&self.live()?.containers().list())
    }

    /// Shows a container on top of its image, or with a negative number the chosen image alone. When its image is another one, `jobs` has
    /// layers again.
    #[wasm_bindgen(js_name = chooseContainer)]
    pub fn choose_container(&mut self, id: i32) -> Answer<ImageInfo> {
        let workspace = self.live()?;
        or_thrown(workspace.containers().choose(usize::try_from(id).ok()))?;
        to_js(&workspace.facts().image())
    }

    /// Performs operations on the shown container as one step for `undo`: all, or none. `now`: milliseconds since 1970.
    pub fn apply(&mut self, ops: Vec<Ts<Op>>, now: f64) -> Answer<Applied> {
        let ops: Vec<Op> = ops.into_iter().map(from_js).collect::<Result<_, _>>()?;
        to_js(&or_thrown(self.live()?.shown_mut().apply(&ops, time(now)))?)
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> Answer<Applied> {
        let workspace = self.live()?;
        or_thrown(workspace.shown_mut().undo())?;
        to_js(&workspace.shown().applied())
    }

    /// Takes the last `undo` back.
    pub fn redo(&mut self) -> Answer<Applied> {
        let workspace = self.live()?;
        or_thrown(workspace.shown_mut().redo())?;
        to_js(&workspace.shown().applied())
    }

    /// Starts again from an empty layer; `undo` takes it back.
    pub fn reset(&mut self) -> Answer<Applied> {
        let workspace = self.live()?;
        or_thrown(workspace.shown_mut().reset())?;
        to_js(&workspace.shown().applied())
    }

    /// Removes a container → the size of its layer.
    #[wasm_bindgen(js_name = removeContainer)]
    pub fn remove_container(&mut self, id: usize) -> Answer<Removed> {
        to_js(&or_thrown(self.live()?.containers().remove(id))?)
    }

    /// `docker diff` of the shown container, as text.
    #[wasm_bindgen(js_name = dockerDiff)]
    pub fn docker_diff(&mut self) -> Result<String, JsValue> {
        Ok(self.live()?.shown().diff().iter().map(|difference| difference.line() + "\n").collect())
    }

    /// Puts the shown container's upper directory in the order of a tar; `upperBatch` gives it then.
    #[wasm_bindgen(js_name = upperStart)]
    pub fn upper_start(&mut self, form: Ts<UpperForm>) -> Answer<TarSize> {
        let form = from_js(form)?;
        let tar = or_thrown(self.live()?.shown().upper_tar(form))?;
        let size = TarSize { entries: tar.len(), bytes: tar.bytes };
        self.upper.begin(tar, size.entries);
        to_js(&size)
    }

    /// The entries of that tar from `from` on. When `next` is `entries`, they are the last; without entries, one call gives the empty tar.
    #[wasm_bindgen(js_name = upperBatch)]
    pub fn upper_batch(&mut self, from: usize) -> Answer<TarBatch> {
        let workspace = live(&mut self.workspace)?;
        let step = self.upper.next(from, |tar, from| workspace.ways().upper_batch(tar, from));
        let (batch, next) = or_thrown(step)?;
        to_js(&TarBatch::new(from, &batch, next)?)
    }

    /// All batches of that tar from `from` on, as `exportRest`.
    #[wasm_bindgen(js_name = upperRest)]
    pub fn upper_rest(&mut self, from: usize) -> Answers<TarBatch> {
        let workspace = live(&mut self.workspace)?;
        batches(self.upper.rest(from, |tar, from| workspace.ways().upper_batch(tar, from)))
    }

    /// Entries of the shown container's upper directory, as a tar of that form has them.
    #[wasm_bindgen(js_name = upperList)]
    pub fn upper_list(&mut self, form: Ts<UpperForm>, from: usize, count: usize) -> Answer<UpperPage> {
        let form = from_js(form)?;
        to_js(&self.live()?.shown_mut().upper_list(form, from, count))
    }

    /// Makes an image of the shown container → its index. `now`: milliseconds since 1970.
    pub fn commit(&mut self, commit: Ts<Commit>, now: f64) -> Result<usize, JsValue> {
        let commit = from_js(commit)?;
        or_thrown(self.live()?.containers().commit(&commit, time(now)))
    }

    /// All images, in the order in which they came.
    pub fn images(&mut self) -> Answers<ImageChoice> {
        list_to_js(&self.live()?.facts().opened().images)
    }

    /// An image as `docker save` writes it. *Errors:* `NotFound` while the digest of a compressed layer is unknown: hash it first.
    #[wasm_bindgen(js_name = saveImage)]
    pub fn save_image(&mut self, image: usize) -> Answers<SavePart> {
        let parts = or_thrown(self.live()?.all_images().save(image))?;
        parts.into_iter().map(|part| to_js(&SavePart::new(part)?)).collect()
    }
}

/// Gives a blob of a compressed archive as it is stored there, in chunks → the problem that stopped it.
#[wasm_bindgen(js_name = copyStored, unchecked_return_type = "TaskOf<ProblemInfo | null>")]
pub fn copy_stored(plan: &[u8], on_chunk: OnChunk) -> Result<Task, JsValue> {
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
