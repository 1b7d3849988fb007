//! From text to terms.

use super::error::{Flaw, QueryError, QueryErrorKind};
use super::pattern::{Needle, Pattern};
use super::query::{Query, Term, Test};
use super::values::{self, list};
use crate::limits::{QUERY_BYTES, QUERY_TERMS};

/// The fields, in the order in which messages list them.
const FIELDS: [&str; 13] =
    ["size", "kind", "owner", "group", "mode", "time", "layer", "touched", "change", "reason", "is", "re", "path"];

/// One word of the text: where it stands, and its value without quotes.
struct Word<'a> {
    at: usize,
    len: usize,
    not: bool,
    /// The letters before a colon.
    field: Option<&'a str>,
    /// Where the value begins, in the text.
    value_at: usize,
    value: String,
    /// The value begins with a quote.
    quoted: bool,
}

impl Query {
    /// Understands a text, for an image of so many layers. *Errors:* the first thing wrong with it.
    pub fn parse(text: &str, layers: usize) -> Result<Self, QueryError> {
        if text.len() > QUERY_BYTES {
            return Err(QueryError::new(text, (0, 0), Flaw(QueryErrorKind::TooLong, format!("{QUERY_BYTES} bytes"))));
        }
        let mut terms = Vec::new();
        let mut at = 0;
        while let Some(word) = next_word(text, at)? {
            at = word.at + word.len;
            if word.len == usize::from(word.not) {
                continue; // a lone minus: something will follow
            }
            if terms.len() == QUERY_TERMS {
                let flaw = Flaw(QueryErrorKind::TooLong, format!("{QUERY_TERMS} terms"));
                return Err(QueryError::new(text, (word.at, word.len), flaw));
            }
            terms.push(Term { not: word.not, test: test(text, &word, layers)? });
        }
        Ok(Self { terms })
    }
}

/// The word at or after a byte.
fn next_word(text: &str, from: usize) -> Result<Option<Word<'_>>, QueryError> {
    let rest = text.get(from..).unwrap_or_default();
    let Some(skip) = rest.find(|c: char| !c.is_whitespace()) else { return Ok(None) };
    let at = from + skip;
    let rest = rest.get(skip..).unwrap_or_default();
    let not = rest.starts_with('-');
    let body = rest.strip_prefix('-').unwrap_or(rest);
    let body_at = at + usize::from(not);
    let letters = body.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(body.len());
    let named = letters > 0 && body.get(letters..).is_some_and(|rest| rest.starts_with(':'));
    let field = body.get(..letters).filter(|_| named);
    let value_at = body_at + if named { letters + 1 } else { 0 };
    let raw = text.get(value_at..).unwrap_or_default();
    let (mut value, mut open, mut end) = (String::new(), None, raw.len());
    for (index, c) in raw.char_indices() {
        match c {
            '"' => open = if open.is_some() { None } else { Some(index) },
            c if c.is_whitespace() && open.is_none() => {
                end = index;
                break;
            }
            c => value.push(c),
        }
    }
    if let Some(index) = open {
        let len = raw.len() - index;
        return Err(QueryError::new(text, (value_at + index, len), Flaw(QueryErrorKind::OpenQuote, String::new())));
    }
    let quoted = raw.starts_with('"');
    Ok(Some(Word { at, len: value_at + end - at, not, field, value_at, value, quoted }))
}

fn test(text: &str, word: &Word, layers: usize) -> Result<Test, QueryError> {
    let value_len = word.at + word.len - word.value_at;
    let wrong = |flaw: Flaw| QueryError::new(text, (word.value_at, value_len), flaw);
    let name_at = word.at + usize::from(word.not);
    let name = (name_at, word.value_at - name_at);
    let Some(field) = word.field else { return bare(word).map_err(wrong) };
    if !FIELDS.contains(&field) {
        return Err(QueryError::new(text, name, Flaw(QueryErrorKind::UnknownField, FIELDS.join(" "))));
    }
    if word.value.is_empty() {
        return Err(QueryError::new(text, name, Flaw(QueryErrorKind::NoValue, String::new())));
    }
    let value = word.value.as_str();
    let found = match field {
        "size" => values::size(value).map(Test::Size),
        "time" => values::time(value).map(Test::Time),
        "kind" => list(value, values::kind).map(Test::Kind),
        "owner" => list(value, values::owner).map(Test::Owner),
        "group" => list(value, values::number).map(Test::Group),
        "mode" => list(value, values::mode).map(Test::Mode),
        "layer" => list(value, |v| values::layer(v, layers)).map(Test::Layer),
        "touched" => list(value, |v| values::layer(v, layers)).map(Test::Touched),
        "change" => list(value, values::change).map(Test::Change),
        "reason" => list(value, values::reason).map(Test::Reason),
        "is" => values::is(value).map(|dead| if dead { Test::Dead } else { Test::Gone }),
        "re" => Pattern::regex(value).map(Test::Pattern),
        _ => Ok(Test::Text(Needle::new(value))),
    };
    found.map_err(wrong)
}

/// A word without a field.
fn bare(word: &Word) -> Result<Test, Flaw> {
    let value = word.value.as_str();
    if word.quoted {
        return Ok(Test::Text(Needle::new(value)));
    }
    if value.starts_with(['<', '>']) {
        return values::size(value).map(Test::Size);
    }
    if let Some(regex) = value.strip_prefix('/').and_then(|v| v.strip_suffix('/')).filter(|v| is_regex(v)) {
        return Pattern::regex(regex).map(Test::Pattern);
    }
    if value.contains(['*', '?', '[']) {
        return Pattern::glob(value).map(Test::Pattern);
    }
    Ok(Test::Text(Needle::new(value)))
}

/// Between slashes stands more than the name of a folder: `/etc/` is text, `/etc$/` is not.
fn is_regex(text: &str) -> bool {
    text.contains(['\\', '^', '$', '.', '|', '?', '*', '+', '(', ')', '[', ']', '{', '}'])
}
