//! Bytes that are stored for nothing, converted.

use super::Session;
use super::convert::{Answer, Answers, from_js, list_to_js, to_js};
use crate::dto::WasteInfo;
use crate::waste::{Advice, DuplicatesPage, WastePage, WasteQuery};
use tsify::Ts;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// Dead bytes of the image.
    pub fn waste(&mut self) -> Answer<WasteInfo> {
        to_js(&self.live()?.session_mut().waste().info())
    }

    /// Dead versions or directories, the largest first.
    #[wasm_bindgen(js_name = wasteRows)]
    pub fn waste_rows(&mut self, query: Ts<WasteQuery>, from: usize, count: usize) -> Answer<WastePage> {
        let query = from_js(query)?;
        to_js(&self.live()?.session_mut().waste().rows(query, from, count))
    }

    /// Contents that are stored several times.
    pub fn duplicates(&mut self, from: usize, count: usize) -> Answer<DuplicatesPage> {
        to_js(&self.live()?.session_mut().waste().duplicates(from, count))
    }

    /// Advice, the largest saving first.
    pub fn advice(&mut self) -> Answers<Advice> {
        list_to_js(&self.live()?.session_mut().waste().advice())
    }
}
