//! `created_by` → what the builder did: the instruction, its arguments, and the form of a RUN.

use crate::image::History;

/// Each ends a line of a Dockerfile: the next instruction starts after it.
pub(super) const BREAKS: [char; 2] = ['\n', '\r'];

const KEYWORDS: [&str; 17] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// What one entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry<'t> {
    /// A command line of RUN.
    Run(Run<'t>),
    /// Any other instruction. `arguments` is one line and not empty.
    Instruction { keyword: &'static str, arguments: &'t str },
    /// No instruction of a Dockerfile: the command of a committed container, another tool's words.
    Text(&'t str),
    /// `created_by` is empty: only the comment speaks.
    Comment(&'t str),
}

/// A RUN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run<'t> {
    /// The prefix `|2 A=1 B=2`.
    pub build_args: Option<BuildArgs<'t>>,
    /// The line without build arguments and without its shell.
    pub command: &'t str,
    pub form: RunForm,
}

/// The build arguments before a command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BuildArgs<'t> {
    /// How many there are.
    pub count: usize,
    /// `A=1 B=2`, values unquoted.
    pub pairs: &'t str,
}

/// How a RUN starts its command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunForm {
    /// By the shell that was set before the entry.
    Shell,
    /// BuildKit's exec form: history joins its words and loses where they end.
    Exec,
    /// The text after the keyword RUN, as another tool wrote it.
    Plain,
    /// Build arguments without the shell that was set before the entry: the command can't be told from them.
    Unread,
}

impl<'t> Entry<'t> {
    /// Reads an entry; `shell` is the shell that was set before it. Total: anything is some entry.
    ///
    /// *Source:* the classic builder writes `/bin/sh -c #(nop)  CMD ["sh"]` and `/bin/sh -c apt-get …` (moby builder/dockerfile), and so does
    /// buildah. BuildKit writes `RUN |1 WHO=me /bin/sh -c … # buildkit` and plain instructions (dockerfile2llb `commitToHistory`). kaniko
    /// writes plain instructions, `docker commit` the container's command. Each wrote some of the fixtures.
    pub fn parse(history: &'t History, shell: &str) -> Self {
        let text = history.created_by.trim();
        if text.is_empty() {
            return Self::Comment(history.comment.trim());
        }
        let buildkit = text.strip_suffix("# buildkit").map(str::trim_end);
        let body = buildkit.unwrap_or(text);
        if let Some(instruction) = after_nop(body, shell) {
            return Self::instruction(instruction);
        }
        if let Some(command) = body.strip_prefix("RUN ") {
            let form = if buildkit.is_some() { RunForm::Exec } else { RunForm::Plain };
            return Self::Run(Run::parse(command.trim_start(), shell, form));
        }
        if body.starts_with('|') || after_shell(body, shell).is_some() {
            return Self::Run(Run::parse(body, shell, RunForm::Unread));
        }
        Self::instruction(body)
    }

    fn instruction(text: &'t str) -> Self {
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let arguments = rest.trim();
        match KEYWORDS.iter().find(|keyword| **keyword == word).filter(|_| !arguments.is_empty()) {
            Some(&"RUN") => Self::Run(Run { build_args: None, command: arguments, form: RunForm::Plain }),
            // A line break starts another instruction, whatever that would say.
            Some(keyword) if !arguments.contains(BREAKS) => Self::Instruction { keyword, arguments },
            _ => Self::Text(text),
        }
    }
}

impl<'t> Run<'t> {
    /// `otherwise`: the form of a text without the shell.
    fn parse(text: &'t str, shell: &str, otherwise: RunForm) -> Self {
        let (build_args, rest) = match BuildArgs::parse(text, shell) {
            Some((args, rest)) => (Some(args), rest),
            None => (None, text),
        };
        match after_shell(rest, shell) {
            Some(command) => Self { build_args, command, form: RunForm::Shell },
            None => Self { build_args, command: rest, form: otherwise },
        }
    }
}

impl<'t> BuildArgs<'t> {
    /// Splits `|2 A=1 B=2` from the command line. `None` = there are none, or nothing says where they end.
    fn parse(text: &'t str, shell: &str) -> Option<(Self, &'t str)> {
        let (count, rest) = text.strip_prefix('|')?.split_once(' ')?;
        let count = count.parse().ok()?;
        let (pairs, command) = match rest.find(&format!("{shell} ")) {
            Some(at) => rest.split_at_checked(at)?,
            None if count == 0 => ("", rest),
            None => return None,
        };
        Some((Self { count, pairs: pairs.trim_end() }, command))
    }
}

/// The instruction after `#(nop)`; only a shell may stand before that mark.
fn after_nop<'t>(text: &'t str, shell: &str) -> Option<&'t str> {
    let (before, instruction) = text.split_once("#(nop)")?;
    let before = before.trim_end();
    (before == shell || ["/bin/sh -c", "cmd /S /C"].contains(&before)).then(|| instruction.trim())
}

fn after_shell<'t>(text: &'t str, shell: &str) -> Option<&'t str> {
    text.strip_prefix(shell)?.strip_prefix(' ').map(str::trim)
}
