//! Sparse files in the four forms of GNU tar: the old form in headers, PAX 0.0 and 0.1 in records, PAX 1.0 before the data.

mod map;
mod old_form;
mod pieces;
mod records;

pub use map::{SparseMap, SparseRange};
pub(super) use old_form::old_form;
pub(super) use records::SparseRecords;
