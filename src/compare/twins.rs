//! The same paths in the trees of two images.

use crate::tree::{Column, NodeId, ROOT, Tree};

/// For each node on the left the one on the right with the same path.
pub(super) type Twins = Column<NodeId, Option<NodeId>>;

/// For each node on the left, the node with the same path on the right. Parents stand before children, so each costs one look-up.
pub(super) fn twins(left: &Tree, right: &Tree) -> Twins {
    let mut twins = left.node_column(None);
    twins.set(ROOT, Some(ROOT));
    for node in left.node_ids().skip(1) {
        if let Some(above) = twins.get(left.parent(node)) {
            twins.set(node, right.child(above, left.name(node)));
        }
    }
    twins
}
