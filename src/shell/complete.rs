//! Completion (the Tab key): commands and paths.

use super::commands;
use super::equivalent::quote;
use super::state::Shell;
use super::typed_path::absolute;
use crate::container::Merged;
use crate::limits::SHELL_CANDIDATES;
use crate::tar_format::path::split;
use serde::Serialize;

/// Words that may replace the line from `from` to the cursor. *Units:* bytes of the line; the wasm boundary makes them
/// UTF-16 units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Completion {
    /// Start of the word.
    pub from: usize,
    /// Quoted words, sorted. A directory ends with a slash; other words have no end of their own.
    pub candidates: Vec<String>,
}

/// The start of the text's last word, its bytes without quotes, and whether it is a command's place.
fn word(text: &str) -> (usize, Vec<u8>, bool) {
    let (mut from, mut bytes, mut command) = (0, Vec::new(), true);
    let (mut quote, mut quoted, mut inside) = (None, false, false);
    for (at, c) in text.char_indices() {
        let mut buffer = [0; 4];
        let this = c.encode_utf8(&mut buffer).as_bytes();
        if quoted {
            bytes.extend_from_slice(this);
            quoted = false;
            continue;
        }
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('"') | None, '\\') => quoted = true,
            (Some(_), _) => bytes.extend_from_slice(this),
            (None, '\'' | '"') => quote = Some(c),
            (None, ' ' | '\t' | ';' | '&' | '|' | '>' | '\n') => {
                command = if matches!(c, ' ' | '\t') { command && !inside } else { c != '>' };
                (from, inside) = (at + c.len_utf8(), false);
                bytes.clear();
                continue;
            }
            (None, _) => bytes.extend_from_slice(this),
        }
        inside = true;
    }
    (from, bytes, command)
}

/// Completes the word at the cursor. *Cost:* reads one directory.
pub fn complete(shell: &Shell, view: Merged<'_>, line: &str, cursor: usize) -> Completion {
    let text = line.get(..cursor).unwrap_or(line);
    let (from, begun, command) = word(text);
    let mut candidates = Vec::new();
    if command && !begun.contains(&b'/') {
        let names = commands::names().filter(|name| name.as_bytes().starts_with(&begun));
        candidates.extend(names.map(str::to_owned));
        return Completion { from, candidates };
    }
    let name_at = begun.iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    let (folder, name) = begun.split_at_checked(name_at).unwrap_or((&[], &begun));
    let path = if folder.is_empty() { [b"/", shell.cwd()].concat() } else { absolute(shell.cwd(), folder) };
    let Ok(dentry) = view.find(&path, true) else { return Completion { from, candidates } };
    for child in view.list(&dentry) {
        let found = split(&child.path).1;
        if !found.starts_with(name) || found.starts_with(b".") && name.is_empty() {
            continue;
        }
        let is_dir = view.find(&[b"/", child.path.as_slice()].concat(), true).is_ok_and(|dentry| view.is_dir(&dentry));
        let dashes: &[u8] = if folder.is_empty() && found.starts_with(b"-") { b"./" } else { b"" };
        let slash: &[u8] = if is_dir { b"/" } else { b"" };
        candidates.push(quote(&[dashes, folder, found, slash].concat()));
        if candidates.len() == SHELL_CANDIDATES {
            break;
        }
    }
    Completion { from, candidates }
}
