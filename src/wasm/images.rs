//! Several images on the page, converted: archives side by side, what they share, what a pull or a squash would cost.

use super::{Answer, Session, source, tell, thrown, to_js};
use wasm_bindgen::prelude::*;
use web_sys::File;

#[wasm_bindgen]
impl Session {
    /// Opens one more archive beside those that are open → `Opened`. `index` = what the file is among the opened ones.
    #[wasm_bindgen(js_name = addArchive)]
    pub fn add_archive(&mut self, file: File, index: usize, on_progress: &js_sys::Function) -> Answer {
        let name = file.name();
        let source = source(file)?;
        let workspace = self.live()?;
        let added = workspace.add_archive(&name, &source, index, &mut |done, total| tell(on_progress, done, total));
        added.map_err(|p| thrown(&p))?;
        to_js(&workspace.opened())
    }

    /// The same for a file that may be anything: `Opened`, or `null` where nothing in it describes images.
    #[wasm_bindgen(js_name = addImages)]
    pub fn add_images(&mut self, file: File, index: usize, on_progress: &js_sys::Function) -> Answer {
        let name = file.name();
        let source = source(file)?;
        let workspace = self.live()?;
        match workspace.add_images(&name, &source, index, &mut |done, total| tell(on_progress, done, total)) {
            true => to_js(&workspace.opened()),
            false => Ok(JsValue::NULL),
        }
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
