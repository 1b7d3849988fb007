//! The output of a step: pieces as they came, and the lines that they make.

use super::time::{Nanos, since};
use crate::limits::BUILD_LOG_SHOWN;
use crate::text::display_text;
use serde::Serialize;

/// Output of a step. *Shape:* `pieces` start in `bytes` in their order.
#[derive(Debug, Clone, Default)]
pub struct Log {
    bytes: Vec<u8>,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    at: Option<Nanos>,
    error: bool,
    from: usize,
}

/// Output of a step, some lines of one stream that came together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct LogLine {
    /// When, in microseconds from the step's start.
    pub at: Option<i64>,
    /// It went to standard error.
    pub error: bool,
    /// Without the colours of a terminal.
    pub text: String,
}

impl Log {
    /// Adds a piece. `error` = it went to standard error.
    pub fn push(&mut self, at: Option<Nanos>, error: bool, bytes: &[u8]) {
        let ended = self.bytes.last().is_none_or(|b| *b == b'\n');
        if ended || self.pieces.last().is_none_or(|piece| piece.error != error) {
            self.pieces.push(Piece { at, error, from: self.bytes.len() });
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// Bytes of all.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The last `BUILD_LOG_SHOWN` bytes. `start` = when the step started.
    pub fn lines(&self, start: Option<Nanos>) -> Vec<LogLine> {
        let ends = self.pieces.iter().skip(1).map(|p| p.from).chain([self.bytes.len()]);
        let first = self.bytes.len().saturating_sub(BUILD_LOG_SHOWN);
        let pieces = self.pieces.iter().zip(ends).filter(|(_, end)| *end > first);
        let line = |(piece, end): (&Piece, usize)| LogLine {
            at: piece.at.zip(start).map(|(at, start)| since(start, at)),
            error: piece.error,
            text: plain(self.bytes.get(piece.from.max(first)..end).unwrap_or_default()),
        };
        pieces.map(line).collect()
    }
}

/// Text without a terminal's control sequences (`ESC [ … letter`), its carriage returns as ends of lines, its last end of line left out.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\r', "\n");
    let mut parts = text.split("\u{1b}[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let parameters = part.trim_start_matches(|c: char| ('\u{20}'..='\u{3f}').contains(&c));
        let after = parameters.strip_prefix(|c: char| ('@'..='~').contains(&c));
        match after {
            Some(after) => out.push_str(after),
            None => out.extend(["\u{1b}[", part]),
        }
    }
    display_text(out.strip_suffix('\n').unwrap_or(&out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_a_line_join_and_streams_stay_apart() {
        let mut log = Log::default();
        log.push(Some(2_000), false, b"one ");
        log.push(Some(3_000), false, b"line\n");
        log.push(Some(4_000), true, b"\x1b[31mred\x1b[0m\r\nnext");
        log.push(None, false, b"out\xff");
        let lines = log.lines(Some(1_000));
        let line = |at, error, text: &str| LogLine { at, error, text: text.to_owned() };
        assert_eq!(
            lines,
            [line(Some(1), false, "one line"), line(Some(3), true, "red\nnext"), line(None, false, "out\u{fffd}")]
        );
    }

    #[test]
    fn of_a_long_output_its_end_is_shown() {
        let mut log = Log::default();
        log.push(None, false, &vec![b'a'; 2 * BUILD_LOG_SHOWN]);
        log.push(None, true, b"end");
        let lines = log.lines(None);
        assert_eq!(lines.iter().map(|l| l.text.len()).sum::<usize>(), BUILD_LOG_SHOWN);
        assert_eq!(log.len(), 2 * BUILD_LOG_SHOWN + 3);
    }
}
