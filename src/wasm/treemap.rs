//! The page's treemap, converted.

use super::Session;
use super::convert::{Answer, from_js, to_js};
use crate::view::{Treemap, TreemapQuery};
use tsify::Ts;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// The cells that are drawn by size.
    pub fn treemap(&mut self, query: Ts<TreemapQuery>) -> Answer<Treemap> {
        let query = from_js(query)?;
        to_js(&self.live()?.session_mut().treemap(query))
    }
}
