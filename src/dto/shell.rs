//! The outcome of a typed command line.

use super::container::Applied;
use crate::content::Pieces;
use crate::shell::Intent;

/// One thing that a line printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printed {
    /// Safe to show; lines keep their breaks. True = to the error stream.
    Text(String, bool),
    /// The first bytes and lines of a content.
    Content {
        /// The whole.
        content: Pieces,
        /// Bytes to show; a page shows no more.
        bytes: Option<u64>,
        /// Lines to show.
        lines: Option<u64>,
    },
}

/// The outcome of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Executed {
    /// In the order of printing.
    pub output: Vec<Printed>,
    /// Of the last command.
    pub status: u8,
    /// Bytes of the opened file that was named beforehand; none when it is not needed.
    pub text: Vec<u8>,
    /// Where the shell stands now, safe to show.
    pub cwd: String,
    /// A request to the caller.
    pub intent: Option<Intent>,
    /// The operations that it performed.
    pub applied: Applied,
}
