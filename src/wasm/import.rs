//! Containers from real life, converted: a dropped tar beside the opened archive.

use super::{Answer, Session, from_js, jobs_to_js, source, thrown, to_js};
use crate::archive::Plan;
use crate::compression::MAGIC_BYTES;
use crate::container::import::Origin;
use crate::error::{Kind, Problem};
use crate::source::ReadAt;
use crate::workspace::{Job, Place, import_plan};
use wasm_bindgen::prelude::*;
use web_sys::File;

#[wasm_bindgen]
impl Session {
    /// Takes what `scan` made of a dropped tar → `Imported`. `kind` = `Origin` or null, `place` = `Place` or null.
    pub fn import(&mut self, plan: &[u8], buffer: Vec<u8>, kind: JsValue, place: JsValue) -> Answer {
        let plan = Plan::from_bytes(plan).map_err(|p| thrown(&p))?;
        let (kind, place): (Option<Origin>, Option<Place>) = (from_js(kind)?, from_js(place)?);
        to_js(&self.live()?.import(plan, buffer, kind, place).map_err(|p| thrown(&p))?)
    }

    /// The same tar as another kind or at another place: one more container → `Imported`.
    #[wasm_bindgen(js_name = importAgain)]
    pub fn import_again(&mut self, import: usize, kind: JsValue, place: JsValue) -> Answer {
        let (kind, place): (Option<Origin>, Option<Place>) = (from_js(kind)?, from_js(place)?);
        to_js(&self.live()?.import_again(import, kind, place).map_err(|p| thrown(&p))?)
    }
}

/// The job to scan a dropped tar: `index` = what it is among the opened files → `Job[]` of one.
#[wasm_bindgen(js_name = importJob)]
pub fn import_job(file: File, index: usize) -> Answer {
    let source = source(file)?;
    let failed = |e: std::io::Error| thrown(&Problem::new(Kind::ReadFailed).detail(e.to_string()));
    let mut head = [0; MAGIC_BYTES];
    let got = source.read_at(0, &mut head).map_err(failed)?;
    let plan = import_plan(index, source.len(), head.get(..got).unwrap_or_default());
    jobs_to_js(vec![Job { layer: 0, key: format!("import:{index}"), plan }])
}
