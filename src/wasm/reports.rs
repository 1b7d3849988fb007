//! Reports on their way to the page, batch by batch.

use super::{Answer, Session, from_js, object, thrown};
use crate::error::{Kind, Problem};
use crate::workspace::ReportKind;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// The Dockerfile as far as history tells it.
    pub fn dockerfile(&mut self) -> Result<String, JsValue> {
        Ok(self.live()?.documents().dockerfile())
    }

    /// Begins a report, a `ReportKind` → `{ steps }`; `reportBatch` gives it then. `now`: milliseconds since 1970.
    #[wasm_bindgen(js_name = reportStart)]
    pub fn report_start(&mut self, kind: JsValue, korean: bool, now: f64) -> Answer {
        let kind: ReportKind = from_js(kind)?;
        let report = self.live()?.reporter().begin(kind, korean, (now / 1000.0) as i64);
        let steps = report.steps();
        self.report = Some(report);
        object([("steps", JsValue::from_f64(steps as f64))])
    }

    /// The report from step `from` on → `{ bytes, next }`; when `next` is `steps`, that was the last.
    #[wasm_bindgen(js_name = reportBatch)]
    pub fn report_batch(&mut self, from: usize) -> Answer {
        let report = self.report.take().ok_or_else(|| thrown(&Problem::new(Kind::NotFound).detail("no report")))?;
        let (bytes, next) = self.live()?.reporter().batch(&report, from);
        if next < report.steps() {
            self.report = Some(report);
        }
        object([("bytes", Uint8Array::from(&*bytes).into()), ("next", JsValue::from_f64(next as f64))])
    }
}
