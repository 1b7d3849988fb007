//! Times of a record, all relative to the build's start.

use super::proto::Timestamp;
use crate::sorting::sort;

/// Nanoseconds since 1970.
pub type Nanos = i128;

/// `None` = out of what a date can say (the years −9999 to 9999).
pub fn nanos(stamp: &Timestamp) -> Option<Nanos> {
    nanos_of(stamp.seconds, stamp.nanos)
}

/// The same from its two numbers.
pub fn nanos_of(seconds: i64, nanos: i32) -> Option<Nanos> {
    let fits = jiff::Timestamp::new(seconds, nanos).is_ok() && (0..1_000_000_000).contains(&nanos);
    fits.then(|| Nanos::from(seconds) * 1_000_000_000 + Nanos::from(nanos))
}

/// Microseconds from the start; all dates fit.
pub fn since(start: Nanos, time: Nanos) -> i64 {
    i64::try_from((time - start).div_euclid(1000)).unwrap_or_default()
}

/// RFC 3339, UTC.
pub fn text(time: Nanos) -> Option<String> {
    jiff::Timestamp::from_nanosecond(time).ok().map(|time| time.to_string())
}

/// The time that intervals cover together.
pub fn covered(mut intervals: Vec<(Nanos, Nanos)>) -> Nanos {
    sort(&mut intervals);
    let (mut sum, mut until) = (0, Nanos::MIN);
    for (start, end) in intervals {
        sum += (end - start.max(until)).max(0);
        until = until.max(end);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_and_reversed_intervals_count_once() {
        assert_eq!(covered(vec![(10, 20), (0, 5), (15, 30), (12, 13)]), 25);
        assert_eq!(covered(vec![(20, 10), (0, 1)]), 1);
        assert_eq!(covered(Vec::new()), 0);
    }

    #[test]
    fn dates_out_of_range_are_no_times() {
        assert_eq!(nanos_of(i64::MAX, 0), None);
        assert_eq!(nanos_of(0, -1), None);
        assert_eq!(nanos_of(1, 5), Some(1_000_000_005));
        assert_eq!(text(1_000_000_005).as_deref(), Some("1970-01-01T00:00:01.000000005Z"));
    }
}
