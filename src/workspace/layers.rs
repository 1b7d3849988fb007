//! What comes of the chosen image's layers: scanned and merged in their order, hashed and held against what the documents say.

use super::{Job, LayerState, VerifyState, Workspace};
use crate::error::{Kind, Problem, Result};
use crate::layer::{Digests, FileHashes, LayerBuffer, Stretch, hash, join, scan};
use crate::source::{Sources, block_on};
use crate::text::parse_hex;
use crate::tree::{NodeId, StoredContent};
use std::rc::Rc;
use std::sync::Arc;

/// Scanned layers kept for the next image. A scanned layer takes about 100 bytes an entry.
const KEPT_BUFFERS: usize = 64 << 20;

impl Workspace {
    /// Takes a scanned layer. Returns the layers whose info changed. *Errors:* `Internal` for a buffer that is none.
    pub fn add_layer(&mut self, layer: usize, buffer: Vec<u8>) -> Result<Vec<usize>> {
        LayerBuffer::new(&buffer)?;
        let buffer = Rc::new(buffer);
        if let Some(key) = self.key(layer) {
            self.keep(key, &buffer);
        }
        self.waiting.insert(layer, buffer);
        Ok(self.merge_waiting())
    }

    /// Takes a layer that several have scanned, stretch by stretch. *Errors:* as `add_layer`.
    pub fn add_stretches(&mut self, layer: usize, mut stretches: Vec<Vec<u8>>) -> Result<Vec<usize>> {
        match stretches.pop() {
            Some(whole) if stretches.is_empty() => self.add_layer(layer, whole),
            last => {
                stretches.extend(last);
                self.add_layer(layer, join(&stretches)?)
            }
        }
    }

    /// Keeps a scanned layer for the next image that has it, if there may be one and there is room.
    pub(super) fn keep(&mut self, key: String, buffer: &Rc<Vec<u8>>) {
        let room = self.kept_bytes + buffer.len() <= KEPT_BUFFERS;
        if room && self.images.list.len() > 1 && !self.kept.contains_key(&key) {
            self.kept_bytes += buffer.len();
            self.kept.insert(key, buffer.clone());
        }
    }

    /// A layer could not be scanned at all: it is passed over. Returns the layers whose info changed.
    pub fn fail_layer(&mut self, layer: usize, problem: Problem) -> Vec<usize> {
        if let Some(progress) = self.layers.get_mut(layer) {
            progress.state = LayerState::Unreadable;
            progress.verify = VerifyState::Unknown;
            progress.problem = Some(Problem { layer: Some(layer), ..problem });
        }
        let mut changed = self.merge_waiting();
        changed.push(layer);
        changed
    }

    /// Merges what has come, in the order of the layers.
    pub(super) fn merge_waiting(&mut self) -> Vec<usize> {
        let mut changed = Vec::new();
        if self.containers.is_mounted() {
            return changed; // all is here
        }
        self.forget_waste();
        loop {
            let next = self.tree.layers();
            let Some(progress) = self.layers.get(next) else { break };
            if let Some(buffer) = self.waiting.remove(&next) {
                self.merge(next, &buffer);
            } else if matches!(progress.state, LayerState::Missing | LayerState::Unreadable) {
                self.tree.skip_layer();
            } else {
                break;
            }
            changed.push(next);
        }
        if !changed.is_empty() && self.complete() {
            for (progress, dead) in self.layers.iter_mut().zip(self.tree.dead_bytes()) {
                progress.dead = progress.counts.map(|_| dead);
            }
            self.mount_awaited();
            return (0..self.layers.len()).collect();
        }
        changed
    }

    fn merge(&mut self, layer: usize, bytes: &[u8]) {
        let member = self.image().layers.get(layer).map(|l| l.name.clone());
        let key = self.key(layer);
        let Some(progress) = self.layers.get_mut(layer) else { return };
        match LayerBuffer::new(bytes) {
            Ok(buffer) => {
                let problem = buffer.summary.problem.clone();
                let nothing = buffer.is_empty() && problem.is_some();
                progress.notes.clone_from(&buffer.summary.notes);
                progress.checkpoints = buffer.checkpoints.iter().cloned().map(Arc::new).collect();
                progress.state = match (&problem, nothing) {
                    (None, _) => LayerState::Ready,
                    (Some(_), true) => LayerState::Unreadable,
                    (Some(_), false) => LayerState::Damaged,
                };
                if nothing {
                    self.tree.skip_layer();
                } else {
                    let counts = self.tree.add_layer(&buffer);
                    progress.counts = Some(counts);
                    self.layer_sizes.extend(key.map(|key| (key, counts.size)));
                }
                let left_out = self.tree.left_out(layer);
                let full = (left_out > 0).then(|| {
                    progress.state = LayerState::Damaged;
                    Problem::new(Kind::Limit).detail(format!("{left_out} entries are left out: the image has too many"))
                });
                progress.problem = full.or(problem).map(|p| Problem { layer: Some(layer), member, ..p });
            }
            Err(problem) => {
                progress.state = LayerState::Unreadable;
                progress.problem = Some(problem.layer(layer));
                self.tree.skip_layer();
            }
        }
    }

