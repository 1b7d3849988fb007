//! Lays one more layer on the tree: its versions, and what each of them did to what was seen before.

use super::insert::{Inserted, Metadata};
use super::{Change, Column, Item, NONE, ROOT, Reasons, SubtreeCounts, Tree, Version};
use crate::error::Kind;
use crate::layer::LayerBuffer;
use crate::limits::LARGEST_NUMBER;
use crate::tar_format::FileKind::{self, Block, Char, Fifo, Symlink};
use crate::tar_format::path::{clean, resolve};

/// So many paths taken away to one of the tree: a pass over all of it is cheaper than to sort them.
const DENSE: usize = 16;

/// What a layer did, in numbers. *Units:* paths and bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LayerCounts {
    /// Entries of its tar.
    pub entries: u64,
    /// Size as docker history counts it: non-directories, a hard link once, a symbolic link the length of its target.
    pub size: u64,
    /// Paths that appear.
    pub added: u64,
    /// Paths with other content, attributes or type.
    pub changed: u64,
    /// Paths that are gone: removed and hidden.
    pub removed: u64,
}

/// Something odd that shows only against what is below: how many, and the first node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TreeNote {
    /// What.
    pub kind: Kind,
    /// How many paths.
    pub count: u64,
    /// The first.
    pub node: u32,
}

/// One merged layer.
#[derive(Default, Clone)]
pub(super) struct LayerState {
    pub counts: LayerCounts,
    /// (node, change), by node.
    pub changes: Vec<(u32, Change)>,
    /// Its versions' ids.
    pub versions: std::ops::Range<u32>,
    /// Bytes of the heap before it.
    pub heap: usize,
    /// It could not be read at all: what it did is unknown.
    pub unreadable: bool,
    /// What is odd; at most one of a kind.
    pub notes: Vec<TreeNote>,
    /// Entries for which the tree had no room.
    pub left_out: u64,
}

impl LayerState {
    /// Counts what the layer did.
    pub fn count_changes(&mut self) {
        let mut below = SubtreeCounts::default();
        self.changes.iter().filter(|(node, _)| *node != ROOT).for_each(|(_, change)| below.count(*change));
        let SubtreeCounts { added, changed, removed, .. } = below;
        self.counts = LayerCounts { added, changed, removed, ..self.counts };
    }

    /// Counts one more of a kind.
    fn note(&mut self, kind: Kind, node: u32) {
        match self.notes.iter_mut().find(|n| n.kind == kind) {
            Some(note) => note.count += 1,
            None => self.notes.push(TreeNote { kind, count: 1, node }),
        }
    }
}

impl Tree {
    /// Merges the next layer. Give layers base first; a layer that can't be read is `skip_layer`.
    pub fn add_layer(&mut self, buffer: &LayerBuffer) -> LayerCounts {
        let layer = self.layers.len() as u16;
        let (start, heap) = (self.versions.len() as u32, self.heap.len());
        self.versions.reserve_exact(buffer.len());
        self.heap.reserve(buffer.heap_len() / 4);
        let Inserted { metadata, doubled, left_out } = self.insert(layer, buffer);
        self.resolve_links(layer, start, &metadata);
        let versions = start..self.versions.len() as u32;
        let mut state = LayerState { versions: versions.clone(), heap, left_out, ..LayerState::default() };
        state.counts.entries = (buffer.len() as u64).saturating_sub(left_out);
        doubled.into_iter().for_each(|node| state.note(Kind::DuplicatePath, node));
        state.counts.size = sum(versions.map(|v| self.own_size(v)));
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
        self.layers.push(LayerState { versions: end..end, heap, unreadable: true, ..LayerState::default() });
    }

    /// Bytes that a version takes in its layer, as an engine's disk would: a hard link nothing.
    fn own_size(&self, id: u32) -> u64 {
        let version = self.version(id);
        match version.item {
            Item::Entry(FileKind::File | FileKind::Symlink | FileKind::Other) => version.size,
            _ => 0,
        }
    }

    /// Bytes of content that a version stores in its layer.
    pub fn stored(&self, id: u32) -> u64 {
        let version = self.version(id);
        if version.item == Item::Entry(FileKind::File) { version.size } else { 0 }
    }

    /// Bytes of content that each layer stores and the top no longer shows. A file stays alive while any hard link to it does.
    pub fn dead_bytes(&self) -> Vec<u64> {
        let mut alive = Column::new(self.versions.len(), false);
        for version in self.live.iter() {
            alive.set(self.version(*version).content, true);
        }
        let dead = |layer: &LayerState| sum(layer.versions.clone().filter(|v| !alive.get(*v)).map(|v| self.stored(v)));
        self.layers.iter().map(dead).collect()
    }

