//! Walks one layer's tar and writes down what it means: entries, whiteouts, opaque directories.

use super::{LayerWriter, Mark, Stretch, Summary};
use crate::archive::Plan;
use crate::compression::Checkpoint;
use crate::error::{Kind, Problem, Result};
use crate::limits::AFTER_END_BYTES;
use crate::source::{Feed, Stream};
use crate::tar_format::path::{CleanPath, clean, split};
use crate::tar_format::{End, Entry, FileKind, TarReader};
use crate::text::{Oddity, oddity};
use tar::Header;

const BLOCK: usize = 512;
const WHITEOUT: &[u8] = b".wh.";
const OPAQUE: &[u8] = b".wh..wh..opq";
const METADATA: &[u8] = b".wh..wh.";
/// *Source:* stargz-snapshotter, docs/estargz.md, "The TOC".
const ESTARGZ_TABLE: &[u8] = b"stargz.index.json";

/// Scans a layer, or a stretch of it, into a flat buffer (`LayerBuffer` reads it). `progress` is told stored bytes done.
///
/// Damage ends the scan and is told in the buffer's summary, with the byte of the decompressed layer: what came before is
/// sound and kept. *Source:* OCI image-spec layer.md, "Whiteouts"; moby's pkg/archive for aufs metadata.
pub async fn scan(plan: &Plan, feed: &Feed, stretch: &Stretch, progress: &mut dyn FnMut(u64)) -> Vec<u8> {
    let mut writer = LayerWriter::default();
    let mut summary = Summary::default();
    let mut checkpoints = Vec::new();
    let walked = walk(plan, feed, stretch, progress, &mut writer, &mut summary, &mut checkpoints).await;
    if let Err(problem) = walked {
        summary.problem = Some(Problem { in_layer: true, ..*problem });
    }
    writer.finish(&summary, &checkpoints)
}

async fn walk(
    plan: &Plan,
    feed: &Feed,
    stretch: &Stretch,
    progress: &mut dyn FnMut(u64),
    writer: &mut LayerWriter,
    summary: &mut Summary,
    checkpoints: &mut Vec<Checkpoint>,
) -> Result<()> {
    if plan.span.len == 0 {
        return Ok(()); // a layer of 0 bytes is an empty one
    }
    let Some(start) = stretch.find(plan.recording(feed).await?).await? else { return Ok(()) };
    let mut stream = plan.recording(feed).await?;
    stream.skip(start).await?;
    let mut reader = TarReader::new(stream);
    let walked = entries(&mut reader, &plan.below, stretch, progress, writer, summary).await;
    if let Some(at) = reader.lone_zeros() {
        summary.note(Kind::LoneZeros, b"", at);
    }
    let ended = matches!(reader.end(), Some(End::Marker(_)));
    let mut stream = reader.into_stream();
    if ended && let Some(at) = after_end(&mut stream).await {
        summary.note(Kind::DataAfterEnd, b"", at);
    }
    checkpoints.extend(stream.checkpoints());
    walked
}

async fn entries<S: Stream>(
    reader: &mut TarReader<S>,
    below: &[u8],
    stretch: &Stretch,
    progress: &mut dyn FnMut(u64),
    writer: &mut LayerWriter,
    summary: &mut Summary,
) -> Result<()> {
    while !stretch.ends(reader.stream().position())
        && let Some(entry) = reader.next().await?
    {
        take(entry, below, writer, summary)?;
        reader.pass_telling(progress).await?;
    }
    Ok(())
}

/// Writes down what an entry means.
fn take(mut entry: Entry, below: &[u8], writer: &mut LayerWriter, summary: &mut Summary) -> Result<()> {
    let mut path = clean(&entry.path);
    if !below.is_empty() {
        let Some(own) = from_folder(&path.bytes, below) else { return Ok(()) };
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
        return writer.push(&path.bytes, Mark::Metadata(entry.kind), &entry);
    }
    if name == OPAQUE {
        return writer.push(folder, Mark::Opaque, &entry);
    }
    if let Some(hidden) = name.strip_prefix(WHITEOUT) {
        if matches!(hidden, b"" | b"." | b"..") {
            summary.note(Kind::InvalidWhiteout, &path.bytes, entry.header_at);
            return Ok(());
        }
        let target = [folder, if folder.is_empty() { b"" } else { b"/" }, hidden].concat();
        return writer.push(&target, Mark::Whiteout, &entry);
    }
    if !path.bytes.is_empty() || entry.kind == FileKind::Dir {
        writer.push(&path.bytes, Mark::Entry(entry.kind), &entry)?;
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
async fn after_end(stream: &mut impl Stream) -> Option<u64> {
    let mut block = [0; BLOCK];
    let mut looked = 0;
    while looked < AFTER_END_BYTES {
        let at = stream.position();
        let got = stream.read_full(&mut block).await.ok().filter(|got| *got > 0)?;
        looked += got as u64;
        if let Some(first) = block.iter().take(got).position(|b| *b != 0) {
            let table = Header::from_byte_slice(&block);
            if got < BLOCK || *table.path_bytes() != *ESTARGZ_TABLE {
                return Some(at + first as u64);
            }
            stream.skip(table.entry_size().ok()?.next_multiple_of(BLOCK as u64)).await.ok()?;
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
