//! What is stored for nothing: dead bytes with who put them there and what killed them, dive's figures, contents stored twice, advice.
//!
//! All of it is a question to the tree, of the image's own layers: what stands on top of them (a container) takes no part.

mod advice;
mod death;
mod dive;
mod duplicates;
mod line;
mod made;
mod patterns;
mod rows;
mod wording;

pub use advice::{Advice, Sample, advice};
pub use death::{Death, Killed, Waste, Why};
pub use dive::{Dive, Figures, Reference, Visit, dive, visits};
pub use duplicates::{Duplicates, DuplicatesPage, Group, Place};
pub use made::{Made, made};
pub use rows::{By, Found, WastePage, WasteQuery, WasteRow};
