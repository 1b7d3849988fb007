//! The result of a line: its output, its effects, and its request to the caller.

use crate::container::{ContentPiece, Effect, PathBytes};
use crate::tree::NodeId;
use serde::Serialize;

/// One output of a line; outputs come in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Bytes of text, not yet safe to show.
    Text {
        /// The text.
        bytes: Vec<u8>,
        /// It went to the error stream.
        error: bool,
    },
    /// A file's content, as pieces.
    Content {
        /// The whole content.
        content: Vec<ContentPiece>,
        /// The part to print.
        part: PrintLimit,
    },
}

/// The part of a content that is printed. The first bound that is met ends it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PrintLimit {
    /// Most bytes.
    pub bytes: Option<u64>,
    /// Most lines.
    pub lines: Option<u64>,
}

/// The result of a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineResult {
    /// Its output.
    pub output: Vec<Output>,
    /// The last command's exit status.
    pub status: u8,
    /// Its effects on the upper directory.
    pub effects: Vec<Effect>,
    /// Bytes of the opened file `next_file`; empty = no file is needed.
    pub text: Vec<u8>,
    /// The request to the caller.
    pub intent: Option<Intent>,
}

impl LineResult {
    /// All printed text of both streams, without contents.
    pub fn printed(&self) -> Vec<u8> {
        let text = |output: &Output| if let Output::Text { bytes, .. } = output { bytes.clone() } else { Vec::new() };
        self.output.iter().flat_map(text).collect()
    }
}

/// A request that the caller performs on the container after the line.
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
