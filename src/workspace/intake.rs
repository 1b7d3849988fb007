//! The results of work that is done elsewhere, in workers or at once: scanned layers, digests, hashes and sums of files.

use super::catalog::Catalog;
use super::container_session::ContainerSession;
use super::image_session::ImageSession;
use super::job::Job;
use super::layer_store::LayerStore;
use super::shown_container::ShownContainerMut;
use super::sums;
use crate::layer::{Digests, FileHashes, LayerBuffer, ScanRange, hash, join, scan};
use crate::problem::{Problem, Result};
use crate::source::{Sources, block_on};
use crate::tree::NodeId;
use std::rc::Rc;

/// Takes what was found about layers of the chosen image.
pub struct Intake<'w> {
    pub(super) catalog: &'w Catalog,
    pub(super) store: &'w mut LayerStore,
    pub(super) session: &'w mut ImageSession,
    pub(super) containers: &'w mut ContainerSession,
}

impl Intake<'_> {
    /// Takes a scanned layer → the layers whose info changed. *Errors:* `Internal` for a buffer that no scan wrote.
    pub fn add_layer(&mut self, layer: usize, buffer: Vec<u8>) -> Result<Vec<usize>> {
        LayerBuffer::new(&buffer)?;
        let buffer = Rc::new(buffer);
        if let Some(key) = self.session.key(layer).filter(|_| self.catalog.images().len() > 1) {
            self.store.keep_buffer(key, &buffer);
        }
        let changed = self.session.add_layer(layer, buffer, self.store);
        self.mount_awaited();
        Ok(changed)
    }

    /// Takes a layer that several workers have scanned, stretch by stretch. *Errors:* as `add_layer`.
    pub fn add_stretches(&mut self, layer: usize, mut stretches: Vec<Vec<u8>>) -> Result<Vec<usize>> {
        match stretches.pop() {
            Some(whole) if stretches.is_empty() => self.add_layer(layer, whole),
            last => {
                stretches.extend(last);
                self.add_layer(layer, join(stretches)?)
            }
        }
    }

    /// Passes over a layer that can't be scanned at all → the layers whose info changed.
    pub fn fail_layer(&mut self, layer: usize, problem: Problem) -> Vec<usize> {
        let changed = self.session.fail_layer(layer, problem, self.store);
        self.mount_awaited();
        changed
    }

    /// Takes the digests of a layer, and compares them with those that the documents name.
    pub fn set_digests(&mut self, layer: usize, digests: Digests) {
        self.session.set_digests(layer, digests, self.store);
    }

    /// Takes hashes of a layer's files → the layers whose info changed.
    pub fn set_contents(&mut self, layer: usize, hashes: FileHashes) -> Vec<usize> {
        let Some(key) = self.session.key(layer) else { return Vec::new() };
        let hashes = self.store.learn_hashes(key, hashes);
        self.session.set_contents(layer, &hashes)
    }

    /// Keeps the sha256, in hex, of a version's content. *Errors:* `NotFound` for a version without content, and for a text that is no hash.
    pub fn learn_sum(&mut self, node: NodeId, layer: usize, sha256: &str) -> Result<()> {
        sums::learn(self.store, self.session, node, layer, sha256)
    }

    /// Scans all layers at once. *Errors:* as `add_layer`.
    pub fn scan_all(&mut self, sources: &dyn Sources) -> Result<()> {
        for Job { layer, plan, .. } in self.session.scan_jobs() {
            let buffer = block_on(sources, async |feed| scan(&plan, &feed, &ScanRange::default(), &mut |_| {}).await);
            self.add_layer(layer, buffer)?;
        }
        Ok(())
    }

    /// Hashes all layers at once, with every file in them.
    pub fn hash_all(&mut self, sources: &dyn Sources) {
        let tree = self.session.image_tree();
        let mut all = tree.unhashed(&tree.content_sizes());
        for Job { layer, plan, .. } in self.session.hash_jobs() {
            let files = all.get_mut(layer).map(std::mem::take).unwrap_or_default();
            let (digests, hashes) = block_on(sources, async |feed| hash(&plan, &feed, &files, &mut |_| {}).await);
            self.set_contents(layer, hashes);
            self.set_digests(layer, digests);
        }
    }

    fn mount_awaited(&mut self) {
        ShownContainerMut { session: self.session, containers: self.containers }.mount_awaited();
    }
}
