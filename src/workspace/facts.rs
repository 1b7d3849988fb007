//! The chosen image as views show it: all that is open, the image with its layers, findings, the history of a path.

use super::catalog::Catalog;
use super::container_session::ContainerSession;
use super::image_session::ImageSession;
use super::layer_store::LayerStore;
use super::shown_container::ShownContainer;
use super::{image_info, list_findings, sums};
use crate::dto::{Finding, ImageInfo, LayerInfo, Opened};
use crate::problem::Result;
use crate::tree::NodeId;
use crate::view::PathHistory;

/// Looks at the chosen image, with the shown container.
#[derive(Clone, Copy)]
pub struct Facts<'w> {
    pub(super) catalog: &'w Catalog,
    pub(super) store: &'w LayerStore,
    pub(super) session: &'w ImageSession,
    pub(super) containers: &'w ContainerSession,
}

impl Facts<'_> {
    /// All images, and the archive of the chosen one.
    pub fn opened(self) -> Opened {
        image_info::opened(self.catalog, self.session)
    }

    /// The chosen image with the shown container.
    pub fn image(self) -> ImageInfo {
        image_info::image_info(self.catalog, self.shown())
    }

    /// A layer that is shown, the container's too; `None` = no such layer.
    pub fn layer(self, index: usize) -> Option<LayerInfo> {
        image_info::layer_info(self.catalog, self.shown(), index)
    }

    /// Findings about the chosen image and all that was opened.
    pub fn findings(self) -> Vec<Finding> {
        list_findings::list_findings(self.catalog, self.session)
    }

    /// One path's history, with the sha256 sums that are known. *Errors:* `NotFound`.
    pub fn life(self, node: NodeId, height: usize) -> Result<PathHistory> {
        sums::path_history(self.store, self.session, node, height)
    }

    fn shown(&self) -> ShownContainer<'_> {
        ShownContainer { session: self.session, containers: self.containers }
    }
}
