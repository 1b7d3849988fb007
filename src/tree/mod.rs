//! All layers of an image in one tree of path nodes; each node keeps its versions, one per layer that touched it.
//!
//! Every view is a question to it: what is seen at height k, what layer k did and why, one path's life.
//!
//! *Events have positions.* An event of layer L stands at (L, seq): whiteouts and opaque marks at seq 0, for they concern lower
//! layers only, entries at 1, 2, … in the order of the tar. Whatever hides lower things is a *cut* at its position: a
//! whiteout, an opaque mark, anything that is no directory. MergedView from height k, a path shows its newest entry that stands
//! behind the last cut of itself and of all its parents. *Source:* OCI image-spec layer.md; what Docker's overlay2 mounts.

mod change;
mod column;
mod content_identity;
mod diagram;
mod insert;
mod lower;
mod merge;
mod merged_view;
mod names;
mod path_history;
mod resolve_links;
mod rows;
mod subtree_counts;
mod treemap;
mod truncate;
mod view;
mod walk;

pub use change::{Change, Reasons};
pub use column::Column;
pub use content_identity::StoredCopy;
pub use diagram::{Diagram, DiagramCell, DiagramName, Floor, State, Touch};
pub use lower::{Lower, LowerPath};
pub use merge::{LayerCounts, TreeNote};
pub use merged_view::MergedView;
pub use path_history::{CopyInfo, PathHistory, VersionInfo, Xattr, attributes, shown_xattr};
pub use resolve_links::{End, Follow, Hop, Spot};
pub use rows::Row;
pub use subtree_counts::SubtreeCounts;
pub use treemap::{Stock, Treemap, TreemapCell, TreemapQuery};
pub use view::{Chosen, Mode, Order, Sort, Summary, View, Views};

use crate::layer::FileHashes;
use crate::limits::{TREE_HEAP, TREE_NODES, TREE_VERSIONS};
use crate::tar_format::FileKind;
use names::Names;
use std::rc::Rc;

/// No node, no version.
pub const NONE: u32 = u32::MAX;
/// The root's node.
pub const ROOT: u32 = 0;

/// What a version says that its layer holds at the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// An entry.
    Entry(FileKind),
    /// A directory that only the names below it tell of: its attributes are unknown, or those of the layer below.
    Implied,
    /// Nothing: only a whiteout.
    Nothing,
}

/// What one layer holds at one path. *Units:* as in `tar_format::Entry`.
#[derive(Debug, Clone, Copy)]
pub struct Version {
    /// The path.
    pub node: u32,
    /// The version of the next lower layer that touched the path, or `NONE`.
    pub older: u32,
    /// 0 = base.
    pub layer: u16,
    /// What is there.
    pub item: Item,
    /// The layer's tar has a whiteout for the path.
    pub whiteout: bool,
    /// … an opaque mark in it.
    pub opaque: bool,
    /// The data is a list of pieces.
    pub sparse: bool,
    /// Permission bits.
    pub mode: u16,
    /// Order in the layer, from 1; 0 for a mere whiteout.
    seq: u32,
    /// Seq of the last cut in this layer, or `NONE`.
    cut: u32,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Nanoseconds of the time.
    pub mtime_nanos: u32,
    /// Link target in the heap, or device numbers.
    pub link: (u32, u32),
    /// Packed extended attributes in the heap.
    pub xattrs: (u32, u32),
    /// The version that holds the content: itself for a file, the target's for a hard link, else `NONE`.
    pub content: u32,
    /// Bytes when unpacked; of a symbolic link, of its target's name.
    pub size: u64,
    /// Seconds since 1970.
    pub mtime: i64,
    /// Where the content starts in the decompressed layer of `content`; of a sparse file, where its first header does.
    pub data_at: u64,
}

impl Version {
    /// What stands at the id `NONE`: nothing.
    const ABSENT: Self = Self {
        node: NONE,
        older: NONE,
        layer: 0,
        item: Item::Nothing,
        whiteout: false,
        opaque: false,
        sparse: false,
        mode: 0o755,
        seq: 0,
        cut: NONE,
        uid: 0,
        gid: 0,
        mtime_nanos: 0,
        link: (0, 0),
        xattrs: (0, 0),
        content: NONE,
        size: 0,
        mtime: 0,
        data_at: 0,
    };

