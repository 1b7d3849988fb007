//! Tables as CSV: layers, files, dead bytes. *Source:* RFC 4180; OWASP "CSV Injection".
//!
//! Lines end in CR LF, texts are those that the page shows, layers count from 1 as there. A text that a spreadsheet would take for a
//! formula (it begins with `=`, `+`, `-`, `@`, a tab or a CR, spaces before it or not), or that begins with an apostrophe, gets an
//! apostrophe before it: a program that parses the file takes one off again. Our own numbers need none.

use super::model::{DeadFacts, FileFacts, LayerFacts};
use serde::Serialize;

/// One line of fields.
#[derive(Default)]
struct Line(String);

impl Line {
    fn text(mut self, text: &str) -> Self {
        let formula =
            text.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\'', '＝', '＋', '－', '＠']);
        let text = if formula { format!("'{text}") } else { text.to_owned() };
        if text.contains(['"', ',', '\n', '\r', '\t', ';']) || text.starts_with(['\'', ' ']) || text.ends_with(' ') {
            self.plain(&format!("\"{}\"", text.replace('"', "\"\"")));
        } else {
            self.plain(&text);
        }
        self
    }

    fn maybe(self, text: Option<&String>) -> Self {
        self.text(text.map_or("", String::as_str))
    }

    fn number(mut self, number: impl Into<Option<u64>>) -> Self {
        self.plain(&number.into().map(|n| n.to_string()).unwrap_or_default());
        self
    }

    fn plain(&mut self, field: &str) {
        self.0.push_str(field);
        self.0.push(',');
    }

    fn end(mut self) -> String {
        self.0.pop();
        self.0.push_str("\r\n");
        self.0
    }
}

/// The value's word in JSON; "" for `None`.
pub(super) fn word<T: Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A header line: the names as they are.
fn header(names: &str) -> String {
    format!("{names}\r\n")
}

/// The stack, base first.
pub fn csv_layers(layers: &[LayerFacts]) -> String {
    let mut out = header(
        "layer,instruction,created,size,stored,entries,added,changed,removed,dead,hides,diff_id,chain_id,digest,media_type,codec,verified",
    );
    for layer in layers {
        let line = Line::default()
            .number(layer.index as u64 + 1)
            .text(&layer.instruction)
            .maybe(layer.created.as_ref())
            .number(layer.size)
            .number(layer.stored)
            .number(layer.entries)
            .number(layer.added)
            .number(layer.changed)
            .number(layer.removed)
            .number(layer.dead)
            .number(layer.hides)
            .maybe(layer.diff_id.as_ref())
            .maybe(layer.chain_id.as_ref())
            .maybe(layer.digest.as_ref())
            .maybe(layer.media_type.as_ref())
            .text(layer.codec)
            .text(layer.verified);
        out.push_str(&line.end());
    }
    out
}

/// Names of a file's fields.
pub fn csv_files_head() -> String {
    header("path,kind,size,mode,uid,gid,mtime,layer,link,blake3")
}

/// A path of the merged view.
pub fn csv_file(file: &FileFacts) -> String {
    Line::default()
        .text(&file.path)
        .text(&word(file.kind))
        .number(file.size)
        .maybe(file.mode.as_ref())
        .number(file.uid.map(u64::from))
        .number(file.gid.map(u64::from))
        .maybe(file.mtime.as_ref())
        .number(file.layer as u64 + 1)
        .maybe(file.link.as_ref())
        .maybe(file.blake3.as_ref())
        .end()
}

/// Names of a dead version's fields.
pub fn csv_dead_head() -> String {
    header("path,layer,hidden_by,cause,why,bytes")
}

/// A dead version.
pub fn csv_dead(dead: &DeadFacts) -> String {
    Line::default()
        .text(&dead.path)
        .number(dead.layer as u64 + 1)
        .number(dead.hidden_by as u64 + 1)
        .text(&word(dead.cause))
        .text(&word(dead.why))
        .number(dead.bytes)
        .end()
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn fields_are_quoted_and_no_formula() {
        for (text, wanted) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "\"'=1+1\""),
            ("+1", "\"'+1\""),
            ("-rw", "\"'-rw\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\t=1\""),
            ("  =1", "\"'  =1\""),
            ("it's", "it's"),
            ("'quoted", "\"''quoted\""),
            ("", ""),
        ] {
            assert_eq!(Line::default().text(text).end(), format!("{wanted}\r\n"), "{text}");
        }
        assert_eq!(Line::default().number(5).number(None).end(), "5,\r\n");
    }
}