    /// The largest files that a layer stores, largest first.
    pub fn largest(&self, layer: usize, count: usize) -> Vec<u32> {
        let versions = self.layers.get(layer).map_or(0..0, |l| l.versions.clone());
        let mut ids: Vec<u32> = versions.filter(|v| self.stored(*v) > 0).collect();
        ids.sort_unstable_by_key(|v| (std::cmp::Reverse(self.stored(*v)), *v));
        ids.truncate(count);
        ids
    }

    /// What a layer did, in numbers.
    pub fn counts(&self, layer: usize) -> Option<LayerCounts> {
        self.layers.get(layer).map(|l| l.counts)
    }

    /// What is odd about a layer against those below it.
    pub fn notes(&self, layer: usize) -> &[TreeNote] {
        self.layers.get(layer).map_or(&[], |l| &l.notes)
    }

    /// Entries of a layer that the tree has no room for.
    pub fn left_out(&self, layer: usize) -> u64 {
        self.layers.get(layer).map_or(0, |l| l.left_out)
    }

    /// What a layer did to a node; `None` = nothing.
    pub fn change_in(&self, layer: usize, node: u32) -> Option<Change> {
        let changes = &self.layers.get(layer)?.changes;
        let at = changes.binary_search_by_key(&node, |(n, _)| *n).ok()?;
        changes.get(at).map(|(_, change)| *change)
    }

    /// One character a layer, base first: what it did to the node (`Change::letter`), `.` for nothing, `?` when it can't be read.
    pub fn strip(&self, node: u32) -> String {
        let letter = |(index, layer): (usize, &LayerState)| match self.change_in(index, node) {
            Some(change) => change.letter(),
            None if layer.unreadable => '?',
            None => '.',
        };
        self.layers.iter().enumerate().map(letter).collect()
    }

