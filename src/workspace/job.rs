//! A layer to be scanned or hashed by a worker.

use super::blob_key::BlobKey;
use crate::archive::Plan;
use crate::image::Layer;

/// A layer to be scanned or hashed by a worker.
#[derive(Debug, Clone)]
pub struct Job {
    /// Index in the image.
    pub layer: usize,
    /// Jobs for the same bytes have the same key, whichever image they belong to.
    pub key: String,
    /// Where and how to read.
    pub plan: Plan,
    /// Of a hash job: offsets of the files that need a hash of their own, ascending.
    pub files: Vec<u64>,
    /// Of a hash job: the layer's digests are known, only files need a hash.
    pub proven: bool,
}

impl Job {
    /// A job for a whole layer; `None` = no opened file holds the layer.
    pub fn new(index: usize, layer: &Layer) -> Option<Self> {
        let key = BlobKey::of(layer)?.to_string();
        Some(Self { layer: index, key, plan: layer.plan.clone()?, files: Vec::new(), proven: false })
    }
}
