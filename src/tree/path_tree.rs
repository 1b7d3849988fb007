//! The tree itself: nodes, their names and versions, and the ways between them.

use super::column::Column;
use super::id::{Id, IdRange, NodeId, ROOT, VersionId};
use super::layer_state::LayerState;
use super::names::Names;
use super::version::{FileContent, HeapRange, StoredContent, Version};
use crate::layer::FileHashes;
use crate::limits::{TREE_HEAP, TREE_NODES, TREE_VERSIONS};
use std::rc::Rc;

/// A path. Parents always stand before children.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) parent: Option<NodeId>,
    pub(super) name: HeapRange,
    pub(super) first_child: Option<NodeId>,
    pub(super) next_sibling: Option<NodeId>,
    pub(super) newest: Option<VersionId>,
}

const _: () = assert!(size_of::<Node>() <= 24);

impl Node {
    /// The root of an empty tree; what an id that is no node of a tree reads as.
    pub(super) const LONE: Self =
        Self { parent: None, name: HeapRange { at: 0, len: 0 }, first_child: None, next_sibling: None, newest: None };
}

/// How large a tree may become: `limits`, but in tests of what happens there.
#[derive(Clone, Copy)]
pub(super) struct Room {
    pub(super) nodes: usize,
    pub(super) versions: usize,
    pub(super) heap: usize,
}

/// The history of every path of an image.
#[derive(Clone)]
pub struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) names: Names,
    pub(super) versions: Vec<Version>,
    /// Link targets and extended attributes of all layers.
    pub(super) heap: Vec<u8>,
    pub(super) layers: Vec<LayerState>,
    /// For each node the version seen from the top of the layers merged so far.
    pub(super) live: Column<NodeId, Option<VersionId>>,
    /// The hashes of the files of each layer, as far as they are known.
    pub(super) contents: Vec<Rc<FileHashes>>,
    pub(super) room: Room,
    /// Scratch of `apply` and `mark_parents`, `None` and `false` for every node between two uses.
    pub(super) known: Column<NodeId, Option<VersionId>>,
    pub(super) climbed: Column<NodeId, bool>,
}

impl Default for Tree {
    fn default() -> Self {
        Self {
            nodes: vec![Node::LONE],
            names: Names::default(),
            versions: Vec::new(),
            heap: Vec::new(),
            layers: Vec::new(),
            live: Column::new(1, None),
            contents: Vec::new(),
            room: Room { nodes: TREE_NODES, versions: TREE_VERSIONS, heap: TREE_HEAP },
            known: Column::default(),
            climbed: Column::default(),
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

    /// All nodes: the root, then others, parents before children.
    pub fn node_ids(&self) -> IdRange<NodeId> {
        IdRange::new(0..self.nodes.len() as u32)
    }

    /// All versions, those of lower layers first.
    pub fn version_ids(&self) -> IdRange<VersionId> {
        IdRange::new(0..self.versions.len() as u32)
    }

    /// A column with the same value for each node.
    pub fn node_column<T: Copy>(&self, absent: T) -> Column<NodeId, T> {
        Column::new(self.nodes.len(), absent)
    }

    /// A column with the same value for each version.
    pub fn version_column<T: Copy>(&self, absent: T) -> Column<VersionId, T> {
        Column::new(self.versions.len(), absent)
    }

    /// The tree knows this node: pages may ask for nodes of an image that was chosen before.
    pub fn has(&self, node: NodeId) -> bool {
        node.index() < self.nodes.len()
    }

    /// A version by its id. An id of another tree reads as one that holds nothing.
    pub fn version(&self, id: VersionId) -> &Version {
        self.versions.get(id.index()).unwrap_or(&Version::NOTHING)
    }

    pub(super) fn node(&self, id: NodeId) -> Node {
        self.nodes.get(id.index()).copied().unwrap_or(Node::LONE)
    }

    /// An entry with a path and attributes of so many bytes still fits.
    pub(super) fn has_room(&self, path: usize, attributes: usize) -> bool {
        let parts = path / 2 + 2; // a folder takes a character and a slash, and the root may be new to the layer
        self.nodes.len() + parts <= self.room.nodes
            && self.versions.len() + parts <= self.room.versions
            && self.names.len() + path <= self.room.heap
            && self.heap.len() + attributes <= self.room.heap
    }

    /// Last component of a node's path.
    pub fn name(&self, node: NodeId) -> &[u8] {
        self.names.get(self.node(node).name)
    }

    /// The node above; `None` for the root.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.node(node).parent
    }

    /// A node and all above it, the root last.
    pub fn lineage(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(node), |node| self.parent(*node))
    }

