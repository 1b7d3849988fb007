//! What is stored for nothing, converted.

use super::{Answer, Session, from_js, to_js};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// Dead bytes of the image → `Waste`.
    pub fn waste(&mut self) -> Answer {
        to_js(&self.live()?.waste().info())
    }

    /// Dead versions or directories, a `WasteQuery` → `WastePage`.
    #[wasm_bindgen(js_name = wasteRows)]
    pub fn waste_rows(&mut self, query: JsValue, from: usize, count: usize) -> Answer {
        let query = from_js(query)?;
        to_js(&self.live()?.waste().rows(query, from, count))
    }

    /// FileHashes that are stored several times → `Duplicates`.
    pub fn duplicates(&mut self, from: usize, count: usize) -> Answer {
        to_js(&self.live()?.waste().duplicates(from, count))
    }

    /// What can be done → `Advice[]`.
    pub fn advice(&mut self) -> Answer {
        to_js(&self.live()?.waste().advice())
    }
}
