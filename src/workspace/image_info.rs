//! The opened archives and the chosen image as the page shows them.

use super::catalog::{Catalog, OpenedArchive};
use super::image_session::ImageSession;
use super::layer_info::{container_layer_info, own_layer_info};
use super::origin::origin;
use super::shown_container::ShownContainer;
use crate::dto::{ImageChoice, ImageInfo, LayerInfo, Opened, StackItem, StoreInfo};
use crate::image::{Image, Layer};
use crate::limits::LARGEST_NUMBER;
use crate::problem::{Problem, Severity};
use crate::report::Store;
use crate::text::display_text;
use serde_json::Value;

/// All images, and the archive of the chosen one.
pub fn opened(catalog: &Catalog, session: &ImageSession) -> Opened {
    opened_with(catalog, session.opened_archive(), session.index())
}

/// All that is open, with one archive of it.
pub fn opened_with(catalog: &Catalog, opened: &OpenedArchive, chosen: usize) -> Opened {
    let OpenedArchive { archive, form, problems, .. } = opened;
    let cut = archive.problem.as_ref().map(|p| Problem { severity: Severity::Warning, ..p.clone() });
    let problems = catalog.refused().iter().chain(problems).chain(cut.as_ref()).map(Into::into).collect();
    Opened {
        file: archive.name.clone(),
        file_size: archive.len,
        form: form.name(),
        codec: archive.codec.name(),
        images: (0..catalog.images().len()).filter_map(|index| choice(catalog, index)).collect(),
        chosen,
        members: archive.members.len(),
        artifacts: catalog.artifacts().count(),
        problems,
    }
}

fn choice(catalog: &Catalog, index: usize) -> Option<ImageChoice> {
    let (image, archive) = catalog.get(index).ok()?;
    Some(ImageChoice {
        index,
        names: image.names.iter().map(|n| display_text(n)).collect(),
        platform: image.config.platform.as_deref().map(display_text),
        id: image.id.clone(),
        layers: image.layers.len(),
        stored: stored(image),
        file: archive.archive.name.clone(),
    })
}

fn stored(image: &Image) -> u64 {
    image.layers.iter().map(Layer::stored).sum()
}

/// The chosen image with the shown container.
pub fn image_info(catalog: &Catalog, shown: ShownContainer) -> ImageInfo {
    let session = shown.session;
    let image = session.image();
    let layers: Vec<LayerInfo> =
        (0..session.shown_layers()).filter_map(|layer| layer_info(catalog, shown, layer)).collect();
    let sum = |of: &dyn Fn(&LayerInfo) -> Option<u64>| {
        let sizes = layers.iter().filter_map(of);
        sizes.fold(0, u64::saturating_add).min(LARGEST_NUMBER)
    };
    let complete = session.complete();
    let held = session.held(session.printer());
    ImageInfo {
        index: session.index(),
        names: image.names.iter().map(|n| display_text(n)).collect(),
        platform: image.config.platform.as_deref().map(display_text),
        id: image.id.clone(),
        created: image.config.created.as_deref().map(display_text),
        author: display_text(&image.config.author),
        stored: stored(image),
        size: complete.then(|| sum(&|l| l.size)),
        sizes: held.sizes(),
        stores: StoreInfo {
            own: held.printer.store,
            by_classic: image.loading.by_classic_store,
            graph_loads: Store::Graph.loads(image),
            containerd_loads: Store::Containerd.loads(image),
            target: held.target.as_ref().map(|target| display_text(target.digest())),
        },
        dead: complete.then(|| sum(&|l| l.dead)),
        layers,
        stack: stack(session),
        problems: image.problems.iter().map(Into::into).collect(),
        attestations: image.attestations.iter().map(Into::into).collect(),
        annotations: image.annotations.iter().map(Into::into).collect(),
        origin: origin(catalog, session.index()),
        artifacts: catalog.artifacts_about(image),
        os_version: image.config.value.get("os.version").and_then(Value::as_str).map(display_text),
        container: shown.info(),
    }
}

/// A layer that is shown, the container's too; `None` = no such layer.
pub fn layer_info(catalog: &Catalog, shown: ShownContainer, index: usize) -> Option<LayerInfo> {
    match shown.session.top().filter(|top| top.index == index) {
        Some(top) => Some(container_layer_info(shown.session.tree(), top, shown.container()?)),
        None => own_layer_info(catalog, shown.session, index),
    }
}

/// History and layers in one order, base first. Layers without a history entry come last, then a container's layer. Of an image whose
/// container stands on some of its layers, the layers above those are left out.
fn stack(session: &ImageSession) -> Vec<StackItem> {
    let image = session.image();
    let top = session.top().map(|top| top.index);
    let mut layers = 0..top.unwrap_or(session.layers().len());
    let cut = layers.end < image.layers.len();
    let mut stack = Vec::new();
    for entry in &image.config.history {
        if cut && layers.is_empty() {
            break;
        }
        if !entry.empty_layer {
            stack.extend(layers.next().map(|index| StackItem::Layer { index }));
            continue;
        }
        stack.push(StackItem::Empty {
            command: display_text(&entry.created_by),
            instruction: display_text(&entry.instruction()),
            created: entry.created.as_deref().map(display_text),
        });
    }
    stack.extend(layers.chain(top).map(|index| StackItem::Layer { index }));
    stack
}
