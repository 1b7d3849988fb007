//! The change of a path by a layer: a kind, and the reasons.

use super::{Tree, Version};
use crate::tar_format::FileKind;
use serde::{Deserialize, Serialize};

/// The change of a path by a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// The path appears.
    Added,
    /// Written again: the bytes, link target or device number differ, or may: before the layers are hashed, another time says so.
    Content,
    /// Only mode, owner or extended attributes differ; of a directory, and of a file known to have the same bytes: or its time.
    Attributes,
    /// A whiteout.
    Removed,
    /// Another type stands there now.
    Replaced,
    /// Gone because a parent was removed, replaced or made opaque.
    Hidden,
    /// Written again, nothing differs that a header or the bytes tell.
    Unchanged,
    /// A directory: only something below it changed.
    Below,
}

impl Change {
    /// The character of the layer strip.
    pub fn letter(self) -> char {
        match self {
            Self::Added => 'a',
            Self::Content => 'c',
            Self::Attributes => 't',
            Self::Removed => 'd',
            Self::Replaced => 'r',
            Self::Hidden => 'h',
            Self::Unchanged => 'u',
            Self::Below => 'b',
        }
    }

    /// The word for it, as it is serialized.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Content => "content",
            Self::Attributes => "attributes",
            Self::Removed => "removed",
            Self::Replaced => "replaced",
            Self::Hidden => "hidden",
            Self::Unchanged => "unchanged",
            Self::Below => "below",
        }
    }

    /// The path is gone after it.
    pub fn is_gone(self) -> bool {
        matches!(self, Self::Removed | Self::Hidden)
    }
}

/// Why a path counts as changed: a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reasons(u16);

impl Reasons {
    /// Another type.
    pub const TYPE: Self = Self(1);
    /// Size.
    pub const SIZE: Self = Self(2);
    /// Time.
    pub const MTIME: Self = Self(4);
    /// Permissions.
    pub const MODE: Self = Self(8);
    /// User or group.
    pub const OWNER: Self = Self(16);
    /// Extended attributes.
    pub const XATTRS: Self = Self(32);
    /// Link target.
    pub const TARGET: Self = Self(64);
    /// Device number.
    pub const DEVICE: Self = Self(128);
    /// The bytes, by their hash.
    pub const CONTENT: Self = Self(256);

    const NAMES: [&'static str; 9] =
        ["type", "size", "mtime", "mode", "owner", "xattrs", "target", "device", "content"];

    /// Adds the others when `differs`.
    fn add(&mut self, reason: Self, differs: bool) {
        if differs {
            self.0 |= reason.0;
        }
    }

    /// Any of these.
    pub fn any(self, of: &[Self]) -> bool {
        of.iter().any(|r| self.0 & r.0 != 0)
    }

    /// None.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Their names, in a fixed order.
    pub fn names(self) -> Vec<&'static str> {
        Self::NAMES.iter().enumerate().filter(|(bit, _)| self.0 >> bit & 1 == 1).map(|(_, name)| *name).collect()
    }
}

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
