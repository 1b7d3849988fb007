//! The left image of a comparison: all of its layers in one tree.

use crate::compare::Read;
use crate::image::Layer;
use crate::layer::{FileHashes, LayerBuffer};
use crate::problem::Result;
use crate::tree::Tree;
use std::rc::Rc;

/// The left image's layers, merged.
#[derive(Default)]
pub struct LeftTree {
    tree: Tree,
    read: Vec<Read>,
    hashes: Vec<Option<Rc<FileHashes>>>,
}

impl LeftTree {
    /// Begins an image of these layers with the hashes known of their files. Every layer follows, base first.
    pub fn new(hashes: Vec<Option<Rc<FileHashes>>>) -> Self {
        let mut left = Self { hashes: vec![None; hashes.len()], ..Self::default() };
        left.learn_all(hashes);
        left
    }

    /// Merges the next layer. *Errors:* `Internal` for a buffer that no scan wrote.
    pub fn add_layer(&mut self, buffer: &[u8]) -> Result<()> {
        let buffer = LayerBuffer::new(buffer)?;
        let index = self.read.len();
        let problem = buffer.summary.problem.is_some();
        if buffer.is_empty() && problem {
            self.skip_layer();
            return Ok(());
        }
        let size = Some(self.tree.add_layer(&buffer).size);
        self.read.push(Read { size, whole: !problem && self.tree.left_out(index) == 0, ..Read::default() });
        Ok(())
    }

    /// Passes over the next layer: it can't be read.
    pub fn skip_layer(&mut self) {
        self.tree.skip_layer();
        self.read.push(Read::default());
    }

    /// Takes hashes of the files of all layers.
    pub fn learn_all(&mut self, hashes: Vec<Option<Rc<FileHashes>>>) {
        for (layer, hashes) in hashes.into_iter().enumerate() {
            hashes.into_iter().for_each(|hashes| self.learn(layer, hashes));
        }
    }

    /// Takes hashes of the files of one layer.
    pub fn learn(&mut self, layer: usize, hashes: Rc<FileHashes>) {
        let Some(known) = self.hashes.get_mut(layer) else { return };
        if known.as_ref().is_none_or(|known| !Rc::ptr_eq(known, &hashes)) {
            self.tree.set_contents(layer, hashes.clone());
            *known = Some(hashes);
        }
    }

    /// All layers in one tree.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Results of reading each layer, with the diff_ids that hashing found. `found` = the diff_id of a hashed layer.
    pub fn read(&self, layers: &[Layer], found: impl Fn(&Layer) -> Option<String>) -> Vec<Read> {
        let mut read = self.read.clone();
        for (layer, read) in layers.iter().zip(&mut read) {
            read.diff_id = found(layer).or_else(|| layer.diff_id.clone());
        }
        read
    }
}
