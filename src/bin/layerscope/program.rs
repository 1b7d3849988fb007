//! The subcommands, and which function answers each. The program has no logic of its own: it reads arguments, asks the core, prints.

mod artifacts;
mod build;
mod chosen;
mod files;
mod help;
mod image;
mod input;
mod machine;
mod output;
mod report;
mod rules;
mod run;
mod several;
mod stores;
mod upper;
mod words;
mod wrong_usage;

use chosen::OneImage;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use layerscope::messages::Language;
use layerscope::problem::Result;
use std::ffi::OsString;
use std::process::ExitCode;
use words::{Tag, language, language_of_arguments, language_of_environment, set_language};

#[derive(Parser)]
#[command(name = "layerscope", version, arg_required_else_help = true)]
struct Cli {
    #[arg(long, global = true, value_name = "LANGUAGE")]
    language: Option<Tag>,
    #[command(subcommand)]
    command: Command,
}

/// In the order in which the help lists them.
#[derive(Subcommand)]
enum Command {
    Images(image::Images),
    History(image::History),
    Image(image::Inspect),
    Origin(artifacts::Origin),
    Artifacts(artifacts::List),
    Files(files::Files),
    Changes(files::Changes),
    Life(files::Life),
    Cat(files::Cat),
    Members(OneImage),
    Verify(OneImage),
    Check(rules::Check),
    Waste(report::Waste),
    DiveJson(OneImage),
    Dockerfile(OneImage),
    Report(report::Report),
    Compare(several::Compare),
    Build(build::Build),
    Share(several::Share),
    Squash(several::Squash),
    Diff(upper::Diff),
    Run(run::Run),
    Completions(machine::Completions),
    Man(machine::Man),
}

pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let environment = language_of_environment(|name| std::env::var_os(name));
    set_language(language_of_arguments(&arguments).unwrap_or(environment));
    let matches = program_of(language()).try_get_matches_from(arguments);
    let cli = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return wrong_usage::answer(&error),
    };
    set_language(cli.language.map_or(environment, Language::from));
    match answer(cli.command) {
        Ok(status) => ExitCode::from(status),
        Err(problem) => {
            eprintln!("{}", problem.message_in(language()));
            ExitCode::from(1)
        }
    }
}

/// The program's commands with their texts.
fn program_of(language: Language) -> clap::Command {
    help::worded(Cli::command(), language)
}

/// Answers a question on standard output. Returns the exit status. *Errors:* why there is no answer; the status is 1 then.
fn answer(command: Command) -> Result<u8> {
    match command {
        Command::Images(args) => args.answer(),
        Command::History(args) => args.answer(),
        Command::Image(args) => args.answer(),
        Command::Origin(args) => args.answer(),
        Command::Artifacts(args) => args.answer(),
        Command::Files(args) => args.answer(),
        Command::Changes(args) => args.answer(),
        Command::Life(args) => args.answer(),
        Command::Cat(args) => args.answer(),
        Command::Members(args) => image::members(&args),
        Command::Verify(args) => image::verify(&args),
        Command::Check(args) => args.answer(),
        Command::Waste(args) => args.answer(),
        Command::DiveJson(args) => report::dive_json(&args),
        Command::Dockerfile(args) => report::dockerfile(&args),
        Command::Report(args) => args.answer(),
        Command::Compare(args) => args.answer(),
        Command::Build(args) => args.answer(),
        Command::Share(args) => args.answer(),
        Command::Squash(args) => args.answer(),
        Command::Diff(args) => args.answer(),
        Command::Run(args) => args.answer(),
        Command::Completions(args) => args.answer(program_of(language())),
        Command::Man(args) => args.answer(program_of(language())),
    }
}

#[cfg(test)]
mod tests {
    use super::help::{HELP, argument_key, help_text};
    use super::{Cli, program_of};
    use clap::{Command, CommandFactory};
    use layerscope::messages::Language;
    use std::collections::BTreeSet;

    const LANGUAGES: [Language; 2] = [Language::English, Language::Korean];

    /// Every command and argument has its text in both languages, and no text is left over.
    #[test]
    fn commands_arguments_and_texts_fit_each_other() {
        let program = Cli::command();
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
        program_of(Language::Korean).debug_assert();
    }
}
