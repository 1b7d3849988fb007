//! Times as commands take and print them, in UTC.

use crate::container::Time;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

fn civil(time: Time) -> DateTime {
    Offset::UTC.to_datetime(Timestamp::from_second(time.seconds).unwrap_or(Timestamp::UNIX_EPOCH))
}

/// `2001-02-03 04:05[:06]`, `2001-02-03`, `04:05[:06]` of today, `@981173106`, `[[[CC]YY]MM]DDhhmm[.ss]`. `None` = no date.
pub(super) fn parse(text: &[u8], now: Time) -> Option<Time> {
    let text = std::str::from_utf8(text).ok()?.trim();
    if let Some(seconds) = text.strip_prefix('@') {
        return Some(Time { seconds: seconds.parse().ok()?, nanos: 0 });
    }
    let today = civil(now);
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<i16>().ok()).flatten();
    let small = |text: &str| i8::try_from(number(text)?).ok();
    let clock = |text: &str| {
        let parts: Option<Vec<i8>> = text.split(':').map(small).collect();
        match parts?.as_slice() {
            [hour, minute] => Some((*hour, *minute, 0)),
            [hour, minute, second] => Some((*hour, *minute, *second)),
            _ => None,
        }
    };
    let (year, month, day, (hour, minute, second)) = if text.contains('-') {
        let text = text.trim_end_matches('Z');
        let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00"));
        let parts: Vec<&str> = date.split('-').collect();
        let [year, month, day] = parts.as_slice() else { return None };
        (number(year)?, small(month)?, small(day)?, clock(time)?)
    } else if text.contains(':') {
        (today.year(), today.month(), today.day(), clock(text)?)
    } else {
        let (digits, second) = text.split_once('.').unwrap_or((text, "0"));
        let pair = |from_end: usize| {
            let at = digits.len().checked_sub(from_end)?;
            small(digits.get(at..at + 2)?)
        };
        let year = match digits.len() {
            8 => today.year(),
            10 => {
                let year = i16::from(pair(10)?);
                if year < 69 { 2000 + year } else { 1900 + year }
            }
            12 => number(digits.get(..4)?)?,
            _ => return None,
        };
        (year, pair(8)?, pair(6)?, (pair(4)?, pair(2)?, small(second)?))
    };
    let when = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    Some(Time { seconds: Offset::UTC.to_timestamp(when).ok()?.as_second(), nanos: 0 })
}

/// `2001-02-03 04:05:06.000000000 +0000`.
pub(super) fn full(time: Time) -> String {
    let t = civil(time);
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:09} +0000",
        t.year(),
        t.month(),
        t.day(),
        t.hour(),
        t.minute(),
        t.second(),
        time.nanos
    )
}

/// The time as `ls -l` prints it: `Nov 24 03:58`; `Feb  3  2001` when it is half a year ago or in the future.
pub(super) fn short(time: Time, now: Time) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let t = civil(time);
    let month = MONTHS.get(usize::from(t.month().unsigned_abs()).saturating_sub(1)).copied().unwrap_or("");
    let age = now.seconds.saturating_sub(time.seconds);
    if age < 3600 * 24 * 365 / 2 && age > -15 * 60 {
        format!("{month} {:>2} {:02}:{:02}", t.day(), t.hour(), t.minute())
    } else {
        format!("{month} {:>2}  {}", t.day(), t.year())
    }
}
