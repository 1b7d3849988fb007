//! Bytes from an image → text that is safe to show, with the escapes of GNU tar.

use std::fmt::Write;

/// Shows bytes as `tar -t` does: printable UTF-8 stays, a backslash doubles, control characters get their C escapes, and
/// every other byte becomes three octal digits. Bidi controls and other invisible format characters, which tar lets through,
/// are escaped too, so that a name can't pose as another.
///
/// *Source:* GNU tar, quoting style `escape`.
pub fn display(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\\' => out.push_str("\\\\"),
                '\u{7}' => out.push_str("\\a"),
                '\u{8}' => out.push_str("\\b"),
                '\t' => out.push_str("\\t"),
                '\n' => out.push_str("\\n"),
                '\u{b}' => out.push_str("\\v"),
                '\u{c}' => out.push_str("\\f"),
                '\r' => out.push_str("\\r"),
                c if is_invisible(c) => octal(&mut out, c.encode_utf8(&mut [0; 4]).as_bytes()),
                c => out.push(c),
            }
        }
        octal(&mut out, chunk.invalid());
    }
    out
}

/// The same for free text (commands, labels, comments): line breaks and tabs are part of it, invisible characters are not.
pub fn display_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(c),
            c if is_invisible(c) => octal(&mut out, c.encode_utf8(&mut [0; 4]).as_bytes()),
            c => out.push(c),
        }
    }
    out
}

/// The bytes of a text that `display` wrote.
pub fn parse_display(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let octal = after.get(..3).filter(|d| d.iter().all(|b| (b'0'..=b'7').contains(b)));
        let (byte, after) = match (first, after) {
            (b'\\', [b'\\', after @ ..]) => (b'\\', after),
            (b'\\', [b'a', after @ ..]) => (7, after),
            (b'\\', [b'b', after @ ..]) => (8, after),
            (b'\\', [b't', after @ ..]) => (b'\t', after),
            (b'\\', [b'n', after @ ..]) => (b'\n', after),
            (b'\\', [b'v', after @ ..]) => (11, after),
            (b'\\', [b'f', after @ ..]) => (12, after),
            (b'\\', [b'r', after @ ..]) => (b'\r', after),
            (b'\\', _) if octal.is_some() => {
                let value = octal.unwrap_or_default().iter().fold(0u32, |sum, digit| sum * 8 + u32::from(digit - b'0'));
                (value as u8, after.get(3..).unwrap_or_default())
            }
            (byte, after) => (*byte, after),
        };
        out.push(byte);
        rest = after;
    }
    out
}

/// A reason why a name is odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// Bytes that are not UTF-8, or control characters.
    Bytes,
    /// Characters that change how neighbours are read.
    Deceptive,
}

/// The reason why a name is not plain text; the worse one if both hold.
pub fn oddity(name: &[u8]) -> Option<Oddity> {
    if name.iter().all(|b| (0x20..0x7f).contains(b)) {
        return None;
    }
    let mut found = None;
    for chunk in name.utf8_chunks() {
        if chunk.valid().chars().any(|c| is_invisible(c) && !c.is_control()) {
            return Some(Oddity::Deceptive);
        }
        if !chunk.invalid().is_empty() || chunk.valid().chars().any(char::is_control) {
            found = Some(Oddity::Bytes);
        }
    }
    found
}

fn octal(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        let _ = write!(out, "\\{byte:03o}");
    }
}

/// Control characters, and format characters that change how neighbours are read (Unicode's bidi and zero-width controls,
/// line separators, tags, private "byte order" marks).
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Bytes in hex, as sha256sum prints them.
pub fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// The `N` bytes of a text that `hex` wrote; `None` for any other text.
pub fn parse_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
    let byte = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    pairs.iter().map(byte).collect::<Option<Vec<u8>>>()?.try_into().ok()
}

/// RFC 4648 base64 with padding.
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().zip([16, 8, 0]).fold(0u32, |bits, (byte, shift)| bits | u32::from(*byte) << shift);
        for (at, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let digit = DIGITS.get((bits >> shift & 63) as usize).filter(|_| at <= chunk.len());
            out.push(digit.map_or('=', |digit| char::from(*digit)));
        }
    }
    out
}

/// The bytes of a base64 text, of either alphabet, with or without padding; `None` for any other text.
pub fn parse_base64(text: impl AsRef<[u8]>) -> Option<Vec<u8>> {
    let text = text.as_ref();
    let digits = text.iter().take_while(|b| **b != b'=').filter(|b| !b.is_ascii_whitespace());
    let (mut out, mut bits, mut held) = (Vec::with_capacity(text.len() / 4 * 3), 0u32, 0u32);
    for digit in digits {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        (bits, held) = (bits << 6 | u32::from(value), held + 6);
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    Some(out)
}

/// "drwxr-xr-x": the type's letter and nine permissions, setuid, setgid and sticky included.
pub fn mode_string(letter: char, mode: u16) -> String {
    let mut out = String::with_capacity(10);
    out.push(letter);
    for (shift, special, set, unset) in [(6, 0o4000, 's', 'S'), (3, 0o2000, 's', 'S'), (0, 0o1000, 't', 'T')] {
        let bits = mode >> shift;
        out.push(if bits & 4 != 0 { 'r' } else { '-' });
        out.push(if bits & 2 != 0 { 'w' } else { '-' });
        out.push(match (mode & special != 0, bits & 1 != 0) {
            (true, true) => set,
            (true, false) => unset,
            (false, true) => 'x',
            (false, false) => '-',
        });
    }
    out
}

/// "sha256:615ae0b…" → its first 12 digits, as docker shows them.
pub fn short_digest(digest: &str) -> &str {
    let hex = digest.rsplit(':').next().unwrap_or(digest);
    hex.get(..12).unwrap_or(hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648, section 10.
    #[test]
    fn base64_is_padded() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
    }

    #[test]
    fn what_is_shown_can_be_typed_again() {
        for bytes in [
            &b"plain"[..],
            b"caf\xe9",
            b"two\nlines\t\x07\x08\x0b\x0c\r",
            b"back\\slash\\n",
            b"\xff\0\x1b",
            "\u{202e}x".as_bytes(),
        ] {
            assert_eq!(parse_display(&display(bytes)), bytes);
        }
    }

    #[test]
    fn escapes_as_gnu_tar_does() {
        assert_eq!(display(b"caf\xe9"), "caf\\351");
        assert_eq!(display(b"two\nlines"), "two\\nlines");
        assert_eq!(display("한글-파일.txt".as_bytes()), "한글-파일.txt");
        assert_eq!(display(b"back\\slash"), "back\\\\slash");
        assert_eq!(display(b"\x1b[31m"), "\\033[31m");
    }

    #[test]
    fn nothing_can_turn_a_line_around() {
        assert_eq!(display("a\u{202e}gpj.exe".as_bytes()), "a\\342\\200\\256gpj.exe");
        assert_eq!(display_text("RUN \u{2066}x"), "RUN \\342\\201\\246x");
    }

    #[test]
    fn modes_as_ls_writes_them() {
        assert_eq!(mode_string('-', 0o4755), "-rwsr-xr-x");
        assert_eq!(mode_string('d', 0o1777), "drwxrwxrwt");
        assert_eq!(mode_string('-', 0o6644), "-rwSr-Sr--");
    }
}
