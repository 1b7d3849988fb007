//! Linux's reasons for refusing an operation.

use crate::text::display;
use serde::Serialize;

/// An error number of Linux. *Source:* errno(3); the words are glibc's, which shells print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[allow(clippy::upper_case_acronyms)]
pub enum Errno {
    /// No such file or directory.
    ENOENT,
    /// File exists.
    EEXIST,
    /// Not a directory.
    ENOTDIR,
    /// Is a directory.
    EISDIR,
    /// Directory not empty.
    ENOTEMPTY,
    /// Too many levels of symbolic links.
    ELOOP,
    /// File name too long.
    ENAMETOOLONG,
    /// Invalid cross-device link: overlay's answer for renaming a directory with lower parts.
    EXDEV,
    /// Invalid argument.
    EINVAL,
    /// Device or resource busy.
    EBUSY,
    /// Operation not permitted.
    EPERM,
    /// No space left on device: a bound of `limits` is reached.
    ENOSPC,
}

impl Errno {
    /// "No such file or directory".
    pub fn words(self) -> &'static str {
        match self {
            Self::ENOENT => "No such file or directory",
            Self::EEXIST => "File exists",
            Self::ENOTDIR => "Not a directory",
            Self::EISDIR => "Is a directory",
            Self::ENOTEMPTY => "Directory not empty",
            Self::ELOOP => "Too many levels of symbolic links",
            Self::ENAMETOOLONG => "File name too long",
            Self::EXDEV => "Invalid cross-device link",
            Self::EINVAL => "Invalid argument",
            Self::EBUSY => "Device or resource busy",
            Self::EPERM => "Operation not permitted",
            Self::ENOSPC => "No space left on device",
        }
    }

    /// The refusal of a path.
    pub fn of(self, path: &[u8]) -> Refusal {
        Refusal { errno: self, path: path.to_vec() }
    }
}

/// A refused operation, and the path at fault as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The reason.
    pub errno: Errno,
    /// The path at fault.
    pub path: Vec<u8>,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", display(&self.path), self.errno.words())
    }
}

impl std::error::Error for Refusal {}
