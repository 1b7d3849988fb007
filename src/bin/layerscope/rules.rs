//! `check`: an image held against rules, for CI.

use super::chosen::{Chosen, Format, text_of};
use super::output::print_either;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Args, Error, ValueHint};
use layerscope::check::{Checked, DENIABLE, DiveRules, Rules, parse_share, parse_size};
use layerscope::error::{Kind, Result};
use std::path::{Path, PathBuf};

/// dive's rules file, which dive reads where it is.
const DIVE_CI: &str = ".dive-ci";
/// Columns of the help.
const WIDTH: usize = 90;

/// Hold an image against rules, for CI
///
/// A line a rule: PASS, FAIL or SKIP, the rule, the image's figure, the bound. Then the reasons of each rule that failed.
#[derive(Args)]
#[command(after_long_help = after_help())]
pub struct Check {
    #[command(flatten)]
    chosen: Chosen,
    /// The most dead bytes: 50MB, 1.5GiB
    #[arg(long, value_name = "SIZE", value_parser = parse_size)]
    max_dead: Option<u64>,
    /// The most dead bytes, as a share of all layers' bytes: 10%, 0.1
    #[arg(long, value_name = "SHARE", value_parser = parse_share)]
    max_dead_share: Option<f64>,
    /// The least share of all layers' bytes that a path of the top needs: 0.9, 90%
    #[arg(long, value_name = "SHARE", value_parser = parse_share)]
    min_efficiency: Option<f64>,
    /// Fail when there is a finding of this kind; may be repeated
    #[arg(long, value_name = "KIND", value_parser = kinds(), hide_possible_values = true)]
    deny: Vec<Kind>,
    /// dive's rules, from a file of the form of .dive-ci
    ///
    /// Without this option, .dive-ci in the working directory is read where there is one, as dive does.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    dive_ci: Option<PathBuf>,
    /// Leave .dive-ci in the working directory alone
    #[arg(long, conflicts_with = "dive_ci")]
    no_dive_ci: bool,
    #[command(flatten)]
    format: Format,
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    let codes = DENIABLE.map(Kind::code);
    PossibleValuesParser::new(codes).try_map(|code| serde_json::from_value(code.into()))
}

fn after_help() -> String {
    let mut kinds = String::new();
    let mut line = String::from(" ");
    for code in DENIABLE.map(Kind::code) {
        if line.len() + code.len() > WIDTH {
            kinds.push_str(&format!("{line}\n"));
            line = String::from(" ");
        }
        line.push_str(&format!(" {code}"));
    }
    format!(
        "\
SIZE is a number of bytes, or has a unit: B, kB, MB, GB, TB, KiB, MiB, GiB, TiB.
SHARE is a number from 0 to 1, or a percentage.
Efficiency and dead bytes are exact: dead are the bytes that no path of the top needs.
dive's rules use dive's figures, which count otherwise: lowestEfficiency, highestWastedBytes and
highestUserWastedPercent. A rule that the file does not set has dive's default (0.9, disabled, 0.1).
Without any option and without .dive-ci, dive's defaults are checked.
One more rule always holds: all layers can be read, for of others no figure is true.

KIND is one of:
{kinds}{line}
Where a digest's or a decoder's is among them, all bytes are hashed.

--json prints an object: passed, and rules, each with rule, by (layerscope or dive), outcome (pass,
fail or skip), measured, bound (atMost or atLeast) and reasons.

Examples:
  layerscope check --max-dead 50MB --max-dead-share 10% image.tar
  layerscope check --deny escaping-name --deny diff-id-mismatch image.tar
  layerscope check --dive-ci ci/dive.yaml image.tar

Exit status:
  0  every rule passes
  1  a rule fails, or the archive can't be read, or it has no such image
  2  wrong usage: a bound, a kind or a rules file that makes no sense"
    )
}

/// Ends the program as other wrong usage does.
fn wrong(what: String) -> ! {
    Error::raw(ErrorKind::ValueValidation, what + "\n").exit()
}

impl Check {
    pub fn answer(self) -> Result<u8> {
        let rules = self.rules()?;
        let mut session = self.chosen.scanned()?;
        if rules.needs_hashes() {
            session.workspace.intake().hash_all(&session.input);
        }
        let checked = session.workspace.checker().check(&rules);
        print_either(self.format.json, &checked, Checked::text)?;
        Ok(u8::from(!checked.passed))
    }

    fn rules(&self) -> Result<Rules> {
        let mut rules = Rules {
            max_dead: self.max_dead,
            max_dead_share: self.max_dead_share,
            min_efficiency: self.min_efficiency,
            deny: self.deny.clone(),
            dive: None,
        };
        let here = Path::new(DIVE_CI);
        let file = self.dive_ci.as_deref().or_else(|| Some(here).filter(|here| !self.no_dive_ci && here.is_file()));
        if let Some(file) = file {
            let dive = DiveRules::parse(&text_of(file)?);
            rules.dive = Some(dive.unwrap_or_else(|error| wrong(format!("{}: {error}", file.display()))));
            eprintln!("note: dive's rules are those of {}", file.display());
        } else if rules.is_empty() {
            rules.dive = Some(DiveRules::default());
            eprintln!("note: no rule is given: dive's defaults are checked");
        }
        Ok(rules)
    }
}
