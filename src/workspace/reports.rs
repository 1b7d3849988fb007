//! What is written out of the chosen image.

use super::Workspace;
use crate::report::dockerfile;

impl Workspace {
    /// A Dockerfile as far as history tells it.
    pub fn dockerfile(&self) -> String {
        let sizes: Vec<Option<u64>> = self.layers.iter().map(|l| l.counts.map(|c| c.size)).collect();
        dockerfile(self.image(), &sizes)
    }
}
