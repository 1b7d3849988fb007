//! Containers of the archive's images: several side by side, one of them on top of the tree that is shown.

use super::Workspace;
use super::commit::command;
use super::container_dto::{Applied, ContainerInfo, Removed, refused};
use super::dto::LargeFile;
use crate::container::{Container, Difference, Op, Time, UpperTar};
use crate::error::{Kind, Problem, Result};
use crate::layer::{FileHashes, LayerBuffer};
use crate::text::{display, display_text};
use crate::tree::{LayerCounts, Tree, VersionId};
use std::rc::Rc;

/// A container and the image that it was run from.
#[derive(Debug)]
struct Slot {
    id: usize,
    image: usize,
    container: Container,
}

/// The container whose layer is on top of the tree.
pub(super) struct Mounted {
    pub id: usize,
    /// Layers below it.
    pub below: usize,
    /// The image's whole tree, when the container was run from a lower height and the tree is cut there.
    whole: Option<Tree>,
    pub counts: LayerCounts,
    /// Bytes that each layer of the tree stores for nothing.
    pub dead: Vec<u64>,
    /// Its upper directory in the order of the tar that was asked for last.
    pub listed: Option<UpperTar>,
}

/// All containers.
#[derive(Default)]
pub(super) struct Containers {
    list: Vec<Slot>,
    /// Numbers are given once.
    next: usize,
    pub(super) mounted: Option<Mounted>,
    /// Chosen while layers of its image are still being read.
    awaited: Option<usize>,
}

impl Containers {
    pub(super) fn is_mounted(&self) -> bool {
        self.mounted.is_some()
    }

    /// Forgets which one is shown; the tree is somebody else's from now on.
    pub(super) fn unmount(&mut self) {
        (self.mounted, self.awaited) = (None, None);
    }

    fn slot(&self, id: usize) -> Result<&Slot> {
        self.list.iter().find(|slot| slot.id == id).ok_or_else(|| nowhere(id))
    }

    fn slot_mut(&mut self, id: usize) -> Result<&mut Slot> {
        self.list.iter_mut().find(|slot| slot.id == id).ok_or_else(|| nowhere(id))
    }
}

fn nowhere(id: usize) -> Box<Problem> {
    Box::new(Problem::new(Kind::NotFound).detail(format!("container {id}")))
}

impl Workspace {
    /// A new container of the chosen image, on layers 0..=`height`, all of them by default; its number. *Errors:* `NotFound`.
    pub fn run(&mut self, height: Option<usize>) -> Result<usize> {
        let layers = self.image().layers.len();
        let height = height.or(layers.checked_sub(1));
        if height.is_some_and(|height| height >= layers) {
            return Err(Box::new(Problem::new(Kind::NotFound).detail(format!("layer {}", height.unwrap_or(0)))));
        }
        Ok(self.add_container(Container::new(height)))
    }

    /// A container of the chosen image that was made elsewhere; its number.
    pub fn add_container(&mut self, container: Container) -> usize {
        self.add_container_of(self.chosen, container)
    }

    /// The image's own tree, with or without the shown container's layer on top.
    pub(super) fn image_tree(&self) -> &Tree {
        self.containers.mounted.as_ref().and_then(|mounted| mounted.whole.as_ref()).unwrap_or(&self.tree)
    }

    pub(super) fn add_container_of(&mut self, image: usize, container: Container) -> usize {
        let id = self.containers.next;
        self.containers.next += 1;
        self.containers.list.push(Slot { id, image, container });
        id
    }

    /// All containers, oldest first.
    pub fn containers(&self) -> Vec<ContainerInfo> {
        self.containers.list.iter().map(|slot| self.told(slot)).collect()
    }

    fn told(&self, slot: &Slot) -> ContainerInfo {
        let upper = slot.container.upper();
        let (undo, redo) = slot.container.steps();
        let entries = upper.entries().filter(|(path, _)| !path.is_empty()).count() as u64;
        let height = slot.container.height();
        let command = self.images.list.get(slot.image).map(command).unwrap_or_default();
        let command = display_text(&command);
        ContainerInfo { id: slot.id, image: slot.image, height, entries, bytes: upper.bytes(), undo, redo, command }
    }

