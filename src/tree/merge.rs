//! Lays one more layer on the tree: its versions, and what each of them did to what was seen before.

use super::column::Column;
use super::id::{Id, IdRange, LayerIndex, NodeId, ROOT, Seq, VersionId};
use super::insert::{Inserted, Metadata};
use super::layer_state::{LayerCounts, LayerState};
use super::path_tree::Tree;
use super::version::{ContentForm, FileContent, Held, Version};
use super::{Change, Reasons, SubtreeCounts};
use crate::layer::LayerBuffer;
use crate::limits::LARGEST_NUMBER;
use crate::problem::Kind;
use crate::tar_format::path::{clean, resolve};

/// Bytes of a block of ext4, as engines' disks have it.
const DISK_BLOCK: u64 = 4096;
/// The first length of a link's target that ext4 keeps in a block.
const INODE_LINK: u32 = 60;

/// So many paths taken away to one of the tree: a pass over all of it is cheaper than to sort them.
const DENSE: usize = 16;

impl LayerState {
    /// Counts what the layer did.
    pub fn count_changes(&mut self) {
        let mut below = SubtreeCounts::default();
        self.changes.iter().filter(|(node, _)| *node != ROOT).for_each(|(_, change)| below.count(*change));
        let SubtreeCounts { added, changed, removed, .. } = below;
        self.counts = LayerCounts { added, changed, removed, ..self.counts };
    }
}

impl Tree {
    /// Merges the next layer. Give layers base first; a layer that can't be read is `skip_layer`.
    pub fn add_layer(&mut self, buffer: &LayerBuffer) -> LayerCounts {
        self.add(buffer, ContentForm::Plain)
    }

    /// Merges the layer of a container's upper directory: the buffer's `data_at` are the numbers of inodes.
    pub fn add_upper(&mut self, buffer: &LayerBuffer) -> LayerCounts {
        self.add(buffer, ContentForm::Inode)
    }

    fn add(&mut self, buffer: &LayerBuffer, form: ContentForm) -> LayerCounts {
        let layer = LayerIndex::new(self.layers.len());
        let (start, heap) = (self.versions.len() as u32, self.heap.len());
        // Most of a layer's implied folders fit in a sixteenth more. Doubling would hold twice the versions of a large image.
        self.versions.reserve_exact(buffer.len() + buffer.len() / 16 + 1);
        self.heap.reserve(buffer.heap_len() / 4);
        let Inserted { metadata, doubled, left_out } = self.insert(layer, buffer, form);
        self.resolve_links(layer, start, &metadata);
        let versions = IdRange::new(start..self.versions.len() as u32);
        let mut state = LayerState { versions: versions.clone(), heap, left_out, ..LayerState::default() };
        state.counts.entries = (buffer.len() as u64).saturating_sub(left_out);
        doubled.into_iter().for_each(|node| state.note(Kind::DuplicatePath, node));
        state.counts.size = sum(versions.clone().map(|id| own_size(self.version(id))));
        let named = self.node(ROOT).newest.is_some_and(|root| self.version(root).layer == layer);
        let root = if named { 0 } else { DISK_BLOCK };
        state.counts.disk = sum(std::iter::once(root).chain(versions.map(|id| own_blocks(self.version(id)))));
        self.apply(layer, &mut state);
        state.count_changes();
        let counts = state.counts;
        self.layers.push(state);
        counts
    }

    /// The next layer can't be read: it is passed over, and every strip shows that.
    pub fn skip_layer(&mut self) {
        let end = self.versions.len() as u32;
        let heap = self.heap.len();
        self.layers.push(LayerState {
            versions: IdRange::new(end..end),
            heap,
            unreadable: true,
            ..LayerState::default()
        });
    }

    /// Hard links share content, size and extended attributes with their target: of the same layer, wherever it stands in
    /// the tar, else of the merged layers below. Every link is followed once, so a chain costs its length and a circle ends.
    fn resolve_links(&mut self, layer: LayerIndex, start: u32, metadata: &Metadata) {
        let mut followed: Column<u32, bool> = Column::new(self.versions.len().saturating_sub(start as usize), false);
        let mut chain = Vec::new();
        for id in IdRange::<VersionId>::new(start..self.versions.len() as u32) {
            let mut at = id;
            loop {
                let version = self.version(at);
                let open = matches!(version.held, Held::Hardlink { content: None, .. });
                let own = at.number().checked_sub(start).filter(|_| open);
                if own.is_none_or(|own| followed.replace(own, true)) {
                    break;
                }
                chain.push(at);
                let Some(target) = self.link_target(version, layer) else { break };
                at = target;
            }
            while let Some(link) = chain.pop() {
                self.share_content(link, at, metadata);
                at = link;
            }
        }
    }

