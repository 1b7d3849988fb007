//! The treemap: its sums against plain ones over all paths, and which cells it leaves out.

use crate::random::{layer, op};
use crate::support::{Layer, fixture, image, open};
use layerscope::tree::{ROOT, VersionId};
use layerscope::view::{Mode, Treemap, TreemapBytes, TreemapQuery, View};
use layerscope::workspace::Workspace;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn treemap(workspace: &mut Workspace, root: &str, what: TreemapBytes, height: usize, limit: usize) -> Treemap {
    let root = workspace.tree().find(root.as_bytes()).unwrap_or_else(|| panic!("no {root}"));
    workspace.session_mut().treemap(TreemapQuery { root, what, height, limit })
}

/// A line a cell: how deep, name (`…` for a rest), bytes, dead bytes, files, layer; `>` = can be entered.
fn drawn(map: &Treemap) -> Vec<String> {
    let depth = |mut at: usize| {
        let mut depth = 0;
        while map.cells[at].up >= 0 {
            at = map.cells[at].up as usize;
            depth += 1;
        }
        depth
    };
    let line = |(at, cell): (usize, &layerscope::view::TreemapCell)| {
        let name = if cell.node.is_some() { &*cell.name } else { "…" };
        let enter = if cell.expandable { ">" } else { "" };
        format!("{}{name}{enter} {} {} {} L{}", "  ".repeat(depth(at)), cell.bytes, cell.dead, cell.files, cell.layer)
    };
    map.cells.iter().enumerate().map(line).collect()
}

fn small() -> Workspace {
    let layers = vec![
        Layer::new()
            .file("a/big", &"b".repeat(50))
            .file("a/small", "12345")
            .file("a/tiny", "1")
            .file("b/gone", &"g".repeat(30))
            .file("c", "12")
            .file("empty", ""),
        Layer::new()
            .file("a/big", &"B".repeat(60))
            .file("b/.wh.gone", "")
            .hardlink("b/link", "a/small")
            .symlink("s", "c"),
    ];
    open(&image(layers.into_iter().map(Layer::bytes).collect()), None)
}

#[test]
fn cells_are_the_largest_and_a_rest_says_what_is_left() {
    let mut workspace = small();
    let all = treemap(&mut workspace, "", TreemapBytes::Merged, 1, 100);
    assert_eq!(
        drawn(&all),
        [
            "/> 68 0 7 L1",
            "  a> 66 0 3 L1",
            "    big 60 0 1 L1",
            "    small 5 0 1 L0",
            "  c 2 0 1 L0",
            "    tiny 1 0 1 L0",
            "  … 0 0 3 L1", // the empty file, both links
        ]
    );
    assert_eq!((all.bytes, all.dead, all.entries, all.parent, &*all.path), (68, 0, 7, None, "/"));
    assert_eq!(
        drawn(&treemap(&mut workspace, "", TreemapBytes::Merged, 1, 5)),
        ["/> 68 0 7 L1", "  a> 66 0 3 L1", "    big 60 0 1 L1", "  … 2 0 4 L0", "    … 6 0 2 L0"]
    );
    // Files that a lower height shows may be dead by now.
    let base = treemap(&mut workspace, "", TreemapBytes::Merged, 0, 100);
    assert_eq!((base.bytes, base.dead, base.entries), (88, 80, 6));
    // The stored bytes: both versions of a path, and removed files.
    assert_eq!(
        drawn(&treemap(&mut workspace, "", TreemapBytes::Stored, 0, 5)),
        ["/> 148 80 8 L0", "  a> 116 50 3 L1", "    big 110 50 1 L1", "  … 32 30 5 L0", "    … 6 0 2 L0"]
    );
    let inside = treemap(&mut workspace, "a", TreemapBytes::Stored, 0, 4);
    assert_eq!(drawn(&inside), ["a> 116 50 3 L1", "  big 110 50 1 L1", "  small 5 0 1 L0", "  tiny 1 0 1 L0"]);
    assert_eq!((&*inside.path, inside.parent), ("/a", Some(ROOT)));
    // Nothing can be entered there: the directory above is shown.
    assert_eq!(treemap(&mut workspace, "a/big", TreemapBytes::Merged, 1, 9).path, "/a");
    assert_eq!(treemap(&mut workspace, "b/gone", TreemapBytes::Merged, 1, 9).path, "/b");
}

