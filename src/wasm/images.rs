//! Several images on the page, converted: archives side by side, what they share, what a pull or a squash would cost.

use super::task::{Outcome, or_thrown};
use super::{Answer, Session, Task, from_js, tell, thrown, to_js};
use crate::workspace::{self, ReadArchive};
use wasm_bindgen::prelude::*;
use web_sys::File;

#[wasm_bindgen]
impl Session {
    /// Takes the archive that a task has read beside those that are open → the indexes of its images.
    pub fn join(&mut self, task: &mut Task) -> Result<Vec<usize>, JsValue> {
        let mut joined = Vec::new();
        for read in task.archives() {
            joined.extend(self.live()?.catalog_mut().join(or_thrown(read)?));
        }
        Ok(joined)
    }

    /// A file that was to join and could not.
    #[wasm_bindgen(js_name = refuseArchive)]
    pub fn refuse_archive(&mut self, problem: JsValue) -> Result<(), JsValue> {
        let problem = from_js(problem)?;
        self.live()?.catalog_mut().refuse(problem);
        Ok(())
    }

    /// What is open, as it is now → `Opened`.
    pub fn opened(&mut self) -> Answer {
        to_js(&self.live()?.opened())
    }

    /// The trunks that all open images grow from → `Sharing`.
    pub fn sharing(&mut self) -> Answer {
        to_js(&self.live()?.sharing())
    }

    /// What a machine with the images `have` downloads for `want` → `PullPlan`.
    pub fn pull(&mut self, have: Vec<usize>, want: usize) -> Answer {
        to_js(&self.live()?.pull(&have, want).map_err(|p| thrown(&p))?)
    }

    /// What squashing the chosen image would change → `WhatIf`.
    #[wasm_bindgen(js_name = whatIf)]
    pub fn what_if(&mut self) -> Answer {
        to_js(&self.live()?.what_if())
    }
}

/// Indexes a file, which is to join the open ones → what `joinArchive` takes. With `any` it may be anything: nothing where nothing in it
/// describes images.
#[wasm_bindgen(js_name = indexArchive)]
pub fn index_archive(file: &File, any: bool, on_progress: js_sys::Function) -> Task {
    let name = file.name();
    Task::answering(async move |feed| {
        let mut progress = |done, total| tell(&on_progress, done, total);
        let index = or_thrown(workspace::index(&name, &feed, 0, any, &mut progress).await)?;
        Ok(index.map_or(JsValue::NULL, |bytes| js_sys::Uint8Array::from(&*bytes).into()))
    })
}

/// Reads the bytes of `indexArchive` for `Session.join`. `number` = what the file is among the opened ones.
#[wasm_bindgen(js_name = joinArchive)]
pub fn join_archive(index: Vec<u8>, number: usize) -> Task {
    Task::new(async move |feed| Outcome::Archives(vec![ReadArchive::from_index(&index, &feed, number).await]))
}
