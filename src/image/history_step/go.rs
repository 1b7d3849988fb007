//! Values as Go prints them with `%q` and `%v`: quoted strings, runes, lists.

use serde_json::Value;

/// A reader of one text of such values.
pub struct Go<'t> {
    rest: &'t str,
}

impl<'t> Go<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { rest: text.trim_start() }
    }

    /// `["a" "b"]`, or JSON's `["a", "b"]`.
    pub fn list(&mut self) -> Option<Vec<String>> {
        self.rest = self.rest.strip_prefix('[')?;
        let mut words = Vec::new();
        loop {
            self.rest = self.rest.trim_start_matches([' ', ',']);
            if let Some(rest) = self.rest.strip_prefix(']') {
                self.rest = rest.trim_start();
                return Some(words);
            }
            words.push(self.string()?);
        }
    }

    /// `"a\tb"`.
    pub fn string(&mut self) -> Option<String> {
        let mut chars = self.rest.strip_prefix('"')?;
        let mut out = String::new();
        loop {
            if let Some(rest) = chars.strip_prefix('"') {
                self.rest = rest.trim_start();
                return Some(out);
            }
            let (c, rest) = character(chars)?;
            out.push(c);
            chars = rest;
        }
    }

    /// `'\x03'`: a number that Go printed as a character.
    pub fn rune(&mut self) -> Option<u32> {
        let (c, rest) = character(self.rest.strip_prefix('\'')?)?;
        self.rest = rest.strip_prefix('\'')?.trim_start();
        Some(u32::from(c))
    }

    fn is_done(&self) -> bool {
        self.rest.is_empty()
    }
}

/// The next character with its escape read, and the text after it.
fn character(text: &str) -> Option<(char, &str)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if first != '\\' {
        return Some((first, chars.as_str()));
    }
    let escape = chars.next()?;
    let digits = match escape {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    let rest = chars.as_str();
    if digits > 0 {
        let code = u32::from_str_radix(rest.get(..digits)?, 16).ok()?;
        return Some((char::from_u32(code)?, rest.get(digits..)?));
    }
    let c = match escape {
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        other => other,
    };
    Some((c, rest))
}

/// The words of a list as Go or JSON prints it, quoted or bare; `None` = the text is no list.
pub fn list(text: &str) -> Option<Vec<String>> {
    let mut go = Go::new(text);
    if let Some(words) = go.list().filter(|_| go.is_done()) {
        return Some(words);
    }
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    Some(inner.split_whitespace().map(str::to_owned).collect())
}

/// The list as a Dockerfile writes it: JSON with a space after each comma.
pub fn strings(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| Value::from(word.as_str()).to_string()).collect();
    format!("[{}]", words.join(", "))
}
