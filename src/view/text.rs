//! Text for people from the numbers and bytes that trees hold.

use crate::search::Query;
use crate::tar_format::FileKind;
use crate::text::{display, mode_string};
use crate::tree::{Change, NodeId, Tree, Version};
use serde::Serialize;

/// An extended attribute, safe to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Xattr {
    /// "security.capability".
    pub name: String,
    /// Escaped bytes.
    pub value: String,
}

/// An attribute, safe to show.
pub fn shown_xattr((name, value): (&[u8], &[u8])) -> Xattr {
    Xattr { name: display(name), value: display(value) }
}

/// A node's path, safe to show, with a leading `/`.
pub fn shown_path(tree: &Tree, node: NodeId) -> String {
    format!("/{}", display(&tree.path(node)))
}

/// "-rw-r--r--"; implied directories have no mode of their own.
pub fn mode_text(version: &Version) -> String {
    let kind = version.kind().unwrap_or(FileKind::Other);
    mode_string(kind.letter(), version.mode)
}

/// "0644".
pub fn octal_text(version: &Version) -> String {
    format!("{:04o}", version.mode)
}

/// "uid:gid".
pub fn owner_text(version: &Version) -> String {
    format!("{}:{}", version.uid, version.gid)
}

/// "major,minor" of a device.
pub fn device_text(version: &Version) -> Option<String> {
    version.device().map(|device| format!("{},{}", device.major, device.minor))
}

/// A link's target, safe to show; `None` of what is no link, or leads nowhere.
pub(super) fn target_text(tree: &Tree, version: &Version) -> Option<String> {
    Some(tree.target(version)).filter(|target| !target.is_empty()).map(display)
}

/// One character a layer, base first: what it did to the node (`Change::letter`), `.` for nothing, `?` when it can't be read.
pub fn strip(tree: &Tree, node: NodeId) -> String {
    let unknown = |layer| if tree.is_unreadable(layer) { '?' } else { '.' };
    (0..tree.layers()).map(|layer| tree.change_in(layer, node).map_or(unknown(layer), Change::letter)).collect()
}

/// The parts of a shown name that a query finds (`Query::found_in`). *Units:* UTF-16 code units, start and length, as JavaScript counts.
pub fn marks(query: &Query, folder: &str, name: &str) -> Vec<(u32, u32)> {
    let units = |from: usize, to: usize| name.get(from..to).unwrap_or_default().encode_utf16().count() as u32;
    query.found_in(folder, name).into_iter().map(|(from, to)| (units(0, from), units(from, to))).collect()
}
