//! What an image was built from, as far as documents or other open images prove it.

use serde::Serialize;

/// Where an image came from. *Shape:* all lists empty and no layers = unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct OriginInfo {
    /// The base image, as annotations or labels name it; one entry for each place that does.
    pub bases: Vec<BaseInfo>,
    /// Materials of the build, as provenance lists them.
    pub materials: Vec<MaterialInfo>,
    /// The open image with the most layers that this image begins with.
    pub layers: Option<LayersInfo>,
}

/// A base image that a document names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct BaseInfo {
    /// `org.opencontainers.image.base.name`.
    pub name: Option<String>,
    /// `org.opencontainers.image.base.digest`.
    pub digest: Option<String>,
    /// Where it stands: "index", "manifest", "label".
    pub place: &'static str,
}

/// A material.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct MaterialInfo {
    /// As the statement names it.
    pub uri: String,
    /// "sha256:…".
    pub digest: Option<String>,
    /// It is an image.
    pub image: bool,
    /// Digest of the statement.
    pub statement: String,
}

/// Another open image whose layers this one begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct LayersInfo {
    /// Its position among all images.
    pub image: usize,
    /// Its first name, or the start of its id.
    pub name: String,
    /// Name of its archive.
    pub file: String,
    /// How many layers it has: so many are the same.
    pub count: usize,
    /// The chain id of the last of them.
    #[serde(rename = "chainId")]
    pub chain_id: String,
}
