//! A blob or a file in it, opened for a person: as indented JSON, as text, as the list of a tar's files, else by its kind alone.

use super::describe::{Description, HEAD_BYTES, describe};
use super::extent::Extent;
use super::pieces::Pieces;
use crate::archive::Plan;
use crate::compression::Codec;
use crate::image::parse_json;
use crate::limits::{BLOB_ENTRIES, BLOB_TEXT};
use crate::problem::{Problem, Result};
use crate::source::Feed;
use crate::tar_format::path::clean;
use crate::tar_format::{Entry, FileKind, TarReader, is_header};
use crate::text::display_text;

const BLOCK: usize = 512;

/// An entry of a tar that is a blob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedEntry {
    /// Its path, cleaned.
    pub path: Vec<u8>,
    /// As the tar has it.
    pub entry: Entry,
    /// The way to its bytes; `None` = it has none.
    pub content: Option<Pieces>,
}

/// A blob as it shows itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Its kind, by its first bytes. Of a compressed blob, of what is in it.
    pub description: Description,
    /// Compression of the blob.
    pub codec: Codec,
    /// Its text, safe to show; JSON is indented. `None` = it is no text.
    pub text: Option<String>,
    /// There is more text than that.
    pub cut: bool,
    /// The entries of a tar. `None` = it is no tar.
    pub entries: Option<Vec<OpenedEntry>>,
    /// The tar has more entries than those.
    pub more: bool,
    /// The reason why reading ended early; all before it is sound.
    pub problem: Option<Problem>,
}

/// Opens a blob. `plan` leads to its stored bytes; its compression shows in its first bytes. *Errors:* those of reading the first bytes.
pub async fn open_blob(plan: &Plan, feed: &Feed) -> Result<Opened> {
    let mut first = Vec::new();
    let stored = plan.clone().inner(Codec::None);
    stored.copy(feed, &mut taken(&mut first, HEAD_BYTES)).await?;
    let codec = Codec::sniff(&first);
    let plan = stored.inner(codec);
    let mut bytes = Vec::new();
    let problem = plan.copy(feed, &mut taken(&mut bytes, BLOB_TEXT + 1)).await.err();
    if bytes.first_chunk::<BLOCK>().is_some_and(is_header) {
        return Ok(tar(&plan, feed, &bytes).await);
    }
    Ok(Opened { codec, ..plain(&bytes, problem) })
}

/// Opens a file of a blob's tar. *Errors:* those of reading its first bytes.
pub async fn open_entry(content: &Pieces, feed: &Feed) -> Result<Opened> {
    let (bytes, problem) = content.read(feed, 0, BLOB_TEXT + 1).await;
    match problem {
        Some(problem) if bytes.is_empty() => Err(Box::new(problem)),
        problem => Ok(plain(&bytes, problem.map(Box::new))),
    }
}

/// Takes bytes until there are `count`.
fn taken(into: &mut Vec<u8>, count: usize) -> impl FnMut(&[u8]) -> bool {
    move |bytes| {
        into.extend_from_slice(bytes.get(..count.saturating_sub(into.len())).unwrap_or(bytes));
        into.len() < count
    }
}

/// Bytes that are no tar; one more than `BLOB_TEXT` says that there are more.
fn plain(bytes: &[u8], problem: Option<Box<Problem>>) -> Opened {
    let cut = bytes.len() > BLOB_TEXT;
    let bytes = bytes.get(..BLOB_TEXT).unwrap_or(bytes);
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    let description = describe(head, head.len() == bytes.len() && !cut);
    let text = description.charset.map(|charset| text(bytes, charset, cut));
    let problem = problem.map(|problem| *problem);
    Opened { description, codec: Codec::None, text, cut, entries: None, more: false, problem }
}

/// The text of bytes. Encodings other than Unicode's stay for the browser's own decoder: here each of their bytes is a character.
fn text(bytes: &[u8], charset: &str, cut: bool) -> String {
    let units = |of: fn([u8; 2]) -> u16| -> Vec<u16> { bytes.as_chunks().0.iter().map(|pair| of(*pair)).collect() };
    let text = match charset {
        "utf-16le" => String::from_utf16_lossy(&units(u16::from_le_bytes)),
        "utf-16be" => String::from_utf16_lossy(&units(u16::from_be_bytes)),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    let text = text.trim_start_matches('\u{feff}');
    let value = if cut { None } else { parse_json(text.as_bytes()).ok() };
    let value = value.filter(|value| value.is_object() || value.is_array());
    let indented = value.and_then(|value| serde_json::to_string_pretty(&value).ok());
    display_text(indented.as_deref().unwrap_or(text))
}

async fn tar(plan: &Plan, feed: &Feed, head: &[u8]) -> Opened {
    let mut entries = Vec::new();
    let walked = walk(plan, feed, &mut entries).await;
    let (more, problem) = match walked {
        Ok(more) => (more, None),
        Err(problem) => (false, Some(Problem { in_layer: true, ..*problem })),
    };
    let head = head.get(..HEAD_BYTES).unwrap_or(head);
    let description = Description { what: "tar", ..describe(head, false) };
    Opened { description, codec: plan.inner, text: None, cut: false, entries: Some(entries), more, problem }
}

/// Lists the entries of a tar → whether there are more.
async fn walk(plan: &Plan, feed: &Feed, entries: &mut Vec<OpenedEntry>) -> Result<bool> {
    let mut reader = TarReader::new(plan.decoded(feed).await?);
    while let Some(entry) = reader.next().await? {
        if entries.len() == BLOB_ENTRIES {
            return Ok(true);
        }
        let at = if entry.sparse { entry.header_at } else { entry.data_at };
        let extent = Extent { plan: plan.clone(), at, size: entry.size, sparse: entry.sparse };
        let content = (entry.kind == FileKind::File).then(|| Pieces::from(extent));
        entries.push(OpenedEntry { path: clean(&entry.path).bytes, entry, content });
    }
    Ok(false)
}
