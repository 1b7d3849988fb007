//! The error of a query that can't be read: a kind for code, a place and a sentence for people (`query-error.KIND` of `messages`).

use crate::messages::{self, Language};
use serde::{Deserialize, Serialize};

/// Every way a query can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "kebab-case")]
pub enum QueryErrorKind {
    /// A quote that nothing closes.
    OpenQuote,
    /// No such field.
    UnknownField,
    /// A field without a value.
    NoValue,
    /// A value that the field does not have.
    BadValue,
    /// Not a size.
    BadSize,
    /// Not a time.
    BadTime,
    /// Not a user or group number.
    BadOwner,
    /// Neither octal digits nor a word for permissions.
    BadMode,
    /// Not a layer of this image.
    BadLayer,
    /// Not a regular expression.
    BadRegex,
    /// Not a pattern for names.
    BadGlob,
    /// Longer than `limits` allow.
    TooLong,
}

/// An error and its place. *Units:* `at` and `len` in UTF-16 code units of the text, as JavaScript counts; `at` from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct QueryError {
    /// Where it begins.
    pub at: usize,
    /// How much of the text it is.
    pub len: usize,
    /// The kind.
    pub kind: QueryErrorKind,
    /// One sentence in English, with the place.
    pub message: String,
    /// The text at that place.
    pub found: String,
    /// The texts that are allowed there, or the parser's own words.
    pub expected: String,
}

/// An error in a value, before its place is known: the kind and `QueryError::expected`.
#[derive(Debug, Clone)]
pub(super) struct Flaw(pub QueryErrorKind, pub String);

impl QueryError {
    /// `at` and `len` are bytes of `text`.
    pub(super) fn new(text: &str, (at, len): (usize, usize), Flaw(kind, expected): Flaw) -> Self {
        let units = |part: &str| part.encode_utf16().count();
        let found = text.get(at..at.saturating_add(len)).unwrap_or_default();
        let at = units(text.get(..at).unwrap_or_default());
        let what = kind.sentence(found, &expected);
        let message = messages::text(Language::English, "query-error.at", &[("n", &(at + 1)), ("what", &what)]);
        Self { at, len: units(found), kind, message, found: found.to_owned(), expected }
    }
}

impl QueryErrorKind {
    fn sentence(self, found: &str, expected: &str) -> String {
        let code = serde_json::to_value(self).ok();
        let code = code.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
        let key = format!("query-error.{code}");
        messages::text(Language::English, &key, &[("found", &found), ("expected", &expected)])
    }
}
