//! Questions of the page's overlay diagram and of links, converted.

use super::Session;
use super::convert::{Answer, thrown, to_js};
use crate::error::{Kind, Problem};
use crate::tree::{Diagram, Follow};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// A page of a directory's overlay diagram. With `several`: only names that more than one layer concerns.
    pub fn diagram(&mut self, node: u32, height: usize, several: bool, from: usize, count: usize) -> Answer<Diagram> {
        let diagram = self.live()?.tree().diagram(node.into(), height, several, from, count);
        to_js(&diagram.ok_or_else(|| nowhere(node))?)
    }

    /// The end of a link, and all names of its content.
    pub fn follow(&mut self, node: u32, height: usize) -> Answer<Follow> {
        to_js(&self.live()?.tree().follow(node.into(), height).ok_or_else(|| nowhere(node))?)
    }
}

fn nowhere(node: u32) -> JsValue {
    thrown(&Problem::new(Kind::NotFound).detail(format!("path {node}")))
}
