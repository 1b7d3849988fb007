//! Typed command lines over a container's merged view: busybox's commands, flags and messages, for what Layerscope has of them.
//!
//! The shell holds no bytes of files: what is typed is collected in one buffer a line, which the caller makes a further opened file;
//! what is read is given back as pieces.

mod args;
mod commands;
mod complete;
mod date;
mod docker;
mod equivalent;
mod expand;
mod list;
mod parse;
mod run;

pub use complete::{Completion, complete};
pub use docker::Intent;
pub use equivalent::{equivalent, quote};

use crate::container::{Container, ContentPiece, Effect, Time};
use crate::limits::SHELL_LINE;
use crate::tree::Tree;
use run::Run;

/// One thing that a line printed, in the order in which it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Bytes of text, not yet safe to show.
    Text {
        /// What.
        bytes: Vec<u8>,
        /// To the error stream.
        error: bool,
    },
    /// Content of a file, to be read where it is.
    Content {
        /// All of it.
        content: Vec<ContentPiece>,
        /// How much of it is printed.
        part: Part,
    },
}

/// The part of a content that is printed: whichever bound is met first ends it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// The first bytes.
    pub bytes: Option<u64>,
    /// The first lines.
    pub lines: Option<u64>,
}

/// What a line came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What it printed.
    pub output: Vec<Output>,
    /// The last command's exit status.
    pub status: u8,
    /// What it did to the upper directory.
    pub effects: Vec<Effect>,
    /// Bytes of the opened file `next_file`; empty = it is not needed.
    pub text: Vec<u8>,
    /// What the caller has to do now.
    pub intent: Option<Intent>,
}

impl Outcome {
    /// All text that was printed, both streams, content left out.
    pub fn printed(&self) -> Vec<u8> {
        let text = |output: &Output| if let Output::Text { bytes, .. } = output { bytes.clone() } else { Vec::new() };
        self.output.iter().flat_map(text).collect()
    }
}

/// A shell in a container: where it stands. It begins in the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shell {
    /// Clean path.
    cwd: Vec<u8>,
    /// Where `cd -` leads.
    before: Option<Vec<u8>>,
}

impl Shell {
    /// One that begins in a directory, an image's working directory say; in the root when it is none.
    pub fn at(container: &Container, tree: &Tree, folder: &str) -> Self {
        let view = container.view(tree);
        let spot = view.find(folder.as_bytes(), true).ok().filter(|spot| view.is_dir(spot));
        Self { cwd: spot.map(|spot| spot.path).unwrap_or_default(), before: None }
    }

    /// The directory it stands in, clean.
    pub fn cwd(&self) -> &[u8] {
        &self.cwd
    }

    /// Runs a line as one step of the container. `next_file` is the number that `Outcome::text` gets as an opened file.
    pub fn run_line(
        &mut self,
        container: &mut Container,
        tree: &Tree,
        line: &str,
        now: Time,
        next_file: usize,
    ) -> Outcome {
        container.end_step();
        let mut run = Run::new(self, container, tree, now, next_file);
        match parse::parse(line) {
            _ if line.len() > SHELL_LINE => run.fail(2, "sh: the line is too long"),
            Ok(line) => run.line(&line),
            Err(error) => run.fail(2, &format!("sh: {error}")),
        }
        let outcome = run.finish();
        container.end_step();
        outcome
    }
}
