//! Notes for a person about an import: what was left out, and what can't be known.

use crate::messages::{self, Language};
use serde::{Deserialize, Serialize};

/// Kinds of remarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "kebab-case")]
pub enum Remark {
    /// The tar ends early or is damaged.
    Cut,
    /// It fits no image whose layers have been read.
    FitsNone,
    /// No entry of the tar shows its origin: the images decided.
    Guessed,
    /// An upper directory without attributes of overlay: opaque directories can't be recognised.
    NoAttributes,
    /// A directory renamed by a redirect, which is not followed.
    Redirect,
    /// A metacopy (only the attributes were copied up) without a lower file.
    Metacopy,
    /// A volume of the image: its files are no part of the container.
    Volume,
    /// A `.wh.` name in an export, where it means nothing.
    Whiteout,
    /// A path under a file that is no directory.
    BelowAFile,
    /// A hard link to a missing file.
    BrokenLink,
    /// An entry of an unknown type.
    Unknown,
    /// A path longer than Linux allows, or too many implied directories.
    Limit,
}

impl Remark {
    /// A sentence: the remark and its consequence (`import.note.REMARK` of `messages`).
    pub fn sentence(self, language: Language) -> String {
        let code = serde_json::to_value(self).ok();
        let code = code.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
        messages::text(language, &format!("import.note.{code}"), &[])
    }
}

/// A note: its kind, how many paths it concerns, and the first of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportNote {
    /// Its kind.
    pub what: Remark,
    /// Clean path of the first one; `None` = the note is about the whole tar.
    pub path: Option<Vec<u8>>,
    /// Number of paths.
    pub count: u64,
}

/// One note a kind.
#[derive(Debug, Clone, Default)]
pub(super) struct Notes(pub Vec<ImportNote>);

impl Notes {
    /// Counts one more path of a kind.
    pub fn note(&mut self, what: Remark, path: Option<&[u8]>) {
        match self.0.iter_mut().find(|note| note.what == what) {
            Some(note) => note.count += 1,
            None => self.0.push(ImportNote { what, path: path.map(<[u8]>::to_vec), count: 1 }),
        }
    }
}
