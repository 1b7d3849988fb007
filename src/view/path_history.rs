//! One path's life: every version with its layer, what changed and why.

use super::text::{Xattr, device_text, mode_text, octal_text, owner_text, shown_path, shown_xattr, target_text};
use crate::tar_format::FileKind;
use crate::tree::{Change, Column, LayerIndex, NodeId, Reasons, SubtreeCounts, Tree, Version, VersionId, attributes};
use serde::Serialize;

/// A path's life, base first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct PathHistory {
    /// The path node.
    pub node: NodeId,
    /// From the root, with a leading `/`.
    pub path: String,
    /// The type that is seen, or was last.
    pub kind: Option<FileKind>,
    /// Seen at the height asked for.
    pub live: bool,
    /// The layer that took it away.
    pub gone_by: Option<usize>,
    /// Bytes stored for this very path that the top does not show.
    pub dead: u64,
    /// Every layer that touched it.
    pub versions: Vec<VersionInfo>,
    /// Where else the bytes of what is seen (or was seen last) are stored: some of the places.
    pub copies: Vec<CopyInfo>,
    /// How many places there are.
    pub copies_count: usize,
}

/// The same bytes elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct CopyInfo {
    /// The path node.
    pub node: NodeId,
    /// From the root, with a leading `/`, safe to show.
    pub path: String,
    /// 0 = base.
    pub layer: usize,
}

/// Places listed of the same bytes.
const COPIES: usize = 20;

/// The state of the path in one layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct VersionInfo {
    /// 0 = base.
    pub layer: usize,
    /// The change that the layer made.
    pub change: Change,
    /// Why it counts as changed.
    pub reasons: Vec<&'static str>,
    /// `None` = nothing is there: a whiteout, or hidden with a parent.
    pub kind: Option<FileKind>,
    /// Bytes.
    pub size: u64,
    /// "-rw-r--r--".
    pub mode: String,
    /// "0644".
    pub octal: String,
    /// "uid:gid".
    pub owner: String,
    /// Unknown of implied directories.
    pub mtime: Option<i64>,
    /// Nanoseconds.
    pub mtime_nanos: u32,
    /// Link target.
    pub target: Option<String>,
    /// "major,minor".
    pub device: Option<String>,
    /// Extended attributes.
    pub xattrs: Vec<Xattr>,
    /// The tar holds a whiteout for it.
    pub whiteout: bool,
    /// … an opaque mark in it.
    pub opaque: bool,
    /// A directory without an entry of its own.
    pub implied: bool,
    /// The version that the top of the image shows.
    pub live: bool,
    /// Bytes of content in this layer.
    pub stored: u64,
    /// The content's sha256 in hex, where it was computed: the tree does not know it.
    pub sha256: Option<String>,
    /// The bytes are known to be those of the version before.
    pub same: bool,
    /// Of a directory, what the layer did below it.
    pub below: Option<SubtreeCounts>,
}

/// A path's life as seen from `height`; `None` = no such node.
pub fn path_history(tree: &Tree, node: NodeId, height: usize) -> Option<PathHistory> {
    tree.has(node).then_some(())?;
    let mut by_layer: Column<LayerIndex, Option<VersionId>> = Column::new(tree.layers(), None);
    for (id, version) in tree.versions_of(node) {
        by_layer.set(version.layer, Some(id));
    }
    let inside = tree.has_children(node).then(|| tree.inside(node));
    let mut versions = Vec::new();
    let mut before: Option<VersionId> = None;
    for (layer, id) in by_layer.iter().enumerate() {
        let change = tree.change_in(layer, node);
        let item = id.filter(|id| tree.version(*id).is_item());
        if let Some(change) = change.or(item.map(|_| Change::Unchanged)).or(id.map(|_| Change::Removed)) {
            let below = inside.as_ref().map(|inside| tree.below(layer, inside));
            versions.push(VersionInfo { below, ..version_info(tree, layer, change, *id, before) });
        }
        before = match change {
            Some(change) if change.is_gone() => None,
            _ => item.or(before),
        };
    }
    let seen = tree.seen_path(node, height);
    let last = tree.newest_item(node, usize::MAX);
    let alive = tree.live_version(node);
    let dead = tree
        .versions_of(node)
        .filter(|(id, _)| Some(*id) != alive)
        .fold(0, |sum: u64, (id, _)| sum.saturating_add(tree.stored(id)));
    let shown = seen.or(last).map(|id| tree.version(id));
    let (copies, copies_count) = shown.map(|version| tree.copies(version, COPIES)).unwrap_or_default();
    let copies = copies.into_iter().map(|copy| CopyInfo {
        node: copy.node,
        path: shown_path(tree, copy.node),
        layer: usize::from(copy.layer),
    });
    Some(PathHistory {
        node,
        path: shown_path(tree, node),
        kind: shown.and_then(Version::kind),
        live: seen.is_some(),
        gone_by: if seen.is_none() { tree.gone_by(node, height) } else { None },
        dead: dead.min(crate::limits::LARGEST_NUMBER),
        versions,
        copies: copies.collect(),
        copies_count,
    })
}

fn version_info(
    tree: &Tree,
    layer: usize,
    change: Change,
    id: Option<VersionId>,
    before: Option<VersionId>,
) -> VersionInfo {
    let version = id.map(|id| tree.version(id));
    let entry = version.filter(|v| v.is_entry());
    let reasons = match (entry, before) {
        (Some(new), Some(old)) => tree.reasons(tree.version(old), new),
        _ => Reasons::default(),
    };
    let xattrs = entry.map_or(&b""[..], |v| tree.bytes(v.xattrs));
    VersionInfo {
        layer,
        change,
        reasons: reasons.names(),
        kind: version.and_then(Version::kind),
        size: entry.map_or(0, |v| v.size),
        mode: entry.map(mode_text).unwrap_or_default(),
        octal: entry.map(octal_text).unwrap_or_default(),
        owner: entry.map(owner_text).unwrap_or_default(),
        mtime: entry.map(|v| v.mtime),
        mtime_nanos: entry.map_or(0, |v| v.mtime_nanos),
        target: entry.and_then(|v| target_text(tree, v)),
        device: entry.and_then(device_text),
        xattrs: attributes(xattrs).into_iter().map(shown_xattr).collect(),
        whiteout: version.is_some_and(|v| v.whiteout),
        opaque: version.is_some_and(|v| v.opaque),
        implied: version.is_some_and(Version::is_implied),
        live: id.is_some_and(|id| tree.live_version(tree.version(id).node) == Some(id)),
        stored: id.map_or(0, |id| tree.stored(id)),
        sha256: None,
        same: entry.zip(before).is_some_and(|(new, old)| tree.same_bytes(tree.version(old), new) == Some(true)),
        below: None,
    }
}
