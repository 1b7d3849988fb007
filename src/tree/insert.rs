//! Enters one layer's records into the tree: nodes, versions, implied folders.

use super::id::Seq;
use super::{
    ContentForm, DeviceNumbers, FileContent, HeapRange, Held, Id, LayerIndex, NodeId, ROOT, Tree, Version, VersionId,
};
use crate::layer::{LayerBuffer, Mark, Record};
use crate::tar_format::FileKind;
use hashbrown::HashMap;

/// aufs' bookkeeping: path → size and place of the data.
pub(super) type Metadata = HashMap<Vec<u8>, (u64, u64)>;

/// The results of entering a layer besides nodes and versions.
#[derive(Default)]
pub(super) struct Inserted {
    /// The records that aufs kept for its hard links.
    pub metadata: Metadata,
    /// Paths with an entry where the layer had one already.
    pub doubled: Vec<NodeId>,
    /// Entries for which the tree has no room.
    pub left_out: u64,
}

impl Tree {
    /// Enters a layer's records; `form` is that of its files that are not sparse.
    pub(super) fn insert(&mut self, layer: LayerIndex, buffer: &LayerBuffer, form: ContentForm) -> Inserted {
        let (stack, previous, inserted) = (Vec::new(), Vec::new(), Inserted::default());
        let mut insertion =
            Insertion { tree: self, layer, form, seq: Seq::START, stack, previous, inserted, metadata_bytes: 0 };
        buffer.for_each(|_, record, path| insertion.record(buffer, record, path));
        insertion.inserted
    }
}

/// Enters one layer's records. Paths come front-coded and mostly in folder order, so the folders of the path before are kept.
struct Insertion<'t> {
    tree: &'t mut Tree,
    layer: LayerIndex,
    form: ContentForm,
    seq: Seq,
    /// (bytes of the path up to here, node) of each component of the path before.
    stack: Vec<(usize, NodeId)>,
    previous: Vec<u8>,
    inserted: Inserted,
    /// Names that `inserted.metadata` holds.
    metadata_bytes: usize,
}

