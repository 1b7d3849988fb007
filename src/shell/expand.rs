//! Patterns in words → names of the merged view.

use super::parse::{Char, Word};
use super::pattern::{is_pattern, matches};
use super::typed_path::absolute;
use crate::container::Merged;
use crate::sorting::sort;

/// The sorted names that a word matches; the word itself when it has no pattern or matches nothing.
pub(super) fn expand(view: Merged<'_>, cwd: &[u8], word: &Word) -> Vec<Vec<u8>> {
    if !is_pattern(&word.0) {
        return vec![word.bytes()];
    }
    let mut found: Vec<Vec<u8>> = vec![Vec::new()];
    let mut rest = word.0.as_slice();
    while !rest.is_empty() && !found.is_empty() {
        let end = rest.iter().position(|(byte, _)| *byte == b'/').unwrap_or(rest.len());
        let (name, behind) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        let slashes = behind.iter().take_while(|(byte, _)| *byte == b'/').count();
        let (slash, behind) = behind.split_at_checked(slashes).unwrap_or((behind, &[]));
        if is_pattern(name) {
            found = found.iter().flat_map(|folder| matching(view, cwd, folder, name)).collect();
        } else {
            found.iter_mut().for_each(|path| path.extend(name.iter().map(|(byte, _)| byte)));
        }
        found.iter_mut().for_each(|path| path.extend(slash.iter().map(|(byte, _)| byte)));
        rest = behind;
    }
    // Names after a pattern or a slash may be missing.
    found.retain(|path| view.find(&absolute(cwd, path), false).is_ok());
    sort(&mut found);
    if found.is_empty() { vec![word.bytes()] } else { found }
}

fn matching(view: Merged<'_>, cwd: &[u8], folder: &[u8], pattern: &[Char]) -> Vec<Vec<u8>> {
    let path = if folder.is_empty() { [b"/", cwd].concat() } else { absolute(cwd, folder) };
    let Ok(dentry) = view.find(&path, true) else { return Vec::new() };
    let dotted = pattern.first().is_some_and(|(byte, _)| *byte == b'.');
    let mut found = Vec::new();
    if dotted && view.is_dir(&dentry) {
        found.extend(
            [&b"."[..], b".."].iter().filter(|name| matches(pattern, name)).map(|name| [folder, name].concat()),
        );
    }
    for child in view.list(&dentry) {
        let name = crate::tar_format::path::split(&child.path).1;
        if (dotted || !name.starts_with(b".")) && matches(pattern, name) {
            found.push([folder, name].concat());
        }
    }
    found
}
