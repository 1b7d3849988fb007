//! Objects of the boundary alone: those that carry bytes or name files by number.

use super::convert::or_thrown;
use crate::archive::Plan;
use crate::content::{Batch, Opened, OpenedEntry, Pieces};
use crate::dto::{Applied, EntryInfo, ProblemInfo};
use crate::layer::Digests;
use crate::shell::Intent;
use crate::{dto, workspace};
use serde::{Serialize, Serializer};
use tsify::Tsify;
use wasm_bindgen::JsValue;

/// Bytes of their own memory, which can be transferred.
#[derive(Debug, Clone, Tsify)]
#[tsify(type = "Uint8Array<ArrayBuffer>")]
pub struct ByteArray(pub Vec<u8>);

impl Serialize for ByteArray {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

/// A layer to be scanned or hashed, in any worker.
#[derive(Debug, Clone, Serialize, Tsify)]
pub struct Job {
    /// 0 = base.
    pub layer: usize,
    /// The same blob has the same key, whichever image asks for it.
    pub key: String,
    /// Bytes in the archive.
    pub stored: u64,
    /// Number of the opened file.
    pub file: usize,
    /// Every byte lies in the file as it is: reading can start anywhere.
    pub plain: bool,
    /// Where and how to read: span, codecs, checkpoints.
    pub plan: ByteArray,
    /// Offsets of the files in a layer that are to be hashed as well, because their hash decides something.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float64Array<ArrayBuffer>")]
    pub files: js_sys::Float64Array,
    /// The layer's digest is known already: only the files are to be hashed.
    pub proven: bool,
}

impl Job {
    pub(super) fn new(job: &workspace::Job) -> Result<Self, JsValue> {
        let files: Vec<f64> = job.files.iter().map(|file| *file as f64).collect();
        Ok(Self {
            layer: job.layer,
            key: job.key.clone(),
            stored: job.plan.span.len,
            file: job.plan.file,
            plain: job.plan.is_plain(),
            plan: ByteArray(or_thrown(job.plan.to_bytes())?),
            files: js_sys::Float64Array::from(&*files),
            proven: job.proven,
        })
    }
}

/// A layer to be hashed for a comparison.
#[derive(Debug, Clone, Serialize, Tsify)]
pub struct CompareJob {
    /// The layer.
    #[serde(flatten)]
    pub job: Job,
    /// It is a layer of the other image.
    pub left: bool,
}

/// Hashes of a layer.
#[derive(Debug, Clone, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct Hashed {
    /// Digests of the whole; `None` for a proven layer.
    pub digests: Option<Digests>,
    /// Hashes of the files asked for, for `setContents`.
    pub contents: ByteArray,
}

/// The source of bytes, for any worker.
#[derive(Debug, Clone, Serialize, Tsify)]
pub struct ContentSource {
    /// Number of the opened file.
    pub file: usize,
    /// Where and how to read.
    pub plan: ByteArray,
    /// Bytes that it gives; of a layer, its stored bytes.
    pub size: u64,
}

impl ContentSource {
    pub(super) fn of_pieces(pieces: &Pieces) -> Result<Self, JsValue> {
        let plan = ByteArray(or_thrown(pieces.to_bytes())?);
        Ok(Self { file: pieces.file(), plan, size: pieces.size() })
    }

    pub(super) fn of_plan(plan: &Plan) -> Result<Self, JsValue> {
        Ok(Self { file: plan.file, plan: ByteArray(or_thrown(plan.to_bytes())?), size: plan.span.len })
    }
}

/// Bytes from a position on; fewer than asked for at the end, or before damage.
#[derive(Debug, Clone, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct ContentBytes {
    /// The bytes.
    pub bytes: ByteArray,
    /// Why they stop before the end.
    pub problem: Option<ProblemInfo>,
}

/// How much a tar will hold.
#[derive(Debug, Clone, Copy, Serialize, Tsify)]
pub struct TarSize {
    /// Entries.
    pub entries: usize,
    /// Bytes of content.
    pub bytes: u64,
}

/// Some entries of a tar, for `writeBatch`.
#[derive(Debug, Clone, Serialize, Tsify)]
pub struct TarBatch {
    /// Number of the first entry.
    pub from: usize,
    /// The entries.
    pub batch: ByteArray,
    /// Number of the first entry after them. It is the number of all entries when they are the last ones.
    pub next: usize,
}

impl TarBatch {
    pub(super) fn new(from: usize, batch: &Batch, next: usize) -> Result<Self, JsValue> {
        Ok(Self { from, batch: ByteArray(or_thrown(batch.to_bytes())?), next })
    }
}

/// Size of a report.
#[derive(Debug, Clone, Copy, Serialize, Tsify)]
pub struct ReportSize {
    /// Steps that write it.
    pub steps: usize,
}

