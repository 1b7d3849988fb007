//! A command line of a RUN, read as far as a change of it needs: its commands, the operators between them, their effect on the shell.

use crate::limits::RUN_DEPTH;
use crate::sorting::sort_by_key;

/// Words that begin or continue a compound command; another command follows them.
const BEFORE_COMMANDS: [&str; 10] = ["if", "then", "elif", "else", "while", "until", "do", "{", "!", "time"];
const COMPOUND: [&str; 10] = ["for", "case", "select", "function", "in", "fi", "done", "esac", "}", "[["];
/// Programs that run the command after them.
const WRAPPERS: [&str; 6] = ["sudo", "env", "nice", "nohup", "command", "exec"];
/// Commands that change the state of the shell itself, or end it.
const STATE: [&str; 39] = [
    ".",
    "alias",
    "bg",
    "bind",
    "break",
    "builtin",
    "cd",
    "command",
    "continue",
    "declare",
    "disown",
    "enable",
    "eval",
    "exec",
    "exit",
    "export",
    "fg",
    "getopts",
    "hash",
    "let",
    "local",
    "logout",
    "mapfile",
    "popd",
    "pushd",
    "read",
    "readarray",
    "readonly",
    "return",
    "set",
    "shift",
    "shopt",
    "source",
    "trap",
    "typeset",
    "ulimit",
    "umask",
    "unalias",
    "unset",
];

/// The operator between two commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Op {
    /// The line's beginning or end, or a parenthesis.
    Edge,
    And,
    Or,
    /// `;`, or the end of a line.
    Then,
    Pipe,
}

/// A simple command: its words as they are written.
#[derive(Debug)]
pub(super) struct Command<'t> {
    words: Vec<Word<'t>>,
    before: (Op, usize),
    after: (Op, usize),
}

/// A word, and where it begins.
type Word<'t> = (usize, &'t str);

#[derive(Debug)]
pub(super) struct Line<'t> {
    text: &'t str,
    commands: Vec<Command<'t>>,
    /// Parentheses, braces, `if`, loops, functions.
    compound: bool,
}

impl<'t> Line<'t> {
    /// `None` where another command can't follow it or enclose it: a comment, a here-document, something in the
    /// background, a quote that is not closed.
    pub(super) fn read(text: &'t str) -> Option<Self> {
        let mut line = Self { text, commands: Vec::new(), compound: false };
        let (mut words, mut before, mut rest) = (Vec::new(), (Op::Edge, 0), text);
        loop {
            rest = rest.trim_start_matches([' ', '\t', '\r']);
            if let Some(after) = rest.strip_prefix("\\\n") {
                rest = after;
                continue;
            }
            let at = text.len() - rest.len();
            let (op, len) = match rest.get(..2).unwrap_or(rest) {
                "" => (Op::Edge, 0),
                "&&" => (Op::And, 2),
                "||" => (Op::Or, 2),
                "|&" => (Op::Pipe, 2),
                ";;" => (Op::Then, 2),
                "&>" => {
                    words.push((at, word(&mut rest)?));
                    continue;
                }
                two => match two.chars().next()? {
                    ';' | '\n' => (Op::Then, 1),
                    '|' => (Op::Pipe, 1),
                    '&' | '#' => return None,
                    '(' | ')' => {
                        line.compound = true;
                        (Op::Edge, 1)
                    }
                    _ => {
                        words.push((at, word(&mut rest)?));
                        continue;
                    }
                },
            };
            let after = (op, at + len);
            if !words.is_empty() {
                let command = Command { words: std::mem::take(&mut words), before, after: (op, at) };
                line.compound |= command.is_compound();
                line.commands.push(command);
            }
            before = after;
            if rest.is_empty() {
                return (!line.commands.is_empty() && !text.ends_with('\\')).then_some(line);
            }
            rest = rest.get(len..)?;
        }
    }

    pub(super) fn commands(&self) -> &[Command<'t>] {
        &self.commands
    }

    /// The line with other words: at each place a text put in.
    pub(super) fn with(&self, mut added: Vec<(usize, &str)>) -> String {
        sort_by_key(&mut added, |(at, _)| *at);
        let (mut out, mut from) = (String::new(), 0);
        for (at, text) in added {
            out.push_str(self.text.get(from..at).unwrap_or_default());
            out.push_str(text);
            from = at;
        }
        out + self.text.get(from..).unwrap_or_default()
    }

