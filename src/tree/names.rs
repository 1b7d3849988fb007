//! Names of all nodes in one arena, and the table from (parent, name) to node.

use super::{HeapRange, Id, NodeId};
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::{BuildHasher, Hasher};

/// The arena and the table. The table holds node ids only; the caller says what parent and name a node has.
#[derive(Default, Clone)]
pub struct Names {
    arena: Vec<u8>,
    table: HashTable<NodeId>,
    hasher: DefaultHashBuilder,
}

impl Names {
    /// A stored name.
    pub fn get(&self, name: HeapRange) -> &[u8] {
        name.of(&self.arena)
    }

    /// Bytes of all names.
    pub fn len(&self) -> usize {
        self.arena.len()
    }

    /// Stores a name.
    pub fn store(&mut self, name: &[u8]) -> HeapRange {
        HeapRange::put(&mut self.arena, name)
    }

    /// The child of `parent` with this name.
    pub fn find(
        &self,
        parent: NodeId,
        name: &[u8],
        of: impl Fn(NodeId) -> (Option<NodeId>, HeapRange),
    ) -> Option<NodeId> {
        let found = self.table.find(hash(&self.hasher, Some(parent), name), |node| {
            let (p, range) = of(*node);
            p == Some(parent) && self.get(range) == name
        });
        found.copied()
    }

    /// Enters a node whose parent and name are set.
    pub fn insert(&mut self, node: NodeId, of: impl Fn(NodeId) -> (Option<NodeId>, HeapRange)) {
        let hash_of = |node: NodeId| {
            let (parent, range) = of(node);
            hash(&self.hasher, parent, range.of(&self.arena))
        };
        let hash = hash_of(node);
        self.table.insert_unique(hash, node, |node| hash_of(*node));
    }
}

fn hash(hasher: &DefaultHashBuilder, parent: Option<NodeId>, name: &[u8]) -> u64 {
    let mut state = hasher.build_hasher();
    state.write_u32(parent.map_or(u32::MAX, NodeId::number));
    state.write(name);
    state.finish()
}
