//! The result of one rule: what was measured, against which bound.

use crate::messages::{CHECK, Language};
use serde::Serialize;

/// The program that the rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleSource {
    /// Ours, by exact dead bytes.
    Layerscope,
    /// dive's, by dive's figures.
    Dive,
}

/// How a rule went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleOutcome {
    /// The image keeps it.
    Pass,
    /// The image breaks it.
    Fail,
    /// The rule is switched off.
    Skip,
}

/// A bound, and the side of it that is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Bound {
    /// As much at most.
    AtMost(f64),
    /// As much at least.
    AtLeast(f64),
}

/// One rule and how it went. *Units:* `measured` and the bound are bytes, shares from 0 to 1, or counts, as the rule's name says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleResult {
    /// "max-dead", "deny escaping-name", "lowestEfficiency".
    pub rule: String,
    /// The program it comes from.
    pub by: RuleSource,
    /// How it went.
    pub outcome: RuleOutcome,
    /// The image's figure. JSON has no infinity, which dive's share may be: null.
    pub measured: f64,
    /// `None` = switched off.
    pub bound: Option<Bound>,
    /// Why it failed: a sentence first, then the largest causes.
    pub reasons: Vec<String>,
}

impl Bound {
    /// "at most 0.1"
    pub(super) fn words(self, language: Language) -> String {
        let (key, n) = match self {
            Self::AtMost(most) => ("at-most", most),
            Self::AtLeast(least) => ("at-least", least),
        };
        CHECK.text(language, key, &[("n", &n)])
    }

    /// The measured number keeps to the bound. A value that is no number breaks neither side, as in dive.
    pub(super) fn holds(self, measured: f64) -> bool {
        match self {
            Self::AtMost(most) => !matches!(measured.partial_cmp(&most), Some(std::cmp::Ordering::Greater)),
            Self::AtLeast(least) => !matches!(measured.partial_cmp(&least), Some(std::cmp::Ordering::Less)),
        }
    }
}

/// A rule with a bound.
pub(super) fn result(
    rule: &str,
    by: RuleSource,
    measured: f64,
    bound: Bound,
    reasons: impl Iterator<Item = String>,
) -> RuleResult {
    let outcome = if bound.holds(measured) { RuleOutcome::Pass } else { RuleOutcome::Fail };
    let reasons = if outcome == RuleOutcome::Fail { reasons.collect() } else { Vec::new() };
    RuleResult { rule: rule.to_owned(), by, outcome, measured, bound: Some(bound), reasons }
}

impl RuleResult {
    /// Name, with dive's before dive's rules.
    pub(super) fn name(&self) -> String {
        let by = if self.by == RuleSource::Dive { "dive " } else { "" };
        format!("{by}{}", self.rule)
    }
}
