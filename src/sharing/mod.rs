//! Layers that several images share: the trunks that they grow from, the cost of a pull, the effect of squashing.

mod pull;
mod squash;

pub use pull::{PullPlan, PullRow};
pub use squash::{Now, Squash, Stable, WhatIf};

use crate::image::{Image, Layer};
use crate::limits::LARGEST_NUMBER;
use crate::text::display_text;
use serde::Serialize;
use std::collections::HashMap;
use std::rc::Rc;

/// Most places listed for one content: a hostile archive may name one blob 200,000 times.
const SAME: usize = 20;

/// The place of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct LayerSpot {
    /// In the list of images.
    pub image: usize,
    /// In the image.
    pub index: usize,
}

/// One layer at its place, on top of all layers below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct SharedLayer {
    /// Index in `Sharing.layers`; parents stand before children.
    pub id: usize,
    /// `None` = a base.
    pub parent: Option<usize>,
    /// `None` = a diff_id is unknown, and the layer belongs to one image alone.
    pub chain_id: Option<String>,
    /// As the config says.
    pub diff_id: Option<String>,
    /// The instruction that made the layer.
    pub instruction: String,
    /// Bytes in the archive; of an absent layer, the bytes that its manifest names.
    pub stored: u64,
    /// False = no document names the bytes, and `stored` is 0.
    pub known: bool,
    /// `stored` is what a registry would send. Otherwise it counts the plain tar, where that is known.
    pub compressed: bool,
    /// Bytes, as docker counts them; `None` until the layer is read.
    pub size: Option<u64>,
    /// Images that have it at this place: those with the same chain id.
    pub images: Vec<usize>,
    /// Layers elsewhere with the same diff_id, at most 20. A registry stores such content once, a host once a place.
    pub same: Vec<usize>,
    /// Where to find it: in the first image whose archive holds it, compressed if one does so.
    pub layer: LayerSpot,
}

/// An image's shared bytes, and its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct SharingImage {
    /// In the list of images.
    pub image: usize,
    /// Tags.
    pub names: Vec<String>,
    /// Id of its top layer.
    pub top: Option<usize>,
    /// How many.
    pub layers: usize,
    /// Bytes of its layers.
    pub stored: u64,
    /// Bytes of layers that no other image has.
    pub own: u64,
}

/// All images' layers, each place once. *Units:* bytes as stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Sharing {
    /// Parents stand before children.
    pub layers: Vec<SharedLayer>,
    /// In the order of the images.
    pub images: Vec<SharingImage>,
    /// Of all images' layers.
    pub sum: u64,
    /// Each chain once, as a host stores it.
    pub once: u64,
    /// Each diff_id once, as a registry stores it.
    pub content: u64,
    /// For each image its layers' ids, base first.
    #[serde(skip)]
    of: Vec<Vec<usize>>,
}

/// Sums stop at the largest integer of a page: sizes may be hostile.
fn plus(a: u64, b: u64) -> u64 {
    a.saturating_add(b).min(LARGEST_NUMBER)
}

impl Sharing {
    /// Finds the trunks of images. `size` = bytes of a read layer's files, as docker counts them.
    ///
    /// *Shape:* a layer without a chain id ends a trunk of its own, because the layers below it are unknown. Where several archives hold
    /// a layer, a compressed one counts.
    pub fn new(images: &[Rc<Image>], size: &dyn Fn(&Layer) -> Option<u64>) -> Self {
        let mut sharing = Self::default();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for (at, image) in images.iter().enumerate() {
            let mut own = Vec::with_capacity(image.layers.len());
            for (index, layer) in image.layers.iter().enumerate() {
                let fresh = sharing.layers.len();
                let id = match &layer.chain_id {
                    Some(chain) => *known.entry(chain).or_insert(fresh),
                    None => fresh,
                };
                if id == fresh {
                    sharing.layers.push(node(image, LayerSpot { image: at, index }, layer, id, own.last().copied()));
                }
                if let Some(shared) = sharing.layers.get_mut(id) {
                    let mut better = false;
                    if let Some((stored, compressed)) = layer.sent() {
                        better = !shared.known || compressed && !shared.compressed;
                        if better {
                            (shared.stored, shared.known, shared.compressed) = (stored, true, compressed);
                        }
                    }
                    if layer.plan.is_some() && (better || !is_there(images, shared.layer)) {
                        shared.layer = LayerSpot { image: at, index };
                    }
                    shared.size = shared.size.or_else(|| size(layer));
                    if shared.images.last() != Some(&at) {
                        shared.images.push(at);
                    }
                }
                own.push(id);
            }
            sharing.of.push(own);
        }
        sharing.find_same();
        sharing.add_up(images);
        sharing
    }

