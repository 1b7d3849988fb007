//! `NAME=value NAME=value` whose quotes are gone.

/// The pairs. A word that begins like one starts the next pair if `is_name` knows it; any other is part of the value before it.
pub fn pairs(text: &str, is_name: &dyn Fn(&str) -> bool) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for word in text.split(' ') {
        let pair = word.split_once('=').filter(|(name, _)| !name.is_empty() && (pairs.is_empty() || is_name(name)));
        match (pair, pairs.last_mut()) {
            (Some((name, value)), _) => pairs.push((name.to_owned(), value.to_owned())),
            (None, Some((_, value))) => {
                value.push(' ');
                value.push_str(word);
            }
            // The old form, `ENV NAME value`, is written as it was.
            (None, None) => pairs.push((word.to_owned(), String::new())),
        }
    }
    pairs
}

/// A value with the quotes that it needs; a `$` was a character when it was written down.
pub fn quoted(value: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"_-./:@%+,=~".contains(&b);
    if !value.is_empty() && value.bytes().all(plain) {
        return value.to_owned();
    }
    let mut out = String::from("\"");
    for c in value.chars() {
        if matches!(c, '"' | '\\' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}