    /// A file or hard link, a directory …; `None` for a mere whiteout.
    pub fn kind(&self) -> Option<FileKind> {
        match self.item {
            Item::Entry(kind) => Some(kind),
            Item::Implied => Some(FileKind::Dir),
            Item::Nothing => None,
        }
    }

    /// Something is there.
    pub fn is_item(&self) -> bool {
        self.item != Item::Nothing
    }

    /// A directory is there.
    pub fn is_dir(&self) -> bool {
        matches!(self.item, Item::Entry(FileKind::Dir) | Item::Implied)
    }

    /// For a moment at least no directory stood here while its layer was applied: nothing from below survives that.
    pub fn is_cut(&self) -> bool {
        self.cut != NONE && self.cut > 0
    }

    /// Position of its entry.
    fn at(&self) -> u64 {
        position(self.layer, self.seq)
    }

    /// Position of its last cut.
    fn cut_at(&self) -> Option<u64> {
        (self.cut != NONE).then(|| position(self.layer, self.cut))
    }
}

fn position(layer: u16, seq: u32) -> u64 {
    u64::from(layer) << 32 | u64::from(seq)
}

/// A path. Parents always stand before children.
#[derive(Debug, Clone, Copy)]
struct Node {
    parent: u32,
    name: (u32, u32),
    first_child: u32,
    next_sibling: u32,
    newest: u32,
}

impl Node {
    /// What stands at the id `NONE`: a path that is nowhere. The root begins like it.
    const ABSENT: Self = Self { parent: NONE, name: (0, 0), first_child: NONE, next_sibling: NONE, newest: NONE };
}

/// How large a tree may become: `limits`, but in tests of what happens there.
#[derive(Clone, Copy)]
struct Room {
    nodes: usize,
    versions: usize,
    heap: usize,
}

/// The history of every path of an image.
#[derive(Clone)]
pub struct Tree {
    nodes: Vec<Node>,
    names: Names,
    versions: Vec<Version>,
    /// Link targets and extended attributes of all layers.
    heap: Vec<u8>,
    layers: Vec<merge::LayerState>,
    /// For each node the version seen from the top of the layers merged so far.
    live: Column<u32>,
    /// What the files of each layer hash to, as far as it is known.
    contents: Vec<Rc<FileHashes>>,
    room: Room,
    /// Scratch of `mark_parents`, `NONE` and `false` for every node between two uses.
    known: Column<u32>,
    climbed: Column<bool>,
}

impl Default for Tree {
    fn default() -> Self {
        Self {
            nodes: vec![Node::ABSENT],
            names: Names::default(),
            versions: Vec::new(),
            heap: Vec::new(),
            layers: Vec::new(),
            live: Column::new(1, NONE),
            contents: Vec::new(),
            room: Room { nodes: TREE_NODES, versions: TREE_VERSIONS, heap: TREE_HEAP },
            known: Column::new(0, NONE),
            climbed: Column::new(0, false),
        }
    }
}

