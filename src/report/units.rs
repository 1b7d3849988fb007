//! Sizes, durations and times in the words of Docker's command line.

use jiff::Timestamp;

/// A size as docker history writes it: three significant digits, base 1000 ("0B", "5.21kB", "2.01MB").
///
/// *Source:* docker/go-units `HumanSizeWithPrecision(size, 3)`, which is Go's `%.3g` and a unit.
pub fn human_size(bytes: u64) -> String {
    let mut size = bytes as f64;
    let mut unit = "B";
    for larger in ["kB", "MB", "GB", "TB", "PB", "EB"] {
        if size < 1000.0 {
            break;
        }
        size /= 1000.0;
        unit = larger;
    }
    format!("{}{unit}", go_g3(size))
}

/// Go's `%.3g` for 0 ≤ n < 1000: three significant digits of the exact binary value, no trailing zeros. Rounding may reach
/// 1000, which Go then writes as `1e+03`.
fn go_g3(n: f64) -> String {
    let scientific = format!("{n:.2e}");
    let exponent: usize = scientific.rsplit('e').next().and_then(|e| e.parse().ok()).unwrap_or(0);
    if exponent > 2 {
        return "1e+03".into();
    }
    let text = format!("{n:.*}", 2 - exponent);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// How long ago, in docker's words, without the "ago". Negative durations are less than a second.
///
/// *Source:* docker/go-units `HumanDuration`.
pub fn human_duration(seconds: i64) -> String {
    let minutes = seconds / 60;
    // int(d.Hours() + 0.5): half an hour rounds up.
    let hours = (seconds + 1800) / 3600;
    match seconds {
        ..1 => "Less than a second".into(),
        1 => "1 second".into(),
        2..60 => format!("{seconds} seconds"),
        _ if minutes == 1 => "About a minute".into(),
        _ if minutes < 60 => format!("{minutes} minutes"),
        _ if hours == 1 => "About an hour".into(),
        _ if hours < 48 => format!("{hours} hours"),
        _ if hours < 24 * 7 * 2 => format!("{} days", hours / 24),
        _ if hours < 24 * 30 * 2 => format!("{} weeks", hours / 24 / 7),
        _ if hours < 24 * 365 * 2 => format!("{} months", hours / 24 / 30),
        _ => format!("{} years", seconds / 3600 / 24 / 365),
    }
}

/// "2026-11-24 03:58:56", UTC; beyond year 9999 the bare seconds, as tar writes them.
pub fn utc_time(seconds: i64) -> String {
    match Timestamp::from_second(seconds) {
        Ok(time) => time.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        Err(_) => seconds.to_string(),
    }
}

/// An RFC 3339 time as whole seconds since 1970; `None` for any other text.
pub fn parse_time(text: &str) -> Option<i64> {
    let time: Timestamp = text.parse().ok()?;
    Some(time.as_second() - i64::from(time.subsec_nanosecond() < 0))
}

/// "2024-05-01T10:00:00.123456789Z": as many digits as it takes, as Go writes it.
pub fn rfc3339_nano(seconds: i64, nanos: u32) -> String {
    Timestamp::new(seconds, i32::try_from(nanos).unwrap_or(0)).unwrap_or_default().to_string()
}

/// Seconds as Go's RFC 3339 in UTC: "2026-11-24T03:58:55Z".
pub fn rfc3339(seconds: i64) -> String {
    Timestamp::from_second(seconds).map(|t| t.to_string()).unwrap_or_else(|_| "0001-01-01T00:00:00Z".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_as_docker_rounds_them() {
        for (bytes, wanted) in [
            (0, "0B"),
            (5, "5B"),
            (999, "999B"),
            (1000, "1kB"),
            (40_000, "40kB"),
            (113_999, "114kB"),
            (2_012_438, "2.01MB"),
            (9_995, "9.99kB"),
            (9_996, "10kB"),
            (999_499, "999kB"),
            (999_500, "1e+03kB"),
            (8_940_000_000, "8.94GB"),
            (12_345, "12.3kB"),
        ] {
            assert_eq!(human_size(bytes), wanted, "{bytes}");
        }
    }

    #[test]
    fn ages_as_docker_prints_them() {
        for (seconds, wanted) in [
            (-5, "Less than a second"),
            (0, "Less than a second"),
            (1, "1 second"),
            (59, "59 seconds"),
            (60, "About a minute"),
            (119, "About a minute"),
            (120, "2 minutes"),
            (3599, "59 minutes"),
            (3600, "About an hour"),
            (5399, "About an hour"),
            (5400, "2 hours"),
            (47 * 3600, "47 hours"),
            (48 * 3600, "2 days"),
            (13 * 86400, "13 days"),
            (14 * 86400, "2 weeks"),
            (60 * 86400, "2 months"),
            (729 * 86400, "24 months"),
            (730 * 86400, "2 years"),
        ] {
            assert_eq!(human_duration(seconds), wanted, "{seconds}");
        }
    }
}
