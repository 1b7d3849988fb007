//! The chosen image's tree, and the layer of the shown container on top of it.

use crate::container::Upper;
use crate::layer::{FileHashes, LayerBuffer};
use crate::tree::{LayerCounts, Tree};
use std::rc::Rc;

/// The tree that is shown.
#[derive(Default)]
pub struct ShownTree {
    tree: Tree,
    top: Option<TopLayer>,
    /// Counts the changes after which a version's number may stand for something else.
    edition: u64,
}

/// The layer of the shown container.
pub struct TopLayer {
    /// Number of the container.
    pub container: usize,
    /// Index of its layer = how many layers are below it.
    pub index: usize,
    /// The image's whole tree, when the container stands on some of its layers: then the shown tree is cut above them.
    whole: Option<Tree>,
    /// Its entries.
    pub counts: LayerCounts,
    /// Bytes that each layer of the shown tree stores and its top does not show.
    pub dead: Vec<u64>,
}

/// Layers that hashes of files have changed.
#[derive(Debug, Default)]
pub struct ChangedLayers {
    /// Layers of the shown tree.
    pub shown: Vec<usize>,
    /// New counts of the image's layers.
    pub counts: Vec<(usize, LayerCounts)>,
}

impl ShownTree {
    /// An empty tree that follows one of this edition.
    pub fn after(edition: u64) -> Self {
        Self { edition: edition + 1, ..Self::default() }
    }

    /// The tree that is shown, the container's layer included.
    pub fn shown(&self) -> &Tree {
        &self.tree
    }

    /// A tree with all layers of the image; a container's layer may lie on top of them.
    pub fn of_image(&self) -> &Tree {
        self.top.as_ref().and_then(|top| top.whole.as_ref()).unwrap_or(&self.tree)
    }

    /// The image's tree for merging; `None` = a container is shown, so all layers are merged.
    pub fn for_merging(&mut self) -> Option<&mut Tree> {
        self.top.is_none().then_some(&mut self.tree)
    }

    /// The layer of the shown container.
    pub fn top(&self) -> Option<&TopLayer> {
        self.top.as_ref()
    }

    /// Counts the changes after which a version's number may stand for something else.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// Lays a container on the lowest `index` layers. *Cost:* a copy of the tree when they are not all of the image's.
    pub fn mount(&mut self, container: usize, index: usize, upper: &Upper) {
        self.unmount();
        let mut whole = None;
        if index < self.tree.layers() {
            let mut cut = self.tree.clone();
            cut.truncate(index);
            whole = Some(std::mem::replace(&mut self.tree, cut));
        }
        self.top = Some(TopLayer { container, index, whole, counts: LayerCounts::default(), dead: Vec::new() });
        self.remount(upper);
    }

    /// Replaces the container's layer after a change. *Cost:* that of the upper directory, and one look at each path's bytes.
    pub fn remount(&mut self, upper: &Upper) {
        let Some(top) = &mut self.top else { return };
        self.tree.truncate(top.index);
        self.edition += 1;
        // The buffer fails only when it is larger than any layer may be; then the tree says that the layer is left out.
        match upper.to_layer().as_deref().map(LayerBuffer::new) {
            Ok(Ok(buffer)) => top.counts = self.tree.add_upper(&buffer),
            _ => self.tree.skip_layer(),
        }
        top.dead = self.tree.dead_bytes();
    }

    /// Takes the container's layer off → whether there was one.
    pub fn unmount(&mut self) -> bool {
        let Some(top) = self.top.take() else { return false };
        match top.whole {
            Some(whole) => self.tree = whole,
            None => self.tree.truncate(top.index),
        }
        self.edition += 1;
        true
    }

    /// Takes hashes of a layer's files.
    pub fn set_contents(&mut self, layer: usize, hashes: &Rc<FileHashes>) -> ChangedLayers {
        let Some(top) = &mut self.top else {
            let shown = self.tree.set_contents(layer, hashes.clone());
            return ChangedLayers { counts: counts(&self.tree, &shown), shown };
        };
        let mut shown = Vec::new();
        if layer < top.index {
            shown = self.tree.set_contents(layer, hashes.clone());
            shown.retain(|upper| *upper <= top.index);
        }
        top.counts = self.tree.counts(top.index).unwrap_or_default();
        let counts = match &mut top.whole {
            Some(whole) => {
                let changed = whole.set_contents(layer, hashes.clone());
                counts(whole, &changed)
            }
            None => counts(&self.tree, &shown),
        };
        ChangedLayers { shown, counts }
    }
}

fn counts(tree: &Tree, layers: &[usize]) -> Vec<(usize, LayerCounts)> {
    layers.iter().filter_map(|layer| Some((*layer, tree.counts(*layer)?))).collect()
}
