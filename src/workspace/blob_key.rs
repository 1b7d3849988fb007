//! The key of a layer's bytes: the place where they are stored.

use crate::image::Layer;
use crate::source::Span;
use crate::text::display;
use std::fmt;

/// Where a layer's bytes are stored. Two images that name the same bytes of one archive have the same key; each folder of an archive is a
/// layer of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BlobKey {
    /// Number among the opened files.
    file: usize,
    offset: u64,
    len: u64,
    /// The folder that is the layer's root; empty = the whole tar.
    folder: Vec<u8>,
}

impl BlobKey {
    /// A layer's key; `None` = no opened file holds the layer.
    pub fn of(layer: &Layer) -> Option<Self> {
        let plan = layer.plan.as_ref()?;
        let Span { offset, len } = plan.span;
        Some(Self { file: plan.file, offset, len, folder: plan.below.clone() })
    }
}

impl fmt::Display for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}+{}{}", self.file, self.offset, self.len, display(&self.folder))
    }
}
