//! Is what a tar holds what an image has? The rules are those of `docker diff`, and a link's target counts, too.

use crate::container::upper::Inode;
use crate::tar_format::FileKind;
use crate::tree::{Tree, Version, attributes};

const CAPABILITY: &[u8] = b"security.capability";

/// What kind of thing a version is; a hard link is the file that it names.
pub(super) fn kind(version: &Version) -> FileKind {
    match version.kind() {
        Some(FileKind::Hardlink) => FileKind::File,
        Some(kind) => kind,
        None => FileKind::Dir,
    }
}

/// A directory's own size and time do not count. Equal seconds count as equal when either nanosecond part is zero.
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
