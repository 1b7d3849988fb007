//! Problems and findings as the page shows them.

use crate::error::{Problem, Severity};
use crate::text::display_text;
use crate::tree::NodeId;
use serde::Serialize;

/// A problem and its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct ProblemInfo {
    /// What and where.
    #[serde(flatten)]
    pub problem: Problem,
    /// One English sentence.
    pub message: String,
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
        Self { message: problem.message(), problem }
    }
}

/// One finding: what, where, what it means, and the path's node where it has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Finding {
    /// Kind, severity, place, sentence.
    #[serde(flatten)]
    pub problem: ProblemInfo,
    /// What it means for the person.
    pub meaning: &'static str,
    /// The path in the tree.
    pub node: Option<NodeId>,
}

impl Finding {
    /// The finding as one line: the sentence, and what it means.
    pub fn line(&self) -> String {
        let severity = match self.problem.problem.severity {
            Severity::Error => "error: ",
            Severity::Warning => "warning: ",
            Severity::Info => "",
        };
        let stop = if self.meaning.is_empty() { "" } else { ". " };
        format!("{severity}{}{stop}{}", self.problem.message, self.meaning)
    }
}
