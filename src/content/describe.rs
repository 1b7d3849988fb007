//! The kind of a file by its first bytes: a word, a detail, and the encoding of text.

use crate::compression::Codec;
use crate::text::{display, display_text};
use serde::Serialize;

/// How many first bytes `describe` takes.
pub const HEAD_BYTES: usize = 16 << 10;

/// The kind of a version's bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Description {
    /// "text", "json", "script", "elf", "png" …; "binary" for unknown bytes, "empty" for none.
    pub what: &'static str,
    /// A detail from the bytes, safe to show: "64-bit x86-64, shared object", "/bin/sh".
    pub detail: String,
    /// A label of the WHATWG encoding standard; `None` = not text.
    pub charset: Option<&'static str>,
}

/// Magic numbers at the start. *Source:* the formats' specifications; else `file`'s magic.
const MAGIC: [(&[u8], &str); 22] = [
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"\x00\x00\x01\x00", "ico"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"!<arch>\n", "ar"),
    (b"\x7fELF", "elf"),
    (b"\x00asm", "wasm"),
    (b"\xca\xfe\xba\xbe", "class"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x04\x22\x4d\x18", "lz4"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"OTTO", "font"),
    (b"\x00\x01\x00\x00\x00", "font"),
    (b"MZ", "pe"),
    (b"\xde\x12\x04\x95", "gettext"),
    (b"hsqs", "squashfs"),
];

/// Describes bytes by their first `HEAD_BYTES`; `whole` = there are no more.
pub fn describe(head: &[u8], whole: bool) -> Description {
    let plain = |what| Description { what, detail: String::new(), charset: None };
    if head.is_empty() {
        return plain("empty");
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        let detail = if *what == "elf" { elf(head) } else { String::new() };
        return Description { detail, ..plain(what) };
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return plain("webp");
    }
    if head.starts_with(b"BM") && head.get(6..10) == Some(&[0; 4]) {
        return plain("bmp");
    }
    if head.get(257..262) == Some(b"ustar") {
        return plain("tar");
    }
    let codec = Codec::sniff(head);
    if codec != Codec::None {
        return plain(codec.name());
    }
    match charset(head, whole) {
        Some(charset) => text(head, charset),
        None => plain("binary"),
    }
}

/// The encoding of text: by its byte order mark, as UTF-8, by its declaration, else as one-byte text.
fn charset(head: &[u8], whole: bool) -> Option<&'static str> {
    match head {
        [0xef, 0xbb, 0xbf, ..] => return Some("utf-8"),
        [0xff, 0xfe, ..] => return Some("utf-16le"),
        [0xfe, 0xff, ..] => return Some("utf-16be"),
        _ => {}
    }
    // Tab, line feed, form feed, return and escape may be in text; other control characters may not.
    let odd = head.iter().filter(|b| **b < 0x20 && !matches!(b, 9 | 10 | 12 | 13 | 27)).count();
    if head.contains(&0) || odd * 100 > head.len() {
        return None;
    }
    match std::str::from_utf8(head) {
        Ok(_) => return Some(declared(head).unwrap_or("utf-8")),
        // The end of the head cuts a character.
        Err(error) if !whole && error.error_len().is_none() => return Some(declared(head).unwrap_or("utf-8")),
        Err(_) => {}
    }
    Some(declared(head).unwrap_or("windows-1252"))
}

/// `<?xml … encoding="…"?>`, `<meta charset=…>`, `coding: …` within the first lines.
fn declared(head: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&str, &str); 12] = [
        ("euc-kr", "euc-kr"),
        ("ks_c_5601", "euc-kr"),
        ("cp949", "euc-kr"),
        ("shift_jis", "shift_jis"),
        ("euc-jp", "euc-jp"),
        ("gb2312", "gbk"),
        ("gb18030", "gb18030"),
        ("big5", "big5"),
        ("koi8-r", "koi8-r"),
        ("windows-1251", "windows-1251"),
        ("iso-8859-1", "windows-1252"),
        ("latin-1", "windows-1252"),
    ];
    let first = String::from_utf8_lossy(head.get(..1024).unwrap_or(head)).to_ascii_lowercase();
    let at = ["encoding=", "charset=", "coding:", "coding="].iter().find_map(|word| first.find(word))?;
    let said = first.get(at..)?.split_once([':', '='])?.1.trim_start_matches(['"', '\'', ' ']);
    KNOWN.iter().find(|(name, _)| said.starts_with(name)).map(|(_, label)| *label)
}