    /// All layers are merged or passed over.
    pub fn complete(&self) -> bool {
        self.containers.is_mounted() || self.tree.layers() == self.layers.len()
    }

    /// Takes the digests of a layer and compares them with what the documents say.
    pub fn set_digests(&mut self, layer: usize, digests: Digests) {
        let Some(key) = self.key(layer) else { return };
        let Some(wanted) = self.image().layers.get(layer) else { return };
        // What a layer that is no tar was before it was encrypted or packed, its bytes don't tell.
        let opaque = wanted.problem.is_some();
        let diff_id = wanted.diff_id.as_ref().filter(|_| !opaque);
        let digests = Digests { diff_id: digests.diff_id.filter(|_| !opaque), ..digests };
        let pairs = [
            (diff_id, &digests.diff_id, Kind::DiffIdMismatch),
            (wanted.blob_digest.as_ref(), &digests.blob, Kind::BlobMismatch),
        ];
        let sha256 = |digest: Option<&String>| digest.is_some_and(|d| d.starts_with("sha256:"));
        let mut verify = VerifyState::Ok;
        let mut problem = digests.problem.clone();
        for (wanted, found, kind) in pairs {
            match (wanted.filter(|w| w.starts_with("sha256:")), found) {
                (Some(wanted), Some(found)) if !wanted.eq_ignore_ascii_case(found) => {
                    verify = VerifyState::Mismatch;
                    problem = problem.or_else(|| Some(Problem::new(kind).expected(&**wanted, found.as_str())));
                }
                (Some(_), None) if verify == VerifyState::Ok => verify = VerifyState::Unknown,
                _ => {}
            }
        }
        if verify == VerifyState::Ok && !sha256(diff_id) && !sha256(wanted.blob_digest.as_ref()) {
            verify = VerifyState::Unknown; // nothing to compare with
        }
        let member = wanted.name.clone();
        let Some(progress) = self.layers.get_mut(layer) else { return };
        progress.verify = verify;
        let problem = problem.map(|p| Problem { layer: Some(layer), member: Some(member), ..p });
        if opaque {
            progress.mismatch = problem;
        } else {
            progress.problem = progress.problem.take().or(problem);
        }
        progress.digests = digests.clone();
        self.digests.insert(key, digests);
    }

    /// Takes what the files of a layer hash to. Returns the layers whose info changed.
    pub fn set_contents(&mut self, layer: usize, contents: FileHashes) -> Vec<usize> {
        let Some(key) = self.key(layer) else { return Vec::new() };
        let contents = self.learn(key, contents);
        self.forget_waste();
        let changed = self.tell_contents(layer, contents);
        if !changed.is_empty() {
            self.views.forget();
        }
        changed
    }

    /// Keeps the sha256 of a version's content, in hex, that somebody asked for. A container's is not kept: what it holds changes.
    /// *Errors:* `NotFound` for a version without content, and for what is no hash.
    pub fn learn_sum(&mut self, node: NodeId, layer: usize, sha256: &str) -> Result<()> {
        let none = || Problem::new(Kind::NotFound).detail("no content to be hashed");
        let stored = self.stored_in(node, layer).ok_or_else(none)?;
        parse_hex::<32>(sha256).ok_or_else(none)?;
        if let Some(place) = self.place_of(stored) {
            self.sums.insert(place, sha256.to_owned());
        }
        Ok(())
    }

    /// The sha256 of a version's content, if somebody has asked for it.
    pub(super) fn sum(&self, node: NodeId, layer: usize) -> Option<String> {
        self.sums.get(&self.place_of(self.stored_in(node, layer)?)?).cloned()
    }

    fn stored_in(&self, node: NodeId, layer: usize) -> Option<StoredContent> {
        self.tree.content_of(self.tree.version_in(node, layer)?)
    }

    /// A layer of an image by its key, and where a content starts in it.
    fn place_of(&self, stored: StoredContent) -> Option<(String, u64)> {
        Some((self.key(usize::from(stored.layer))?, stored.at))
    }

    /// Keeps what the files of a layer hash to beside what was known.
    pub(super) fn learn(&mut self, key: String, contents: FileHashes) -> Rc<FileHashes> {
        let known = self.contents.entry(key).or_default();
        Rc::make_mut(known).merge(&contents);
        known.clone()
    }

    /// Scans all layers here and now.
    pub fn scan_all(&mut self, sources: &dyn Sources) -> Result<()> {
        for Job { layer, plan, .. } in self.scan_jobs() {
            let buffer = block_on(sources, async |feed| scan(&plan, &feed, &Stretch::default(), &mut |_| {}).await);
            self.add_layer(layer, buffer)?;
        }
        Ok(())
    }

    /// Hashes all layers here and now, with every file in them.
    pub fn hash_all(&mut self, sources: &dyn Sources) {
        let tree = self.image_tree();
        let mut all = tree.unhashed(&tree.content_sizes());
        for Job { layer, plan, .. } in self.hash_jobs() {
            let files = all.get_mut(layer).map(std::mem::take).unwrap_or_default();
            let (digests, contents) = block_on(sources, async |feed| hash(&plan, &feed, &files, &mut |_| {}).await);
            self.set_contents(layer, contents);
            self.set_digests(layer, digests);
        }
    }
}
