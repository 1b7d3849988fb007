//! The differences of two images, and the verdict.

use super::config::{self, Setting};
use super::files::{self, Difference};
use super::layers::{self, LayerPair, StepPair};
use super::shared_layers::SharedLayers;
use super::side::Side;
use super::sums::{Sums, plus};
use super::twins::twins;
use crate::image::Image;
use crate::tree::VersionId;
use serde::Serialize;

/// How far one image is the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The same id, or no difference at all.
    Identical,
    /// Other digests, but the same files and config but for times.
    Rebuild,
    /// Files or settings differ.
    Different,
}

/// Sums over the layers of both. With equal tops, one image may store more: dead bytes, copies for hard links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Sizes {
    /// Bytes of the left layers, as docker counts them.
    pub left: u64,
    /// Bytes of the right layers, as docker counts them.
    pub right: u64,
}

/// Layers that could not be read whole: their paths may wrongly seem added or removed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Unread {
    /// Layers of the left image that were not read whole.
    pub left: Vec<usize>,
    /// Layers of the right image that were not read whole.
    pub right: Vec<usize>,
}

/// The differences of two images.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// Both have the same image id.
    pub same: bool,
    /// Layers with equal chain ids, from the base.
    pub common: usize,
    /// Layers side by side, the top last. Pairs have equal bytes, or touch the same files, or were made by the same
    /// instruction.
    pub layers: Vec<LayerPair>,
    /// Counts by status.
    pub files: Sums,
    /// With equal tops, one image may store more: dead bytes, copies for links.
    pub sizes: Sizes,
    /// The verdict. `sizes` compare the bytes below the top.
    pub rebuild: Verdict,
    /// Changed paths whose bytes are known and whose time alone differs. Times of directories do not count.
    pub times_only: u64,
    /// Settings that differ.
    pub config: Vec<Setting>,
    /// Commands side by side.
    pub history: Vec<StepPair>,
    /// Both images are hashed. Otherwise equal size and time pass for equal bytes, another time for other bytes, and no
    /// path counts as moved.
    pub certain: bool,
    /// Layers that were not read whole: their paths may seem added or removed.
    pub unread: Unread,
}

/// The result of a comparison.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Sums, layers, config and history.
    pub comparison: Comparison,
    /// Every path that differs, the largest first.
    pub list: Vec<Difference>,
    /// Versions of the left and of the right whose bytes decide the result, hashed or not.
    pub deciding: [Vec<VersionId>; 2],
}

/// Compares the tops of two images. *Cost:* one pass over both trees.
pub fn compare(left: Side, right: Side) -> Outcome {
    let twins = twins(left.tree, right.tree);
    let shared = SharedLayers::new(left.layers, right.layers);
    let found = files::differences(left.tree, right.tree, &twins, &shared);
    let layers = layers::side_by_side(left, right, &twins);
    let config = config::differences(&left.image.config, &right.image.config);
    // A root file system has no id, so two of them share none.
    let same = !left.image.id.is_empty() && left.image.id == right.image.id;
    let size = |side: Side| side.layers.iter().filter_map(|l| l.size).fold(0, plus);
    let unread =
        |side: Side| (0..side.layers.len()).filter(|at| side.layers.get(*at).is_some_and(|l| !l.whole)).collect();
    let unread = Unread { left: unread(left), right: unread(right) };
    let read = unread.left.is_empty() && unread.right.is_empty();
    let sums = found.sums;
    let real = sums.added.paths + sums.removed.paths + sums.moved.paths > 0
        || sums.changed.paths > found.times_only
        || config.iter().any(|setting| !setting.is_time());
    let nothing = sums.changed.paths == 0 && config.is_empty() && layers.iter().all(|pair| pair.equal);
    let rebuild = match (same, real || !read, nothing) {
        (true, ..) | (false, false, true) => Verdict::Identical,
        (false, false, false) => Verdict::Rebuild,
        (false, true, _) => Verdict::Different,
    };
    let comparison = Comparison {
        same,
        common: common(left.image, right.image),
        layers,
        files: sums,
        sizes: Sizes { left: size(left), right: size(right) },
        rebuild,
        times_only: found.times_only,
        config,
        history: layers::steps(left.image, right.image),
        certain: read && found.unsure == 0,
        unread,
    };
    Outcome { comparison, list: found.list, deciding: found.deciding }
}

/// Layers that both stand on, from the base.
fn common(left: &Image, right: &Image) -> usize {
    let pairs = left.layers.iter().zip(&right.layers);
    pairs.take_while(|(l, r)| l.chain_id.is_some() && l.chain_id == r.chain_id).count()
}
