//! Matches blobs with diff_ids: by the digest in a blob's name, else by position.

use std::collections::{HashMap, VecDeque};

/// A layer as the manifest lists it, before it is matched with the config.
#[derive(Debug, Clone, Default)]
pub(super) struct ListedLayer {
    pub member: Option<usize>,
    pub name: String,
    pub blob_digest: Option<String>,
    pub media_type: Option<String>,
    pub size: Option<u64>,
    pub urls: Vec<String>,
}

/// Layers in the config's order.
pub(super) struct OrderedLayers {
    /// One for each diff_id, then those beyond the last diff_id.
    pub layers: Vec<ListedLayer>,
    /// The manifest has another order.
    pub reordered: bool,
}

/// Gives each diff_id its blob. Docker from 25 on, podman and skopeo name blobs by digest (`blobs/sha256/<diff_id>`,
/// `<diff_id>.tar`), and some versions list them in random order. Blobs without a digest in their name keep their
/// position.
pub(super) fn match_layers(found: Vec<ListedLayer>, diff_ids: &[String], count: usize) -> OrderedLayers {
    let names: Vec<Option<String>> = found.iter().map(|f| digest_in_name(&f.name)).collect();
    let fits = |(name, diff_id): (&Option<String>, &String)| name.as_ref() == Some(diff_id);
    // A blob whose name fits its position stays there, also when its diff_id occurs twice.
    let in_place: Vec<bool> = names.iter().zip(diff_ids).map(fits).collect();
    let stays = |index: usize| in_place.get(index).copied().unwrap_or(false);
    let mut elsewhere: HashMap<&String, VecDeque<usize>> = HashMap::new();
    for (at, name) in names.iter().enumerate().filter(|(at, _)| !stays(*at)) {
        if let Some(name) = name {
            elsewhere.entry(name).or_default().push_back(at);
        }
    }
    let mut search = |index: usize| elsewhere.get_mut(diff_ids.get(index)?)?.pop_front();
    let from: Vec<Option<usize>> =
        (0..count).map(|index| if stays(index) { Some(index) } else { search(index) }).collect();
    let reordered = from.iter().enumerate().any(|(index, at)| at.is_some() && !stays(index));
    let to: HashMap<usize, usize> = from.iter().enumerate().filter_map(|(to, at)| Some(((*at)?, to))).collect();
    let mut layers: Vec<Option<ListedLayer>> = vec![None; count];
    let mut rest = Vec::new();
    for (at, found) in found.into_iter().enumerate() {
        match to.get(&at).and_then(|to| layers.get_mut(*to)) {
            Some(layer) => *layer = Some(found),
            None => rest.push(found),
        }
    }
    let mut rest = rest.into_iter();
    let layers = layers.into_iter().map(|layer| layer.or_else(|| rest.next()).unwrap_or_default()).collect();
    OrderedLayers { layers, reordered }
}

/// The digest in `<hex>.json`, `<hex>.tar.gz`, `blobs/sha256/<hex>` or `sha256:<hex>`; `None` for any other name.
pub fn digest_in_name(name: &str) -> Option<String> {
    let last = name.rsplit('/').next()?;
    let hex = last.trim_start_matches("sha256:").split('.').next()?;
    (hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then(|| format!("sha256:{hex}"))
}
