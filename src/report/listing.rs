//! Listings as GNU tar prints them with `-tv --numeric-owner --full-time --utc`.

use super::units::utc_time;
use crate::archive::Archive;
use crate::framing::FileKind;
use crate::text::{display, mode_string};
use crate::tree::{Item, NONE, Tree};

/// Lines that share tar's running column width.
struct Lines {
    out: String,
    width: usize,
}

impl Default for Lines {
    /// *Source:* GNU tar list.c, `ugswidth`.
    fn default() -> Self {
        Self { out: String::new(), width: 19 }
    }
}

impl Lines {
    fn push(&mut self, mode: &str, owner: (u32, u32), size: &str, mtime: i64, name: &str) {
        let owner = format!("{}/{}", owner.0, owner.1);
        self.width = self.width.max(owner.len() + 1 + size.len());
        let pad = self.width - owner.len() - 1;
        self.out.push_str(&format!("{mode} {owner} {size:>pad$} {} {name}\n", utc_time(mtime)));
    }
}

/// The merged view of layers 0..=`height`, without the root, sorted by path bytes. Hard links are files with their own size;
/// an implied directory is `drwxr-xr-x 0/0` of 1970.
pub fn merged_listing(tree: &Tree, height: usize) -> String {
    let seen = tree.seen_at(height).version;
    let mut paths: Vec<(Vec<u8>, u32)> = Vec::new();
    for node in 1..tree.len() as u32 {
        let version = seen[node as usize];
        if version != NONE {
            paths.push((tree.path(node), version));
        }
    }
    paths.sort_unstable();
    let mut lines = Lines::default();
    for (path, version) in paths {
        let version = tree.version(version);
        let kind = version.kind().unwrap_or(FileKind::Other);
        let size = match kind {
            FileKind::Char | FileKind::Block => format!("{},{}", version.link.0, version.link.1),
            FileKind::File | FileKind::Hardlink | FileKind::Other => version.size.to_string(),
            _ => "0".into(),
        };
        let mut name = display(&path);
        match kind {
            FileKind::Dir => name.push('/'),
            FileKind::Symlink => name.push_str(&format!(" -> {}", display(tree.target(version)))),
            _ => {}
        }
        let mtime = if version.item == Item::Implied { 0 } else { version.mtime };
        lines.push(&version.mode_text(), (version.uid, version.gid), &size, mtime, &name);
    }
    lines.out
}

/// The archive's own members, in its order, as `tar -tv` lists them.
pub fn members_listing(archive: &Archive) -> String {
    let mut lines = Lines::default();
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
        lines.push(&mode_string(letter, entry.mode), (entry.uid, entry.gid), &size, entry.mtime, &name);
    }
    lines.out
}
