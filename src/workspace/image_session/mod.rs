//! The chosen image: its layers as they are read and proven, the tree they merge into, and what is computed of that tree.

mod progress;
mod rows;
mod shown_tree;
mod waste;

pub use progress::LayerProgress;
pub use shown_tree::TopLayer;
pub use waste::WasteView;

use super::blob_key::BlobKey;
use super::catalog::{Catalog, OpenedArchive};
use super::job::Job;
use super::layer_store::LayerStore;
use crate::archive::Archive;
use crate::compression::Codec;
use crate::container::Container;
use crate::dto::{LayerState, RowsPage, RowsQuery, VerifyState};
use crate::image::Image;
use crate::layer::{Digests, FileHashes, LayerBuffer};
use crate::problem::{Kind, Problem, Result};
use crate::report::{Engine, HeldImage, Printer, Store, Target};
use crate::tree::{NodeId, StoredContent, Tree};
use crate::view::{Row, Summary, Treemap, TreemapQuery, View};
use rows::RowsView;
use shown_tree::ShownTree;
use std::collections::HashMap;
use std::rc::Rc;
use waste::WasteCache;

/// The chosen image.
pub struct ImageSession {
    /// In the list of images.
    index: usize,
    image: Rc<Image>,
    archive: Rc<OpenedArchive>,
    /// One a layer of the image.
    layers: Vec<LayerProgress>,
    /// Scanned layers that wait for a lower one.
    waiting: HashMap<usize, Rc<Vec<u8>>>,
    tree: ShownTree,
    rows: RowsView,
    waste: WasteCache,
    /// Number of the container to be shown once all layers are merged.
    awaited: Option<usize>,
}

impl ImageSession {
    /// Begins with an image. Layers that the store knows from another image need no scan. *Errors:* `NotFound`.
    pub fn new(catalog: &Catalog, store: &mut LayerStore, index: usize) -> Result<Self> {
        Self::begin(catalog, store, index, ShownTree::default())
    }

    /// Continues with another image: views and answers start afresh. *Errors:* `NotFound`; then nothing has changed.
    pub fn choose(&mut self, catalog: &Catalog, store: &mut LayerStore, index: usize) -> Result<()> {
        let next = Self::begin(catalog, store, index, ShownTree::after(self.tree.edition()))?;
        let before = std::mem::replace(self, next);
        self.rows = before.rows.of_another();
        Ok(())
    }

    fn begin(catalog: &Catalog, store: &mut LayerStore, index: usize, tree: ShownTree) -> Result<Self> {
        let (image, archive) = catalog.get(index)?;
        let mut session = Self {
            index,
            image: image.clone(),
            archive: archive.clone(),
            layers: image.layers.iter().map(LayerProgress::new).collect(),
            waiting: HashMap::new(),
            tree,
            rows: RowsView::default(),
            waste: WasteCache::default(),
            awaited: None,
        };
        for (layer, key) in image.layers.iter().map(BlobKey::of).enumerate() {
            let Some(key) = key else { continue };
            session.waiting.extend(store.buffer(&key).map(|buffer| (layer, buffer.clone())));
            if let Some(digests) = store.digests(&key).cloned() {
                session.set_digests(layer, digests, store);
            }
            if let Some(hashes) = store.hashes(&key).cloned() {
                session.set_contents(layer, &hashes);
            }
        }
        session.merge_waiting(store);
        Ok(session)
    }

    /// Its index in the list of images.
    pub fn index(&self) -> usize {
        self.index
    }

    /// The image.
    pub fn image(&self) -> &Image {
        &self.image
    }

    /// Its archive.
    pub fn archive(&self) -> &Archive {
        &self.archive.archive
    }

    /// Its archive with what the documents say.
    pub fn opened_archive(&self) -> &OpenedArchive {
        &self.archive
    }

    /// Its layers, base first.
    pub fn layers(&self) -> &[LayerProgress] {
        &self.layers
    }

    /// The tree that is shown: layers merged so far, and the shown container's layer on top.
    pub fn tree(&self) -> &Tree {
        self.tree.shown()
    }

    /// A tree with all layers of the image; the shown container's layer may lie on top of them.
    pub fn image_tree(&self) -> &Tree {
        self.tree.of_image()
    }

    /// The key of a layer's bytes; `None` = no such layer, or no opened file holds it.
    pub fn key(&self, layer: usize) -> Option<BlobKey> {
        self.image.layers.get(layer).and_then(BlobKey::of)
    }

    /// Sizes of all layers as docker counts them; those not read count 0.
    pub fn sizes(&self) -> Vec<u64> {
        waste::sizes(&self.layers)
    }

