//! Whether an entry of a tar equals a version in the image: the rules of `docker diff`, and the target of a link.

use crate::container::upper::Inode;
use crate::tar_format::FileKind;
use crate::tree::{Tree, Version, attributes};

const CAPABILITY: &[u8] = b"security.capability";

/// The kind of file of a version; a hard link counts as a file.
pub(super) fn kind(version: &Version) -> FileKind {
    match version.kind() {
        Some(FileKind::Hardlink) => FileKind::File,
        Some(kind) => kind,
        None => FileKind::Dir,
    }
}

/// Docker's rule: a directory's size and time do not count. Equal seconds are equal times when either has no
/// nanoseconds.
pub(super) fn same(tree: &Tree, old: &Version, new: &Inode) -> bool {
    if kind(old) != new.kind {
        return false;
    }
    let device = old.device().is_none_or(|device| (device.major, device.minor) == new.device);
    let packed = attributes(tree.bytes(old.xattrs));
    let before = packed.iter().find(|(name, _)| *name == CAPABILITY).map(|(_, value)| *value);
    let after = new.xattrs.iter().find(|(name, _)| name == CAPABILITY).map(|(_, value)| value.as_slice());
    let own = (old.mode, old.uid, old.gid) == (new.mode, new.uid, new.gid) && device && before == after;
    own && match new.kind {
        FileKind::Dir => true,
        FileKind::Symlink => same_time(old, new) && tree.target(old) == new.target,
        _ => same_time(old, new) && tree.content_of(old).map_or(0, |stored| stored.size) == new.size(),
    }
}

fn same_time(old: &Version, new: &Inode) -> bool {
    let (a, b) = (old.mtime_nanos, new.mtime.nanos);
    old.mtime == new.mtime.seconds && (a == b || a == 0 || b == 0)
}