/// Some steps of a report.
#[derive(Debug, Clone, Serialize, Tsify)]
pub struct ReportBatch {
    /// The bytes that they write.
    pub bytes: ByteArray,
    /// Number of the next step. It is the number of all steps when they are the last ones.
    pub next: usize,
}

/// A part of an archive that is written.
#[derive(Debug, Clone, Serialize, Tsify)]
#[serde(untagged)]
pub enum SavePart {
    /// Bytes.
    Bytes {
        /// The bytes.
        bytes: ByteArray,
    },
    /// A slice of an opened file.
    Slice {
        /// Number of the opened file.
        file: usize,
        /// First byte.
        offset: u64,
        /// How many.
        len: u64,
    },
    /// A blob inside a compressed archive, for `copyStored`.
    Stored {
        /// Number of the opened file.
        file: usize,
        /// Where and how to read.
        plan: ByteArray,
        /// Bytes.
        len: u64,
    },
}

impl SavePart {
    pub(super) fn new(part: workspace::Part) -> Result<Self, JsValue> {
        Ok(match part {
            workspace::Part::Bytes(bytes) => Self::Bytes { bytes: ByteArray(bytes) },
            workspace::Part::Slice { file, span } => Self::Slice { file, offset: span.offset, len: span.len },
            workspace::Part::Stored(plan) => {
                Self::Stored { file: plan.file, plan: ByteArray(or_thrown(plan.to_bytes())?), len: plan.span.len }
            }
        })
    }
}

/// Output of a command line.
#[derive(Debug, Clone, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(untagged)]
pub enum ShellOutput {
    /// Text, safe to show, with its line breaks.
    Text {
        /// The text.
        text: String,
        /// It goes to the error stream.
        error: bool,
    },
    /// The first bytes or lines of a content, whichever end first.
    Content {
        /// The whole.
        content: ContentSource,
        /// Bytes to show; `None` = all.
        bytes: Option<u64>,
        /// Lines to show; `None` = all.
        lines: Option<u64>,
    },
}

impl ShellOutput {
    fn new(printed: dto::Printed) -> Result<Self, JsValue> {
        Ok(match printed {
            dto::Printed::Text(text, error) => Self::Text { text, error },
            dto::Printed::Content { content, bytes, lines } => {
                Self::Content { content: ContentSource::of_pieces(&content)?, bytes, lines }
            }
        })
    }
}

/// The outcome of a command line.
#[derive(Debug, Clone, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct Executed {
    /// In the order of printing.
    pub output: Vec<ShellOutput>,
    /// Exit status of the last command: 0 = done, 127 = there is no such command.
    pub status: u8,
    /// When not empty, it must become opened file number `nextFile` before anything is read.
    pub text: ByteArray,
    /// The shell's working directory, safe to show.
    pub cwd: String,
    /// A request to the page, which stands last in its line.
    pub intent: Option<Intent>,
    /// The operations; their `refusal` is `None`.
    pub applied: Applied,
}

impl Executed {
    pub(super) fn new(executed: dto::Executed) -> Result<Self, JsValue> {
        let dto::Executed { output, status, text, cwd, intent, applied } = executed;
        let output = output.into_iter().map(ShellOutput::new).collect::<Result<_, _>>()?;
        Ok(Self { output, status, text: ByteArray(text), cwd, intent, applied })
    }
}

/// A file of a blob's tar.
#[derive(Debug, Clone, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct BlobEntry {
    /// The entry as the tar has it.
    #[serde(flatten)]
    pub entry: EntryInfo,
    /// Its bytes, for `openEntry`; null = it has none.
    pub content: Option<ContentSource>,
}

/// A blob, opened.
#[derive(Debug, Clone, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct BlobView {
    /// The kind of its bytes, or of what is packed in them.
    pub what: &'static str,
    /// A detail of it.
    pub detail: String,
    /// Compression of the blob; "none".
    pub codec: &'static str,
    /// Its text; JSON is indented.
    pub text: Option<String>,
    /// The text is only the beginning.
    pub cut: bool,
    /// The files of a tar.
    pub entries: Option<Vec<BlobEntry>>,
    /// There are more of them.
    pub more: bool,
    /// Why reading ended early.
    pub problem: Option<ProblemInfo>,
}

impl BlobView {
    pub(super) fn new(opened: Opened) -> Result<Self, JsValue> {
        let entry = |opened: OpenedEntry| {
            let content = opened.content.as_ref().map(ContentSource::of_pieces).transpose()?;
            Ok::<_, JsValue>(BlobEntry { entry: EntryInfo::from(&opened), content })
        };
        let entries =
            opened.entries.map(|entries| entries.into_iter().map(entry).collect::<Result<_, _>>()).transpose()?;
        Ok(Self {
            what: opened.description.what,
            detail: opened.description.detail,
            codec: opened.codec.name(),
            text: opened.text,
            cut: opened.cut,
            entries,
            more: opened.more,
            problem: opened.problem.as_ref().map(Into::into),
        })
    }
}
