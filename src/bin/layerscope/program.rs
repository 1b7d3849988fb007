//! The subcommands, and which function answers each. The program has no logic of its own: it reads arguments, asks the core, prints.

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
mod upper;
mod words;
mod wrong_usage;

use chosen::OneImage;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use layerscope::error::Result;
use layerscope::messages::Language;
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
    Image(OneImage),
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
        Command::Image(args) => image::inspect(&args),
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
        Command::Share(args) => args.answer(),
        Command::Squash(args) => args.answer(),
        Command::Diff(args) => args.answer(),
        Command::Run(args) => args.answer(),
        Command::Completions(args) => args.answer(program_of(language())),
        Command::Man(args) => args.answer(program_of(language())),
    }
}
