//! PAX extended headers: length-prefixed records, values of any bytes.

use super::decimal::decimal;
use super::sparse::SparseRecords;
use crate::problem::{Kind, Problem, Result};
use crate::sorting::sort_by;
use crate::text::parse_base64;

/// The records of one `x` header, which describe the next entry. Unknown keys are ignored, as by engines.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Pax {
    /// `path`, or `GNU.sparse.name`, which wins.
    pub path: Option<Vec<u8>>,
    /// `linkpath`.
    pub link: Option<Vec<u8>>,
    /// `size`: bytes of data in the tar.
    pub size: Option<u64>,
    /// `uid`.
    pub uid: Option<u64>,
    /// `gid`.
    pub gid: Option<u64>,
    /// `mtime`: seconds and nanoseconds.
    pub mtime: Option<(i64, u32)>,
    /// `SCHILY.xattr.*`.
    pub xattrs: Vec<(Vec<u8>, Vec<u8>)>,
    /// `GNU.sparse.*`.
    pub(super) sparse: SparseRecords,
    /// `LIBARCHIVE.xattr.*`; a `SCHILY` record of the same name wins.
    libarchive: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Pax {
    /// Adds the records of one header's data. An empty value counts as absent, as in Go. *Source:* pax(1) "extended header"; GNU tar
    /// "Sparse Formats"; libarchive's "pax-specific extensions".
    ///
    /// *Errors:* `CorruptTar` at the byte of the bad record, from the start of `data`.
    pub fn parse(&mut self, data: &[u8]) -> Result<()> {
        let mut at = 0;
        while let Some(rest) = data.get(at..).filter(|r| r.first().is_some_and(|b| *b != 0)) {
            let (len, key, value) = record(rest).ok_or_else(|| bad(at, "a PAX record has the wrong form"))?;
            self.take(key, value).ok_or_else(|| bad(at, "a PAX record has an impossible number"))?;
            at += len;
        }
        if let Some(name) = self.sparse.name.take() {
            self.path = Some(name).filter(|name| !name.is_empty());
        }
        Ok(())
    }

    /// Extended attributes by name, each name once: `SCHILY` wins over `LIBARCHIVE`, a later record over an earlier one.
    pub fn take_xattrs(&mut self) -> Vec<(Vec<u8>, Vec<u8>)> {
        let mut all = std::mem::take(&mut self.libarchive);
        all.append(&mut self.xattrs);
        all.reverse();
        sort_by(&mut all, |a, b| a.0.cmp(&b.0)); // stable: of equal names the last record comes first
        all.dedup_by(|a, b| a.0 == b.0);
        all
    }

    /// Takes one record; `None` = a size in it is not a number.
    fn take(&mut self, key: &[u8], value: &[u8]) -> Option<()> {
        let text = || Some(value.to_vec()).filter(|v| !v.is_empty());
        match key {
            b"path" => self.path = text(),
            b"linkpath" => self.link = text(),
            b"size" if !value.is_empty() => self.size = Some(decimal(value)?),
            b"uid" => self.uid = decimal(value),
            b"gid" => self.gid = decimal(value),
            b"mtime" => self.mtime = seconds(value),
            _ => {
                if let Some(key) = key.strip_prefix(b"GNU.sparse.") {
                    self.sparse.take(key, value)?;
                } else if let Some(name) = key.strip_prefix(b"SCHILY.xattr.") {
                    self.xattrs.push((name.to_vec(), value.to_vec()));
                } else if let Some(name) = key.strip_prefix(b"LIBARCHIVE.xattr.") {
                    self.libarchive.extend(parse_base64(value).map(|value| (url_decoded(name), value)));
                }
            }
        }
        Some(())
    }
}

fn bad(at: usize, why: &str) -> Box<Problem> {
    Box::new(Problem::new(Kind::CorruptTar).at(at as u64).detail(why))
}

