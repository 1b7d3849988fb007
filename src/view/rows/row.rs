//! Rows of the page's tree as plain data.

use super::view::{RowPlace, View};
use super::views::Views;
use crate::tar_format::FileKind;
use crate::text::display;
use crate::tree::{Change, NodeId, Tree, Version};
use crate::view::text::{mode_text, owner_text, shown_path, strip, target_text};
use serde::Serialize;

/// One row. *Units:* bytes, seconds; `depth` 0 = child of the root; `pos_in_set` from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// The path node.
    pub node: NodeId,
    /// Depth.
    pub depth: u32,
    /// Last component, safe to show.
    pub name: String,
    /// The type of the path.
    pub kind: Option<FileKind>,
    /// Own bytes, or all bytes below; unknown of a mere whiteout.
    pub size: Option<u64>,
    /// As `ls -l`.
    pub mode: String,
    /// "uid:gid".
    pub owner: String,
    /// Unknown of an implied directory.
    pub mtime: Option<i64>,
    /// Link target.
    pub target: Option<String>,
    /// The change by the layer at this height.
    pub change: Option<Change>,
    /// One character a layer.
    pub strip: String,
    /// Not there at this height.
    pub gone: bool,
    /// The layer that took it away.
    pub gone_by: Option<usize>,
    /// Has rows below.
    pub expandable: bool,
    /// They are shown.
    pub expanded: bool,
    /// Place among its siblings.
    pub pos_in_set: u32,
    /// How many they are.
    pub set_size: u32,
    /// It was chosen itself, not only something below it; without a choice all are.
    pub r#match: bool,
    /// Of a flat list: the folder's path, safe to show, with a leading `/`.
    pub folder: Option<String>,
    /// Parts of `name` that a search found: start and length. *Units:* UTF-16 code units, as JavaScript counts.
    pub marks: Vec<(u32, u32)>,
}

impl Views {
    /// Rows `from..from + count` of the view, which must be the one looked at last.
    pub fn rows(&mut self, tree: &Tree, view: View, from: usize, count: usize) -> Vec<Row> {
        let places = self.page(tree, from, count);
        places.iter().map(|place| self.row(tree, view, place)).collect()
    }

    fn row(&self, tree: &Tree, view: View, place: &RowPlace) -> Row {
        let version = self.version(place.node).map(|id| tree.version(id));
        let entry = version.filter(|version| version.is_entry());
        let gone = self.is_gone(place.node);
        let expandable = self.has_rows_below(place.node);
        Row {
            node: place.node,
            depth: place.depth,
            name: display(tree.name(place.node)),
            kind: version.and_then(Version::kind),
            size: self.size(tree, place.node),
            mode: entry.map(mode_text).unwrap_or_default(),
            owner: entry.map(owner_text).unwrap_or_default(),
            mtime: entry.map(|entry| entry.mtime),
            target: entry.and_then(|entry| target_text(tree, entry)),
            change: tree.change_in(view.height, place.node),
            strip: strip(tree, place.node),
            gone,
            gone_by: if gone { tree.gone_by(place.node, view.height) } else { None },
            expandable,
            expanded: expandable && self.is_expanded(place.node),
            pos_in_set: place.position,
            set_size: place.siblings,
            r#match: self.is_chosen(place.node),
            folder: tree.parent(place.node).filter(|_| self.is_flat()).map(|folder| shown_path(tree, folder)),
            marks: Vec::new(),
        }
    }
}
