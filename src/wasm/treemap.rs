//! The page's treemap, converted.

use super::{Answer, Session, from_js, to_js};
use crate::view::TreemapQuery;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// What is drawn by size → `Treemap`. `query` = `TreemapQuery`.
    pub fn treemap(&mut self, query: JsValue) -> Answer {
        let query: TreemapQuery = from_js(query)?;
        to_js(&self.live()?.session_mut().treemap(query))
    }
}
