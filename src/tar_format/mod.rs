//! The tar format: header by header, PAX and GNU extensions applied, every error with its byte.
//!
//! The `tar` crate reads the fields of a header. The walk is our own: that crate reads extension headers of any size into
//! memory, accepts a truncated archive as complete, and can't name the byte of a bad header.

mod decimal;
mod entry;
pub mod path;
mod pax;
mod reader;
mod sparse;
mod writer;

pub use entry::{Entry, FileKind};
pub use pax::Pax;
pub use reader::{End, TarReader, is_header};
pub use sparse::{SparseMap, SparseRange};
pub use writer::{Written, headers};
