//! Problems and findings as the page shows them.

use crate::messages::{self, Language};
use crate::problem::{Problem, Severity};
use crate::text::display_text;
use crate::tree::NodeId;
use serde::Serialize;

/// A problem and its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct ProblemInfo {
    /// The problem and its place.
    #[serde(flatten)]
    pub problem: Problem,
    /// One English sentence.
    pub message: String,
    /// The sentence has the expected and the found value in it, or they add nothing to it.
    pub says_values: bool,
}

impl From<&Problem> for ProblemInfo {
    fn from(problem: &Problem) -> Self {
        let safe = |text: &Option<String>| text.as_deref().map(display_text);
        let problem = Problem {
            member: safe(&problem.member),
            expected: safe(&problem.expected),
            found: safe(&problem.found),
            detail: safe(&problem.detail),
            path: safe(&problem.path),
            ..problem.clone()
        };
        Self { message: problem.message(), says_values: problem.kind.says_values(), problem }
    }
}

/// One finding: what, where, what it means, and the path's node where it has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Finding {
    /// Kind, severity, place, sentence.
    #[serde(flatten)]
    pub problem: ProblemInfo,
    /// The consequence for the person, or what to do, in English.
    pub meaning: String,
    /// The path in the tree.
    pub node: Option<NodeId>,
}

impl Finding {
    /// The finding as one line: the sentence, and what it means.
    pub fn line(&self, language: Language) -> String {
        let say = |key: &str| format!("{}: ", messages::text(language, key, &[]));
        let problem = &self.problem.problem;
        let severity = match problem.severity {
            Severity::Error => say("finding.error"),
            Severity::Warning => say("finding.warning"),
            Severity::Info => String::new(),
        };
        let (message, meaning) = (problem.message_in(language), problem.kind.meaning(language));
        format!("{severity}{message} {meaning}").trim_end().to_owned()
    }
}
