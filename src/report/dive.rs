//! The document of `dive --json FILE`, in pieces: the same bytes, except for the fields that a tree does not keep.
//!
//! Told otherwise: mode, owner and link name of `.wh.` files (0 and nothing), entries that a later one of their own layer replaced (left out), a raw name that
//! is not clean (cleaned), types that no engine unpacks (0), and the order of more than twelve equal sizes, which dive leaves to chance.
//! *Source:* dive 0.13, command/export/export.go; Go's encoding/json.

use super::go_json;
use crate::image::Image;
use crate::tar_format::FileKind;
use crate::tree::{Held, Tree, Version};
use crate::waste::{Figures, Visit, visits};
use std::fmt::Write;

/// Files in one piece.
const STEP: usize = 4000;

/// A document on its way out. *Memory:* 8 bytes an entry.
#[derive(Debug)]
pub struct DiveJson {
    visits: Vec<Visit>,
    layers: Vec<Layer>,
    /// The text after the layers.
    end: String,
}

/// The text before a layer's files.
#[derive(Debug)]
struct Layer {
    head: String,
    /// Its files end here in `visits`.
    end: usize,
}

impl DiveJson {
    /// Prepares the document of an image. *Cost:* a sort of every layer's names.
    pub fn new(image: &Image, tree: &Tree, figures: &Figures) -> Self {
        let mut history = image.config.history.iter().filter(|entry| !entry.empty_layer);
        let mut diff_ids = image.config.diff_ids.iter();
        let mut all = Vec::new();
        let mut layers = Vec::new();
        for (index, (layer, size)) in image.layers.iter().zip(&figures.sizes).enumerate() {
            all.extend(visits(tree, index));
            let entry = history.next();
            let digest = entry.and_then(|_| diff_ids.next()).map_or("", String::as_str);
            let command = entry.map_or("(missing)", |entry| &entry.created_by);
            let command = command.strip_prefix("/bin/sh -c ").unwrap_or(command);
            let id = layer.name.split('/').next().unwrap_or_default();
            let head = format!(
                "    {{\n      \"index\": {index},\n      \"id\": {},\n      \"digestId\": {},\n      \"sizeBytes\": {size},\n      \"command\": {},\n      \"fileList\": [",
                text(id),
                text(digest),
                text(command)
            );
            layers.push(Layer { head, end: all.len() });
        }
        Self { visits: all, layers, end: end_of(tree, figures) }
    }

    /// How many pieces there are.
    pub fn steps(&self) -> usize {
        self.visits.len() / STEP + 1
    }

    /// One piece of the document, 0 first.
    pub fn batch(&self, tree: &Tree, step: usize) -> Vec<u8> {
        let from = step.saturating_mul(STEP);
        let last = step + 1 >= self.steps();
        let to = if last { self.visits.len() } else { from + STEP };
        let mut out = String::new();
        if step == 0 {
            out.push_str("{\n  \"layer\": [");
        }
        let mut begin = 0;
        for (index, layer) in self.layers.iter().enumerate() {
            // A layer's head goes once, before its first file; also where the layer has no file or ends with this piece's first one.
            let heads = begin >= from && (begin < to || last);
            if heads {
                out.push_str(if index == 0 { "\n" } else { ",\n" });
                out.push_str(&layer.head);
            }
            let files = self.visits.get(begin.max(from)..layer.end.min(to)).unwrap_or_default();
            for (at, visit) in files.iter().enumerate() {
                out.push_str(if begin.max(from) + at == begin { "\n" } else { ",\n" });
                file(&mut out, tree, *visit);
            }
            let empty = layer.end == begin;
            if empty && heads {
                out.push_str("]\n    }");
            } else if !empty && !files.is_empty() && layer.end <= to {
                out.push_str("\n      ]\n    }");
            }
            begin = layer.end;
        }
        if last {
            out.push_str(if self.layers.is_empty() { "],\n" } else { "\n  ],\n" });
            out.push_str(&self.end);
        }
        out.into_bytes()
    }
}

