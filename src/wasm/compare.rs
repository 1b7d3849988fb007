//! Two images side by side, converted.

use super::convert::{Answer, Answers, list_to_js, option_from_js, or_thrown, to_js};
use super::{CompareJob, Job, Session};
use crate::compare::Status;
use crate::dto::{Compared, ComparedPage};
use crate::layer::{Digests, FileHashes};
use tsify::Ts;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// Begins to compare the chosen image with another one → the layers of that one to be scanned.
    #[wasm_bindgen(js_name = compareJobs)]
    pub fn compare_jobs(&mut self, left: usize) -> Answers<Job> {
        let jobs = or_thrown(self.live()?.comparing().jobs(left))?;
        jobs.iter().map(|job| to_js(&Job::new(job)?)).collect()
    }

    /// The layers of either image to be hashed, so that their bytes decide what is the same.
    #[wasm_bindgen(js_name = compareHashJobs)]
    pub fn compare_hash_jobs(&mut self) -> Answers<CompareJob> {
        let jobs = self.live()?.comparing().hash_jobs().into_iter();
        let jobs = jobs.map(|(left, job)| Ok(CompareJob { job: Job::new(&job)?, left }));
        list_to_js(&jobs.collect::<Result<Vec<_>, JsValue>>()?)
    }

    /// Takes a scanned layer of the other image.
    #[wasm_bindgen(js_name = compareLayer)]
    pub fn compare_layer(&mut self, layer: usize, buffer: Vec<u8>) -> Result<(), JsValue> {
        or_thrown(self.live()?.comparing().layer(layer, buffer))
    }

    /// Marks a layer of the other image as unreadable.
    #[wasm_bindgen(js_name = compareFail)]
    pub fn compare_fail(&mut self, layer: usize) -> Result<(), JsValue> {
        self.live()?.comparing().fail(layer);
        Ok(())
    }

    /// Takes the hashes of a layer of the other image and of its files; no digests where only files were hashed.
    #[wasm_bindgen(js_name = compareDigests)]
    pub fn compare_digests(
        &mut self,
        layer: usize,
        digests: Option<Ts<Digests>>,
        contents: Vec<u8>,
    ) -> Result<(), JsValue> {
        let digests = option_from_js(digests)?;
        self.live()?.comparing().digests(layer, digests, FileHashes::from_bytes(contents));
        Ok(())
    }

    /// Compares.
    #[wasm_bindgen(js_name = compareDone)]
    pub fn compare_done(&mut self) -> Answer<Compared> {
        to_js(&or_thrown(self.live()?.comparing().done())?)
    }

    /// The paths that differ, of one status or of all. The query is the search's own, asked of both tops.
    #[wasm_bindgen(js_name = compareRows)]
    pub fn compare_rows(
        &mut self,
        status: Option<Ts<Status>>,
        query: &str,
        from: usize,
        count: usize,
    ) -> Answer<ComparedPage> {
        let status = option_from_js(status)?;
        to_js(&or_thrown(self.live()?.comparing().rows(status, query, from, count))?)
    }
}
