//! What the open images share, asked of the workspace: the trunks, a pull, what squashing the chosen image would change.

use super::{Workspace, key_of};
use crate::error::{Kind, Problem, Result};
use crate::sharing::{PullPlan, Sharing, WhatIf};

impl Workspace {
    /// The trunks that all open images grow from. Sizes are known of layers that have been read for any image.
    pub fn sharing(&self) -> Sharing {
        Sharing::new(&self.images.list, &|layer| key_of(layer).and_then(|key| self.layer_sizes.get(&key).copied()))
    }

    /// What a machine that has the images `have` downloads for `want`. *Errors:* `NotFound` for an image that is none.
    pub fn pull(&self, have: &[usize], want: usize) -> Result<PullPlan> {
        match have.iter().chain([&want]).find(|image| **image >= self.images.list.len()) {
            Some(none) => Err(Box::new(Problem::new(Kind::NotFound).detail(format!("image {}", none + 1)))),
            None => Ok(self.sharing().pull(have, want)),
        }
    }

    /// What squashing the chosen image would change; a container on top of it is not looked at. Layers that have not been read yet count
    /// nothing.
    pub fn what_if(&mut self) -> WhatIf {
        let waste = self.dead();
        self.sharing().what_if(&self.images.list, self.chosen, self.image_tree(), &waste)
    }
}
