//! The printed page's words, out of the catalogue.

use super::super::human_size;
use crate::messages::{self, Language, Parameter};
use crate::waste::{Cause, Why};
use serde::Serialize;

/// The catalogue in the page's language.
pub struct Words(pub Language);

impl Words {
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    pub fn with(&self, key: &str, parameters: &[Parameter]) -> String {
        messages::text(self.0, key, parameters)
    }

    /// The cause that hides bytes and, of bytes that were written again unchanged, the reason.
    pub fn cause(&self, cause: Cause, why: Option<Why>) -> String {
        let cause = self.get(&format!("cause.{}", code(cause)));
        match why {
            Some(why) => format!("{cause} ({})", self.get(&format!("why.{}", code(why)))),
            None => cause,
        }
    }

    /// The subject of an advice.
    pub fn advice(&self, kind: &str) -> String {
        self.get(&format!("advice.{kind}.what"))
    }

    /// "saves 5 MB, 3 files"
    pub fn saves(&self, bytes: u64, paths: u64) -> String {
        let saves = self.with("advice.saves", &[("size", &human_size(bytes))]);
        format!("{saves}, {}", self.with("advice.paths", &[("n", &paths)]))
    }
}

/// The word by which the value stands in keys.
fn code<T: Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
