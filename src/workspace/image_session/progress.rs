//! One layer of the chosen image: how far it is read, and whether its bytes are proven.

use crate::compression::Checkpoint;
use crate::dto::{LayerState, VerifyState};
use crate::image::Layer;
use crate::layer::{Aside, Digests, LayerBuffer, Note};
use crate::problem::{Kind, Problem};
use crate::tree::LayerCounts;
use std::sync::Arc;

/// How far a layer is read, and what reading and hashing it found.
#[derive(Debug, Default)]
pub struct LayerProgress {
    /// How far it is read.
    pub state: LayerState,
    /// Its entries; `None` = not read.
    pub counts: Option<LayerCounts>,
    /// Bytes that it stores and the image's top does not show; `None` = not all layers are read.
    pub dead: Option<u64>,
    /// Whether its bytes are proven.
    pub verify: VerifyState,
    /// As hashing found them.
    pub digests: Digests,
    /// The first that was found.
    pub problem: Option<Problem>,
    /// Only of a layer that is no tar and has a problem for that reason: its bytes are not those that the image names, either.
    pub mismatch: Option<Problem>,
    /// Odd entries.
    pub notes: Vec<Note>,
    /// Files beside the file system of a Windows layer.
    pub aside: Aside,
    /// Where decoding can start again, by position.
    pub checkpoints: Vec<Arc<Checkpoint>>,
}

impl LayerProgress {
    /// A layer before it is read.
    pub fn new(layer: &Layer) -> Self {
        let problem = layer.problem.clone();
        let missing = layer.plan.is_none();
        Self {
            state: if missing || problem.is_some() { LayerState::Missing } else { LayerState::Waiting },
            verify: if missing { VerifyState::Unknown } else { VerifyState::Waiting },
            problem,
            ..Self::default()
        }
    }

    /// Some of its entries are in the tree.
    pub fn is_read(&self) -> bool {
        matches!(self.state, LayerState::Ready | LayerState::Damaged)
    }

    /// It can't be read, now or later.
    pub fn is_passed_over(&self) -> bool {
        matches!(self.state, LayerState::Missing | LayerState::Unreadable)
    }

    /// Notes that it can't be scanned at all.
    pub fn fail(&mut self, index: usize, problem: Problem) {
        self.state = LayerState::Unreadable;
        self.verify = VerifyState::Unknown;
        self.problem = Some(problem.layer(index));
    }

    /// Takes the findings of a scan → whether it has entries for the tree.
    pub fn take_scan(&mut self, index: usize, name: &str, buffer: &LayerBuffer) -> bool {
        let problem = buffer.summary.problem.clone();
        let nothing = buffer.is_empty() && problem.is_some();
        self.notes.clone_from(&buffer.summary.notes);
        self.aside.clone_from(&buffer.summary.aside);
        self.checkpoints = buffer.checkpoints.iter().cloned().map(Arc::new).collect();
        self.state = match (&problem, nothing) {
            (None, _) => LayerState::Ready,
            (Some(_), true) => LayerState::Unreadable,
            (Some(_), false) => LayerState::Damaged,
        };
        let unproven = self.problem.take().filter(|_| self.verify == VerifyState::Mismatch);
        self.problem = problem.map(|problem| in_layer(problem, index, name)).or(unproven);
        !nothing
    }

    /// Notes that the tree had no room for so many of its entries.
    pub fn leave_out(&mut self, index: usize, name: &str, entries: u64) {
        let detail = format!("{entries} entries are left out: the image has too many");
        self.state = LayerState::Damaged;
        self.problem = Some(in_layer(Problem::new(Kind::Limit).detail(detail), index, name));
    }

    /// Compares digests with those that the documents name → the digests that are worth keeping.
    pub fn prove(&mut self, index: usize, layer: &Layer, digests: Digests) -> Digests {
        // The bytes of a layer that is no tar do not show what it was before it was encrypted or packed.
        let opaque = layer.problem.is_some();
        let diff_id = layer.diff_id.as_ref().filter(|_| !opaque);
        let digests = Digests { diff_id: digests.diff_id.filter(|_| !opaque), ..digests };
        let pairs = [
            (diff_id, &digests.diff_id, Kind::DiffIdMismatch),
            (layer.blob_digest.as_ref(), &digests.blob, Kind::BlobMismatch),
        ];
        let sha256 = |digest: Option<&String>| digest.is_some_and(|d| d.starts_with("sha256:"));
        let mut verify = VerifyState::Ok;
        let mut problem = digests.problem.clone();
        for (expected, found, kind) in pairs {
            match (expected.filter(|digest| sha256(Some(digest))), found) {
                (Some(expected), Some(found)) if !expected.eq_ignore_ascii_case(found) => {
                    verify = VerifyState::Mismatch;
                    problem = problem.or_else(|| Some(Problem::new(kind).expected(&**expected, found.as_str())));
                }
                (Some(_), None) if verify == VerifyState::Ok => verify = VerifyState::Unknown,
                _ => {}
            }
        }
        if verify == VerifyState::Ok && !sha256(diff_id) && !sha256(layer.blob_digest.as_ref()) {
            verify = VerifyState::Unknown; // there is nothing to compare with
        }
        self.verify = verify;
        let problem = problem.map(|problem| in_layer(problem, index, &layer.name));
        if opaque {
            self.mismatch = problem;
        } else {
            self.problem = self.problem.take().or(problem);
        }
        self.digests = digests.clone();
        digests
    }
}

fn in_layer(problem: Problem, index: usize, name: &str) -> Problem {
    Problem { layer: Some(index), member: Some(name.to_owned()), ..problem }
}
