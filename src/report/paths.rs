//! The changes of layers to paths, as lines: one layer's changes, one path's history.

use super::utc_time;
use crate::text::display;
use crate::tree::{Change, Item, NONE, ROOT, Tree, Version};

/// A layer's changes: a line a path, ordered by path: kind, reasons, size before → after, path. *Shape:* tab-separated; `-` = nothing.
pub fn changes(tree: &Tree, layer: usize) -> String {
    let mut out = String::new();
    let did = |node: u32| tree.change_in(layer, node);
    tree.walk(&mut |node| did(node).is_some(), &mut |node, path| {
        let Some(change) = did(node).filter(|change| *change != Change::Below && node != ROOT) else { return };
        let old = layer.checked_sub(1).map_or(NONE, |below| tree.seen_path(node, below));
        let (old, new) = (tree.version(old), tree.version(tree.seen_path(node, layer)));
        let reasons =
            if change.is_gone() || change == Change::Added { Vec::new() } else { tree.reasons(old, new).names() };
        let sizes = format!("{} → {}", size(old), size(new));
        out.push_str(&format!("{}\t{}\t{sizes}\t/{}\n", change.name(), listed(&reasons), display(path)));
    });
    out
}

/// One path's history: a line for each layer that touched it, base first: layer, kind, reasons, size, mode, owner, time, sha256
/// (as `sum` knows it of the content in that layer). *Shape:* tab-separated; layers from 0; `-` = nothing, or not known.
pub fn life(tree: &Tree, node: u32, mut sum: impl FnMut(usize) -> Option<String>) -> String {
    let mut out = String::new();
    let life = tree.life(node, tree.layers().saturating_sub(1));
    for info in life.into_iter().flat_map(|life| life.versions) {
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

/// The size of an item that has bytes of its own.
fn size(version: &Version) -> String {
    if version.is_item() && !version.is_dir() { version.size.to_string() } else { "-".into() }
}

/// The time as tar writes it, with nanoseconds unless they are 0.
fn time(version: &Version) -> String {
    let nanos = if version.mtime_nanos == 0 { String::new() } else { format!(".{:09}", version.mtime_nanos) };
    utc_time(version.mtime) + &nanos
}
