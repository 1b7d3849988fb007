//! A build as its record tells it. All texts are safe to show; `skip`ped fields stay in the core.

use super::log::Log;
use super::time::Nanos;
use crate::problem::Problem;
use serde::Serialize;

/// One build. *Units:* times in microseconds from `created`, negative when earlier.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct BuildRecord {
    /// Name of the opened file.
    pub file: String,
    /// The builder's id of the build.
    pub reference: String,
    /// As `docker buildx history ls` names it: the context and, where they are not the usual ones, Dockerfile and target; else the reference.
    pub name: String,
    /// RFC 3339, UTC.
    pub created: Option<String>,
    /// From the start to the end; `None` = the record has no end.
    pub duration: Option<i64>,
    /// Why the build failed.
    pub error: Option<BuildError>,
    /// Options of the frontend, without arguments and labels.
    pub options: Vec<Pair>,
    /// Build arguments.
    pub args: Vec<Pair>,
    /// Labels that the build was asked to set.
    pub labels: Vec<Pair>,
    /// Names that the result was to get, and the types of exporters: "docker.io/library/app:1", "image".
    pub exports: Vec<Pair>,
    /// Images, indexes and statements that the build made.
    pub results: Vec<BuildResult>,
    /// Sources that it was made of, base images by digest.
    pub materials: Vec<Material>,
    /// In the order in which they started.
    pub steps: Vec<BuildStep>,
    /// Files that a frontend read.
    pub sources: Vec<BuildSource>,
    /// Counted by the builder; `None` in a record without counts.
    pub counts: Option<Counts>,
    /// Digests of layers that a step's result has, base first, as far as the provenance tells them.
    #[serde(skip)]
    pub chains: Vec<Chain>,
    /// Damage of the record.
    #[serde(skip)]
    pub problems: Vec<Problem>,
}

/// The layers of a step's result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Index of the step.
    pub step: usize,
    /// Digests of blobs or diff_ids.
    pub layers: Vec<String>,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Pair {
    /// Of an option, an argument, a label, an exporter.
    pub key: String,
    /// Its value.
    pub value: String,
}

/// Why a build failed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct BuildError {
    /// The builder's words.
    pub message: String,
    /// The step that failed.
    pub step: Option<usize>,
    /// The lines that it is from.
    pub lines: Vec<Lines>,
}

/// Something that the build made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct BuildResult {
    /// "linux/amd64".
    pub platform: Option<String>,
    /// A media type, or the type of a statement.
    pub kind: String,
    /// Its digest.
    pub digest: String,
    /// Bytes, where known.
    pub size: Option<u64>,
    /// It describes the image: a provenance, an SBOM.
    pub attests: bool,
}

/// A source of the build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Material {
    /// As the provenance writes it: a package URL, an address.
    pub uri: String,
    /// "sha256:…"; `None` = nothing was known but the address.
    pub digest: Option<String>,
}

/// A file that a frontend read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct BuildSource {
    /// "Dockerfile".
    pub name: String,
    /// All of it.
    pub text: String,
}

/// Lines of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Lines {
    /// Its index.
    pub source: usize,
    /// From 1.
    pub first: u32,
    /// The last one.
    pub last: u32,
}

/// Counts of a builder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Counts {
    /// Steps.
    pub total: u64,
    /// Steps that came from the cache.
    pub cached: u64,
    /// Steps that ended.
    pub completed: u64,
    /// Warnings.
    pub warnings: u64,
}

/// The end of a step, if it has one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum StepState {
    /// It ran.
    Done,
    /// It came from the cache.
    Cached,
    /// It failed.
    Failed,
    /// Another step's failure, or a person, stopped it.
    Canceled,
    /// The record has no end of it.
    Unfinished,
    /// It did not start.
    #[default]
    Waiting,
}

/// One step.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct BuildStep {
    /// Of its operation.
    pub digest: String,
    /// "[stage-1 2/4] RUN make".
    pub name: String,
    /// The builder's own: no instruction of a Dockerfile.
    pub internal: bool,
    /// Its end.
    pub state: StepState,
    /// When it started first.
    pub start: Option<i64>,
    /// When it ended last.
    pub end: Option<i64>,
    /// In which it worked, pauses left out.
    pub spent: i64,
    /// Steps that it takes from.
    pub inputs: Vec<usize>,
    /// The longest way to it from a step without inputs.
    pub level: usize,
    /// Why it failed.
    pub error: Option<String>,
    /// Downloads, exports and the like.
    pub parts: Vec<StepPart>,
    /// Warnings about it.
    pub warnings: Vec<BuildWarning>,
    /// Its lines of the sources.
    pub lines: Vec<Lines>,
    /// Bytes of its output.
    pub output: usize,
    /// Steps of one group are one instruction.
    #[serde(skip)]
    pub group: Vec<u8>,
    /// The instruction of the group; a step that two platforms share has the one reported last.
    #[serde(skip)]
    pub group_name: String,
    /// When it started first, in nanoseconds since 1970.
    #[serde(skip)]
    pub started: Option<Nanos>,
    /// Its output.
    #[serde(skip)]
    pub log: Log,
}

/// A part of a step's work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct StepPart {
    /// "exporting layers".
    pub name: String,
    /// Bytes done.
    pub done: u64,
    /// Bytes of all; 0 = unknown.
    pub total: u64,
    /// How long it took, where known.
    pub spent: Option<i64>,
}

/// A warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct BuildWarning {
    /// One line.
    pub text: String,
    /// More of it.
    pub detail: String,
    /// Where it is explained; shown, never followed.
    pub url: String,
    /// Its lines of the sources.
    pub lines: Vec<Lines>,
}
