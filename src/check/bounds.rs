//! The bounds of rules as people write them: sizes and shares.

use crate::messages::{CHECK, Language};

/// Units of a size, in lower case. *Source:* go-humanize bytes.go, which dive reads sizes with.
const UNITS: [(&str, u64); 20] = [
    ("", 1),
    ("b", 1),
    ("k", 1000),
    ("kb", 1000),
    ("ki", 1 << 10),
    ("kib", 1 << 10),
    ("m", 1_000_000),
    ("mb", 1_000_000),
    ("mi", 1 << 20),
    ("mib", 1 << 20),
    ("g", 1_000_000_000),
    ("gb", 1_000_000_000),
    ("gi", 1 << 30),
    ("gib", 1 << 30),
    ("t", 1_000_000_000_000),
    ("tb", 1_000_000_000_000),
    ("ti", 1 << 40),
    ("tib", 1 << 40),
    ("pb", 1_000_000_000_000_000),
    ("pib", 1 << 50),
];

/// A number of digits with at most one point.
fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && text.bytes().any(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

/// A size in bytes: "52428800", "50MB", "1.5 GiB", "1,000 kB"; capitals or not. *Errors:* a sentence that names the text.
pub fn parse_size(text: &str, language: Language) -> Result<u64, String> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let unit = unit.trim().to_lowercase();
    let bytes = number(&digits.replace(',', "")).zip(UNITS.iter().find(|(name, _)| *name == unit));
    let bytes = bytes.map(|(number, (_, unit))| number * *unit as f64).filter(|bytes| *bytes < u64::MAX as f64);
    bytes.map(|bytes| bytes as u64).ok_or_else(|| wrong("wrong.size", text, language))
}

/// A share from 0 to 1: "0.1" or "10%". *Errors:* a sentence that names the text.
pub fn parse_share(text: &str, language: Language) -> Result<f64, String> {
    let share = match text.strip_suffix('%') {
        Some(percent) => number(percent.trim_end()).map(|percent| percent / 100.0),
        None => number(text),
    };
    let share = share.filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| wrong("wrong.share", text, language))
}

fn wrong(key: &str, text: &str, language: Language) -> String {
    CHECK.text(language, key, &[("text", &format!("{text:?}"))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_dive_reads_them() {
        for (text, bytes) in [
            ("0", 0),
            ("52428800", 52_428_800),
            ("20MB", 20_000_000),
            ("19Mb", 19_000_000),
            ("20 mb", 20_000_000),
            ("50MiB", 50 << 20),
            ("1.5GiB", 3 << 29),
            ("1,000 KiB", 1_024_000),
            ("7kB", 7000),
            ("7k", 7000),
            (".5 TB", 500_000_000_000),
        ] {
            assert_eq!(parse_size(text, Language::English), Ok(bytes), "{text}");
        }
        for text in ["", "MB", "20 XB", "-1", "1e3", "1.2.3MB", "20000 PB", "0x10", "disabled", "10%", "."] {
            assert!(parse_size(text, Language::English).is_err(), "{text}");
        }
    }

    #[test]
    fn shares_are_ratios_or_percentages() {
        for (text, share) in [("0", 0.0), ("1", 1.0), ("0.1", 0.1), (".25", 0.25), ("10%", 0.1), ("12.5 %", 0.125)] {
            assert_eq!(parse_share(text, Language::English), Ok(share), "{text}");
        }
        for text in ["", "%", "1.1", "101%", "-0.1", "-5%", "10MB", "NaN", "inf", "1e-1"] {
            assert!(parse_share(text, Language::English).is_err(), "{text}");
        }
    }
}
