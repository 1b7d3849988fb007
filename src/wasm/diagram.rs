//! Questions of the page's overlay diagram and of links, converted.

use super::Session;
use super::convert::{Answer, thrown, to_js};
use crate::problem::{Kind, Problem};
use crate::view::{Diagram, ResolvedLink, diagram, resolve_link};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// A page of a directory's overlay diagram. With `several`: only names that more than one layer concerns.
    pub fn diagram(&mut self, node: u32, height: usize, several: bool, from: usize, count: usize) -> Answer<Diagram> {
        let diagram = diagram(self.live()?.tree(), node.into(), height, several, from, count);
        to_js(&diagram.ok_or_else(|| nowhere(node))?)
    }

    /// The end of a link, and all names of its content.
    pub fn follow(&mut self, node: u32, height: usize) -> Answer<ResolvedLink> {
        to_js(&resolve_link(self.live()?.tree(), node.into(), height).ok_or_else(|| nowhere(node))?)
    }
}

fn nowhere(node: u32) -> JsValue {
    thrown(&Problem::new(Kind::NotFound).detail(format!("path {node}")))
}
