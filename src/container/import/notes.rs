//! What a person should know of an import: what was left out, and what can't be known.

use crate::text::display;
use serde::Serialize;

/// Kinds of remarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
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
    /// A sentence: what, and what it means.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Cut => {
                "The tar ends early or is damaged: what came before is taken, and nothing that is missing counts as deleted."
            }
            Self::FitsNone => {
                "It fits none of the images that have been read: less than half of what it should have is there."
            }
            Self::Guessed => "Nothing in the tar says what it was made of; how much of the image is in it decided.",
            Self::NoAttributes => {
                "The tar has none of overlay's extended attributes: a directory that was deleted and made again can't be told. GNU tar keeps them with --xattrs --xattrs-include='*'."
            }
            Self::Redirect => {
                "A directory was renamed by overlay's redirect, which is not followed: what it had below is missing at its new name."
            }
            Self::Metacopy => {
                "Only the attributes of a file are in the upper directory, and its content is not found below."
            }
            Self::Volume => {
                "A volume: what it holds is no part of a container and in no export; nothing missing in it counts as deleted."
            }
            Self::Whiteout => "Whiteouts have no meaning in an export, they are left out.",
            Self::BelowAFile => "A name below something that is no directory is left out.",
            Self::BrokenLink => "A hard link's target is neither in the tar nor below: the file is there and empty.",
            Self::Unknown => "An entry of a type that no engine unpacks is left out.",
            Self::Limit => "A path is too long for Linux, or names too many folders; it is left out.",
        }
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
