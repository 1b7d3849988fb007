//! The help of the program, its commands and their arguments, out of `words/help.en.json` and `words/help.ko.json`.
//!
//! clap's derive knows names and values alone. The texts are put in before the arguments are parsed; headings that clap itself
//! writes are put in after it has built the commands.
//!
//! *Keys:* `COMMAND.about`, `.long`, `.more`, `.examples`, `.status.0` …; `COMMAND.ARGUMENT` or, for all commands,
//! `arg.ARGUMENT`, each with `.long` where the long help says more. The program itself is the command `program`.

use clap::{Arg, Command};
use layerscope::messages::{Catalogue, Language};
use layerscope::problem::{DENIABLE, Kind};
use std::fmt;

pub(super) static HELP: Catalogue =
    Catalogue::new(include_str!("words/help.en.json"), include_str!("words/help.ko.json"));

/// Indentation of the lines that follow the first of an exit status.
const BELOW_STATUS: &str = "\n     ";
/// Columns of the help.
const WIDTH: usize = 90;
/// Place of the arguments that all commands have, after a command's own.
const LAST: usize = 1000;
const TEMPLATE: &str = "{before-help}{about-with-newline}\n";

/// The text of a key.
pub fn help_text(language: Language, key: &str) -> Option<String> {
    HELP.find(language, key, &[("kinds", &Kinds)])
}

/// All commands with their texts, built.
pub fn worded(program: Command, language: Language) -> Command {
    let command = |command: Command| {
        let name = command.get_name().to_owned();
        described(command, &name, language)
    };
    let mut program = described(program, "program", language).mut_subcommands(command);
    program.build();
    let about = help_text(language, "help.about").unwrap_or_default();
    let help = |help: Command| help.about(about.clone()).mut_subcommand("help", |help| help.about(about.clone()));
    headed(program.mut_subcommand("help", help), language)
}

/// A command with its texts and those of its arguments.
fn described(command: Command, name: &str, language: Language) -> Command {
    let text = |key: &str| help_text(language, &format!("{name}.{key}"));
    let after = after_help(name, language);
    let command = command.about(text("about").unwrap_or_default()).after_long_help(after);
    let command = if let Some(long) = text("long") { command.long_about(long) } else { command };
    command.mut_args(|arg| {
        let key = argument_key(name, &arg, language);
        if let Some(key) = key { explained(arg, &key, language) } else { arg }
    })
}

/// The key of an argument's text: the command's own, or that of all commands.
pub(super) fn argument_key(command: &str, arg: &Arg, language: Language) -> Option<String> {
    let name = arg.get_long().unwrap_or(arg.get_id().as_str());
    let keys = [format!("{command}.{name}"), format!("arg.{name}")];
    keys.into_iter().find(|key| help_text(language, key).is_some())
}

fn explained(arg: Arg, key: &str, language: Language) -> Arg {
    // clap lists the values in English.
    let mut values = String::new();
    let hidden = arg.is_hide_possible_values_set() || !arg.get_action().takes_values();
    let listed: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if language != Language::English && !hidden && !listed.is_empty() {
        let listed = listed.join(", ");
        values = HELP.text(language, "heading.values", &[("values", &listed)]);
        values.insert(0, ' ');
    }
    let text = |key: &str| help_text(language, key).map(|text| text + &values);
    let arg = if values.is_empty() { arg } else { arg.hide_possible_values(true) };
    with_texts(arg, text(key), text(&format!("{key}.long")))
}

fn with_texts(arg: Arg, short: Option<String>, long: Option<String>) -> Arg {
    let arg = if let Some(short) = short { arg.help(short) } else { arg };
    if let Some(long) = long { arg.long_help(long) } else { arg }
}

/// The part of the long help after the arguments: more on the command, examples, exit statuses.
fn after_help(name: &str, language: Language) -> String {
    let text = |key: &str| help_text(language, key);
    let heading = |key: &str| format!("{}:\n", text(&format!("heading.{key}")).unwrap_or_default());
    let mut parts: Vec<String> = text(&format!("{name}.more")).into_iter().collect();
    if let Some(examples) = text(&format!("{name}.examples")) {
        let lines: Vec<String> = examples.lines().map(|line| format!("  {line}")).collect();
        parts.push(heading("examples") + &lines.join("\n"));
    }
    let status = |number: u8| {
        let own = text(&format!("{name}.status.{number}")).or_else(|| text(&format!("status.{number}")))?;
        Some(format!("  {number}  {}", own.replace('\n', BELOW_STATUS)))
    };
    let mut statuses = heading("status") + &(0..=2).filter_map(status).collect::<Vec<_>>().join("\n");
    if let Some(after) = text(&format!("{name}.after")) {
        statuses.push('\n');
        statuses.push_str(&after);
    }
    parts.push(statuses);
    parts.join("\n\n")
}

/// A built command with the texts of the arguments that clap adds, and in other languages with the headings that clap writes in English.
fn headed(command: Command, language: Language) -> Command {
    let command = command.mut_args(|arg| {
        let key = match arg.get_id().as_str() {
            key @ ("help" | "version") => format!("program.{key}"),
            "language" => return arg.display_order(LAST - 1),
            _ => return arg,
        };
        let arg = arg.display_order(LAST);
        with_texts(arg, help_text(language, &key), help_text(language, &format!("{key}.long")))
    });
    let command = command.mut_subcommands(|command| headed(command, language));
    if language == Language::English {
        return command;
    }
    let heading = |key: &str| help_text(language, &format!("heading.{key}")).unwrap_or_default();
    let mut command = command
        .subcommand_help_heading(heading("commands"))
        .subcommand_value_name(heading("command"))
        .mut_args(|arg| {
            let key = if arg.is_positional() { "arguments" } else { "options" };
            arg.help_heading(heading(key))
        })
        .help_template(format!("{TEMPLATE}{}: {{usage}}\n\n{{all-args}}{{after-help}}", heading("usage")));
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace("[OPTIONS]", &heading("option-list"));
    command.override_usage(usage)
}

/// The kinds that `check --deny` takes, in lines.
struct Kinds;

impl fmt::Display for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = String::from(" ");
        for code in DENIABLE.map(Kind::code) {
            if line.len() + code.len() > WIDTH {
                writeln!(f, "{line}")?;
                line = String::from(" ");
            }
            line.push_str(&format!(" {code}"));
        }
        f.write_str(&line)
    }
}
