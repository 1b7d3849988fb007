//! Runs a parsed line: its commands in order, and their redirections.

use super::context::Context;
use super::parse::{Command, Condition, Word, parse};
use super::result::{LineResult, Output, PrintLimit};
use super::state::Shell;
use super::{commands, expand};
use crate::container::{Container, Errno, Op, PathBytes, Time};
use crate::limits::{SHELL_LINE, SHELL_WORDS};
use crate::tree::Tree;

impl Shell {
    /// Runs a line as one step of the container. `next_file` is the number of the opened file that the caller makes of
    /// `LineResult::text`.
    pub fn run_line(
        &mut self,
        container: &mut Container,
        tree: &Tree,
        line: &str,
        now: Time,
        next_file: usize,
    ) -> LineResult {
        container.end_step();
        let mut context = Context::new(self, container, tree, now, next_file);
        match parse(line) {
            _ if line.len() > SHELL_LINE => context.fail(2, "sh: the line is too long"),
            Ok(line) => context.line(&line),
            Err(error) => context.fail(2, &format!("sh: {error}")),
        }
        let result = context.finish();
        container.end_step();
        result
    }
}

impl Context<'_> {
    /// Refuses the whole line.
    fn fail(&mut self, status: u8, sentence: &str) {
        self.print_error(sentence.as_bytes());
        self.status = status;
    }

    fn line(&mut self, commands: &[Command]) {
        let last = commands.len().saturating_sub(1);
        let early = |command: &Command| needs_caller(&command.words);
        if let Some(command) = commands.iter().take(last).find(|command| early(command)) {
            let words = command.words.iter().take(2).map(Word::bytes).collect::<Vec<_>>().join(&b' ');
            return self.fail(2, &format!("sh: {}: must stand last in the line", String::from_utf8_lossy(&words)));
        }
        for command in commands {
            let wanted = match command.when {
                Condition::Always => true,
                Condition::Done => self.status == 0,
                Condition::Failed => self.status != 0,
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
                self.print_error(b"sh: argument list too long");
                return 126;
            }
        }
        // As in a shell, all files are opened before the command runs, and the last one gets the output.
        for (append, path) in &command.redirects {
            let path = path.bytes();
            let op_path = PathBytes(self.path(&path));
            let op = match append {
                true => Op::Append { path: op_path, content: Vec::new() },
                false => Op::Write { path: op_path, content: Vec::new(), mode: None },
            };
            // echo and printf write their only file in one operation, so it is not opened first.
            let at_once = command.redirects.len() == 1 && words.first().is_some_and(|w| w == b"echo" || w == b"printf");
            if !at_once && let Err(errno) = self.apply(op) {
                return self.not_created(&path, errno);
            }
        }
        let target = command.redirects.last();
        self.captured = target.map(|_| Vec::new());
        let status = match words.split_first() {
            Some((name, args)) => commands::dispatch(self, name, args),
            None => 0,
        };
        let captured = self.captured.take();
        self.name = "sh";
        match (target, captured) {
            (Some((append, path)), Some(captured)) => {
                self.redirect(*append || command.redirects.len() > 1, path, captured, status, &words)
            }
            _ => status,
        }
    }

    fn redirect(&mut self, append: bool, path: &Word, captured: Vec<Output>, status: u8, words: &[Vec<u8>]) -> u8 {
        let path = path.bytes();
        let mut content = Vec::new();
        for output in captured {
            match output {
                Output::Text { bytes, .. } => content.extend(self.typed_piece(&bytes)),
                Output::Content { content: pieces, part } if part == PrintLimit::default() => content.extend(pieces),
                Output::Content { .. } => {
                    self.print_error(b"sh: part of a file's content can't be redirected here, only the whole");
                    return 1;
                }
            }
        }
        let op_path = PathBytes(self.path(&path));
        let at_once = words.first().is_some_and(|word| word == b"echo" || word == b"printf");
        if content.is_empty() && !at_once {
            return status;
        }
        // The file is empty already, unless the command writes in one operation.
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
        self.print_error(&[b"sh: can't create ", path, b": ", words.as_bytes()].concat());
        1
    }
}

/// The command becomes a request to the caller.
fn needs_caller(words: &[Word]) -> bool {
    let mut words = words.iter().map(Word::bytes);
    words.next().is_some_and(|word| word == b"docker")
        && words
            .find(|word| word != b"container")
            .is_some_and(|word| matches!(word.as_slice(), b"commit" | b"rm" | b"cp"))
}
