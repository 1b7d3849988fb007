//! Dead bytes of an image, in all and by layer and cause.

use crate::waste::{Cause, Dive, Why};
use serde::Serialize;

/// Dead bytes of an image.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct WasteInfo {
    /// Sum of the layers' sizes, as docker counts them.
    pub size: u64,
    /// Bytes.
    pub dead: u64,
    /// Dead versions.
    pub paths: usize,
    /// All layers are hashed.
    pub certain: bool,
    /// Base first.
    pub layers: Vec<LayerWaste>,
    /// The most bytes first.
    pub causes: Vec<CauseInfo>,
    /// dive's own figures.
    pub dive: Dive,
}

/// Dead bytes of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct LayerWaste {
    /// 0 = base.
    pub layer: usize,
    /// As docker counts it.
    pub size: u64,
    /// Stored here.
    pub dead: u64,
    /// DeadVersion by this layer.
    pub hides: u64,
}

/// One way to die.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct CauseInfo {
    /// How.
    pub cause: Cause,
    /// The reason why the very same bytes were written again.
    pub why: Option<Why>,
    /// Dead versions.
    pub paths: u64,
    /// Bytes.
    pub bytes: u64,
}
