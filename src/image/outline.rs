//! Checks a JSON document without building it: its depth, its size, and keys that two readers may take differently.
//!
//! There is no recursion. Text that is not JSON passes here and fails in the parser.

use crate::limits::{JSON_DEPTH, JSON_VALUES};
use crate::problem::{Kind, Problem, Result};
use std::collections::HashMap;

/// Fields whose keys are data (labels, paths, digests): there, keys that differ by case are two keys.
const MAPS: [&str; 5] = ["labels", "annotations", "volumes", "exposedports", "layersources"];

enum Token<'d> {
    Open {
        object: bool,
    },
    Close,
    /// The bytes between the quotes, with their escapes.
    Text(&'d [u8]),
    Colon,
    Comma,
}

/// The tokens that give a document its shape. Numbers, `true` and `null` are skipped.
struct Tokens<'d> {
    rest: &'d [u8],
}

impl<'d> Iterator for Tokens<'d> {
    type Item = Token<'d>;

    fn next(&mut self) -> Option<Token<'d>> {
        loop {
            let (first, rest) = self.rest.split_first()?;
            self.rest = rest;
            return Some(match first {
                b'{' | b'[' => Token::Open { object: *first == b'{' },
                b'}' | b']' => Token::Close,
                b':' => Token::Colon,
                b',' => Token::Comma,
                b'"' => Token::Text(self.text()),
                _ => continue,
            });
        }
    }
}

impl<'d> Tokens<'d> {
    fn text(&mut self) -> &'d [u8] {
        let mut escaped = false;
        let end = self.rest.iter().position(|b| {
            let ends = *b == b'"' && !escaped;
            escaped = *b == b'\\' && !escaped;
            ends
        });
        let (text, rest) = self.rest.split_at_checked(end.unwrap_or(self.rest.len())).unwrap_or_default();
        self.rest = rest.get(1..).unwrap_or_default();
        text
    }
}

/// The number of values in a document, too low by one at most. *Errors:* `Limit` for too many values or too much depth.
pub fn measure(document: &[u8]) -> Result<usize> {
    let (mut depth, mut values) = (0usize, 0usize);
    for token in (Tokens { rest: document }) {
        match token {
            Token::Open { .. } => (depth, values) = (depth + 1, values + 1),
            Token::Close => depth = depth.saturating_sub(1),
            Token::Text(_) | Token::Comma => values += 1,
            Token::Colon => {}
        }
        if depth > JSON_DEPTH {
            return Err(limit(format!("nested more than {JSON_DEPTH} deep")));
        }
        if values > JSON_VALUES {
            return Err(limit(format!("more than {JSON_VALUES} values")));
        }
    }
    Ok(values)
}

fn limit(detail: String) -> Box<Problem> {
    Box::new(Problem::new(Kind::Limit).detail(detail))
}

/// An object or array that is not closed yet.
struct Frame {
    object: bool,
    /// Its keys are data: case counts.
    map: bool,
    /// Key as it is compared → key as it is written.
    keys: HashMap<String, String>,
    /// The last text: it is a key when a colon follows.
    text: String,
}

/// The first key that an object has twice, exactly or but for its case, in words. Go takes `"Layers"` for `"layers"`,
/// other readers don't. The document must have passed `measure`.
pub fn repeated_key(document: &[u8]) -> Option<String> {
    let mut open: Vec<Frame> = Vec::new();
    for token in (Tokens { rest: document }) {
        match token {
            Token::Open { object } => {
                let map = open.last().is_some_and(|f| f.object && MAPS.contains(&&*f.text.to_lowercase()));
                open.push(Frame { object, map, keys: HashMap::new(), text: String::new() });
            }
            Token::Close => drop(open.pop()),
            Token::Text(raw) => {
                if let Some(frame) = open.last_mut().filter(|f| f.object && f.text.is_empty()) {
                    frame.text = unescaped(raw);
                }
            }
            Token::Comma => {
                if let Some(frame) = open.last_mut() {
                    frame.text.clear();
                }
            }
            Token::Colon => {
                let Some(frame) = open.last_mut() else { continue };
                let compared = if frame.map { frame.text.clone() } else { folded(&frame.text) };
                match frame.keys.insert(compared, frame.text.clone()) {
                    Some(before) if before == frame.text => return Some(format!("the key {before:?} stands twice")),
                    Some(before) => {
                        return Some(format!("the keys {before:?} and {:?} differ only by case", frame.text));
                    }
                    None => {}
                }
            }
        }
    }
    None
}

/// The text of escapes such as `\u0061` and `\n`.
fn unescaped(raw: &[u8]) -> String {
    let quoted = [b"\"", raw, b"\""].concat();
    let plain = if raw.contains(&b'\\') { serde_json::from_slice(&quoted).ok() } else { None };
    plain.unwrap_or_else(|| String::from_utf8_lossy(raw).into_owned())
}

/// Folds case as Go's encoding/json does, with `ſ` and the Kelvin sign.
fn folded(key: &str) -> String {
    if key.is_ascii() { key.to_ascii_lowercase() } else { key.to_uppercase().to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_stand_twice_are_found_at_any_depth_and_however_they_are_written() {
        for (document, found) in [
            (r#"{"config":1,"layers":[{"digest":1,"size":2,"digest":3}]}"#, r#"the key "digest" stands twice"#),
            (r#"{"layers":[],"Layers":[]}"#, r#"the keys "layers" and "Layers" differ only by case"#),
            (r#"{"layers":[],"l\u0061yer\u0073":{}}"#, r#"the key "layers" stands twice"#),
            (r#"[{"Config":""},{"Config":"","config":""}]"#, r#"the keys "Config" and "config" differ only by case"#),
            (r#"{"Labels":{"a":"1","a":"2"}}"#, r#"the key "a" stands twice"#),
            ("{\"layers\":1,\"layer\u{17f}\":2}", "the keys \"layers\" and \"layer\u{17f}\" differ only by case"),
        ] {
            assert_eq!(repeated_key(document.as_bytes()).as_deref(), Some(found), "{document}");
        }
    }

    #[test]
    fn data_may_differ_by_case_and_values_are_no_keys() {
        for document in [
            r#"{"config":{"Labels":{"Maintainer":"a","maintainer":"b"},"Volumes":{"/A":{},"/a":{}}}}"#,
            r#"{"a":"b","b":"a","c":["a","a","A"],"d":{"a":1},"e":{"a":1}}"#,
            r#"{"a":"\"a\":","b":{}}"#,
            "[1,2",
            "\"\\",
            "",
        ] {
            assert_eq!(repeated_key(document.as_bytes()), None, "{document}");
        }
    }

    #[test]
    fn depth_and_number_of_values_are_bounded_before_anything_is_built() {
        assert_eq!(measure(&[b'['; 5_000_000]).unwrap_err().kind, Kind::Limit);
        assert_eq!(measure(&b"0,".repeat(JSON_VALUES + 1)).unwrap_err().kind, Kind::Limit);
        assert!(measure(&b"[".repeat(JSON_DEPTH)).is_ok());
        assert!(measure(br#"{"a":[1,2,{"b":"]]]]"}]}"#).unwrap() < 12);
    }
}