#[test]
fn a_content_with_several_names_counts_once_whichever_are_left() {
    let layers = vec![
        Layer::new().file("x/first", "12345678").hardlink("y/second", "x/first").hardlink("z/third", "x/first"),
        Layer::new().file("x/.wh.first", ""),
    ];
    let mut workspace = open(&image(layers.into_iter().map(Layer::bytes).collect()), None);
    for height in 0..2 {
        let map = treemap(&mut workspace, "", TreemapBytes::Merged, height, 99);
        assert_eq!((map.bytes, map.dead, map.entries), (8, 0, 3 - height as u64));
        let view = View { height, mode: Mode::Merged, ghosts: false };
        assert_eq!(workspace.session_mut().rows(view, 0, 0).1.bytes, 8);
    }
    assert_eq!(treemap(&mut workspace, "", TreemapBytes::Stored, 0, 99).bytes, 8);
}

#[test]
fn a_path_that_was_a_file_and_is_a_directory_holds_both() {
    let layers = vec![Layer::new().file("p", "12345"), Layer::new().file("p/inside", "123")];
    let mut workspace = open(&image(layers.into_iter().map(Layer::bytes).collect()), None);
    assert_eq!(
        drawn(&treemap(&mut workspace, "", TreemapBytes::Stored, 0, 9)),
        ["/> 8 5 2 L0", "  p> 8 5 2 L0", "    inside 3 0 1 L1", "    … 5 5 1 L0"]
    );
}

#[test]
fn totals_are_those_of_the_views_on_real_images() {
    for name in ["docker/20.10/rich.tar.gz", "docker/20.10/story.tar.gz", "docker/20.10/multi.tar.gz"] {
        let mut workspace = open(&fixture(name), None);
        let layers = workspace.image().layers.len();
        for height in 0..layers {
            let map = treemap(&mut workspace, "", TreemapBytes::Merged, height, 200);
            let (_, summary, _) =
                workspace.session_mut().rows(View { height, mode: Mode::Merged, ghosts: false }, 0, 0);
            assert_eq!((map.bytes, map.entries), (summary.bytes, summary.files), "{name} {height}");
        }
        let map = treemap(&mut workspace, "", TreemapBytes::Stored, 0, 200);
        let tree = workspace.tree();
        assert_eq!(map.bytes, tree.version_ids().map(|id| tree.stored(id)).sum::<u64>());
        assert_eq!(map.dead, tree.dead_bytes().iter().sum::<u64>());
        assert!(name != "docker/20.10/rich.tar.gz" || map.dead > 0);
    }
}

#[test]
fn a_step_of_a_container_is_drawn_at_once() {
    use layerscope::container::{Op, Time};
    let mut workspace = small();
    let before = treemap(&mut workspace, "", TreemapBytes::Merged, 1, 99).bytes;
    let container = workspace.containers().run(Some(1));
    workspace.containers().choose(Some(container.unwrap())).unwrap();
    let op: Op =
        serde_json::from_value(serde_json::json!({ "op": "remove", "path": "/a/big", "recursive": false })).unwrap();
    workspace.shown_mut().apply(&[op], Time { seconds: 0, nanos: 0 }).unwrap();
    let after = treemap(&mut workspace, "", TreemapBytes::Merged, 2, 99);
    assert_eq!((before, after.bytes), (68, 8));
    assert_eq!(treemap(&mut workspace, "", TreemapBytes::Stored, 0, 99).dead, 80 + 60);
}

/// Sums over all paths, one by one: bytes, dead bytes, files, and bytes by layer.
type Plain = BTreeMap<String, (u64, u64, u64, Vec<u64>)>;

