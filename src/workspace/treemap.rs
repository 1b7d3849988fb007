//! What a treemap draws of the chosen image, its shown container included.

use super::Workspace;
use crate::view::{Treemap, TreemapQuery};

impl Workspace {
    /// The cells of a directory, with everything below it summed up.
    pub fn treemap(&mut self, query: TreemapQuery) -> Treemap {
        self.views.treemap(&self.tree, query)
    }
}