    /// A layer by its id.
    pub fn layer(&self, id: usize) -> Option<&SharedLayer> {
        self.layers.get(id)
    }

    /// Ids of an image's layers, base first.
    pub fn of(&self, image: usize) -> &[usize] {
        self.of.get(image).map_or(&[], Vec::as_slice)
    }

    /// Finds equal content at other places, and the bytes of each content once.
    fn find_same(&mut self) {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut content = 0u64;
        for layer in &self.layers {
            match &layer.diff_id {
                Some(diff_id) => places.entry(diff_id).or_default().push(layer.id),
                None => content = plus(content, layer.stored),
            }
        }
        let mut same: Vec<(usize, Vec<usize>)> = Vec::new();
        for ids in places.into_values() {
            let known = ids.iter().filter_map(|id| self.layers.get(*id)).filter(|layer| layer.known);
            content = plus(content, known.map(|layer| layer.stored).min().unwrap_or(0));
            for id in ids.iter().filter(|_| ids.len() > 1) {
                same.push((*id, ids.iter().copied().filter(|other| other != id).take(SAME).collect()));
            }
        }
        for (id, others) in same {
            if let Some(layer) = self.layers.get_mut(id) {
                layer.same = others;
            }
        }
        self.content = content;
    }

    fn add_up(&mut self, images: &[Rc<Image>]) {
        for (at, image) in images.iter().enumerate() {
            let ids = self.of(at);
            let layers = || ids.iter().filter_map(|id| self.layers.get(*id));
            let sum = |of: &mut dyn Iterator<Item = &SharedLayer>| of.map(|l| l.stored).fold(0, plus);
            let told = SharingImage {
                image: at,
                names: image.names.iter().map(|name| display_text(name)).collect(),
                top: ids.last().copied(),
                layers: ids.len(),
                stored: sum(&mut layers()),
                own: sum(&mut layers().filter(|layer| layer.images.len() == 1)),
            };
            self.sum = plus(self.sum, told.stored);
            self.images.push(told);
        }
        self.once = self.layers.iter().map(|layer| layer.stored).fold(0, plus);
    }
}

/// The archive of that image holds the layer.
fn is_there(images: &[Rc<Image>], at: LayerSpot) -> bool {
    images.get(at.image).and_then(|image| image.layers.get(at.index)).is_some_and(|layer| layer.plan.is_some())
}

fn node(image: &Image, layer: LayerSpot, found: &Layer, id: usize, parent: Option<usize>) -> SharedLayer {
    let history = found.history.and_then(|at| image.config.history.get(at));
    let told = found.sent();
    let (stored, compressed) = told.unwrap_or_default();
    SharedLayer {
        id,
        parent,
        chain_id: found.chain_id.as_deref().map(display_text),
        diff_id: found.diff_id.as_deref().map(display_text),
        instruction: history.map(|h| display_text(&h.instruction())).unwrap_or_default(),
        stored,
        known: told.is_some(),
        compressed,
        size: None,
        images: Vec::new(),
        same: Vec::new(),
        layer,
    }
}
