//! Names of all nodes in one arena, and the table from (parent, name) to node.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::{BuildHasher, Hasher};

/// The arena and the table. The table holds node ids only; the caller says what parent and name a node has.
#[derive(Default, Clone)]
pub struct Names {
    arena: Vec<u8>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Names {
    /// A stored name.
    pub fn get(&self, (at, len): (u32, u32)) -> &[u8] {
        slice(&self.arena, (at, len))
    }

    /// Bytes of all names.
    pub fn len(&self) -> usize {
        self.arena.len()
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
            hash(&self.hasher, parent, slice(&self.arena, range))
        };
        let hash = hash_of(node);
        self.table.insert_unique(hash, node, |node| hash_of(*node));
    }

    fn hash(&self, parent: u32, name: &[u8]) -> u64 {
        hash(&self.hasher, parent, name)
    }
}

fn slice(arena: &[u8], (at, len): (u32, u32)) -> &[u8] {
    arena.get(at as usize..(at as usize).saturating_add(len as usize)).unwrap_or_default()
}

fn hash(hasher: &DefaultHashBuilder, parent: u32, name: &[u8]) -> u64 {
    let mut state = hasher.build_hasher();
    state.write_u32(parent);
    state.write(name);
    state.finish()
}
