//! The rules, and an image held against them.

use super::dive_ci::DiveRules;
use super::measured::Measured;
use super::rule_result::{Bound, RuleOutcome, RuleResult, RuleSource, result};
use crate::messages::{CHECK, Language, Parameter};
use crate::problem::Kind;
use crate::waste::WasteRow;
use serde::Serialize;

/// The rules that an image has to keep.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rules {
    /// The most dead bytes.
    pub max_dead: Option<u64>,
    /// The most dead bytes, as a share of all layers' bytes: 0 to 1.
    pub max_dead_share: Option<f64>,
    /// The least efficiency: the share of all layers' bytes that a path of the top still needs. 0 to 1.
    pub min_efficiency: Option<f64>,
    /// Findings that may not be there.
    pub deny: Vec<Kind>,
    /// dive's rules.
    pub dive: Option<DiveRules>,
}

/// All rules and how they went.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checked {
    /// No rule failed.
    pub passed: bool,
    /// In the order of the options, dive's last.
    pub rules: Vec<RuleResult>,
}

impl Rules {
    /// No rule is set.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A rule denies what only reading and hashing all bytes finds.
    pub fn needs_hashes(&self) -> bool {
        self.deny.iter().any(|kind| kind.is_found_by_hashing())
    }

    /// Holds an image against the rules. That all layers could be read is always one: of others no figure is true.
    pub fn check(&self, image: &Measured, language: Language) -> Checked {
        let say = |key: &str, parameters: &[Parameter]| CHECK.text(language, key, parameters);
        let mut rules = vec![count("readable-layers".into(), &image.unread)];
        let dead = || image.largest.iter().map(|row| dead_line(row, language));
        let sum = || say("dead", &[("dead", &image.dead), ("size", &image.size)]);
        let share = |bytes: u64| if image.size == 0 { 0.0 } else { bytes as f64 / image.size as f64 };
        let ours = |rule: &str, measured, bound, sentence: String| {
            result(rule, RuleSource::Layerscope, measured, bound, std::iter::once(sentence).chain(dead()))
        };
        if let Some(most) = self.max_dead {
            rules.push(ours("max-dead", image.dead as f64, Bound::AtMost(most as f64), sum()));
        }
        if let Some(most) = self.max_dead_share {
            rules.push(ours("max-dead-share", share(image.dead), Bound::AtMost(most), sum()));
        }
        if let Some(least) = self.min_efficiency {
            let live = image.size.saturating_sub(image.dead);
            let sentence = say("needed", &[("live", &live), ("size", &image.size)]);
            let efficiency = if image.size == 0 { 1.0 } else { share(live) };
            rules.push(ours("min-efficiency", efficiency, Bound::AtLeast(least), sentence));
        }
        for kind in &self.deny {
            let found = image.findings.iter().filter(|(found, _)| found == kind).map(|(_, line)| line.clone());
            rules.push(count(format!("deny {}", kind.code()), &found.collect::<Vec<_>>()));
        }
        rules.extend(self.dive.iter().flat_map(|dive| dive.check(image, language)));
        Checked { passed: rules.iter().all(|rule| rule.outcome != RuleOutcome::Fail), rules }
    }
}

/// A rule that allows none of some things.
fn count(rule: String, found: &[String]) -> RuleResult {
    result(&rule, RuleSource::Layerscope, found.len() as f64, Bound::AtMost(0.0), found.iter().cloned())
}

fn dead_line(row: &WasteRow, language: Language) -> String {
    let WasteRow { bytes, layer, hidden_by, path, .. } = row;
    CHECK.text(language, "dead.row", &[("bytes", bytes), ("layer", layer), ("by", hidden_by), ("path", path)])
}

impl Checked {
    /// A line a rule; then, where rules failed, the reasons of each. *Shape:* tab-separated: PASS, FAIL or SKIP, rule, figure, bound. Words
    /// and names of rules are the same in all languages; the reasons have the language in which the rules were checked.
    pub fn text(&self, language: Language) -> String {
        let mut out = String::new();
        for rule in &self.rules {
            let word = match rule.outcome {
                RuleOutcome::Pass => "PASS",
                RuleOutcome::Fail => "FAIL",
                RuleOutcome::Skip => "SKIP",
            };
            let bound = rule.bound.map_or_else(|| CHECK.text(language, "disabled", &[]), |bound| bound.words(language));
            out.push_str(&format!("{word}\t{}\t{}\t{bound}\n", rule.name(), rule.measured));
        }
        for rule in self.rules.iter().filter(|rule| rule.outcome == RuleOutcome::Fail) {
            out.push_str(&format!("\n{}\n", rule.name()));
            rule.reasons.iter().for_each(|reason| out.push_str(&format!("  {reason}\n")));
        }
        out
    }
}
