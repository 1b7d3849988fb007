//! Which blob is which layer: by digest where a name tells one, else by position; and which member a bare digest is.

use super::Found;
use crate::archive::Archive;

/// Layers in the config's order.
pub struct Placed {
    /// One for each diff_id, and those beyond.
    pub layers: Vec<Found>,
    /// The manifest had another order.
    pub reordered: bool,
}

/// Puts each found blob to its diff_id. Names tell digests (`blobs/sha256/<diff_id>`, `<diff_id>.tar`) in Docker 25 and newer,
/// podman and skopeo; some versions list such layers in random order. What no name places goes by position.
pub fn place(found: Vec<Found>, diff_ids: &[String], count: usize) -> Placed {
    let names: Vec<Option<String>> = found.iter().map(|f| digest_in_name(&f.name)).collect();
    let fits = |at: usize, diff_id: &String| names.get(at).is_some_and(|n| n.as_ref() == Some(diff_id));
    let mut rest: Vec<Option<Found>> = found.into_iter().map(Some).collect();
    let mut layers: Vec<Option<Found>> = vec![None; count];
    let mut reordered = false;
    // Where the names fit as they stand there is nothing to search, and a diff_id that comes twice stays in its place.
    for (index, diff_id) in diff_ids.iter().enumerate() {
        if fits(index, diff_id) {
            layers[index] = rest[index].take();
        }
    }
    for (index, diff_id) in diff_ids.iter().enumerate() {
        if layers[index].is_none()
            && let Some(at) = (0..rest.len()).find(|at| rest[*at].is_some() && fits(*at, diff_id))
        {
            layers[index] = rest[at].take();
            reordered = true;
        }
    }
    let mut rest = rest.into_iter().flatten();
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
