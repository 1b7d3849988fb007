//! `run`: a container of the image, operations and command lines in it, and what came of them; its layer, and its commit, as files.

mod files;
mod steps;

use super::chosen::{Chosen, Format, OpenArchives, now, time};
use super::output::out;
use clap::{Args, ValueHint};
use files::{Opened, save, write_upper};
use layerscope::container::{Time, UpperForm};
use layerscope::problem::Result;
use layerscope::report::{safe_json, write_merged_json, write_merged_listing};
use layerscope::workspace::{Commit, Workspace};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use steps::{Done, Steps};

/// Arguments of `run`.
#[derive(Args)]
pub struct Run {
    #[command(flatten)]
    chosen: Chosen,
    #[arg(long, value_name = "N")]
    height: Option<usize>,
    #[command(flatten)]
    steps: Steps,
    #[arg(long)]
    effects: bool,
    #[arg(long)]
    diff: bool,
    #[arg(long)]
    files: bool,
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    write_layer: Option<PathBuf>,
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    write_overlay: Option<PathBuf>,
    #[command(flatten)]
    commit: CommitArgs,
    #[arg(long, value_name = "RFC3339", value_parser = time)]
    now: Option<i64>,
    #[command(flatten)]
    format: Format,
}

/// The options of `docker commit`.
#[derive(Args)]
struct CommitArgs {
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    commit: Option<PathBuf>,
    #[arg(long, value_name = "TAG", requires = "commit")]
    name: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "commit", allow_hyphen_values = true)]
    message: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "commit", allow_hyphen_values = true)]
    author: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "commit", allow_hyphen_values = true)]
    created_by: Option<String>,
    #[arg(long, value_name = "INSTRUCTION", requires = "commit", allow_hyphen_values = true)]
    change: Vec<String>,
}

impl Run {
    pub fn answer(self) -> Result<u8> {
        let OpenArchives { mut workspace, input } = self.chosen.scanned()?;
        let now = Time { seconds: now(self.now), nanos: 0 };
        let mut files = Opened::new(&input);
        let container = workspace.containers().run(self.height)?;
        workspace.containers().choose(Some(container))?;
        let mut out = out();
        let (mut status, mut done) = (0, Vec::new());
        for step in &self.steps.0 {
            let step = step.take(&mut workspace, &mut files, now, self.effects)?;
            status = status.max(step.status);
            if self.format.json {
                done.push(step);
            } else {
                step.print(&mut out)?;
            }
        }
        self.show(&workspace, &done, &mut out)?;
        let image = self.write(&mut workspace, &mut files, now);
        let id = image.as_ref().ok().and_then(Option::as_ref);
        if self.format.json {
            writeln!(out, ",\n\"image\":{}}}", safe_json(&id))?;
        } else if let Some(id) = id {
            writeln!(out, "{id}")?;
        }
        out.flush()?;
        image.map(|_| status)
    }

    /// Prints what the container is now; of JSON, all but its end.
    fn show(&self, workspace: &Workspace, done: &[Done], out: &mut dyn Write) -> Result<()> {
        let (tree, json) = (workspace.tree(), self.format.json);
        let top = tree.layers().saturating_sub(1);
        if json {
            write!(out, "{{\"steps\":{}", safe_json(&done))?;
        }
        if self.diff && json {
            write!(out, ",\n\"diff\":{}", safe_json(&workspace.shown().diff()))?;
        } else if self.diff {
            workspace.shown().diff().iter().try_for_each(|difference| writeln!(out, "{}", difference.line()))?;
        }
        if self.files && json {
            out.write_all(b",\n\"files\":")?;
            write_merged_json(tree, top, out)?;
        } else if self.files {
            write_merged_listing(tree, top, out)?;
        }
        out.flush()?;
        Ok(())
    }

    /// Writes the files that are asked for. Returns the committed image's id. *Errors:* what can't be read or written.
    fn write(&self, workspace: &mut Workspace, files: &mut Opened, now: Time) -> Result<Option<String>> {
        for (path, form) in [(&self.write_layer, UpperForm::Layer), (&self.write_overlay, UpperForm::Overlay)] {
            if let Some(path) = path {
                let mut file = BufWriter::new(File::create(path)?);
                write_upper(workspace, form, files, &mut file)?;
                file.flush()?;
            }
        }
        let CommitArgs { commit, name, message, author, created_by, change } = &self.commit;
        let Some(path) = commit else { return Ok(None) };
        let commit = Commit {
            message: message.clone().unwrap_or_default(),
            author: author.clone().unwrap_or_default(),
            changes: change.clone(),
            name: name.clone(),
            created_by: created_by.clone(),
            layer: None,
        };
        save(workspace, commit, files, now, path).map(Some)
    }
}
