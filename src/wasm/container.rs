//! Containers on the page, converted.

use super::{Answer, Session, from_js, thrown, to_js};
use crate::container::{Op, Time};
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
        to_js(&self.live()?.apply(&ops, time(now)).map_err(|p| thrown(&p))?)
    }

    /// Takes the last step back → `Applied`.
    pub fn undo(&mut self) -> Answer {
        let workspace = self.live()?;
        workspace.undo().map_err(|p| thrown(&p))?;
        to_js(&workspace.applied())
    }

    /// Takes the last `undo` back → `Applied`.
    pub fn redo(&mut self) -> Answer {
        let workspace = self.live()?;
        workspace.redo().map_err(|p| thrown(&p))?;
        to_js(&workspace.applied())
    }

    /// Starts again from an empty layer → `Applied`.
    pub fn reset(&mut self) -> Answer {
        let workspace = self.live()?;
        workspace.reset().map_err(|p| thrown(&p))?;
        to_js(&workspace.applied())
    }

    /// Removes a container → `{ entries, bytes }` that went away.
    #[wasm_bindgen(js_name = removeContainer)]
    pub fn remove_container(&mut self, id: usize) -> Answer {
        to_js(&self.live()?.remove_container(id).map_err(|p| thrown(&p))?)
    }

    /// `docker diff` of the shown container, as text.
    #[wasm_bindgen(js_name = dockerDiff)]
    pub fn docker_diff(&mut self) -> Result<String, JsValue> {
        Ok(self.live()?.diff().iter().map(|difference| difference.line() + "\n").collect())
    }
}

/// Milliseconds since 1970, as `Date.now()` gives them.
pub(super) fn time(now: f64) -> Time {
    let (seconds, rest) = (now.div_euclid(1000.0), now.rem_euclid(1000.0));
    Time { seconds: seconds as i64, nanos: (rest * 1e6) as u32 }
}
