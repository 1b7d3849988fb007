//! Everything that can be wrong with an archive, as one plain-data type: a kind for code, a place and a sentence for people.
//!
//! The sentences stand in `messages`: `problem.KIND.what` (the sentence), `.means` (the consequence), `.try` (what to do).

mod kind;
mod severity;

pub use kind::{DENIABLE, Kind};
pub use severity::Severity;

use crate::messages::{self, Language, Parameter};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io;

/// Something wrong: what, where, and what was expected.
///
/// Units: `byte` counts from 0, in the opened file as it was dropped; in the decompressed layer when `in_layer` is set;
/// in the decompressed archive when the archive is compressed as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The kind.
    pub kind: Kind,
    /// How grave it is.
    pub severity: Severity,
    /// Name of the opened file.
    pub file: Option<String>,
    /// Archive member concerned.
    pub member: Option<String>,
    /// Layer concerned, 0 = base.
    pub layer: Option<usize>,
    /// Position of the problem.
    pub byte: Option<u64>,
    /// `byte` counts in the decompressed layer.
    pub in_layer: bool,
    /// Path inside the image, the first one of several.
    pub path: Option<String>,
    /// How many of this kind are in this place, when more than one.
    pub count: Option<u64>,
    /// The expected value (a digest, a count).
    pub expected: Option<String>,
    /// The value in its place.
    pub found: Option<String>,
    /// Further words from a decoder or a parser, in English.
    pub detail: Option<String>,
}

/// The result of every fallible call in this crate.
pub type Result<T, E = Box<Problem>> = std::result::Result<T, E>;

impl Problem {
    /// A problem of `kind` without a place yet.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            severity: Severity::Error,
            file: None,
            member: None,
            layer: None,
            byte: None,
            in_layer: false,
            path: None,
            count: None,
            expected: None,
            found: None,
            detail: None,
        }
    }

    /// The same, as a warning.
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same, as information.
    pub fn info(mut self) -> Self {
        self.severity = Severity::Info;
        self
    }

    /// Sets the position.
    pub fn at(mut self, byte: u64) -> Self {
        self.byte = Some(byte);
        self
    }

    /// Sets the archive member.
    pub fn member(mut self, member: impl Into<String>) -> Self {
        self.member = Some(member.into());
        self
    }

    /// Sets the layer.
    pub fn layer(mut self, layer: usize) -> Self {
        self.layer = Some(layer);
        self
    }

    /// Sets the further words.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Sets what was expected and what was found.
    pub fn expected(mut self, expected: impl Into<String>, found: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self.found = Some(found.into());
        self
    }

    /// Place, sentence and particulars in English.
    pub fn message(&self) -> String {
        self.message_in(Language::English)
    }

    /// Place, sentence and particulars: "image.tar: layer 2: byte 1024 of the layer’s tar: The gzip data is damaged. (…)".
    pub fn message_in(&self, language: Language) -> String {
        let say = |key: &str, parameters: &[Parameter]| messages::text(language, key, parameters);
        let byte = if self.in_layer { "problem.byteInLayer" } else { "problem.byte" };
        let places = [
            self.file.clone(),
            self.layer.map(|layer| say("problem.layer", &[("n", &(layer + 1))])),
            self.member.clone(),
            self.byte.map(|at| say(byte, &[("n", &at)])),
            self.path.clone(),
        ];
        let mut message: String = places.into_iter().flatten().map(|place| format!("{place}: ")).collect();
        message.push_str(&self.sentence(language));
        let value = |key: &str, text: &Option<String>| {
            let text = text.as_ref().filter(|text| !text.is_empty() && !self.kind.says_values())?;
            Some(say(key, &[("text", text)]))
        };
        let particulars =
            [value("problem.expected", &self.expected), value("problem.found", &self.found), self.detail.clone()];
        let particulars: Vec<String> = particulars.into_iter().flatten().collect();
        if !particulars.is_empty() {
            message.push_str(&format!(" ({})", particulars.join("; ")));
        }
        message
    }

    /// The sentence, and how often.
    fn sentence(&self, language: Language) -> String {
        let values = [("expected", &self.expected), ("found", &self.found)];
        let values: Vec<Parameter> =
            values.iter().filter_map(|(name, value)| Some((*name, value.as_ref()? as &dyn fmt::Display))).collect();
        let sentence = messages::text(language, &format!("problem.{}.what", self.kind.code()), &values);
        match self.count.filter(|n| *n > 1) {
            Some(count) => messages::text(language, "problem.times", &[("sentence", &sentence), ("n", &count)]),
            None => sentence,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Problem {}

/// Decoders are `std::io::Read`: a `Problem` passes through them as the payload of an `io::Error`.
impl From<Box<Problem>> for io::Error {
    fn from(problem: Box<Problem>) -> Self {
        io::Error::new(io::ErrorKind::InvalidData, problem)
    }
}

impl From<Problem> for io::Error {
    fn from(problem: Problem) -> Self {
        Box::new(problem).into()
    }
}

/// Takes the `Problem` out of an `io::Error`; any other error means that the file itself could not be read.
impl From<io::Error> for Box<Problem> {
    fn from(error: io::Error) -> Self {
        let text = error.to_string();
        match error.into_inner().map(|inner| inner.downcast::<Box<Problem>>()) {
            Some(Ok(problem)) => *problem,
            _ => Box::new(Problem::new(Kind::ReadFailed).detail(text)),
        }
    }
}