impl Insertion<'_> {
    fn record(&mut self, buffer: &LayerBuffer, record: &Record, path: &[u8]) {
        self.seq = Seq::from_number(self.seq.number() + 1);
        let attributes = record.link.1 as usize + record.xattrs.1 as usize + self.metadata_bytes;
        if self.inserted.left_out > 0 || !self.tree.has_room(path.len(), attributes) {
            // All that follows is left out: an entry alone could be one that the last one of its name replaces.
            self.inserted.left_out += 1;
            return;
        }
        if let Mark::Metadata(kind) = record.mark {
            if kind == FileKind::File {
                self.metadata_bytes += path.len();
                self.inserted.metadata.insert(path.to_vec(), (record.size, record.data_at));
            }
            return;
        }
        let node = self.node(path);
        let id = self.version(node);
        match record.mark {
            Mark::Entry(kind) => self.entry(id, kind, buffer, record),
            Mark::Whiteout => self.change(id, |version| {
                version.whiteout = true;
                version.cut = version.cut.or(Some(Seq::START));
            }),
            Mark::Opaque => {
                self.change(id, |version| {
                    version.opaque = true;
                    version.cut = version.cut.or(Some(Seq::START));
                });
                self.imply(id);
            }
            Mark::Metadata(_) => {}
        }
    }

    fn entry(&mut self, id: VersionId, kind: FileKind, buffer: &LayerBuffer, record: &Record) {
        let mut put = |range| HeapRange::put(&mut self.tree.heap, buffer.bytes(range));
        let (major, minor) = record.device;
        let held = match kind {
            FileKind::File => {
                let form = if record.sparse { ContentForm::Sparse } else { self.form };
                Held::File(FileContent { version: id, form, at: record.data_at })
            }
            FileKind::Hardlink => Held::Hardlink { target: put(record.link), content: None },
            FileKind::Dir => Held::Dir,
            FileKind::Symlink => Held::Symlink(put(record.link)),
            FileKind::Char => Held::Char(DeviceNumbers { major, minor }),
            FileKind::Block => Held::Block(DeviceNumbers { major, minor }),
            FileKind::Fifo => Held::Fifo,
            FileKind::Other => Held::Other,
        };
        let xattrs = put(record.xattrs);
        let Some(version) = self.tree.versions.get_mut(id.index()) else { return };
        if version.is_entry() {
            self.inserted.doubled.push(version.node);
        }
        let cut = if kind == FileKind::Dir { version.cut } else { Some(self.seq) };
        *version = Version {
            held,
            mode: record.mode,
            seq: self.seq,
            cut,
            uid: record.uid,
            gid: record.gid,
            mtime_nanos: record.mtime_nanos,
            xattrs,
            size: if kind == FileKind::Dir { 0 } else { record.size },
            mtime: record.mtime,
            ..*version
        };
    }

    /// The node of a path, its parents implied as directories of this layer.
    fn node(&mut self, path: &[u8]) -> NodeId {
        let same = self.previous.iter().zip(path).take_while(|(a, b)| a == b).count();
        let boundary = |end: usize| end <= same && (end == path.len() || path.get(end) == Some(&b'/'));
        while self.stack.last().is_some_and(|(end, _)| !boundary(*end)) {
            self.stack.pop();
        }
        let (mut at, mut node) = self.stack.last().map_or((0, ROOT), |(end, node)| (*end, *node));
        if self.stack.is_empty() && !path.is_empty() {
            let root = self.version(ROOT);
            self.imply(root);
        }
        // A component that the path before ended with is a parent now; those above it are already.
        if at > 0 && at < path.len() {
            let id = self.version(node);
            self.imply(id);
        }
        while at < path.len() {
            let from = if at == 0 { 0 } else { at + 1 };
            let rest = path.get(from..).unwrap_or_default();
            let part = rest.split(|b| *b == b'/').next().unwrap_or_default();
            let end = from + part.len();
            node = self.tree.child_or_new(node, part);
            self.stack.push((end, node));
            if end < path.len() {
                let id = self.version(node);
                self.imply(id);
            }
            at = end;
        }
        self.previous.clear();
        self.previous.extend_from_slice(path);
        node
    }

    /// This layer's version of a node, a new one if it has none yet.
    fn version(&mut self, node: NodeId) -> VersionId {
        let newest = self.tree.node(node).newest;
        if let Some(own) = newest.filter(|id| self.tree.version(*id).layer == self.layer) {
            return own;
        }
        let id = VersionId::from_number(self.tree.versions.len() as u32);
        if self.tree.versions.len() == self.tree.versions.capacity() {
            self.tree.versions.reserve_exact(self.tree.versions.len() / 8 + 1);
        }
        self.tree.versions.push(Version::new(node, newest, self.layer));
        if let Some(node) = self.tree.nodes.get_mut(node.index()) {
            node.newest = Some(id);
        }
        id
    }

    /// A name below implies that a directory is here. It masks an entry of the same layer that is no directory.
    fn imply(&mut self, id: VersionId) {
        let seq = self.seq;
        self.change(id, |version| {
            if !version.is_dir() {
                (version.held, version.size) = (Held::Implied, 0);
            }
            version.seq = seq;
        });
    }

    fn change(&mut self, id: VersionId, change: impl FnOnce(&mut Version)) {
        if let Some(version) = self.tree.versions.get_mut(id.index()) {
            change(version);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::{LayerWriter, Summary};
    use crate::tar_format::Entry;
    use crate::tree::path_tree::Room;

    fn layer(paths: &[String]) -> Vec<u8> {
        let mut writer = LayerWriter::default();
        for path in paths {
            let entry = Entry {
                path: path.clone().into_bytes(),
                mode: 0o644,
                size: 1,
                stored: 1,
                xattrs: vec![(b"user.a".to_vec(), b"b".to_vec())],
                data_at: 512,
                ..Entry::empty(FileKind::File)
            };
            writer.push(path.as_bytes(), Mark::Entry(FileKind::File), &entry).unwrap();
        }
        writer.finish(&Summary::default(), &[])
    }

    /// Whichever bound is reached first, what came before stays, and the entries left out are counted, layer by layer.
    #[test]
    fn a_full_tree_leaves_out_the_rest_and_stays_sound() {
        let lots = 1_000_000;
        for room in [
            Room { nodes: 20, versions: lots, heap: lots },
            Room { nodes: lots, versions: 20, heap: lots },
            Room { nodes: lots, versions: lots, heap: 150 },
        ] {
            let mut tree = Tree { room, ..Tree::default() };
            let first = layer(&(0..100).map(|n| format!("d/{n}")).collect::<Vec<_>>());
            let counts = tree.add_layer(&LayerBuffer::new(&first).unwrap());
            assert!((5..20).contains(&counts.entries), "{counts:?}");
            assert_eq!((tree.left_out(0), counts.added), (100 - counts.entries, counts.entries + 1));
            let second = layer(&["e/1".to_owned(), "e/2".into(), "e/3".into(), "x".repeat(200)]);
            let more = tree.add_layer(&LayerBuffer::new(&second).unwrap());
            assert_eq!(more.entries + tree.left_out(1), 4);
            assert!(tree.left_out(1) > 0);
            assert!(tree.names.len() <= room.heap && tree.heap.len() <= room.heap);
            assert!(tree.len() <= room.nodes && tree.versions() <= room.versions);
            assert!(tree.find(b"d/0").is_some_and(|node| tree.is_live(node)));
        }
    }
}
