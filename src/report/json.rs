//! Layerscope's own JSON (`docs/schema.json`): the facts, then the files of the merged view one a line.

use super::facts::{Facts, FileFacts};
use crate::text::is_invisible;
use serde::Serialize;
use std::fmt::Write;

/// All up to the first file. *Shape:* a member a line.
pub fn json_head(facts: &Facts) -> String {
    let whole = text(facts);
    format!("{},\n\"files\":[", whole.strip_suffix('}').unwrap_or_default())
}

/// A file; `first` = no file stands before it.
pub fn json_file(file: &FileFacts, first: bool) -> String {
    format!("{}\n{}", if first { "" } else { "," }, text(file))
}

/// The text after the last file.
pub fn json_tail() -> &'static str {
    "\n]}\n"
}

/// JSON in which every character is escaped that is invisible or changes how its neighbours read.
fn text<T: Serialize>(value: &T) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    if !json.chars().any(is_invisible) {
        return json;
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_invisible(c) {
            let _ = c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"));
        } else {
            out.push(c);
        }
    }
    out
}
