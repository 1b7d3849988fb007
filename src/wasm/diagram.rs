//! Questions of the page's overlay diagram and of links, converted.

use super::{Answer, Session, thrown, to_js};
use crate::error::{Kind, Problem};
use crate::view::{diagram, resolve_link};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// A page of a directory's overlay diagram → `Diagram`.
    pub fn diagram(&mut self, node: u32, height: usize, several: bool, from: usize, count: usize) -> Answer {
        let diagram = diagram(self.live()?.tree(), node.into(), height, several, from, count);
        to_js(&diagram.ok_or_else(|| nowhere(node))?)
    }

    /// Where a link leads, and all names of its content → `Follow`.
    pub fn follow(&mut self, node: u32, height: usize) -> Answer {
        to_js(&resolve_link(self.live()?.tree(), node.into(), height).ok_or_else(|| nowhere(node))?)
    }
}

fn nowhere(node: u32) -> JsValue {
    thrown(&Problem::new(Kind::NotFound).detail(format!("path {node}")))
}
