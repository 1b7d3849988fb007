//! Imported tars become containers: each is laid on the image and height that it fits best.

use super::blob_key::BlobKey;
use super::catalog::Catalog;
use super::container_session::ContainerSession;
use super::image_session::ImageSession;
use super::layer_store::LayerStore;
use crate::archive::Plan;
use crate::container::Container;
use crate::container::import::{Fit, ImportNote, Listing, Origin, Remark, origin_of};
use crate::dto::{FitInfo, ImportPlace, Imported, RemarkInfo};
use crate::image::Image;
use crate::layer::LayerBuffer;
use crate::problem::{Kind, Problem, Result};
use crate::sorting::sort_by_key;
use crate::text::display;
use crate::tree::{Lower, Tree};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::rc::Rc;

/// Makes containers of imported tars, on the images that have been read.
pub struct Importer<'w> {
    pub(super) catalog: &'w Catalog,
    pub(super) store: &'w LayerStore,
    pub(super) session: &'w ImageSession,
    pub(super) containers: &'w mut ContainerSession,
}

/// The images that a tar may fit.
#[derive(Clone, Copy)]
struct ReadImages<'w> {
    catalog: &'w Catalog,
    store: &'w LayerStore,
    session: &'w ImageSession,
}

/// A container to be added, and the image below it.
struct NewContainer {
    image: usize,
    container: Container,
}

impl Importer<'_> {
    /// Takes a scanned tar as a container's read-write layer. `kind` and `place` overrule what its content and the images say.
    ///
    /// *Shape:* no container when the tar fits no image that has been read and no place is given. *Errors:* `Internal` for a buffer that no
    /// scan wrote; the scan's problem when nothing of the tar is sound; as `again`.
    pub fn import(
        &mut self,
        plan: Plan,
        buffer: Vec<u8>,
        kind: Option<Origin>,
        place: Option<ImportPlace>,
    ) -> Result<Imported> {
        let (imported, made) = self.images().lay_on(self.containers.imports().next(), &buffer, kind, place)?;
        self.containers.imports_mut().push(plan, Rc::new(buffer))?;
        self.add(imported, made)
    }

    /// Makes one more container of an imported tar: of another kind, or at another place. *Errors:* `NotFound` for an import or a place that
    /// does not exist, or whose layers have not been read.
    pub fn again(&mut self, import: usize, kind: Option<Origin>, place: Option<ImportPlace>) -> Result<Imported> {
        let buffer = self.containers.imports().buffer(import)?;
        let (imported, made) = self.images().lay_on(import, buffer, kind, place)?;
        self.add(imported, made)
    }

    fn images(&self) -> ReadImages<'_> {
        ReadImages { catalog: self.catalog, store: self.store, session: self.session }
    }

    fn add(&mut self, imported: Imported, made: Option<NewContainer>) -> Result<Imported> {
        let Some(NewContainer { image, container }) = made else { return Ok(imported) };
        let id = self.containers.add(image, self.catalog.image(image)?, container);
        Ok(Imported { container: Some(id), ..imported })
    }
}

