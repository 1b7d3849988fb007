//! A shell's state between two lines: its working directory.

use crate::container::Container;
use crate::tree::Tree;

/// A shell in a container. It starts in the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shell {
    /// Working directory, clean.
    pub(super) cwd: Vec<u8>,
    /// The directory of `cd -`.
    pub(super) before: Option<Vec<u8>>,
}

impl Shell {
    /// Starts in a directory, such as an image's working directory; in the root when that is no directory.
    pub fn at(container: &Container, tree: &Tree, folder: &str) -> Self {
        let view = container.view(tree);
        let dentry = view.find(folder.as_bytes(), true).ok().filter(|dentry| view.is_dir(dentry));
        Self { cwd: dentry.map(|dentry| dentry.path).unwrap_or_default(), before: None }
    }

    /// The working directory, clean.
    pub fn cwd(&self) -> &[u8] {
        &self.cwd
    }
}
