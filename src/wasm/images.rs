//! Several images on the page, converted: archives side by side, what they share, the cost of a pull or a squash.

use super::convert::{Answer, OnProgress, from_js, or_thrown, to_js};
use super::progress::report;
use super::session::Session;
use super::task::{Outcome, Task};
use crate::dto::Opened;
use crate::problem::Problem;
use crate::sharing::{PullPlan, Sharing, WhatIf};
use crate::workspace::{self, ReadArchive};
use tsify::Ts;
use wasm_bindgen::prelude::*;
use web_sys::File;

#[wasm_bindgen]
impl Session {
    /// Takes the archive that a task of `joinArchive` has read beside the open ones → the indexes of its images.
    pub fn join(&mut self, task: &mut Task) -> Result<Vec<usize>, JsValue> {
        let mut joined = Vec::new();
        for read in task.archives() {
            let mut read = or_thrown(read)?;
            self.records.add(read.take_records());
            joined.extend(self.live()?.catalog_mut().join(read));
        }
        Ok(joined)
    }

    /// Keeps the reason why a file could not join.
    #[wasm_bindgen(js_name = refuseArchive)]
    pub fn refuse_archive(&mut self, problem: Ts<Problem>) -> Result<(), JsValue> {
        let problem = from_js(problem)?;
        self.live()?.catalog_mut().refuse(problem);
        Ok(())
    }

    /// Everything that is open, with the chosen image's archive.
    pub fn opened(&mut self) -> Answer<Opened> {
        to_js(&self.live()?.facts().opened())
    }

    /// The trunks that all open images grow from.
    pub fn sharing(&mut self) -> Answer<Sharing> {
        to_js(&self.live()?.all_images().sharing())
    }

    /// The download of a machine that has the images `have` and pulls `want`.
    pub fn pull(&mut self, have: Vec<usize>, want: usize) -> Answer<PullPlan> {
        to_js(&or_thrown(self.live()?.all_images().pull(&have, want))?)
    }

    /// The effects of squashing the chosen image.
    #[wasm_bindgen(js_name = whatIf)]
    pub fn what_if(&mut self) -> Answer<WhatIf> {
        to_js(&self.live()?.what_if())
    }
}

/// Indexes a file that is to join the open ones → bytes for `joinArchive`. With `anything` the file may be of any type: null where nothing in it
/// describes images.
#[wasm_bindgen(js_name = indexArchive, unchecked_return_type = "TaskOf<Uint8Array<ArrayBuffer> | null>")]
pub fn index_archive(file: &File, anything: bool, on_progress: OnProgress) -> Task {
    let name = file.name();
    Task::answering(async move |feed| {
        let mut progress = |done, total| report(&on_progress, done, total);
        let index = or_thrown(workspace::index(&name, &feed, 0, anything, &mut progress).await)?;
        Ok(index.map_or(JsValue::NULL, |bytes| js_sys::Uint8Array::from(&*bytes).into()))
    })
}

/// Reads the bytes of `indexArchive` for `Session.join`. `number` = the number of the opened file.
#[wasm_bindgen(js_name = joinArchive)]
pub fn join_archive(index: Vec<u8>, number: usize) -> Task {
    Task::new(async move |feed| Outcome::Archives(vec![ReadArchive::from_index(&index, &feed, number).await]))
}