/// "27 path=some/name\n": its length, key and value.
fn record(data: &[u8]) -> Option<(usize, &[u8], &[u8])> {
    let digits = data.iter().take(20).position(|b| *b == b' ')?;
    let len = usize::try_from(decimal(data.get(..digits)?)?).ok()?;
    let record = data.get(digits + 1..len)?.strip_suffix(b"\n")?;
    let equals = record.iter().position(|b| *b == b'=')?;
    Some((len, record.get(..equals)?, record.get(equals + 1..)?))
}

/// `%41` → `A`; other text stays.
fn url_decoded(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| *first == b'%').and_then(|h| std::str::from_utf8(h).ok());
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                out.push(*first);
                rest = after;
            }
        }
    }
    out
}

/// "1700000000.25", "-1.5": whole seconds, rounded down as file systems do, and the nanoseconds after them.
fn seconds(text: &[u8]) -> Option<(i64, u32)> {
    let text = std::str::from_utf8(text).ok()?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let secs: i64 = whole.parse().ok()?;
    let digits: String = fraction.chars().take(9).collect();
    let nanos: u32 = format!("{digits:0<9}").parse().ok()?;
    if text.starts_with('-') && nanos > 0 {
        return Some((secs.checked_sub(1)?, 1_000_000_000 - nanos));
    }
    Some((secs, nanos))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(key: &str, value: &[u8]) -> Vec<u8> {
        let body = key.len() + value.len() + 3;
        let len = (body..).find(|len| len - len.to_string().len() == body).unwrap();
        [len.to_string().as_bytes(), b" ", key.as_bytes(), b"=", value, b"\n"].concat()
    }

    #[test]
    fn values_may_hold_newlines_and_any_bytes() {
        let data = [
            record("path", b"types/two\nlines"),
            record("SCHILY.xattr.security.capability", b"\x01\n\x00\xff\n"),
            record("mtime", b"1700000000.123456789"),
            record("comment", b"passed over"),
        ];
        let mut pax = Pax::default();
        pax.parse(&data.concat()).unwrap();
        assert_eq!(pax.path.as_deref(), Some(&b"types/two\nlines"[..]));
        assert_eq!(pax.xattrs, [(b"security.capability".to_vec(), b"\x01\n\x00\xff\n".to_vec())]);
        assert_eq!(pax.mtime, Some((1_700_000_000, 123_456_789)));
    }

    #[test]
    fn attributes_of_libarchive_are_read_and_schily_wins() {
        let data = [
            record("LIBARCHIVE.xattr.user.caf%c3%a9", b"AAH/"),
            record("SCHILY.xattr.user.both", b"schily"),
            record("LIBARCHIVE.xattr.user.both", b"bGliYXJjaGl2ZQ=="),
            record("LIBARCHIVE.xattr.user.bad", b"!"),
        ];
        let mut pax = Pax::default();
        pax.parse(&data.concat()).unwrap();
        let both = (b"user.both".to_vec(), b"schily".to_vec());
        assert_eq!(pax.take_xattrs(), [both, ("user.café".into(), b"\x00\x01\xff".to_vec())]);
    }

    #[test]
    fn a_size_that_is_no_number_is_an_error_and_an_empty_value_is_absent() {
        for bad in [&b"-1"[..], b"99999999999999999999999", b"0x10"] {
            assert_eq!(Pax::default().parse(&record("size", bad)).unwrap_err().kind, Kind::CorruptTar);
        }
        let mut pax = Pax::default();
        pax.parse(&[record("path", b""), record("size", b"")].concat()).unwrap();
        assert_eq!((pax.path, pax.size), (None, None));
    }

    #[test]
    fn times_before_1970_are_floored() {
        assert_eq!(seconds(b"-1.5"), Some((-2, 500_000_000)));
        assert_eq!(seconds(b"-3"), Some((-3, 0)));
        assert_eq!(seconds(b"7.25"), Some((7, 250_000_000)));
    }

    #[test]
    fn a_record_of_the_wrong_length_is_an_error_with_its_byte() {
        let mut pax = Pax::default();
        let bad = pax.parse(b"12 size=123\n999 path=x\n").unwrap_err();
        assert_eq!((bad.kind, bad.byte), (Kind::CorruptTar, Some(12)));
    }
}