fn plain(workspace: &Workspace, what: TreemapBytes, height: usize) -> Plain {
    let tree = workspace.tree();
    let mut sums = Plain::new();
    let top = tree.seen_at(tree.layers() - 1).version;
    let seen = tree.seen_at(height).version;
    for node in tree.node_ids() {
        let mut held: Vec<(Option<VersionId>, u64)> = tree
            .versions_of(node)
            .filter(|(id, v)| {
                v.is_item() && !v.is_dir() && (what == TreemapBytes::Stored || seen.get(node) == Some(*id))
            })
            .map(|(id, v)| (Some(id), if v.content() == Some(id) { v.size } else { 0 }))
            .collect();
        let path = String::from_utf8(tree.path(node)).unwrap();
        let ends = path.match_indices('/').map(|(at, _)| at).chain([0, path.len()]);
        let mut prefixes: Vec<&str> = ends.map(|end| &path[..end]).collect();
        prefixes.sort_unstable();
        prefixes.dedup();
        let files = u64::from(!held.is_empty());
        held.push((None, 0));
        for prefix in prefixes {
            let sum = sums.entry(prefix.to_owned()).or_insert_with(|| (0, 0, 0, vec![0; tree.layers()]));
            sum.2 += files;
            for (id, bytes) in &held {
                sum.0 += bytes;
                sum.1 += if id.is_some() && top.get(node) == *id { 0 } else { *bytes };
                if let Some(id) = id {
                    sum.3[usize::from(tree.version(*id).layer)] += bytes;
                }
            }
        }
    }
    sums
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_are_those_over_all_paths(
        stack in prop::collection::vec(prop::collection::vec(op(), 0..8), 1..5),
        limit in 2usize..30,
        height in 0usize..4,
        merged in any::<bool>(),
    ) {
        let mut workspace = open(&image(stack.iter().map(|ops| layer(ops)).collect()), None);
        let height = height.min(stack.len() - 1);
        let what = if merged { TreemapBytes::Merged } else { TreemapBytes::Stored };
        let wanted = plain(&workspace, what, height);
        for limit in [limit, 1000] {
            let map = treemap(&mut workspace, "", what, height, limit);
            prop_assert!(map.cells.len() <= limit);
            let mut covered: Vec<Option<(u64, u64, u64)>> = vec![None; map.cells.len()];
            let mut smallest = u64::MAX;
            for (at, cell) in map.cells.iter().enumerate() {
                prop_assert!(cell.up < at as i32);
                if let Ok(up) = usize::try_from(cell.up) {
                    let sum = covered[up].get_or_insert((0, 0, 0));
                    *sum = (sum.0 + cell.bytes, sum.1 + cell.dead, sum.2 + cell.files);
                }
                let Some(node) = cell.node else { continue };
                let path = String::from_utf8(workspace.tree().path(node)).unwrap();
                let (bytes, dead, files, by_layer) = &wanted[&path];
                prop_assert_eq!((cell.bytes, cell.dead, cell.files), (*bytes, *dead, *files), "{}", path);
                let most = by_layer.iter().max().unwrap();
                prop_assert!(*most == 0 || by_layer[cell.layer] == *most, "{} is of {}", path, cell.layer);
                smallest = smallest.min(if at == 0 { u64::MAX } else { cell.bytes });
            }
            // A cell with cells inside is covered by them.
            for (cell, covered) in map.cells.iter().zip(&covered) {
                prop_assert!(covered.is_none_or(|sum| sum == (cell.bytes, cell.dead, cell.files)));
            }
            // Nothing larger than the smallest cell is left out; with room for all nothing is.
            let nodes: Vec<_> = map.cells.iter().filter_map(|cell| cell.node).collect();
            for (path, (bytes, ..)) in &wanted {
                let node = workspace.tree().find(path.as_bytes()).unwrap();
                let left_out = !nodes.contains(&node);
                prop_assert!(!left_out || *bytes <= smallest && (limit < 1000 || *bytes == 0), "{}", path);
            }
        }
    }
}
