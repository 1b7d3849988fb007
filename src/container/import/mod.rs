//! An existing container as a read-write layer: from a `docker export`, an overlay upper directory or a layer's tar.
//!
//! The tar is scanned like a layer, and the bytes of its files stay in it. Notes say what an import can't know.

mod compare;
mod fit;
mod listing;
mod notes;
mod placeholder;
mod to_upper;

pub use fit::Fit;
pub use listing::Listing;
pub use notes::{ImportNote, Remark};
pub use placeholder::without_placeholders;

use crate::layer::{LayerBuffer, Mark};
use crate::tar_format::FileKind;
use crate::tree::attributes;
use serde::{Deserialize, Serialize};

/// The origin of a tar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The whole file system of a container: `docker export`.
    Export,
    /// Overlay's upper directory: devices 0:0 are whiteouts, attributes mark opaque directories.
    Upper,
    /// One layer: `.wh.` names are whiteouts.
    Layer,
}

/// Prefixes of overlay's attributes: of a privileged mount, and of an unprivileged one.
const OVERLAY: [&[u8]; 2] = [b"trusted.overlay.", b"user.overlay."];

/// The rest of an attribute's name, if it is overlay's.
fn overlay(name: &[u8]) -> Option<&[u8]> {
    OVERLAY.iter().find_map(|prefix| name.strip_prefix(*prefix))
}

/// The origin that a tar's own entries show.
///
/// 1. `/proc`, `/sys` and an engine's mark in a container (`/.dockerenv`, `/run/.containerenv`): an export.
///    Neither an upper directory nor a layer has the directories that an engine mounts over.
/// 2. A character device 0:0 or an attribute of overlay: an upper directory.
/// 3. A name with `.wh.`: a layer.
///
/// `None` = no such entry. Then the images decide: an export has most files of its image, a layer has few. An upper
/// directory without whiteouts is the same as a layer.
pub fn origin_of(buffer: &LayerBuffer) -> Option<Origin> {
    let (mut folders, mut engine, mut marker, mut whiteout) = (0, false, false, false);
    buffer.for_each(|_, record, path| {
        match record.mark {
            Mark::Entry(FileKind::Dir) if matches!(path, b"proc" | b"sys") => folders += 1,
            Mark::Entry(FileKind::File) => engine |= matches!(path, b".dockerenv" | b"run/.containerenv"),
            Mark::Entry(FileKind::Char) => marker |= record.device == (0, 0),
            Mark::Whiteout | Mark::Opaque | Mark::Metadata(_) => whiteout = true,
            Mark::Entry(_) => {}
        }
        marker |= attributes(buffer.bytes(record.xattrs)).iter().any(|(name, _)| overlay(name).is_some());
    });
    match (engine && folders >= 2, marker, whiteout) {
        (true, ..) => Some(Origin::Export),
        (_, true, _) => Some(Origin::Upper),
        (.., true) => Some(Origin::Layer),
        _ => None,
    }
}
