//! `check`: an image held against rules, for CI.

use super::chosen::{Chosen, Format, text_of};
use super::output::{print, print_json};
use super::words::{language, note, say, word};
use super::wrong_usage::exit;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};
use layerscope::check::{DiveRules, Rules, parse_share, parse_size};
use layerscope::messages::Language;
use layerscope::problem::{DENIABLE, Kind, Result};
use std::path::{Path, PathBuf};

/// dive's rules file, which dive reads where it is.
const DIVE_CI: &str = ".dive-ci";

/// Arguments of `check`.
#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    chosen: Chosen,
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_dead: Option<u64>,
    #[arg(long, value_name = "SHARE", value_parser = share)]
    max_dead_share: Option<f64>,
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_efficiency: Option<f64>,
    #[arg(long, value_name = "KIND", value_parser = kinds(), hide_possible_values = true)]
    deny: Vec<Kind>,
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    dive_ci: Option<PathBuf>,
    #[arg(long, conflicts_with = "dive_ci")]
    no_dive_ci: bool,
    #[command(flatten)]
    format: Format,
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    let codes = DENIABLE.map(Kind::code);
    PossibleValuesParser::new(codes).try_map(|code| serde_json::from_value(code.into()))
}

fn size(text: &str) -> std::result::Result<u64, String> {
    parse_size(text, language())
}

fn share(text: &str) -> std::result::Result<f64, String> {
    parse_share(text, language())
}

impl Check {
    pub fn answer(self) -> Result<u8> {
        let rules = self.rules()?;
        let mut session = self.chosen.scanned()?;
        if rules.needs_hashes() {
            session.workspace.intake().hash_all(&session.input);
        }
        // JSON is English in all languages.
        let language = if self.format.json { Language::English } else { language() };
        let checked = session.workspace.checker().check(&rules, language);
        if self.format.json {
            print_json(&checked)?;
        } else {
            print(&checked.text(language));
        }
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
            let dive = DiveRules::parse(&text_of(file)?, language());
            rules.dive = Some(dive.unwrap_or_else(|error| exit(&format!("{}: {error}", file.display()))));
            note(&say("rules.of", &[("file", &file.display())]));
        } else if rules.is_empty() {
            rules.dive = Some(DiveRules::default());
            note(&word("rules.none"));
        }
        Ok(rules)
    }
}