    /// Hard links share content, size and extended attributes with their target: of the same layer, wherever it stands in
    /// the tar, else of the merged layers below. Every link is followed once, so a chain costs its length and a circle ends.
    fn resolve_links(&mut self, layer: u16, start: u32, metadata: &Metadata) {
        let mut followed = Column::new(self.versions.len().saturating_sub(start as usize), false);
        let mut chain = Vec::new();
        for id in start..self.versions.len() as u32 {
            let mut at = id;
            loop {
                let version = self.version(at);
                let open = version.item == Item::Entry(FileKind::Hardlink) && version.content == NONE;
                let own = at.checked_sub(start).filter(|_| open);
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
    fn share_content(&mut self, link: u32, target: u32, metadata: &Metadata) {
        let found = *self.version(target);
        let name = clean(self.bytes(self.version(link).link)).bytes;
        let Some(version) = self.versions.get_mut(link as usize) else { return };
        // Attributes that the link's own header tells are set on the shared file last, as engines unpack it.
        let xattrs = if version.xattrs.1 == 0 { found.xattrs } else { version.xattrs };
        if found.content != NONE {
            version.content = found.content;
            (version.size, version.data_at, version.sparse) = (found.size, found.data_at, found.sparse);
            version.xattrs = xattrs;
        } else if matches!(found.item, Item::Entry(Symlink | Char | Block | Fifo)) {
            // One more name of something without content: it is what the other name is, and takes no room of its own.
            (version.item, version.link, version.xattrs, version.size) = (found.item, found.link, xattrs, 0);
        } else if let Some((size, data_at)) = metadata.get(&name) {
            // aufs kept the content of hard links in its own folder; nobody else names it, so this link holds it.
            (version.item, version.content, version.size, version.data_at) =
                (Item::Entry(FileKind::File), link, *size, *data_at);
        }
    }

    /// The version that a hard link names: relative to the root; kaniko writes absolute ones; a few tools, its folder.
    fn link_target(&self, version: &Version, layer: u16) -> Option<u32> {
        let link = self.bytes(version.link);
        let from_root = self.find(&clean(link).bytes);
        let node = from_root.or_else(|| self.find(&resolve(&self.path(version.node), link).bytes))?;
        let own = self.node(node).newest;
        let here =
            own != NONE && self.version(own).layer == layer && self.version(own).is_item() && node != version.node;
        if here {
            return Some(own);
        }
        Some(self.live.get(node)).filter(|v| *v != NONE)
    }

    /// Works out what the layer did, and what is seen from its top. First whiteouts and opaque marks, for they concern what is
    /// below; then its entries, parents first.
    fn apply(&mut self, layer: u16, state: &mut LayerState) {
        let start = state.versions.start;
        let mut ids: Vec<u32> = state.versions.clone().collect();
        ids.sort_unstable_by_key(|id| self.version(*id).node);
        // Nodes that the layer took away; `known` says which version was seen there.
        let mut gone = Vec::new();
        self.known.grow(self.nodes.len());
        for id in &ids {
            let Version { node, whiteout, opaque, .. } = *self.version(*id);
            if whiteout {
                if self.live.get(node) == NONE && self.known.get(node) == NONE {
                    state.note(Kind::DanglingWhiteout, node);
                }
                self.kill(node, true, &mut gone);
            }
            if opaque {
                self.kill(node, false, &mut gone);
            }
        }
        let mut touched = Vec::new();
        // Seq of the last cut above each version: an entry before it is cut off again by its own layer (a file where its
        // directory was). Every parent has a version here, for names imply their folders.
        let mut floors = Column::new(ids.len(), 0);
        for id in &ids {
            let version = *self.version(*id);
            let node = version.node;
            let parent = self.node(self.parent(node)).newest;
            let above = parent.checked_sub(start).map_or(0, |at| floors.get(at));
            floors.set(id - start, if version.cut == NONE { above } else { above.max(version.cut) });
            if !version.is_item() || version.seq <= above {
                continue;
            }
            if version.cut != NONE && version.cut > 0 {
                // No directory stood here for a moment at least: nothing from below survives that.
                self.kill(version.node, false, &mut gone);
            }
            let now = self.live.get(node);
            if version.item == Item::Implied && now != NONE && self.version(now).is_dir() {
                continue;
            }
            let before = Some(self.known.get(node)).filter(|v| *v != NONE).or((now != NONE).then_some(now));
            let before = before.map(|v| *self.version(v));
            let change = self.change(before.as_ref(), &version);
            if version.is_dir()
                && before.is_some_and(|old| old.item == Item::Entry(FileKind::Symlink))
                && !version.whiteout
            {
                state.note(Kind::MaskedSymlink, version.node);
            }
            if version.item == Item::Entry(FileKind::Hardlink) && version.content == NONE {
                state.note(Kind::BrokenHardlink, version.node);
            }
            let time_only =
                version.is_dir() && before.is_some_and(|old| self.reasons(&old, &version).any(&[Reasons::MTIME]));
            if change == Change::Unchanged && time_only {
                touched.push(version.node);
            }
            state.changes.push((version.node, change));
            self.live.set(node, *id);
        }
        if gone.len() * DENSE > self.nodes.len() {
            gone.clear();
            gone.extend((0..self.nodes.len() as u32).filter(|node| self.known.get(*node) != NONE));
        }
        for node in gone {
            self.known.set(node, NONE);
            if self.live.get(node) != NONE {
                continue;
            }
            let newest = self.node(node).newest;
            let own = newest != NONE && self.version(newest).layer == layer && self.version(newest).whiteout;
            let parent = self.parent(node);
            let parent_lives = parent == NONE || self.live.get(parent) != NONE;
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

    /// What was seen at a node and below it is seen no more; `itself` = the node too.
    fn kill(&mut self, node: u32, itself: bool, gone: &mut Vec<u32>) {
        let mut pending: Vec<u32> = if itself { vec![node] } else { self.children(node).collect() };
        while let Some(node) = pending.pop() {
            let seen = self.live.replace(node, NONE);
            if seen != NONE {
                if self.known.get(node) == NONE {
                    self.known.set(node, seen);
                    gone.push(node);
                }
                pending.extend(self.children(node));
            }
        }
    }

    /// Directories with something changed below them, and nothing of their own, become `SubtreeCounts`. `changes` is and stays sorted.
    pub(super) fn mark_parents(&mut self, changes: &mut Vec<(u32, Change)>) {
        self.known.grow(self.nodes.len());
        self.climbed.grow(self.nodes.len());
        for (at, (node, _)) in changes.iter().enumerate() {
            self.known.set(*node, at as u32);
        }
        let own: Vec<u32> = changes.iter().filter(|(_, c)| *c != Change::Unchanged).map(|(node, _)| *node).collect();
        for node in own {
            let mut at = self.parent(node);
            while at != NONE && !self.climbed.replace(at, true) {
                match changes.get_mut(self.known.get(at) as usize) {
                    Some((_, change)) if *change == Change::Unchanged => *change = Change::Below,
                    Some(_) => {}
                    None => changes.push((at, Change::Below)),
                }
                at = self.parent(at);
            }
        }
        // Whatever was touched is among the changes: a small layer on a large tree costs what it changes, not the tree.
        for (node, _) in changes.iter() {
            self.known.set(*node, NONE);
            self.climbed.set(*node, false);
        }
        in_order(changes);
    }
}

/// By node. Most are in order already, and such a run costs nothing.
fn in_order(changes: &mut [(u32, Change)]) {
    changes.sort_by_key(|(node, _)| *node);
}

/// Hostile sizes stop at what a page can count to.
fn sum(sizes: impl Iterator<Item = u64>) -> u64 {
    sizes.fold(0, u64::saturating_add).min(LARGEST_NUMBER)
}