impl<'w> ReadImages<'w> {
    /// Makes a container of the scanned tar number `import`. `kind` and `place` overrule what its content and the images say. The answer
    /// has no number of a container yet.
    ///
    /// *Shape:* no container when the tar fits no image that has been read and no place is given. *Errors:* `NotFound` for a place that
    /// does not exist, or whose layers have not been read; the scan's problem when nothing of the tar is sound.
    fn lay_on(
        self,
        import: usize,
        bytes: &[u8],
        kind: Option<Origin>,
        place: Option<ImportPlace>,
    ) -> Result<(Imported, Option<NewContainer>)> {
        let buffer = LayerBuffer::new(bytes)?;
        if let Some(problem) = buffer.summary.problem.clone().filter(|_| buffer.is_empty()) {
            return Err(Box::new(problem));
        }
        let known = kind.or_else(|| origin_of(&buffer));
        let mut listing = Listing::read(&buffer, known.unwrap_or(Origin::Export), import);
        let mut fits = self.fits(&listing);
        if known.is_none() && !fits.first().is_some_and(|(_, fit)| fit.fits(Origin::Export)) {
            listing = Listing::read(&buffer, Origin::Layer, import);
            fits = self.fits(&listing);
        }
        let origin = listing.origin();
        let chosen = match place {
            None => fits.first().filter(|(_, fit)| fit.fits(origin)).copied(),
            Some(place) => Some(self.fit_at(&fits, place)?),
        };
        let mut made = None;
        let mut notes = listing.notes().to_vec();
        if let Some((image, fit)) = chosen
            && let Some(tree) = self.tree_of(image)
        {
            let volumes = self.catalog.image(image).map(|image| volumes(image)).unwrap_or_default();
            let (upper, upper_notes) = listing.to_upper(Lower::new(&tree, fit.height), &volumes);
            notes = upper_notes;
            let container = Container::with_upper(fit.height, upper);
            let container = if origin == Origin::Export { container.with_placeholders() } else { container };
            made = Some(NewContainer { image, container });
        }
        let remark = |what| ImportNote { what, path: None, count: 1 };
        notes.extend(known.is_none().then(|| remark(Remark::Guessed)));
        notes.extend(chosen.is_none_or(|(_, fit)| !fit.fits(origin)).then(|| remark(Remark::FitsNone)));
        let info = |(image, fit): &(usize, Fit)| FitInfo::new(*image, fit, origin);
        let cause = buffer.summary.problem.as_ref().map(|problem| display(problem.message().as_bytes()));
        let images = 0..self.catalog.images().len();
        let imported = Imported {
            import,
            container: None,
            kind: origin,
            chosen: chosen.as_ref().map(info),
            fits: fits.iter().map(info).collect(),
            unread: images.filter(|image| fits.iter().all(|(of, _)| of != image)).collect(),
            notes: notes.iter().map(|note| RemarkInfo::new(note, cause.as_ref())).collect(),
        };
        Ok((imported, made))
    }

    /// The fit at a place. *Errors:* `NotFound`.
    fn fit_at(self, fits: &[(usize, Fit)], ImportPlace { image, height }: ImportPlace) -> Result<(usize, Fit)> {
        let layers = self.catalog.image(image).map_or(0, |image| image.layers.len());
        let height = height.or(layers.checked_sub(1));
        let fit = fits.iter().find(|(of, fit)| *of == image && fit.height == height).copied();
        fit.ok_or_else(|| {
            let detail = format!("image {} at height {height:?}, or it has not been read", image + 1);
            Box::new(Problem::new(Kind::NotFound).detail(detail))
        })
    }

    /// Fits on all images that have been read, the best first; of equal ones the chosen image's, and the highest.
    fn fits(self, listing: &Listing) -> Vec<(usize, Fit)> {
        let mut fits = Vec::new();
        for (index, image) in self.catalog.images().iter().enumerate() {
            if let Some(tree) = self.tree_of(index) {
                fits.extend(listing.fits(&tree, image.layers.len()).into_iter().map(|fit| (index, fit)));
            }
        }
        let origin = listing.origin();
        sort_by_key(&mut fits, |(image, fit)| {
            let other = *image != self.session.index();
            (!fit.fits(origin), Reverse(fit.score(origin)), other, Reverse(fit.height), *image)
        });
        fits
    }

    /// The tree of an image; `None` while a layer of it has not been read.
    fn tree_of(&self, image: usize) -> Option<Cow<'w, Tree>> {
        if image == self.session.index() {
            return self.session.complete().then(|| Cow::Borrowed(self.session.image_tree()));
        }
        let mut tree = Tree::default();
        for layer in &self.catalog.image(image).ok()?.layers {
            let Some(key) = BlobKey::of(layer).filter(|_| layer.problem.is_none()) else {
                tree.skip_layer();
                continue;
            };
            let buffer = self.store.buffer(&key)?;
            tree.add_layer(&LayerBuffer::new(buffer).ok()?);
        }
        Some(Cow::Owned(tree))
    }
}

/// Clean paths of the volumes that an image's config names.
fn volumes(image: &Image) -> Vec<Vec<u8>> {
    let volumes = image.config.value.get("config").and_then(|config| config.get("Volumes")?.as_object());
    let clean = |name: &String| crate::tar_format::path::clean(name.as_bytes()).bytes;
    volumes.into_iter().flat_map(|volumes| volumes.keys().map(clean)).collect()
}
