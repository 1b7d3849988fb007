//! Containers from real life: tars that were dropped beside the opened archive, each laid on the image and height that it fits best.

use super::{Workspace, key_of};
use crate::archive::Plan;
use crate::compression::{Checkpoint, Codec, nearest};
use crate::container::Container;
use crate::container::import::{Fit, ImportNote, Listing, Origin, Remark, origin_of};
use crate::content::Extent;
use crate::dto::{FitInfo, ImportPlace, Imported, RemarkInfo};
use crate::error::{Kind, Problem, Result};
use crate::layer::LayerBuffer;
use crate::source::Span;
use crate::text::display;
use crate::tree::{Lower, Tree};
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

/// A scanned tar and the way to its bytes.
pub(super) struct Import {
    plan: Plan,
    checkpoints: Vec<Arc<Checkpoint>>,
    buffer: Rc<Vec<u8>>,
}

/// The way to all of a dropped tar. `file` = its index among the opened files, `head` = its first bytes (8 are enough).
pub fn import_plan(file: usize, size: u64, head: &[u8]) -> Plan {
    Plan { file, ..Plan::plain(Span { offset: 0, len: size }) }.inner(Codec::sniff(head))
}

impl Workspace {
    /// Takes a scanned tar as a container's read-write layer. `kind` and `place` decide what its content and the images tell otherwise.
    ///
    /// *Shape:* no container when it fits none of the images that have been read and no place is given. *Errors:* `Internal` for a
    /// buffer that is none; what stopped the scan when nothing of the tar is sound; as `import_again`.
    pub fn import(
        &mut self,
        plan: Plan,
        buffer: Vec<u8>,
        kind: Option<Origin>,
        place: Option<ImportPlace>,
    ) -> Result<Imported> {
        let read = LayerBuffer::new(&buffer)?;
        if let Some(problem) = read.summary.problem.clone().filter(|_| read.is_empty()) {
            return Err(Box::new(problem));
        }
        let checkpoints = read.checkpoints.iter().cloned().map(Arc::new).collect();
        self.imports.push(Import { plan, checkpoints, buffer: Rc::new(buffer) });
        let outcome = self.import_again(self.imports.len() - 1, kind, place);
        if outcome.is_err() {
            self.imports.pop();
        }
        outcome
    }

    /// Makes one more container of an imported tar: of another kind, or at another place. *Errors:* `NotFound` for an import or a place
    /// that is not there, or one whose layers have not been read.
    pub fn import_again(
        &mut self,
        import: usize,
        kind: Option<Origin>,
        place: Option<ImportPlace>,
    ) -> Result<Imported> {
        let nowhere = |what: String| Box::new(Problem::new(Kind::NotFound).detail(what));
        let bytes = self.imports.get(import).map(|import| import.buffer.clone());
        let bytes = bytes.ok_or_else(|| nowhere(format!("import {import}")))?;
        let buffer = LayerBuffer::new(&bytes)?;
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
            Some(ImportPlace { image, height }) => {
                let layers = self.images.list.get(image).map_or(0, |image| image.layers.len());
                let height = height.or(layers.checked_sub(1));
                let fit = fits.iter().find(|(of, fit)| *of == image && fit.height == height).copied();
                Some(fit.ok_or_else(|| {
                    nowhere(format!("image {} at height {height:?}, or it has not been read", image + 1))
                })?)
            }
        };
        let mut container = None;
        let mut notes = listing.notes().to_vec();
        if let Some((image, fit)) = chosen
            && let Some(tree) = self.tree_of(image)
        {
            let (upper, told) = listing.onto(Lower::new(&tree, fit.height), &self.volumes(image));
            notes = told;
            let made = Container::with_upper(fit.height, upper);
            let made = if origin == Origin::Export { made.with_placeholders() } else { made };
            container = Some((image, made));
        }
        let remark = |what| ImportNote { what, path: None, count: 1 };
        notes.extend(known.is_none().then(|| remark(Remark::Guessed)));
        notes.extend(chosen.is_none_or(|(_, fit)| !fit.fits(origin)).then(|| remark(Remark::FitsNone)));
        let told = |(image, fit): &(usize, Fit)| FitInfo::new(*image, fit, origin);
        let cause = buffer.summary.problem.as_ref().map(|problem| display(problem.message().as_bytes()));
        Ok(Imported {
            import,
            container: container.map(|(image, container)| self.add_container_of(image, container)),
            kind: origin,
            chosen: chosen.as_ref().map(told),
            fits: fits.iter().map(told).collect(),
            unread: (0..self.images.list.len()).filter(|image| fits.iter().all(|(of, _)| of != image)).collect(),
            notes: notes.iter().map(|note| RemarkInfo::new(note, cause.as_ref())).collect(),
        })
    }

    /// Fits on all images that have been read, the best first; of equal ones the chosen image's, and the highest.
    fn fits(&self, listing: &Listing) -> Vec<(usize, Fit)> {
        let mut fits = Vec::new();
        for (index, image) in self.images.list.iter().enumerate() {
            if let Some(tree) = self.tree_of(index) {
                fits.extend(listing.fits(&tree, image.layers.len()).into_iter().map(|fit| (index, fit)));
            }
        }
        fits.sort_by_key(|(image, fit)| {
            (
                !fit.fits(listing.origin()),
                std::cmp::Reverse(fit.score(listing.origin())),
                *image != self.chosen,
                std::cmp::Reverse(fit.height),
                *image,
            )
        });
        fits
    }

    /// The tree of an image; `None` while a layer of it has not been read.
    fn tree_of(&self, image: usize) -> Option<Cow<'_, Tree>> {
        if image == self.chosen {
            return self.complete().then(|| Cow::Borrowed(self.image_tree()));
        }
        let mut tree = Tree::default();
        for layer in &self.images.list.get(image)?.layers {
            let Some(key) = key_of(layer).filter(|_| layer.problem.is_none()) else {
                tree.skip_layer();
                continue;
            };
            let buffer = self.kept.get(&key)?;
            tree.add_layer(&LayerBuffer::new(buffer).ok()?);
        }
        Some(Cow::Owned(tree))
    }

    /// Clean paths of the volumes that an image's config names.
    fn volumes(&self, image: usize) -> Vec<Vec<u8>> {
        let config = self.images.list.get(image).map(|image| &image.config.value);
        let volumes = config.and_then(|config| config.get("config")?.get("Volumes")?.as_object());
        let clean = |name: &String| crate::tar_format::path::clean(name.as_bytes()).bytes;
        volumes.into_iter().flat_map(|volumes| volumes.keys().map(clean)).collect()
    }

    /// The way to the content of a file of an imported tar. *Errors:* `NotFound`.
    pub(super) fn imported(&self, import: usize, at: u64, size: u64, sparse: bool) -> Result<Extent> {
        let none = || Problem::new(Kind::NotFound).detail(format!("import {import}"));
        let Import { plan, checkpoints, .. } = self.imports.get(import).ok_or_else(none)?;
        let plain = (plan.inner == Codec::None).then(|| Arc::new(Checkpoint::at(at, at)));
        let resume = plain.or_else(|| nearest(checkpoints, at).cloned());
        Ok(Extent { plan: Plan { resume, ..plan.clone() }, at, size, sparse })
    }
}
