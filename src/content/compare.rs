//! The difference of two texts, line by line, as in a unified diff.

use super::describe::describe;
use crate::limits::{COMPARE_BYTES, COMPARE_TIME};
use crate::text::display_text;
use serde::Serialize;
use similar::algorithms::{Capture, Compact, Replace, myers};
use similar::{DiffOp, DiffTag, group_diff_ops};
use std::collections::HashMap;
use web_time::Instant;

/// Unchanged lines around each change.
const CONTEXT: usize = 3;

/// The difference of two texts, line by line, in hunks as unified diffs have them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct TextComparison {
    /// The bytes are equal.
    pub same: bool,
    /// The changes, with the lines around them.
    pub hunks: Vec<Hunk>,
    /// Why there are no hunks for different bytes.
    pub note: Option<NoHunks>,
}

/// Why two contents are not compared line by line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "kebab-case")]
pub enum NoHunks {
    /// One of them is not text.
    Binary,
    /// One of them is larger than `COMPARE_BYTES`.
    TooLarge,
}

/// The texts that have a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum LineKind {
    /// Both.
    Same,
    /// The older one.
    Old,
    /// The newer one.
    New,
}

/// Adjacent changes. Line numbers start at 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Hunk {
    /// First line in the older text.
    pub old_start: usize,
    /// First line in the newer text.
    pub new_start: usize,
    /// In order.
    pub lines: Vec<Line>,
}

/// One line of a hunk, safe to show, without its line break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// The texts that have it.
    pub kind: LineKind,
    /// The line.
    pub text: String,
    /// Its number in the older text.
    pub old_line: Option<usize>,
    /// Its number in the newer text.
    pub new_line: Option<usize>,
}

/// Compares two whole texts. One longer than `COMPARE_BYTES` is not compared.
pub fn compare(older: &[u8], newer: &[u8]) -> TextComparison {
    let noted = |note| TextComparison { same: false, hunks: Vec::new(), note: Some(note) };
    if older == newer {
        return TextComparison { same: true, hunks: Vec::new(), note: None };
    }
    if older.len().max(newer.len()) > COMPARE_BYTES {
        return noted(NoHunks::TooLarge);
    }
    let (Some(older), Some(newer)) = (decoded(older), decoded(newer)) else { return noted(NoHunks::Binary) };
    let (old, new): (Vec<&str>, Vec<&str>) = (lines(&older).collect(), lines(&newer).collect());
    let hunks = group_diff_ops(operations(&old, &new), CONTEXT).into_iter().map(|ops| {
        let line = |kind, lines: &[&str], index: usize| Line {
            kind,
            text: display_text(lines.get(index).map_or("", |line| line.trim_end_matches(['\n', '\r']))),
            old_line: None,
            new_line: None,
        };
        let mut shown = Vec::new();
        for op in &ops {
            let (from, to) = (op.old_range(), op.new_range());
            if op.tag() == DiffTag::Equal {
                let pairs = from.zip(to).map(|(a, b)| Line {
                    old_line: Some(a + 1),
                    new_line: Some(b + 1),
                    ..line(LineKind::Same, &old, a)
                });
                shown.extend(pairs);
            } else {
                shown.extend(from.map(|n| Line { old_line: Some(n + 1), ..line(LineKind::Old, &old, n) }));
                shown.extend(to.map(|n| Line { new_line: Some(n + 1), ..line(LineKind::New, &new, n) }));
            }
        }
        let start = |first: Option<usize>| first.map_or(1, |n| n + 1);
        Hunk {
            old_start: start(ops.first().map(|op| op.old_range().start)),
            new_start: start(ops.first().map(|op| op.new_range().start)),
            lines: shown,
        }
    });
    TextComparison { same: false, hunks: hunks.collect(), note: None }
}

/// Lines with their line breaks.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n')
}

