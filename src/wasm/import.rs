//! Containers from real life, converted: a dropped tar beside the opened archive.

use super::{Answer, Session, from_js, jobs_to_js, thrown, to_js};
use crate::archive::Plan;
use crate::container::import::Origin;
use crate::workspace::{ImportPlace, Job, import_plan};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// Takes what `scan` made of a dropped tar → `Imported`. `kind` = `Origin` or null, `place` = `ImportPlace` or null.
    pub fn import(&mut self, plan: &[u8], buffer: Vec<u8>, kind: JsValue, place: JsValue) -> Answer {
        let plan = Plan::from_bytes(plan).map_err(|p| thrown(&p))?;
        let (kind, place): (Option<Origin>, Option<ImportPlace>) = (from_js(kind)?, from_js(place)?);
        to_js(&self.live()?.importer().import(plan, buffer, kind, place).map_err(|p| thrown(&p))?)
    }

    /// The same tar as another kind or at another place: one more container → `Imported`.
    #[wasm_bindgen(js_name = importAgain)]
    pub fn import_again(&mut self, import: usize, kind: JsValue, place: JsValue) -> Answer {
        let (kind, place): (Option<Origin>, Option<ImportPlace>) = (from_js(kind)?, from_js(place)?);
        to_js(&self.live()?.importer().again(import, kind, place).map_err(|p| thrown(&p))?)
    }
}

/// The job to scan a dropped tar: `index` = what it is among the opened files, `len` = its bytes, `head` = the first of them → `Job[]` of one.
#[wasm_bindgen(js_name = importJob)]
pub fn import_job(index: usize, len: f64, head: &[u8]) -> Answer {
    let plan = import_plan(index, len as u64, head);
    jobs_to_js(vec![Job { layer: 0, key: format!("import:{index}"), plan, files: Vec::new(), proven: false }])
}
