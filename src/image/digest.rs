//! Digests as the documents write them, and the chain ids that follow from them.

use crate::text::hex;
use sha2::{Digest, Sha256};

/// ChainID(0) = diff_id(0); ChainID(n) = sha256(ChainID(n-1) + " " + diff_id(n)). `None` = a diff_id is missing.
/// *Source:* OCI image-spec, config.md.
pub fn chain_id(index: usize, below: Option<&str>, diff_id: Option<&str>) -> Option<String> {
    match (index, below, diff_id) {
        (0, _, Some(diff_id)) => Some(diff_id.to_owned()),
        (_, Some(below), Some(diff_id)) => Some(sha256_digest(format!("{below} {diff_id}").as_bytes())),
        _ => None,
    }
}

/// "sha256:" and the hash in hex.
pub fn sha256_digest(bytes: &[u8]) -> String {
    digest_text(&Sha256::digest(bytes))
}

/// A finished hash as "sha256:…".
pub fn digest_text(hash: &[u8]) -> String {
    format!("sha256:{}", hex(hash))
}
