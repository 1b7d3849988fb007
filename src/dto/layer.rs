//! A layer of an image or of a container, as far as it is known.

use super::problem::ProblemInfo;
use crate::tree::NodeId;
use serde::Serialize;

/// How far a layer has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LayerState {
    /// Not read yet.
    #[default]
    Waiting,
    /// All of it is in the tree.
    Ready,
    /// What came before the damage is in the tree.
    Damaged,
    /// The archive does not hold it.
    Missing,
    /// Nothing of it could be read.
    Unreadable,
}

/// Whether its bytes are proven.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
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
pub struct LargeFile {
    /// From the root, with a leading `/`.
    pub path: String,
    /// Its node.
    pub node: NodeId,
    /// Bytes.
    pub size: u64,
}

/// A layer, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct LayerInfo {
    pub index: usize,
    pub command: String,
    pub instruction: String,
    pub created: Option<String>,
    pub comment: String,
    pub author: String,
    pub diff_id: Option<String>,
    pub chain_id: Option<String>,
    pub blob_digest: Option<String>,
    pub media_type: Option<String>,
    pub codec: &'static str,
    pub stored: u64,
    pub member: String,
    pub urls: Vec<String>,
    pub shared_with: Vec<String>,
    pub state: LayerState,
    pub entries: Option<u64>,
    pub size: Option<u64>,
    pub added: Option<u64>,
    pub changed: Option<u64>,
    pub removed: Option<u64>,
    pub dead: Option<u64>,
    pub largest: Option<Vec<LargeFile>>,
    pub verify: VerifyState,
    pub found_diff_id: Option<String>,
    pub found_blob_digest: Option<String>,
    pub problem: Option<ProblemInfo>,
    pub container: Option<usize>,
}
