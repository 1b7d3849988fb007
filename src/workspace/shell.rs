//! Typed command lines in the shown container; each container has a shell of its own, which begins in the image's working directory.

use super::Workspace;
use crate::container::{Op, Time};
use crate::dto::{Applied, Executed, Printed};
use crate::error::Result;
use crate::limits::SHELL_READ;
use crate::shell::{Completion, Intent, Output, Shell, complete, equivalent};
use crate::text::{display, display_text};
use serde_json::Value;

/// Bytes that a command printed → text that is safe to show. What is no text is escaped; a backslash stays one.
fn safe(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(&display_text(chunk.valid()));
        out.push_str(&display(chunk.invalid()));
    }
    out
}

impl Workspace {
    /// The shown container's shell, and its number.
    fn shell(&self) -> Option<(usize, Shell)> {
        let (id, container) = (self.shown_container()?.id, self.container()?);
        let begin = || {
            let config = self.image().config.value.get("config").and_then(|config| config.get("WorkingDir"));
            let folder = config.and_then(Value::as_str).filter(|folder| !folder.is_empty()).unwrap_or("/");
            Shell::at(container, &self.tree, folder)
        };
        Some((id, self.shells.get(&id).cloned().unwrap_or_else(begin)))
    }

    /// Runs a line in the shown container, as one step. `next_file` is the number that the line's new text gets as an opened file.
    /// *Errors:* as `edit`; what a command refuses is none.
    pub fn exec(&mut self, line: &str, now: Time, next_file: usize) -> Result<Executed> {
        let (id, mut shell) = self.shell().map_or((None, Shell::default()), |(id, shell)| (Some(id), shell));
        let outcome = self.edit(|container, tree| shell.run_line(container, tree, line, now, next_file))?;
        let cwd = format!("/{}", display(shell.cwd()));
        if let Some(id) = id {
            self.shells.insert(id, shell);
        }
        let mut output = Vec::new();
        for printed in &outcome.output {
            output.push(match printed {
                Output::Text { bytes, error } => Printed::Text(safe(bytes), *error),
                Output::Content { content, part } => {
                    let bytes = part.bytes.map(|bytes| bytes.min(SHELL_READ));
                    Printed::Content { content: self.pieces_of(content)?, bytes, lines: part.lines }
                }
            });
        }
        let applied = Applied { effects: self.effects(&outcome.effects), ..self.applied() };
        let mut intent = outcome.intent;
        if let Some(Intent::CopyOut { path, node, .. }) = &mut intent {
            *node = self.tree.find(&path.0);
        }
        Ok(Executed { output, status: outcome.status, text: outcome.text, cwd, intent, applied })
    }

    /// Where the shown container's shell stands, safe to show; the root when none is shown.
    pub fn cwd(&self) -> String {
        self.shell().map_or_else(|| "/".into(), |(_, shell)| format!("/{}", display(shell.cwd())))
    }

    /// What the Tab key offers; nothing when no container is shown.
    pub fn complete_line(&self, line: &str, cursor: usize) -> Completion {
        let view = self.container().map(|container| container.view(&self.tree));
        let both = self.shell().zip(view);
        both.map(|((_, shell), view)| complete(&shell, view, line, cursor)).unwrap_or_default()
    }

    /// The command line that an operation equals.
    pub fn equivalent(&self, op: &Op) -> String {
        equivalent(op)
    }
}
