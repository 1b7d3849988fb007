//! A container's read-write layer: overlay2's upper directory, over the merged view of an image's layers.
//!
//! The core has no clock and copies no bytes: times come with each operation, contents are pieces of opened files.

mod diff;
mod errno;
pub mod import;
mod layer;
mod merged;
mod op;
mod ops;
mod overlay;
mod rename;
mod tar;
mod upper;

pub use diff::{DiffKind, Difference};
pub use errno::{Errno, Refusal};
pub use merged::{Dentry, Merged, Resolved, Stat};
pub use op::{Effect, EffectKind, Op, PathBytes};
pub use tar::{UpperForm, UpperMarker, UpperRecord, UpperTar};
pub use upper::{ContentPiece, Entry, Inode, Journal, Time, Upper};

use crate::limits::LAYER_ENTRIES;
use crate::tree::{Lower, Tree};
use overlay::Overlay;

/// A read-write layer with its undo journal. Each query takes the tree of the lower layers.
#[derive(Debug, Clone, Default)]
pub struct Container {
    upper: Upper,
    /// The top lower layer; `None` = there is none, for an image without layers.
    height: Option<usize>,
    /// The engine put placeholders under it that the image does not have.
    placeholders: bool,
    undo: Vec<Journal>,
    redo: Vec<Journal>,
}

impl Container {
    /// An empty layer on layers 0..=`height`.
    pub fn new(height: Option<usize>) -> Self {
        Self { height, ..Self::default() }
    }

    /// A container with an imported upper directory. Undo stops at the import.
    pub fn with_upper(height: Option<usize>, mut upper: Upper) -> Self {
        upper.take_journal();
        Self { upper, height, ..Self::default() }
    }

    /// Marks that the engine put placeholders under it, as Docker does: they are no changes of the container.
    pub fn with_placeholders(self) -> Self {
        Self { placeholders: true, ..self }
    }

    /// `docker diff`, by path.
    pub fn diff(&self, tree: &Tree) -> Vec<Difference> {
        let lines = self.view(tree).diff();
        if self.placeholders { import::without_placeholders(lines, &self.upper) } else { lines }
    }

    /// The top lower layer.
    pub fn height(&self) -> Option<usize> {
        self.height
    }

    /// The upper directory.
    pub fn upper(&self) -> &Upper {
        &self.upper
    }

    /// The file system that a process sees. `tree` has the lower layers, and perhaps higher ones.
    pub fn view<'a>(&'a self, tree: &'a Tree) -> Merged<'a> {
        Merged { upper: &self.upper, lower: Lower::new(tree, self.height) }
    }

    /// Performs one operation or none of it, as part of the step that `end_step` ends. *Errors:* Linux's.
    pub fn apply(&mut self, tree: &Tree, op: &Op, now: Time) -> Result<Vec<Effect>, Refusal> {
        let mark = self.upper.mark();
        let lower = Lower::new(tree, self.height);
        let mut overlay = Overlay { upper: &mut self.upper, lower, now, effects: Vec::new() };
        let outcome = overlay.perform(op);
        let effects = overlay.effects;
        // More entries than a layer may have would not be shown.
        let outcome = match self.upper.len() > LAYER_ENTRIES {
            true => outcome.and(Err(Errno::ENOSPC.of(b"/"))),
            false => outcome,
        };
        match outcome {
            Ok(()) => Ok(effects),
            Err(refusal) => {
                self.upper.roll_back(mark);
                Err(refusal)
            }
        }
    }

    /// Performs all operations or none, as one step. *Errors:* the index of the refused one, and the reason.
    pub fn apply_all(&mut self, tree: &Tree, ops: &[Op], now: Time) -> Result<Vec<Effect>, (usize, Refusal)> {
        self.end_step();
        let mut effects = Vec::new();
        for (index, op) in ops.iter().enumerate() {
            match self.apply(tree, op, now) {
                Ok(more) => effects.extend(more),
                Err(refusal) => {
                    self.upper.roll_back(0);
                    return Err((index, refusal));
                }
            }
        }
        self.end_step();
        Ok(effects)
    }

    /// Ends a step for `undo`: all operations since the last one. False = there were none.
    pub fn end_step(&mut self) -> bool {
        let journal = self.upper.take_journal();
        if journal.is_empty() {
            return false;
        }
        self.undo.push(journal);
        self.redo.clear();
        true
    }

    /// Undoes the last step. False = there is none.
    pub fn undo(&mut self) -> bool {
        self.end_step();
        let Some(journal) = self.undo.pop() else { return false };
        self.redo.push(self.upper.revert(journal));
        true
    }

    /// Redoes the last undone step. False = there is none.
    pub fn redo(&mut self) -> bool {
        let Some(journal) = self.redo.pop() else { return false };
        self.undo.push(self.upper.revert(journal));
        true
    }

    /// Empties the layer, as one step. False = it is empty already.
    pub fn reset(&mut self) -> bool {
        self.end_step();
        self.upper.clear();
        self.end_step()
    }

    /// How many steps `undo` and `redo` can take.
    pub fn steps(&self) -> (usize, usize) {
        (self.undo.len(), self.redo.len())
    }
}
