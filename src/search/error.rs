//! What is wrong with a query: a kind for code, a place and a sentence for people.

use serde::Serialize;

/// Every way a query can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "kebab-case")]
pub enum QueryErrorKind {
    /// A quote that nothing closes.
    OpenQuote,
    /// No such field.
    UnknownField,
    /// A field without a value.
    NoValue,
    /// A value that is none of those which the field has.
    BadValue,
    /// No size.
    BadSize,
    /// No time.
    BadTime,
    /// No user or group number.
    BadOwner,
    /// Neither octal digits nor a word for permissions.
    BadMode,
    /// No layer of this image.
    BadLayer,
    /// No regular expression.
    BadRegex,
    /// No pattern for names.
    BadGlob,
    /// More than anybody types.
    TooLong,
}

/// What is wrong, and where. *Units:* `at` and `len` in UTF-16 code units of the text, as JavaScript counts; `at` from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct QueryError {
    /// Where it begins.
    pub at: usize,
    /// How much of the text it is.
    pub len: usize,
    /// What.
    pub kind: QueryErrorKind,
    /// One sentence in English, with the place.
    pub message: String,
    /// What stands there.
    pub found: String,
    /// What could stand there, or the words of who refused it.
    pub expected: String,
}

/// What is wrong with a value, before anybody knows where it stands.
#[derive(Debug, Clone)]
pub(super) struct Flaw(pub QueryErrorKind, pub String);

impl QueryError {
    /// `at` and `len` are bytes of `text`.
    pub(super) fn new(text: &str, (at, len): (usize, usize), Flaw(kind, expected): Flaw) -> Self {
        let units = |part: &str| part.encode_utf16().count();
        let found = text.get(at..at.saturating_add(len)).unwrap_or_default();
        let at = units(text.get(..at).unwrap_or_default());
        let say = kind.sentence(found, &expected);
        let message = format!("At character {}: {say}", at + 1);
        Self { at, len: units(found), kind, message, found: found.to_owned(), expected }
    }
}

impl QueryErrorKind {
    fn sentence(self, found: &str, expected: &str) -> String {
        match self {
            Self::OpenQuote => "this quote is not closed".into(),
            Self::UnknownField => {
                format!("there is no field {found}; in quotes it would be text. Fields are {expected}")
            }
            Self::NoValue => format!("{found} lacks its value"),
            Self::BadValue => format!("“{found}” is none of {expected}"),
            Self::BadSize => format!("“{found}” is no size like 10M, >1.5G or 1k..2k"),
            Self::BadTime => format!("“{found}” is no time like 2024, >2024-01-31 or 2023-05..2024"),
            Self::BadOwner => format!("“{found}” is no number like 1000, or two like 1000:1000"),
            Self::BadMode => format!("“{found}” is neither octal like 4755 nor one of {expected}"),
            Self::BadLayer => format!("“{found}” is no layer: they are 1 to {expected}"),
            Self::BadRegex => format!("this is no regular expression: {expected}"),
            Self::BadGlob => format!("this is no pattern: {expected}"),
            Self::TooLong => format!("the query is too long: at most {expected}"),
        }
    }
}
