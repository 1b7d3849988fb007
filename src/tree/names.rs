//! Names of all nodes in one arena, and the table from (parent, name) to node.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::{BuildHasher, Hasher};

/// The arena and the table. The table holds node ids only; the caller says what parent and name a node has.
#[derive(Default)]
pub struct Names {
    arena: Vec<u8>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Names {
    /// A stored name.
    pub fn get(&self, (at, len): (u32, u32)) -> &[u8] {
        &self.arena[at as usize..][..len as usize]
    }

    /// Stores a name.
    pub fn store(&mut self, name: &[u8]) -> (u32, u32) {
        let at = self.arena.len() as u32;
        self.arena.extend_from_slice(name);
        (at, name.len() as u32)
    }

    /// The child of `parent` with this name.
    pub fn find(&self, parent: u32, name: &[u8], of: impl Fn(u32) -> (u32, (u32, u32))) -> Option<u32> {
        let found = self.table.find(self.hash(parent, name), |node| {
            let (p, range) = of(*node);
            p == parent && self.get(range) == name
        });
        found.copied()
    }

    /// Enters a node whose parent and name are set.
    pub fn insert(&mut self, node: u32, of: impl Fn(u32) -> (u32, (u32, u32))) {
        let hash_of = |node: u32| {
            let (parent, range) = of(node);
            hash(&self.hasher, parent, &self.arena[range.0 as usize..][..range.1 as usize])
        };
        let hash = hash_of(node);
        self.table.insert_unique(hash, node, |node| hash_of(*node));
    }

    fn hash(&self, parent: u32, name: &[u8]) -> u64 {
        hash(&self.hasher, parent, name)
    }
}

fn hash(hasher: &DefaultHashBuilder, parent: u32, name: &[u8]) -> u64 {
    let mut state = hasher.build_hasher();
    state.write_u32(parent);
    state.write(name);
    state.finish()
}
