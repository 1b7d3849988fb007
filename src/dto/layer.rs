//! A layer of an image or of a container, as far as it is known.

use super::problem::ProblemInfo;
use crate::tree::NodeId;
use serde::Serialize;

/// How far a layer has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum LayerState {
    /// Not read yet.
    #[default]
    Waiting,
    /// All of it is in the tree.
    Ready,
    /// The entries before the damage are in the tree.
    Damaged,
    /// The archive does not hold it.
    Missing,
    /// Nothing of it could be read.
    Unreadable,
}

/// Whether its bytes are proven.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum VerifyState {
    /// Not hashed yet.
    #[default]
    Waiting,
    /// Every digest that the documents name fits.
    Ok,
    /// One does not.
    Mismatch,
    /// Could not be hashed, or there is nothing to compare with.
    Unknown,
}

/// A large file of a layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct LargeFile {
    /// From the root, with a leading `/`.
    pub path: String,
    /// Its node.
    pub node: NodeId,
    /// Bytes.
    pub size: u64,
}

/// A file of a layer's tar that is no part of the file system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct AsideFile {
    /// Its path in the tar: `Hives/Software_Delta`.
    pub path: String,
    /// Bytes.
    pub size: u64,
}

/// A layer, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct LayerInfo {
    /// 0 = base.
    pub index: usize,
    /// `created_by` in full; "" when the image has no history.
    pub command: String,
    /// The same, shortened for display: "RUN apt-get update", "COPY hello /srv/hello", "Imported from -".
    pub instruction: String,
    /// RFC 3339, as the config has it.
    pub created: Option<String>,
    /// As the history has it.
    pub comment: String,
    /// As the history has it.
    pub author: String,
    /// "sha256:…", as the config says.
    pub diff_id: Option<String>,
    /// Digest of the diff_ids up to this layer.
    pub chain_id: Option<String>,
    /// As the manifest says; `None` without an OCI manifest.
    pub blob_digest: Option<String>,
    /// As the manifest says.
    pub media_type: Option<String>,
    /// "none", "gzip", "zstd" …, by magic bytes; "" when the layer is missing.
    pub codec: &'static str,
    /// Bytes in the archive, compressed where the layer is.
    pub stored: u64,
    /// The archive member that holds the layer.
    pub member: String,
    /// Addresses of a foreign layer: shown, never fetched.
    pub urls: Vec<String>,
    /// Bytes that a manifest names for a layer that the archive does not hold.
    pub named_size: Option<u64>,
    /// Files beside a Windows layer's file system: registry hives. The first of them.
    pub aside: Vec<AsideFile>,
    /// How many there are.
    pub aside_count: u64,
    /// Names of other images in the archive with the same chain id at this height.
    pub shared_with: Vec<String>,
    /// How far reading has come.
    pub state: LayerState,
    /// Entries; this and the following counts are `None` until the layer has been read.
    pub entries: Option<u64>,
    /// Bytes, as docker history counts them.
    pub size: Option<u64>,
    /// Paths that appear.
    pub added: Option<u64>,
    /// Paths with other content, attributes or type.
    pub changed: Option<u64>,
    /// Paths that are removed or hidden.
    pub removed: Option<u64>,
    /// Bytes of this layer that the top merged view does not show; `None` until all layers are read.
    pub dead: Option<u64>,
    /// The largest files, at most 10.
    pub largest: Option<Vec<LargeFile>>,
    /// The proof of the diff_id, and of the blob digest where there is one.
    pub verify: VerifyState,
    /// The digest of the decompressed bytes.
    pub found_diff_id: Option<String>,
    /// The digest of the stored bytes.
    pub found_blob_digest: Option<String>,
    /// The reason why the layer is not whole.
    pub problem: Option<ProblemInfo>,
    /// The container whose read-write layer this is.
    pub container: Option<usize>,
}
