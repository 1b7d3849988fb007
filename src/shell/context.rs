//! One line at work: the commands' surroundings, their output and where it goes.

use super::result::{Intent, LineResult, Output, PrintLimit};
use super::state::Shell;
use super::typed_path;
use crate::container::{Container, ContentPiece, Effect, Errno, Merged, Op, Refusal, Stat, Time};
use crate::limits::SHELL_OUTPUT;
use crate::tree::Tree;

/// What all commands stand on.
pub(super) struct Context<'a> {
    pub shell: &'a mut Shell,
    container: &'a mut Container,
    tree: &'a Tree,
    pub now: Time,
    next_file: usize,
    /// The command at work.
    pub name: &'static str,
    output: Vec<Output>,
    /// The output of a command that is redirected.
    pub captured: Option<Vec<Output>>,
    printed: usize,
    cut: bool,
    pub status: u8,
    effects: Vec<Effect>,
    text: Vec<u8>,
    intent: Option<Intent>,
}

impl<'a> Context<'a> {
    pub fn new(
        shell: &'a mut Shell,
        container: &'a mut Container,
        tree: &'a Tree,
        now: Time,
        next_file: usize,
    ) -> Self {
        Self {
            shell,
            container,
            tree,
            now,
            next_file,
            name: "sh",
            output: Vec::new(),
            captured: None,
            printed: 0,
            cut: false,
            status: 0,
            effects: Vec::new(),
            text: Vec::new(),
            intent: None,
        }
    }

    pub fn finish(mut self) -> LineResult {
        if self.cut {
            self.print_error(format!("sh: the output is cut after {SHELL_OUTPUT} bytes").as_bytes());
        }
        let Self { output, status, effects, text, intent, .. } = self;
        LineResult { output, status, effects, text, intent }
    }

    /// Typed bytes as a piece of the opened file that the caller makes of them.
    pub fn typed_piece(&mut self, bytes: &[u8]) -> Option<ContentPiece> {
        let offset = self.text.len() as u64;
        self.text.extend_from_slice(bytes);
        (!bytes.is_empty()).then_some(ContentPiece::File { file: self.next_file, offset, len: bytes.len() as u64 })
    }

    /// The file system as it is now.
    pub fn view(&self) -> Merged<'_> {
        self.container.view(self.tree)
    }

    /// A path as it was typed, from the root.
    pub fn path(&self, typed: &[u8]) -> Vec<u8> {
        typed_path::absolute(&self.shell.cwd, typed)
    }

    pub fn stat(&self, typed: &[u8], follow: bool) -> Result<Stat, Errno> {
        self.view().lookup(&self.path(typed), follow).map_err(|refusal| refusal.errno)
    }

    pub fn is_dir(&self, typed: &[u8]) -> bool {
        self.stat(typed, true).is_ok_and(|stat| stat.kind == crate::tar_format::FileKind::Dir)
    }

    pub fn apply(&mut self, op: Op) -> Result<(), Errno> {
        let effects = self.container.apply(self.tree, &op, self.now).map_err(|Refusal { errno, .. }| errno)?;
        self.effects.extend(effects);
        Ok(())
    }

    /// To the standard output.
    pub fn print(&mut self, bytes: &[u8]) {
        if self.printed + bytes.len() > SHELL_OUTPUT {
            self.cut = true;
            return;
        }
        self.printed += bytes.len();
        let to = self.captured.as_mut().unwrap_or(&mut self.output);
        match to.last_mut() {
            Some(Output::Text { bytes: before, error: false }) => before.extend_from_slice(bytes),
            _ => to.push(Output::Text { bytes: bytes.to_vec(), error: false }),
        }
    }

    pub fn print_line(&mut self, bytes: &[u8]) {
        self.print(&[bytes, b"\n"].concat());
    }

    pub fn print_content(&mut self, content: Vec<ContentPiece>, part: PrintLimit) {
        self.captured.as_mut().unwrap_or(&mut self.output).push(Output::Content { content, part });
    }

    /// The output goes into a file.
    pub fn is_redirected(&self) -> bool {
        self.captured.is_some()
    }

    /// A line to the error stream.
    pub fn print_error(&mut self, line: &[u8]) {
        if self.printed + line.len() > SHELL_OUTPUT {
            self.cut = true;
            return;
        }
        self.printed += line.len();
        match self.output.last_mut() {
            Some(Output::Text { bytes, error: true }) => bytes.extend([line, b"\n"].concat()),
            _ => self.output.push(Output::Text { bytes: [line, b"\n"].concat(), error: true }),
        }
    }

    /// "rm: …", with the path quoted between two halves. Status 1.
    pub fn error(&mut self, before: &str, path: &[u8], after: &str) -> u8 {
        self.print_error(&[self.name.as_bytes(), b": ", before.as_bytes(), path, after.as_bytes()].concat());
        1
    }

    /// "rm: x: No such file or directory".
    pub fn print_errno(&mut self, path: &[u8], errno: Errno) -> u8 {
        self.error("", path, &format!(": {}", errno.words()))
    }

    /// "rm: can't remove 'x': No such file or directory".
    pub fn cannot(&mut self, what: &str, path: &[u8], errno: Errno) -> u8 {
        self.error(&format!("can't {what} '"), path, &format!("': {}", errno.words()))
    }

    /// How the command is used, behind what is wrong if that has words.
    pub fn usage(&mut self, wrong: &str, usage: &str) -> u8 {
        if !wrong.is_empty() {
            self.error(wrong, b"", "");
        }
        self.print_error(format!("Usage: {} {usage}", self.name).as_bytes());
        1
    }

    pub fn set_intent(&mut self, intent: Intent) {
        self.intent = Some(intent);
    }

    /// `docker diff`.
    pub fn diff(&self) -> String {
        self.view().diff().iter().map(|difference| difference.line() + "\n").collect()
    }
}
