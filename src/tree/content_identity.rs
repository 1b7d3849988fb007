//! Which versions have the same bytes. Hashes decide it; without them headers only suggest it.

use super::{Change, LayerIndex, NodeId, Tree, Version};
use crate::layer::{FileHashes, HASH_BYTES};
use std::rc::Rc;

/// The same bytes at another path, or in another layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredCopy {
    /// The path.
    pub node: NodeId,
    /// The layer that stores them there.
    pub layer: LayerIndex,
}

impl Tree {
    /// Takes the hashes of a layer's files. The changes of that layer and of those above it are decided again: other bytes under
    /// the same size and time are a changed content, the same bytes under another time are not. Returns the layers for which
    /// that made a difference.
    pub fn set_contents(&mut self, layer: usize, contents: Rc<FileHashes>) -> Vec<usize> {
        if self.contents.len() <= layer {
            self.contents.resize_with(layer + 1, Rc::default);
        }
        if let Some(at) = self.contents.get_mut(layer) {
            *at = contents;
        }
        (layer..self.layers.len()).filter(|upper| self.decide_again(*upper, layer)).collect()
    }

    /// The BLAKE3 of a version's content, where it is known.
    pub fn content_hash(&self, version: &Version) -> Option<&[u8; HASH_BYTES]> {
        let stored = self.content_of(version)?;
        self.contents.get(usize::from(stored.layer))?.find(stored.at)
    }

    /// Whether two versions have the same bytes, where that is known: without hashes only of two sizes.
    pub fn same_bytes(&self, old: &Version, new: &Version) -> Option<bool> {
        if self.content_of(old)?.size != self.content_of(new)?.size {
            return Some(false);
        }
        Some(self.content_hash(old)? == self.content_hash(new)?)
    }

    /// FileHashes whose hash decides something and is not known: another one has the same size. For each layer where they start, ascending.
    pub fn undecided(&self) -> Vec<Vec<u64>> {
        let sizes = self.content_sizes();
        let twice: Vec<u64> =
            sizes.chunk_by(u64::eq).filter(|same| same.len() > 1).filter_map(|s| s.first().copied()).collect();
        self.unhashed(&twice)
    }

    /// The size of each stored content, ascending.
    pub fn content_sizes(&self) -> Vec<u64> {
        let mut sizes: Vec<u64> = self.versions.iter().map(Version::stored).filter(|size| *size > 0).collect();
        sizes.sort_unstable();
        sizes
    }

    /// FileHashes of these sizes (ascending) whose hash is not known: for each layer where they start, ascending.
    pub fn unhashed(&self, sizes: &[u64]) -> Vec<Vec<u64>> {
        let wanted =
            |version: &Version| sizes.binary_search(&version.size).is_ok() && self.content_hash(version).is_none();
        self.stored_places(self.versions.iter().filter(|version| version.stored() > 0 && wanted(version)))
    }

    /// Where the contents of these versions start: for each layer ascending, each place once.
    pub fn stored_places<'t>(&'t self, versions: impl Iterator<Item = &'t Version>) -> Vec<Vec<u64>> {
        let mut places = vec![Vec::new(); self.layers.len()];
        for stored in versions.filter_map(|version| self.content_of(version)) {
            if let Some(places) = places.get_mut(usize::from(stored.layer)) {
                places.push(stored.at);
            }
        }
        for places in &mut places {
            places.sort_unstable();
            places.dedup();
        }
        places
    }

    /// Where else the bytes of a version are stored: at most `limit` places, and how many there are. Empty files have no such places.
    pub fn copies(&self, version: &Version, limit: usize) -> (Vec<StoredCopy>, usize) {
        let (Some(hash), Some(own)) = (self.content_hash(version), self.content_of(version)) else {
            return (Vec::new(), 0);
        };
        let mut copies = Vec::new();
        let mut count = 0;
        for (layer, contents) in self.contents.iter().enumerate().filter(|_| own.size > 0) {
            let elsewhere = |at: &u64| layer != usize::from(own.layer) || *at != own.at;
            for at in contents.places(hash).filter(elsewhere) {
                count += 1;
                if copies.len() < limit {
                    copies.extend(self.stored_at(layer, at).map(|v| StoredCopy { node: v.node, layer: v.layer }));
                }
            }
        }
        (copies, count)
    }

    /// The version of a layer whose data starts there.
    fn stored_at(&self, layer: usize, at: u64) -> Option<&Version> {
        let versions = self.versions.get(self.layers.get(layer)?.versions.indices())?;
        versions.iter().find(|version| version.file().is_some_and(|content| content.at == at))
    }

    /// Decides again what layer `upper` did to files, as far as the contents of layer `hashed` have a part in it.
    fn decide_again(&mut self, upper: usize, hashed: usize) -> bool {
        let Some(below) = upper.checked_sub(1) else { return false };
        let Some(state) = self.layers.get_mut(upper) else { return false };
        let mut changes = std::mem::take(&mut state.changes);
        let mut differs = false;
        for (node, change) in &mut changes {
            if !matches!(change, Change::Content | Change::Attributes | Change::Unchanged) {
                continue;
            }
            let has_part = upper == hashed || self.version_in(*node, hashed).is_some();
            let Some(new) = self.version_in(*node, upper).filter(|v| has_part && v.content().is_some()) else {
                continue;
            };
            if let Some(old) = self.seen_path(*node, below) {
                let decided = self.change(Some(self.version(old)), new);
                differs |= decided != *change;
                *change = decided;
            }
        }
        if differs {
            self.mark_parents(&mut changes);
        }
        if let Some(state) = self.layers.get_mut(upper) {
            state.changes = changes;
            state.count_changes();
        }
        differs
    }
}
