//! The values of fields: sizes, times, owners, permissions, layers, words.

use super::wrong::{Flaw, WrongKind};
use crate::framing::FileKind;
use crate::tree::Change;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

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
const REASONS: [&str; 8] = ["size", "mtime", "mode", "owner", "xattrs", "target", "device", "type"];

/// Any of several values.
pub fn list<T>(text: &str, read: impl Fn(&str) -> Result<T, Flaw>) -> Result<Vec<T>, Flaw> {
    text.split(',').map(read).collect()
}

fn one_of<T: Copy>(text: &str, words: &[(&str, T)], kind: WrongKind) -> Result<T, Flaw> {
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    found.ok_or_else(|| Flaw(kind, words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" ")))
}

/// What it is.
pub fn kind(text: &str) -> Result<FileKind, Flaw> {
    one_of(text, &KINDS, WrongKind::BadValue)
}

/// What the view's layer did.
pub fn change(text: &str) -> Result<Change, Flaw> {
    one_of(text, &CHANGES, WrongKind::BadValue)
}

/// Why it counts as changed.
pub fn reason(text: &str) -> Result<&'static str, Flaw> {
    one_of(text, &REASONS.map(|reason| (reason, reason)), WrongKind::BadValue)
}

/// Dead (true) or gone.
pub fn is(text: &str) -> Result<bool, Flaw> {
    one_of(text, &[("dead", true), ("gone", false)], WrongKind::BadValue)
}

/// Octal digits or a word.
pub fn mode(text: &str) -> Result<Bits, Flaw> {
    match u16::from_str_radix(text, 8) {
        Ok(mode) if mode <= 0o7777 && text.starts_with(|c: char| c.is_ascii_digit()) => Ok(Bits::Exact(mode)),
        _ => one_of(text, &MODES, WrongKind::BadMode),
    }
}

/// A user or group.
pub fn number(text: &str) -> Result<u32, Flaw> {
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or_else(|| Flaw(WrongKind::BadOwner, String::new()))
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
    Between::read(text, point).ok_or_else(|| Flaw(WrongKind::BadLayer, layers.to_string()))
}

/// Bytes, with a unit.
pub fn size(text: &str) -> Result<Between, Flaw> {
    Between::read(text, bytes).ok_or_else(|| Flaw(WrongKind::BadSize, String::new()))
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
    Between::read(text, moment).ok_or_else(|| Flaw(WrongKind::BadTime, String::new()))
}

fn moment(text: &str) -> Option<Between> {
    let (date, clock) = text.split_once(['T', 't']).map_or((text, None), |(date, clock)| (date, Some(clock)));
    let mut parts = date.split('-').map(digits);
    let year = i16::try_from(parts.next()?.filter(|_| date.len() >= 4)?).ok()?;
    let month = parts.next();
    let day = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let part = |part: Option<Option<u32>>| part.map_or(Some(1), |p| i8::try_from(p?).ok());
    let start = Date::new(year, part(month)?, part(day)?).ok()?;
    let mut length: Span = match (month, day) {
        (None, _) => 1.year(),
        (_, None) => 1.month(),
        _ => 1.day(),
    };
    let mut at = start.at(0, 0, 0, 0);
    if let Some(clock) = clock {
        day?;
        let mut parts = clock.trim_end_matches(['Z', 'z']).split(':').map(digits);
        let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next());
        let seconds = part(second.or(Some(Some(0))))?;
        at = start.to_datetime(Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, seconds, 0).ok()?);
        length = if second.is_some() { 1.second() } else { 1.minute() };
    }
    let second = |at: jiff::civil::DateTime| Some(TimeZone::UTC.to_timestamp(at).ok()?.as_second());
    Some(Between { from: second(at)?, to: second(at.checked_add(length).ok()?)? - 1 })
}

fn digits(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))
}
