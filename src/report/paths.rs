//! What layers did to paths, as lines: one layer's changes, one path's life.

use super::utc_time;
use crate::text::display;
use crate::tree::{Change, Item, NONE, ROOT, Tree, Version};
use serde::Serialize;

/// One path that a layer changed. *Units:* bytes; `None` = what has none of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedPath {
    /// From the root, with a leading `/`, safe to show.
    pub path: String,
    /// Added, removed and the like.
    pub change: Change,
    /// Why it counts as changed.
    pub reasons: Vec<&'static str>,
    /// Bytes below the layer.
    pub before: Option<u64>,
    /// Bytes with the layer.
    pub after: Option<u64>,
}

/// Gives what a layer did, by path. The paths of a hostile image are far longer than its bytes: they are given one at a time.
pub fn changed_paths(tree: &Tree, layer: usize, each: &mut dyn FnMut(ChangedPath)) {
    let did = |node: u32| tree.change_in(layer, node);
    tree.walk(&mut |node| did(node).is_some(), &mut |node, path| {
        let Some(change) = did(node).filter(|change| *change != Change::Below && node != ROOT) else { return };
        let old = layer.checked_sub(1).map_or(NONE, |below| tree.seen_path(node, below));
        let (old, new) = (tree.version(old), tree.version(tree.seen_path(node, layer)));
        let reasons =
            if change.is_gone() || change == Change::Added { Vec::new() } else { tree.reasons(old, new).names() };
        let path = format!("/{}", display(path));
        each(ChangedPath { path, change, reasons, before: bytes(old), after: bytes(new) });
    });
}

/// The paths that a layer changed: a line a path, by path: kind, reasons, size before → after, path. *Shape:* tab-separated; `-` = none.
pub fn changes(tree: &Tree, layer: usize) -> String {
    let mut out = String::new();
    changed_paths(tree, layer, &mut |ChangedPath { path, change, reasons, before, after }| {
        let sizes = format!("{} → {}", or_dash(before), or_dash(after));
        out.push_str(&format!("{}\t{}\t{sizes}\t{path}\n", change.name(), listed(&reasons)));
    });
    out
}

/// One path's life: a line a layer that touched it, base first: layer, kind, reasons, size, mode, owner, time, sha256
/// (as `sum` knows it of the content in that layer). *Shape:* tab-separated; layers from 0; `-` = none, or not known.
pub fn life(tree: &Tree, node: u32, mut sum: impl FnMut(usize) -> Option<String>) -> String {
    let mut out = String::new();
    let told = tree.life(node, tree.layers().saturating_sub(1));
    for info in told.into_iter().flat_map(|life| life.versions) {
        let version = tree.version_in(node, info.layer).filter(|v| matches!(v.item, Item::Entry(_)));
        let text = |of: &dyn Fn(&Version) -> String| version.map_or("-".to_owned(), of);
        let fields = [
            info.layer.to_string(),
            info.change.name().to_owned(),
            listed(&info.reasons),
            version.map_or("-".to_owned(), size),
            text(&Version::mode_text),
            text(&|v| format!("{}:{}", v.uid, v.gid)),
            text(&time),
            version.and_then(|_| sum(info.layer)).unwrap_or("-".to_owned()),
        ];
        out.push_str(&fields.join("\t"));
        out.push('\n');
    }
    out
}

fn listed(reasons: &[&str]) -> String {
    if reasons.is_empty() { "-".into() } else { reasons.join(",") }
}

/// Bytes of what has some of its own.
fn bytes(version: &Version) -> Option<u64> {
    (version.is_item() && !version.is_dir()).then_some(version.size)
}

fn size(version: &Version) -> String {
    or_dash(bytes(version))
}

fn or_dash(bytes: Option<u64>) -> String {
    bytes.map_or("-".into(), |bytes| bytes.to_string())
}

/// As tar writes it, with the nanoseconds where there are some.
fn time(version: &Version) -> String {
    let nanos = if version.mtime_nanos == 0 { String::new() } else { format!(".{:09}", version.mtime_nanos) };
    utc_time(version.mtime) + &nanos
}
