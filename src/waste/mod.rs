//! What is stored for nothing: dead bytes with who put them there and what killed them, dive's figures, contents stored twice, advice.
//!
//! All of it is a question to the tree, of the image's own layers: what stands on top of them (a container) takes no part.

mod advice;
mod dead_bytes;
mod dive;
mod duplicates;
mod line;
mod patterns;
mod provenance;
mod rewrite;
mod rows;

pub use advice::{Advice, Sample, advice};
pub use dead_bytes::{DeadVersion, Death, Waste, Why};
pub use dive::{Dive, Figures, HIGHEST_SHARE, LOWEST_EFFICIENCY, Reference, Visit, dive, visits};
pub use duplicates::{DuplicateGroup, Duplicates, DuplicatesPage, StoredPath};
pub use provenance::{Made, made};
pub use rows::{By, WasteList, WastePage, WasteQuery, WasteRow};