/// The operations that turn the old lines into the new ones. Lines are compared as numbers, so that the algorithm is
/// compiled for one type.
fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let mut known = HashMap::new();
    let mut number = |line| {
        let next = known.len() as u32;
        *known.entry(line).or_insert(next)
    };
    let old: Vec<u32> = old.iter().map(|line| number(*line)).collect();
    let new: Vec<u32> = new.iter().map(|line| number(*line)).collect();
    smallest(&old, &new)
}

/// The smallest difference of two lists of numbers that is found in time.
fn smallest(old: &[u32], new: &[u32]) -> Vec<DiffOp> {
    let mut hook = Compact::new(Replace::new(Capture::new()), old, new);
    let deadline = Instant::now().checked_add(COMPARE_TIME);
    // Capturing never fails.
    let _ = myers::diff_deadline(&mut hook, old, 0..old.len(), new, 0..new.len(), deadline);
    hook.into_inner().into_inner().into_ops()
}

/// Two lists side by side: equal numbers are pairs. Numbers of one list have no partner; the older come first.
pub fn aligned(old: &[u32], new: &[u32]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut pairs = Vec::new();
    for op in smallest(old, new) {
        let (from, to) = (op.old_range(), op.new_range());
        if op.tag() == DiffTag::Equal {
            pairs.extend(from.zip(to).map(|(a, b)| (Some(a), Some(b))));
        } else {
            pairs.extend(from.map(|a| (Some(a), None)));
            pairs.extend(to.map(|b| (None, Some(b))));
        }
    }
    pairs
}

/// Bytes as text; `None` = they are not text. An empty file is an empty text.
fn decoded(bytes: &[u8]) -> Option<String> {
    if bytes.is_empty() {
        return Some(String::new());
    }
    let units = |of: fn([u8; 2]) -> u16| {
        let units = bytes.as_chunks().0.iter().map(|pair| of(*pair)).skip(1);
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match describe(bytes, true).charset? {
        "utf-16le" => Some(units(u16::from_le_bytes)),
        "utf-16be" => Some(units(u16::from_be_bytes)),
        "windows-1252" => Some(bytes.iter().map(|b| char::from(*b)).collect()),
        _ => Some(String::from_utf8_lossy(bytes).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_differ_come_with_their_neighbours() {
        let older: String = (1..=20).map(|n| format!("line {n}\n")).collect();
        let newer = older.replace("line 10\n", "line ten\n").replace("line 20\n", "line 20\nline 21\n");
        let found = compare(older.as_bytes(), newer.as_bytes());
        assert_eq!((found.same, found.note, found.hunks.len()), (false, None, 2));
        let first = &found.hunks[0];
        assert_eq!((first.old_start, first.new_start), (7, 7));
        let kinds: Vec<_> = first.lines.iter().map(|l| (l.kind, l.text.as_str())).collect();
        let same = |n: usize| (LineKind::Same, ["line 7", "line 8", "line 9", "line 11", "line 12", "line 13"][n]);
        assert_eq!(
            kinds,
            [
                same(0),
                same(1),
                same(2),
                (LineKind::Old, "line 10"),
                (LineKind::New, "line ten"),
                same(3),
                same(4),
                same(5)
            ]
        );
        let last = found.hunks[1].lines.last().unwrap();
        assert_eq!((last.kind, last.old_line, last.new_line), (LineKind::New, None, Some(21)));
    }

    #[test]
    fn what_is_no_text_is_not_compared_and_the_same_is_the_same() {
        assert!(compare(b"\0\x01", b"\0\x01").same);
        assert_eq!(compare(b"\0\x01", b"\0\x02").note, Some(NoHunks::Binary));
        assert_eq!(compare(&vec![b'a'; COMPARE_BYTES + 1], b"a").note, Some(NoHunks::TooLarge));
        assert_eq!(compare(b"", b"new\n").hunks[0].lines[0].kind, LineKind::New);
        let hostile = compare(b"a\n", "\u{202e}b\x1b[2J\n".as_bytes());
        assert_eq!(hostile.hunks[0].lines[1].text, "\\342\\200\\256b\\033[2J");
    }
}
