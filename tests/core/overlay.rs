//! Overlay's rules, case by case: the rules of SEMANTICS for layers, and the changes of each layer.

use crate::support::{Layer, image, open, paths, top};
use layerscope::tree::Change;
use layerscope::workspace::Workspace;
use tar::EntryType;

fn stack(layers: Vec<Layer>) -> Workspace {
    open(&image(layers.into_iter().map(Layer::bytes).collect()), None)
}

fn strip(workspace: &Workspace, path: &str) -> String {
    let node = workspace.tree().find(path.as_bytes()).unwrap_or_else(|| panic!("no {path}"));
    layerscope::view::strip(workspace.tree(), node)
}

#[test]
fn a_whiteout_hides_lower_layers_and_spares_its_own_whatever_the_order() {
    for own_first in [true, false] {
        let upper = Layer::new();
        let upper = if own_first {
            upper.file("a/new", "n").file(".wh.a", "")
        } else {
            upper.file(".wh.a", "").file("a/new", "n")
        };
        let w = stack(vec![Layer::new().dir("a").file("a/old", "o"), upper]);
        assert_eq!(paths(&w, 0), ["a/", "a/old"]);
        assert_eq!(paths(&w, 1), ["a/", "a/new"], "own first: {own_first}");
        assert_eq!(strip(&w, "a/old"), "ah");
        assert_eq!(strip(&w, "a/new"), ".a");
    }
}

#[test]
fn an_opaque_directory_hides_lower_children_whatever_the_order() {
    for mark_first in [true, false] {
        let upper = Layer::new().dir("d");
        let upper = if mark_first {
            upper.file("d/.wh..wh..opq", "").file("d/new", "n")
        } else {
            upper.file("d/new", "n").file("d/.wh..wh..opq", "")
        };
        let w = stack(vec![Layer::new().file("d/one", "1").file("d/sub/two", "2"), upper]);
        assert_eq!(paths(&w, 1), ["d/", "d/new"], "mark first: {mark_first}");
        assert_eq!(
            (strip(&w, "d/one"), strip(&w, "d/sub/two"), strip(&w, "d")),
            ("ah".into(), "ah".into(), "ab".into())
        );
    }
}

#[test]
fn a_file_over_a_directory_hides_the_whole_subtree() {
    let w = stack(vec![Layer::new().file("a/b/c", "x"), Layer::new().file("a", "file"), Layer::new().dir("a")]);
    assert_eq!(paths(&w, 1), ["a"]);
    assert_eq!(paths(&w, 2), ["a/"], "what a file cut off does not come back with a directory");
    assert_eq!((strip(&w, "a"), strip(&w, "a/b/c")), ("arr".into(), "ah.".into()));
}

#[test]
fn a_directory_masks_a_symlink_also_when_only_implied() {
    for upper in [Layer::new().dir("var/run").file("var/run/x", "x"), Layer::new().file("var/run/x", "x")] {
        let w = stack(vec![Layer::new().symlink("var/run", "/run").file("run/pid", "1"), upper]);
        assert_eq!(paths(&w, 1), ["run/", "run/pid", "var/", "var/run/", "var/run/x"]);
        assert_eq!(strip(&w, "var/run"), "ar");
    }
}

#[test]
fn directories_merge_and_take_the_new_attributes() {
    let w = stack(vec![
        Layer::new().dir("d").file("d/one", "1"),
        Layer::new().file("d/two", "2"),
        Layer::new().dir("d").file_with("d/one", "1", |h| h.set_mode(0o600)),
    ]);
    assert_eq!(paths(&w, 2), ["d/", "d/one", "d/two"]);
    assert_eq!((strip(&w, "d/one"), strip(&w, "d")), ("a.t".into(), "abb".into()));
    let d = w.tree().find(b"d").unwrap();
    let implied = w.facts().life(d, 2).unwrap();
    assert!(implied.versions[1].implied && !implied.versions[2].implied);
}

#[test]
fn implied_directories_exist_with_unknown_attributes() {
    let w = stack(vec![Layer::new().file("a/b/c", "x")]);
    let listing = layerscope::report::merged_listing(w.tree(), 0);
    assert!(listing.starts_with("drwxr-xr-x 0/0               0 1970-01-01 00:00:00 a/\n"), "{listing}");
}

#[test]
fn whiteouts_of_nothing_and_without_a_name_harm_nobody() {
    let w = stack(vec![
        Layer::new().file("a", "x"),
        Layer::new()
            .file(".wh.never", "")
            .file(".wh.", "")
            .file(".wh..", "")
            .file(".wh...", "")
            .file(".wh-a", "f")
            .file("x.wh.y", "f"),
    ]);
    assert_eq!(paths(&w, 1), [".wh-a", "a", "x.wh.y"]);
    assert_eq!(w.facts().image().layers[1].removed, Some(0));
}

#[test]
fn aufs_metadata_is_no_file_and_its_hard_links_resolve() {
    let w = stack(vec![
        Layer::new()
            .file(".wh..wh.plnk/12.34", "linked content")
            .hardlink("bin/tool", ".wh..wh.plnk/12.34")
            .file(".wh..wh.aufs", ""),
    ]);
    assert_eq!(paths(&w, 0), ["bin/", "bin/tool"]);
    assert_eq!(
        layerscope::view::path_history(w.tree(), w.tree().find(b"bin/tool").unwrap(), 0).unwrap().versions[0].size,
        14
    );
}

