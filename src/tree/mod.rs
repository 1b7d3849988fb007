//! All layers of an image in one tree of path nodes; each node keeps its versions, one per layer that touched it.
//!
//! This is the overlay model alone: merging layers, the merged view of a height, what each layer changed. `view` shows it.
//!
//! *Events have positions.* An event of layer L stands at (L, seq). Whiteouts and opaque marks have seq 0, for they concern lower
//! layers only; entries have 1, 2, … in the order of the tar. An event that hides lower things is a *cut* at its position: a
//! whiteout, an opaque mark, anything that is no directory. At height k, a path shows its newest entry that stands
//! after the last cut of itself and of all its parents. *Source:* OCI image-spec layer.md; what Docker's overlay2 mounts.

mod change;
mod column;
mod compare_versions;
mod content_identity;
mod id;
mod insert;
mod layer_state;
mod lookup;
mod lower;
mod merge;
mod merged_view;
mod names;
mod path_tree;
mod subtree_counts;
mod truncate;
mod version;
mod walk;
mod xattrs;

pub use change::{Change, Reasons};
pub use column::Column;
pub use content_identity::StoredCopy;
pub(crate) use id::id;
pub use id::{Id, IdRange, LayerIndex, NodeId, ROOT, VersionId};
pub use layer_state::{LayerCounts, TreeNote};
pub use lower::{Lower, LowerPath};
pub use merged_view::MergedView;
pub use path_tree::Tree;
pub use subtree_counts::SubtreeCounts;
pub use version::{ContentForm, DeviceNumbers, FileContent, HeapRange, Held, StoredContent, Version};
pub use xattrs::attributes;
