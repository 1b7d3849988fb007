//! Containers side by side, each with the image it was run from and a shell of its own, and the tars that some were imported from.

mod commit;
mod imports;
mod slot;

pub use commit::commit;
pub use imports::{Imports, import_plan};

use super::image_session::ImageSession;
use crate::container::{Container, UpperForm, UpperTar};
use crate::dto::{ContainerInfo, Removed};
use crate::image::Image;
use crate::problem::{Kind, Problem, Result};
use crate::shell::Shell;
use slot::Slot;

/// All containers, oldest first. Which of them is shown, `ImageSession` knows.
#[derive(Default)]
pub struct ContainerSession {
    list: Vec<Slot>,
    /// A number is used once.
    next: usize,
    imports: Imports,
}

fn none(id: usize) -> Box<Problem> {
    Box::new(Problem::new(Kind::NotFound).detail(format!("container {id}")))
}

impl ContainerSession {
    /// Adds a container of the image `index` → its number.
    pub fn add(&mut self, index: usize, image: &Image, container: Container) -> usize {
        let id = self.next;
        self.next += 1;
        self.list.push(Slot::new(id, index, image, container));
        id
    }

    fn slot(&self, id: usize) -> Result<&Slot> {
        self.list.iter().find(|slot| slot.id == id).ok_or_else(|| none(id))
    }

    fn slot_mut(&mut self, id: usize) -> Result<&mut Slot> {
        self.list.iter_mut().find(|slot| slot.id == id).ok_or_else(|| none(id))
    }

    /// A container. *Errors:* `NotFound`.
    pub fn get(&self, id: usize) -> Result<&Container> {
        self.slot(id).map(|slot| &slot.container)
    }

    /// A container to be changed. *Errors:* `NotFound`.
    pub fn get_mut(&mut self, id: usize) -> Result<&mut Container> {
        let slot = self.slot_mut(id)?;
        slot.listed = None;
        Ok(&mut slot.container)
    }

    /// The container that is shown. *Errors:* `NotFound`.
    pub fn shown(&self, session: &ImageSession) -> Result<&Container> {
        let top = session.top().ok_or_else(|| Problem::new(Kind::NotFound).detail("no container is shown"))?;
        self.get(top.container)
    }

    /// Index of the image that a container was run from. *Errors:* `NotFound`.
    pub fn image_of(&self, id: usize) -> Result<usize> {
        self.slot(id).map(|slot| slot.image)
    }

    /// A container as the page lists it. *Errors:* `NotFound`.
    pub fn info(&self, id: usize) -> Result<ContainerInfo> {
        self.slot(id).map(Slot::info)
    }

    /// All containers as the page lists them, oldest first.
    pub fn infos(&self) -> Vec<ContainerInfo> {
        self.list.iter().map(Slot::info).collect()
    }

    /// Removes a container with its shell. *Errors:* `NotFound`.
    pub fn remove(&mut self, id: usize) -> Result<Removed> {
        let ContainerInfo { entries, bytes, .. } = self.info(id)?;
        self.list.retain(|slot| slot.id != id);
        Ok(Removed { entries, bytes })
    }

    /// A container's shell; `None` = no line has run in it. *Errors:* `NotFound`.
    pub fn shell(&self, id: usize) -> Result<Option<&Shell>> {
        self.slot(id).map(|slot| slot.shell.as_ref())
    }

    /// Keeps a container's shell as the last line left it. *Errors:* `NotFound`.
    pub fn set_shell(&mut self, id: usize, shell: Shell) -> Result<()> {
        self.slot_mut(id)?.shell = Some(shell);
        Ok(())
    }

    /// A container's upper directory in the order of a tar, and the directory itself. *Cost:* an order of the whole, once after a change
    /// and once a form. *Errors:* `NotFound`.
    pub fn listed(&mut self, id: usize, form: UpperForm) -> Result<(&UpperTar, &Container)> {
        self.slot_mut(id).map(|slot| slot.listed(form))
    }

    /// Imported tars.
    pub fn imports(&self) -> &Imports {
        &self.imports
    }

    /// Imported tars, to add one.
    pub fn imports_mut(&mut self) -> &mut Imports {
        &mut self.imports
    }
}
