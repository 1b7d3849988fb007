//! The operations of a container and their effects on the upper directory: plain data.

use super::upper::{ContentPiece, Time};
use crate::tar_format::FileKind;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// Bytes of a path or a link's target. They serialize as text when they are UTF-8, else as bytes.
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

/// One operation, mostly one system call. Paths are absolute or relative to the root; links of parents are followed as
/// Linux does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(tag = "op", rename_all = "camelCase", deny_unknown_fields)]
pub enum Op {
    /// `open(O_CREAT)`: an empty file where nothing is. `exclusive`: the path must be free.
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
    /// `open(O_CREAT | O_TRUNC)` and write: replaces the content.
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
        /// The appended bytes.
        content: Vec<ContentPiece>,
    },
    /// `mkdir`; `parents`: `mkdir -p`.
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
    /// `unlink`; `recursive`: `rm -r`.
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
    /// `rename`: EXDEV for a directory with lower parts.
    Rename {
        /// The former path.
        from: PathBytes,
        /// The new path.
        to: PathBytes,
    },
    /// `mv`: `rename`, and on EXDEV a copy and a removal.
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
    /// `chown`; `follow` = false: changes the link itself.
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
    /// `touch`: the given time, else now. It creates a file unless `create` = false.
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
    /// `link`: gives the file `target` one more name, `path`.
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

/// Kinds of effects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub enum EffectKind {
    /// A copy-up: `bytes` of content from `layer`.
    CopyUp,
    /// A whiteout: `entries` paths of lower layers with `bytes` are hidden and not freed.
    Whiteout,
    /// A directory became opaque: `entries` paths under it in lower layers with `bytes` are hidden and not freed.
    Opaque,
    /// A new path with `bytes` of content.
    Created,
    /// Content or attributes of a path in the upper directory changed; `bytes` is its size now.
    Changed,
    /// The upper directory lost `entries` paths; `bytes` are freed.
    Removed,
    /// A path of the upper directory got another name.
    Renamed,
    /// A file replaced a lower one: `bytes` are hidden and not freed.
    Covered,
}

/// One effect of an operation on the upper directory; effects come in the order in which they happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Its kind.
    pub what: EffectKind,
    /// Clean path; of a rename, the new one.
    pub path: Vec<u8>,
    /// The old path of a rename.
    pub from: Option<Vec<u8>>,
    /// The kind of file at the path, now or before.
    pub kind: FileKind,
    /// The layer that a copy comes from, or the hidden one.
    pub layer: Option<usize>,
    /// Number of paths.
    pub entries: u64,
    /// Bytes, hard links once.
    pub bytes: u64,
}
