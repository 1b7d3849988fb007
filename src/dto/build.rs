//! Build records as the page shows them: a list, one in full, and those of the chosen image.

use super::problem::ProblemInfo;
use crate::build_record::{BuildRecord, LayerStep, LinkedBy};
use serde::Serialize;
use std::rc::Rc;

/// A build of the list.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct BuildChoice {
    /// Position among all builds.
    pub index: usize,
    /// As `docker buildx history ls` names it.
    pub name: String,
    /// The builder's id of it.
    pub reference: String,
    /// Name of its file.
    pub file: String,
    /// RFC 3339, UTC.
    pub created: Option<String>,
    /// Microseconds.
    pub duration: Option<i64>,
    /// Why it failed.
    pub error: Option<String>,
    /// How many steps.
    pub steps: usize,
    /// How many of them came from the cache.
    pub cached: usize,
    /// How many warnings.
    pub warnings: usize,
    /// Images that it made, of those that are open.
    pub images: Vec<BuiltImage>,
}

/// An open image that a build made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct BuiltImage {
    /// In `Opened.images`.
    pub image: usize,
    /// The digest that names the image.
    pub by: LinkedBy,
}

/// A build in full, but for the output of its steps.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct BuildInfo {
    /// Position among all builds.
    pub index: usize,
    /// The record.
    pub record: Rc<BuildRecord>,
    /// Damage of the record.
    pub problems: Vec<ProblemInfo>,
}

/// A build that made an image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct ImageBuild {
    /// Position among all builds.
    pub build: usize,
    /// The digest that names the image.
    pub by: LinkedBy,
    /// For each layer its step; null = nothing shows which.
    pub layers: Vec<Option<LayerStep>>,
}