    /// The store and the version whose output is printed unless a person asks for another.
    pub fn printer(&self) -> Printer {
        Printer { store: Store::of(&self.image), engine: Engine::default(), by_platform: false }
    }

    /// The image as a store holds it. A layer's digest is that which hashing found, or that which the documents name.
    pub fn held(&self, printer: Printer) -> HeldImage<'_> {
        let blob = |index: usize| {
            let (layer, progress) = (self.image.layers.get(index)?, self.layers.get(index)?);
            let plain = layer.diff_id.as_ref().filter(|_| layer.codec == Codec::None);
            progress.digests.blob.as_ref().or(layer.blob_digest.as_ref()).or(plain).cloned()
        };
        let target = Target::new(&self.image, &blob);
        let layers = self.layers.iter().map(|progress| progress.counts).collect();
        HeldImage { image: &self.image, printer, target, layers }
    }

    /// All layers are merged or passed over.
    pub fn complete(&self) -> bool {
        self.tree.top().is_some() || self.tree.shown().layers() == self.layers.len()
    }

    /// Layers to be scanned, base first.
    pub fn scan_jobs(&self) -> Vec<Job> {
        self.jobs(|layer, progress| progress.state == LayerState::Waiting && !self.waiting.contains_key(&layer))
    }

    /// Layers to be hashed, base first, with those of their files whose hash decides something. A layer that another image has brought is
    /// among them for its files: beside other layers more of them have a size in common.
    pub fn hash_jobs(&self) -> Vec<Job> {
        let mut files = self.image_tree().undecided();
        let waits = |progress: &LayerProgress| progress.verify == VerifyState::Waiting;
        let mut jobs = self.jobs(|_, progress| waits(progress) || progress.is_read());
        for job in &mut jobs {
            job.files = files.get_mut(job.layer).map(std::mem::take).unwrap_or_default();
            job.proven = self.layers.get(job.layer).is_some_and(|progress| !waits(progress));
        }
        jobs.retain(|job| !job.proven || !job.files.is_empty());
        jobs
    }

    /// Jobs for the layers that `wanted` chooses, base first.
    pub fn jobs(&self, wanted: impl Fn(usize, &LayerProgress) -> bool) -> Vec<Job> {
        let layers = self.layers.iter().zip(&self.image.layers).enumerate();
        let layers = layers.filter(|(index, (progress, _))| wanted(*index, progress));
        layers.filter_map(|(index, (_, layer))| Job::new(index, layer)).collect()
    }

    /// Takes a scanned layer → the layers whose info changed.
    pub(super) fn add_layer(&mut self, layer: usize, buffer: Rc<Vec<u8>>, store: &mut LayerStore) -> Vec<usize> {
        self.waiting.insert(layer, buffer);
        self.merge_waiting(store)
    }

    /// Passes over a layer that can't be scanned at all → the layers whose info changed.
    pub(super) fn fail_layer(&mut self, layer: usize, problem: Problem, store: &mut LayerStore) -> Vec<usize> {
        if let Some(progress) = self.layers.get_mut(layer) {
            progress.fail(layer, problem);
        }
        let mut changed = self.merge_waiting(store);
        changed.push(layer);
        changed
    }

    /// Merges the layers that can be merged, in their order → the layers whose info changed.
    fn merge_waiting(&mut self, store: &mut LayerStore) -> Vec<usize> {
        let mut changed = Vec::new();
        let Some(tree) = self.tree.for_merging() else { return changed };
        self.waste = WasteCache::default();
        loop {
            let next = tree.layers();
            let Some((progress, layer)) = self.layers.get_mut(next).zip(self.image.layers.get(next)) else { break };
            match self.waiting.remove(&next) {
                Some(bytes) => match LayerBuffer::new(&bytes) {
                    Ok(buffer) => {
                        if progress.take_scan(next, &layer.name, &buffer) {
                            let counts = tree.add_layer(&buffer);
                            progress.counts = Some(counts);
                            if let Some(key) = BlobKey::of(layer) {
                                store.set_size(key, counts.size);
                            }
                        } else {
                            tree.skip_layer();
                        }
                        let left_out = tree.left_out(next);
                        if left_out > 0 {
                            progress.leave_out(next, &layer.name, left_out);
                        }
                    }
                    Err(problem) => {
                        progress.fail(next, *problem);
                        tree.skip_layer();
                    }
                },
                None if progress.is_passed_over() => tree.skip_layer(),
                None => break,
            }
            changed.push(next);
        }
        if changed.is_empty() || tree.layers() < self.layers.len() {
            return changed;
        }
        for (progress, dead) in self.layers.iter_mut().zip(tree.dead_bytes()) {
            progress.dead = progress.counts.map(|_| dead);
        }
        (0..self.layers.len()).collect()
    }

    /// Takes the digests of a layer, and compares them with those that the documents name.
    pub(super) fn set_digests(&mut self, layer: usize, digests: Digests, store: &mut LayerStore) {
        let Some((progress, of)) = self.layers.get_mut(layer).zip(self.image.layers.get(layer)) else { return };
        let Some(key) = BlobKey::of(of) else { return };
        store.set_digests(key, progress.prove(layer, of, digests));
    }

    /// Takes hashes of a layer's files → the layers whose info changed.
    pub(super) fn set_contents(&mut self, layer: usize, hashes: &Rc<FileHashes>) -> Vec<usize> {
        self.waste = WasteCache::default();
        let changed = self.tree.set_contents(layer, hashes);
        for (index, counts) in changed.counts {
            if let Some(progress) = self.layers.get_mut(index) {
                progress.counts = Some(counts);
            }
        }
        if !changed.shown.is_empty() {
            self.rows.forget();
        }
        changed.shown
    }

    /// Shows a container as soon as all layers are merged.
    pub(super) fn await_container(&mut self, id: Option<usize>) {
        self.awaited = id;
    }

    /// The container that is to be shown now; it is awaited no longer.
    pub(super) fn take_awaited(&mut self) -> Option<usize> {
        self.awaited.take_if(|_| self.tree.top().is_some() || self.tree.shown().layers() == self.layers.len())
    }

    /// Number of the container that is shown, or will be.
    pub fn container(&self) -> Option<usize> {
        self.top().map(|top| top.container).or(self.awaited)
    }

    /// The layer of the shown container.
    pub fn top(&self) -> Option<&TopLayer> {
        self.tree.top()
    }

    /// Layers that are shown, the container's among them.
    pub fn shown_layers(&self) -> usize {
        self.top().map_or(self.layers.len(), |top| top.index + 1)
    }

    /// Lays a container on its layers. All of them are merged.
    pub(super) fn mount(&mut self, id: usize, container: &Container) {
        let index = container.height().map_or(0, |height| height + 1);
        self.tree.mount(id, index, container.upper());
        self.rows.forget();
    }

    /// Replaces the shown container's layer after a change.
    pub(super) fn remount(&mut self, container: &Container) {
        self.tree.remount(container.upper());
        self.rows.forget();
    }

    /// Shows the image alone.
    pub(super) fn unmount(&mut self) {
        if self.tree.unmount() {
            self.rows.forget();
        }
        self.awaited = None;
    }

    /// Rows of a view and what the query finds in it: how many there are, and those asked for in full.
    pub fn ask(&mut self, question: impl Into<RowsQuery>, from: usize, count: usize) -> RowsPage {
        self.rows.ask(self.tree.shown(), self.layers.len(), question.into(), from, count)
    }

    /// Rows of a plain view: how many there are, totals of the view, and those asked for in full.
    pub fn rows(&mut self, view: View, from: usize, count: usize) -> (usize, Summary, Vec<Row>) {
        let RowsPage { total, summary, rows, .. } = self.ask(view, from, count);
        (total, summary, rows)
    }

    /// Opens or closes a directory.
    pub fn expand(&mut self, node: NodeId, open: bool, deep: bool) {
        self.rows.expand(self.tree.shown(), node, open, deep);
    }

    /// Opens all parents of a node → the index of its row in the last answer; `None` = it has no row there.
    pub fn reveal(&mut self, node: NodeId) -> Option<usize> {
        self.rows.reveal(self.tree.shown(), self.layers.len(), node)
    }

    /// Cells of a directory, each with everything below it summed up.
    pub fn treemap(&mut self, query: TreemapQuery) -> Treemap {
        self.rows.treemap(self.tree.shown(), query)
    }

    /// Questions about dead bytes of the image.
    pub fn waste(&mut self) -> WasteView<'_> {
        let Self { waste, image, tree, layers, .. } = self;
        WasteView { cache: waste, image, tree: tree.of_image(), layers }
    }

    /// The version that holds the content of a path in a layer: of a hard link, the one that a lower layer may store.
    pub fn stored_in(&self, node: NodeId, layer: usize) -> Option<StoredContent> {
        self.tree().content_of(self.tree().version_in(node, layer)?)
    }

    /// Counts the changes after which a version's number may stand for something else.
    pub fn edition(&self) -> u64 {
        self.tree.edition()
    }

    /// *Errors:* `Changed` when the tree has changed since it had this edition.
    pub fn unchanged_since(&self, edition: u64) -> Result<()> {
        if edition == self.edition() { Ok(()) } else { Err(Box::new(Problem::new(Kind::Changed))) }
    }
}
