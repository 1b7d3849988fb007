//! What stood at a path beside what stands there now.

use super::change::{Change, Reasons};
use super::path_tree::Tree;
use super::version::Version;
use crate::tar_format::FileKind;

impl Tree {
    /// Compares what stood at a path with what stands there now.
    ///
    /// A directory's own size never counts. Equal seconds count as equal when either nanosecond part is zero, for exports
    /// and old archives drop it. *Source:* moby pkg/archive `statDifferent`, `sameFsTimeSpec`.
    pub fn reasons(&self, old: &Version, new: &Version) -> Reasons {
        Self::reasons_between((self, old), (self, new))
    }

    /// The same for versions of two trees.
    pub fn reasons_between((left, old): (&Self, &Version), (right, new): (&Self, &Version)) -> Reasons {
        let mut reasons = Reasons::default();
        let kind = |v: &Version| v.kind().map(|k| if k == FileKind::Hardlink { FileKind::File } else { k });
        let (was, is) = (kind(old), kind(new));
        reasons.add(Reasons::TYPE, was != is);
        let unknown = old.is_implied() || new.is_implied();
        if was != is || unknown {
            return reasons;
        }
        let resized = is == Some(FileKind::File) && old.size != new.size;
        reasons.add(Reasons::SIZE, resized);
        let nanos_differ = old.mtime_nanos != new.mtime_nanos && old.mtime_nanos != 0 && new.mtime_nanos != 0;
        reasons.add(Reasons::MTIME, old.mtime != new.mtime || nanos_differ);
        reasons.add(Reasons::MODE, old.mode != new.mode && is != Some(FileKind::Symlink));
        reasons.add(Reasons::OWNER, (old.uid, old.gid) != (new.uid, new.gid));
        reasons.add(Reasons::XATTRS, left.bytes(old.xattrs) != right.bytes(new.xattrs));
        reasons.add(Reasons::TARGET, is == Some(FileKind::Symlink) && left.target(old) != right.target(new));
        reasons.add(Reasons::DEVICE, old.device() != new.device());
        let bytes = left.content_hash(old).zip(right.content_hash(new));
        // Another size is another content, hashed or not.
        reasons.add(Reasons::CONTENT, resized || bytes.is_some_and(|(was, is)| was != is));
        reasons
    }

    /// The kind of change from what stood there before (if anything) to what stands there now, as far as these two tell.
    pub(super) fn change(&self, old: Option<&Version>, new: &Version) -> Change {
        let Some(old) = old else { return Change::Added };
        let reasons = self.reasons(old, new);
        if reasons.any(&[Reasons::TYPE]) {
            return Change::Replaced;
        }
        let content = [Reasons::CONTENT, Reasons::SIZE, Reasons::TARGET, Reasons::DEVICE];
        let time = !new.is_dir() && reasons.any(&[Reasons::MTIME]);
        let same = self.same_bytes(old, new) == Some(true);
        if !new.is_dir() && (reasons.any(&content) || time && !same) {
            return Change::Content;
        }
        if time || reasons.any(&[Reasons::MODE, Reasons::OWNER, Reasons::XATTRS]) {
            return Change::Attributes;
        }
        Change::Unchanged
    }
}
