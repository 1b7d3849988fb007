//! The chosen image beside another one, whose layers are read for the comparison.

mod differences;
mod hashes;
mod left;

use super::blob_key::BlobKey;
use super::image_session::{ImageSession, LayerProgress};
use super::job::Job;
use super::layer_store::LayerStore;
use crate::compare::{Outcome, Read, Side, Status, compare};
use crate::dto::{Compared, ComparedPage, LayerState};
use crate::image::{Image, Layer};
use crate::layer::FileHashes;
use crate::problem::{Kind, Problem, Result};
use crate::tree::{Tree, VersionId};
use differences::DifferenceList;
use hashes::{found_diff_id, hashes_of, own_diff_id, rests_on_documents};
use left::LeftTree;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// The left image of a comparison, and the last result. The right one is the chosen image.
pub struct ComparisonSession {
    /// In the list of images.
    left: usize,
    image: Rc<Image>,
    /// Scanned layers until all of them are here.
    waiting: HashMap<usize, Rc<Vec<u8>>>,
    /// Layers that can't be scanned at all.
    failed: HashSet<usize>,
    /// `None` = some layers are still to be scanned.
    merged: Option<LeftTree>,
    differences: DifferenceList,
    /// Versions of the left and of the right whose bytes decide about the result.
    deciding: [Vec<VersionId>; 2],
}

/// The problem of a comparison that lacks something.
pub fn lacks(what: impl Into<String>) -> Box<Problem> {
    Box::new(Problem::new(Kind::NotFound).detail(what))
}

impl ComparisonSession {
    /// Begins with a left image; `left` = its index in the list of images.
    pub fn new(left: usize, image: Rc<Image>) -> Self {
        Self {
            left,
            image,
            waiting: HashMap::new(),
            failed: HashSet::new(),
            merged: None,
            differences: DifferenceList::default(),
            deciding: Default::default(),
        }
    }

    /// Index of the left image.
    pub fn left(&self) -> usize {
        self.left
    }

    /// Layers of the left image to be scanned, except those that the store has.
    pub fn jobs(&self, store: &LayerStore) -> Vec<Job> {
        let here = |layer: &usize| self.waiting.contains_key(layer) || self.failed.contains(layer);
        let kept = |layer: &Layer| BlobKey::of(layer).is_some_and(|key| store.buffer(&key).is_some());
        let layers = self.image.layers.iter().enumerate();
        let unread = layers
            .filter(|(index, layer)| self.merged.is_none() && layer.problem.is_none() && !here(index) && !kept(layer));
        unread.filter_map(|(index, layer)| Job::new(index, layer)).collect()
    }

    /// Takes a scanned layer.
    pub fn add_layer(&mut self, layer: usize, buffer: Rc<Vec<u8>>) {
        self.waiting.insert(layer, buffer);
    }

    /// Passes over a layer that can't be scanned at all.
    pub fn fail_layer(&mut self, layer: usize) {
        self.failed.insert(layer);
    }

    /// Takes hashes of a layer's files.
    pub fn learn(&mut self, layer: usize, hashes: Rc<FileHashes>) {
        if let Some(merged) = &mut self.merged {
            merged.learn(layer, hashes);
        }
    }

    /// The key of a layer of the left image.
    pub fn key(&self, layer: usize) -> Option<BlobKey> {
        self.image.layers.get(layer).and_then(BlobKey::of)
    }

    /// Compares. *Errors:* `NotFound` when a layer of one of the two has not been read.
    pub fn compare(&mut self, store: &LayerStore, session: &ImageSession) -> Result<Compared> {
        if !session.complete() {
            return Err(lacks("all layers of the shown image"));
        }
        let known: Vec<_> = self.image.layers.iter().map(|layer| hashes_of(store, session, layer)).collect();
        let borrowed = known.iter().flatten().any(|(_, borrowed)| *borrowed);
        let hashes = known.into_iter().map(|known| known.map(|(hashes, _)| hashes)).collect();
        let merged = match self.merged.take() {
            Some(mut merged) => {
                merged.learn_all(hashes);
                merged
            }
            None => self.merge(store, hashes)?,
        };
        self.waiting.clear();
        let merged = self.merged.insert(merged);
        let left = merged.read(&self.image.layers, |layer| found_diff_id(store, layer));
        let right = read_right(session);
        let left = Side { image: &self.image, tree: merged.tree(), layers: &left };
        let right = Side { image: session.image(), tree: session.image_tree(), layers: &right };
        let Outcome { mut comparison, list, deciding } = compare(left, right);
        comparison.certain &= !borrowed && !rests_on_documents(store, &self.image, session.image());
        self.differences.replace(list);
        self.deciding = deciding;
        Ok(Compared { left: self.left, right: session.index(), comparison })
    }

