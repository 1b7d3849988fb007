//! Typed command lines over a container's merged view: busybox's commands, flags and messages, as far as Layerscope has
//! them.
//!
//! The shell holds no bytes of files. Typed bytes go into one buffer a line, which the caller makes an opened file;
//! contents are returned as pieces.

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
