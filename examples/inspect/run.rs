//! `inspect run`: a container of the image, operations and command lines in it, and what came of them; its layer, and its commit, as files.

use crate::{Args, Input};
use layerscope::container::{Op, Time, UpperForm};
use layerscope::error::{Kind, Problem, Result};
use layerscope::image::sha256_digest;
use layerscope::report::write_merged_listing;
use layerscope::source::{ReadAt, Sources, block_on};
use layerscope::workspace::{Commit, Printed, Workspace, Written, write_parts};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{self, BufWriter, Write};

/// One thing after the other.
enum Step {
    /// `Op` or `Op[]` as JSON.
    Ops(String),
    /// A command line.
    Line(String),
}

/// What `run` is asked to do.
#[derive(Default)]
pub struct Run {
    steps: Vec<Step>,
    effects: bool,
    diff: bool,
    files: bool,
    layer: Option<String>,
    overlay: Option<String>,
    save: Option<String>,
    commit: Commit,
}

impl Run {
    /// Takes an option that is one of `run`. `None` = it is another's; `Some(None)` = its value is lacking.
    pub fn option(&mut self, word: &str, next: &mut dyn FnMut() -> Option<String>) -> Option<Option<()>> {
        let mut text = |to: &mut Option<String>| {
            *to = next();
            to.is_some().then_some(())
        };
        let flag = |of: &mut bool| {
            *of = true;
            Some(())
        };
        let mut value = None;
        Some(match word {
            "--effects" => flag(&mut self.effects),
            "--diff" => flag(&mut self.diff),
            "--files" => flag(&mut self.files),
            "--write-layer" => text(&mut self.layer),
            "--write-overlay" => text(&mut self.overlay),
            "--commit" => text(&mut self.save),
            "--name" => text(&mut self.commit.name),
            "--op" => text(&mut value).map(|()| self.steps.extend(value.map(Step::Ops))),
            "--sh" => text(&mut value).map(|()| self.steps.extend(value.map(Step::Line))),
            "--change" => text(&mut value).map(|()| self.commit.changes.extend(value)),
            "--message" => text(&mut value).map(|()| self.commit.message = value.unwrap_or_default()),
            "--author" => text(&mut value).map(|()| self.commit.author = value.unwrap_or_default()),
            "--created-by" => text(&mut value).map(|()| self.commit.created_by = value),
            _ => return None,
        })
    }
}

/// The archive, and behind it what was typed and written.
struct Opened<'a> {
    input: &'a Input,
    more: Vec<Vec<u8>>,
}

impl Opened<'_> {
    /// Number of the first file that is not the archive's.
    fn first(&self) -> usize {
        match self.input {
            Input::Archives(files) => files.len(),
            Input::Folder(_, files) => files.len(),
        }
    }

    /// Number of the next one.
    fn next(&self) -> usize {
        self.first() + self.more.len()
    }

    fn add(&mut self, bytes: Vec<u8>) -> usize {
        let number = self.next();
        self.more.push(bytes);
        number
    }
}

impl Sources for Opened<'_> {
    fn open(&self, file: usize) -> io::Result<Box<dyn ReadAt + '_>> {
        match file.checked_sub(self.first()).and_then(|at| self.more.get(at)) {
            Some(bytes) => Ok(Box::new(bytes)),
            None => self.input.open(file),
        }
    }
}

