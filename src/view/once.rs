//! Bytes of a content are counted once, whatever names are shown of it.

use crate::tree::{Column, Held, NodeId, Tree, Version, VersionId};

/// The contents whose bytes are counted under a hard link, because the name that stores them is not shown.
#[derive(Default)]
pub struct CountedOnce(Column<VersionId, bool>);

impl CountedOnce {
    /// A shown name counts the bytes of its content: the name that its layer stores them under does; where that is not shown, the
    /// first that is asked for. `shown`: the version that a node shows.
    pub fn counts(&mut self, tree: &Tree, version: &Version, shown: impl Fn(NodeId) -> Option<VersionId>) -> bool {
        let Held::Hardlink { content: Some(content), .. } = version.held else { return version.is_file() };
        if shown(tree.version(content).node) == Some(content) {
            return false;
        }
        if self.0.len() != tree.versions() {
            self.0.grow(tree.versions());
        }
        !self.0.replace(content, true)
    }
}
