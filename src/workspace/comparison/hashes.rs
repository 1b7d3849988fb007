//! Hashes that two compared images have in common, and how certain they are.

use crate::dto::VerifyState;
use crate::image::{Image, Layer};
use crate::layer::FileHashes;
use crate::workspace::blob_key::BlobKey;
use crate::workspace::image_session::ImageSession;
use crate::workspace::layer_store::LayerStore;
use std::rc::Rc;

/// The diff_id of a layer from a hash of it. A folder of an archive has no digest of its own: what is hashed is the archive, with all of
/// its folders.
pub fn own_diff_id(layer: &Layer, diff_id: Option<String>) -> Option<String> {
    diff_id.filter(|_| layer.plan.as_ref().is_some_and(|plan| plan.below.is_empty()))
}

/// The diff_id that hashing a layer found, if the layer has one of its own.
pub fn found_diff_id(store: &LayerStore, layer: &Layer) -> Option<String> {
    let found = BlobKey::of(layer).and_then(|key| store.digests(&key)?.diff_id.clone());
    own_diff_id(layer, found)
}

/// Hashes of a layer's files; true = they are those of a proven layer of the chosen image with the same diff_id.
pub fn hashes_of(store: &LayerStore, session: &ImageSession, layer: &Layer) -> Option<(Rc<FileHashes>, bool)> {
    if let Some(hashes) = BlobKey::of(layer).and_then(|key| store.hashes(&key)) {
        return Some((hashes.clone(), false));
    }
    let diff_id = layer.diff_id.as_ref()?;
    let proven = session.image().layers.iter().zip(session.layers());
    let mut same = proven.filter(|(of, at)| of.diff_id.as_ref() == Some(diff_id) && at.verify == VerifyState::Ok);
    let hashes = same.find_map(|(of, _)| store.hashes(&BlobKey::of(of)?))?;
    Some((hashes.clone(), true))
}

/// Some layer is in both images by what their documents say alone: no hash proves it, and the two are not stored at one place.
pub fn rests_on_documents(store: &LayerStore, left: &Image, right: &Image) -> bool {
    let found = |layer: &Layer| {
        BlobKey::of(layer).is_some_and(|key| store.digests(&key).is_some_and(|digests| digests.diff_id.is_some()))
    };
    let sure = |one: &Layer, other: &Layer| BlobKey::of(one) == BlobKey::of(other) || found(one) && found(other);
    left.layers.iter().filter(|one| one.diff_id.is_some()).any(|one| {
        let mut same = right.layers.iter().filter(|other| other.diff_id == one.diff_id).peekable();
        same.peek().is_some() && !same.any(|other| sure(one, other))
    })
}
