//! One of the two images that are compared, and the result of reading its layers.

use crate::image::Image;
use crate::tree::Tree;

/// One of the two images, with all layers read.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// Its documents.
    pub image: &'a Image,
    /// Its layers in one tree, without a container's layer.
    pub tree: &'a Tree,
    /// The result of reading each layer.
    pub layers: &'a [Read],
}

/// The result of reading a layer.
#[derive(Debug, Clone, Default)]
pub struct Read {
    /// Bytes, as docker counts them; `None` = unreadable.
    pub size: Option<u64>,
    /// The diff_id that hashing found, or else that of the config.
    pub diff_id: Option<String>,
    /// All of its entries are in the tree.
    pub whole: bool,
}
