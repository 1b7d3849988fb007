//! Imported tars: their scanned entries, and the way to their bytes.

use crate::archive::Plan;
use crate::compression::{Checkpoint, Codec, nearest};
use crate::layer::LayerBuffer;
use crate::problem::{Kind, Problem, Result};
use crate::source::Span;
use std::rc::Rc;
use std::sync::Arc;

/// All imported tars; a number never changes.
#[derive(Debug, Default)]
pub struct Imports {
    list: Vec<Import>,
}

#[derive(Debug)]
struct Import {
    plan: Plan,
    checkpoints: Vec<Arc<Checkpoint>>,
    /// As scanning wrote it.
    buffer: Rc<Vec<u8>>,
}

/// The way to all of a dropped tar. `file` = its number among the opened files, `head` = its first bytes (8 are enough).
pub fn import_plan(file: usize, size: u64, head: &[u8]) -> Plan {
    Plan { file, ..Plan::plain(Span { offset: 0, len: size }) }.inner(Codec::sniff(head))
}

fn none(import: usize) -> Box<Problem> {
    Box::new(Problem::new(Kind::NotFound).detail(format!("import {import}")))
}

impl Imports {
    /// The number of the next import.
    pub fn next(&self) -> usize {
        self.list.len()
    }

    /// Keeps a scanned tar → its number. *Errors:* `Internal` for a buffer that no scan wrote.
    pub fn push(&mut self, plan: Plan, buffer: Rc<Vec<u8>>) -> Result<usize> {
        let checkpoints = LayerBuffer::new(&buffer)?.checkpoints.iter().cloned().map(Arc::new).collect();
        self.list.push(Import { plan, checkpoints, buffer });
        Ok(self.list.len() - 1)
    }

    /// A tar's entries, as scanning wrote them. *Errors:* `NotFound`.
    pub fn buffer(&self, import: usize) -> Result<&Rc<Vec<u8>>> {
        self.list.get(import).map(|import| &import.buffer).ok_or_else(|| none(import))
    }

    /// The way to a decompressed byte of a tar. *Errors:* `NotFound`.
    pub fn plan_to(&self, import: usize, at: u64) -> Result<Plan> {
        let Import { plan, checkpoints, .. } = self.list.get(import).ok_or_else(|| none(import))?;
        let plain = (plan.inner == Codec::None).then(|| Arc::new(Checkpoint::at(at, at)));
        let resume = plain.or_else(|| nearest(checkpoints, at).cloned());
        Ok(Plan { resume, ..plan.clone() })
    }
}
