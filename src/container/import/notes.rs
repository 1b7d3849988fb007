//! Notes for a person about an import: what was left out, and what can't be known.

use crate::text::display;
use serde::Serialize;

/// Kinds of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
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
    /// A sentence: the fact, and its meaning.
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

impl ImportNote {
    /// One line: path, number, sentence.
    pub fn line(&self) -> String {
        let others = if self.count > 1 { format!(" and {} more", self.count - 1) } else { String::new() };
        let place = self.path.as_ref().map_or(String::new(), |path| format!("/{}{others}: ", display(path)));
        format!("{place}{}", self.what.sentence())
    }
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
