//! The merged view at a height, as overlay2 would mount it: which version of each path is seen.

use super::{Column, Item, NONE, ROOT, Tree, position};

/// What is seen from one height. *Shape:* one element a node; `NONE` = not there.
#[derive(Debug, Clone)]
pub struct MergedView {
    /// The version whose attributes are seen.
    pub version: Column<u32>,
}

impl Tree {
    /// The merged view of layers 0..=`height`. One pass, for parents stand before children.
    pub fn seen_at(&self, height: usize) -> MergedView {
        let mut version = Column::new(self.nodes.len(), NONE);
        let mut floors = Column::new(self.nodes.len(), 0u64);
        for node in 0..self.nodes.len() as u32 {
            let parent = self.parent(node);
            let floor = floors.get(parent);
            if node != ROOT && parent != ROOT && version.get(parent) == NONE {
                floors.set(node, floor);
                continue; // nothing below what is not there
            }
            let (seen, floor) = self.evaluate(node, height, floor);
            version.set(node, seen);
            floors.set(node, floor);
        }
        MergedView { version }
    }

    /// What is seen of one path from a height; `NONE` = it is not there.
    pub fn seen_path(&self, node: u32, height: usize) -> u32 {
        self.standing(node, height).0
    }

    /// The version seen of a path, and the position behind which something must stand to be seen below it.
    pub(super) fn standing(&self, node: u32, height: usize) -> (u32, u64) {
        let mut chain = Vec::new();
        let mut at = node;
        while at != NONE {
            chain.push(at);
            at = self.parent(at);
        }
        let mut result = (NONE, 0);
        for node in chain.into_iter().rev() {
            result = self.evaluate(node, height, result.1);
        }
        result
    }

    /// The version seen of a node when only events behind `floor` count below its parent, and the floor for its children.
    pub(super) fn evaluate(&self, node: u32, height: usize, floor: u64) -> (u32, u64) {
        let mut floor = floor;
        let mut seen = NONE;
        let mut implied = false;
        for (id, version) in self.versions_of(node) {
            if usize::from(version.layer) > height {
                continue;
            }
            if position(version.layer, NONE) < floor {
                break;
            }
            if version.is_item() && version.at() > floor {
                if seen == NONE {
                    seen = id;
                    implied = version.item == Item::Implied;
                } else if implied && version.is_dir() {
                    // Attributes of a directory that upper layers only imply come from the entry below.
                    seen = id;
                    implied = version.item == Item::Implied;
                }
            }
            if let Some(cut) = version.cut_at() {
                floor = floor.max(cut);
            }
            // Once a path is found not to be there, or to be no directory, nothing further down matters.
            if seen == NONE && version.whiteout {
                break;
            }
        }
        (seen, floor)
    }
}
