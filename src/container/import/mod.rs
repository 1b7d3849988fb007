//! A container from real life: what `docker export`, an overlay upper directory or a layer's tar holds, as a read-write layer.
//!
//! The tar is scanned as any layer is; the bytes of its files stay where they are. What an import can't know, it tells in notes.

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

/// What a tar was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The whole file system of a container, as `docker export` writes it.
    Export,
    /// An upper directory of overlay: devices 0:0 are whiteouts, attributes make directories opaque.
    Upper,
    /// One layer: `.wh.` names are whiteouts.
    Layer,
}

/// What overlay's attributes are called: those of a mount with privileges, and of one without.
const OVERLAY: [&[u8]; 2] = [b"trusted.overlay.", b"user.overlay."];

/// The rest of the name of an attribute that is overlay's own.
fn overlay(name: &[u8]) -> Option<&[u8]> {
    OVERLAY.iter().find_map(|prefix| name.strip_prefix(*prefix))
}

/// What a tar's own entries say of its origin.
///
/// 1. `/proc` and `/sys` and one of the marks that engines leave in a container (`/.dockerenv`, `/run/.containerenv`): an export,
///    whatever else is in it, for neither an upper directory nor a layer holds what the engine mounts over.
/// 2. A character device 0:0 or an attribute of overlay: an upper directory.
/// 3. A name with `.wh.`: a layer.
///
/// `None` = nothing of it. Then only the images tell: most of the files of one are in an export of its container, and a layer, or an
/// upper directory without whiteouts, which is the same, has few of them.
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
