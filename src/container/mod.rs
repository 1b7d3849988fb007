//! A container's read-write layer: what overlay2 would have on disk as upper directory, over the merged view of an image's layers.
//!
//! The core holds no clock and no bytes: times come in with each operation, contents are pieces of opened files.

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

pub use diff::{Difference, Differs};
pub use errno::{Errno, Refusal};
pub use merged::{Merged, Resolved, Spot, Stat};
pub use op::{Effect, Op, PathBytes, What};
pub use tar::{Record, Sign, UpperForm, UpperTar};
pub use upper::{ContentPiece, Entry, Inode, Log, Time, Upper};

use crate::limits::LAYER_ENTRIES;
use crate::tree::{Lower, Tree};
use overlay::Act;

/// A read-write layer and its past. Every question names the tree of the layers below again.
#[derive(Debug, Clone, Default)]
pub struct Container {
    upper: Upper,
    /// The top layer that it stands on; `None` = on nothing, for an image without layers.
    height: Option<usize>,
    /// Its engine made placeholders below it that the image has not.
    placeholders: bool,
    undo: Vec<Log>,
    redo: Vec<Log>,
}

impl Container {
    /// An empty layer on layers 0..=`height`.
    pub fn new(height: Option<usize>) -> Self {
        Self { height, ..Self::default() }
    }

    /// One whose upper directory comes from elsewhere: an imported one. There is no way back behind it.
    pub fn with_upper(height: Option<usize>, mut upper: Upper) -> Self {
        upper.take_log();
        Self { upper, height, ..Self::default() }
    }

    /// The same for one whose engine has put its placeholders below it, as Docker does: they are none of its changes.
    pub fn with_placeholders(self) -> Self {
        Self { placeholders: true, ..self }
    }

    /// `docker diff`, by path.
    pub fn diff(&self, tree: &Tree) -> Vec<Difference> {
        let lines = self.view(tree).diff();
        if self.placeholders { import::without_placeholders(lines, &self.upper) } else { lines }
    }

    /// The top layer below.
    pub fn height(&self) -> Option<usize> {
        self.height
    }

    /// The upper directory.
    pub fn upper(&self) -> &Upper {
        &self.upper
    }

    /// What a process sees. `tree` has the layers below, and perhaps more.
    pub fn view<'a>(&'a self, tree: &'a Tree) -> Merged<'a> {
        Merged { upper: &self.upper, lower: Lower::new(tree, self.height) }
    }

    /// Performs one operation whole or not at all, as part of the step that `end_step` ends. *Errors:* as Linux refuses it.
    pub fn apply(&mut self, tree: &Tree, op: &Op, now: Time) -> Result<Vec<Effect>, Refusal> {
        let mark = self.upper.mark();
        let lower = Lower::new(tree, self.height);
        let mut act = Act { upper: &mut self.upper, lower, now, effects: Vec::new() };
        let outcome = act.perform(op);
        let effects = act.effects;
        // What does not fit into a layer would be missing from all that is shown of this one.
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

    /// Performs several operations, all of them or none, as one step. *Errors:* which one is refused, and why.
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

    /// Makes all operations since the last step one step for `undo`. False = nothing was done.
    pub fn end_step(&mut self) -> bool {
        let log = self.upper.take_log();
        if log.is_empty() {
            return false;
        }
        self.undo.push(log);
        self.redo.clear();
        true
    }

    /// Takes the last step back. False = there is none.
    pub fn undo(&mut self) -> bool {
        self.end_step();
        let Some(log) = self.undo.pop() else { return false };
        self.redo.push(self.upper.revert(log));
        true
    }

    /// Takes the last `undo` back. False = there is none.
    pub fn redo(&mut self) -> bool {
        let Some(log) = self.redo.pop() else { return false };
        self.undo.push(self.upper.revert(log));
        true
    }

    /// Starts again from an empty layer, as one step. False = it is empty.
    pub fn reset(&mut self) -> bool {
        self.end_step();
        self.upper.clear();
        self.end_step()
    }

    /// Steps that `undo` and `redo` can take.
    pub fn steps(&self) -> (usize, usize) {
        (self.undo.len(), self.redo.len())
    }
}
