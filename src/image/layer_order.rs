//! Which blob is which layer: by digest where a name tells one, else by position; and which member a bare digest is.

use super::ListedLayer;
use crate::archive::Archive;
use std::collections::{HashMap, VecDeque};

/// Layers in the config's order.
pub struct Placed {
    /// One for each diff_id, and those beyond.
    pub layers: Vec<ListedLayer>,
    /// The manifest had another order.
    pub reordered: bool,
}

/// Puts each found blob to its diff_id. Names tell digests (`blobs/sha256/<diff_id>`, `<diff_id>.tar`) in Docker 25 and newer,
/// podman and skopeo; some versions list such layers in random order. What no name places goes by position.
pub fn place(found: Vec<ListedLayer>, diff_ids: &[String], count: usize) -> Placed {
    let names: Vec<Option<String>> = found.iter().map(|f| digest_in_name(&f.name)).collect();
    let fits = |(name, diff_id): (&Option<String>, &String)| name.as_ref() == Some(diff_id);
    // Where the names fit as they stand there is nothing to search, and a diff_id that comes twice stays in its place.
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
    Placed { layers, reordered }
}

/// `<hex>.json`, `<hex>.tar.gz`, `blobs/sha256/<hex>` and `sha256:<hex>` name a digest; any other name promises nothing.
pub fn digest_in_name(name: &str) -> Option<String> {
    let last = name.rsplit('/').next()?;
    let hex = last.trim_start_matches("sha256:").split('.').next()?;
    (hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then(|| format!("sha256:{hex}"))
}

/// The member of a digest in archives without `blobs/`: go-containerregistry, crane, ko, kaniko and apko write `sha256:<hex>`,
/// `<hex>.tar.gz`, `<hex>.json`.
pub fn bare_blob(archive: &Archive, digest: &str) -> Option<usize> {
    let (_, hex) = digest.split_once(':')?;
    if !hex.bytes().all(|b| b.is_ascii_hexdigit()) || hex.is_empty() {
        return None;
    }
    let named = [".tar.gz", ".tar", ".tar.zst", ".json", "", ".tgz", ".tar.gzip", ".manifest.json"];
    let plain = named.iter().map(|end| format!("{hex}{end}"));
    std::iter::once(digest.to_owned()).chain(plain).find_map(|name| archive.find(name.as_bytes()))
}
