//! The one encoding of plain data for messages between workers: postcard.

use crate::problem::{Kind, Problem, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value as bytes for a message. *Errors:* `Internal`.
pub fn to_wire<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    extend_wire(Vec::new(), value)
}

/// The same after bytes that are there, without a copy of the message. *Errors:* `Internal`.
pub fn extend_wire<T: Serialize>(bytes: Vec<u8>, value: &T) -> Result<Vec<u8>> {
    postcard::to_extend(value, bytes).map_err(internal)
}

/// Reads what `to_wire` wrote. *Errors:* `Internal` for anything else.
pub fn from_wire<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    match postcard::take_from_bytes(bytes).map_err(internal)? {
        (value, []) => Ok(value),
        _ => Err(Box::new(Problem::new(Kind::Internal).detail("bytes after a message"))),
    }
}

fn internal(error: postcard::Error) -> Box<Problem> {
    Box::new(Problem::new(Kind::Internal).detail(error.to_string()))
}
