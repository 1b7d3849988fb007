//! Digest → the member of the archive that holds its bytes.

use crate::archive::Archive;
use crate::problem::{Kind, Problem, Result};

/// The member that holds a digest's bytes: `blobs/<alg>/<hex>`, or a name as go-containerregistry's tools write it.
pub fn blob(archive: &Archive, digest: &str) -> Result<usize> {
    let missing = || Box::new(Problem::new(Kind::MissingBlob).expected(digest, "nothing"));
    let path = blob_path(digest).ok_or_else(missing)?;
    archive.find(path.as_bytes()).or_else(|| bare_blob(archive, digest)).ok_or_else(missing)
}

/// `blobs/<alg>/<hex>`. Only `alg:hex` is a digest, so no document can name a member elsewhere.
pub fn blob_path(digest: &str) -> Option<String> {
    let (algorithm, hex) = digest.split_once(':')?;
    let fine = !algorithm.is_empty()
        && algorithm.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"+._-".contains(&b))
        && !hex.is_empty()
        && hex.bytes().all(|b| b.is_ascii_hexdigit());
    fine.then(|| format!("blobs/{algorithm}/{hex}"))
}

/// The member in an archive without `blobs/`: go-containerregistry, crane, ko, kaniko and apko write `sha256:<hex>`,
/// `<hex>.tar.gz`, `<hex>.json`.
fn bare_blob(archive: &Archive, digest: &str) -> Option<usize> {
    let (_, hex) = digest.split_once(':')?;
    if !hex.bytes().all(|b| b.is_ascii_hexdigit()) || hex.is_empty() {
        return None;
    }
    let named = [".tar.gz", ".tar", ".tar.zst", ".json", "", ".tgz", ".tar.gzip", ".manifest.json"];
    let plain = named.iter().map(|end| format!("{hex}{end}"));
    std::iter::once(digest.to_owned()).chain(plain).find_map(|name| archive.find(name.as_bytes()))
}
