//! Dead bytes of the chosen image: computed once, and again when its layers or their hashes change.

use super::progress::LayerProgress;
use crate::dto::{CauseInfo, LayerWaste, VerifyState, WasteInfo};
use crate::image::Image;
use crate::limits::LARGEST_NUMBER;
use crate::report::DiveJson;
use crate::tree::Tree;
use crate::waste::{self, Advice, Duplicates, DuplicatesPage, Figures, Waste, WasteList, WastePage, WasteQuery};
use std::rc::Rc;

/// Answers computed so far.
#[derive(Default)]
pub struct WasteCache {
    waste: Option<Rc<Waste>>,
    figures: Option<Rc<Figures>>,
    rows: Option<Rc<WasteList>>,
    duplicates: Option<Rc<Duplicates>>,
}

/// Questions about dead bytes. The shown container plays no part in them.
pub struct WasteView<'s> {
    pub(super) cache: &'s mut WasteCache,
    pub(super) image: &'s Image,
    /// With all layers of the image.
    pub(super) tree: &'s Tree,
    pub(super) layers: &'s [LayerProgress],
}

impl WasteView<'_> {
    /// Dead versions.
    pub fn dead(&mut self) -> Rc<Waste> {
        let find = || Rc::new(Waste::new(self.tree, self.layers.len()));
        self.cache.waste.get_or_insert_with(find).clone()
    }

    /// dive's figures.
    pub fn figures(&mut self) -> Rc<Figures> {
        let find = || Rc::new(waste::dive(self.tree, self.layers.len()));
        self.cache.figures.get_or_insert_with(find).clone()
    }

    /// Contents that are stored several times.
    fn copies(&mut self) -> Rc<Duplicates> {
        let find = || Rc::new(Duplicates::new(self.tree, self.layers.len()));
        self.cache.duplicates.get_or_insert_with(find).clone()
    }

    /// Every layer is hashed, or never will be.
    fn certain(&self) -> bool {
        self.layers.iter().all(|layer| layer.verify != VerifyState::Waiting)
    }

    /// Dead bytes in all, by layer and by cause, with dive's figures.
    pub fn info(&mut self) -> WasteInfo {
        let (waste, figures) = (self.dead(), self.figures());
        let (dead, hidden) = waste.by_layer(self.tree);
        let sizes = sizes(self.layers);
        let layers = sizes.iter().enumerate().map(|(layer, size)| LayerWaste {
            layer,
            size: *size,
            dead: dead.get(layer).copied().unwrap_or(0),
            hides: hidden.get(layer).copied().unwrap_or(0),
        });
        let sum = |sizes: &[u64]| sizes.iter().fold(0, |sum: u64, n| sum.saturating_add(*n)).min(LARGEST_NUMBER);
        let causes = waste.by_cause(self.tree).into_iter();
        WasteInfo {
            size: sum(&sizes),
            dead: sum(&dead),
            paths: waste.dead.len(),
            certain: self.certain(),
            layers: layers.collect(),
            causes: causes.map(|(cause, why, paths, bytes)| CauseInfo { cause, why, paths, bytes }).collect(),
            dive: figures.dive,
        }
    }

    /// Dead versions, or directories with dead bytes below them, largest first.
    pub fn rows(&mut self, query: WasteQuery, from: usize, count: usize) -> WastePage {
        let waste = self.dead();
        let found = match &self.cache.rows {
            Some(found) if found.answers(query) => found.clone(),
            _ => Rc::new(WasteList::new(self.tree, &waste, query)),
        };
        let page = found.page(self.tree, &waste, from, count);
        self.cache.rows = Some(found);
        page
    }

    /// The document that `dive --json` writes, to be written in pieces.
    pub fn dive_json(&mut self) -> DiveJson {
        let figures = self.figures();
        DiveJson::new(self.image, self.tree, &figures)
    }

    /// Contents that are stored several times, the largest saving first.
    pub fn duplicates(&mut self, from: usize, count: usize) -> DuplicatesPage {
        let (waste, duplicates) = (self.dead(), self.copies());
        duplicates.page(self.tree, &waste, self.certain(), from, count)
    }

    /// Advice, the largest saving first.
    pub fn advice(&mut self) -> Vec<Advice> {
        let (waste, duplicates) = (self.dead(), self.copies());
        waste::advice(self.tree, &waste, &duplicates, &waste::made(self.image))
    }
}

/// Sizes of all layers as docker counts them; those not read count 0.
pub fn sizes(layers: &[LayerProgress]) -> Vec<u64> {
    layers.iter().map(|layer| layer.counts.map_or(0, |counts| counts.size)).collect()
}
