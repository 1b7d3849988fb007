//! The shell on the page, converted.

use super::container::time;
use super::content::way;
use super::{Answer, Session, from_js, object, thrown, to_js};
use crate::container::Op;
use crate::workspace::Printed;
use js_sys::{Array, Uint8Array};
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

fn number_or_null(number: Option<u64>) -> JsValue {
    number.map_or(JsValue::NULL, |number| JsValue::from_f64(number as f64))
}

fn printed_to_js(printed: &Printed) -> Answer {
    match printed {
        Printed::Text(text, error) => {
            object([("text", JsValue::from_str(text)), ("error", JsValue::from_bool(*error))])
        }
        Printed::Content { content, bytes, lines } => {
            let plan = content.to_bytes().map_err(|p| thrown(&p))?;
            let way = way(content.file(), &plan, Some(content.size()))?;
            object([("content", way), ("bytes", number_or_null(*bytes)), ("lines", number_or_null(*lines))])
        }
    }
}

#[wasm_bindgen]
impl Session {
    /// Runs a typed line in the shown container → `Executed`.
    pub fn exec(&mut self, line: &str, now: f64, next_file: usize) -> Answer {
        let done = self.live()?.shown_mut().exec(line, time(now), next_file).map_err(|p| thrown(&p))?;
        let output = Array::new();
        for printed in &done.output {
            output.push(&printed_to_js(printed)?);
        }
        object([
            ("output", output.into()),
            ("status", JsValue::from_f64(f64::from(done.status))),
            ("text", Uint8Array::from(&*done.text).into()),
            ("cwd", JsValue::from_str(&done.cwd)),
            ("intent", to_js(&done.intent)?),
            ("applied", to_js(&done.applied)?),
        ])
    }

    /// Where the shown container's shell stands.
    pub fn cwd(&mut self) -> Result<String, JsValue> {
        Ok(self.live()?.shown().cwd())
    }

    /// What the Tab key offers at a place of a line → `Completion`.
    #[wasm_bindgen(js_name = completeLine)]
    pub fn complete_line(&mut self, line: &str, cursor: usize) -> Answer {
        let mut completion = self.live()?.shown().complete_line(line, to_bytes(line, cursor));
        completion.from = to_units(line, completion.from);
        to_js(&completion)
    }

    /// The command line that an `Op` equals.
    pub fn equivalent(&mut self, op: JsValue) -> Result<String, JsValue> {
        let op: Op = from_js(op)?;
        Ok(crate::shell::equivalent(&op))
    }
}
