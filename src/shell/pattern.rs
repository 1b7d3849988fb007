//! Patterns: `*`, `?` and `[…]`, over bytes as in the C locale.

use super::parse::Char;

/// A word has an unquoted `*`, `?` or `[`.
pub(super) fn is_pattern(word: &[Char]) -> bool {
    word.iter().any(|(byte, quoted)| !quoted && b"*?[".contains(byte))
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
