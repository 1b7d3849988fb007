//! Scans one layer's tar into a layer buffer: entries, whiteouts, opaque directories.

use super::oddities::note_oddities;
use super::{LayerWriter, Mark, ScanRange, Summary, windows};
use crate::archive::Plan;
use crate::compression::Checkpoint;
use crate::image::WINDOWS_ROOT;
use crate::limits::AFTER_END_BYTES;
use crate::problem::{Kind, Problem, Result};
use crate::source::{Feed, Stream};
use crate::tar_format::path::{clean, split};
use crate::tar_format::{End, Entry, FileKind, TarReader};
use tar::Header;

const BLOCK: usize = 512;
const WHITEOUT: &[u8] = b".wh.";
const OPAQUE: &[u8] = b".wh..wh..opq";
const METADATA: &[u8] = b".wh..wh.";
/// *Source:* stargz-snapshotter, docs/estargz.md, "The TOC".
const ESTARGZ_TABLE: &[u8] = b"stargz.index.json";

/// Scans a layer, or a range of it, into a flat buffer, which `LayerBuffer` reads. `progress` gets the stored bytes read.
///
/// Damage ends the scan. The buffer's summary names it with the byte of the decompressed layer; the entries before it are
/// sound and kept. *Source:* OCI image-spec layer.md, "Whiteouts"; moby's pkg/archive for aufs metadata.
pub async fn scan(plan: &Plan, feed: &Feed, range: &ScanRange, progress: &mut dyn FnMut(u64)) -> Vec<u8> {
    scan_in_pieces(plan, feed, range, progress).await.concat()
}

/// The same in pieces, whose bytes one after another are the buffer: who copies it elsewhere needs it nowhere as a whole.
pub async fn scan_in_pieces(
    plan: &Plan,
    feed: &Feed,
    range: &ScanRange,
    progress: &mut dyn FnMut(u64),
) -> Vec<Vec<u8>> {
    let mut writer = LayerWriter::default();
    let mut summary = Summary::default();
    let mut checkpoints = Vec::new();
    let walked = walk(plan, feed, range, progress, &mut writer, &mut summary, &mut checkpoints).await;
    if let Err(problem) = walked {
        summary.problem = Some(Problem { in_layer: true, ..*problem });
    }
    writer.finish_in_pieces(&summary, &checkpoints)
}

async fn walk(
    plan: &Plan,
    feed: &Feed,
    range: &ScanRange,
    progress: &mut dyn FnMut(u64),
    writer: &mut LayerWriter,
    summary: &mut Summary,
    checkpoints: &mut Vec<Checkpoint>,
) -> Result<()> {
    if plan.span.len == 0 {
        return Ok(()); // a layer of 0 bytes is an empty one
    }
    let Some(start) = range.find(plan.recording(feed).await?).await? else { return Ok(()) };
    let mut stream = plan.recording(feed).await?;
    stream.skip(start).await?;
    let mut reader = TarReader::new(stream);
    let walked = entries(&mut reader, &plan.below, range, progress, writer, summary).await;
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
    range: &ScanRange,
    progress: &mut dyn FnMut(u64),
    writer: &mut LayerWriter,
    summary: &mut Summary,
) -> Result<()> {
    while !range.ends(reader.stream().position())
        && let Some(entry) = reader.next().await?
    {
        push(entry, below, writer, summary)?;
        reader.skip_entry_with_progress(progress).await?;
    }
    Ok(())
}

/// Adds an entry to the buffer, by its meaning.
fn push(mut entry: Entry, below: &[u8], writer: &mut LayerWriter, summary: &mut Summary) -> Result<()> {
    let mut path = clean(&entry.path);
    if !below.is_empty() {
        let Some(own) = from_folder(&path.bytes, below) else {
            if below == WINDOWS_ROOT {
                windows::note_aside(&entry, path.bytes, summary);
            }
            return Ok(());
        };
        path.bytes = own;
        // A hard link's target counts from the root of the tar; a symbolic link's stays as the file system holds it.
        if entry.kind == FileKind::Hardlink
            && let Some(own) = from_folder(&clean(&entry.link).bytes, below)
        {
            entry.link = own;
        }
    }
    note_oddities(&entry, &path, summary);
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

/// A path relative to one of its parent folders.
fn from_folder(path: &[u8], folder: &[u8]) -> Option<Vec<u8>> {
    match path.strip_prefix(folder)? {
        [] => Some(Vec::new()),
        [b'/', own @ ..] => Some(own.to_vec()),
        _ => None,
    }
}

/// Position of the first byte after the end marker that is not padding, within `AFTER_END_BYTES`. A read error there is ignored, for
/// hashing reports it. The table of contents that eStargz puts there is skipped, as by engines.
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
