//! The error of a failed build, a `google.rpc.Status` with BuildKit's details: the step that failed, and the lines that it is from.

use super::fold::{Sources, text};
use super::model::{BuildError, BuildRecord};
use super::proto::RpcStatus;
use super::provenance::lines_of;
use crate::image::json;
use crate::problem::{Kind, Problem, Result};
use crate::text::{display_text, parse_base64};
use prost::Message;

/// Adds the error to a record whose steps are known. *Errors:* `CorruptBuildRecord`.
pub fn add(blob: &[u8], record: &mut BuildRecord) -> Result<()> {
    let status = RpcStatus::decode(blob)
        .map_err(|error| Problem::new(Kind::CorruptBuildRecord).at(0).detail(format!("its error: {error}")))?;
    let mut error = record.error.take().unwrap_or_default();
    if error.message.is_empty() {
        error = BuildError { message: text(&status.message), ..error };
    }
    let mut sources = Sources { list: std::mem::take(&mut record.sources) };
    for detail in &status.details {
        let kind = detail.type_url.rsplit(|b| *b == b'/').next().unwrap_or_default();
        let Ok(value) = json::parse(&detail.value) else { continue };
        if kind == b"errdefs.Vertex+json" {
            let digest = display_text(&json::text(&value, "digest"));
            error.step = record.steps.iter().position(|step| step.digest == digest).or(error.step);
        } else if kind == b"errdefs.Source+json" {
            let info = value.get("info").cloned().unwrap_or_default();
            let data = parse_base64(json::text(&info, "data").as_bytes()).unwrap_or_default();
            let source = sources.index(json::text(&info, "filename").as_bytes(), &data);
            error.lines = lines_of(source, &value);
        }
    }
    record.sources = sources.list;
    if let Some(step) = error.step.and_then(|step| record.steps.get_mut(step)).filter(|step| step.lines.is_empty()) {
        step.lines = error.lines.clone();
    }
    record.error = Some(error);
    Ok(())
}
