//! Files and directories that an engine puts into every container before it starts: no changes of the container.
//!
//! *Source:* moby daemon/initlayer/setup_unix.go: it empties or creates files, and creates directories that the image
//! lacks.

use crate::container::upper::Inode;
use crate::container::{DiffKind, Difference, Upper};
use crate::tar_format::FileKind;
use std::collections::HashSet;

const MODE: u16 = 0o755;

/// A placeholder may be at this path.
pub(super) fn is_placeholder_path(path: &[u8]) -> bool {
    is_folder(path) && path != b"etc" || is_file(path) || path == b"etc/mtab"
}

fn is_file(path: &[u8]) -> bool {
    matches!(path, b".dockerenv" | b"dev/console" | b"etc/hostname" | b"etc/hosts" | b"etc/resolv.conf")
}

/// Directories that the engine creates; `/etc` is the parent of its files.
fn is_folder(path: &[u8]) -> bool {
    matches!(path, b"dev" | b"dev/pts" | b"dev/shm" | b"proc" | b"sys" | b"etc")
}

/// Directories in which the engine creates files, which changes their times.
pub(super) fn is_changed_by_engine(path: &[u8]) -> bool {
    matches!(path, b"" | b"dev" | b"etc")
}

/// The inode is as the engine creates it. `below` = the image has this path; the engine's files hide it even then.
pub(super) fn is_placeholder(path: &[u8], inode: &Inode, below: bool) -> bool {
    let plain = (inode.uid, inode.gid) == (0, 0);
    match inode.kind {
        FileKind::Dir => plain && !below && inode.mode == MODE && is_folder(path),
        FileKind::File => plain && inode.mode == MODE && inode.size() == 0 && is_file(path),
        FileKind::Symlink => path == b"etc/mtab" && inode.target == b"/proc/mounts",
        _ => false,
    }
}

/// `docker diff` of a container with placeholders. The engine's directories are not added: they are changed when the
/// container changes something in them.
pub fn without_placeholders(lines: Vec<Difference>, upper: &Upper) -> Vec<Difference> {
    let mut folders: HashSet<Vec<u8>> = HashSet::new();
    for Difference { path, .. } in &lines {
        let slashes = path.iter().enumerate().filter(|(_, byte)| **byte == b'/');
        folders.extend(slashes.filter_map(|(at, _)| path.get(..at)).filter(|f| is_folder(f)).map(<[u8]>::to_vec));
    }
    let own =
        |path: &[u8]| is_folder(path) && upper.at(path).is_some_and(|(_, inode)| is_placeholder(path, inode, false));
    let line = |line: Difference| match line.differs {
        DiffKind::A if own(&line.path) => {
            folders.contains(&line.path).then_some(Difference { differs: DiffKind::C, ..line })
        }
        _ => Some(line),
    };
    lines.into_iter().filter_map(line).collect()
}
