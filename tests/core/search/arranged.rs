//! Matches in their place in the tree, rows in order, and a query over many entries.

use super::*;

fn order(w: &mut Workspace, query: &str, sort: Sort, reverse: bool, flat: bool) -> Vec<String> {
    let question = RowsQuery { query: query.into(), sort, reverse, flat, ..TOP.into() };
    let all = w.session_mut().ask(question.clone(), 0, usize::MAX);
    let paged: Vec<Row> =
        (0..all.total).step_by(3).flat_map(|from| w.session_mut().ask(question.clone(), from, 3).rows).collect();
    assert_eq!(paged, all.rows, "pages fit together");
    for (index, row) in all.rows.iter().enumerate() {
        assert_eq!(w.session_mut().reveal(row.node), Some(index));
    }
    all.rows.iter().map(|row| path(w, row)).collect()
}

#[test]
fn matches_keep_their_place_and_what_is_closed_stays_closed() {
    let mut w = rich();
    let view = TOP;
    let names = |page: &RowsPage| page.rows.iter().map(|r| (r.depth, r.name.clone(), r.r#match)).collect::<Vec<_>>();
    let page = find(&mut w, view, "blob3");
    let is = |depth, name: &str, found| (depth, name.to_owned(), found);
    assert_eq!(names(&page), [is(0, "data", false), is(1, "dup", false), is(2, "blob3", true)]);
    assert_eq!((page.matches, page.match_bytes), (Some(1), Some(40_000)));
    assert_eq!((page.rows[2].pos_in_set, page.rows[2].set_size), (1, 1));
    let whole = w.session_mut().ask(view, 0, usize::MAX);
    assert_eq!((whole.matches, page.summary), (None, whole.summary));
    find(&mut w, view, "blob3");
    let dup = page.rows[1].node;
    w.session_mut().expand(dup, false, false);
    assert_eq!(find(&mut w, view, "blob3").total, 2);
    let lower = View { height: 9, ..view };
    find(&mut w, lower, "blob3");
    assert_eq!(find(&mut w, view, "blob3").total, 2, "closed, whatever height is looked at between");
    assert_eq!(w.session_mut().reveal(page.rows[2].node), Some(2));
    w.session_mut().expand(ROOT, false, true);
    assert_eq!(find(&mut w, view, "blob3").total, 1);
    assert_eq!(find(&mut w, view, "blob").total, 5, "another query opens everything");
    let sh = w.tree().find(b"bin/sh").unwrap();
    assert_eq!(w.session_mut().reveal(sh), None, "not found, not shown");
    let after = w.session_mut().ask(view, 0, usize::MAX);
    let open: Vec<&str> = after.rows.iter().filter(|r| r.expanded).map(|r| r.name.as_str()).collect();
    assert_eq!(open, ["bin", "data", "dup"], "reveal opened what leads there, in the whole tree, too");
}

#[test]
fn rows_are_sorted_among_siblings_or_in_one_list() {
    let mut w = rich();
    let tree = |w: &mut Workspace, query, sort, reverse| order(w, query, sort, reverse, false);
    assert_eq!(
        tree(&mut w, "size:>1M", Sort::Size, true),
        ["data", "data/types", "data/types/sparse", "bin", "bin/busybox"]
    );
    assert_eq!(
        tree(&mut w, "size:>1M", Sort::Size, false),
        ["bin", "bin/busybox", "data", "data/types", "data/types/sparse"]
    );
    assert_eq!(tree(&mut w, "/etc/ size:>0", Sort::Name, true), ["etc", "etc/passwd", "etc/motd"]);
    assert_eq!(tree(&mut w, "/data/a", Sort::Time, false)[..4], ["data", "data/a", "data/a/keep", "data/a/keep/one"]);
    assert_eq!(
        tree(&mut w, "dup/", Sort::Size, true)[2..],
        ["data/dup/blob1", "data/dup/blob2", "data/dup/blob3"],
        "ties stand by name, upwards in either direction"
    );
    let flat = |w: &mut Workspace, query, sort, reverse| order(w, query, sort, reverse, true);
    assert_eq!(
        flat(&mut w, "kind:file size:>30k", Sort::Size, true),
        [
            "data/types/sparse",
            "bin/busybox",
            "data/dup/blob1",
            "data/dup/blob2",
            "data/dup/blob3",
            "data/types/capable"
        ]
    );
    assert_eq!(
        flat(&mut w, "kind:file size:>30k", Sort::Layer, false),
        [
            "bin/busybox",
            "data/types/capable",
            "data/types/sparse",
            "data/dup/blob1",
            "data/dup/blob2",
            "data/dup/blob3"
        ]
    );
    assert_eq!(flat(&mut w, "kind:dir data", Sort::Name, true)[..3], ["data/types", "data/a/todel", "data/renamed"]);
    let all = w.session_mut().ask(RowsQuery { flat: true, ..TOP.into() }, 0, 1);
    assert_eq!((all.matches, all.rows[0].depth, all.rows[0].set_size as usize), (None, 0, all.total));
    let row = &w.session_mut().ask(RowsQuery { flat: true, query: "blob1".into(), ..TOP.into() }, 0, 1).rows[0];
    assert_eq!((row.folder.as_deref(), row.expandable, row.name.as_str()), (Some("/data/dup"), false, "blob1"));
    let top = &w.session_mut().ask(RowsQuery { flat: true, query: "/^.bin$/".into(), ..TOP.into() }, 0, 1).rows[0];
    assert_eq!((top.folder.as_deref(), top.name.as_str()), (Some("/"), "bin"));
}

/// 300,000 entries, as npm and Python leave them.
fn large() -> Workspace {
    let mut layer = Layer::new();
    for package in 0..3000 {
        let folder = format!("usr/lib/node_modules/package-{package}/dist");
        for file in 0..100 {
            layer = layer.file(&format!("{folder}/Module{file}.d.ts"), if file % 9 == 0 { "xx" } else { "" });
        }
    }
    let tar = layer.bytes();
    open(&image(vec![tar]), None)
}

/// Some 20 ms on a machine at rest. The page's 100 ms for a key are measured by the bench; this is for what would take seconds, on a machine
/// that does other things beside.
#[test]
fn a_query_over_300_000_entries_takes_a_moment() {
    let mut w = large();
    let view = View { height: 0, mode: Mode::Merged, ghosts: true };
    w.session_mut().ask(view, 0, 60);
    let queries =
        ["m", "mo", "module7", "e/mod", "*.ts", "**/dist/*9.d.ts", "/9\\.d/", "size:>0 kind:file", "-module is:dead"];
    for (sort, flat) in [(Sort::Name, false), (Sort::Size, false), (Sort::Size, true), (Sort::Name, true)] {
        for query in queries {
            let mut best = u128::MAX;
            for round in 0..5 {
                let question = RowsQuery { query: query.into(), sort, flat, reverse: round % 2 == 0, ..view.into() };
                w.session_mut().ask(view, 0, 1);
                let start = Instant::now();
                let page = w.session_mut().ask(question, 0, 60);
                best = best.min(start.elapsed().as_millis());
                assert!(page.wrong.is_none() && page.rows.len() <= 60);
            }
            assert!(best < 500, "{query}, {sort:?}, flat {flat}: {best} ms");
        }
    }
}