    /// Gives a hard link what its target has.
    fn share_content(&mut self, link: VersionId, target: VersionId, metadata: &Metadata) {
        let found = *self.version(target);
        let name = clean(self.target(self.version(link))).bytes;
        let Some(version) = self.versions.get_mut(link.index()) else { return };
        let Held::Hardlink { content, .. } = &mut version.held else { return };
        // Engines set the attributes of the link's own header on the shared file last.
        let xattrs = if version.xattrs.is_empty() { found.xattrs } else { version.xattrs };
        if let Some(shared) = found.content() {
            (*content, version.size, version.xattrs) = (Some(shared), found.size, xattrs);
        } else if matches!(found.held, Held::Symlink(_) | Held::Char(_) | Held::Block(_) | Held::Fifo) {
            // One more name of something without content: it is what the other name is, and takes no room of its own.
            (version.held, version.xattrs, version.size) = (found.held, xattrs, 0);
        } else if let Some((size, at)) = metadata.get(&name) {
            // aufs keeps the content of hard links in its own folder; no path names it, so this link holds it.
            let content = FileContent { version: link, form: ContentForm::Plain, at: *at };
            (version.held, version.size) = (Held::File(content), *size);
        }
    }

    /// The version that a hard link names: relative to the root; kaniko writes absolute ones; a few tools, its folder.
    fn link_target(&self, version: &Version, layer: LayerIndex) -> Option<VersionId> {
        let link = self.target(version);
        let from_root = self.find(&clean(link).bytes);
        let node = from_root.or_else(|| self.find(&resolve(&self.path(version.node), link).bytes))?;
        let own = self.node(node).newest.filter(|own| {
            let own = self.version(*own);
            own.layer == layer && own.is_item() && node != version.node
        });
        own.or(self.live.get(node))
    }

    /// Works out what the layer did, and what is seen from its top. First whiteouts and opaque marks, for they concern what is
    /// below; then its entries, parents first.
    fn apply(&mut self, layer: LayerIndex, state: &mut LayerState) {
        let start = state.versions.numbers().start;
        let mut ids: Vec<VersionId> = state.versions.clone().collect();
        ids.sort_unstable_by_key(|id| self.version(*id).node);
        // Nodes that the layer took away; `known` says which version was seen there.
        let mut gone = Vec::new();
        self.known.grow(self.nodes.len());
        for id in &ids {
            let Version { node, whiteout, opaque, .. } = *self.version(*id);
            if whiteout {
                if self.live.get(node).or(self.known.get(node)).is_none() {
                    state.note(Kind::DanglingWhiteout, node);
                }
                self.kill(node, true, &mut gone);
            }
            if opaque {
                self.kill(node, false, &mut gone);
            }
        }
        let mut touched = Vec::new();
        // The last cut above each version: an entry before it is cut off again by its own layer (a file where its directory
        // was). Every parent has a version here, for names imply their folders.
        let mut floors: Column<u32, Option<Seq>> = Column::new(ids.len(), None);
        for id in &ids {
            let version = *self.version(*id);
            let node = version.node;
            let parent = self.parent(node).and_then(|parent| self.node(parent).newest);
            let above = floors.get(parent.and_then(|parent| parent.number().checked_sub(start)));
            floors.set(id.number() - start, above.max(version.cut));
            if !version.is_item() || Some(version.seq) <= above {
                continue;
            }
            if version.is_cut() {
                // No directory stood here for a moment at least: nothing of lower layers survives that.
                self.kill(node, false, &mut gone);
            }
            let now = self.live.get(node);
            if version.is_implied() && now.is_some_and(|now| self.version(now).is_dir()) {
                continue;
            }
            let before = self.known.get(node).or(now).map(|before| *self.version(before));
            let change = self.change(before.as_ref(), &version);
            if version.is_dir() && before.is_some_and(|old| old.is_symlink()) && !version.whiteout {
                state.note(Kind::MaskedSymlink, node);
            }
            if matches!(version.held, Held::Hardlink { content: None, .. }) {
                state.note(Kind::BrokenHardlink, node);
            }
            let time_only =
                version.is_dir() && before.is_some_and(|old| self.reasons(&old, &version).any(&[Reasons::MTIME]));
            if change == Change::Unchanged && time_only {
                touched.push(node);
            }
            state.changes.push((node, change));
            self.live.set(node, Some(*id));
        }
        if gone.len() * DENSE > self.nodes.len() {
            gone.clear();
            gone.extend(self.node_ids().filter(|node| self.known.get(*node).is_some()));
        }
        for node in gone {
            self.known.set(node, None);
            if self.live.get(node).is_some() {
                continue;
            }
            let newest = self.node(node).newest.map(|id| self.version(id));
            let own = newest.is_some_and(|newest| newest.layer == layer && newest.whiteout);
            let parent_lives = self.parent(node).is_none_or(|parent| self.live.get(parent).is_some());
            state.changes.push((node, if own && parent_lives { Change::Removed } else { Change::Hidden }));
        }
        in_order(&mut state.changes);
        self.mark_parents(&mut state.changes);
        for node in touched {
            if let Ok(at) = state.changes.binary_search_by_key(&node, |(n, _)| *n)
                && let Some((_, change @ Change::Unchanged)) = state.changes.get_mut(at)
            {
                *change = Change::Attributes;
            }
        }
    }

