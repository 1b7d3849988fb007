//! The saving of merged layers, and the cost for images that share them.

use super::{Sharing, plus};
use crate::image::Image;
use crate::sorting::sort_by_key;
use crate::tree::Tree;
use crate::waste::Waste;
use serde::Serialize;
use std::rc::Rc;

/// Most runs of layers listed.
const RUNS: usize = 20;
/// Most images listed for a shared layer.
const SHARERS: usize = 100;

/// One way to merge. *Units:* bytes of files' contents, as `Tree::stored` counts them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Squash {
    /// The lowest merged layer.
    pub from: usize,
    /// The highest merged layer; equal to `from`, nothing changes.
    pub to: usize,
    /// Layers that become one.
    pub merged: usize,
    /// Layers of the image afterwards.
    pub layers: usize,
    /// Dead bytes that go: bytes that these layers store and one of them hides.
    pub saved: u64,
    /// Bytes of the image afterwards, in file bytes.
    pub size: u64,
    /// Bytes of the new layer.
    pub layer: u64,
    /// Bytes of layers that other open images share and that this image no longer has in common with them.
    pub unshared: u64,
    /// Those images, at most 100.
    pub sharers: Vec<usize>,
    /// Bytes of the next pull when only the top layer changes: that layer, or the new one when `to` is the top.
    pub pull: u64,
}

/// The image as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Now {
    /// Bytes of the image, in file bytes.
    pub size: u64,
    /// Dead bytes.
    pub dead: u64,
    /// How many.
    pub layers: usize,
    /// Bytes of the next pull when only the top layer changes.
    pub pull: u64,
}

/// Layers that another version of the image also has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Stable {
    /// Another open image of the same repository, or else the one that shares the most.
    pub image: usize,
    /// The lowest `until` layers are the same in both.
    pub until: usize,
}

/// All useful ways to merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct WhatIf {
    /// The image as it is.
    pub now: Now,
    /// All layers become one.
    pub all: Squash,
    /// `from[n]` merges the layers n..=top.
    pub from: Vec<Squash>,
    /// The largest saving first, at most 20: each run of layers that hide each other's bytes, and for each count of
    /// merged layers the run that saves the most, where that is more than a shorter run saves.
    pub runs: Vec<Squash>,
    /// The layers that did not change between two images.
    pub stable: Option<Stable>,
}

/// Bytes of an image's layers, by the layer that stores them and the layer that hides them.
struct Layers<'a> {
    count: usize,
    /// Bytes that each layer stores.
    sizes: Vec<u64>,
    /// At `stored * count + hidden_by`: dead bytes; later those stored in any layer from `stored` on and hidden by any up to
    /// `hidden_by`.
    saved: Vec<u64>,
    sharing: &'a Sharing,
    image: usize,
}

impl Sharing {
    /// The effects of squashing image number `image`. `tree` holds its layers, and `waste` their dead bytes.
    ///
    /// A squashed layer holds what merging its layers alone leaves: all that they store, except what one of them hides.
    /// Paths that a layer above the squashed ones hides stay. Whiteouts of the squashed layers for what is below stay, too. A hard link
    /// into a lower layer stays a link.
    pub fn what_if(&self, images: &[Rc<Image>], image: usize, tree: &Tree, waste: &Waste) -> WhatIf {
        let count = self.of(image).len();
        let mut layers = Layers::read(self, image, (tree, waste), count);
        let runs = layers.joined();
        layers.sum_up();
        let top = count.saturating_sub(1);
        let all = layers.squash(0, top);
        let mut best: Vec<Squash> = Vec::new();
        for (from, to) in runs.into_iter().chain(layers.best()) {
            if best.iter().all(|known| (known.from, known.to) != (from, to)) {
                best.push(layers.squash(from, to));
            }
        }
        sort_by_key(&mut best, |run| (std::cmp::Reverse(run.saved), run.merged, run.from));
        best.truncate(RUNS);
        let (size, dead) = (layers.size(), layers.at(0, top));
        WhatIf {
            now: Now { size, dead, layers: count, pull: layers.sizes.last().copied().unwrap_or(0) },
            from: (0..count).map(|from| layers.squash(from, top)).collect(),
            all,
            runs: best,
            stable: self.stable(images, image),
        }
    }

    /// Finds the other version of an image: one of its repository, or the one that shares the most.
    fn stable(&self, images: &[Rc<Image>], image: usize) -> Option<Stable> {
        let (own, ids) = (images.get(image)?, self.of(image));
        let mine: Vec<&str> = own.names.iter().map(|name| repository(name)).collect();
        let other = |(at, other): (usize, &Rc<Image>)| {
            let related = other.names.iter().any(|name| mine.contains(&repository(name)));
            let until = ids.iter().zip(self.of(at)).take_while(|(a, b)| a == b).count();
            (at != image && other.id != own.id && (related || until > 0)).then_some((related, until, at))
        };
        let best = images.iter().enumerate().filter_map(other);
        let (_, until, image) = best.max_by_key(|(related, until, at)| (*related, *until, std::cmp::Reverse(*at)))?;
        Some(Stable { image, until })
    }
}

