//! Questions about all images side by side: what they share, the cost of a pull or a squash, an image as an archive.

use super::blob_key::BlobKey;
use super::catalog::Catalog;
use super::image_session::ImageSession;
use super::layer_store::LayerStore;
use super::save::{self, Part};
use crate::problem::Result;
use crate::sharing::{PullPlan, Sharing, WhatIf};
use crate::waste::Waste;

/// All images. Sizes are known of layers that have been read for any of them.
#[derive(Clone, Copy)]
pub struct AllImages<'w> {
    pub(super) catalog: &'w Catalog,
    pub(super) store: &'w LayerStore,
    pub(super) session: &'w ImageSession,
}

impl AllImages<'_> {
    /// An image's archive as `docker save` writes it. Layers stay as they are stored. *Errors:* `NotFound` for an image that does not exist,
    /// and for a layer whose digest is not known before it is hashed; the layer's own problem when it is missing.
    pub fn save(&self, image: usize) -> Result<Vec<Part>> {
        save::save(self.catalog.image(image)?, self.store)
    }

    /// The trunks that all images grow from.
    pub fn sharing(&self) -> Sharing {
        Sharing::new(self.catalog.images(), &|layer| BlobKey::of(layer).and_then(|key| self.store.size(&key)))
    }

    /// The layers that a machine with the images `have` downloads for `want`. *Errors:* `NotFound` for an image that does not exist.
    pub fn pull(&self, have: &[usize], want: usize) -> Result<PullPlan> {
        have.iter().chain([&want]).try_for_each(|image| self.catalog.image(*image).map(drop))?;
        Ok(self.sharing().pull(have, want))
    }

    /// The effect of squashing the chosen image, by its dead bytes, whatever container is shown. Layers that have not been read count nothing.
    pub fn what_if(&self, waste: &Waste) -> WhatIf {
        self.sharing().what_if(self.catalog.images(), self.session.index(), self.session.image_tree(), waste)
    }
}
