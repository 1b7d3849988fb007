//! Lenient access to JSON documents: a null or a field of another type is an absent field, never an error.

use super::outline::{measure, repeated_key};
use crate::archive::Archive;
use crate::limits::{DOCUMENT_BYTES, JSON_VALUE_COST, LARGEST_NUMBER};
use crate::problem::{Kind, Problem, Result};
use crate::source::Feed;
use crate::text::display;
use serde_json::Value;
use std::collections::HashSet;

/// Parses a document. *Errors:* `Limit` for too much depth or size; `BadJson`.
pub fn parse(bytes: &[u8]) -> Result<Value> {
    measure(bytes)?;
    serde_json::from_slice(bytes).map_err(|e| Box::new(Problem::new(Kind::BadJson).detail(e.to_string())))
}

/// A document's bytes, checked before parsing: size, depth, and what all documents may cost. *Errors:* as
/// `Archive::read`; `Limit`.
pub async fn bytes(archive: &Archive, feed: &Feed, member: usize, limit: u64) -> Result<Vec<u8>> {
    let name = display(&archive.member(member)?.path);
    archive.spend(0).map_err(|p| Box::new(p.member(&*name)))?; // all spent: not even read
    let bytes = archive.read(feed, member, limit).await?;
    spend(archive, &bytes).map_err(|p| Box::new(p.member(name)))?;
    Ok(bytes)
}

/// Counts the cost of a document. *Errors:* `Limit`.
fn spend(archive: &Archive, bytes: &[u8]) -> Result<()> {
    let values = measure(bytes)? as u64;
    archive.spend(values.saturating_mul(JSON_VALUE_COST).saturating_add(bytes.len() as u64))
}

/// Parses a document that another one contains as text. *Errors:* `Limit`, `BadJson`.
pub fn parse_text(archive: &Archive, text: &str) -> Result<Value> {
    spend(archive, text.as_bytes())?;
    parse(text.as_bytes())
}

/// Reads and parses a member of the archive. *Errors:* as `bytes`; `BadJson`.
pub async fn read(archive: &Archive, feed: &Feed, member: usize, limit: u64) -> Result<Value> {
    let bytes = bytes(archive, feed, member, limit).await?;
    let name = display(&archive.member(member)?.path);
    parse(&bytes).map_err(|p| Box::new(p.member(name)))
}

/// A problem for each document that has a key twice: two readers may understand it differently.
pub async fn contradictions(archive: &Archive, feed: &Feed, members: impl Iterator<Item = usize>) -> Vec<Problem> {
    let mut looked = HashSet::new();
    let mut problems = Vec::new();
    for member in members.filter(|member| looked.insert(*member)) {
        let Ok(bytes) = archive.read(feed, member, DOCUMENT_BYTES).await else { continue };
        let repeated = measure(&bytes).ok().and_then(|_| repeated_key(&bytes));
        if let (Some(key), Ok(member)) = (repeated, archive.member(member)) {
            problems.push(Problem::new(Kind::Contradiction).warning().member(display(&member.path)).detail(key));
        }
    }
    problems
}

/// A string field; "" when absent.
pub fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A string field; an empty one counts as absent.
pub fn some_text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).filter(|s| !s.is_empty()).map(str::to_owned)
}

/// The `size` of a descriptor.
pub fn descriptor_size(descriptor: &Value) -> Option<u64> {
    descriptor.get("size").and_then(Value::as_u64).filter(|size| *size <= LARGEST_NUMBER)
}

/// The elements of an array field; empty when absent or null.
pub fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The strings of an array field.
pub fn texts(value: &Value, key: &str) -> Vec<String> {
    list(value, key).iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
}