    /// Puts a container's layer on top of the tree: of its image's, which may have to be read again first. `None` = the chosen image
    /// alone. *Errors:* `NotFound`.
    pub fn choose_container(&mut self, id: Option<usize>) -> Result<()> {
        let image = id.map_or(Ok(self.chosen), |id| self.containers.slot(id).map(|slot| slot.image))?;
        self.leave_container();
        if image != self.chosen {
            self.choose(image)?;
        }
        self.containers.awaited = id;
        if self.complete() {
            self.mount_awaited();
        }
        Ok(())
    }

    /// The image's own tree again.
    fn leave_container(&mut self) {
        if let Some(mounted) = self.containers.mounted.take() {
            match mounted.whole {
                Some(whole) => self.tree = whole,
                None => self.tree.truncate(mounted.below),
            }
            self.edition += 1;
            self.views.forget();
        }
        self.containers.awaited = None;
    }

    /// Lays the layer of the container that waits for it on the tree.
    pub(super) fn mount_awaited(&mut self) {
        let Some(id) = self.containers.awaited.take() else { return };
        let Ok(slot) = self.containers.slot(id) else { return };
        let below = slot.container.height().map_or(0, |height| height + 1);
        let mut whole = None;
        if below < self.tree.layers() {
            let mut cut = self.tree.clone();
            cut.truncate(below);
            whole = Some(std::mem::replace(&mut self.tree, cut));
        }
        let mounted = Mounted { id, below, whole, counts: LayerCounts::default(), dead: Vec::new(), listed: None };
        self.containers.mounted = Some(mounted);
        self.lay_on();
    }

    /// Lays the shown container's layer on the tree anew. *Cost:* that of the upper directory, and one look at each path's bytes.
    fn lay_on(&mut self) {
        let Some(mounted) = &mut self.containers.mounted else { return };
        let Some(slot) = self.containers.list.iter().find(|slot| slot.id == mounted.id) else { return };
        self.tree.truncate(mounted.below);
        self.edition += 1;
        // A buffer of ours: it fails only when it is larger than any layer may be, and the tree says that it is left out.
        match slot.container.upper().to_layer().as_deref().map(LayerBuffer::new) {
            Ok(Ok(buffer)) => mounted.counts = self.tree.add_upper(&buffer),
            _ => self.tree.skip_layer(),
        }
        mounted.dead = self.tree.dead_bytes();
        mounted.listed = None;
        self.views.forget();
    }

    /// The container that is shown.
    pub fn container(&self) -> Option<&Container> {
        let id = self.containers.mounted.as_ref()?.id;
        self.containers.slot(id).ok().map(|slot| &slot.container)
    }

    /// Works on the shown container as a shell does; its layer is laid on the tree anew when it is done. *Errors:* `NotFound` when
    /// none is shown.
    pub fn edit<R>(&mut self, work: impl FnOnce(&mut Container, &Tree) -> R) -> Result<R> {
        let id = self.containers.mounted.as_ref().map(|mounted| mounted.id);
        let id = id.ok_or_else(|| Problem::new(Kind::NotFound).detail("no container is shown"))?;
        let result = work(&mut self.containers.slot_mut(id)?.container, &self.tree);
        self.lay_on();
        Ok(result)
    }

    /// Performs operations on the shown container as one step, all or none. *Errors:* as `edit`; a refusal is none.
    pub fn apply(&mut self, ops: &[Op], now: Time) -> Result<Applied> {
        let outcome = self.edit(|container, tree| container.apply_all(tree, ops, now))?;
        let (effects, refusal) = match outcome {
            Ok(effects) => (effects, None),
            Err((op, refusal)) => (Vec::new(), Some(refused(op, &refusal))),
        };
        Ok(Applied { effects: self.effects(&effects), refusal, ..self.applied() })
    }

