//! Two images beside each other, converted. Shapes: `www/types.images.d.ts`.

use super::{Answer, Session, from_js, job_to_js, jobs_to_js, thrown, to_js};
use crate::compare::Status;
use crate::layer::FileHashes;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// Begins to compare the chosen image with another one: layers of that one to be scanned → `Job[]`.
    #[wasm_bindgen(js_name = compareJobs)]
    pub fn compare_jobs(&mut self, left: usize) -> Answer {
        let jobs = self.live()?.comparing().jobs(left).map_err(|p| thrown(&p))?;
        jobs_to_js(jobs)
    }

    /// Layers of either image to be hashed, so that their bytes tell what is the same → `CompareJob[]`: `left` = of the other image.
    #[wasm_bindgen(js_name = compareHashJobs)]
    pub fn compare_hash_jobs(&mut self) -> Answer {
        let list = js_sys::Array::new();
        for (left, job) in self.live()?.comparing().hash_jobs() {
            let js = job_to_js(&job)?;
            js_sys::Reflect::set(&js, &JsValue::from_str("left"), &JsValue::from_bool(left))?;
            list.push(&js);
        }
        Ok(list.into())
    }

    /// Takes a scanned layer of the other image.
    #[wasm_bindgen(js_name = compareLayer)]
    pub fn compare_layer(&mut self, layer: usize, buffer: Vec<u8>) -> Result<(), JsValue> {
        self.live()?.comparing().layer(layer, buffer).map_err(|p| thrown(&p))
    }

    /// A layer of the other image that could not be scanned.
    #[wasm_bindgen(js_name = compareFail)]
    pub fn compare_fail(&mut self, layer: usize) -> Result<(), JsValue> {
        self.live()?.comparing().fail(layer);
        Ok(())
    }

    /// Takes what a layer of the other image and its files hash to; no digests where only files were hashed.
    #[wasm_bindgen(js_name = compareDigests)]
    pub fn compare_digests(&mut self, layer: usize, digests: JsValue, contents: Vec<u8>) -> Result<(), JsValue> {
        let digests = from_js(digests)?;
        self.live()?.comparing().digests(layer, digests, FileHashes::from_bytes(contents));
        Ok(())
    }

    /// Compares → `Compared`.
    #[wasm_bindgen(js_name = compareDone)]
    pub fn compare_done(&mut self) -> Answer {
        to_js(&self.live()?.comparing().done().map_err(|p| thrown(&p))?)
    }

    /// Paths that differ → `ComparedPage`. `status` = `Status` or null.
    #[wasm_bindgen(js_name = compareRows)]
    pub fn compare_rows(&mut self, status: JsValue, query: &str, from: usize, count: usize) -> Answer {
        let status: Option<Status> = from_js(status)?;
        to_js(&self.live()?.comparing().rows(status, query, from, count).map_err(|p| thrown(&p))?)
    }
}
