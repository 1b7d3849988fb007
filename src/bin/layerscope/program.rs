//! The subcommands, and which function answers each. The program has no logic of its own: it reads arguments, asks the core, prints.

mod chosen;
mod files;
mod image;
mod input;
mod machine;
mod output;
mod report;
mod rules;
mod run;
mod several;
mod upper;

use clap::{CommandFactory, Parser, Subcommand};
use layerscope::error::Result;
use std::process::ExitCode;

const LONG_ABOUT: &str = "\
See what is inside a container image: its read-only layers, every file's life in them,
and what is stored for nothing.

ARCHIVE is what docker save, podman save, skopeo, buildah, buildx or ctr wrote, compressed or
not; an OCI layout or an unpacked archive as a folder; or a root file system (docker export).
Layers are counted from 0, the base. Sizes are in bytes.";

const STATUS: &str = "\
Exit status:
  0  the question is answered
  1  the answer is no (a digest does not fit, a rule fails, a command in a container fails), or
     the archive can't be read, or it has no such image, layer or path; standard error says which
  2  wrong usage
The help of each command says what 1 means there.

Notes on what is odd about an image go to standard error, a line each, and change no status.";

#[derive(Parser)]
#[command(name = "layerscope", version, about, long_about = LONG_ABOUT, after_long_help = STATUS)]
#[command(arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// In the order in which the help lists them.
#[derive(Subcommand)]
enum Command {
    Images(image::Images),
    History(image::History),
    Image(image::Inspect),
    Files(files::Files),
    Changes(files::Changes),
    Life(files::Life),
    Cat(files::Cat),
    Members(image::Members),
    Verify(image::Verify),
    Check(rules::Check),
    Waste(report::Waste),
    DiveJson(report::DiveJson),
    Dockerfile(report::Dockerfile),
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
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A reader that has seen enough (head, less) is no error.
            let _ = error.print();
            return ExitCode::from(u8::from(error.use_stderr()) * 2);
        }
    };
    match answer(cli.command) {
        Ok(status) => ExitCode::from(status),
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(1)
        }
    }
}

/// Answers a question on standard output. Returns the exit status. *Errors:* why there is no answer; the status is 1 then.
fn answer(command: Command) -> Result<u8> {
    match command {
        Command::Images(args) => args.answer(),
        Command::History(args) => args.answer(),
        Command::Image(args) => args.answer(),
        Command::Files(args) => args.answer(),
        Command::Changes(args) => args.answer(),
        Command::Life(args) => args.answer(),
        Command::Cat(args) => args.answer(),
        Command::Members(args) => args.answer(),
        Command::Verify(args) => args.answer(),
        Command::Check(args) => args.answer(),
        Command::Waste(args) => args.answer(),
        Command::DiveJson(args) => args.answer(),
        Command::Dockerfile(args) => args.answer(),
        Command::Report(args) => args.answer(),
        Command::Compare(args) => args.answer(),
        Command::Share(args) => args.answer(),
        Command::Squash(args) => args.answer(),
        Command::Diff(args) => args.answer(),
        Command::Run(args) => args.answer(),
        Command::Completions(args) => args.answer(Cli::command()),
        Command::Man(args) => args.answer(Cli::command()),
    }
}
