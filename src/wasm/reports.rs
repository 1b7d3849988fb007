//! Reports on their way to the page, batch by batch.

use super::convert::{Answer, from_js, or_thrown, to_js};
use super::session::{Session, live};
use super::{ByteArray, ReportBatch, ReportSize};
use crate::dto::ReportKind;
use tsify::Ts;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// The Dockerfile, as far as the history names its instructions.
    pub fn dockerfile(&mut self) -> Result<String, JsValue> {
        Ok(self.live()?.documents().dockerfile())
    }

    /// Begins a report; `reportBatch` gives it then. `now`: milliseconds since 1970.
    #[wasm_bindgen(js_name = reportStart)]
    pub fn report_start(&mut self, kind: Ts<ReportKind>, korean: bool, now: f64) -> Answer<ReportSize> {
        let kind = from_js(kind)?;
        let report = self.live()?.reporter().begin(kind, korean, (now / 1000.0) as i64);
        let steps = report.steps();
        self.report.begin(report, steps);
        to_js(&ReportSize { steps })
    }

    /// The report from step `from` on; when `next` is `steps`, it is the end.
    #[wasm_bindgen(js_name = reportBatch)]
    pub fn report_batch(&mut self, from: usize) -> Answer<ReportBatch> {
        let workspace = live(&mut self.workspace)?;
        let step = self.report.next(from, |report, from| Ok(workspace.reporter().batch(report, from)));
        let (bytes, next) = or_thrown(step)?;
        to_js(&ReportBatch { bytes: ByteArray(bytes), next })
    }
}
