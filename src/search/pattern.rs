//! Terms for names and paths: plain text, patterns, regular expressions.

use super::error::{Flaw, QueryErrorKind};
use crate::limits::REGEX_BYTES;
use memchr::memmem::Finder;
use regex::{Regex, RegexBuilder};
use std::iter::Peekable;
use std::str::Chars;

/// Capitals matter once there is one.
fn folds(text: &str) -> bool {
    !text.chars().any(char::is_uppercase)
}

/// Plain text, looked for in paths.
#[derive(Debug, Clone)]
pub struct Needle {
    /// Capitals don't matter: names are to be given in lower case.
    pub folds: bool,
    /// The text between slashes.
    parts: Vec<String>,
    finder: Box<Finder<'static>>,
    /// The same for marking what was found: where it stands, in the name's own letters.
    pub regex: Option<Regex>,
}

impl Needle {
    pub fn new(text: &str) -> Self {
        let folds = folds(text);
        let folded = if folds { text.to_lowercase() } else { text.to_owned() };
        let parts: Vec<String> = folded.split('/').map(str::to_owned).collect();
        let finder = Box::new(Finder::new(folded.as_bytes()).into_owned());
        Self { folds, parts, finder, regex: build(&regex::escape(text), folds).ok() }
    }

    /// A path contains the text where its last name ends, or in it. `up(n)` is the n-th name above it: the root's is empty, and
    /// no name is above it.
    pub fn ends_in<'a>(&self, name: &[u8], mut up: impl FnMut(usize) -> Option<std::borrow::Cow<'a, [u8]>>) -> bool {
        let Some((last, above)) = self.parts.split_last() else { return true };
        let Some((first, middle)) = above.split_first() else { return self.finder.find(name).is_some() };
        name.starts_with(last.as_bytes())
            && middle.iter().rev().enumerate().all(|(n, part)| up(n + 1).is_some_and(|name| *name == *part.as_bytes()))
            && up(middle.len() + 1).is_some_and(|name| name.ends_with(first.as_bytes()))
    }
}

/// A pattern for names or paths, as a regular expression.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The expression that the name or path is held against.
    pub regex: Regex,
    /// Whole paths, with a leading `/`; else names.
    pub on_path: bool,
    /// A match inside a name is worth being marked; a glob is about all of it.
    pub marks: bool,
}

impl Pattern {
    /// A regular expression, found anywhere in the path.
    pub fn regex(text: &str) -> Result<Self, Flaw> {
        // `\S` and `\pL` are no capitals.
        let mut plain = String::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            if c == '\\' {
                chars.next();
            } else {
                plain.push(c);
            }
        }
        let regex = build(text, folds(&plain)).map_err(|e| Flaw(QueryErrorKind::BadRegex, e))?;
        Ok(Self { regex, on_path: true, marks: true })
    }

    /// `*` is anything within a name, `**` anything, `?` a character, `[…]` one of them, `{a,b}` either. With a slash it is about
    /// paths: from the root if it begins with one, else from any folder.
    pub fn glob(text: &str) -> Result<Self, Flaw> {
        let on_path = text.contains('/');
        let start = if on_path && !text.starts_with('/') { "/" } else { "^" };
        let body = translate(text)?;
        let regex = build(&format!("(?s){start}{body}$"), folds(text)).map_err(|e| Flaw(QueryErrorKind::BadGlob, e))?;
        Ok(Self { regex, on_path, marks: false })
    }
}

/// A glob → a regular expression. *Source:* gitignore(5), globset.
fn translate(text: &str) -> Result<String, Flaw> {
    let flaw = |what: &str| Flaw(QueryErrorKind::BadGlob, what.to_owned());
    let mut out = String::new();
    let mut braces = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '*' if chars.next_if_eq(&'*').is_some() => {
                while chars.next_if_eq(&'*').is_some() {}
                // `**/` is any number of folders, none too.
                out.push_str(if chars.next_if_eq(&'/').is_some() { "(?:.*/)?" } else { ".*" });
            }
            '*' => out.push_str("[^/]*"),
            '?' => out.push_str("[^/]"),
            '[' => out.push_str(&class(&mut chars).ok_or_else(|| flaw("a [ is not closed"))?),
            '{' => {
                braces += 1;
                out.push_str("(?:");
            }
            '}' if braces > 0 => {
                braces -= 1;
                out.push(')');
            }
            ',' if braces > 0 => out.push('|'),
            c => out.push_str(&escaped(c)),
        }
    }
    if braces > 0 { Err(flaw("a { is not closed")) } else { Ok(out) }
}

/// The class after a `[`, up to its `]`: letters and ranges, whatever else a class of an expression could hold. No class holds
/// a slash. `None` = there is no `]`.
fn class(chars: &mut Peekable<Chars>) -> Option<String> {
    let not = chars.next_if(|c| matches!(c, '!' | '^')).is_some();
    let mut items = String::new();
    loop {
        match chars.next()? {
            ']' if !items.is_empty() => break,
            first => items.push_str(&escaped(first)),
        }
        // At the end of the class, `-` is a letter.
        let mut ahead = chars.clone();
        if let (Some('-'), Some(last)) = (ahead.next(), ahead.next().filter(|c| *c != ']')) {
            items.push_str(&format!("-{}", escaped(last)));
            *chars = ahead;
        }
    }
    Some(if not { format!("[^/{items}]") } else { format!("[{items}&&[^/]]") })
}

/// A character that means itself, also within a class. *Source:* what `regex` escapes is what it documents as special, `&`, `-` and
/// `~` of classes among them; others must not be escaped, for `\<` and `\>` mean the ends of words.
fn escaped(c: char) -> String {
    regex::escape(c.encode_utf8(&mut [0; 4]))
}

fn build(regex: &str, folds: bool) -> Result<Regex, String> {
    let mut builder = RegexBuilder::new(regex);
    builder.case_insensitive(folds).size_limit(REGEX_BYTES).dfa_size_limit(REGEX_BYTES).nest_limit(50);
    builder.build().map_err(|error| match error {
        // regex-syntax draws its message over several lines; the last one is the sentence.
        regex::Error::Syntax(text) => text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned(),
        regex::Error::CompiledTooBig(_) => "it is too big".to_owned(),
        other => other.to_string(),
    })
}
