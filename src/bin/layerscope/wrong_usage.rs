//! Wrong usage in the program's words: clap says what is wrong as data, and its own sentences are English.

use super::words::{say, word};
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::io::Write;
use std::num::ParseIntError;
use std::process::ExitCode;

/// The exit status of wrong usage.
const STATUS: u8 = 2;

/// Prints help, the version or what is wrong, where it belongs. Returns the status.
pub fn answer(error: &Error) -> ExitCode {
    // A reader that has seen enough (head, less) is no error.
    let _ = match sentence(error) {
        None => error.print(),
        Some(sentence) => std::io::stderr().write_all(whole(error, &sentence).as_bytes()),
    };
    ExitCode::from(u8::from(error.use_stderr()) * STATUS)
}

/// Ends the program: a value that clap does not read makes no sense.
pub fn exit(text: &str) -> ! {
    eprintln!("{}", say("error", &[("text", &text)]));
    std::process::exit(i32::from(STATUS))
}

/// The texts of a context.
fn values(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        _ => Vec::new(),
    }
}

/// The sentence; `None` for help and version, which are no errors, and for kinds that no argument of this program can have.
fn sentence(error: &Error) -> Option<String> {
    let first = |kind| values(error, kind).into_iter().next();
    let arg = first(ContextKind::InvalidArg);
    let value = first(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::ArgumentConflict => {
            let (arg, others) = (arg?, values(error, ContextKind::PriorArg).join("', '"));
            let repeated = others == arg || others.is_empty();
            let key = if repeated { "usage.repeated" } else { "usage.conflict" };
            Some(say(key, &[("arg", &arg), ("others", &others)]))
        }
        ErrorKind::InvalidValue => {
            let (arg, value) = (arg?, value?);
            let key = if value.is_empty() { "usage.no-value" } else { "usage.invalid-value" };
            let mut text = say(key, &[("arg", &arg), ("value", &value)]);
            let valid = values(error, ContextKind::ValidValue);
            if !valid.is_empty() {
                text.push_str(&format!("\n  [{}]", valid.join(", ")));
            }
            Some(text)
        }
        ErrorKind::ValueValidation => {
            let why = error.source().map(|why| match why.downcast_ref::<ParseIntError>() {
                Some(_) => word("bad-number"),
                None => why.to_string(),
            });
            let why = why.unwrap_or_default();
            Some(say("usage.bad-value", &[("arg", &arg?), ("value", &value?), ("why", &why)]))
        }
        ErrorKind::InvalidSubcommand => {
            Some(say("usage.no-command", &[("name", &first(ContextKind::InvalidSubcommand)?)]))
        }
        ErrorKind::MissingSubcommand => Some(word("usage.which-command")),
        ErrorKind::MissingRequiredArgument => {
            let missing = values(error, ContextKind::InvalidArg).join("\n  ");
            Some(say("usage.missing", &[("args", &format!("  {missing}"))]))
        }
        ErrorKind::UnknownArgument => Some(say("usage.unexpected", &[("arg", &arg?)])),
        ErrorKind::TooManyValues => Some(say("usage.too-many", &[("arg", &arg?), ("value", &value?)])),
        ErrorKind::InvalidUtf8 => Some(word("usage.utf8")),
        _ => None,
    }
}

/// The sentence, a value that may be meant, the usage, and the way to the help.
fn whole(error: &Error, sentence: &str) -> String {
    let mut out = say("error", &[("text", &sentence)]) + "\n";
    let meant = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let meant: Vec<String> = meant.into_iter().flat_map(|kind| values(error, kind)).collect();
    if !meant.is_empty() {
        let tip = say("usage.tip", &[("value", &meant.join("', '"))]);
        out.push_str(&format!("\n  {tip}\n"));
    }
    for usage in values(error, ContextKind::Usage) {
        let usage = usage.trim_start_matches("Usage: ").trim_end().to_owned();
        let heading = super::help::help_text(super::words::language(), "heading.usage").unwrap_or_default();
        out.push_str(&format!("\n{heading}: {usage}\n"));
    }
    format!("{out}\n{}\n", word("usage.hint"))
}