    fn merge(&self, store: &LayerStore, hashes: Vec<Option<Rc<FileHashes>>>) -> Result<LeftTree> {
        let mut merged = LeftTree::new(hashes);
        for (index, layer) in self.image.layers.iter().enumerate() {
            let kept = BlobKey::of(layer).and_then(|key| store.buffer(&key));
            let buffer = kept.or_else(|| self.waiting.get(&index)).filter(|_| layer.problem.is_none());
            match buffer {
                Some(buffer) => merged.add_layer(buffer)?,
                None if layer.problem.is_some() || layer.plan.is_none() || self.failed.contains(&index) => {
                    merged.skip_layer();
                }
                None => return Err(lacks(format!("layer {} of image {}", index + 1, self.left + 1))),
            }
        }
        Ok(merged)
    }

    /// Layers of either image to be hashed, so that the next comparison rests on bytes: layers of the left image that are not proven, and
    /// files of both whose bytes decide. `true` = a layer of the left image.
    pub fn hash_jobs(&self, store: &LayerStore, session: &ImageSession) -> Vec<(bool, Job)> {
        let Some(merged) = &self.merged else { return Vec::new() };
        let (old, new) = (merged.tree(), session.image_tree());
        let [of_old, of_new] = &self.deciding;
        let unhashed = |tree: &Tree, ids: &[VersionId]| {
            let versions = ids.iter().map(|id| tree.version(*id));
            tree.stored_places(versions.filter(|version| tree.content_hash(version).is_none()))
        };
        let mut all_old_files = old.stored_places(of_old.iter().map(|id| old.version(*id)));
        let mut old_files = unhashed(old, of_old);
        let mut new_files = unhashed(new, of_new);
        let mut jobs = Vec::new();
        for (index, layer) in self.image.layers.iter().enumerate().filter(|(_, layer)| layer.problem.is_none()) {
            let Some(mut job) = Job::new(index, layer) else { continue };
            job.proven = BlobKey::of(layer).is_some_and(|key| store.digests(&key).is_some());
            // Hashes of a layer that is not proven may be those of its twin in the other image.
            let files = if job.proven { &mut old_files } else { &mut all_old_files };
            job.files = files.get_mut(index).map(std::mem::take).unwrap_or_default();
            jobs.push((true, job));
        }
        for mut job in session.jobs(|_, progress| progress.is_read()) {
            job.files = new_files.get_mut(job.layer).map(std::mem::take).unwrap_or_default();
            job.proven = true;
            jobs.push((false, job));
        }
        jobs.retain(|(_, job)| !job.proven || !job.files.is_empty());
        jobs
    }

    /// Paths that differ, largest first: of one status, and found by a query. *Errors:* `NotFound` when nothing has been compared.
    pub fn rows(
        &mut self,
        session: &ImageSession,
        asked: (Option<Status>, &str),
        from: usize,
        count: usize,
    ) -> Result<ComparedPage> {
        let merged = self.merged.as_ref().ok_or_else(|| lacks("a comparison"))?;
        Ok(self.differences.page((merged.tree(), session.image_tree()), asked, from, count))
    }
}

/// Results of reading each layer of the right image.
fn read_right(session: &ImageSession) -> Vec<Read> {
    let read = |(of, at): (&Layer, &LayerProgress)| Read {
        size: at.counts.map(|counts| counts.size),
        diff_id: own_diff_id(of, at.digests.diff_id.clone()).or_else(|| of.diff_id.clone()),
        whole: at.state == LayerState::Ready,
    };
    session.image().layers.iter().zip(session.layers()).map(read).collect()
}
