//! The help of the program, its commands and their arguments, out of `words/help.en.json` and `words/help.ko.json`.
//!
//! clap's derive knows names and values alone. The texts are put in before the arguments are parsed; headings that clap itself
//! writes are put in after it has built the commands.
//!
//! *Keys:* `COMMAND.about`, `.long`, `.more`, `.examples`, `.status.0` …; `COMMAND.ARGUMENT` or, for all commands,
//! `arg.ARGUMENT`, each with `.long` where the long help says more. The program itself is the command `program`.

use super::rules::kinds_listed;
use clap::{Arg, Command};
use layerscope::messages::{Catalogue, Language};

static HELP: Catalogue = Catalogue::new(include_str!("words/help.en.json"), include_str!("words/help.ko.json"));

/// Indentation of the lines that follow the first of an exit status.
const BELOW_STATUS: &str = "\n     ";
const TEMPLATE: &str = "{before-help}{about-with-newline}\n";

/// The text of a key.
pub fn help_text(language: Language, key: &str) -> Option<String> {
    HELP.find(language, key, &[("kinds", &kinds_listed())])
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
        let key = |arg: &Arg| argument_key(name, arg, language);
        match key(&arg) {
            Some(key) => explained(arg, &key, language),
            None => arg,
        }
    })
}

/// The key of an argument's text: the command's own, or that of all commands.
fn argument_key(command: &str, arg: &Arg, language: Language) -> Option<String> {
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

/// What follows the arguments in the long help: more on the command, examples, exit statuses.
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
            _ => return arg,
        };
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

#[cfg(test)]
mod tests {
    use super::super::program_of;
    use super::{HELP, argument_key, help_text, worded};
    use clap::{Command, CommandFactory};
    use layerscope::messages::Language;
    use std::collections::BTreeSet;

    const LANGUAGES: [Language; 2] = [Language::English, Language::Korean];

    /// Every command and argument has its text in both languages, and no text is left over.
    #[test]
    fn commands_arguments_and_texts_fit_each_other() {
        let program = super::super::Cli::command();
        for language in LANGUAGES {
            let mut known = BTreeSet::new();
            let fixed = ["heading.", "man.", "status.", "help.", "program.help", "program.version", "program.after"];
            known.extend(HELP.keys(language).filter(|key| fixed.iter().any(|fixed| key.starts_with(fixed))));
            let mut need = |key: String| {
                let key = HELP.keys(language).find(|known| **known == key);
                known.insert(key.unwrap_or_else(|| panic!("{language:?}: no text")));
            };
            let mut commands: Vec<(&str, &Command)> = vec![("program", &program)];
            commands.extend(program.get_subcommands().map(|command| (command.get_name(), command)));
            for (name, command) in commands {
                need(format!("{name}.about"));
                need(format!("{name}.status.0"));
                let optional =
                    ["long", "more", "examples", "status.1", "status.2"].map(|part| format!("{name}.{part}"));
                optional.into_iter().filter(|key| help_text(language, key).is_some()).for_each(&mut need);
                for arg in command.get_arguments().filter(|arg| arg.get_id() != "help" && arg.get_id() != "version") {
                    let key = argument_key(name, arg, language).unwrap_or_else(|| panic!("{name}: {arg}"));
                    let long = format!("{key}.long");
                    need(key);
                    if help_text(language, &long).is_some() {
                        need(long);
                    }
                }
            }
            let unused: Vec<_> = HELP.keys(language).filter(|key| !known.contains(key)).collect();
            assert!(unused.is_empty(), "{language:?}: {unused:?}");
        }
    }

    fn built(command: &Command, language: Language, seen: &mut usize) {
        *seen += 1;
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        assert!(!about.is_empty(), "{language:?}: {}", command.get_name());
        for arg in command.get_arguments() {
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            assert!(!help.is_empty(), "{language:?}: {}: {arg}", command.get_name());
            let hangul = help.chars().any(|c| ('가'..='힣').contains(&c));
            assert_eq!(hangul, language == Language::Korean, "{}: {arg}: {help}", command.get_name());
        }
        command.get_subcommands().for_each(|command| built(command, language, seen));
    }

    /// clap's own arguments and commands, too.
    #[test]
    fn built_commands_have_all_texts_in_their_language() {
        for language in LANGUAGES {
            let mut seen = 0;
            built(&program_of(language), language, &mut seen);
            assert!(seen > 40, "{seen}");
        }
        worded(super::super::Cli::command(), Language::Korean).debug_assert();
    }
}
