//! A part of the merged view as a tar: which entries in which order, and a writer that any worker can run batch by batch.
//!
//! Directories come first, then files in the order in which layers store them, so that a compressed layer is read once from
//! front to back however its paths are sorted; then links, devices and further names of the same content.

use super::{Extent, Pieces};
use crate::archive::{Decoded, Plan};
use crate::error::{Kind, Problem, Result};
use crate::source::Feed;
use crate::tar_format::{FileKind, Written, headers};
use crate::text::display;
use crate::tree::{Id, LayerIndex, NodeId, ROOT, StoredContent, Tree, Version, VersionId, attributes};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Bytes of content in one batch, and entries: a batch costs a message and a start at a checkpoint.
const BATCH_BYTES: u64 = 128 << 20;
const BATCH_ENTRIES: usize = 4000;
/// A gap between two files beyond which starting at a later checkpoint is worth it.
const GAP: u64 = 32 << 20;
const BLOCK: u64 = 512;

/// What is to be written, in its order; 8 bytes an entry.
#[derive(Debug)]
pub struct Order {
    root: NodeId,
    /// (node, version).
    entries: Vec<(NodeId, VersionId)>,
    /// Content → the node under whose name it is written.
    names: HashMap<VersionId, NodeId>,
    /// Bytes of content.
    pub bytes: u64,
    /// The workspace's number of the tree that it orders.
    pub edition: u64,
}

/// Some entries, ready to be written: small, plain data that goes to any worker.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Batch {
    pieces: Vec<TarPart>,
}

#[derive(Debug, Serialize, Deserialize)]
enum TarPart {
    /// Headers of entries without content, or a tar's end.
    Bytes(Vec<u8>),
    /// Files that follow each other in one layer, and the way to the first.
    Run { plan: Plan, files: Vec<Stored> },
    /// A file that is put together from several places.
    Joined { headers: Vec<u8>, pieces: Pieces, path: Vec<u8> },
}

/// Where contents are, for a tree knows their numbers only.
pub trait Ways {
    /// The way to a decompressed byte of a layer.
    fn plan(&self, layer: usize, at: u64) -> Result<Plan>;

    /// The content of a version of a container's layer; `None` = its layer is a tar.
    fn pieces(&self, stored: &StoredContent) -> Result<Option<Pieces>>;
}

#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    at: u64,
    size: u64,
    sparse: bool,
    headers: Vec<u8>,
    /// For problems.
    path: Vec<u8>,
}

