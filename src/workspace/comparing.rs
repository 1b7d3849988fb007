//! A comparison step by step: layers of the left image come in, the result goes out.

use super::catalog::Catalog;
use super::comparison::{ComparisonSession, lacks};
use super::image_session::ImageSession;
use super::job::Job;
use super::layer_store::LayerStore;
use crate::compare::Status;
use crate::dto::{Compared, ComparedPage};
use crate::layer::{Digests, FileHashes, LayerBuffer, ScanRange, hash, hash_files, scan};
use crate::problem::Result;
use crate::source::{Sources, block_on};
use std::rc::Rc;

/// Compares the chosen image with another one.
pub struct Comparing<'w> {
    pub(super) catalog: &'w Catalog,
    pub(super) store: &'w mut LayerStore,
    pub(super) session: &'w mut ImageSession,
    pub(super) comparison: &'w mut Option<ComparisonSession>,
}

impl Comparing<'_> {
    /// Begins with a left image, or continues with it → its layers to be scanned, except those that are known. *Errors:* `NotFound` for an
    /// image that does not exist.
    pub fn jobs(&mut self, left: usize) -> Result<Vec<Job>> {
        let image = self.catalog.image(left)?;
        let same = self.comparison.take().filter(|comparison| comparison.left() == left);
        let comparison = self.comparison.insert(same.unwrap_or_else(|| ComparisonSession::new(left, image.clone())));
        Ok(comparison.jobs(self.store))
    }

    /// Takes a scanned layer of the left image. *Errors:* `Internal` for a buffer that no scan wrote.
    pub fn layer(&mut self, layer: usize, buffer: Vec<u8>) -> Result<()> {
        LayerBuffer::new(&buffer)?;
        let buffer = Rc::new(buffer);
        let Some(comparison) = self.comparison else { return Ok(()) };
        if let Some(key) = comparison.key(layer) {
            self.store.keep_buffer(key, &buffer);
        }
        comparison.add_layer(layer, buffer);
        Ok(())
    }

    /// Passes over a layer of the left image that can't be scanned at all.
    pub fn fail(&mut self, layer: usize) {
        if let Some(comparison) = self.comparison {
            comparison.fail_layer(layer);
        }
    }

    /// Takes the hashes of a layer of the left image and of its files; no digests when only files were hashed.
    pub fn digests(&mut self, layer: usize, digests: Option<Digests>, hashes: FileHashes) {
        let Some(comparison) = self.comparison else { return };
        let Some(key) = comparison.key(layer) else { return };
        if let Some(digests) = digests {
            self.store.set_digests(key.clone(), digests);
        }
        comparison.learn(layer, self.store.learn_hashes(key, hashes));
    }

    /// Compares, once all layers that `jobs` asked for are here. *Errors:* `NotFound` when no comparison has begun, or a layer of one of the
    /// two has not been read.
    pub fn done(&mut self) -> Result<Compared> {
        let comparison = self.comparison.as_mut().ok_or_else(|| lacks("a comparison"))?;
        comparison.compare(self.store, self.session)
    }

    /// Compares at once and by the bytes: reads all layers of the left image, hashes all that decides. *Errors:* as `done`.
    pub fn all(&mut self, left: usize, sources: &dyn Sources) -> Result<Compared> {
        for Job { layer, plan, .. } in self.jobs(left)? {
            let buffer = block_on(sources, async |feed| scan(&plan, &feed, &ScanRange::default(), &mut |_| {}).await);
            self.layer(layer, buffer)?;
        }
        self.done()?;
        for (is_left, Job { layer, plan, files, proven, .. }) in self.hash_jobs() {
            let (digests, hashes) = block_on(sources, async |feed| match proven {
                true => (None, hash_files(&plan, &feed, &files, &mut |_| {}).await),
                false => {
                    let (digests, hashes) = hash(&plan, &feed, &files, &mut |_| {}).await;
                    (Some(digests), hashes)
                }
            });
            if is_left {
                self.digests(layer, digests, hashes);
            } else if let Some(key) = self.session.key(layer) {
                let hashes = self.store.learn_hashes(key, hashes);
                self.session.set_contents(layer, &hashes);
            }
        }
        self.done()
    }

    /// Layers of either image to be hashed, so that the next comparison rests on bytes; `true` = of the left image.
    pub fn hash_jobs(&self) -> Vec<(bool, Job)> {
        let comparison = self.comparison.as_ref();
        comparison.map(|comparison| comparison.hash_jobs(self.store, self.session)).unwrap_or_default()
    }

    /// Paths that differ, largest first: of one status, and found by a query (`crate::search`). *Errors:* `NotFound` when nothing has been
    /// compared.
    pub fn rows(&mut self, status: Option<Status>, query: &str, from: usize, count: usize) -> Result<ComparedPage> {
        let session = &*self.session;
        let comparison = self.comparison.as_mut().ok_or_else(|| lacks("a comparison"))?;
        comparison.rows(session, (status, query), from, count)
    }
}
