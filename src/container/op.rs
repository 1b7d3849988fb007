//! What can be done in a container, and what it did to the upper directory: plain data.

use super::upper::{ContentPiece, Time};
use crate::tar_format::FileKind;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// Bytes of a path or a link's target. Text stands for its UTF-8 bytes; what is no text crosses as bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(type = "string | Uint8Array"))]
pub struct PathBytes(pub Vec<u8>);

impl From<&str> for PathBytes {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl From<&[u8]> for PathBytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl Serialize for PathBytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => serializer.serialize_bytes(&self.0),
        }
    }
}

impl<'de> Deserialize<'de> for PathBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = PathBytes;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("text or bytes")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<PathBytes, E> {
                Ok(PathBytes::from(text))
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<PathBytes, E> {
                Ok(PathBytes::from(bytes))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<PathBytes, A::Error> {
                let mut bytes = Vec::new();
                while let Some(byte) = seq.next_element()? {
                    bytes.push(byte);
                }
                Ok(PathBytes(bytes))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// One system call's worth of work. Paths are absolute or relative to the root; parents' links are followed as Linux does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(tag = "op", rename_all = "camelCase", deny_unknown_fields)]
pub enum Op {
    /// `open(O_CREAT)`: an empty file where there is none. `exclusive`: there must be none.
    Create {
        /// The path.
        path: PathBytes,
        /// Permission bits, 07777.
        #[serde(default)]
        mode: Option<u16>,
        /// Refuses an existing path with EEXIST.
        #[serde(default)]
        exclusive: bool,
    },
    /// `open(O_CREAT | O_TRUNC)` and write: the whole content anew.
    Write {
        /// The path.
        path: PathBytes,
        /// The whole content.
        content: Vec<ContentPiece>,
        /// Permission bits, 07777.
        #[serde(default)]
        mode: Option<u16>,
    },
    /// `open(O_CREAT | O_APPEND)` and write.
    Append {
        /// The path.
        path: PathBytes,
        /// What is appended.
        content: Vec<ContentPiece>,
    },
    /// `mkdir`; `parents`: as `mkdir -p`.
    Mkdir {
        /// The path.
        path: PathBytes,
        /// Also creates the directories above, as `mkdir -p`.
        #[serde(default)]
        parents: bool,
        /// Permission bits, 07777.
        #[serde(default)]
        mode: Option<u16>,
    },
    /// `unlink`; `recursive`: a directory and all in it, as `rm -r`.
    Remove {
        /// The path.
        path: PathBytes,
        /// Also removes the content of a directory.
        #[serde(default)]
        recursive: bool,
    },
    /// `rmdir`.
    Rmdir {
        /// The path.
        path: PathBytes,
    },
    /// `rename`: a directory that has lower parts is refused with EXDEV.
    Rename {
        /// The former path.
        from: PathBytes,
        /// The new path.
        to: PathBytes,
    },
    /// What `mv` does: `rename`, and where that says EXDEV a copy of everything, and its removal.
    Move {
        /// The former path.
        from: PathBytes,
        /// The new path.
        to: PathBytes,
    },
    /// `chmod`: the bits 07777.
    Chmod {
        /// The path.
        path: PathBytes,
        /// Permission bits, 07777.
        mode: u16,
    },
    /// `chown`; `follow` = false: of a link itself.
    Chown {
        /// The path.
        path: PathBytes,
        /// User; absent = unchanged.
        #[serde(default)]
        uid: Option<u32>,
        /// Group; absent = unchanged.
        #[serde(default)]
        gid: Option<u32>,
        /// False = the link itself.
        #[serde(default = "yes")]
        follow: bool,
    },
    /// `touch`: the time, else now; a file is made unless `create` = false.
    Touch {
        /// The path.
        path: PathBytes,
        /// Absent = now.
        #[serde(default)]
        time: Option<Time>,
        /// Creates an absent file.
        #[serde(default = "yes")]
        create: bool,
        /// False = the link itself.
        #[serde(default = "yes")]
        follow: bool,
    },
    /// `symlink`.
    Symlink {
        /// The path.
        path: PathBytes,
        /// The link's target.
        target: PathBytes,
    },
    /// `link`: `path` becomes one more name of `target`.
    Link {
        /// The new name.
        path: PathBytes,
        /// The file that gets it.
        target: PathBytes,
    },
}

fn yes() -> bool {
    true
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub enum What {
    /// Something of a lower layer was copied to the upper directory, as it had to be changed: `bytes` of content from `layer`.
    CopyUp,
    /// A whiteout: `entries` paths of lower layers with `bytes` are hidden and not freed.
    Whiteout,
    /// A directory became opaque: `entries` paths below it in lower layers with `bytes` are hidden and not freed.
    Opaque,
    /// A new path with `bytes` of content.
    Created,
    /// Content or attributes of a path that the upper directory holds; `bytes` it has now.
    Changed,
    /// The upper directory holds `entries` paths less, `bytes` are freed.
    Removed,
    /// A path of the upper directory has another name now.
    Renamed,
    /// A file took the place of a lower layer's: `bytes` are hidden and not freed.
    Covered,
}

/// One thing that an operation did to the upper directory, in the order in which it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// What.
    pub what: What,
    /// Clean path from the root; of a rename the new one.
    pub path: Vec<u8>,
    /// The old path of a rename.
    pub from: Option<Vec<u8>>,
    /// What stands, or stood, there.
    pub kind: FileKind,
    /// The layer that a copy comes from; the one that is hidden.
    pub layer: Option<usize>,
    /// Paths concerned.
    pub entries: u64,
    /// Bytes concerned, hard links once.
    pub bytes: u64,
}
