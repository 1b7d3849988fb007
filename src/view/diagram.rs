//! The overlay diagram of one directory: for each name what each layer holds, what a height shows, and what hides what.

use super::text::{shown_path, target_text};
use crate::sorting::sort_by;
use crate::tar_format::FileKind;
use crate::text::display;
use crate::tree::{Change, Lower, LowerPath, NodeId, ROOT, Tree, Version, VersionId};
use serde::Serialize;

/// A page of a directory's diagram.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Diagram {
    /// The directory: the one asked for, or the one that holds what was asked for.
    pub node: NodeId,
    /// From the root, with a leading `/`.
    pub path: String,
    /// The directory above; `None` for the root.
    pub parent: Option<NodeId>,
    /// It is a directory of the merged view at the height.
    pub there: bool,
    /// Names in it, of all layers; with `several`: those that more than one layer concerns.
    pub total: usize,
    /// Names in it, whatever was asked for.
    pub all: usize,
    /// Place of the first column among them, by name.
    pub from: usize,
    /// The layers that touch the directory, base first. No other holds anything in it.
    pub layers: Vec<DiagramLayer>,
    /// The columns.
    pub names: Vec<DiagramName>,
}

/// A layer that touches the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct DiagramLayer {
    /// 0 = base.
    pub layer: usize,
    /// The change of the directory itself.
    pub change: Option<Change>,
    /// Nothing of lower layers shows through it here.
    pub floor: Option<Floor>,
}

/// Why nothing of lower layers shows through a layer at a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum Floor {
    /// The layer marks the directory opaque.
    Opaque,
    /// The layer has a whiteout for it.
    Whiteout,
    /// The layer holds something else in its place.
    Other,
    /// The same happens to a directory above it.
    Parent,
}

/// A column: one name of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct DiagramName {
    /// The path.
    pub node: NodeId,
    /// Last component, safe to show.
    pub name: String,
    /// The type that is seen, or was last; `None` = no layer up to the height has anything there.
    pub kind: Option<FileKind>,
    /// There is something to be seen below it, in some layer.
    pub folder: bool,
    /// The layer whose version is seen from the height.
    pub seen: Option<usize>,
    /// Bytes of the version that is seen; of a directory nothing.
    pub size: Option<u64>,
    /// Link target of the version that is seen.
    pub target: Option<String>,
    /// The cells of the layers, base first; layers that leave the name alone have no cell.
    pub cells: Vec<DiagramCell>,
}

/// A cell: one name in one layer, held or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct DiagramCell {
    /// 0 = base.
    pub layer: usize,
    /// The change that the layer made.
    pub change: Change,
    /// Why it counts as changed.
    pub reasons: Vec<&'static str>,
    /// The type that the layer holds; `None` = nothing: a whiteout, or hidden with the directory.
    pub kind: Option<FileKind>,
    /// Bytes; of a directory 0.
    pub size: u64,
    /// Link target.
    pub target: Option<String>,
    /// Its tar has a whiteout for the name.
    pub whiteout: bool,
    /// … an opaque mark in it.
    pub opaque: bool,
    /// A directory without an entry of its own.
    pub implied: bool,
    /// The state of the layer's version at the height.
    pub state: CellState,
    /// The layer that hides it.
    pub by: Option<usize>,
    /// Written again: the layer with the version before it, which had to be copied up.
    pub from: Option<usize>,
}

/// The state of a layer's version at a height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum CellState {
    /// It is what a process sees.
    Seen,
    /// A directory whose names show through; its attributes are an upper layer's, or unknown.
    Merged,
    /// Stored, and not seen.
    Hidden,
    /// The layer stands above the height.
    Above,
    /// The layer holds nothing here.
    Nothing,
}

/// The data that the columns of a directory are drawn from.
struct Ground<'t> {
    tree: &'t Tree,
    lower: Lower<'t>,
    height: usize,
    folder: LowerPath,
    there: bool,
    layers: Vec<DiagramLayer>,
}