fn text(head: &[u8], charset: &'static str) -> Description {
    let described = |what, detail| Description { what, detail, charset: Some(charset) };
    let start = head.trim_ascii_start();
    if let Some(rest) = head.strip_prefix(b"#!") {
        let line = rest.split(|b| *b == b'\n').next().unwrap_or_default();
        return described("script", display(line.get(..120).unwrap_or(line).trim_ascii()));
    }
    if matches!(start.first(), Some(b'{' | b'[')) && is_json(start) {
        return described("json", String::new());
    }
    let lower = String::from_utf8_lossy(start.get(..1024).unwrap_or(start)).to_ascii_lowercase();
    let is_svg =
        lower.starts_with("<svg") || (lower.starts_with("<?xml") || lower.starts_with("<!")) && lower.contains("<svg");
    if is_svg {
        return described("svg", String::new());
    }
    if let Some(declaration) = lower.strip_prefix("<?xml") {
        let root = declaration.split('<').find(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()));
        let name = root.and_then(|part| part.split([' ', '>', '/', '\n']).next()).unwrap_or_default();
        return described("xml", display_text(name));
    }
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return described("html", String::new());
    }
    if lower.starts_with("-----begin ") {
        let label = lower.get(11..).and_then(|rest| rest.split_once("-----")).map_or("", |(label, _)| label);
        return described("pem", display_text(&label.to_ascii_uppercase()));
    }
    described("text", String::new())
}

/// The head is JSON, complete or cut at its end.
fn is_json(head: &[u8]) -> bool {
    match serde_json::from_slice::<serde::de::IgnoredAny>(head) {
        Ok(_) => true,
        Err(error) => error.is_eof(),
    }
}

/// "64-bit x86-64, executable". *Source:* the System V ABI, "ELF Header".
fn elf(head: &[u8]) -> String {
    let byte = |at: usize| head.get(at).copied().unwrap_or_default();
    let half = |at: usize| {
        let pair = [byte(at), byte(at + 1)];
        if byte(5) == 2 { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    };
    let bits = match byte(4) {
        1 => "32-bit",
        2 => "64-bit",
        _ => "",
    };
    let kind = match half(16) {
        1 => "object file",
        2 => "executable",
        3 => "shared object or position-independent executable",
        4 => "core dump",
        _ => "",
    };
    let machine = match half(18) {
        3 => "x86",
        8 => "MIPS",
        20 => "PowerPC",
        21 => "PowerPC 64",
        22 => "IBM Z",
        40 => "ARM",
        62 => "x86-64",
        183 => "ARM 64",
        243 => "RISC-V",
        258 => "LoongArch",
        _ => "",
    };
    let first: Vec<&str> = [bits, machine].into_iter().filter(|word| !word.is_empty()).collect();
    let parts = [first.join(" "), kind.to_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(bytes: &[u8]) -> (&'static str, String, Option<&'static str>) {
        let Description { what, detail, charset } = describe(bytes, true);
        (what, detail, charset)
    }

    #[test]
    fn bytes_are_named_by_what_they_are() {
        let mut elf = b"\x7fELF\x02\x01\x01".to_vec();
        elf.resize(16, 0);
        elf.extend([3, 0, 62, 0]);
        let words = "64-bit x86-64, shared object or position-independent executable";
        assert_eq!(what(&elf), ("elf", words.into(), None));
        assert_eq!(what(b""), ("empty", String::new(), None));
        assert_eq!(what(b"#!/bin/sh -e\necho\n"), ("script", "/bin/sh -e".into(), Some("utf-8")));
        assert_eq!(what(b" {\"a\": [1, 2]}\n").0, "json");
        assert_eq!(what(b"{ not json }\n").0, "text");
        assert_eq!(describe(b"{\"a\": [1, 2", false).what, "json");
        assert_eq!(what(b"<?xml version='1.0'?><svg xmlns='x'/>").0, "svg");
        assert_eq!(what(b"<?xml version='1.0'?>\n<project a='b'>").1, "project");
        assert_eq!(what(b"-----BEGIN PRIVATE KEY-----\nMII").1, "PRIVATE KEY");
        assert_eq!(what(b"RIFF\x10\0\0\0WEBPVP8 ").0, "webp");
        assert_eq!(what(b"\0\x01\x02binary").0, "binary");
        assert_eq!(what(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0]).0, "gzip");
    }

    #[test]
    fn text_is_read_by_mark_by_declaration_or_as_it_comes() {
        assert_eq!(what("caf\u{e9}".as_bytes()).2, Some("utf-8"));
        assert_eq!(what(b"caf\xe9").2, Some("windows-1252"));
        assert_eq!(what(b"\xff\xfeh\0i\0").2, Some("utf-16le"));
        assert_eq!(what(b"<?xml version=\"1.0\" encoding=\"EUC-KR\"?><a>\xb0\xa1</a>").2, Some("euc-kr"));
        assert_eq!(what(b"# -*- coding: latin-1 -*-\nx = '\xe9'").2, Some("windows-1252"));
        assert_eq!(what(b"\x1b[31mred\x1b[0m\n").2, Some("utf-8"));
        assert_eq!(describe("가".as_bytes().get(..2).unwrap(), false).charset, Some("utf-8"));
    }
}
