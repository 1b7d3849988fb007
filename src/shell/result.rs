//! The result of a line: its output, its effects, and what it asks of the caller.

use crate::container::{ContentPiece, Effect, PathBytes};
use crate::tree::NodeId;
use serde::Serialize;

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
        part: PrintLimit,
    },
}

/// The part of a content that is printed: whichever bound is met first ends it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PrintLimit {
    /// The first bytes.
    pub bytes: Option<u64>,
    /// The first lines.
    pub lines: Option<u64>,
}

/// What a line came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineResult {
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

impl LineResult {
    /// All text that was printed, both streams, content left out.
    pub fn printed(&self) -> Vec<u8> {
        let text = |output: &Output| if let Output::Text { bytes, .. } = output { bytes.clone() } else { Vec::new() };
        self.output.iter().flat_map(text).collect()
    }
}

/// What the caller has to do with the container, the line being done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(tag = "do", rename_all = "camelCase")]
pub enum Intent {
    /// `docker commit`.
    Commit {
        /// `--message`; "" = not given.
        message: String,
        /// `--author`; "" = not given.
        author: String,
        /// `--change`, an instruction each.
        changes: Vec<String>,
        /// The new image's tag.
        name: Option<String>,
    },
    /// `docker rm` of this container.
    Rm,
    /// `docker cp FILE CONTAINER:PATH`: an upload becomes the content of a path.
    CopyIn {
        /// Name of the file on the person's disk.
        file: String,
        /// Path of the content.
        path: PathBytes,
    },
    /// `docker cp CONTAINER:PATH …`.
    CopyOut {
        /// The copied path.
        path: PathBytes,
        /// The same, where the tree knows it.
        node: Option<NodeId>,
        /// As a tar: a directory, or anything to `-`.
        tar: bool,
        /// Name of the file to write.
        name: String,
    },
}