/// The diagram of a directory as seen from `height`: `count` names from `from` on, of all or of those that `several` layers
/// concern. `None` = no such node. *Cost:* the directory's names once, the page's names times the layers that touch the directory.
pub fn diagram(tree: &Tree, node: NodeId, height: usize, several: bool, from: usize, count: usize) -> Option<Diagram> {
    let above = tree.parent(node).filter(|_| !is_folder(tree, node));
    let node = above.or(tree.has(node).then_some(node))?;
    let lower = Lower::new(tree, Some(height));
    let folder = lower.at(node)?;
    let ground = Ground { tree, lower, height, folder, there: lower.is_dir(folder), layers: touches(tree, node) };
    let mut children: Vec<NodeId> = tree.children(node).filter(|child| is_held(tree, *child)).collect();
    let all = children.len();
    if several {
        children.retain(|child| concerns_several(tree, *child));
    }
    let names = page(tree, &mut children, from, count).iter().map(|child| ground.name(*child)).collect();
    Some(Diagram {
        node,
        path: shown_path(tree, node),
        parent: tree.parent(node),
        there: ground.there,
        total: children.len(),
        all,
        from,
        layers: ground.layers,
        names,
    })
}

/// Some layer that is merged has a version of it.
fn is_held(tree: &Tree, node: NodeId) -> bool {
    tree.versions_of(node).next().is_some()
}

/// Some layer has a directory here.
fn is_folder(tree: &Tree, node: NodeId) -> bool {
    let has_names = || tree.children(node).any(|child| is_held(tree, child));
    node == ROOT || has_names() || tree.versions_of(node).any(|(_, version)| version.is_dir())
}

/// More than one layer wrote it, or it is gone from the top.
fn concerns_several(tree: &Tree, node: NodeId) -> bool {
    tree.versions_of(node).nth(1).is_some() || !tree.is_live(node)
}

/// Nodes `from..from + count` by name; only these are put in order.
fn page<'c>(tree: &Tree, nodes: &'c mut [NodeId], from: usize, count: usize) -> &'c [NodeId] {
    let by_name = |a: &NodeId, b: &NodeId| tree.name(*a).cmp(tree.name(*b));
    let Some(rest) = nodes.get(from..).map(<[NodeId]>::len).filter(|rest| *rest > 0) else { return &[] };
    if from > 0 {
        nodes.select_nth_unstable_by(from, by_name);
    }
    let Some(rest_of) = nodes.get_mut(from..) else { return &[] };
    let count = count.min(rest);
    if count < rest {
        rest_of.select_nth_unstable_by(count, by_name);
    }
    let page = rest_of.get_mut(..count).unwrap_or_default();
    sort_by(page, by_name);
    page
}

/// The layers that touch a directory: names imply their folders, so each layer that holds something in it has a version of it.
fn touches(tree: &Tree, node: NodeId) -> Vec<DiagramLayer> {
    let mut floors: Vec<Option<Floor>> = vec![None; tree.layers()];
    let mut own: Vec<bool> = vec![false; tree.layers()];
    for at in tree.lineage(node) {
        for (_, version) in tree.versions_of(at) {
            let layer = usize::from(version.layer);
            if at == node
                && let Some(own) = own.get_mut(layer)
            {
                *own = true;
            }
            if let Some(floor) = floors.get_mut(layer).filter(|_| version.cuts()) {
                *floor = floor.or(Some(if at == node { Floor::of(version) } else { Floor::Parent }));
            }
        }
    }
    let touch = |(layer, (own, floor)): (usize, (bool, Option<Floor>))| {
        let change = tree.change_in(layer, node);
        (own || change.is_some()).then_some(DiagramLayer { layer, change, floor })
    };
    own.into_iter().zip(floors).enumerate().filter_map(touch).collect()
}

