//! Rules that an image passes or fails: bounds on dead bytes, findings that are not allowed, and the rules that dive's `--ci` has.

mod bounds;
mod dive_ci;

pub use bounds::{parse_share, parse_size};
pub use dive_ci::DiveRules;

use crate::error::Kind;
use crate::messages::{CHECK, Language, Parameter};
use crate::waste::{Figures, WasteRow};
use serde::Serialize;

/// The kinds that a finding of an image that opened can have, in the order of `Kind`: those that a rule can deny.
pub const DENIABLE: [Kind; 36] = [
    Kind::Truncated,
    Kind::FlatRootfs,
    Kind::MissingMember,
    Kind::MissingBlob,
    Kind::MissingConfig,
    Kind::BadJson,
    Kind::CorruptTar,
    Kind::CorruptGzip,
    Kind::CorruptZstd,
    Kind::CorruptXz,
    Kind::CorruptBzip2,
    Kind::DigestMismatch,
    Kind::BlobMismatch,
    Kind::DiffIdMismatch,
    Kind::LayerCountMismatch,
    Kind::HistoryMismatch,
    Kind::LayerOrder,
    Kind::Contradiction,
    Kind::ForeignLayer,
    Kind::EncryptedLayer,
    Kind::FileSystemLayer,
    Kind::UnreferencedMembers,
    Kind::InvalidWhiteout,
    Kind::DanglingWhiteout,
    Kind::MaskedSymlink,
    Kind::DuplicatePath,
    Kind::EscapingName,
    Kind::OddName,
    Kind::DeceptiveName,
    Kind::BrokenHardlink,
    Kind::UnknownEntry,
    Kind::DataAfterEnd,
    Kind::LoneZeros,
    Kind::OverlayMarker,
    Kind::Limit,
    Kind::ReadFailed,
];

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

/// The figures and findings that the rules are held against.
#[derive(Debug)]
pub struct Measured<'f> {
    /// Bytes of all layers, as docker counts them.
    pub size: u64,
    /// Dead bytes.
    pub dead: u64,
    /// dive's figures.
    pub figures: &'f Figures,
    /// A sentence for each layer that was not read to its end.
    pub unread: Vec<String>,
    /// Kind and sentence of each finding.
    pub findings: Vec<(Kind, String)>,
    /// The largest dead contents, largest first.
    pub largest: Vec<WasteRow>,
    /// The paths that dive says waste most: bytes, how many layers touch it, path.
    pub wasted: Vec<(u64, u32, String)>,
}

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
        let found_by_hashing = |kind: &Kind| {
            matches!(
                kind,
                Kind::DigestMismatch
                    | Kind::BlobMismatch
                    | Kind::DiffIdMismatch
                    | Kind::Truncated
                    | Kind::CorruptGzip
                    | Kind::CorruptZstd
                    | Kind::CorruptXz
                    | Kind::CorruptBzip2
            )
        };
        self.deny.iter().any(found_by_hashing)
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

impl Bound {
    /// "at most 0.1"
    fn words(self, language: Language) -> String {
        let (key, n) = match self {
            Self::AtMost(most) => ("at-most", most),
            Self::AtLeast(least) => ("at-least", least),
        };
        CHECK.text(language, key, &[("n", &n)])
    }

    /// The measured number keeps to the bound. A value that is no number breaks neither side, as in dive.
    fn holds(self, measured: f64) -> bool {
        match self {
            Self::AtMost(most) => !matches!(measured.partial_cmp(&most), Some(std::cmp::Ordering::Greater)),
            Self::AtLeast(least) => !matches!(measured.partial_cmp(&least), Some(std::cmp::Ordering::Less)),
        }
    }
}

/// A rule with a bound.
fn result(
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

impl RuleResult {
    /// Name, with dive's before dive's rules.
    fn name(&self) -> String {
        let by = if self.by == RuleSource::Dive { "dive " } else { "" };
        format!("{by}{}", self.rule)
    }
}
