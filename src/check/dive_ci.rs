//! dive's `--ci`: the rules file `.dive-ci`, and its three rules on dive's own figures.

use super::bounds::parse_size;
use super::measured::Measured;
use super::rule_result::{Bound, RuleOutcome, RuleResult, RuleSource, result};
use crate::messages::{CHECK, Language, Parameter};
use crate::waste::{HIGHEST_SHARE, LOWEST_EFFICIENCY};

const EFFICIENCY: &str = "lowestEfficiency";
const BYTES: &str = "highestWastedBytes";
const SHARE: &str = "highestUserWastedPercent";

/// dive's rules; `None` = the rule is disabled. *Source:* dive 0.13, runtime/ci/evaluator.go, rule.go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DiveRules {
    /// The least efficiency, 0 to 1.
    pub lowest_efficiency: Option<f64>,
    /// The most wasted bytes.
    pub highest_wasted_bytes: Option<u64>,
    /// The most wasted bytes as a share of all layers but the first, 0 to 1.
    pub highest_user_wasted_percent: Option<f64>,
}

impl Default for DiveRules {
    fn default() -> Self {
        Self {
            lowest_efficiency: Some(LOWEST_EFFICIENCY),
            highest_wasted_bytes: None,
            highest_user_wasted_percent: Some(HIGHEST_SHARE),
        }
    }
}

impl DiveRules {
    /// Reads a `.dive-ci` file: YAML of the form that dive documents, a map `rules:` with one rule a line. A rule that the file does not
    /// set keeps dive's default.
    ///
    /// *Errors:* a sentence that names the line. dive passes over rules that it does not know; here they are errors, for a rule with a
    /// slip in its name would never fail.
    pub fn parse(text: &str, language: Language) -> Result<Self, String> {
        let mut rules = Self::default();
        let mut seen = Vec::new();
        let say = |key: &str, parameters: &[Parameter]| CHECK.text(language, key, parameters);
        // The indentation of the rules, once one has been read; none before the line `rules:`.
        let mut open: Option<Option<usize>> = None;
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let wrong = |what: String| say("dive.at", &[("n", &(at + 1)), ("what", &what)]);
            let line = without_comment(line).trim_end();
            let body = line.trim_start_matches(' ');
            let indent = line.len() - body.len();
            if body.is_empty() || indent == 0 && body == "---" {
                continue;
            }
            if body.starts_with('\t') {
                return Err(wrong(say("dive.tab", &[])));
            }
            let pair = body.split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with([' ', '\t']));
            let Some((key, value)) = pair.map(|(key, value)| (key.trim_end(), value.trim())) else {
                return Err(wrong(say("dive.pair", &[("text", &format!("{body:?}"))])));
            };
            match (indent, &mut open) {
                (0, None) if key == "rules" && value.is_empty() => open = Some(None),
                (0, None) if key == "rules" => return Err(wrong(say("dive.own-line", &[]))),
                (0, Some(_)) if key == "rules" => {
                    return Err(wrong(say("dive.twice", &[("rule", &"\"rules:\"")])));
                }
                (0, _) => return Err(wrong(say("dive.only-key", &[("text", &format!("{key:?}"))]))),
                (_, None) => return Err(wrong(say("dive.before", &[]))),
                (_, Some(first)) => {
                    if *first.get_or_insert(indent) != indent {
                        return Err(wrong(say("dive.indent", &[])));
                    }
                    if seen.contains(&key) {
                        return Err(wrong(say("dive.twice", &[("rule", &key)])));
                    }
                    seen.push(key);
                    rules.set(key, value, language).map_err(wrong)?;
                }
            }
        }
        Ok(rules)
    }

    /// Sets a rule to a YAML scalar. No value, `~` and `null` leave the default, as in dive.
    fn set(&mut self, key: &str, value: &str, language: Language) -> Result<(), String> {
        let say = |key: &str, parameters: &[Parameter]| CHECK.text(language, key, parameters);
        let unquoted = unquoted(value);
        let (value, quoted) = unquoted.ok_or_else(|| say("dive.quotes", &[("text", &value)]))?;
        let default = !quoted && matches!(value, "" | "~" | "null");
        let off = matches!(&*value.to_lowercase(), "" | "disabled" | "off" | "false");
        let wrong = |what: String| say("dive.of", &[("rule", &key), ("what", &what)]);
        let share = || -> Result<Option<f64>, String> {
            let share = value.parse().ok().filter(|share| (0.0..=1.0).contains(share));
            let text = || wrong(say("dive.number", &[("text", &format!("{value:?}"))]));
            if off { Ok(None) } else { share.map(Some).ok_or_else(text) }
        };
        match key {
            EFFICIENCY | BYTES | SHARE if default => {}
            EFFICIENCY => self.lowest_efficiency = share()?,
            SHARE => self.highest_user_wasted_percent = share()?,
            BYTES if off => self.highest_wasted_bytes = None,
            BYTES => self.highest_wasted_bytes = Some(parse_size(value, language).map_err(wrong)?),
            _ => {
                let names: [Parameter; 3] = [("efficiency", &EFFICIENCY), ("bytes", &BYTES), ("share", &SHARE)];
                return Err(say("dive.rule", &[&[("text", &format!("{key:?}") as _)], &names[..]].concat()));
            }
        }
        Ok(())
    }

    /// Holds an image against the rules, in dive's order of names.
    pub(super) fn check(&self, image: &Measured, language: Language) -> Vec<RuleResult> {
        let dive = &image.figures.dive;
        let say = |key: &str, parameters: &[Parameter]| CHECK.text(language, key, parameters);
        let rule = |key, measured: f64, bound: Option<Bound>, sentence: &str| match bound {
            Some(bound) => {
                let wasted = image.wasted.iter().map(|(bytes, count, path)| {
                    say("wasted.row", &[("bytes", bytes), ("layers", count), ("path", path)])
                });
                result(key, RuleSource::Dive, measured, bound, std::iter::once(say(sentence, &[])).chain(wasted))
            }
            None => RuleResult {
                rule: String::from(key),
                by: RuleSource::Dive,
                outcome: RuleOutcome::Skip,
                measured,
                bound: None,
                reasons: Vec::new(),
            },
        };
        vec![
            rule(
                SHARE,
                image.figures.user_share(),
                self.highest_user_wasted_percent.map(Bound::AtMost),
                "wasted.share",
            ),
            rule(
                BYTES,
                dive.wasted_bytes as f64,
                self.highest_wasted_bytes.map(|most| Bound::AtMost(most as f64)),
                "wasted",
            ),
            rule(EFFICIENCY, dive.efficiency, self.lowest_efficiency.map(Bound::AtLeast), "efficiency"),
        ]
    }
}

