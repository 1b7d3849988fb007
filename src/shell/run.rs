//! One line at work: the commands' surroundings, their output and where it goes.

use super::parse::{Command, When, Word};
use super::{Intent, Outcome, Output, Part, Shell, commands, docker, expand};
use crate::container::{Container, ContentPiece, Effect, Errno, Merged, Op, PathBytes, Refusal, Stat, Time};
use crate::limits::{SHELL_OUTPUT, SHELL_WORDS};
use crate::tree::Tree;

/// What all commands stand on.
pub(super) struct Run<'a> {
    pub shell: &'a mut Shell,
    container: &'a mut Container,
    tree: &'a Tree,
    pub now: Time,
    next_file: usize,
    /// The command at work.
    pub name: &'static str,
    output: Vec<Output>,
    /// The output of a command that is redirected.
    caught: Option<Vec<Output>>,
    printed: usize,
    cut: bool,
    status: u8,
    effects: Vec<Effect>,
    text: Vec<u8>,
    intent: Option<Intent>,
}

impl<'a> Run<'a> {
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
            caught: None,
            printed: 0,
            cut: false,
            status: 0,
            effects: Vec::new(),
            text: Vec::new(),
            intent: None,
        }
    }

    pub fn finish(mut self) -> Outcome {
        if self.cut {
            self.complain(format!("sh: the output is cut after {SHELL_OUTPUT} bytes").as_bytes());
        }
        let Self { output, status, effects, text, intent, .. } = self;
        Outcome { output, status, effects, text, intent }
    }

    /// The line is refused.
    pub fn fail(&mut self, status: u8, sentence: &str) {
        self.complain(sentence.as_bytes());
        self.status = status;
    }

    pub fn line(&mut self, commands: &[Command]) {
        let last = commands.len().saturating_sub(1);
        let early = |command: &Command| docker::is_for_later(&command.words);
        if let Some(command) = commands.iter().take(last).find(|command| early(command)) {
            let words = command.words.iter().take(2).map(Word::bytes).collect::<Vec<_>>().join(&b' ');
            return self.fail(2, &format!("sh: {}: must stand last in the line", String::from_utf8_lossy(&words)));
        }
        for command in commands {
            let wanted = match command.when {
                When::Always => true,
                When::Done => self.status == 0,
                When::Failed => self.status != 0,
            };
            if wanted {
                self.status = self.command(command);
            }
        }
    }

    fn command(&mut self, command: &Command) -> u8 {
        self.name = "sh";
        let mut words = Vec::new();
        for word in &command.words {
            words.extend(expand::expand(self.view(), &self.shell.cwd, word));
            if words.len() > SHELL_WORDS {
                self.complain(b"sh: argument list too long");
                return 126;
            }
        }
        // A shell opens all files before the command runs; only the last one gets the output.
        for (append, path) in &command.redirects {
            let path = path.bytes();
            let op_path = PathBytes(self.path(&path));
            let op = match append {
                true => Op::Append { path: op_path, content: Vec::new() },
                false => Op::Write { path: op_path, content: Vec::new(), mode: None },
            };
            // What is written in one go needs no second look at the file.
            let at_once = command.redirects.len() == 1 && words.first().is_some_and(|w| w == b"echo" || w == b"printf");
            if !at_once && let Err(errno) = self.apply(op) {
                return self.not_created(&path, errno);
            }
        }
        let target = command.redirects.last();
        self.caught = target.map(|_| Vec::new());
        let status = match words.split_first() {
            Some((name, args)) => commands::run(self, name, args),
            None => 0,
        };
        let caught = self.caught.take();
        self.name = "sh";
        match (target, caught) {
            (Some((append, path)), Some(caught)) => {
                self.redirect(*append || command.redirects.len() > 1, path, caught, status, &words)
            }
            _ => status,
        }
    }

    fn redirect(&mut self, append: bool, path: &Word, caught: Vec<Output>, status: u8, words: &[Vec<u8>]) -> u8 {
        let path = path.bytes();
        let mut content = Vec::new();
        for output in caught {
            match output {
                Output::Text { bytes, .. } => content.extend(self.typed(&bytes)),
                Output::Content { content: pieces, part } if part == Part::default() => content.extend(pieces),
                Output::Content { .. } => {
                    self.complain(b"sh: part of a file's content can't be redirected here, only the whole");
                    return 1;
                }
            }
        }
        let op_path = PathBytes(self.path(&path));
        let at_once = words.first().is_some_and(|word| word == b"echo" || word == b"printf");
        if content.is_empty() && !at_once {
            return status;
        }
        // The file is empty by now unless the command writes at once.
        let op = match append || !at_once {
            true => Op::Append { path: op_path, content },
            false => Op::Write { path: op_path, content, mode: None },
        };
        match self.apply(op) {
            Ok(()) => status,
            Err(errno) => self.not_created(&path, errno),
        }
    }

    fn not_created(&mut self, path: &[u8], errno: Errno) -> u8 {
        let words =
            if matches!(errno, Errno::ENOENT | Errno::ENOTDIR) { "nonexistent directory" } else { errno.words() };
        self.complain(&[b"sh: can't create ", path, b": ", words.as_bytes()].concat());
        1
    }

    /// Typed bytes as a piece of the opened file that the caller makes of them.
    fn typed(&mut self, bytes: &[u8]) -> Option<ContentPiece> {
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
        expand::absolute(&self.shell.cwd, typed)
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
        let to = self.caught.as_mut().unwrap_or(&mut self.output);
        match to.last_mut() {
            Some(Output::Text { bytes: before, error: false }) => before.extend_from_slice(bytes),
            _ => to.push(Output::Text { bytes: bytes.to_vec(), error: false }),
        }
    }

    pub fn print_line(&mut self, bytes: &[u8]) {
        self.print(&[bytes, b"\n"].concat());
    }

    pub fn print_content(&mut self, content: Vec<ContentPiece>, part: Part) {
        self.caught.as_mut().unwrap_or(&mut self.output).push(Output::Content { content, part });
    }

    /// The output goes into a file.
    pub fn is_caught(&self) -> bool {
        self.caught.is_some()
    }

    /// A line to the error stream.
    pub fn complain(&mut self, line: &[u8]) {
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
        self.complain(&[self.name.as_bytes(), b": ", before.as_bytes(), path, after.as_bytes()].concat());
        1
    }

    /// "rm: x: No such file or directory".
    pub fn refused(&mut self, path: &[u8], errno: Errno) -> u8 {
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
        self.complain(format!("Usage: {} {usage}", self.name).as_bytes());
        1
    }

    pub fn intend(&mut self, intent: Intent) {
        self.intent = Some(intent);
    }

    /// `docker diff`.
    pub fn diff(&self) -> String {
        self.view().diff().iter().map(|difference| difference.line() + "\n").collect()
    }
}
