//! What an engine puts into every container before it starts: no change of the container's.
//!
//! *Source:* moby daemon/initlayer/setup_unix.go: files are emptied or made, directories made where the image has none.

use crate::container::upper::Inode;
use crate::container::{Difference, Differs, Upper};
use crate::tar_format::FileKind;
use std::collections::HashSet;

const MODE: u16 = 0o755;

/// A path at which a placeholder may stand.
pub(super) fn is_place(path: &[u8]) -> bool {
    is_folder(path) && path != b"etc" || is_file(path) || path == b"etc/mtab"
}

fn is_file(path: &[u8]) -> bool {
    matches!(path, b".dockerenv" | b"dev/console" | b"etc/hostname" | b"etc/hosts" | b"etc/resolv.conf")
}

/// Directories that are made; `/etc` as the parent of the files in it.
fn is_folder(path: &[u8]) -> bool {
    matches!(path, b"dev" | b"dev/pts" | b"dev/shm" | b"proc" | b"sys" | b"etc")
}

/// The engine puts something into it, which changes its time.
pub(super) fn is_touched(path: &[u8]) -> bool {
    matches!(path, b"" | b"dev" | b"etc")
}

/// Is it as the engine made it? `below` = the image has something there, which files of the engine's hide all the same.
pub(super) fn is_placeholder(path: &[u8], inode: &Inode, below: bool) -> bool {
    let plain = (inode.uid, inode.gid) == (0, 0);
    match inode.kind {
        FileKind::Dir => plain && !below && inode.mode == MODE && is_folder(path),
        FileKind::File => plain && inode.mode == MODE && inode.size() == 0 && is_file(path),
        FileKind::Symlink => path == b"etc/mtab" && inode.target == b"/proc/mounts",
        _ => false,
    }
}

/// `docker diff` of a container whose engine made placeholders: directories of its own are no additions, they are changed by what
/// the container put into them.
pub fn without_placeholders(lines: Vec<Difference>, upper: &Upper) -> Vec<Difference> {
    let mut folders: HashSet<Vec<u8>> = HashSet::new();
    for Difference { path, .. } in &lines {
        let slashes = path.iter().enumerate().filter(|(_, byte)| **byte == b'/');
        folders.extend(slashes.filter_map(|(at, _)| path.get(..at)).filter(|f| is_folder(f)).map(<[u8]>::to_vec));
    }
    let own =
        |path: &[u8]| is_folder(path) && upper.at(path).is_some_and(|(_, inode)| is_placeholder(path, inode, false));
    let line = |line: Difference| match line.differs {
        Differs::A if own(&line.path) => {
            folders.contains(&line.path).then_some(Difference { differs: Differs::C, ..line })
        }
        _ => Some(line),
    };
    lines.into_iter().filter_map(line).collect()
}
