//! Lenient access to JSON documents: a null or a field of another type is an absent field, never an error.

use crate::archive::Archive;
use crate::error::{Kind, Problem, Result};
use crate::source::Sources;
use serde_json::Value;

/// Parses a document. serde_json refuses more than 128 levels of nesting by itself.
pub fn parse(bytes: &[u8]) -> Result<Value> {
    serde_json::from_slice(bytes).map_err(|e| Box::new(Problem::new(Kind::BadJson).detail(e.to_string())))
}

/// Reads and parses a member of the archive.
pub fn read(archive: &Archive, sources: &dyn Sources, member: usize, limit: u64) -> Result<Value> {
    let bytes = archive.read(sources, member, limit)?;
    let name = crate::text::display(&archive.members[member].path);
    parse(&bytes).map_err(|p| Box::new(p.member(name)))
}

/// A string field, "" when absent.
pub fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A string field that is absent when empty.
pub fn some_text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).filter(|s| !s.is_empty()).map(str::to_owned)
}

/// The elements of an array field; none when absent or null.
pub fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The strings of an array field.
pub fn texts(value: &Value, key: &str) -> Vec<String> {
    list(value, key).iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
}
