//! A part of the merged view as a tar: its entries in their order, given in batches.
//!
//! Directories come first, then files in the order of their layers, so that a compressed layer is read once from start
//! to end. Links, devices and hard links follow.

use super::batch::{Batch, StoredFile};
use super::pieces::Pieces;
use crate::archive::Plan;
use crate::error::Result;
use crate::tar_format::{FileKind, Written, headers};
use crate::tree::{Item, NONE, ROOT, Tree, Version, attributes};
use std::collections::HashMap;

/// The entries of a tar in their order. *Memory:* 8 bytes an entry.
#[derive(Debug, Default)]
pub struct ExportPlan {
    root: u32,
    /// (node, version).
    entries: Vec<(u32, u32)>,
    /// Content → the node whose entry has it; other nodes are hard links to that.
    names: HashMap<u32, u32>,
    /// Bytes of content.
    pub bytes: u64,
    /// The workspace's number of the state of the tree.
    pub edition: u64,
}

/// Resolves contents to bytes: a tree has only their numbers.
pub trait ContentLocator {
    /// The way to a decompressed byte of a layer.
    fn plan(&self, layer: usize, at: u64) -> Result<Plan>;

    /// The content of a version in a container's layer; `None` = the layer is a tar.
    fn pieces(&self, stored: &Version) -> Result<Option<Pieces>>;
}

impl ExportPlan {
    /// Everything at and under a node in the merged view at a height.
    pub fn new(tree: &Tree, root: u32, height: usize) -> Self {
        let seen = tree.seen_at(height).version;
        let mut order = Self { root, ..Self::default() };
        let mut wanted = vec![false; tree.len()];
        if let Some(at) = wanted.get_mut(root as usize) {
            *at = true;
        }
        // Parents come before children: one pass finds everything under the node.
        for node in root..tree.len() as u32 {
            let inside = node == root || wanted.get(tree.parent(node) as usize).copied().unwrap_or(false);
            let id = seen.get(node);
            if !inside || (id == NONE && node != ROOT) {
                continue;
            }
            if let Some(at) = wanted.get_mut(node as usize) {
                *at = true;
            }
            if node == ROOT {
                continue;
            }
            order.entries.push((node, id));
            let version = tree.version(id);
            if version.content != NONE && order.names.insert(version.content, node).is_none() {
                order.bytes = order.bytes.saturating_add(version.size);
            }
        }
        let Self { entries, names, .. } = &mut order;
        // Of several names, the one under which the layer stores the content.
        for (node, id) in entries.iter() {
            if tree.version(*id).content == *id {
                names.insert(*id, *node);
            }
        }
        let mut keyed: Vec<_> = entries.iter().map(|entry| (key(tree, names, *entry), *entry)).collect();
        keyed.sort_unstable();
        *entries = keyed.into_iter().map(|(_, entry)| entry).collect();
        order
    }

    /// Entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The view has nothing there.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries from `from` on that fill one batch, and the start of the next batch. The last batch ends the tar.
    /// `locator` resolves contents. *Errors:* those of `locator`.
    pub fn batch(&self, tree: &Tree, from: usize, locator: &dyn ContentLocator) -> Result<(Batch, usize)> {
        let (mut batch, mut next) = (Batch::default(), from);
        while let Some((node, id)) = self.entries.get(next).filter(|_| !batch.is_full()) {
            next += 1;
            let version = tree.version(*id);
            let path = self.path(tree, *node);
            let content = tree.content_of(version).filter(|_| self.names.get(&version.content) == Some(node));
            let Some(content) = content else {
                let link = self.link(tree, version);
                batch.headers(&headers(&written(tree, version, &path, &link, 0)));
                continue;
            };
            let headers = headers(&written(tree, version, &path, b"", content.size));
            if let Some(pieces) = locator.pieces(content)? {
                batch.joined(headers, pieces, path);
                continue;
            }
            let layer = usize::from(content.layer);
            let stored = StoredFile { at: content.data_at, size: content.size, sparse: content.sparse, headers, path };
            batch.stored(layer, stored, &|at| locator.plan(layer, at))?;
        }
        if next >= self.entries.len() {
            batch.end();
        }
        Ok((batch, next))
    }

    /// The path as `tar -C PARENT -c NAME` writes it: it starts with the directory's own name.
    fn path(&self, tree: &Tree, node: u32) -> Vec<u8> {
        let path = tree.path(node);
        let above = tree.path(tree.parent(self.root)).len();
        path.get(if above == 0 { 0 } else { above + 1 }..).unwrap_or_default().to_vec()
    }

    /// The target of a symbolic link, or the name of a hard link's content.
    fn link(&self, tree: &Tree, version: &Version) -> Vec<u8> {
        match self.names.get(&version.content) {
            Some(first) if version.content != NONE => self.path(tree, *first),
            _ => tree.target(version).to_vec(),
        }
    }
}

/// Directories, then contents in the order of their layers, then entries without content, then hard links.
fn key(tree: &Tree, names: &HashMap<u32, u32>, (node, id): (u32, u32)) -> (u8, u16, u64, u32) {
    let version = tree.version(id);
    match tree.content_of(version) {
        _ if version.is_dir() => (0, 0, 0, node),
        Some(content) if names.get(&version.content) == Some(&node) => (1, content.layer, content.data_at, node),
        Some(_) => (3, 0, 0, node),
        None => (2, 0, 0, node),
    }
}

fn written<'a>(tree: &'a Tree, version: &Version, path: &'a [u8], link: &'a [u8], size: u64) -> Written<'a> {
    let implied = version.item == Item::Implied;
    let kind = match version.kind().unwrap_or(FileKind::Other) {
        // The name that has the content is a file, also when its layer has it as a hard link.
        FileKind::Hardlink if link.is_empty() => FileKind::File,
        FileKind::File if !link.is_empty() => FileKind::Hardlink,
        kind => kind,
    };
    let device = if matches!(kind, FileKind::Char | FileKind::Block) { version.link } else { (0, 0) };
    Written {
        path,
        link,
        kind,
        mode: version.mode,
        uid: version.uid,
        gid: version.gid,
        size,
        mtime: if implied { 0 } else { version.mtime },
        mtime_nanos: if implied { 0 } else { version.mtime_nanos },
        device,
        xattrs: attributes(tree.bytes(version.xattrs)),
    }
}