    /// The line without a command, where all others still run as they did; `None` where they would not.
    pub(super) fn without(&self, command: &Command) -> Option<String> {
        let first = command.words.first()?.0;
        let (cut, rest) = match (command.before.0, command.after.0) {
            (Op::Edge | Op::And | Op::Then, Op::And) | (Op::Edge | Op::Then, Op::Then) => {
                let width = if command.after.0 == Op::And { 2 } else { 1 };
                (first, command.after.1 + width)
            }
            // It was the last after `&&`: the command before it decides alone, as when this one succeeded.
            (Op::And, Op::Edge) => (command.before.1.checked_sub(2)?, command.after.1),
            _ => return None,
        };
        let gap = |c: char| c.is_whitespace() || c == '\\';
        let (head, tail) = (self.text.get(..cut)?, self.text.get(rest..)?);
        let tail = tail.trim_start_matches(gap);
        Some(if tail.is_empty() { head.trim_end_matches(gap).to_owned() } else { format!("{head}{tail}") })
    }

    /// Nothing but `&&` and pipes between simple commands.
    fn is_chain(&self) -> bool {
        let chains = |c: &Command| !matches!(c.before.0, Op::Or | Op::Then) && !matches!(c.after.0, Op::Or | Op::Then);
        !self.compound && self.commands.iter().all(chains)
    }

    /// The commands leave the shell as it was.
    fn leaves_no_trace(&self) -> bool {
        self.commands.iter().all(Command::leaves_no_trace)
    }

    /// A failing command may end the line before its last command.
    fn stops_early(&self, strict: bool) -> bool {
        let sequence = self.compound || self.commands.iter().any(|c| c.after.0 == Op::Then || c.before.0 == Op::Then);
        sequence && (strict || self.commands.iter().any(Command::may_be_strict))
    }
}

impl<'t> Command<'t> {
    fn is_compound(&self) -> bool {
        self.words.first().is_some_and(|(_, w)| BEFORE_COMMANDS.contains(w) || COMPOUND.contains(w))
    }

    /// Where its program stands among the words.
    fn program_at(&self) -> Option<usize> {
        let before =
            |word: &str| BEFORE_COMMANDS.contains(&word) || WRAPPERS.contains(&base(word)) || is_assignment(word);
        self.words.iter().position(|(_, word)| !before(word))
    }

    /// The command that the shell itself runs: the first word that is no assignment and no part of a compound command.
    fn head(&self) -> &'t str {
        let before = |word: &str| is_assignment(word) || BEFORE_COMMANDS.contains(&word);
        self.words.iter().map(|(_, word)| *word).find(|word| !before(word)).unwrap_or_default()
    }

    /// The words after the program, where it is this program; a module that Python runs counts as a program.
    fn arguments(&self, program: &str) -> Option<&[Word<'t>]> {
        let (_, words) = self.words.split_at_checked(self.program_at()?)?;
        let ((_, name), rest) = words.split_first()?;
        match rest {
            [(_, "-m"), (_, module), rest @ ..] if is(name, "python") && *module == program => Some(rest),
            _ => is(name, program).then_some(rest),
        }
    }

    /// The end of the word that asks one of the programs for `to`: of `install` in `apt-get -y install x`.
    pub(super) fn asked(&self, programs: &[&str], to: &str) -> Option<usize> {
        let arguments = programs.iter().find_map(|program| self.arguments(program))?;
        let mut option = false;
        for (at, word) in arguments {
            if *word == to {
                return Some(at + word.len());
            }
            // Any other word must be an option, or an option's value.
            let is_option = word.starts_with('-');
            if !is_option && !option {
                return None;
            }
            option = is_option;
        }
        None
    }

    /// It has this word.
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.iter().any(|(_, w)| *w == word)
    }

    /// It is `rm` itself, nothing before it.
    pub(super) fn is_rm(&self) -> bool {
        self.words.first().is_some_and(|(_, word)| *word == "rm")
    }

    /// The words after its name that are no options.
    pub(super) fn operands(&self) -> impl Iterator<Item = &'t str> {
        self.words.iter().skip(1).map(|(_, word)| *word).filter(|word| !word.starts_with('-'))
    }

    /// It is these words and no others.
    pub(super) fn is_just(&self, words: &[&str]) -> bool {
        self.words.iter().map(|(_, word)| word).eq(words)
    }

    fn leaves_no_trace(&self) -> bool {
        let head = self.head();
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"/._-+@:%[".contains(&b);
        // `${A:=b}` and `$((a = 1))` set variables.
        let sets = |word: &str| word.contains("$((") || word.contains("${") && word.contains('=');
        !head.is_empty()
            && head.bytes().all(plain)
            && !STATE.contains(&head)
            && !self.words.iter().any(|(_, word)| sets(word))
    }

    /// It may make the shell end at the next command that fails.
    fn may_be_strict(&self) -> bool {
        let flag = |w: &str| w.starts_with('-') && !w.starts_with("--") && w.contains('e') || w.contains(['$', '`']);
        match self.head() {
            "eval" | "source" | "." | "trap" | "builtin" | "command" => true,
            "set" => self.words.iter().any(|(_, word)| flag(word) || *word == "errexit"),
            _ => self.has("errexit"),
        }
    }

    /// It changes nothing, or nothing but the shell's options.
    fn at_most_sets_options(&self) -> bool {
        self.leaves_no_trace() || self.head() == "set"
    }
}

