//! The four sizes of one image: to download, as content, unpacked, on disk.

use crate::image::Image;
use crate::limits::LARGEST_NUMBER;
use crate::tree::LayerCounts;
use serde::Serialize;

/// Four sizes of one image. *Units:* bytes; `None` = the archive does not tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Sizes {
    /// Layers as a registry sends them: those of its manifest. `None` = a layer is a plain tar here, or no document names its bytes.
    pub download: Option<u64>,
    /// Manifest, config and layers as containerd's store keeps them: CONTENT SIZE of `docker image ls --tree`.
    pub content: Option<u64>,
    /// Files of all layers: `Size` in the classic store. `None` = not all layers are read.
    pub unpacked: Option<u64>,
    /// Content and snapshots in blocks: DISK USAGE of `docker image ls --tree`.
    pub disk: Option<u64>,
}

impl Sizes {
    /// From the counts of the layers, base first, and the bytes that containerd's store keeps.
    pub fn new(image: &Image, layers: &[Option<LayerCounts>], content: Option<u64>) -> Self {
        let sent = image.layers.iter().map(|layer| layer.sent().filter(|(_, sent)| *sent).map(|(bytes, _)| bytes));
        let counted = |of: fn(&LayerCounts) -> u64| sum(layers.iter().map(|counts| counts.as_ref().map(of)));
        let content = content.map(|content| content.min(LARGEST_NUMBER));
        let snapshots = counted(|counts| counts.disk);
        Self {
            download: sum(sent),
            content,
            unpacked: counted(|counts| counts.size),
            disk: sum([content, snapshots].into_iter()),
        }
    }
}

/// Hostile sizes stop at what a page can count to.
fn sum(mut sizes: impl Iterator<Item = Option<u64>>) -> Option<u64> {
    sizes.try_fold(0u64, |sum, size| Some(sum.saturating_add(size?).min(LARGEST_NUMBER)))
}
