//! The shell on the page, converted.

use super::container::time;
use super::convert::{Answer, from_js, or_thrown, to_js};
use super::{Executed, Session};
use crate::container::Op;
use crate::shell::Completion;
use tsify::Ts;
use wasm_bindgen::prelude::*;

/// Units of UTF-16 ↔ bytes of UTF-8.
fn to_bytes(line: &str, units: usize) -> usize {
    let mut left = units;
    let fits = |c: &(usize, char)| {
        let has = left >= c.1.len_utf16();
        left = left.saturating_sub(c.1.len_utf16());
        has
    };
    line.char_indices().take_while(fits).last().map_or(0, |(at, c)| at + c.len_utf8())
}

fn to_units(line: &str, bytes: usize) -> usize {
    line.get(..bytes).unwrap_or(line).encode_utf16().count()
}

#[wasm_bindgen]
impl Session {
    /// Runs a command line in the shown container, as one step for `undo`. `now`: milliseconds since 1970; `next_file`: how many files are
    /// opened. A command that refuses prints why and throws nothing.
    pub fn exec(&mut self, line: &str, now: f64, next_file: usize) -> Answer<Executed> {
        to_js(&Executed::new(or_thrown(self.live()?.shown_mut().exec(line, time(now), next_file))?)?)
    }

    /// The working directory of the shown container's shell, safe to show; "/" when no container is shown.
    pub fn cwd(&mut self) -> Result<String, JsValue> {
        Ok(self.live()?.shown().cwd())
    }

    /// The offers of the Tab key: the line from `from` up to the cursor may become any candidate. *Units:* UTF-16 code units.
    #[wasm_bindgen(js_name = completeLine)]
    pub fn complete_line(&mut self, line: &str, cursor: usize) -> Answer<Completion> {
        let mut completion = self.live()?.shown().complete_line(line, to_bytes(line, cursor));
        completion.from = to_units(line, completion.from);
        to_js(&completion)
    }

    /// The command line that an operation equals: "rm -r '/data/a b'".
    pub fn equivalent(&mut self, op: Ts<Op>) -> Result<String, JsValue> {
        let op = from_js(op)?;
        Ok(crate::shell::equivalent(&op))
    }
}
