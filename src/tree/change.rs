//! The change of a path by a layer: a kind, and the reasons.

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
    pub(super) fn add(&mut self, reason: Self, differs: bool) {
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
