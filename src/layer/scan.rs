//! Walks one layer's tar and writes down what it means: entries, whiteouts, opaque directories.

use super::{LayerWriter, Mark, Summary};
use crate::archive::Plan;
use crate::compression::Checkpoint;
use crate::error::{Kind, Problem, Result};
use crate::framing::path::{CleanPath, clean, split};
use crate::framing::{End, Entry, FileKind, TarReader};
use crate::limits::AFTER_END_BYTES;
use crate::source::{ReadAt, Stream, read_full};
use crate::text::{Oddity, oddity};
use tar::Header;

const BLOCK: usize = 512;
const WHITEOUT: &[u8] = b".wh.";
const OPAQUE: &[u8] = b".wh..wh..opq";
const METADATA: &[u8] = b".wh..wh.";
/// *Source:* stargz-snapshotter, docs/estargz.md, "The TOC".
const ESTARGZ_TABLE: &[u8] = b"stargz.index.json";

/// Scans a layer into a flat buffer (`LayerBuffer` reads it). `progress` is told stored bytes done.
///
/// Damage ends the scan and is told in the buffer's summary, with the byte of the decompressed layer: what came before is
/// sound and kept. *Source:* OCI image-spec layer.md, "Whiteouts"; moby's pkg/archive for aufs metadata.
pub fn scan(plan: &Plan, source: &dyn ReadAt, progress: &mut dyn FnMut(u64)) -> Vec<u8> {
    let mut writer = LayerWriter::default();
    let mut summary = Summary::default();
    let mut checkpoints = Vec::new();
    if let Err(problem) = walk(plan, source, progress, &mut writer, &mut summary, &mut checkpoints) {
        summary.problem = Some(Problem { in_layer: true, ..*problem });
    }
    writer.finish(&summary, &checkpoints)
}

fn walk(
    plan: &Plan,
    source: &dyn ReadAt,
    progress: &mut dyn FnMut(u64),
    writer: &mut LayerWriter,
    summary: &mut Summary,
    checkpoints: &mut Vec<Checkpoint>,
) -> Result<()> {
    if plan.span.len == 0 {
        return Ok(()); // a layer of 0 bytes is an empty one
    }
    let mut reader = TarReader::new(plan.noting(source)?);
    let walked = entries(&mut reader, &plan.below, progress, writer, summary);
    if let Some(at) = reader.lone_zeros() {
        summary.note(Kind::LoneZeros, b"", at);
    }
    let ended = matches!(reader.end(), Some(End::Marker(_)));
    let mut stream = reader.into_stream();
    if ended && let Some(at) = after_end(&mut stream) {
        summary.note(Kind::DataAfterEnd, b"", at);
    }
    checkpoints.extend(stream.into_checkpoints());
    walked
}

fn entries<S: Stream>(
    reader: &mut TarReader<S>,
    below: &[u8],
    progress: &mut dyn FnMut(u64),
    writer: &mut LayerWriter,
    summary: &mut Summary,
) -> Result<()> {
    while let Some(mut entry) = reader.next()? {
        let mut path = clean(&entry.path);
        if !below.is_empty() {
            let Some(own) = from_folder(&path.bytes, below) else { continue };
            path.bytes = own;
            // Its target is named from the tar's root; a symbolic link's is what the file system itself holds.
            if entry.kind == FileKind::Hardlink
                && let Some(own) = from_folder(&clean(&entry.link).bytes, below)
            {
                entry.link = own;
            }
        }
        odd(&entry, &path, summary);
        let (folder, name) = split(&path.bytes);
        if path.bytes.starts_with(METADATA) && name != OPAQUE {
            writer.push(&path.bytes, Mark::Metadata(entry.kind), &entry)?;
        } else if name == OPAQUE {
            writer.push(folder, Mark::Opaque, &entry)?;
        } else if let Some(hidden) = name.strip_prefix(WHITEOUT) {
            if matches!(hidden, b"" | b"." | b"..") {
                summary.note(Kind::InvalidWhiteout, &path.bytes, entry.header_at);
            } else {
                let target = [folder, if folder.is_empty() { b"" } else { b"/" }, hidden].concat();
                writer.push(&target, Mark::Whiteout, &entry)?;
            }
        } else if !path.bytes.is_empty() || entry.kind == FileKind::Dir {
            writer.push(&path.bytes, Mark::Entry(entry.kind), &entry)?;
        }
        reader.pass_telling(progress)?;
    }
    Ok(())
}

/// A path as seen from a folder above it.
fn from_folder(path: &[u8], folder: &[u8]) -> Option<Vec<u8>> {
    match path.strip_prefix(folder)? {
        [] => Some(Vec::new()),
        [b'/', own @ ..] => Some(own.to_vec()),
        _ => None,
    }
}

/// The first byte behind the end marker that is no padding, looked for near by. What can't be read there hides nothing: hashing
/// tells of it. eStargz keeps its table of contents there, which is passed over, as engines do.
fn after_end(stream: &mut dyn Stream) -> Option<u64> {
    let mut block = [0; BLOCK];
    let mut looked = 0;
    while looked < AFTER_END_BYTES {
        let at = stream.position();
        let got = read_full(stream, &mut block).ok().filter(|got| *got > 0)?;
        looked += got as u64;
        if let Some(first) = block.iter().take(got).position(|b| *b != 0) {
            let table = Header::from_byte_slice(&block);
            if got < BLOCK || *table.path_bytes() != *ESTARGZ_TABLE {
                return Some(at + first as u64);
            }
            stream.skip(table.entry_size().ok()?.next_multiple_of(BLOCK as u64)).ok()?;
        }
    }
    None
}

/// Notes what a person should know of an entry, whatever it means to the layers.
fn odd(entry: &Entry, path: &CleanPath, summary: &mut Summary) {
    let mut note = |kind| summary.note(kind, &path.bytes, entry.header_at);
    if path.escaped || (entry.kind == FileKind::Hardlink && clean(&entry.link).escaped) {
        note(Kind::EscapingName);
    }
    match oddity(&entry.path) {
        Some(Oddity::Bytes) => note(Kind::OddName),
        Some(Oddity::Deceptive) => note(Kind::DeceptiveName),
        None => {}
    }
    if entry.kind == FileKind::Other || (entry.kind != FileKind::Dir && path.bytes.is_empty()) {
        note(Kind::UnknownEntry);
    }
    let marker = entry.kind == FileKind::Char && entry.device == (0, 0);
    let overlay = |name: &[u8]| name.starts_with(b"trusted.overlay.") || name.starts_with(b"user.overlay.");
    if marker || entry.xattrs.iter().any(|(name, _)| overlay(name)) {
        note(Kind::OverlayMarker);
    }
}
