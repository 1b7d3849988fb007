//! Containers from real life, converted: a dropped tar beside the opened archive.

use super::convert::{Answer, Answers, option_from_js, or_thrown, to_js};
use super::{Job, Session};
use crate::archive::Plan;
use crate::container::import::Origin;
use crate::dto::{ImportPlace, Imported};
use crate::workspace::{self, import_plan};
use tsify::Ts;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// Takes a scanned tar, with the plan of its job. Without `kind` its content decides; without `place` the best fit.
    pub fn import(
        &mut self,
        plan: &[u8],
        buffer: Vec<u8>,
        kind: Option<Ts<Origin>>,
        place: Option<Ts<ImportPlace>>,
    ) -> Answer<Imported> {
        let plan = or_thrown(Plan::from_bytes(plan))?;
        let (kind, place) = (option_from_js(kind)?, option_from_js(place)?);
        to_js(&or_thrown(self.live()?.importer().import(plan, buffer, kind, place))?)
    }

    /// The same tar as another kind or at another place: one more container.
    #[wasm_bindgen(js_name = importAgain)]
    pub fn import_again(
        &mut self,
        import: usize,
        kind: Option<Ts<Origin>>,
        place: Option<Ts<ImportPlace>>,
    ) -> Answer<Imported> {
        let (kind, place) = (option_from_js(kind)?, option_from_js(place)?);
        to_js(&or_thrown(self.live()?.importer().again(import, kind, place))?)
    }
}

/// The job to scan a dropped tar: `index` = the number of the opened file, `len` = its bytes, `head` = the first of them → one job.
#[wasm_bindgen(js_name = importJob)]
pub fn import_job(index: usize, len: f64, head: &[u8]) -> Answers<Job> {
    let plan = import_plan(index, len as u64, head);
    let job = workspace::Job { layer: 0, key: format!("import:{index}"), plan, files: Vec::new(), proven: false };
    Ok(vec![to_js(&Job::new(&job)?)?])
}
