//! The one parser of history entries: text of the builder → instruction, and what the stack, a Dockerfile and advice show of it.

mod build_state;
mod entry;
mod go;
mod heredoc;
mod lines;
mod pairs;
mod step;

pub use build_state::BuildState;
pub use step::{HistoryStep, commit_command};