impl Tree {
    /// Paths known, the root included.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Only the root is known.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() == 1
    }

    /// Layers merged or skipped so far.
    pub fn layers(&self) -> usize {
        self.layers.len()
    }

    /// Versions in all.
    pub fn versions(&self) -> usize {
        self.versions.len()
    }

    /// A version by its id; `NONE` is one that holds nothing.
    pub fn version(&self, id: u32) -> &Version {
        self.versions.get(id as usize).unwrap_or(&Version::ABSENT)
    }

    fn node(&self, id: u32) -> Node {
        self.nodes.get(id as usize).copied().unwrap_or(Node::ABSENT)
    }

    /// An entry with a path and attributes of so many bytes still fits.
    fn has_room(&self, path: usize, attributes: usize) -> bool {
        let parts = path / 2 + 2; // a folder takes a character and a slash, and the root may be new to the layer
        self.nodes.len() + parts <= self.room.nodes
            && self.versions.len() + parts <= self.room.versions
            && self.names.len() + path <= self.room.heap
            && self.heap.len() + attributes <= self.room.heap
    }

    /// Last component of a node's path.
    pub fn name(&self, node: u32) -> &[u8] {
        self.names.get(self.node(node).name)
    }

    /// The node above; `NONE` for the root.
    pub fn parent(&self, node: u32) -> u32 {
        self.node(node).parent
    }

    /// Path from the root, without a leading `/`; empty for the root.
    pub fn path(&self, node: u32) -> Vec<u8> {
        let mut parts = Vec::new();
        let mut at = node;
        while at != ROOT && at != NONE {
            parts.push(self.name(at));
            at = self.parent(at);
        }
        parts.reverse();
        parts.join(&b'/')
    }

    /// The node at a clean path.
    pub fn find(&self, path: &[u8]) -> Option<u32> {
        let mut node = ROOT;
        for part in path.split(|b| *b == b'/').filter(|p| !p.is_empty()) {
            node = self.child(node, part)?;
        }
        Some(node)
    }

    /// Bytes of the heap.
    pub fn bytes(&self, (at, len): (u32, u32)) -> &[u8] {
        self.heap.get(at as usize..(at as usize).saturating_add(len as usize)).unwrap_or_default()
    }

    /// Link target of a version, as stored; empty where there is none.
    pub fn target(&self, version: &Version) -> &[u8] {
        match version.item {
            Item::Entry(FileKind::Symlink | FileKind::Hardlink) => self.bytes(version.link),
            _ => b"",
        }
    }

    /// What a layer holds at a path, if it holds anything there.
    pub fn version_in(&self, node: u32, layer: usize) -> Option<&Version> {
        self.nodes.get(node as usize)?;
        self.versions_of(node).map(|(_, v)| v).find(|v| usize::from(v.layer) == layer).filter(|v| v.is_item())
    }

    /// The version that stores a version's content: itself, or the target of a hard link.
    pub fn content_of(&self, version: &Version) -> Option<&Version> {
        self.versions.get(version.content as usize)
    }

    /// Versions of a node, newest first.
    pub fn versions_of(&self, node: u32) -> impl Iterator<Item = (u32, &Version)> {
        let mut at = self.node(node).newest;
        std::iter::from_fn(move || {
            let id = at;
            let version = self.versions.get(id as usize)?;
            at = version.older;
            Some((id, version))
        })
    }

    /// Ids of the versions of a layer, in the order in which its tar first told of them.
    pub fn versions_in(&self, layer: usize) -> std::ops::Range<u32> {
        self.layers.get(layer).map_or(0..0, |layer| layer.versions.clone())
    }

    /// Something stands below it in some layer.
    pub fn has_children(&self, node: u32) -> bool {
        self.node(node).first_child != NONE
    }

    /// Children in no order.
    pub fn children(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.node(node).first_child;
        std::iter::from_fn(move || {
            let id = at;
            at = self.nodes.get(id as usize)?.next_sibling;
            Some(id)
        })
    }

    /// The child of a node by its name.
    pub fn child(&self, parent: u32, name: &[u8]) -> Option<u32> {
        self.names.find(parent, name, |node| {
            let n = self.node(node);
            (n.parent, n.name)
        })
    }

    fn child_or_new(&mut self, parent: u32, name: &[u8]) -> u32 {
        if let Some(node) = self.child(parent, name) {
            return node;
        }
        let node = self.nodes.len() as u32;
        let range = self.names.store(name);
        let above = self.nodes.get_mut(parent as usize);
        let next_sibling = above.map_or(NONE, |above| std::mem::replace(&mut above.first_child, node));
        self.nodes.push(Node { parent, name: range, first_child: NONE, next_sibling, newest: NONE });
        self.live.push(NONE);
        let nodes = &self.nodes;
        self.names.insert(node, |node| {
            let n = nodes.get(node as usize).unwrap_or(&Node::ABSENT);
            (n.parent, n.name)
        });
        node
    }
}
