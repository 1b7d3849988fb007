//! A line → commands, words and redirections.
//!
//! Not by the `shlex` crate, which `equivalent` quotes with: it gives words without saying which of their characters were quoted, so
//! `'*'` and `*`, `">"` and `>` would be the same. A test holds the words of both against each other.

/// A byte, and whether it was quoted: a quoted one means itself.
pub(super) type Char = (u8, bool);

/// A word before its patterns are replaced by names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Word(pub Vec<Char>);

impl Word {
    /// The bytes, quotes removed.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.iter().map(|(byte, _)| *byte).collect()
    }
}

/// What must have come of the command before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Condition {
    Always,
    Done,
    Failed,
}

/// Words and where the output goes: appended?, path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Command {
    pub when: Condition,
    pub words: Vec<Word>,
    pub redirects: Vec<(bool, Word)>,
}

/// What can't be understood, or isn't part of this shell, in one sentence.
pub(super) type ParseError = String;

struct Lexer<'l> {
    rest: &'l [u8],
    word: Option<Word>,
    commands: Vec<Command>,
    now: Command,
    /// The next word is where output goes, appended or not.
    redirect: Option<bool>,
}

fn empty(when: Condition) -> Command {
    Command { when, words: Vec::new(), redirects: Vec::new() }
}

/// *Errors:* a sentence as the shell says it.
pub(super) fn parse(line: &str) -> Result<Vec<Command>, ParseError> {
    let mut lexer = Lexer {
        rest: line.trim_end_matches(['\n', '\r']).as_bytes(),
        word: None,
        commands: Vec::new(),
        now: empty(Condition::Always),
        redirect: None,
    };
    lexer.all()?;
    Ok(lexer.commands)
}

fn missing(what: &str) -> ParseError {
    format!("{what}: not part of Layerscope's shell; quote it to mean the characters")
}

