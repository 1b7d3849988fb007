//! The only `#[wasm_bindgen]`: converts between the core's data and JavaScript's, and decides nothing.
//!
//! Types and calls of JavaScript are generated from here (`www/pkg/layerscope.d.ts`). Everything throws a plain `ProblemInfo`.

mod artifacts;
mod builds;
mod compare;
mod container;
mod content;
mod convert;
mod diagram;
mod images;
mod import;
mod in_steps;
mod opening;
mod progress;
mod reports;
mod scanning;
mod session;
mod shapes;
mod shell;
mod task;
mod treemap;
mod waste;

pub use artifacts::{open_blob_task, open_entry_task};
pub use container::copy_stored;
pub use content::{hash_content, pretty_document, read_content, write_batch};
pub use convert::{OnChunk, OnProgress};
pub use images::{index_archive, join_archive};
pub use import::import_job;
pub use opening::{open_archives, open_folder};
pub use scanning::{hash, memory_bytes, scan};
pub use session::Session;
pub use shapes::{
    BlobEntry, BlobView, ByteArray, CompareJob, ContentBytes, ContentSource, Executed, Hashed, Job, ReportBatch,
    ReportSize, SavePart, ShellOutput, TarBatch, TarSize,
};
pub use task::Task;
