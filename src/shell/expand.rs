//! Patterns → names of the merged view: `*`, `?` and `[…]`, over bytes as in the C locale.

use super::parse::{Char, Word};
use crate::container::Merged;

/// A word as its names, sorted, or as itself when it has no pattern or none is there.
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
    // Names that stood behind a pattern, or a slash, need not be there.
    found.retain(|path| view.find(&absolute(cwd, path), false).is_ok());
    found.sort();
    if found.is_empty() { vec![word.bytes()] } else { found }
}

/// A path as it was typed, from the root. Nothing stays nothing, and is refused as such.
pub(super) fn absolute(cwd: &[u8], path: &[u8]) -> Vec<u8> {
    match path.first() {
        None => Vec::new(),
        Some(b'/') => path.to_vec(),
        Some(_) => [b"/", cwd, b"/", path].concat(),
    }
}

fn is_pattern(word: &[Char]) -> bool {
    word.iter().any(|(byte, quoted)| !quoted && b"*?[".contains(byte))
}

fn matching(view: Merged<'_>, cwd: &[u8], folder: &[u8], pattern: &[Char]) -> Vec<Vec<u8>> {
    let path = if folder.is_empty() { [b"/", cwd].concat() } else { absolute(cwd, folder) };
    let Ok(spot) = view.find(&path, true) else { return Vec::new() };
    let dotted = pattern.first().is_some_and(|(byte, _)| *byte == b'.');
    let mut found = Vec::new();
    if dotted && view.is_dir(&spot) {
        found.extend(
            [&b"."[..], b".."].iter().filter(|name| matches(pattern, name)).map(|name| [folder, name].concat()),
        );
    }
    for child in view.list(&spot) {
        let name = crate::tar_format::path::split(&child.path).1;
        if (dotted || !name.starts_with(b".")) && matches(pattern, name) {
            found.push([folder, name].concat());
        }
    }
    found
}

/// A name fits a pattern. *Cost:* names times pattern at most, for only the last `*` is ever tried again.
pub(super) fn matches(pattern: &[Char], name: &[u8]) -> bool {
    let (mut rest, mut left) = (pattern, name);
    let mut star: Option<(&[Char], &[u8])> = None;
    loop {
        if let Some(((b'*', false), behind)) = rest.split_first() {
            star = Some((behind, left));
            rest = behind;
            continue;
        }
        match (left.split_first(), one(rest, left.first().copied())) {
            (None, _) if rest.is_empty() => return true,
            (Some((_, after)), Some(behind)) => (rest, left) = (behind, after),
            _ => {
                let Some((behind, from)) = star else { return false };
                let Some((_, after)) = from.split_first() else { return false };
                star = Some((behind, after));
                (rest, left) = (behind, after);
            }
        }
    }
}

/// The pattern behind its first part, when that fits a byte.
fn one(pattern: &[Char], byte: Option<u8>) -> Option<&[Char]> {
    let (first, behind) = pattern.split_first()?;
    let byte = byte?;
    match first {
        (b'?', false) => Some(behind),
        (b'[', false) => match class(behind, byte) {
            Some((fits, behind)) => fits.then_some(behind),
            None => (byte == b'[').then_some(behind),
        },
        (literal, _) => (*literal == byte).then_some(behind),
    }
}

/// Does a class, from behind its bracket, have a byte? And what follows it. `None` = it has no end and is no class.
fn class(pattern: &[Char], byte: u8) -> Option<(bool, &[Char])> {
    let negated = matches!(pattern.first(), Some((b'!' | b'^', false)));
    let inside = pattern.get(usize::from(negated)..)?;
    let end = 1 + inside.iter().skip(1).position(|(b, quoted)| *b == b']' && !quoted)?;
    let (mut set, behind) = (inside.get(..end)?, inside.get(end + 1..)?);
    let mut has = false;
    while let Some(((low, _), rest)) = set.split_first() {
        set = rest;
        let high = match rest {
            [(b'-', false), (high, _), after @ ..] => {
                set = after;
                *high
            }
            _ => *low,
        };
        has |= (*low..=high).contains(&byte);
    }
    Some((has != negated, behind))
}

/// The same for a pattern that is plain text, as `find -name` takes it: a backslash quotes.
pub(super) fn pattern(text: &[u8]) -> Vec<Char> {
    let mut out = Vec::new();
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => out.push((*bytes.next().unwrap_or(&b'\\'), true)),
            byte => out.push((*byte, false)),
        }
    }
    out
}
