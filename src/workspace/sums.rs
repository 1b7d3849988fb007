//! sha256 sums of files: kept once they are known, shown in a path's history.

use super::blob_key::BlobKey;
use super::image_session::ImageSession;
use super::layer_store::LayerStore;
use crate::problem::{Kind, Problem, Result};
use crate::text::parse_hex;
use crate::tree::{NodeId, StoredContent};
use crate::view::{self, PathHistory};

/// One path's history, with the sums that are known. *Errors:* `NotFound`.
pub fn path_history(store: &LayerStore, session: &ImageSession, node: NodeId, height: usize) -> Result<PathHistory> {
    let none = || Box::new(Problem::new(Kind::NotFound).detail(format!("path {node}")));
    let mut history = view::path_history(session.tree(), node, height).ok_or_else(none)?;
    for version in &mut history.versions {
        let place = session.stored_in(node, version.layer).and_then(|stored| place_of(session, stored));
        version.sha256 = place.and_then(|(key, at)| store.sum(&key, at)).map(str::to_owned);
    }
    Ok(history)
}

/// Keeps the sum, in hex, of a version's content. A container's is not kept: its files change. *Errors:* `NotFound` for a version without
/// content, and for a text that is no hash.
pub fn learn(store: &mut LayerStore, session: &ImageSession, node: NodeId, layer: usize, sha256: &str) -> Result<()> {
    let none = || Problem::new(Kind::NotFound).detail("no content to be hashed");
    let stored = session.stored_in(node, layer).ok_or_else(none)?;
    parse_hex::<32>(sha256).ok_or_else(none)?;
    if let Some((key, at)) = place_of(session, stored) {
        store.learn_sum(key, at, sha256);
    }
    Ok(())
}

/// The layer and the offset where a content is stored; `None` = a container holds it.
fn place_of(session: &ImageSession, stored: StoredContent) -> Option<(BlobKey, u64)> {
    Some((session.key(usize::from(stored.layer))?, stored.at))
}
