//! Standard output: text, JSON, and documents that are written as they are made.

use layerscope::problem::{Kind, Problem, Result};
use layerscope::report::safe_json_pretty;
use serde::Serialize;
use std::io::{self, BufWriter, StdoutLock, Write};

/// Standard output, buffered.
pub fn out() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Prints a text. A reader that has seen enough (head, less) is no error.
pub fn print(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

/// Prints a value as JSON. *Errors:* `Internal`.
pub fn print_json<T: Serialize>(value: &T) -> Result<()> {
    let text = safe_json_pretty(value).map_err(|e| Problem::new(Kind::Internal).detail(e.to_string()))?;
    print(&text);
    Ok(())
}

/// Prints text or JSON.
pub fn print_either<T: Serialize>(json: bool, value: &T, text: impl FnOnce(&T) -> String) -> Result<()> {
    if json {
        return print_json(value);
    }
    print(&text(value));
    Ok(())
}
