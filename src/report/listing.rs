//! Listings as GNU tar prints them with `-tv --numeric-owner --full-time --utc`.

use super::json::json_file;
use super::model::FileFacts;
use super::units::utc_time;
use crate::archive::Archive;
use crate::tar_format::FileKind;
use crate::text::{display, mode_string};
use crate::tree::{ROOT, Tree, Version};
use crate::view::{device_text, mode_text};
use std::io::{self, Write};

/// Lines that share tar's running column width.
struct Lines<'o> {
    out: &'o mut dyn Write,
    width: usize,
}

impl<'o> Lines<'o> {
    /// *Source:* GNU tar list.c, `ugswidth`.
    fn new(out: &'o mut dyn Write) -> Self {
        Self { out, width: 19 }
    }

    fn push(&mut self, mode: &str, owner: (u32, u32), size: &str, mtime: i64, name: &str) -> io::Result<()> {
        let owner = format!("{}/{}", owner.0, owner.1);
        self.width = self.width.max(owner.len() + 1 + size.len());
        let pad = self.width - owner.len() - 1;
        writeln!(self.out, "{mode} {owner} {size:>pad$} {} {name}", utc_time(mtime))
    }
}

/// The merged view of layers 0..=`height`, without the root, sorted by path bytes. Hard links are files with their own size;
/// an implied directory is `drwxr-xr-x 0/0` of 1970.
pub fn merged_listing(tree: &Tree, height: usize) -> String {
    let mut out = Vec::new();
    let written = write_merged_listing(tree, height, &mut out).is_ok();
    if written { String::from_utf8_lossy(&out).into_owned() } else { String::new() }
}

/// The same, written line by line: in a hostile image all paths together are far longer than its bytes.
pub fn write_merged_listing(tree: &Tree, height: usize, out: &mut dyn Write) -> io::Result<()> {
    let seen = tree.seen_at(height).version;
    let mut lines = Lines::new(out);
    let mut failed = None;
    tree.walk(&mut |node| seen.get(node).is_some(), &mut |node, path| {
        let version = seen.get(node).filter(|_| failed.is_none() && node != ROOT);
        if let Some(id) = version {
            failed = file(&mut lines, tree, tree.version(id), path).err();
        }
    });
    failed.map_or(Ok(()), Err)
}

/// The same as JSON, written as it is made: an array with a file a line, each of the shape that `docs/schema.json` gives a file.
pub fn write_merged_json(tree: &Tree, height: usize, out: &mut dyn Write) -> io::Result<()> {
    let seen = tree.seen_at(height).version;
    let mut written = out.write_all(b"[");
    let mut first = true;
    tree.walk(&mut |node| seen.get(node).is_some(), &mut |node, _| {
        let version = seen.get(node).filter(|_| written.is_ok() && node != ROOT);
        if let Some(id) = version {
            let facts = FileFacts::new(tree, tree.version(id));
            written = out.write_all(json_file(&facts, first).as_bytes());
            first = false;
        }
    });
    written.and_then(|()| out.write_all(b"\n]\n"))
}

fn file(lines: &mut Lines, tree: &Tree, version: &Version, path: &[u8]) -> io::Result<()> {
    let kind = version.kind().unwrap_or(FileKind::Other);
    let size = match (kind, device_text(version)) {
        (_, Some(device)) => device,
        (FileKind::File | FileKind::Hardlink | FileKind::Other, None) => version.size.to_string(),
        _ => "0".into(),
    };
    let mut name = display(path);
    match kind {
        FileKind::Dir => name.push('/'),
        FileKind::Symlink => name.push_str(&format!(" -> {}", display(tree.target(version)))),
        _ => {}
    }
    let mtime = if version.is_implied() { 0 } else { version.mtime };
    lines.push(&mode_text(version), (version.uid, version.gid), &size, mtime, &name)
}

/// The archive's own members, in its order, as `tar -tv` lists them.
pub fn members_listing(archive: &Archive) -> String {
    let mut out = Vec::new();
    let mut lines = Lines::new(&mut out);
    for member in &archive.members {
        let entry = &member.entry;
        let letter = if entry.kind == FileKind::Hardlink { 'h' } else { entry.kind.letter() };
        let size = match entry.kind {
            FileKind::Char | FileKind::Block => format!("{},{}", entry.device.0, entry.device.1),
            _ => entry.size.to_string(),
        };
        let name = match entry.kind {
            FileKind::Symlink => format!("{} -> {}", display(&entry.path), display(&entry.link)),
            FileKind::Hardlink => format!("{} link to {}", display(&entry.path), display(&entry.link)),
            _ => display(&entry.path),
        };
        // Writing into memory does not fail.
        let _ = lines.push(&mode_string(letter, entry.mode), (entry.uid, entry.gid), &size, entry.mtime, &name);
    }
    String::from_utf8_lossy(&out).into_owned()
}