    /// Nothing of lower layers is seen below a node any more; `itself` = nor at the node.
    fn kill(&mut self, node: NodeId, itself: bool, gone: &mut Vec<NodeId>) {
        let mut pending: Vec<NodeId> = if itself { vec![node] } else { self.children(node).collect() };
        while let Some(node) = pending.pop() {
            let Some(seen) = self.live.replace(node, None) else { continue };
            if self.known.get(node).is_none() {
                self.known.set(node, Some(seen));
                gone.push(node);
            }
            pending.extend(self.children(node));
        }
    }

    /// Directories with something changed in them, and nothing of their own, become `Below`. `changes` is and stays sorted.
    pub(super) fn mark_parents(&mut self, changes: &mut Vec<(NodeId, Change)>) {
        self.climbed.grow(self.nodes.len());
        // No parent is met twice, so those that are added at the end need not be found again.
        let own = changes.len();
        for at in 0..own {
            let Some((node, change)) = changes.get(at).copied() else { break };
            let mut above = self.parent(node).filter(|_| change != Change::Unchanged);
            while let Some(parent) = above.filter(|parent| !self.climbed.replace(*parent, true)) {
                let known = changes.get_mut(..own).unwrap_or_default();
                match known.binary_search_by_key(&parent, |(n, _)| *n).map(|at| known.get_mut(at)) {
                    Ok(Some((_, change))) if *change == Change::Unchanged => *change = Change::Below,
                    Ok(_) => {}
                    Err(_) => changes.push((parent, Change::Below)),
                }
                above = self.parent(parent);
            }
        }
        // Every climbed node is among the changes: a small layer on a large tree costs what it changes, not the tree.
        for (node, _) in changes.iter() {
            self.climbed.set(*node, false);
        }
        in_order(changes);
    }
}

/// Bytes that a version takes in its layer, as an engine's disk would: a hard link nothing.
fn own_size(version: &Version) -> u64 {
    match version.held {
        Held::File(_) | Held::Symlink(_) | Held::Other => version.size,
        _ => 0,
    }
}

/// Bytes that a version takes in its layer's snapshot. Whiteouts are devices there, and take none; ext4 keeps short link targets in the inode.
/// *Source:* containerd's usage of a snapshot: `st_blocks` of each inode.
fn own_blocks(version: &Version) -> u64 {
    match version.held {
        Held::Dir | Held::Implied => DISK_BLOCK,
        Held::File(_) | Held::Other => version.size.div_ceil(DISK_BLOCK).saturating_mul(DISK_BLOCK),
        Held::Symlink(target) if target.len >= INODE_LINK => DISK_BLOCK,
        _ => 0,
    }
}

/// By node. Most are in order already, and such a run costs nothing.
fn in_order(changes: &mut [(NodeId, Change)]) {
    changes.sort_by_key(|(node, _)| *node);
}

/// Hostile sizes stop at what a page can count to.
pub(super) fn sum(sizes: impl Iterator<Item = u64>) -> u64 {
    sizes.fold(0, u64::saturating_add).min(LARGEST_NUMBER)
}
