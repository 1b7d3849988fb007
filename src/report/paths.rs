//! The changes of layers to paths, as lines: one layer's changes, one path's history.

use super::utc_time;
use crate::text::display;
use crate::tree::{Change, NodeId, ROOT, Tree, Version};
use crate::view::{mode_text, owner_text, path_history};
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
    let did = |node: NodeId| tree.change_in(layer, node);
    tree.walk(&mut |node| did(node).is_some(), &mut |node, path| {
        let Some(change) = did(node).filter(|change| *change != Change::Below && node != ROOT) else { return };
        let seen = |height| tree.seen_path(node, height).map(|id| tree.version(id));
        let (old, new) = (layer.checked_sub(1).and_then(seen), seen(layer));
        let compared = old.zip(new).filter(|_| !change.is_gone() && change != Change::Added);
        let reasons = compared.map(|(old, new)| tree.reasons(old, new).names()).unwrap_or_default();
        let path = format!("/{}", display(path));
        each(ChangedPath { path, change, reasons, before: old.and_then(bytes), after: new.and_then(bytes) });
    });
}

/// Gives the word of a name in the reader's language: of a "change", or of a "reason". Queries and JSON have the names themselves.
pub type Word<'w> = &'w dyn Fn(&'static str, &'static str) -> String;

/// The paths that a layer changed: a line a path, by path: kind, reasons, size before → after, path. *Shape:* tab-separated; `-` = none.
pub fn changes(tree: &Tree, layer: usize) -> String {
    changes_in(tree, layer, &|_, name| name.to_owned())
}

/// The same in other words.
pub fn changes_in(tree: &Tree, layer: usize, word: Word) -> String {
    let mut out = String::new();
    changed_paths(tree, layer, &mut |ChangedPath { path, change, reasons, before, after }| {
        let sizes = format!("{} → {}", or_dash(before), or_dash(after));
        out.push_str(&format!("{}\t{}\t{sizes}\t{path}\n", word("change", change.name()), listed(&reasons, word)));
    });
    out
}

/// One path's history: a line for each layer that touched it, base first: layer, kind, reasons, size, mode, owner, time, sha256
/// (as `sum` knows it of the content in that layer). *Shape:* tab-separated; layers from 0; `-` = nothing, or not known.
pub fn life(tree: &Tree, node: NodeId, sum: impl FnMut(usize) -> Option<String>) -> String {
    life_in(tree, node, sum, &|_, name| name.to_owned())
}

/// The same in other words.
pub fn life_in(tree: &Tree, node: NodeId, mut sum: impl FnMut(usize) -> Option<String>, word: Word) -> String {
    let mut out = String::new();
    let history = path_history(tree, node, tree.layers().saturating_sub(1));
    for info in history.into_iter().flat_map(|history| history.versions) {
        let version = tree.version_in(node, info.layer).filter(|v| v.is_entry());
        let text = |of: &dyn Fn(&Version) -> String| version.map_or("-".to_owned(), of);
        let fields = [
            info.layer.to_string(),
            word("change", info.change.name()),
            listed(&info.reasons, word),
            version.map_or("-".to_owned(), size),
            text(&mode_text),
            text(&owner_text),
            text(&time),
            version.and_then(|_| sum(info.layer)).unwrap_or("-".to_owned()),
        ];
        out.push_str(&fields.join("\t"));
        out.push('\n');
    }
    out
}

fn listed(reasons: &[&'static str], word: Word) -> String {
    let words: Vec<String> = reasons.iter().map(|reason| word("reason", reason)).collect();
    if words.is_empty() { "-".into() } else { words.join(",") }
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

/// The time as tar writes it, with nanoseconds unless they are 0.
fn time(version: &Version) -> String {
    let nanos = if version.mtime_nanos == 0 { String::new() } else { format!(".{:09}", version.mtime_nanos) };
    utc_time(version.mtime) + &nanos
}
