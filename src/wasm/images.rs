//! Several images on the page, converted: archives side by side, what they share, what a pull or a squash would cost.

use super::{Answer, Session, from_js, source, tell, thrown, to_js};
use crate::workspace;
use wasm_bindgen::prelude::*;
use web_sys::File;

#[wasm_bindgen]
impl Session {
    /// Opens an archive beside those that are open, by the bytes of `indexArchive` → the indexes of its images. `number` = what the file
    /// is among the opened ones.
    #[wasm_bindgen(js_name = joinArchive)]
    pub fn join_archive(&mut self, index: &[u8], file: File, number: usize) -> Result<Vec<usize>, JsValue> {
        let source = source(file)?;
        let joined = self.live()?.join_archive(index, &source, number);
        joined.map(Iterator::collect).map_err(|p| thrown(&p))
    }

    /// A file that was to join and could not.
    #[wasm_bindgen(js_name = refuseArchive)]
    pub fn refuse_archive(&mut self, problem: JsValue) -> Result<(), JsValue> {
        let problem = from_js(problem)?;
        self.live()?.refuse(problem);
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

/// Indexes a file that is to join the open ones → what `joinArchive` takes. With `any` it may be anything: nothing where nothing in it
/// describes images.
#[wasm_bindgen(js_name = indexArchive)]
pub fn index_archive(file: File, any: bool, on_progress: &js_sys::Function) -> Result<Option<Vec<u8>>, JsValue> {
    let name = file.name();
    let source = source(file)?;
    let index = workspace::index(&name, &source, any, &mut |done, total| tell(on_progress, done, total));
    index.map_err(|p| thrown(&p))
}
