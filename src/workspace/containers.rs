//! Containers come, are shown, become images and go.

use super::catalog::Catalog;
use super::comparison::ComparisonSession;
use super::container_session::{self, ContainerSession};
use super::image_session::ImageSession;
use super::layer_store::LayerStore;
use super::shown_container::ShownContainerMut;
use crate::container::{Container, Time};
use crate::dto::{Commit, ContainerInfo, Removed};
use crate::problem::{Kind, Problem, Result};

/// All containers of all images.
pub struct Containers<'w> {
    pub(super) catalog: &'w mut Catalog,
    pub(super) store: &'w mut LayerStore,
    pub(super) session: &'w mut ImageSession,
    pub(super) containers: &'w mut ContainerSession,
    pub(super) comparison: &'w mut Option<ComparisonSession>,
}

impl Containers<'_> {
    /// All of them, oldest first.
    pub fn list(&self) -> Vec<ContainerInfo> {
        self.containers.infos()
    }

    /// Makes a container of the chosen image, on layers 0..=`height`, all of them by default → its number. *Errors:* `NotFound`.
    pub fn run(&mut self, height: Option<usize>) -> Result<usize> {
        let layers = self.session.image().layers.len();
        let height = height.or(layers.checked_sub(1));
        if let Some(height) = height.filter(|height| *height >= layers) {
            return Err(Box::new(Problem::new(Kind::NotFound).detail(format!("layer {height}"))));
        }
        Ok(self.add(Container::new(height)))
    }

    /// Takes a container of the chosen image that was made elsewhere → its number.
    pub fn add(&mut self, container: Container) -> usize {
        self.containers.add(self.session.index(), self.session.image(), container)
    }

    /// Puts a container's layer on top of its image's tree; layers of that image may have to be scanned first. `None` = the chosen image
    /// alone. *Errors:* `NotFound`.
    pub fn choose(&mut self, id: Option<usize>) -> Result<()> {
        let image = id.map_or(Ok(self.session.index()), |id| self.containers.image_of(id))?;
        self.session.unmount();
        if image != self.session.index() {
            self.session.choose(self.catalog, self.store, image)?;
            *self.comparison = None;
        }
        self.session.await_container(id);
        ShownContainerMut { session: self.session, containers: self.containers }.mount_awaited();
        Ok(())
    }

    /// Removes a container: its layer is gone, its image as before. *Errors:* `NotFound`.
    pub fn remove(&mut self, id: usize) -> Result<Removed> {
        let removed = self.containers.remove(id)?;
        if self.session.container() == Some(id) {
            self.session.unmount();
        }
        Ok(removed)
    }

    /// Makes an image of the shown container → its index. Existing images and layers stay unchanged.
    ///
    /// *Errors:* `NotFound` when no container is shown; `BadJson` for a change that makes no sense; `WindowsLayer`; `Internal` for a layer that is missing.
    pub fn commit(&mut self, commit: &Commit, now: Time) -> Result<usize> {
        let container = self.containers.shown(self.session)?;
        let image = container_session::commit(self.session.image(), container, commit, now)?;
        Ok(self.catalog.commit(image, self.session.index()))
    }
}
