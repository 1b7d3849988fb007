//! The values of fields: sizes, times, owners, permissions, layers, words.

use super::error::{Flaw, QueryErrorKind};
use crate::tar_format::FileKind;
use crate::tree::Change;

/// From … to, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    /// The least.
    pub from: i64,
    /// The most.
    pub to: i64,
}

impl Between {
    /// Is it in there?
    pub fn holds(self, value: i64) -> bool {
        (self.from..=self.to).contains(&value)
    }

    /// `>x`, `>=x`, `<x`, `<=x`, `x..y`, `x..`, `..y`, `x`; `point` reads an x, which may be as long as a year is.
    fn read(text: &str, point: impl Fn(&str) -> Option<Self>) -> Option<Self> {
        let all = Self { from: i64::MIN, to: i64::MAX };
        if let Some((from, to)) = text.split_once("..") {
            let (from, to) = match (from, to) {
                ("", "") => return None,
                ("", to) => (all, point(to)?),
                (from, "") => (point(from)?, all),
                (from, to) => (point(from)?, point(to)?),
            };
            return Some(Self { from: from.from, to: to.to });
        }
        if let Some(rest) = text.strip_prefix(">=") {
            return Some(Self { from: point(rest)?.from, ..all });
        }
        if let Some(rest) = text.strip_prefix("<=") {
            return Some(Self { to: point(rest)?.to, ..all });
        }
        if let Some(rest) = text.strip_prefix('>') {
            return Some(Self { from: point(rest)?.to.saturating_add(1), ..all });
        }
        if let Some(rest) = text.strip_prefix('<') {
            return Some(Self { to: point(rest)?.from.saturating_sub(1), ..all });
        }
        point(text)
    }
}

/// Permissions that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bits {
    /// Exactly these.
    Exact(u16),
    /// One of these at least. A symbolic link's say nothing, and are left out.
    Any(u16),
    /// May be executed: of files, for a directory's bit means another thing.
    Executable,
}

const KINDS: [(&str, FileKind); 8] = [
    ("file", FileKind::File),
    ("dir", FileKind::Dir),
    ("symlink", FileKind::Symlink),
    ("hardlink", FileKind::Hardlink),
    ("char", FileKind::Char),
    ("block", FileKind::Block),
    ("fifo", FileKind::Fifo),
    ("other", FileKind::Other),
];
const MODES: [(&str, Bits); 5] = [
    ("setuid", Bits::Any(0o4000)),
    ("setgid", Bits::Any(0o2000)),
    ("sticky", Bits::Any(0o1000)),
    ("world-writable", Bits::Any(0o002)),
    ("executable", Bits::Executable),
];
const CHANGES: [(&str, Change); 7] = [
    ("added", Change::Added),
    ("content", Change::Content),
    ("attributes", Change::Attributes),
    ("removed", Change::Removed),
    ("replaced", Change::Replaced),
    ("hidden", Change::Hidden),
    ("unchanged", Change::Unchanged),
];
/// As `tree::Reasons` names them.
const REASONS: [&str; 9] = ["content", "size", "mtime", "mode", "owner", "xattrs", "target", "device", "type"];

/// Any of several values.
pub fn list<T>(text: &str, read: impl Fn(&str) -> Result<T, Flaw>) -> Result<Vec<T>, Flaw> {
    text.split(',').map(read).collect()
}

fn one_of<T: Copy>(text: &str, words: &[(&str, T)], kind: QueryErrorKind) -> Result<T, Flaw> {
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    found.ok_or_else(|| Flaw(kind, words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" ")))
}

/// The type of a path.
pub fn kind(text: &str) -> Result<FileKind, Flaw> {
    one_of(text, &KINDS, QueryErrorKind::BadValue)
}

/// The change that the view's layer made.
pub fn change(text: &str) -> Result<Change, Flaw> {
    one_of(text, &CHANGES, QueryErrorKind::BadValue)
}

/// Why it counts as changed.
pub fn reason(text: &str) -> Result<&'static str, Flaw> {
    one_of(text, &REASONS.map(|reason| (reason, reason)), QueryErrorKind::BadValue)
}

/// Dead (true) or gone.
pub fn is(text: &str) -> Result<bool, Flaw> {
    one_of(text, &[("dead", true), ("gone", false)], QueryErrorKind::BadValue)
}

