//! The opened archives, the chosen image and its layers as plain data.

use super::Workspace;
use super::archives::Documented;
use crate::dto::{ImageChoice, ImageInfo, LayerInfo, MemberInfo, Opened, StackItem};
use crate::error::{Problem, Severity};
use crate::limits::LARGEST_NUMBER;
use crate::text::display_text;

impl Workspace {
    /// What was opened.
    pub fn opened(&self) -> Opened {
        let Documented { archive, form, problems, .. } = self.documented();
        let file = |index| self.archives.get(self.images.archive_of(index)).map(|of| of.archive.name.clone());
        let choice = |(index, image): (usize, &crate::image::Image)| ImageChoice {
            index,
            names: image.names.iter().map(|n| display_text(n)).collect(),
            platform: image.config.platform.as_deref().map(display_text),
            id: image.id.clone(),
            layers: image.layers.len(),
            stored: image.layers.iter().map(crate::image::Layer::stored).sum(),
            file: file(index).unwrap_or_default(),
        };
        let cut = archive.problem.as_ref().map(|p| Problem { severity: Severity::Warning, ..p.clone() });
        let problems = self.refused.iter().chain(problems).chain(cut.as_ref()).map(Into::into).collect();
        Opened {
            file: archive.name.clone(),
            file_size: archive.len,
            form: form.name(),
            codec: archive.codec.name(),
            images: self.images.list.iter().enumerate().map(choice).collect(),
            chosen: self.chosen,
            members: archive.members.len(),
            problems,
        }
    }

    /// The chosen image.
    pub fn image_info(&self) -> ImageInfo {
        let image = self.image();
        let layers: Vec<LayerInfo> = (0..self.shown_layers()).filter_map(|layer| self.layer_info(layer)).collect();
        let sum = |of: &dyn Fn(&LayerInfo) -> Option<u64>| {
            let sizes = layers.iter().filter_map(of);
            sizes.fold(0, u64::saturating_add).min(LARGEST_NUMBER)
        };
        let complete = self.complete();
        ImageInfo {
            index: self.chosen,
            names: image.names.iter().map(|n| display_text(n)).collect(),
            platform: image.config.platform.as_deref().map(display_text),
            id: image.id.clone(),
            created: image.config.created.as_deref().map(display_text),
            author: display_text(&image.config.author),
            stored: image.layers.iter().map(crate::image::Layer::stored).sum(),
            size: complete.then(|| sum(&|l| l.size)),
            dead: complete.then(|| sum(&|l| l.dead)),
            layers,
            stack: self.stack(),
            problems: image.problems.iter().map(Into::into).collect(),
            attestations: image.attestations.iter().map(Into::into).collect(),
            container: self.shown_container(),
        }
    }

    /// One layer, the container's too; `None` = no such layer.
    pub fn layer_info(&self, index: usize) -> Option<LayerInfo> {
        if self.is_container_layer(index) {
            return self.container_layer_info();
        }
        self.own_layer_info(index)
    }

    /// One layer of the image.
    pub(super) fn own_layer_info(&self, index: usize) -> Option<LayerInfo> {
        let image = self.image();
        let layer = image.layers.get(index)?;
        let progress = self.layers.get(index)?;
        let history = layer.history.and_then(|h| image.config.history.get(h)).cloned().unwrap_or_default();
        let counts = progress.counts;
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
            shared_with: self.shared_with(index),
            state: progress.state,
            entries: counts.map(|c| c.entries),
            size: counts.map(|c| c.size),
            added: counts.map(|c| c.added),
            changed: counts.map(|c| c.changed),
            removed: counts.map(|c| c.removed),
            dead: self.dead_of(index, progress.dead),
            largest: counts.map(|_| self.largest(index)),
            verify: progress.verify,
            found_diff_id: progress.digests.diff_id.clone(),
            found_blob_digest: progress.digests.blob.clone(),
            problem: progress.problem.as_ref().map(Into::into),
            container: None,
        })
    }

    /// Names of the other images that have the same chain up to this layer.
    fn shared_with(&self, index: usize) -> Vec<String> {
        let Some(chain) = self.image().layers.get(index).and_then(|l| l.chain_id.as_ref()) else { return Vec::new() };
        let same =
            |image: &&crate::image::Image| image.layers.get(index).is_some_and(|l| l.chain_id.as_ref() == Some(chain));
        let others = self.images.list.iter().enumerate().filter(|(at, _)| *at != self.chosen).map(|(_, image)| image);
        let name = |image: &crate::image::Image| {
            image.names.first().cloned().unwrap_or_else(|| crate::text::short_digest(&image.id).to_owned())
        };
        others.filter(same).map(|image| display_text(&name(image))).collect()
    }

    /// History and layers in one order, base first. Layers that history does not tell of come last, and a container's layer; of an
    /// image that a container is run from below its top, what is above is left out.
    fn stack(&self) -> Vec<StackItem> {
        let image = self.image();
        let mut layers = 0..self.shown_layers();
        let own = layers.clone().next_back().filter(|top| self.is_container_layer(*top));
        layers.end -= usize::from(own.is_some());
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
        stack.extend(layers.chain(own).map(|index| StackItem::Layer { index }));
        stack
    }

    /// Members of the chosen image's archive, in its order.
    pub fn members(&self, from: usize, count: usize) -> Vec<MemberInfo> {
        let archive = self.archive();
        let end = from.saturating_add(count).min(archive.members.len());
        archive.members.get(from..end).unwrap_or_default().iter().map(Into::into).collect()
    }
}
