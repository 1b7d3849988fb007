//! The rows of the page's tree: what is shown, in which order, with which totals.

use crate::support::{Layer, fixture, image, open};
use layerscope::tree::ROOT;
use layerscope::view::{Mode, Row, View};
use layerscope::workspace::Workspace;

fn rows(workspace: &mut Workspace, height: usize, mode: Mode, ghosts: bool) -> Vec<Row> {
    workspace.session_mut().rows(View { height, mode, ghosts }, 0, usize::MAX).2
}

fn names(rows: &[Row]) -> Vec<String> {
    rows.iter()
        .map(|r| format!("{}{}{}", "  ".repeat(r.depth as usize), if r.gone { "-" } else { "" }, r.name))
        .collect()
}

fn sample() -> Workspace {
    let layers = vec![
        Layer::new().dir("d").file("d/one", "1").file("d/two", "22").file("top", "333"),
        Layer::new().file(".wh.top", "").file("d/.wh.one", "").file("d/three", "4444"),
    ];
    open(&image(layers.into_iter().map(Layer::bytes).collect()), None)
}

#[test]
fn merged_rows_with_and_without_what_is_gone() {
    let mut w = sample();
    assert_eq!(names(&rows(&mut w, 1, Mode::Merged, false)), ["d"]);
    w.session_mut().expand(ROOT, true, true);
    assert_eq!(names(&rows(&mut w, 1, Mode::Merged, false)), ["d", "  three", "  two"]);
    let all = rows(&mut w, 1, Mode::Merged, true);
    assert_eq!(names(&all), ["d", "  -one", "  three", "  two", "-top"]);
    assert_eq!(all[1].gone_by, Some(1));
    assert_eq!((all[0].size, all[0].pos_in_set, all[0].set_size), (Some(6), 1, 2));
    assert_eq!((all[2].pos_in_set, all[2].set_size), (2, 3));
    assert_eq!(names(&rows(&mut w, 0, Mode::Merged, true)), ["d", "  one", "  two", "top"]);
}

#[test]
fn a_layer_shows_what_its_tar_holds_and_changes_what_it_did() {
    let mut w = sample();
    w.session_mut().expand(ROOT, true, true);
    assert_eq!(names(&rows(&mut w, 1, Mode::Layer, false)), ["d", "  -one", "  three", "-top"]);
    let changes = rows(&mut w, 1, Mode::Changes, false);
    assert_eq!(names(&changes), ["d", "  -one", "  three", "-top"]);
    assert_eq!(changes.iter().map(|r| r.strip.as_str()).collect::<Vec<_>>(), ["ab", "ad", ".a", "ad"]);
    assert_eq!((changes[1].size, changes[3].size), (Some(1), Some(3)), "what was removed keeps its size");
}

#[test]
fn totals_are_the_sizes_of_what_is_seen() {
    let bytes = fixture("docker/20.10/rich.tar.gz");
    let mut w = open(&bytes, None);
    w.session_mut().expand(ROOT, true, true);
    let view = View { height: 10, mode: Mode::Merged, ghosts: true };
    let (total, summary, rows) = w.session_mut().rows(view, 0, usize::MAX);
    assert_eq!(total, rows.len());
    let live: Vec<&Row> = rows.iter().filter(|r| !r.gone).collect();
    let kind = |r: &Row| r.kind.unwrap();
    let is_dir = |r: &&&Row| kind(r) == layerscope::tar_format::FileKind::Dir;
    assert_eq!(summary.directories as usize, live.iter().filter(is_dir).count());
    assert_eq!(summary.files as usize, live.iter().filter(|r| !is_dir(r)).count());
    let files: u64 =
        live.iter().filter(|r| kind(r) == layerscope::tar_format::FileKind::File).map(|r| r.size.unwrap()).sum();
    assert_eq!(summary.bytes, files, "no hard link's target is left in this image");
    let data = live.iter().find(|r| r.name == "data").unwrap();
    assert!(data.expanded && data.size.unwrap() > 2_000_000);
}

#[test]
fn pages_of_rows_fit_together() {
    let bytes = fixture("docker/20.10/rich.tar.gz");
    let mut w = open(&bytes, None);
    w.session_mut().expand(ROOT, true, true);
    let view = View { height: 5, mode: Mode::Merged, ghosts: true };
    let all = w.session_mut().rows(view, 0, usize::MAX).2;
    let paged: Vec<Row> = (0..all.len()).step_by(7).flat_map(|from| w.session_mut().rows(view, from, 7).2).collect();
    assert_eq!(paged, all);
    assert!(w.session_mut().rows(view, all.len() + 5, 10).2.is_empty());
}

#[test]
fn revealing_a_path_opens_its_parents_and_finds_its_row() {
    let bytes = fixture("docker/20.10/rich.tar.gz");
    let mut w = open(&bytes, None);
    let view = View { height: 10, mode: Mode::Merged, ghosts: true };
    let before = w.session_mut().rows(view, 0, 10).0;
    let node = w.tree().find(b"data/types/caf\xe9").unwrap();
    let row = w.session_mut().reveal(node).unwrap();
    let rows = w.session_mut().rows(view, row, 1).2;
    assert_eq!((rows[0].node, rows[0].name.as_str()), (node, "caf\\351"));
    assert!(w.session_mut().rows(view, 0, 1).0 > before);
    w.session_mut().expand(ROOT, false, true);
    assert_eq!(w.session_mut().rows(view, 0, 1).0, before);
}
