//! The bytes of one version of a file: where they are, and a reader that starts anywhere in them.

mod batch;
mod compare;
mod describe;
mod export;
mod extent;
mod opened;
mod pieces;

pub use batch::Batch;
pub use compare::{Hunk, Line, LineKind, NoHunks, TextComparison, aligned, compare};
pub use describe::{Description, HEAD_BYTES, describe};
pub use export::{ContentLocator, ExportPlan};
pub use extent::{Content, Extent};
pub use opened::{Opened, OpenedEntry, open_blob, open_entry};
pub use pieces::Pieces;