/// The commands of several RUNs and those of `then` as one line. Each runs as in a RUN of its own, if all before it succeed.
/// `strict` = the shell is one that stops at the first error. `None` where that is not certain.
pub(super) fn in_sequence(commands: &[&str], then: &[&str], strict: bool) -> Option<String> {
    let mut parts = Vec::with_capacity(commands.len() + then.len());
    for (at, command) in commands.iter().enumerate() {
        let line = Line::read(command)?;
        let is_last = at + 1 == commands.len();
        // A command after it runs in the same shell, under its options, and is reached only if all of it succeeds.
        let alone = is_last && at == 0 && !line.compound && line.commands.iter().all(Command::at_most_sets_options);
        let stands = match (is_last, then.is_empty()) {
            (true, true) => commands.len() == 1 || line.is_chain(),
            _ if line.is_chain() => line.leaves_no_trace(),
            // Before `&&`, `set -e` has no effect within parentheses.
            _ if line.stops_early(strict) && !alone => return None,
            _ => line.stops_early(strict),
        };
        parts.push(if stands { (*command).to_owned() } else { format!("( {command} )") });
    }
    parts.extend(then.iter().map(|&own| own.to_owned()));
    Some(parts.join(" && \\\n    "))
}

fn base(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or(word)
}

/// The word is this program, in any directory and with any version number at its end.
fn is(word: &str, program: &str) -> bool {
    base(word).strip_prefix(program).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
}

fn is_assignment(word: &str) -> bool {
    let name = |name: &str| {
        !name.is_empty()
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    };
    word.split_once('=').is_some_and(|(before, _)| name(before.strip_suffix('+').unwrap_or(before)))
}

/// Takes a word, with its quotes and redirections, off the text. `None` = it does not end, or a here-document begins.
fn word<'t>(rest: &mut &'t str) -> Option<&'t str> {
    let (start, mut left) = (*rest, *rest);
    // `&>` begins one.
    left = left.strip_prefix('&').unwrap_or(left);
    while let Some(c) = left.chars().next().filter(|c| !" \t\r\n;&|()".contains(*c)) {
        let after = left.get(c.len_utf8()..)?;
        left = match c {
            '<' if after.starts_with('<') => return None,
            '<' | '>' => after.strip_prefix(['&', '|', '>']).unwrap_or(after),
            _ => part(c, after, RUN_DEPTH)?,
        };
    }
    *rest = left;
    start.get(..start.len() - left.len())
}

/// The rest after a character and all that it opens.
fn part(c: char, after: &str, depth: usize) -> Option<&str> {
    let depth = depth.checked_sub(1)?;
    match c {
        '\\' => Some(after.chars().next().and_then(|c| after.get(c.len_utf8()..)).unwrap_or_default()),
        '\'' => Some(after.split_once('\'')?.1),
        '"' | '`' => until(c, after, depth),
        '$' => match after.chars().next() {
            Some('(') => until(')', after.get(1..)?, depth),
            Some('{') => until('}', after.get(1..)?, depth),
            // Escapes in it are another language.
            Some('\'') => None,
            _ => Some(after),
        },
        _ => Some(after),
    }
}

/// The rest after the end of a quote or substitution.
fn until(end: char, text: &str, depth: usize) -> Option<&str> {
    let mut left = text;
    loop {
        let c = left.chars().next()?;
        let after = left.get(c.len_utf8()..)?;
        left = match c {
            _ if c == end => return Some(after),
            '(' if end == ')' => until(')', after, depth.checked_sub(1)?)?,
            '\'' | '"' if end == '"' => after,
            '$' if end == '"' && after.starts_with('\'') => after,
            _ => part(c, after, depth)?,
        };
    }
}