impl Lexer<'_> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn next_if(&mut self, byte: u8) -> bool {
        let is = self.rest.first() == Some(&byte);
        if is {
            self.next();
        }
        is
    }

    fn push(&mut self, byte: u8, quoted: bool) {
        self.word.get_or_insert_default().0.push((byte, quoted));
    }

    fn all(&mut self) -> Result<(), ParseError> {
        while let Some(byte) = self.next() {
            match byte {
                b' ' | b'\t' => self.end_word(),
                b'#' if self.word.is_none() => break,
                b'\n' => self.end_command(Condition::Always, ";")?,
                b';' => self.end_command(Condition::Always, ";")?,
                b'&' if self.next_if(b'&') => self.end_command(Condition::Done, "&&")?,
                b'|' if self.next_if(b'|') => self.end_command(Condition::Failed, "||")?,
                b'&' | b'|' | b'<' | b'(' | b')' | b'`' => return Err(missing(&char::from(byte).to_string())),
                b'>' => self.redirection()?,
                b'\'' => self.single()?,
                b'"' => self.double()?,
                b'\\' => match self.next() {
                    Some(next) => self.push(next, true),
                    None => self.push(b'\\', true),
                },
                b'$' => self.dollar()?,
                b'~' if self.word.is_none() && self.rest.first().is_none_or(|b| b"/ \t;&>|".contains(b)) => {
                    b"/root".iter().for_each(|byte| self.push(*byte, true));
                }
                byte => self.push(byte, false),
            }
        }
        self.end_word();
        if self.redirect.is_some() {
            return Err("syntax error: a file name is missing behind >".into());
        }
        if self.now.words.is_empty() && self.now.redirects.is_empty() {
            return match self.now.when {
                Condition::Always => Ok(()),
                _ => Err("syntax error: unexpected end of file".into()),
            };
        }
        self.commands.push(self.now.clone());
        Ok(())
    }

    fn end_word(&mut self) {
        if let Some(word) = self.word.take() {
            match self.redirect.take() {
                Some(append) => self.now.redirects.push((append, word)),
                None => self.now.words.push(word),
            }
        }
    }

    fn end_command(&mut self, then: Condition, sign: &str) -> Result<(), ParseError> {
        self.end_word();
        if self.redirect.is_some() || self.now.words.is_empty() && self.now.redirects.is_empty() {
            return Err(format!("syntax error: unexpected \"{sign}\""));
        }
        self.commands.push(std::mem::replace(&mut self.now, empty(then)));
        Ok(())
    }

    fn redirection(&mut self) -> Result<(), ParseError> {
        let word = self.word.clone().unwrap_or_default();
        if word.0.len() == 1 && word.0.iter().all(|(byte, quoted)| byte.is_ascii_digit() && !quoted) {
            return Err(missing(&format!("{}>", String::from_utf8_lossy(&word.bytes()))));
        }
        self.end_word();
        let append = self.next_if(b'>');
        if self.redirect.is_some() {
            return Err("syntax error: unexpected redirection".into());
        }
        if let Some(sign @ (b'&' | b'|' | b'(')) = self.rest.first() {
            return Err(missing(&format!(">{}", char::from(*sign))));
        }
        self.redirect = Some(append);
        Ok(())
    }

    fn single(&mut self) -> Result<(), ParseError> {
        self.word.get_or_insert_default();
        loop {
            match self.next() {
                Some(b'\'') => return Ok(()),
                Some(byte) => self.push(byte, true),
                None => return Err("syntax error: unterminated quoted string".into()),
            }
        }
    }

    fn double(&mut self) -> Result<(), ParseError> {
        self.word.get_or_insert_default();
        loop {
            match self.next() {
                Some(b'"') => return Ok(()),
                Some(b'\\') => match self.rest.first() {
                    Some(b'$' | b'`' | b'"' | b'\\') => {
                        let byte = self.next().unwrap_or_default();
                        self.push(byte, true);
                    }
                    Some(b'\n') => {
                        self.next();
                    }
                    _ => self.push(b'\\', true),
                },
                Some(b'$') if self.starts_variable() => return Err(missing("$")),
                Some(b'`') => return Err(missing("`")),
                Some(byte) => self.push(byte, true),
                None => return Err("syntax error: unterminated quoted string".into()),
            }
        }
    }

    fn starts_variable(&self) -> bool {
        self.rest.first().is_some_and(|b| b.is_ascii_alphanumeric() || b"_{(@*#?$!-".contains(b))
    }

    /// `$'…'` has C's escapes; another `$` that stands for something is none of ours.
    fn dollar(&mut self) -> Result<(), ParseError> {
        if !self.next_if(b'\'') {
            if self.starts_variable() {
                return Err(missing("$"));
            }
            self.push(b'$', false);
            return Ok(());
        }
        self.word.get_or_insert_default();
        loop {
            match self.next() {
                Some(b'\'') => return Ok(()),
                Some(b'\\') => {
                    let (byte, rest) = escape(self.rest, false);
                    self.rest = rest;
                    self.push(byte.unwrap_or(b'\\'), true);
                }
                Some(byte) => self.push(byte, true),
                None => return Err("syntax error: unterminated quoted string".into()),
            }
        }
    }
}

/// What an escape of C stands for, from behind its backslash, and what follows it. `zero`: octal numbers may have a 0 before three digits,
/// as `echo -e` takes them. `None` = it is no escape.
pub(super) fn escape(text: &[u8], zero: bool) -> (Option<u8>, &[u8]) {
    let Some((first, rest)) = text.split_first() else { return (None, text) };
    let simple = match first {
        b'a' => 7,
        b'b' => 8,
        b'e' => 27,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 11,
        b'\\' | b'\'' | b'"' => *first,
        b'x' => return number(rest, 16, 2).map_or((None, text), |(byte, rest)| (Some(byte), rest)),
        b'0'..=b'7' => {
            let digits = if zero && *first == b'0' { 4 } else { 3 };
            return number(text, 8, digits).map_or((None, text), |(byte, rest)| (Some(byte), rest));
        }
        _ => return (None, text),
    };
    (Some(simple), rest)
}

fn number(text: &[u8], base: u32, most: usize) -> Option<(u8, &[u8])> {
    let digits = text.iter().take(most).take_while(|byte| char::from(**byte).is_digit(base)).count();
    let value =
        text.iter().take(digits).fold(0, |sum, byte| sum * base + char::from(*byte).to_digit(base).unwrap_or(0));
    (digits > 0).then(|| ((value & 255) as u8, text.get(digits..).unwrap_or_default()))
}