impl Floor {
    /// The floor that a version of a directory makes, when the version has a cut.
    fn of(version: &Version) -> Self {
        if version.opaque {
            Self::Opaque
        } else if version.whiteout {
            Self::Whiteout
        } else {
            Self::Other
        }
    }
}

impl Ground<'_> {
    fn name(&self, node: NodeId) -> DiagramName {
        let tree = self.tree;
        let place = self.lower.within(self.folder, node);
        let seen = place.seen.filter(|_| self.there);
        let last = seen.or_else(|| tree.newest_item(node, self.height));
        let shown = seen.map(|id| tree.version(id));
        DiagramName {
            node,
            name: display(tree.name(node)),
            kind: last.and_then(|id| tree.version(id).kind()),
            folder: is_folder(tree, node),
            seen: shown.map(|version| usize::from(version.layer)),
            size: shown.filter(|version| !version.is_dir()).map(|version| version.size),
            target: shown.and_then(|version| target_text(tree, version)),
            cells: self.cells(place, seen),
        }
    }

    /// The cells of the layers at a name; `seen`: the version that the height shows.
    fn cells(&self, place: LowerPath, seen: Option<VersionId>) -> Vec<DiagramCell> {
        let tree = self.tree;
        let mut versions: Vec<_> = tree.versions_of(place.node).collect();
        let mut cells: Vec<DiagramCell> = Vec::new();
        // The version that stood there until then; `None` once it is gone.
        let mut before: Option<&Version> = None;
        for touch in &self.layers {
            let here = versions.pop_if(|(_, version)| usize::from(version.layer) == touch.layer);
            let did = tree.change_in(touch.layer, place.node);
            let version = here.map(|(_, version)| version);
            let item = version.filter(|version| version.is_item());
            let otherwise = if item.is_some() { Change::Unchanged } else { Change::Removed };
            let Some(change) = did.or(here.map(|_| otherwise)) else { continue };
            let is_dir = version.is_some_and(Version::is_dir);
            let merges = |version: &Version| self.lower.shows_through(place, version);
            let seen_dir = || seen.is_some_and(|id| tree.version(id).is_dir());
            let state = match item {
                _ if touch.layer > self.height => CellState::Above,
                None => CellState::Nothing,
                Some(_) if here.map(|(id, _)| id) == seen => CellState::Seen,
                Some(version) if merges(version) && seen_dir() => CellState::Merged,
                Some(_) => CellState::Hidden,
            };
            if touch.layer <= self.height {
                let hides = |cell: &DiagramCell| {
                    let both_folders = is_dir && cell.kind == Some(FileKind::Dir);
                    let cuts = version.is_some_and(Version::cuts);
                    change.is_gone() || touch.floor.is_some() || cuts || item.is_some() && !both_folders
                };
                for cell in cells.iter_mut().filter(|cell| cell.state == CellState::Hidden && cell.by.is_none()) {
                    cell.by = hides(cell).then_some(touch.layer);
                }
            }
            let entry = version.filter(|version| version.is_entry());
            let again = matches!(change, Change::Content | Change::Attributes | Change::Unchanged);
            let source = before.filter(|old| again && entry.is_some() && !(old.is_dir() && is_dir));
            let reasons = before.zip(entry).map(|(old, new)| tree.reasons(old, new).names());
            cells.push(DiagramCell {
                layer: touch.layer,
                change,
                reasons: reasons.unwrap_or_default(),
                kind: version.and_then(Version::kind),
                size: version.map_or(0, |version| version.size),
                target: version.and_then(|version| target_text(tree, version)),
                whiteout: version.is_some_and(|version| version.whiteout),
                opaque: version.is_some_and(|version| version.opaque),
                implied: version.is_some_and(Version::is_implied),
                state,
                by: None,
                from: source.map(|old| usize::from(old.layer)),
            });
            if item.is_some() {
                before = item;
            } else if change.is_gone() {
                before = None;
            }
        }
        cells
    }
}