/// The document's `image`.
fn end_of(tree: &Tree, figures: &Figures) -> String {
    let dive = &figures.dive;
    let mut out = format!(
        "  \"image\": {{\n    \"sizeBytes\": {},\n    \"inefficientBytes\": {},\n    \"efficiencyScore\": {},\n    \"fileReference\": [",
        dive.size_bytes, dive.wasted_bytes, dive.efficiency
    );
    let references = figures.references(tree);
    for (at, reference) in references.iter().enumerate() {
        let path = [b"/", tree.path(reference.node).as_slice()].concat();
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(
            out,
            "{comma}\n      {{\n        \"count\": {},\n        \"sizeBytes\": {},\n        \"file\": {}\n      }}",
            reference.count,
            reference.bytes,
            bytes(&path)
        );
    }
    out.push_str(if references.is_empty() { "]\n  }\n}" } else { "\n    ]\n  }\n}" });
    out
}

fn file(out: &mut String, tree: &Tree, visit: Visit) {
    let version = tree.version(visit.version);
    let mut path = tree.path(version.node);
    let entry = version.is_entry();
    if visit.whiteout {
        let name = path.iter().rposition(|b| *b == b'/').map_or(0, |slash| slash + 1);
        path.splice(name..name, *b".wh.");
    } else if !entry {
        path.clear(); // dive knows nothing of a folder that only names tell of
    }
    let known = entry && !visit.whiteout;
    let (mode, flag) = if known { (mode(version), flag(version)) } else { (0, if visit.whiteout { b'0' } else { 0 }) };
    let is_dir = known && version.is_dir();
    let size = match version.held {
        Held::File(_) | Held::Other if known => version.size,
        _ => 0,
    };
    let (uid, gid) = if known { (version.uid, version.gid) } else { (0, 0) };
    let link = if known { tree.target(version) } else { b"" };
    let _ = write!(
        out,
        "        {{\n          \"path\": {},\n          \"typeFlag\": {flag},\n          \"linkName\": {},\n          \"size\": {size},\n          \"fileMode\": {mode},\n          \"uid\": {uid},\n          \"gid\": {gid},\n          \"isDir\": {is_dir}\n        }}",
        bytes(&path),
        bytes(link)
    );
}

/// tar's letter for a type.
fn flag(version: &Version) -> u8 {
    match version.kind() {
        Some(FileKind::File) => b'0',
        Some(FileKind::Hardlink) => b'1',
        Some(FileKind::Symlink) => b'2',
        Some(FileKind::Char) => b'3',
        Some(FileKind::Block) => b'4',
        Some(FileKind::Dir) => b'5',
        Some(FileKind::Fifo) => b'6',
        Some(FileKind::Other) | None => 0,
    }
}

/// Permissions and type as Go's `os.FileMode` has them.
fn mode(version: &Version) -> u32 {
    const DIR: u32 = 1 << 31;
    const SYMLINK: u32 = 1 << 27;
    const DEVICE: u32 = 1 << 26;
    const PIPE: u32 = 1 << 25;
    const SETUID: u32 = 1 << 23;
    const SETGID: u32 = 1 << 22;
    const CHARACTER: u32 = 1 << 21;
    const STICKY: u32 = 1 << 20;
    let own = u32::from(version.mode);
    let special = [(0o4000, SETUID), (0o2000, SETGID), (0o1000, STICKY)];
    let special = special.into_iter().filter(|(bit, _)| own & bit != 0).fold(0, |sum, (_, flag)| sum | flag);
    let kind = match version.kind() {
        Some(FileKind::Dir) => DIR,
        Some(FileKind::Symlink) => SYMLINK,
        Some(FileKind::Char) => DEVICE | CHARACTER,
        Some(FileKind::Block) => DEVICE,
        Some(FileKind::Fifo) => PIPE,
        _ => 0,
    };
    own & 0o777 | special | kind
}

/// A JSON string as Go writes it: what is no UTF-8 becomes `\ufffd`, byte by byte.
fn bytes(bytes: &[u8]) -> String {
    let mut out = String::from('"');
    for chunk in bytes.utf8_chunks() {
        let inner = text(chunk.valid());
        out.push_str(inner.get(1..inner.len() - 1).unwrap_or_default());
        (0..chunk.invalid().len()).for_each(|_| out.push_str("\\ufffd"));
    }
    out.push('"');
    out
}

fn text(text: &str) -> String {
    go_json(&serde_json::Value::from(text).to_string())
}
