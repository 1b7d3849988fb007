//! What a person should know of an import: what was left out, and what can't be known.

use crate::messages::{self, Language};
use crate::text::display;
use serde::{Deserialize, Serialize};

/// Kinds of remarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remark {
    /// The tar ends early or is damaged.
    Cut,
    /// It fits none of the images whose layers have been read.
    FitsNone,
    /// Nothing in the tar says what it is: the images decided.
    Guessed,
    /// An upper directory without any attribute of overlay: whether a directory is opaque isn't told.
    NoAttributes,
    /// A directory that was renamed by a redirect, which is not followed.
    Redirect,
    /// A file of which only the attributes were copied up, whose content is not below.
    Metacopy,
    /// A volume of the image: what it holds is not part of the container.
    Volume,
    /// A `.wh.` name in an export, where it means nothing.
    Whiteout,
    /// A name below something that is no directory.
    BelowAFile,
    /// A hard link to what is not there.
    BrokenLink,
    /// An entry of a type that is no file.
    Unknown,
    /// A path longer than Linux takes, or too many of them.
    Limit,
}

impl Remark {
    /// An English sentence: the remark and its consequence (`import.note.REMARK` of `messages`).
    pub fn sentence(self) -> String {
        let code = serde_json::to_value(self).ok();
        let code = code.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
        messages::text(Language::English, &format!("import.note.{code}"), &[])
    }
}

/// A remark, with how many paths it concerns and the first of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportNote {
    /// What.
    pub what: Remark,
    /// Clean path of the first; `None` = it is about the tar.
    pub path: Option<Vec<u8>>,
    /// How many paths.
    pub count: u64,
}

impl ImportNote {
    /// One line: path, how many, sentence.
    pub fn line(&self) -> String {
        let others = if self.count > 1 { format!(" and {} more", self.count - 1) } else { String::new() };
        let place = self.path.as_ref().map_or(String::new(), |path| format!("/{}{others}: ", display(path)));
        format!("{place}{}", self.what.sentence())
    }
}

/// At most one note of a kind.
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
