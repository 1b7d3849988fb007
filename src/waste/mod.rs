//! Bytes that are stored for nothing: dead bytes, each with the layer that stores it and the layer that hides it; dive's figures;
//! contents stored twice; advice.
//!
//! Everything here reads the tree of the image's own layers; a container on top of them takes no part.

mod advice;
mod advice_kind;
mod dead_bytes;
mod dive;
mod duplicates;
mod line;
mod patterns;
mod provenance;
mod rewrite;
mod rows;

pub use advice::{Advice, Sample, advice};
pub use advice_kind::AdviceKind;
pub use dead_bytes::{Cause, DeadVersion, Waste, Why};
pub use dive::{Dive, Figures, HIGHEST_SHARE, LOWEST_EFFICIENCY, Reference, Visit, dive, visits};
pub use duplicates::{DuplicateGroup, Duplicates, DuplicatesPage, StoredPath};
pub use provenance::{Made, made};
pub use rows::{By, WasteList, WastePage, WasteQuery, WasteRow};
