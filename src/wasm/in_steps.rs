//! A tar or a report that a session writes in steps: its plan is kept from the start until the last step.

use crate::problem::{Kind, Problem, Result};

/// The plan that is being written, and the number of its steps. *Shape:* a plan without steps still has one, which ends it.
pub(super) struct InSteps<P>(Option<(P, usize)>);

impl<P> Default for InSteps<P> {
    fn default() -> Self {
        Self(None)
    }
}

impl<P> InSteps<P> {
    /// Begins. A plan that was being written before is dropped.
    pub fn begin(&mut self, plan: P, steps: usize) {
        self.0 = Some((plan, steps));
    }

    /// The steps from `from` on that one call takes, and the start of the next call; the plan is dropped after its last step.
    /// *Errors:* `NotFound` when nothing is being written; that of `write`, which keeps the plan.
    pub fn next<T>(&mut self, from: usize, write: impl FnOnce(&P, usize) -> Result<(T, usize)>) -> Result<(T, usize)> {
        let nothing = || Box::new(Problem::new(Kind::NotFound).detail("nothing is being written"));
        let (plan, steps) = self.0.as_ref().ok_or_else(nothing)?;
        let (written, next) = write(plan, from)?;
        if next >= *steps {
            self.0 = None;
        }
        Ok((written, next))
    }

    /// All steps from `from` on, a call's at a time: (its start, what it wrote, the start of the next). Empty after the last step.
    /// *Errors:* that of `write`; the plan is dropped all the same.
    pub fn rest<T>(
        &mut self,
        mut from: usize,
        mut write: impl FnMut(&P, usize) -> Result<(T, usize)>,
    ) -> Result<Vec<(usize, T, usize)>> {
        let mut all = Vec::new();
        let Some((plan, steps)) = self.0.take() else { return Ok(all) };
        loop {
            let (written, next) = write(&plan, from)?;
            all.push((from, written, next));
            if next >= steps {
                return Ok(all);
            }
            from = next;
        }
    }
}
