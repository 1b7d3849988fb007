//! What layers did to paths, as lines: one layer's changes, one path's life.

use super::utc_time;
use crate::text::display;
use crate::tree::{Change, NodeId, ROOT, Tree, Version};

/// What a layer did: a line a path, by path: kind, reasons, size before → after, path. *Shape:* tab-separated; `-` = none.
pub fn changes(tree: &Tree, layer: usize) -> String {
    let mut out = String::new();
    let did = |node: NodeId| tree.change_in(layer, node);
    tree.walk(&mut |node| did(node).is_some(), &mut |node, path| {
        let Some(change) = did(node).filter(|change| *change != Change::Below && node != ROOT) else { return };
        let seen = |height| tree.seen_path(node, height).map(|id| tree.version(id));
        let (old, new) = (layer.checked_sub(1).and_then(seen), seen(layer));
        let compared = old.zip(new).filter(|_| !change.is_gone() && change != Change::Added);
        let reasons = compared.map(|(old, new)| tree.reasons(old, new).names()).unwrap_or_default();
        let bytes = |version: Option<&Version>| version.map_or("-".to_owned(), size);
        let sizes = format!("{} → {}", bytes(old), bytes(new));
        out.push_str(&format!("{}\t{}\t{sizes}\t/{}\n", change.name(), listed(&reasons), display(path)));
    });
    out
}

/// One path's life: a line a layer that touched it, base first: layer, kind, reasons, size, mode, owner, time, sha256
/// (as `sum` knows it of the content in that layer). *Shape:* tab-separated; layers from 0; `-` = none, or not known.
pub fn life(tree: &Tree, node: NodeId, mut sum: impl FnMut(usize) -> Option<String>) -> String {
    let mut out = String::new();
    let told = tree.life(node, tree.layers().saturating_sub(1));
    for info in told.into_iter().flat_map(|life| life.versions) {
        let version = tree.version_in(node, info.layer).filter(|v| v.is_entry());
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
fn size(version: &Version) -> String {
    if version.is_item() && !version.is_dir() { version.size.to_string() } else { "-".into() }
}

/// As tar writes it, with the nanoseconds where there are some.
fn time(version: &Version) -> String {
    let nanos = if version.mtime_nanos == 0 { String::new() } else { format!(".{:09}", version.mtime_nanos) };
    utc_time(version.mtime) + &nanos
}
