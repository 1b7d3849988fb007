//! Layerscope's own JSON (`docs/schema.json`): the facts, then the files of the merged view one a line.

use super::model::{FileFacts, ReportFacts};
use crate::text::is_invisible;
use serde::Serialize;
use std::fmt::Write;

/// All up to the first file. *Shape:* a member a line.
pub fn json_head(facts: &ReportFacts) -> String {
    let whole = safe_json(facts);
    format!("{},\n\"files\":[", whole.strip_suffix('}').unwrap_or_default())
}

/// A file; `first` = no file stands before it.
pub fn json_file(file: &FileFacts, first: bool) -> String {
    format!("{}\n{}", if first { "" } else { "," }, safe_json(file))
}

/// The text after the last file.
pub fn json_tail() -> &'static str {
    "\n]}\n"
}

/// JSON on one line, with every character escaped that could not be seen, or would change how its neighbours are read.
pub fn safe_json<T: Serialize>(value: &T) -> String {
    escaped(serde_json::to_string(value).unwrap_or_default())
}

/// The same, two spaces a level, with a line break at its end. *Errors:* of what is no JSON.
pub fn safe_json_pretty<T: Serialize>(value: &T) -> serde_json::Result<String> {
    serde_json::to_string_pretty(value).map(|json| escaped(json) + "\n")
}

fn escaped(json: String) -> String {
    // Strings hold no raw line breaks: those are the layout's.
    let unseen = |c: char| c != '\n' && is_invisible(c);
    if !json.chars().any(unseen) {
        return json;
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if unseen(c) {
            let _ = c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"));
        } else {
            out.push(c);
        }
    }
    out
}
