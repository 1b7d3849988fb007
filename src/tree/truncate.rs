//! Takes the top layers off again: a container's changes with each operation, and stands perhaps on a lower height.

use super::{Id, IdRange, Tree, Version, VersionId};

/// So many touched paths to one of the tree make one pass over all of it cheaper than a look at each.
const DENSE: usize = 8;

impl Tree {
    /// Leaves the lowest `count` layers, as if no other had been merged. Paths that only the others name stay known, so that the
    /// numbers of nodes keep their meaning; no layer has a version of them. *Cost:* that of what the others touched.
    pub fn truncate(&mut self, count: usize) {
        let Some(first) = self.layers.get(count) else { return };
        let (versions, heap) = (first.versions.numbers().start, first.heap);
        let mut touched = Vec::new();
        for layer in self.layers.drain(count..) {
            touched.extend(layer.changes.iter().map(|(node, _)| *node));
        }
        for id in IdRange::<VersionId>::new(versions..self.versions.len() as u32).rev() {
            let Version { node, older, .. } = *self.version(id);
            touched.push(node);
            if let Some(node) = self.nodes.get_mut(node.index()) {
                node.newest = older;
            }
        }
        self.versions.truncate(versions as usize);
        self.heap.truncate(heap);
        self.contents.truncate(count);
        let Some(top) = count.checked_sub(1) else {
            touched.iter().for_each(|node| self.live.set(*node, None));
            return;
        };
        if touched.len() * DENSE > self.nodes.len() {
            self.live = self.seen_at(top).version;
            return;
        }
        for node in touched {
            let seen = self.seen_path(node, top);
            self.live.set(node, seen);
        }
    }
}