/// Does it all. The code is 1 when an operation was refused. *Errors:* what can't be read or written.
pub fn run(workspace: &mut Workspace, args: &Args, input: &Input, now: Time) -> Result<u8> {
    let asked = &args.run;
    let mut files = Opened { input, more: Vec::new() };
    let id = workspace.run(args.height)?;
    workspace.choose_container(Some(id))?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut code = 0;
    for step in &asked.steps {
        let told = match step {
            Step::Ops(text) => workspace.shown_mut().apply(&parse(text, &mut files)?, now)?,
            Step::Line(line) => {
                let done = workspace.shown_mut().exec(line, now, files.next())?;
                code = code.max(done.status);
                files.add(done.text);
                done.output.iter().try_for_each(|printed| print(printed, &files, &mut out))?;
                done.applied
            }
        };
        for effect in told.effects.iter().filter(|_| asked.effects) {
            let line = serde_json::to_string(effect).unwrap_or_default();
            writeln!(out, "{line}")?;
        }
        if let Some(refusal) = told.refusal {
            eprintln!("{:?} {}", refusal.errno, refusal.message);
            code = code.max(1);
        }
    }
    if asked.diff {
        for difference in workspace.shown().diff() {
            writeln!(out, "{}", difference.line())?;
        }
    }
    if asked.files {
        let top = workspace.tree().layers().saturating_sub(1);
        write_merged_listing(workspace.tree(), top, &mut out)?;
    }
    out.flush()?;
    for (path, form) in [(&asked.layer, UpperForm::Layer), (&asked.overlay, UpperForm::Overlay)] {
        if let Some(path) = path {
            let mut file = BufWriter::new(File::create(path)?);
            write_upper(workspace, form, &files, &mut file)?;
            file.flush()?;
        }
    }
    if let Some(path) = &asked.save {
        let mut commit = asked.commit.clone();
        if !workspace.shown().container().is_none_or(|container| container.upper().is_empty()) {
            let mut tar = Vec::new();
            write_upper(workspace, UpperForm::Layer, &files, &mut tar)?;
            let (size, diff_id) = (tar.len() as u64, sha256_digest(&tar));
            commit.layer = Some(Written { file: files.add(tar), size, diff_id });
        }
        let image = workspace.commit(&commit, now)?;
        workspace.choose(image)?;
        workspace.scan_all(&files)?;
        workspace.hash_all(&files);
        println!("{}", workspace.image().id);
        let mut file = BufWriter::new(File::create(path)?);
        let mut written = Ok(());
        let mut write = |bytes: &[u8]| {
            written = file.write_all(bytes);
            written.is_ok()
        };
        let parts = workspace.save(image)?;
        block_on(&files, async |feed| write_parts(&parts, &feed, &mut write).await)?;
        written.and_then(|()| file.flush())?;
    }
    Ok(code)
}

/// What a command line prints, where it prints it. *Errors:* of content: what can't be read.
fn print(printed: &Printed, files: &Opened, out: &mut dyn Write) -> Result<()> {
    match printed {
        Printed::Text(text, true) => eprint!("{text}"),
        Printed::Text(text, false) => out.write_all(text.as_bytes())?,
        Printed::Content { content, bytes, lines } => {
            let count = bytes.unwrap_or(u64::MAX).min(content.size());
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            let (read, problem) = block_on(files, async |feed| content.read(&feed, 0, count).await);
            let lines = lines.map_or(usize::MAX, |lines| usize::try_from(lines).unwrap_or(usize::MAX));
            read.split_inclusive(|byte| *byte == b'\n').take(lines).try_for_each(|line| out.write_all(line))?;
            problem.map_or(Ok(()), |problem| Err(Box::new(problem)))?;
        }
    }
    Ok(())
}

/// One operation or a list of them, as JSON; a content may be plain text.
fn parse(text: &str, files: &mut Opened) -> Result<Vec<Op>> {
    let bad = |e: serde_json::Error| Box::new(Problem::new(Kind::BadJson).member("--op").detail(e.to_string()));
    let value: Value = serde_json::from_str(text).map_err(bad)?;
    let list = if let Value::Array(list) = value { list } else { vec![value] };
    let op = |mut value: Value| {
        if let Some(content) = value.get_mut("content")
            && let Some(typed) = content.as_str()
        {
            let len = typed.len();
            let file = files.add(typed.as_bytes().to_vec());
            *content = json!([{ "file": { "file": file, "offset": 0, "len": len } }]);
        }
        serde_json::from_value(value).map_err(bad)
    };
    list.into_iter().map(op).collect()
}

/// The upper directory as a tar. *Errors:* the first file that could not be read; what the writer says.
fn write_upper(workspace: &Workspace, form: UpperForm, files: &Opened, out: &mut dyn Write) -> Result<()> {
    let tar = workspace.shown().upper_tar(form)?;
    let mut next = 0;
    loop {
        let (batch, then) = workspace.ways().upper_batch(&tar, next)?;
        let mut written = Ok(());
        let mut write = |bytes: &[u8]| {
            written = out.write_all(bytes);
            written.is_ok()
        };
        let problems = block_on(files, async |feed| batch.write(&feed, &mut write).await);
        written?;
        if let Some(problem) = problems.into_iter().next() {
            return Err(Box::new(problem));
        }
        next = then;
        if next >= tar.len() {
            return Ok(());
        }
    }
}