    /// The nodes above a node, the root last.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(node), |node| self.parent(*node))
    }

    /// Path from the root, without a leading `/`; empty for the root.
    pub fn path(&self, node: NodeId) -> Vec<u8> {
        let mut parts: Vec<&[u8]> = self.lineage(node).take_while(|at| *at != ROOT).map(|at| self.name(at)).collect();
        parts.reverse();
        parts.join(&b'/')
    }

    /// The node at a clean path.
    pub fn find(&self, path: &[u8]) -> Option<NodeId> {
        path.split(|b| *b == b'/').filter(|p| !p.is_empty()).try_fold(ROOT, |node, part| self.child(node, part))
    }

    /// Bytes of the heap.
    pub fn bytes(&self, range: HeapRange) -> &[u8] {
        range.of(&self.heap)
    }

    /// Link target of a version, as stored; empty where it is no link.
    pub fn target(&self, version: &Version) -> &[u8] {
        self.bytes(version.link())
    }

    /// The version of a path that a layer holds, if it holds anything there.
    pub fn version_in(&self, node: NodeId, layer: usize) -> Option<&Version> {
        self.versions_of(node).map(|(_, v)| v).find(|v| usize::from(v.layer) == layer).filter(|v| v.is_item())
    }

    /// Where a version's content is stored: a hard link's where its target's is.
    pub fn content_of(&self, version: &Version) -> Option<StoredContent> {
        let stored = self.version(version.content()?);
        let FileContent { form, at, .. } = stored.file()?;
        Some(StoredContent { layer: stored.layer, form, at, size: stored.size })
    }

    /// Versions of a node, newest first.
    pub fn versions_of(&self, node: NodeId) -> impl Iterator<Item = (VersionId, &Version)> {
        let mut next = self.node(node).newest;
        std::iter::from_fn(move || {
            let id = next?;
            let version = self.versions.get(id.index())?;
            next = version.older;
            Some((id, version))
        })
    }

    /// The newest version up to a height that puts something at the path.
    pub fn newest_item(&self, node: NodeId, height: usize) -> Option<VersionId> {
        self.versions_of(node).find(|(_, v)| usize::from(v.layer) <= height && v.is_item()).map(|(id, _)| id)
    }

    /// Ids of the versions of a layer, in the order in which its tar first names their paths.
    pub fn versions_in(&self, layer: usize) -> IdRange<VersionId> {
        self.layers.get(layer).map(|layer| layer.versions.clone()).unwrap_or_default()
    }

    /// Ids of the versions of the lowest `layers` layers.
    pub fn versions_below(&self, layers: usize) -> IdRange<VersionId> {
        let end = layers.checked_sub(1).map_or(0, |top| self.versions_in(top).numbers().end);
        IdRange::new(0..end)
    }

    /// Some layer names something in it.
    pub fn has_children(&self, node: NodeId) -> bool {
        self.node(node).first_child.is_some()
    }

    /// Children in no order.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(node).first_child, |child| self.node(*child).next_sibling)
    }

    /// The child of a node by its name.
    pub fn child(&self, parent: NodeId, name: &[u8]) -> Option<NodeId> {
        self.names.find(parent, name, |node| {
            let n = self.node(node);
            (n.parent, n.name)
        })
    }

    pub(super) fn child_or_new(&mut self, parent: NodeId, name: &[u8]) -> NodeId {
        if let Some(node) = self.child(parent, name) {
            return node;
        }
        let node = NodeId::from_number(self.nodes.len() as u32);
        let name = self.names.store(name);
        let above = self.nodes.get_mut(parent.index());
        let next_sibling = above.and_then(|above| above.first_child.replace(node));
        self.nodes.push(Node { parent: Some(parent), name, first_child: None, next_sibling, newest: None });
        self.live.push(None);
        let nodes = &self.nodes;
        self.names.insert(node, |node| {
            let n = nodes.get(node.index()).unwrap_or(&Node::LONE);
            (n.parent, n.name)
        });
        node
    }
}
