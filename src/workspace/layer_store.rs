//! Facts about layers that outlive the chosen image: scanned entries, sizes, digests, hashes of files.

use super::blob_key::BlobKey;
use crate::layer::{Digests, FileHashes};
use std::collections::HashMap;
use std::rc::Rc;

/// Bytes of scanned layers that are kept for the next image. A scanned layer takes about 100 bytes an entry.
const KEPT_BUFFERS: usize = 64 << 20;

/// Facts about layers by where their bytes are stored.
#[derive(Debug, Default)]
pub struct LayerStore {
    blobs: HashMap<BlobKey, KnownLayer>,
    /// Bytes of all kept buffers.
    kept_bytes: usize,
}

#[derive(Debug, Default)]
struct KnownLayer {
    buffer: Option<Rc<Vec<u8>>>,
    size: Option<u64>,
    digests: Option<Digests>,
    hashes: Option<Rc<FileHashes>>,
    /// sha256 of files in hex, by the offset of the content.
    sums: HashMap<u64, String>,
}

impl LayerStore {
    fn known(&mut self, key: BlobKey) -> &mut KnownLayer {
        self.blobs.entry(key).or_default()
    }

    /// Keeps a scanned layer while there is room.
    pub fn keep_buffer(&mut self, key: BlobKey, buffer: &Rc<Vec<u8>>) {
        let total = self.kept_bytes + buffer.len();
        let known = self.known(key);
        if total <= KEPT_BUFFERS && known.buffer.is_none() {
            known.buffer = Some(buffer.clone());
            self.kept_bytes = total;
        }
    }

    /// A scanned layer, if it is kept.
    pub fn buffer(&self, key: &BlobKey) -> Option<&Rc<Vec<u8>>> {
        self.blobs.get(key)?.buffer.as_ref()
    }

    /// Keeps the size of a layer's files as docker counts it, in bytes.
    pub fn set_size(&mut self, key: BlobKey, size: u64) {
        self.known(key).size = Some(size);
    }

    /// The size of a layer's files as docker counts it; `None` = the layer has not been read.
    pub fn size(&self, key: &BlobKey) -> Option<u64> {
        self.blobs.get(key)?.size
    }

    /// Keeps the digests that hashing found.
    pub fn set_digests(&mut self, key: BlobKey, digests: Digests) {
        self.known(key).digests = Some(digests);
    }

    /// The digests that hashing found; `None` = the layer has not been hashed.
    pub fn digests(&self, key: &BlobKey) -> Option<&Digests> {
        self.blobs.get(key)?.digests.as_ref()
    }

    /// Adds hashes of a layer's files to those known → all of them.
    pub fn learn_hashes(&mut self, key: BlobKey, hashes: FileHashes) -> Rc<FileHashes> {
        let known = self.known(key).hashes.get_or_insert_default();
        Rc::make_mut(known).merge(hashes);
        known.clone()
    }

    /// Hashes of a layer's files.
    pub fn hashes(&self, key: &BlobKey) -> Option<&Rc<FileHashes>> {
        self.blobs.get(key)?.hashes.as_ref()
    }

    /// Keeps the sha256, in hex, of the file whose content starts at byte `at` of the layer.
    pub fn learn_sum(&mut self, key: BlobKey, at: u64, sha256: &str) {
        self.known(key).sums.insert(at, sha256.to_owned());
    }

    /// The sha256, in hex, of the file whose content starts at byte `at`; `None` = no one asked for it before.
    pub fn sum(&self, key: &BlobKey, at: u64) -> Option<&str> {
        self.blobs.get(key)?.sums.get(&at).map(String::as_str)
    }
}
