//! The merged view at a height, as overlay2 would mount it: which version of each path is seen.

use super::version::Position;
use super::{Column, NodeId, ROOT, Tree, VersionId};

/// The versions seen from one height. *Shape:* one element a node; `None` = not there.
#[derive(Debug, Clone)]
pub struct MergedView {
    /// The version whose attributes are seen.
    pub version: Column<NodeId, Option<VersionId>>,
}

impl Tree {
    /// The merged view of layers 0..=`height`. One pass, for parents stand before children.
    pub fn seen_at(&self, height: usize) -> MergedView {
        let mut version = self.node_column(None);
        let mut floors = self.node_column(Position::START);
        for node in self.node_ids() {
            let parent = self.parent(node);
            let floor = floors.get(parent);
            if parent.is_some_and(|parent| parent != ROOT && version.get(parent).is_none()) {
                floors.set(node, floor);
                continue; // nothing below what is not there
            }
            let (seen, floor) = self.evaluate(node, height, floor);
            version.set(node, seen);
            floors.set(node, floor);
        }
        MergedView { version }
    }

    /// The version of one path seen from a height; `None` = it is not there.
    pub fn seen_path(&self, node: NodeId, height: usize) -> Option<VersionId> {
        self.standing(node, height).0
    }

    /// The version seen of a path, and the position after which something must stand to be seen in it.
    pub(super) fn standing(&self, node: NodeId, height: usize) -> (Option<VersionId>, Position) {
        let mut chain: Vec<NodeId> = self.lineage(node).collect();
        chain.reverse();
        chain.into_iter().fold((None, Position::START), |(_, floor), node| self.evaluate(node, height, floor))
    }

    /// The version seen of a node when only events after `floor` count in its parent, and the floor for its children.
    pub(super) fn evaluate(&self, node: NodeId, height: usize, floor: Position) -> (Option<VersionId>, Position) {
        let mut floor = floor;
        let mut seen = None;
        let mut implied = false;
        for (id, version) in self.versions_of(node) {
            if usize::from(version.layer) > height {
                continue;
            }
            if Position::end_of(version.layer) < floor {
                break;
            }
            if version.is_item() && version.position() > floor {
                // Attributes of a directory that upper layers only imply come from the entry of a lower one.
                if seen.is_none() || implied && version.is_dir() {
                    seen = Some(id);
                    implied = version.is_implied();
                }
            }
            if let Some(cut) = version.cut_position() {
                floor = floor.max(cut);
            }
            // Once a path is found not to be there, or to be no directory, nothing further down matters.
            if seen.is_none() && version.whiteout {
                break;
            }
        }
        (seen, floor)
    }
}