    /// The shown container as it is now.
    pub fn applied(&self) -> Applied {
        let mounted = self.containers.mounted.as_ref();
        let layer = mounted.and_then(|mounted| self.layer_info(mounted.below));
        Applied { effects: Vec::new(), refusal: None, layer, container: self.shown_container() }
    }

    /// Takes the last step back. *Errors:* as `edit`.
    pub fn undo(&mut self) -> Result<bool> {
        self.edit(|container, _| container.undo())
    }

    /// Takes the last step back that `undo` took. *Errors:* as `edit`.
    pub fn redo(&mut self) -> Result<bool> {
        self.edit(|container, _| container.redo())
    }

    /// Starts again from an empty layer; `undo` takes it back. *Errors:* as `edit`.
    pub fn reset(&mut self) -> Result<bool> {
        self.edit(|container, _| container.reset())
    }

    /// Removes a container: its layer is gone, its image as it was. *Errors:* `NotFound`.
    pub fn remove_container(&mut self, id: usize) -> Result<Removed> {
        let ContainerInfo { entries, bytes, .. } = self.told(self.containers.slot(id)?);
        if self.containers.awaited == Some(id) || self.containers.mounted.as_ref().is_some_and(|m| m.id == id) {
            self.leave_container();
        }
        self.containers.list.retain(|slot| slot.id != id);
        self.shells.remove(&id);
        Ok(Removed { entries, bytes })
    }

    /// `docker diff` of the shown container; nothing when none is shown.
    pub fn diff(&self) -> Vec<Difference> {
        self.container().map(|container| container.diff(&self.tree)).unwrap_or_default()
    }

    /// Is it the shown container's layer?
    pub(super) fn is_container_layer(&self, layer: usize) -> bool {
        self.containers.mounted.as_ref().is_some_and(|mounted| mounted.below == layer)
    }

    /// Layers of the image, or those of the shown container with its own.
    pub(super) fn shown_layers(&self) -> usize {
        self.containers.mounted.as_ref().map_or(self.layers.len(), |mounted| mounted.below + 1)
    }

    pub(super) fn shown_container(&self) -> Option<ContainerInfo> {
        let id = self.containers.mounted.as_ref().map(|mounted| mounted.id).or(self.containers.awaited)?;
        self.containers.slot(id).ok().map(|slot| self.told(slot))
    }

    /// Bytes that a layer stores and the shown top does not show.
    pub(super) fn dead_of(&self, layer: usize, dead: Option<u64>) -> Option<u64> {
        match &self.containers.mounted {
            Some(mounted) => mounted.dead.get(layer).copied().filter(|_| dead.is_some()),
            None => dead,
        }
    }

    /// What a layer's files hash to, for the tree that is shown and the one that is kept aside. Returns the layers whose info changed.
    pub(super) fn tell_contents(&mut self, layer: usize, contents: Rc<FileHashes>) -> Vec<usize> {
        let mut changed = match &mut self.containers.mounted {
            Some(Mounted { below, .. }) if layer >= *below => Vec::new(),
            _ => self.tree.set_contents(layer, contents.clone()),
        };
        for upper in &changed {
            if let Some(progress) = self.layers.get_mut(*upper) {
                progress.counts = self.tree.counts(*upper);
            }
        }
        let Some(mounted) = &mut self.containers.mounted else { return changed };
        mounted.counts = self.tree.counts(mounted.below).unwrap_or_default();
        let Some(whole) = &mut mounted.whole else { return changed };
        let below = mounted.below;
        for upper in whole.set_contents(layer, contents) {
            if let Some(progress) = self.layers.get_mut(upper) {
                progress.counts = whole.counts(upper);
            }
        }
        changed.retain(|upper| *upper <= below);
        changed
    }

    /// The largest files of a layer of the tree.
    pub(super) fn largest(&self, index: usize) -> Vec<LargeFile> {
        let large = |id: VersionId| {
            let version = self.tree.version(id);
            LargeFile {
                path: format!("/{}", display(&self.tree.path(version.node))),
                node: version.node,
                size: version.size,
            }
        };
        self.tree.largest(index, 10).into_iter().map(large).collect()
    }
}
