//! All paths in the order of their bytes, each put together once.

use super::{NodeId, ROOT, Tree};

/// A visit that is still to be made: of a path itself, or of all that is below it. Of `a`, `a-b` and `a/c` the one below `a` comes last,
/// for `-` stands before `/`. So a directory's content is a visit of its own, at the name with a slash.
#[derive(Clone, Copy, PartialEq)]
enum Visit {
    Itself,
    Below,
}

impl Tree {
    /// Calls `each` for every node that `wanted` wants, in the order of the paths' bytes. Nothing below an unwanted node is
    /// visited. *Cost:* the wanted nodes and their siblings; no path is held but the one that is visited.
    pub fn walk(&self, wanted: &mut dyn FnMut(NodeId) -> bool, each: &mut dyn FnMut(NodeId, &[u8])) {
        let mut path: Vec<u8> = Vec::new();
        let mut pending = vec![(ROOT, Visit::Below, 0)];
        while let Some((node, visit, folder)) = pending.pop() {
            path.truncate(folder);
            if node != ROOT {
                path.extend_from_slice(self.name(node));
            }
            if visit == Visit::Itself {
                each(node, &path);
                continue;
            }
            if node != ROOT {
                path.push(b'/');
            }
            let from = pending.len();
            for child in self.children(node).filter(|child| wanted(*child)) {
                pending.push((child, Visit::Itself, path.len()));
                if self.has_children(child) {
                    pending.push((child, Visit::Below, path.len()));
                }
            }
            let key = |(node, visit, _): &(NodeId, Visit, usize)| {
                let slash: &[u8] = if *visit == Visit::Below { b"/" } else { b"" };
                self.name(*node).iter().chain(slash)
            };
            let added = pending.get_mut(from..).unwrap_or_default();
            added.sort_unstable_by(|a, b| key(b).cmp(key(a))); // last first, as a stack wants them
        }
    }
}
