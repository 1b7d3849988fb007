//! Layers as the page shows them: the image's, and the shown container's.

use super::catalog::Catalog;
use super::image_session::{ImageSession, TopLayer};
use crate::container::Container;
use crate::dto::{AsideFile, LargeFile, LayerInfo, LayerState, VerifyState};
use crate::text::{display, display_text, short_digest};
use crate::tree::{Tree, VersionId};

/// Files that are named as a layer's largest.
const LARGEST: usize = 10;

/// A layer of the image, whatever container is shown; `None` = no such layer.
pub fn own_layer_info(catalog: &Catalog, session: &ImageSession, index: usize) -> Option<LayerInfo> {
    let image = session.image();
    let layer = image.layers.get(index)?;
    let progress = session.layers().get(index)?;
    let history = layer.history.and_then(|h| image.config.history.get(h)).cloned().unwrap_or_default();
    let counts = progress.counts;
    let dead = match session.top() {
        Some(top) => top.dead.get(index).copied().filter(|_| progress.dead.is_some()),
        None => progress.dead,
    };
    Some(LayerInfo {
        index,
        instruction: display_text(&history.instruction()),
        command: display_text(&history.created_by),
        created: history.created.as_deref().map(display_text),
        comment: display_text(&history.comment),
        author: display_text(&history.author),
        diff_id: layer.diff_id.as_deref().map(display_text),
        chain_id: layer.chain_id.as_deref().map(display_text),
        blob_digest: layer.blob_digest.as_deref().map(display_text),
        media_type: layer.media_type.as_deref().map(display_text),
        codec: if layer.problem.is_none() { layer.codec.name() } else { "" },
        stored: layer.stored(),
        member: display_text(&layer.name),
        urls: layer.urls.iter().map(|u| display_text(u)).collect(),
        named_size: layer.size.filter(|_| layer.plan.is_none()),
        aside: progress.aside.files.iter().map(|(path, size)| AsideFile { path: display(path), size: *size }).collect(),
        aside_count: progress.aside.count,
        shared_with: shared_with(catalog, session, index),
        state: progress.state,
        entries: counts.map(|c| c.entries),
        size: counts.map(|c| c.size),
        added: counts.map(|c| c.added),
        changed: counts.map(|c| c.changed),
        removed: counts.map(|c| c.removed),
        dead,
        largest: counts.map(|_| largest(session.tree(), index)),
        verify: progress.verify,
        found_diff_id: progress.digests.diff_id.clone(),
        found_blob_digest: progress.digests.blob.clone(),
        problem: progress.problem.as_ref().map(Into::into),
        container: None,
    })
}

/// The layer of the shown container.
pub fn container_layer_info(tree: &Tree, top: &TopLayer, container: &Container) -> LayerInfo {
    LayerInfo {
        index: top.index,
        command: String::new(),
        instruction: String::new(),
        created: None,
        comment: String::new(),
        author: String::new(),
        diff_id: None,
        chain_id: None,
        blob_digest: None,
        media_type: None,
        codec: "",
        stored: container.upper().bytes(),
        member: String::new(),
        urls: Vec::new(),
        named_size: None,
        aside: Vec::new(),
        aside_count: 0,
        shared_with: Vec::new(),
        state: LayerState::Ready,
        entries: Some(top.counts.entries),
        size: Some(top.counts.size),
        added: Some(top.counts.added),
        changed: Some(top.counts.changed),
        removed: Some(top.counts.removed),
        dead: top.dead.get(top.index).copied(),
        largest: Some(largest(tree, top.index)),
        verify: VerifyState::Unknown,
        found_diff_id: None,
        found_blob_digest: None,
        problem: None,
        container: Some(top.container),
    }
}

/// Names of the other images that have the same chain up to this layer.
fn shared_with(catalog: &Catalog, session: &ImageSession, index: usize) -> Vec<String> {
    let Some(chain) = session.image().layers.get(index).and_then(|l| l.chain_id.as_ref()) else { return Vec::new() };
    let others = catalog.images().iter().enumerate().filter(|(at, _)| *at != session.index()).map(|(_, image)| image);
    let same = others.filter(|image| image.layers.get(index).is_some_and(|l| l.chain_id.as_ref() == Some(chain)));
    let name = |image: &std::rc::Rc<crate::image::Image>| match image.names.first() {
        Some(name) => display_text(name),
        None => display_text(short_digest(&image.id)),
    };
    same.map(name).collect()
}

/// The largest files of a layer of the shown tree.
fn largest(tree: &Tree, layer: usize) -> Vec<LargeFile> {
    let large = |id: VersionId| {
        let version = tree.version(id);
        let path = format!("/{}", display(&tree.path(version.node)));
        LargeFile { path, node: version.node, size: version.size }
    };
    tree.largest(layer, LARGEST).into_iter().map(large).collect()
}