/// A name without its tag and digest. A colon before the last slash belongs to a port.
fn repository(name: &str) -> &str {
    let name = name.split_once('@').map_or(name, |(name, _)| name);
    match name.rsplit_once(':') {
        Some((repository, tag)) if !tag.contains('/') => repository,
        _ => name,
    }
}

impl<'a> Layers<'a> {
    fn read(sharing: &'a Sharing, image: usize, (tree, waste): (&Tree, &Waste), count: usize) -> Self {
        let mut layers =
            Self { count, sizes: vec![0; count], saved: vec![0; count.saturating_mul(count)], sharing, image };
        for id in tree.version_ids() {
            if let Some(size) = layers.sizes.get_mut(usize::from(tree.version(id).layer)) {
                *size = plus(*size, tree.stored(id));
            }
        }
        for dead in &waste.dead {
            let at = usize::from(tree.version(dead.version).layer).saturating_mul(count) + usize::from(dead.hidden_by);
            if let Some(saved) = layers.saved.get_mut(at) {
                *saved = plus(*saved, tree.stored(dead.version));
            }
        }
        layers
    }

    fn at(&self, from: usize, to: usize) -> u64 {
        if from >= self.count || to >= self.count {
            return 0;
        }
        self.saved.get(from * self.count + to).copied().unwrap_or(0)
    }

    /// Runs that belong together: a layer is in the run of each layer whose bytes it hides, and so are all layers between the two.
    fn joined(&self) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for layer in 0..self.count {
            let Some(hidden_by) = (layer + 1..self.count).rev().find(|hidden_by| self.at(layer, *hidden_by) > 0) else {
                continue;
            };
            match runs.last_mut() {
                Some((_, to)) if layer <= *to => *to = hidden_by.max(*to),
                _ => runs.push((layer, hidden_by)),
            }
        }
        runs
    }

    /// Turns the bytes of each pair into those of each run.
    fn sum_up(&mut self) {
        for from in (0..self.count).rev() {
            let mut row = 0u64;
            for to in 0..self.count {
                row = plus(row, self.at(from, to));
                let sum = plus(row, self.at(from + 1, to));
                if let Some(at) = self.saved.get_mut(from * self.count + to) {
                    *at = sum;
                }
            }
        }
    }

    /// For each count of merged layers the run that saves the most, where it saves more than a shorter run.
    fn best(&self) -> Vec<(usize, usize)> {
        let mut best = Vec::new();
        let mut most = (0..self.count).map(|only| self.at(only, only)).max().unwrap_or(0);
        for more in 1..self.count {
            let runs = (0..self.count - more).map(|from| (self.at(from, from + more), from));
            if let Some((saved, from)) = runs.max_by_key(|(saved, from)| (*saved, std::cmp::Reverse(*from)))
                && saved > most
            {
                most = saved;
                best.push((from, from + more));
            }
        }
        best
    }

    fn size(&self) -> u64 {
        self.sizes.iter().copied().fold(0, plus)
    }

    fn squash(&self, from: usize, to: usize) -> Squash {
        let top = self.count.saturating_sub(1);
        let merged = (to + 1).saturating_sub(from).min(self.count);
        let alone = merged < 2; // nothing is merged: all stays as it is
        let saved = if alone { 0 } else { self.at(from, to) };
        let within = self.sizes.get(from..(to + 1).min(self.count)).unwrap_or_default();
        let layer = within.iter().copied().fold(0, plus).saturating_sub(saved);
        let ids = self.sharing.of(self.image);
        let others = |id: &usize| self.sharing.layer(*id).map_or(&[][..], |layer| &layer.images);
        let shared = ids.iter().zip(&self.sizes).skip(from).filter(|(id, _)| others(id).len() > 1);
        let sharers = ids.get(from).map_or(&[][..], others).iter().copied().filter(|other| *other != self.image);
        Squash {
            from,
            to,
            merged,
            layers: self.count - merged.saturating_sub(1),
            saved,
            size: self.size().saturating_sub(saved),
            layer,
            unshared: if alone { 0 } else { shared.map(|(_, bytes)| *bytes).fold(0, plus) },
            sharers: if alone { Vec::new() } else { sharers.take(SHARERS).collect() },
            pull: if to >= top { layer } else { self.sizes.last().copied().unwrap_or(0) },
        }
    }
}
