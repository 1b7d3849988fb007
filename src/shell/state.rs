//! A shell's state between two lines: its working directory.

use crate::container::Container;
use crate::tree::Tree;

/// A shell in a container: where it stands. It begins in the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shell {
    /// Clean path.
    pub(super) cwd: Vec<u8>,
    /// Where `cd -` leads.
    pub(super) before: Option<Vec<u8>>,
}

impl Shell {
    /// One that begins in a directory, an image's working directory say; in the root when it is none.
    pub fn at(container: &Container, tree: &Tree, folder: &str) -> Self {
        let view = container.view(tree);
        let dentry = view.find(folder.as_bytes(), true).ok().filter(|dentry| view.is_dir(dentry));
        Self { cwd: dentry.map(|dentry| dentry.path).unwrap_or_default(), before: None }
    }

    /// The directory it stands in, clean.
    pub fn cwd(&self) -> &[u8] {
        &self.cwd
    }
}