impl Order {
    /// All that is seen at and below a node from a height.
    pub fn new(tree: &Tree, root: NodeId, height: usize) -> Self {
        let seen = tree.seen_at(height).version;
        let mut order = Self { root, entries: Vec::new(), names: HashMap::new(), bytes: 0, edition: 0 };
        let mut wanted = tree.node_column(false);
        wanted.set(root, true);
        // Parents stand before children: one pass finds all that is below.
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
        // Of several names the one that its layer stores the content under, where that is seen.
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

    /// Nothing is seen there.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries from `from` on, as many as a batch takes, and where the next one starts; the last batch ends the tar. `ways` is asked
    /// where contents are. *Errors:* what they say.
    pub fn batch(&self, tree: &Tree, from: usize, ways: &dyn Ways) -> Result<(Batch, usize)> {
        let mut batch = Batch::default();
        let (mut next, mut bytes) = (from, 0u64);
        // Layer and end of the file before.
        let mut last: Option<(LayerIndex, u64)> = None;
        while let Some((node, id)) =
            self.entries.get(next).filter(|_| next - from < BATCH_ENTRIES && bytes < BATCH_BYTES)
        {
            next += 1;
            let version = tree.version(*id);
            let path = self.path(tree, *node);
            let content = tree.content_of(version).filter(|_| is_written_as(&self.names, version, *node));
            let Some(content) = content else {
                let link = self.link(tree, version);
                batch.bytes(&headers(&written(tree, version, &path, &link, 0)));
                last = None;
                continue;
            };
            let headers = headers(&written(tree, version, &path, b"", content.size));
            if let Some(pieces) = ways.pieces(&content)? {
                bytes = bytes.saturating_add(content.size);
                batch.joined(headers, pieces, path);
                last = None;
                continue;
            }
            let stored = Stored { at: content.at, size: content.size, sparse: content.is_sparse(), headers, path };
            let near = last.is_some_and(|(layer, end)| layer == content.layer && stored.at.saturating_sub(end) < GAP);
            last = Some((content.layer, stored.at.saturating_add(stored.size)));
            bytes = bytes.saturating_add(stored.size);
            match batch.pieces.last_mut() {
                Some(TarPart::Run { files, .. }) if near => files.push(stored),
                _ => {
                    let plan = ways.plan(usize::from(content.layer), stored.at)?;
                    batch.pieces.push(TarPart::Run { plan, files: vec![stored] });
                }
            }
        }
        if next >= self.entries.len() {
            batch.end();
        }
        Ok((batch, next))
    }

    /// As `tar -C PARENT -c NAME` names it: from the directory's own name on.
    fn path(&self, tree: &Tree, node: NodeId) -> Vec<u8> {
        let path = tree.path(node);
        let above = tree.parent(self.root).map_or(0, |above| tree.path(above).len());
        path.get(if above == 0 { 0 } else { above + 1 }..).unwrap_or_default().to_vec()
    }

    /// Target of a symbolic link as it is; of a further name of a content, the name it is written under.
    fn link(&self, tree: &Tree, version: &Version) -> Vec<u8> {
        match version.content().and_then(|content| self.names.get(&content)) {
            Some(first) => self.path(tree, *first),
            None => tree.target(version).to_vec(),
        }
    }
}

/// Directories, then contents as layers store them, then what has none, then further names.
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

/// A version's content is written under this node's name.
fn is_written_as(names: &HashMap<VersionId, NodeId>, version: &Version, node: NodeId) -> bool {
    version.content().and_then(|content| names.get(&content)) == Some(&node)
}

fn written<'a>(tree: &'a Tree, version: &Version, path: &'a [u8], link: &'a [u8], size: u64) -> Written<'a> {
    let implied = version.is_implied();
    let kind = match version.kind().unwrap_or(FileKind::Other) {
        // A name of a content that is written under it is a file, whatever its layer called it.
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

impl Batch {
    /// More headers.
    pub fn bytes(&mut self, bytes: &[u8]) {
        match self.pieces.last_mut() {
            Some(TarPart::Bytes(list)) => list.extend_from_slice(bytes),
            _ => self.pieces.push(TarPart::Bytes(bytes.to_vec())),
        }
    }

    /// A file from several places; `headers` tell the size that the pieces have together.
    pub fn joined(&mut self, headers: Vec<u8>, pieces: Pieces, path: Vec<u8>) {
        self.pieces.push(TarPart::Joined { headers, pieces, path });
    }

    /// The end of a tar.
    pub fn end(&mut self) {
        self.bytes(&[0; 2 * BLOCK as usize]);
    }

    /// Writes it, piece by piece, until `each` has enough. A file that can't be read to its end is filled up with zeros and told: the tar
    /// stays one.
    pub async fn write(&self, feed: &Feed, each: &mut dyn FnMut(&[u8]) -> bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        for piece in &self.pieces {
            match piece {
                TarPart::Bytes(bytes) => drop(each(bytes)),
                TarPart::Run { plan, files } => run(plan, files, feed, each, &mut problems).await,
                TarPart::Joined { headers, pieces, path } => {
                    each(headers);
                    let (mut done, size) = (0, pieces.size());
                    let mut give = |bytes: &[u8]| {
                        done += bytes.len() as u64;
                        each(bytes)
                    };
                    if let Err(problem) = pieces.copy(feed, 0, &mut give).await {
                        problems.push(Problem { path: Some(format!("/{}", display(path))), ..*problem });
                    }
                    fill(size.next_multiple_of(BLOCK).saturating_sub(done), each);
                }
            }
        }
        problems
    }

    /// As bytes for a message between workers.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        postcard::to_allocvec(self).map_err(|e| Box::new(Problem::new(Kind::Internal).detail(e.to_string())))
    }

    /// Reads what `to_bytes` wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        postcard::from_bytes(bytes).map_err(|e| Box::new(Problem::new(Kind::Internal).detail(e.to_string())))
    }
}

async fn run(
    plan: &Plan,
    files: &[Stored],
    feed: &Feed,
    each: &mut dyn FnMut(&[u8]) -> bool,
    problems: &mut Vec<Problem>,
) {
    let mut stream: Option<Decoded> = None;
    for file in files {
        each(&file.headers);
        let mut done = 0;
        let mut give = |bytes: &[u8]| {
            done += bytes.len() as u64;
            each(bytes)
        };
        match copy(plan, file, stream.take(), feed, &mut give).await {
            Ok(rest) => stream = rest,
            Err(problem) => {
                let path = Some(format!("/{}", display(&file.path)));
                problems.push(Problem { path, in_layer: true, ..*problem });
            }
        }
        fill(file.size.next_multiple_of(BLOCK) - done, each);
    }
}

/// Gives a file's bytes; returns the layer's stream behind them, where the next file can be read from.
async fn copy(
    plan: &Plan,
    file: &Stored,
    stream: Option<Decoded>,
    feed: &Feed,
    each: &mut dyn FnMut(&[u8]) -> bool,
) -> Result<Option<Decoded>> {
    let extent = Extent { plan: plan.clone(), at: file.at, size: file.size, sparse: file.sparse };
    let mut content = match stream.filter(|_| !file.sparse) {
        Some(stream) => extent.open_in(stream, 0).await?,
        None => extent.open(feed, 0).await?,
    };
    content.copy(each).await?;
    Ok((!file.sparse).then(|| content.into_stream()))
}

/// Zeros: padding, and what could not be read.
fn fill(mut left: u64, each: &mut dyn FnMut(&[u8]) -> bool) {
    let zeros = [0; 64 << 10];
    while left > 0 {
        let n = left.min(zeros.len() as u64);
        each(zeros.get(..n as usize).unwrap_or_default());
        left -= n;
    }
}