/// Octal digits or a word.
pub fn mode(text: &str) -> Result<Bits, Flaw> {
    match u16::from_str_radix(text, 8) {
        Ok(mode) if mode <= 0o7777 && text.starts_with(|c: char| c.is_ascii_digit()) => Ok(Bits::Exact(mode)),
        _ => one_of(text, &MODES, QueryErrorKind::BadMode),
    }
}

/// A user or group.
pub fn number(text: &str) -> Result<u32, Flaw> {
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or_else(|| Flaw(QueryErrorKind::BadOwner, String::new()))
}

/// A user, perhaps with a group.
pub fn owner(text: &str) -> Result<(u32, Option<u32>), Flaw> {
    match text.split_once(':') {
        Some((user, group)) => Ok((number(user)?, Some(number(group)?))),
        None => Ok((number(text)?, None)),
    }
}

/// Layers, counted from 1.
pub fn layer(text: &str, layers: usize) -> Result<Between, Flaw> {
    let point = |text: &str| {
        let layer = text.parse::<u16>().ok().filter(|n| *n > 0 && usize::from(*n) <= layers).map(i64::from)?;
        Some(Between { from: layer, to: layer })
    };
    Between::read(text, point).ok_or_else(|| Flaw(QueryErrorKind::BadLayer, layers.to_string()))
}

/// Bytes, with a unit.
pub fn size(text: &str) -> Result<Between, Flaw> {
    Between::read(text, bytes).ok_or_else(|| Flaw(QueryErrorKind::BadSize, String::new()))
}

/// "1.5M", "10 MiB" → bytes.
fn bytes(text: &str) -> Option<Between> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(digits)?;
    let number: f64 = number.parse().ok()?;
    let unit = unit.trim().to_ascii_lowercase();
    let unit = unit.strip_suffix('b').unwrap_or(&unit);
    let (prefix, base) = match unit.strip_suffix('i') {
        Some(prefix) if !prefix.is_empty() => (prefix, 1024.0_f64),
        _ => (unit, 1000.0),
    };
    let power = ["", "k", "m", "g", "t", "p"].iter().position(|p| *p == prefix)?;
    let value = (number * base.powi(power as i32)).round();
    // Beyond i64 the conversion stops at its end, which no file reaches.
    Some(Between { from: value as i64, to: value as i64 })
}

/// A time, as long as it was written: a year, a month, a day, a minute, a second. UTC.
pub fn time(text: &str) -> Result<Between, Flaw> {
    Between::read(text, moment).ok_or_else(|| Flaw(QueryErrorKind::BadTime, String::new()))
}

fn moment(text: &str) -> Option<Between> {
    let (date, clock) = text.split_once(['T', 't']).map_or((text, None), |(date, clock)| (date, Some(clock)));
    let (date, clock) = (numbers(date, '-')?, clock.map(|c| numbers(c.trim_end_matches(['Z', 'z']), ':')));
    let is_year = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()) == 4;
    let (from, to) = match (date.as_slice(), clock) {
        (&[year], None) => (days(year, 1, 1)?, days(year + 1, 1, 1)?),
        (&[year, 12], None) => (days(year, 12, 1)?, days(year + 1, 1, 1)?),
        (&[year, month], None) => (days(year, month, 1)?, days(year, month + 1, 1)?),
        (&[year, month, day], None) => (days(year, month, day)?, days(year, month, day)? + 1),
        (&[year, month, day], Some(clock)) => {
            let (seconds, length) = match *clock?.as_slice() {
                [hour @ ..24, minute @ ..60] => (hour * 3600 + minute * 60, 60),
                [hour @ ..24, minute @ ..60, second @ ..60] => (hour * 3600 + minute * 60 + second, 1),
                _ => return None,
            };
            let at = days(year, month, day)? * DAY + seconds;
            return is_year.then_some(Between { from: at, to: at + length - 1 });
        }
        _ => return None,
    };
    is_year.then_some(Between { from: from * DAY, to: to * DAY - 1 })
}

const DAY: i64 = 86_400;

/// Days from 1970-01-01 to a date; `None` = there is no such day.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let at = usize::try_from(month - 1).ok()?;
    let length = *lengths.get(at)?;
    let before: i64 = lengths.iter().take(at).sum();
    let past = year - 1;
    let leaps = past / 4 - past / 100 + past / 400;
    // 719,162 days lie before 1970.
    (1..=length).contains(&day).then_some(past * 365 + leaps + before + day - 1 - 719_162)
}

/// "2024-01-31" → its numbers.
fn numbers(text: &str, between: char) -> Option<Vec<i64>> {
    text.split(between).map(|part| digits(part).map(i64::from)).collect()
}

fn digits(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))
}
