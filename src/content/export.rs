//! A part of the merged view as a tar: its entries in their order, given in batches.
//!
//! Directories come first, then files in the order of their layers, so that a compressed layer is read once from start
//! to end. Links, devices and hard links follow.

use super::batch::{Batch, StoredFile};
use super::pieces::Pieces;
use crate::archive::Plan;
use crate::problem::Result;
use crate::tar_format::{FileKind, Written, headers};
use crate::tree::{Id, LayerIndex, NodeId, ROOT, StoredContent, Tree, Version, VersionId, attributes};
use std::collections::HashMap;

/// The entries of a tar in their order. *Memory:* 8 bytes an entry.
#[derive(Debug)]
pub struct ExportPlan {
    root: NodeId,
    /// (node, version).
    entries: Vec<(NodeId, VersionId)>,
    /// Content → the node whose entry has it; other nodes are hard links to that.
    names: HashMap<VersionId, NodeId>,
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
    fn pieces(&self, stored: &StoredContent) -> Result<Option<Pieces>>;
}

impl ExportPlan {
    /// Everything at and under a node in the merged view at a height.
    pub fn new(tree: &Tree, root: NodeId, height: usize) -> Self {
        let seen = tree.seen_at(height).version;
        let mut order = Self { root, entries: Vec::new(), names: HashMap::new(), bytes: 0, edition: 0 };
        let mut wanted = tree.node_column(false);
        wanted.set(root, true);
        // Parents come before children: one pass finds everything under the node.
        for node in tree.node_ids().skip(root.index()) {
            if node != root && !wanted.get(tree.parent(node)) {
                continue;
            }
            wanted.set(node, node == ROOT || seen.get(node).is_some());
            let Some(id) = seen.get(node).filter(|_| node != ROOT) else { continue };
            order.entries.push((node, id));
            let version = tree.version(id);
            if let Some(content) = version.content()
                && order.names.insert(content, node).is_none()
            {
                order.bytes = order.bytes.saturating_add(version.size);
            }
        }
        let Self { entries, names, .. } = &mut order;
        // Of several names, the one under which the layer stores the content.
        for (node, id) in entries.iter() {
            if tree.version(*id).is_file() {
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
            let content = tree.content_of(version).filter(|_| is_written_as(&self.names, version, *node));
            let Some(content) = content else {
                let link = self.link(tree, version);
                batch.headers(&headers(&written(tree, version, &path, &link, 0)));
                continue;
            };
            let headers = headers(&written(tree, version, &path, b"", content.size));
            if let Some(pieces) = locator.pieces(&content)? {
                batch.joined(headers, pieces, path);
                continue;
            }
            let layer = usize::from(content.layer);
            let stored = StoredFile { at: content.at, size: content.size, sparse: content.is_sparse(), headers, path };
            batch.stored(layer, stored, &|at| locator.plan(layer, at))?;
        }
        if next >= self.entries.len() {
            batch.end();
        }
        Ok((batch, next))
    }

    /// The path as `tar -C PARENT -c NAME` writes it: it starts with the directory's own name.
    fn path(&self, tree: &Tree, node: NodeId) -> Vec<u8> {
        let path = tree.path(node);
        let above = tree.parent(self.root).map_or(0, |above| tree.path(above).len());
        path.get(if above == 0 { 0 } else { above + 1 }..).unwrap_or_default().to_vec()
    }

    /// The target of a symbolic link, or the name of a hard link's content.
    fn link(&self, tree: &Tree, version: &Version) -> Vec<u8> {
        match version.content().and_then(|content| self.names.get(&content)) {
            Some(first) => self.path(tree, *first),
            None => tree.target(version).to_vec(),
        }
    }
}

/// Directories, then contents in the order of their layers, then entries without content, then hard links.
fn key(
    tree: &Tree,
    names: &HashMap<VersionId, NodeId>,
    (node, id): (NodeId, VersionId),
) -> (u8, LayerIndex, u64, NodeId) {
    let version = tree.version(id);
    match tree.content_of(version) {
        _ if version.is_dir() => (0, LayerIndex::BASE, 0, node),
        Some(content) if is_written_as(names, version, node) => (1, content.layer, content.at, node),
        Some(_) => (3, LayerIndex::BASE, 0, node),
        None => (2, LayerIndex::BASE, 0, node),
    }
}

/// The node's entry has the version's content.
fn is_written_as(names: &HashMap<VersionId, NodeId>, version: &Version, node: NodeId) -> bool {
    version.content().and_then(|content| names.get(&content)) == Some(&node)
}

fn written<'a>(tree: &'a Tree, version: &Version, path: &'a [u8], link: &'a [u8], size: u64) -> Written<'a> {
    let implied = version.is_implied();
    let kind = match version.kind().unwrap_or(FileKind::Other) {
        // The name that has the content is a file, also when its layer has it as a hard link.
        FileKind::Hardlink if link.is_empty() => FileKind::File,
        FileKind::File if !link.is_empty() => FileKind::Hardlink,
        kind => kind,
    };
    let device = version.device().map_or((0, 0), |device| (device.major, device.minor));
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
