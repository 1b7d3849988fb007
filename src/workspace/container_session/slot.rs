//! One container with everything that belongs to it alone.

use super::commit::command;
use crate::container::{Container, UpperForm, UpperTar};
use crate::dto::ContainerInfo;
use crate::image::Image;
use crate::shell::Shell;
use crate::text::display_text;

/// A container and what belongs to it alone.
pub struct Slot {
    /// Its number.
    pub id: usize,
    /// Index of the image that it was run from.
    pub image: usize,
    /// The image's command, safe to show.
    command: String,
    /// Its read-write layer.
    pub container: Container,
    /// `None` = no line has run in it.
    pub shell: Option<Shell>,
    /// Its upper directory in the order of the tar that was listed last; `None` after a change.
    pub listed: Option<UpperTar>,
}

impl Slot {
    /// A container that has just been made.
    pub fn new(id: usize, index: usize, image: &Image, container: Container) -> Self {
        let command = display_text(&command(image));
        Self { id, image: index, command, container, shell: None, listed: None }
    }

    /// The container as the page lists it.
    pub fn info(&self) -> ContainerInfo {
        let upper = self.container.upper();
        let (undo, redo) = self.container.steps();
        ContainerInfo {
            id: self.id,
            image: self.image,
            height: self.container.height(),
            entries: upper.entries().filter(|(path, _)| !path.is_empty()).count() as u64,
            bytes: upper.bytes(),
            undo,
            redo,
            command: self.command.clone(),
        }
    }

    /// The upper directory in the order of a tar of this form.
    pub fn listed(&mut self, form: UpperForm) -> (&UpperTar, &Container) {
        let kept = self.listed.take().filter(|tar| tar.form() == form);
        let tar = kept.unwrap_or_else(|| UpperTar::new(self.container.upper(), form));
        (self.listed.insert(tar), &self.container)
    }
}
