//! Progress on its way to the page.

use super::convert::OnProgress;
use wasm_bindgen::prelude::*;

/// Progress once every so many stored bytes: a call into JavaScript costs more than an entry.
pub(super) fn stepped(total: u64, on_progress: OnProgress) -> impl FnMut(u64) {
    const STEP: u64 = 4 << 20;
    let mut next = 0;
    move |done| {
        if done >= next {
            next = done + STEP;
            report(&on_progress, done, total);
        }
    }
}

pub(super) fn report(on_progress: &OnProgress, done: u64, total: u64) {
    let _ = on_progress.call2(&JsValue::NULL, &JsValue::from_f64(done as f64), &JsValue::from_f64(total as f64));
}