/// A line before its comment: a `#` at its start or after a blank, outside quotes.
fn without_comment(line: &str) -> &str {
    let (mut quote, mut before) = (None, ' ');
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '#') if before == ' ' || before == '\t' => return line.get(..at).unwrap_or(line),
            (None, '"' | '\'') if before == ' ' => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
        before = c;
    }
    line
}

/// A scalar without its quotes, and whether it had some; `None` = a quote without its end, or an escape.
fn unquoted(value: &str) -> Option<(&str, bool)> {
    let Some(quote) = value.chars().next().filter(|c| ['"', '\''].contains(c)) else { return Some((value, false)) };
    let inside = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inside.filter(|inside| !inside.contains([quote, '\\'])).map(|inside| (inside, true))
}

#[cfg(test)]
mod tests {
    use super::DiveRules;
    use crate::messages::Language;

    /// As dive's own README has it.
    const DOCUMENTED: &str = "rules:
  # If the efficiency is measured below X%, mark as failed.
  # Expressed as a ratio between 0-1.
  lowestEfficiency: 0.95

  # If the amount of wasted space is at least X or larger than X, mark as failed.
  # Expressed in B, KB, MB, and GB.
  highestWastedBytes: 20MB

  # If the amount of wasted space makes up for X% or more of the image, mark as failed.
  # Note: the base image layer is NOT included in the total image size.
  # Expressed as a ratio between 0-1; fails if the threshold is met or crossed.
  highestUserWastedPercent: 0.20
";

    /// Efficiency, bytes and share.
    type Three = (Option<f64>, Option<u64>, Option<f64>);

    fn rules(text: &str) -> Result<Three, String> {
        DiveRules::parse(text, Language::English)
            .map(|r| (r.lowest_efficiency, r.highest_wasted_bytes, r.highest_user_wasted_percent))
    }

    #[test]
    fn files_as_people_write_them() {
        for (text, wanted) in [
            (DOCUMENTED, (Some(0.95), Some(20_000_000), Some(0.2))),
            ("", (Some(0.9), None, Some(0.1))),
            ("# nothing\n---\nrules:\n", (Some(0.9), None, Some(0.1))),
            ("\u{feff}rules:\r\n    lowestEfficiency: \"0.99\" # high\r\n", (Some(0.99), None, Some(0.1))),
            ("rules:\n lowestEfficiency: disabled\n highestUserWastedPercent: 'off'\n", (None, None, None)),
            ("rules:\n  lowestEfficiency: ~\n  highestWastedBytes: \"\"\n", (Some(0.9), None, Some(0.1))),
            ("rules:\n  highestWastedBytes: 52428800  # 50 MiB\n", (Some(0.9), Some(52_428_800), Some(0.1))),
            (
                "rules:\n  highestWastedBytes: 1,000 KiB\n  lowestEfficiency: 0\n",
                (Some(0.0), Some(1_024_000), Some(0.1)),
            ),
        ] {
            assert_eq!(rules(text), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn slips_are_named_by_their_line() {
        for (text, line, word) in [
            ("lowestEfficiency: 1\n", 1, "the only key"),
            ("rules: {lowestEfficiency: 0.99}\n", 1, "a line of its own"),
            ("# x\nrules:\n  lowestEfficiency: 95%\n", 3, "a number from 0 to 1"),
            ("rules:\n  lowestEfficiency: 1.5\n", 2, "a number from 0 to 1"),
            ("rules:\n  lowestEfficiency: 0.9#x\n", 2, "a number from 0 to 1"),
            ("rules:\n  lowestEfficiency: NaN\n", 2, "a number from 0 to 1"),
            ("rules:\n  highestWastedBytes: 20 XB\n", 2, "not a size"),
            ("rules:\n  lowestEfficency: 0.9\n", 2, "is not a rule"),
            ("rules:\n  lowestEfficiency: 0.9\n\n  lowestEfficiency: 0.8\n", 4, "there twice"),
            ("rules:\n\tlowestEfficiency: 0.9\n", 2, "a tab"),
            ("rules:\n  lowestEfficiency: 0.9\n   highestWastedBytes: 1\n", 3, "not indented"),
            ("  lowestEfficiency: 0.9\n", 1, "does not come before it"),
            ("rules:\n  lowestEfficiency 0.9\n", 2, "is not of the form"),
            ("rules:\n  lowestEfficiency: \"0.9\n", 2, "quoted"),
            ("rules:\nrules:\n", 2, "there twice"),
            ("rules:\n  - lowestEfficiency: 0.9\n", 2, "is not a rule"),
        ] {
            let error = rules(text).unwrap_err();
            assert!(error.starts_with(&format!("line {line}: ")) && error.contains(word), "{text}: {error}");
        }
    }
}
