//! Typed command lines over a container's merged view: busybox's commands, flags and messages, for what Layerscope has of them.
//!
//! The shell holds no bytes of files: what is typed is collected in one buffer a line, which the caller makes a further opened file;
//! what is read is given back as pieces.

mod args;
mod commands;
mod complete;
mod context;
mod date;
mod equivalent;
mod execute;
mod expand;
mod parse;
mod pattern;
mod result;
mod stat_text;
mod state;
mod typed_path;

pub use complete::{Completion, complete};
pub use equivalent::{equivalent, quote};
pub use result::{Intent, LineResult, Output, PrintLimit};
pub use state::Shell;