#[test]
fn hard_links_share_one_content_and_outlive_their_target() {
    let w = stack(vec![
        Layer::new().file("one", "12345").hardlink("two", "one").hardlink("three", "/two"),
        Layer::new().file(".wh.one", ""),
    ]);
    assert_eq!(w.facts().image().layers[0].size, Some(5), "counted once");
    assert_eq!(w.facts().image().layers[0].dead, Some(0), "two names still need it");
    for (name, height) in [("two", 1), ("three", 1)] {
        let life = w.facts().life(w.tree().find(name.as_bytes()).unwrap(), height).unwrap();
        assert_eq!((life.live, life.versions[0].size), (true, 5), "{name}");
    }
}

/// As `ln` makes them: a second name of a link or a pipe is the same link or pipe, counted once.
#[test]
fn a_hard_link_to_what_has_no_content_is_that() {
    let layer = Layer::new()
        .hardlink("before", "link")
        .symlink("link", "to/where")
        .file_with("pipe", "", |header| header.set_entry_type(EntryType::Fifo))
        .hardlink("after", "pipe")
        .hardlink("again", "before");
    let workspace = open(&image(vec![layer.bytes()]), None);
    assert!(workspace.facts().findings().is_empty(), "{:?}", workspace.facts().findings());
    let listing = top(&workspace);
    for line in ["before -> to/where", "link -> to/where", "again -> to/where", "pipe", "after"] {
        let kind = if line.contains(" -> ") { 'l' } else { 'p' };
        let shown = listing.lines().find(|l| l.ends_with(&format!(" {line}")));
        assert!(shown.is_some_and(|l| l.starts_with(kind)), "{line}: {listing}");
    }
    assert_eq!(workspace.facts().image().layers[0].size, Some("to/where".len() as u64));
}

#[test]
fn a_hard_link_may_name_a_file_of_a_lower_layer_or_of_its_own_folder() {
    let w = stack(vec![
        Layer::new().file("lower/file", "abcd"),
        Layer::new().hardlink("upper", "lower/file"),
        Layer::new().file("f/a", "xyz").hardlink("f/b", "a"),
    ]);
    for (name, size) in [("upper", 4), ("f/b", 3)] {
        assert_eq!(
            w.facts().life(w.tree().find(name.as_bytes()).unwrap(), 2).unwrap().versions[0].size,
            size,
            "{name}"
        );
    }
}

#[test]
fn names_that_leave_the_root_stay_inside() {
    let w = stack(vec![Layer::new().raw(b"../../etc/passwd", "x").raw(b"/abs", "y").raw(b"./dot//twice", "z")]);
    assert_eq!(paths(&w, 0), ["abs", "dot/", "dot/twice", "etc/", "etc/passwd"]);
}

#[test]
fn the_last_of_a_name_wins_in_its_layer() {
    let w = stack(vec![Layer::new().file("a", "first").file("a", "second!")]);
    assert_eq!(w.facts().image().layers[0].size, Some(7));
    let w = stack(vec![Layer::new().file("a/b", "x").file("a", "file")]);
    assert_eq!(paths(&w, 0), ["a"], "a file takes the place of its own layer's directory");
    let w = stack(vec![Layer::new().file("a/b", "x").file("a", "file").file("a/c", "y")]);
    assert_eq!(paths(&w, 0), ["a/", "a/c"]);
}

#[test]
fn reasons_tell_a_chmod_from_new_content() {
    let base = Layer::new()
        .file("mode", "1")
        .file("owner", "1")
        .file("time", "1")
        .file("size", "1")
        .file("same", "1")
        .symlink("link", "a");
    let upper = Layer::new()
        .file_with("mode", "1", |h| h.set_mode(0o600))
        .file_with("owner", "1", |h| h.set_uid(1000))
        .file_with("time", "1", |h| h.set_mtime(5))
        .file("size", "22")
        .file("same", "1")
        .symlink("link", "b");
    let w = stack(vec![base, upper]);
    for (path, change, reasons) in [
        ("mode", Change::Attributes, &["mode"][..]),
        ("owner", Change::Attributes, &["owner"]),
        ("time", Change::Content, &["mtime"]),
        ("size", Change::Content, &["size", "content"]),
        ("same", Change::Unchanged, &[]),
        ("link", Change::Content, &["target"]),
    ] {
        let life = w.facts().life(w.tree().find(path.as_bytes()).unwrap(), 1).unwrap();
        assert_eq!((life.versions[1].change, &life.versions[1].reasons[..]), (change, reasons), "{path}");
    }
    assert_eq!(w.facts().image().layers[1].changed, Some(5));
}

#[test]
fn nothing_that_an_upper_layer_does_frees_bytes_below() {
    let w = stack(vec![
        Layer::new().file("gone", &"g".repeat(1000)).file("new", &"n".repeat(200)).file("kept", "k"),
        Layer::new().file("new", &"m".repeat(300)),
        Layer::new().file(".wh.gone", "").file_with("new", &"m".repeat(300), |h| h.set_mode(0o600)),
    ]);
    let info = w.facts().image();
    assert_eq!(info.layers.iter().map(|l| l.dead.unwrap()).collect::<Vec<_>>(), [1200, 300, 0]);
    assert_eq!((info.size, info.dead), (Some(1801), Some(1500)));
    let life = w.facts().life(w.tree().find(b"gone").unwrap(), 2).unwrap();
    assert_eq!((life.live, life.gone_by, life.dead), (false, Some(2), 1000));
}
