//! What has to be hashed so that two images are compared by their bytes, and what of that is known.

use super::{Comparing, Merged, own};
use crate::compare::{Read, SharedLayers};
use crate::image::{Image, Layer};
use crate::layer::Contents;
use crate::tree::{Tree, Version};
use crate::workspace::{Job, LayerState, VerifyState, Workspace, key_of};
use std::rc::Rc;

impl Workspace {
    /// Layers of either image to be hashed, so that the next comparison tells from the bytes what is the same: those of the left one that nobody has
    /// proven, and files of both whose size the other one has, too. `true` = a layer of the left image.
    pub fn compare_hash_jobs(&self) -> Vec<(bool, Job)> {
        let Some(Comparing { left, merged: Some(merged), .. }) = &self.comparing else { return Vec::new() };
        let (old, new) = (&merged.tree, self.image_tree());
        let shared = self.images.list.get(*left).map(|image| self.shared(image, merged));
        let of_both = |side: usize, layer: usize| shared.as_ref().is_some_and(|shared| shared.has(side, layer));
        let sizes =
            |tree: &Tree, side: usize| (tree.content_sizes(), tree.content_sizes_in(|layer| !of_both(side, layer)));
        let (old_sizes, new_sizes) = (sizes(old, 0), sizes(new, 1));
        // What both have in one layer is hashed where something else has its size.
        let wanted = |side: usize, version: &Version, (all, own): &(Vec<u64>, Vec<u64>)| {
            let sizes = if of_both(side, usize::from(version.layer)) { own } else { all };
            sizes.binary_search(&version.size).is_ok()
        };
        let mut all_old_files = old.stored_where(|version| wanted(0, version, &new_sizes));
        let mut old_files = old.stored_where(|version| wanted(0, version, &new_sizes) && old.sha256(version).is_none());
        let mut new_files = new.stored_where(|version| wanted(1, version, &old_sizes) && new.sha256(version).is_none());
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

    fn shared(&self, left: &Image, merged: &Merged) -> SharedLayers {
        SharedLayers::new(&self.read_left(left, merged), &self.read_right())
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
    pub(super) fn hashes_of(&self, layer: &Layer) -> Option<(Rc<Contents>, bool)> {
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
