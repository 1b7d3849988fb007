//! What of the chosen image is stored for nothing: found once, and again when its layers or their hashes are others.

use super::{VerifyState, Workspace};
use crate::dto::{DeathInfo, LayerWaste, WasteInfo};
use crate::report::DiveJson;
use crate::tree::Tree;
use crate::waste::{self, Advice, Duplicates, DuplicatesPage, Figures, Waste, WasteList, WastePage, WasteQuery};
use std::rc::Rc;

/// What has been found, as far as it was asked for.
#[derive(Default)]
pub(super) struct Known {
    waste: Option<Rc<Waste>>,
    figures: Option<Rc<Figures>>,
    rows: Option<Rc<WasteList>>,
    duplicates: Option<Rc<Duplicates>>,
}

impl Workspace {
    /// Forgets what was found: the tree or a hash is another.
    pub(super) fn forget_waste(&mut self) {
        self.known = Known::default();
    }

    /// The layers' files are hashed, or never will be.
    fn certain(&self) -> bool {
        self.layers.iter().all(|layer| layer.verify != VerifyState::Waiting)
    }

    /// What is dead.
    pub fn dead(&mut self) -> Rc<Waste> {
        if let Some(known) = &self.known.waste {
            return known.clone();
        }
        let found = Rc::new(Waste::new(self.image_tree(), self.layers.len()));
        self.known.waste.insert(found).clone()
    }

    /// dive's figures.
    pub fn figures(&mut self) -> Rc<Figures> {
        if let Some(known) = &self.known.figures {
            return known.clone();
        }
        let found = Rc::new(waste::dive(self.image_tree(), self.layers.len()));
        self.known.figures.insert(found).clone()
    }

    fn copies(&mut self) -> Rc<Duplicates> {
        if let Some(known) = &self.known.duplicates {
            return known.clone();
        }
        let found = Rc::new(Duplicates::new(self.image_tree(), self.layers.len()));
        self.known.duplicates.insert(found).clone()
    }

    /// Dead bytes in all, by layer and by death, with dive's figures.
    pub fn waste(&mut self) -> WasteInfo {
        let (waste, figures) = (self.dead(), self.figures());
        let tree: &Tree = self.image_tree();
        let (dead, killed) = waste.by_layer(tree);
        let sizes = self.sizes();
        let layers = sizes.iter().enumerate().map(|(layer, size)| LayerWaste {
            layer,
            size: *size,
            dead: dead.get(layer).copied().unwrap_or(0),
            killed: killed.get(layer).copied().unwrap_or(0),
        });
        let sum = |sizes: &[u64]| {
            sizes.iter().fold(0, |sum: u64, n| sum.saturating_add(*n)).min(crate::limits::LARGEST_NUMBER)
        };
        let deaths = waste.by_death(tree).into_iter();
        WasteInfo {
            size: sum(&sizes),
            dead: sum(&dead),
            paths: waste.killed.len(),
            certain: self.certain(),
            layers: layers.collect(),
            deaths: deaths.map(|(how, why, paths, bytes)| DeathInfo { how, why, paths, bytes }).collect(),
            dive: figures.dive,
        }
    }

    /// Dead versions, or directories with what is dead below them, largest first.
    pub fn waste_rows(&mut self, query: WasteQuery, from: usize, count: usize) -> WastePage {
        let waste = self.dead();
        let found = match &self.known.rows {
            Some(found) if found.answers(query) => found.clone(),
            _ => Rc::new(WasteList::new(self.image_tree(), &waste, query)),
        };
        let page = found.page(self.image_tree(), &waste, from, count);
        self.known.rows = Some(found);
        page
    }

    /// What `dive --json` writes of the image, ready to be told piece by piece.
    pub fn dive_json(&mut self) -> DiveJson {
        let figures = self.figures();
        DiveJson::new(self.image(), self.image_tree(), &figures)
    }

    /// The image's own tree, for those pieces.
    pub fn own_tree(&self) -> &Tree {
        self.image_tree()
    }

    /// FileHashes that are stored several times.
    pub fn duplicates(&mut self, from: usize, count: usize) -> DuplicatesPage {
        let (waste, duplicates) = (self.dead(), self.copies());
        duplicates.page(self.image_tree(), &waste, self.certain(), from, count)
    }

    /// What can be done, the largest saving first.
    pub fn advice(&mut self) -> Vec<Advice> {
        let (waste, duplicates) = (self.dead(), self.copies());
        waste::advice(self.image_tree(), &waste, &duplicates, &waste::made(self.image()))
    }
}
