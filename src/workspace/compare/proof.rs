//! What has to be hashed so that two images are compared by their bytes, and what of that is known.

use super::{Comparing, Merged, own};
use crate::compare::Read;
use crate::image::{Image, Layer};
use crate::layer::FileHashes;
use crate::tree::{Tree, VersionId};
use crate::workspace::{Job, LayerState, VerifyState, Workspace, key_of};
use std::rc::Rc;

impl Workspace {
    /// Layers of either image to be hashed, so that the next comparison tells from the bytes what is the same: those of the left one that nobody has
    /// proven, and files of both whose bytes decide something. `true` = a layer of the left image.
    pub fn compare_hash_jobs(&self) -> Vec<(bool, Job)> {
        let Some(Comparing { left, merged: Some(merged), deciding, .. }) = &self.comparing else { return Vec::new() };
        let (old, new) = (&merged.tree, self.image_tree());
        let [of_old, of_new] = deciding;
        let unhashed = |tree: &Tree, ids: &[VersionId]| {
            tree.stored_places(
                ids.iter().map(|id| tree.version(*id)).filter(|version| tree.content_hash(version).is_none()),
            )
        };
        let mut all_old_files = old.stored_places(of_old.iter().map(|id| old.version(*id)));
        let mut old_files = unhashed(old, of_old);
        let mut new_files = unhashed(new, of_new);
        let mut jobs = Vec::new();
        for mut job in self.left_jobs(*left, |_, _| true) {
            job.proven = self.digests.contains_key(&job.key);
            // What is known of a layer that is not proven is borrowed of its twin.
            let files = if job.proven { &mut old_files } else { &mut all_old_files };
            job.files = files.get_mut(job.layer).map(std::mem::take).unwrap_or_default();
            jobs.push((true, job));
        }
        for mut job in self.jobs(|_, progress| matches!(progress.state, LayerState::Ready | LayerState::Damaged)) {
            job.files = new_files.get_mut(job.layer).map(std::mem::take).unwrap_or_default();
            job.proven = true;
            jobs.push((false, job));
        }
        jobs.retain(|(_, job)| !job.proven || !job.files.is_empty());
        jobs
    }

    /// The left image's layers, with what was found by hashing since.
    pub(super) fn read_left(&self, image: &Image, merged: &Merged) -> Vec<Read> {
        let mut read = merged.read.clone();
        for (layer, read) in image.layers.iter().zip(&mut read) {
            let found = key_of(layer).and_then(|key| self.digests.get(&key)?.diff_id.clone());
            read.diff_id = own(layer, found).or_else(|| layer.diff_id.clone());
        }
        read
    }

    /// Is there a layer of which only the documents tell that both images have it? One that lies at one place is one.
    pub(super) fn told_alone(&self, left: &Image) -> bool {
        let found = |layer: &Layer| {
            key_of(layer).is_some_and(|key| self.digests.get(&key).is_some_and(|digests| digests.diff_id.is_some()))
        };
        let sure = |one: &Layer, other: &Layer| key_of(one) == key_of(other) || found(one) && found(other);
        left.layers.iter().filter(|one| one.diff_id.is_some()).any(|one| {
            let mut same = self.image().layers.iter().filter(|other| other.diff_id == one.diff_id).peekable();
            same.peek().is_some() && !same.any(|other| sure(one, other))
        })
    }

    /// What the files of a layer hash to, as far as anybody knows; true = taken from a proven layer of the chosen image with the same diff_id.
    pub(super) fn hashes_of(&self, layer: &Layer) -> Option<(Rc<FileHashes>, bool)> {
        if let Some(contents) = key_of(layer).and_then(|key| self.contents.get(&key)) {
            return Some((contents.clone(), false));
        }
        let diff_id = layer.diff_id.as_ref()?;
        let proven = self.image().layers.iter().zip(&self.layers);
        let mut same = proven.filter(|(of, at)| of.diff_id.as_ref() == Some(diff_id) && at.verify == VerifyState::Ok);
        let contents = same.find_map(|(of, _)| self.contents.get(&key_of(of)?))?;
        Some((contents.clone(), true))
    }
}
