//! The steps of a container: operations and command lines in their order, and what each comes to.

use super::files::Opened;
use crate::program::words::word_of;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches};
use layerscope::container::{Op, Time};
use layerscope::problem::{Kind, Problem, Result};
use layerscope::report::safe_json;
use layerscope::source::block_on;
use layerscope::workspace::{Applied, EffectInfo, Printed, RefusalInfo, Workspace};
use serde::Serialize;
use serde_json::{Value, json};
use std::io::Write;

/// One step.
pub enum RunStep {
    /// `Op` or `Op[]` as JSON.
    Ops(String),
    /// A command line.
    Line(String),
}

/// All steps, in the order in which `--op` and `--sh` are written: the derived parser would keep two lists without it.
pub struct Steps(pub Vec<RunStep>);

impl Args for Steps {
    fn augment_args(command: Command) -> Command {
        let step = |name, value| {
            let arg = Arg::new(name).long(name).value_name(value);
            arg.action(ArgAction::Append).allow_hyphen_values(true)
        };
        command.arg(step("op", "JSON")).arg(step("sh", "LINE"))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Steps {
    fn from_arg_matches(matches: &ArgMatches) -> std::result::Result<Self, Error> {
        let of = |name, step: fn(String) -> RunStep| {
            let places = matches.indices_of(name).into_iter().flatten();
            let values = matches.get_many::<String>(name).into_iter().flatten().cloned();
            places.zip(values.map(step))
        };
        let mut steps: Vec<(usize, RunStep)> = of("op", RunStep::Ops).chain(of("sh", RunStep::Line)).collect();
        steps.sort_by_key(|(place, _)| *place);
        Ok(Self(steps.into_iter().map(|(_, step)| step).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> std::result::Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Bytes for one of the two output streams.
pub struct OutputChunk {
    bytes: Vec<u8>,
    error: bool,
}

/// The outcome of a step.
#[derive(Serialize)]
pub struct Done {
    output: Vec<OutputChunk>,
    /// Of the last command; 1 where an operation is refused.
    pub status: u8,
    effects: Vec<EffectInfo>,
    refusal: Option<RefusalInfo>,
}

impl Serialize for OutputChunk {
    fn serialize<S: serde::Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        json!({ "text": String::from_utf8_lossy(&self.bytes), "error": self.error }).serialize(to)
    }
}

impl RunStep {
    /// Takes the step in the shown container. *Errors:* JSON that is no operation; what can't be read.
    pub fn take(&self, workspace: &mut Workspace, files: &mut Opened, now: Time, effects: bool) -> Result<Done> {
        let (applied, output, status) = match self {
            Self::Ops(text) => (workspace.shown_mut().apply(&operations(text, files)?, now)?, Vec::new(), 0),
            Self::Line(line) => {
                let executed = workspace.shown_mut().exec(line, now, files.next())?;
                files.add(executed.text);
                let output = executed.output.iter().map(|printed| chunk(printed, files)).collect::<Result<_>>()?;
                (executed.applied, output, executed.status)
            }
        };
        let Applied { effects: all, refusal, .. } = applied;
        let status = status.max(u8::from(refusal.is_some()));
        Ok(Done { output, status, effects: if effects { all } else { Vec::new() }, refusal })
    }
}

impl Done {
    /// Prints the output where it belongs, then the effects, a line each.
    pub fn print(&self, out: &mut dyn Write) -> Result<()> {
        for OutputChunk { bytes, error } in &self.output {
            if *error {
                eprint!("{}", String::from_utf8_lossy(bytes));
            } else {
                out.write_all(bytes)?;
            }
        }
        self.effects.iter().try_for_each(|effect| writeln!(out, "{}", safe_json(effect)))?;
        if let Some(refusal) = &self.refusal {
            eprintln!("{:?} {}: {}", refusal.errno, refusal.path, word_of("errno", refusal.errno));
        }
        Ok(())
    }
}

/// One thing that a command line prints. *Errors:* of content: what can't be read.
fn chunk(printed: &Printed, files: &Opened) -> Result<OutputChunk> {
    match printed {
        Printed::Text(text, error) => Ok(OutputChunk { bytes: text.clone().into_bytes(), error: *error }),
        Printed::Content { content, bytes, lines } => {
            let count = bytes.unwrap_or(u64::MAX).min(content.size());
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            let (read, problem) = block_on(files, async |feed| content.read(&feed, 0, count).await);
            problem.map_or(Ok(()), |problem| Err(Box::new(problem)))?;
            let lines = lines.map_or(usize::MAX, |lines| usize::try_from(lines).unwrap_or(usize::MAX));
            Ok(OutputChunk {
                bytes: read.split_inclusive(|byte| *byte == b'\n').take(lines).flatten().copied().collect(),
                error: false,
            })
        }
    }
}

/// One operation or a list of them, as JSON; a content may be plain text. *Errors:* `BadJson`.
fn operations(text: &str, files: &mut Opened) -> Result<Vec<Op>> {
    let bad = |e: serde_json::Error| Box::new(Problem::new(Kind::BadJson).member("--op").detail(e.to_string()));
    let value: Value = serde_json::from_str(text).map_err(bad)?;
    let list = if let Value::Array(list) = value { list } else { vec![value] };
    let operation = |mut value: Value| {
        if let Some(content) = value.get_mut("content")
            && let Some(typed) = content.as_str()
        {
            let len = typed.len();
            let file = files.add(typed.as_bytes().to_vec());
            *content = json!([{ "file": { "file": file, "offset": 0, "len": len } }]);
        }
        serde_json::from_value(value).map_err(bad)
    };
    list.into_iter().map(operation).collect()
}
