//! Walks one layer's tar and writes down what it means: entries, whiteouts, opaque directories.

use super::{LayerWriter, Mark, Summary};
use crate::archive::Plan;
use crate::error::{Problem, Result};
use crate::framing::path::{clean, split};
use crate::framing::{End, FileKind, TarReader};
use crate::source::{ReadAt, Stream};

const WHITEOUT: &[u8] = b".wh.";
const OPAQUE: &[u8] = b".wh..wh..opq";
const METADATA: &[u8] = b".wh..wh.";

/// Scans a layer into a flat buffer (`LayerBuffer` reads it). `progress` is told stored bytes done.
///
/// Damage ends the scan and is told in the buffer's summary, with the byte of the decompressed layer: what came before is
/// sound and kept. *Source:* OCI image-spec layer.md, "Whiteouts"; moby's pkg/archive for aufs metadata.
pub fn scan(plan: &Plan, source: &dyn ReadAt, progress: &mut dyn FnMut(u64)) -> Vec<u8> {
    let mut writer = LayerWriter::default();
    let mut summary = Summary::default();
    if let Err(problem) = walk(plan, source, progress, &mut writer, &mut summary) {
        summary.problem = Some(Problem { in_layer: true, ..*problem });
    }
    writer.finish(&summary)
}

fn walk(
    plan: &Plan,
    source: &dyn ReadAt,
    progress: &mut dyn FnMut(u64),
    writer: &mut LayerWriter,
    summary: &mut Summary,
) -> Result<()> {
    if plan.span.len == 0 {
        return Ok(()); // a layer of 0 bytes is an empty one
    }
    let mut reader = TarReader::new(plan.decoded(source)?);
    while let Some(entry) = reader.next()? {
        let path = clean(&entry.path);
        summary.escaping += u64::from(path.escaped);
        let (folder, name) = split(&path.bytes);
        if path.bytes.starts_with(METADATA) && name != OPAQUE {
            writer.push(&path.bytes, Mark::Metadata(entry.kind), &entry)?;
        } else if name == OPAQUE {
            writer.push(folder, Mark::Opaque, &entry)?;
        } else if let Some(hidden) = name.strip_prefix(WHITEOUT) {
            if matches!(hidden, b"" | b"." | b"..") {
                summary.invalid_whiteouts += 1;
            } else {
                let target = [folder, if folder.is_empty() { b"" } else { b"/" }, hidden].concat();
                writer.push(&target, Mark::Whiteout, &entry)?;
            }
        } else if !path.bytes.is_empty() || entry.kind == FileKind::Dir {
            writer.push(&path.bytes, Mark::Entry(entry.kind), &entry)?;
        }
        progress(reader.stream().stored());
    }
    summary.marked_end = matches!(reader.end(), Some(End::Marker(_)));
    Ok(())
}
