//! PAX extended headers: length-prefixed records, values of any bytes.

use crate::error::{Kind, Problem, Result};

/// What the records of one `x` header say about the next entry. Unknown keys are passed over, as engines do.
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
    /// `GNU.sparse.realsize` (1.0) or `GNU.sparse.size` (0.0, 0.1): bytes when unpacked.
    pub sparse_size: Option<u64>,
    /// Any `GNU.sparse.*` record.
    pub sparse: bool,
    sparse_name: bool,
}

impl Pax {
    /// Adds the records of one header's data. *Source:* pax(1) "extended header"; GNU tar "Sparse Formats".
    ///
    /// *Errors:* `CorruptTar`, with the byte of the bad record counted from the start of `data`.
    pub fn parse(&mut self, data: &[u8]) -> Result<()> {
        let mut at = 0;
        while let Some(rest) = data.get(at..).filter(|r| !r.is_empty() && r[0] != 0) {
            let bad =
                || Box::new(Problem::new(Kind::CorruptTar).at(at as u64).detail("a PAX record has the wrong form"));
            let digits = rest.iter().take(20).position(|b| *b == b' ').ok_or_else(bad)?;
            let len = decimal(&rest[..digits]).and_then(|n| usize::try_from(n).ok()).ok_or_else(bad)?;
            let record = rest.get(digits + 1..len).and_then(|r| r.strip_suffix(b"\n")).ok_or_else(bad)?;
            let equals = record.iter().position(|b| *b == b'=').ok_or_else(bad)?;
            self.take(&record[..equals], &record[equals + 1..]);
            at += len;
        }
        Ok(())
    }

    fn take(&mut self, key: &[u8], value: &[u8]) {
        match key {
            b"path" if self.sparse_name => {}
            b"path" => self.path = Some(value.to_vec()),
            b"GNU.sparse.name" => {
                self.sparse_name = true;
                self.path = Some(value.to_vec());
            }
            b"linkpath" => self.link = Some(value.to_vec()),
            b"size" => self.size = decimal(value),
            b"uid" => self.uid = decimal(value),
            b"gid" => self.gid = decimal(value),
            b"mtime" => self.mtime = seconds(value),
            b"GNU.sparse.realsize" | b"GNU.sparse.size" => {
                self.sparse = true;
                self.sparse_size = decimal(value);
            }
            _ => {
                self.sparse |= key.starts_with(b"GNU.sparse.");
                if let Some(name) = key.strip_prefix(b"SCHILY.xattr.") {
                    self.xattrs.push((name.to_vec(), value.to_vec()));
                }
            }
        }
    }
}

fn decimal(text: &[u8]) -> Option<u64> {
    std::str::from_utf8(text).ok()?.trim().parse().ok()
}

/// "1700000000.25", "-1.5": seconds and the nanoseconds after them, floored as file systems do.
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
