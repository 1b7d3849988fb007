//! `NAME=value NAME=value` as history has it: without quotes.

/// The pairs. A word `NAME=…` starts a pair if `is_name` knows its name; any other word belongs to the value before it.
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
            // The old form, `ENV NAME value`.
            (None, None) => pairs.push((word.to_owned(), String::new())),
        }
    }
    pairs
}

/// A value in the quotes that it needs. History has values after `$` was expanded, so a `$` is escaped.
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
