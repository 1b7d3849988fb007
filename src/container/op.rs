//! The operations of a container and their effects on the upper directory: plain data, the shapes of `www/types.d.ts`.

use super::upper::{ContentPiece, Time};
use crate::tar_format::FileKind;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// Bytes of a path or a link's target. They serialize as text when they are UTF-8, else as bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes(pub Vec<u8>);

impl From<&str> for Bytes {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => serializer.serialize_bytes(&self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Bytes;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("text or bytes")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Bytes, E> {
                Ok(Bytes::from(text))
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes::from(bytes))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Bytes, A::Error> {
                let mut bytes = Vec::new();
                while let Some(byte) = seq.next_element()? {
                    bytes.push(byte);
                }
                Ok(Bytes(bytes))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// One operation, mostly one system call. Paths are absolute or relative to the root; links of parents are followed as
/// Linux does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "camelCase", deny_unknown_fields)]
#[allow(missing_docs)] // www/types.d.ts has the fields' meaning
pub enum Op {
    /// `open(O_CREAT)`: an empty file where nothing is. `exclusive`: the path must be free.
    Create {
        path: Bytes,
        #[serde(default)]
        mode: Option<u16>,
        #[serde(default)]
        exclusive: bool,
    },
    /// `open(O_CREAT | O_TRUNC)` and write: replaces the content.
    Write {
        path: Bytes,
        content: Vec<ContentPiece>,
        #[serde(default)]
        mode: Option<u16>,
    },
    /// `open(O_CREAT | O_APPEND)` and write.
    Append { path: Bytes, content: Vec<ContentPiece> },
    /// `mkdir`; `parents`: `mkdir -p`.
    Mkdir {
        path: Bytes,
        #[serde(default)]
        parents: bool,
        #[serde(default)]
        mode: Option<u16>,
    },
    /// `unlink`; `recursive`: `rm -r`.
    Remove {
        path: Bytes,
        #[serde(default)]
        recursive: bool,
    },
    /// `rmdir`.
    Rmdir { path: Bytes },
    /// `rename`: EXDEV for a directory with lower parts.
    Rename { from: Bytes, to: Bytes },
    /// `mv`: `rename`, and on EXDEV a copy and a removal.
    Move { from: Bytes, to: Bytes },
    /// `chmod`: the bits 07777.
    Chmod { path: Bytes, mode: u16 },
    /// `chown`; `follow` = false: changes the link itself.
    Chown {
        path: Bytes,
        #[serde(default)]
        uid: Option<u32>,
        #[serde(default)]
        gid: Option<u32>,
        #[serde(default = "yes")]
        follow: bool,
    },
    /// `touch`: the given time, else now. It creates a file unless `create` = false.
    Touch {
        path: Bytes,
        #[serde(default)]
        time: Option<Time>,
        #[serde(default = "yes")]
        create: bool,
        #[serde(default = "yes")]
        follow: bool,
    },
    /// `symlink`.
    Symlink { path: Bytes, target: Bytes },
    /// `link`: gives the file `target` one more name, `path`.
    Link { path: Bytes, target: Bytes },
}

fn yes() -> bool {
    true
}

/// Kinds of effects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
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
