//! Layers of Windows: their file system is a folder of the tar, and registry hives stand beside it.

use super::{Aside, Summary};
use crate::problem::Kind;
use crate::tar_format::{Entry, FileKind};

/// Registry hives, and the files of the machine that runs isolated containers: engines unpack both beside the root.
const KNOWN: [&[u8]; 2] = [b"Hives", b"UtilityVM"];

/// Notes an entry that is not in the root. One that no engine unpacks is odd.
pub(super) fn note_aside(entry: &Entry, path: Vec<u8>, summary: &mut Summary) {
    let top = path.split(|byte| *byte == b'/').next().unwrap_or_default();
    if !KNOWN.contains(&top) && !path.is_empty() {
        summary.note(Kind::OutsideFiles, &path, entry.header_at);
    }
    if entry.kind != FileKind::Dir {
        summary.aside.add(Aside { count: 1, files: vec![(path, entry.size)] });
    }
}
