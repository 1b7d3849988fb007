//! Searching, filtering and sorting: the language against tables written by hand, a naive filter, and time.

mod arranged;
mod globs;

use crate::support::{Layer, fixture, image, open};
use layerscope::search::{Query, QueryError, QueryErrorKind};
use layerscope::tree::{NodeId, ROOT};
use layerscope::view::{Mode, Row, Sort, View};
use layerscope::workspace::{RowsPage, RowsQuery, Workspace};
use proptest::prelude::*;
use std::time::Instant;

const TOP: View = View { height: 10, mode: Mode::Merged, ghosts: true };

fn rich() -> Workspace {
    open(&fixture("docker/20.10/rich.tar.gz"), None)
}

fn find(w: &mut Workspace, view: View, query: &str) -> RowsPage {
    let page = w.session_mut().ask(RowsQuery { query: query.into(), ..view.into() }, 0, usize::MAX);
    assert_eq!(page.wrong, None, "{query}");
    page
}

fn path(w: &Workspace, row: &Row) -> String {
    String::from_utf8_lossy(&w.tree().path(row.node)).into_owned()
}

/// Paths of the matches, in the order of the tree.
fn found(w: &mut Workspace, view: View, query: &str) -> Vec<String> {
    let page = find(w, view, query);
    let paths: Vec<String> = page.rows.iter().filter(|row| row.r#match).map(|row| path(w, row)).collect();
    assert_eq!(page.matches.unwrap() as usize, paths.len(), "{query}: everything that leads to a match is open");
    assert_eq!(page.total, page.rows.len());
    paths
}

#[test]
fn every_kind_of_term_finds_what_a_person_would_pick_by_hand() {
    let mut w = rich();
    let blobs = ["data/dup/blob1", "data/dup/blob2", "data/dup/blob3"];
    let doc = ["usr", "usr/share", "usr/share/doc", "usr/share/doc/busybox", "usr/share/doc/busybox/README"];
    let table: &[(&str, &[&str])] = &[
        // Text: in paths, capitals only where there are any, as the page shows names.
        ("blob", &blobs),
        ("LICENSE", &["usr/share/doc/busybox/LICENSE"]),
        ("license", &["usr/share/doc/busybox/LICENSE"]),
        ("License", &[]),
        ("etc/", &["etc/motd", "etc/passwd"]),
        ("c/pass", &["etc/passwd"]),
        ("/etc/pass", &["etc/passwd"]),
        ("a/keep/o", &["data/a/keep/one"]),
        ("//etc", &[]),
        ("caf\\351", &["data/types/caf\u{fffd}"]),
        ("two\\nl", &["data/types/two\nlines"]),
        ("한글", &["data/types/한글-파일.txt"]),
        ("\"with sp\"", &["data/types/with space"]),
        ("path:\"with sp\"", &["data/types/with space"]),
        ("a keep one", &["data/a/keep/one"]),
        ("blob -1 -blob2", &["data/dup/blob3"]),
        // Patterns.
        ("*.txt", &["data/types/한글-파일.txt"]),
        ("한?-*", &["data/types/한글-파일.txt"]),
        ("?oft", &["data/links/soft"]),
        ("h[!a]*", &["bin/head"]),
        ("[m-n]{ot,ul}[a-d]", &["etc/motd"]),
        ("/data/*/blob?", &blobs),
        ("data/*/blob?", &blobs),
        ("/*/blob1", &[]),
        ("/**/blob1", &["data/dup/blob1"]),
        ("dup/*", &blobs),
        ("**/in", &["data/a/becomesdir/in"]),
        ("re:^/data/.*b[12]$", &["data/dup/blob1", "data/dup/blob2"]),
        ("/^.data.*blob[12]$/", &["data/dup/blob1", "data/dup/blob2"]),
        ("re:BLOB", &[]),
        ("re:\\S+LOB", &[]),
        ("re:\\S+lob", &blobs),
        ("re:파일", &["data/types/한글-파일.txt"]),
        // Fields.
        ("size:>1M", &["bin", "bin/busybox", "data", "data/types", "data/types/sparse"]),
        (">1M kind:file", &["bin/busybox", "data/types/sparse"]),
        ("size:>=2097155 size:<2097156 -kind:dir", &["data/types/sparse"]),
        ("size:30kB", &["usr/share/doc/busybox/README"]),
        ("size:29.29KiB..39.1KiB kind:dir", &doc[..4]),
        ("kind:char,block,fifo", &["data/types/null", "data/types/pipe"]),
        ("kind:hardlink", &["data/links/target"]),
        ("owner:1000", &["data/dup/blob2"]),
        ("owner:1000:0", &[]),
        ("group:1000", &["data/dup/blob2"]),
        ("owner:0:0 kind:fifo", &["data/types/pipe"]),
        ("mode:4755", &["data/types/setuid"]),
        ("mode:setuid,setgid", &["data/types/setuid"]),
        ("mode:640", &["data/dup/blob1", "data/dup/blob3"]),
        ("mode:executable /data/", &["data/types/capable", "data/types/setuid"]),
        ("mode:world-writable", &[]),
        ("layer:3", &["data/types", "data/types/null", "data/types/pipe"]),
        ("layer:4..5 kind:file", &["data/dup/blob1", "data/dup/blob2"]),
        ("touched:4", &["data/dup/blob1"]),
        ("touched:6", &["data/a/keep/one"]),
        ("time:2001", &["data/a/keep/one"]),
        ("time:2001-02-03T04:05", &["data/a/keep/one"]),
        ("time:2001-02-03T04:05:06", &["data/a/keep/one"]),
        ("time:2001-02-03T04:06", &[]),
        ("time:..2001-02", &["data/a/keep/one"]),
        ("time:<2001-02", &[]),
        ("is:gone kind:file size:>3 -long", &["data/dup/blob1"]),
        ("is:dead dup", &["data/dup/blob1", "data/dup/blob2"]),
        ("is:dead -is:gone kind:file", &["data/a/keep/one", "data/dup/blob2"]),
    ];
    for (query, wanted) in table {
        assert_eq!(found(&mut w, TOP, query), *wanted, "{query}");
    }
}

#[test]
fn changes_and_reasons_are_those_of_the_view_s_layer() {
    let mut w = rich();
    let table: &[(usize, &str, &[&str])] = &[
        (4, "reason:mode", &["data/dup/blob1"]),
        (4, "change:attributes kind:file", &["data/dup/blob1"]),
        (4, "reason:owner", &[]),
        (5, "reason:owner", &["data/dup/blob2"]),
        (6, "reason:mtime kind:file", &["data/a/keep/one"]),
        (6, "change:content", &["data/a/keep/one"]),
        (7, "change:removed", &["data/a/todel"]),
        (7, "change:hidden", &["data/a/opaque/lower1", "data/a/opaque/lower2", "data/a/todel/x"]),
        (8, "change:replaced", &["data/a/becomesdir", "data/a/tofile"]),
        (8, "reason:type", &["data/a/becomesdir", "data/a/tofile"]),
        (9, "reason:target", &["data/links/soft"]),
        (10, "change:added kind:file", &["data/dup/blob3"]),
        (10, "change:removed,added dup", &["data/dup/blob1", "data/dup/blob3"]),
    ];
    for (layer, query, wanted) in table {
        for mode in [Mode::Merged, Mode::Changes] {
            let view = View { height: layer - 1, mode, ghosts: true };
            assert_eq!(found(&mut w, view, query), *wanted, "layer {layer}, {mode:?}: {query}");
        }
    }
    let only = View { height: 3, mode: Mode::Layer, ghosts: false };
    assert_eq!(found(&mut w, only, "blob"), ["data/dup/blob1"]);
    let hidden = View { ghosts: false, ..TOP };
    assert_eq!(found(&mut w, hidden, "blob"), ["data/dup/blob2", "data/dup/blob3"]);
}

#[test]
fn wrong_queries_are_told_with_their_place_and_the_last_good_one_stays() {
    use QueryErrorKind::*;
    let layers = 11;
    let table = [
        ("a \"b", 2, 2, OpenQuote),
        ("owner:\"1", 6, 2, OpenQuote),
        ("한글 sise:>1M", 3, 5, UnknownField),
        ("-foo:1", 1, 4, UnknownField),
        ("size:", 0, 5, NoValue),
        ("kind:fil", 5, 3, BadValue),
        ("kind:file,,dir", 5, 9, BadValue),
        ("change:below", 7, 5, BadValue),
        ("reason:x", 7, 1, BadValue),
        ("is:", 0, 3, NoValue),
        ("is:here", 3, 4, BadValue),
        (">", 0, 1, BadSize),
        ("a >1X", 2, 3, BadSize),
        ("size:1..2..3", 5, 7, BadSize),
        ("size:..", 5, 2, BadSize),
        ("size:1.2.3", 5, 5, BadSize),
        ("time:yesterday", 5, 9, BadTime),
        ("time:2024-13", 5, 7, BadTime),
        ("time:2024-02-30", 5, 10, BadTime),
        ("time:24", 5, 2, BadTime),
        ("owner:root", 6, 4, BadOwner),
        ("owner:1:", 6, 2, BadOwner),
        ("group:-1", 6, 2, BadOwner),
        ("mode:999", 5, 3, BadMode),
        ("mode:77777", 5, 5, BadMode),
        ("mode:suid", 5, 4, BadMode),
        ("layer:0", 6, 1, BadLayer),
        ("layer:12", 6, 2, BadLayer),
        ("touched:x", 8, 1, BadLayer),
        ("re:(a", 3, 2, BadRegex),
        ("/a(/", 0, 4, BadRegex),
        ("re:(\\w{100}){100}{100}", 3, 19, BadRegex),
        ("x[ab", 0, 4, BadGlob),
        ("*.{a,b", 0, 6, BadGlob),
        ("[z-a]", 0, 5, BadGlob),
    ];
    let mut w = rich();
    let good = find(&mut w, TOP, "blob");
    for (query, at, len, kind) in table {
        let wrong = Query::parse(query, layers).unwrap_err();
        assert_eq!((wrong.at, wrong.len, wrong.kind), (at, len, kind), "{query}: {wrong:?}");
        assert!(wrong.message.starts_with(&format!("Character {}: ", at + 1)), "{}", wrong.message);
        assert!(!wrong.message.contains('\n') && wrong.message.len() < 250, "{}", wrong.message);
        let page = w.session_mut().ask(RowsQuery { query: query.into(), ..TOP.into() }, 0, usize::MAX);
        assert_eq!(page, RowsPage { wrong: Some(wrong), ..good.clone() }, "{query}");
    }
    let long = Query::parse(&"a ".repeat(101), layers).unwrap_err();
    assert_eq!((long.kind, long.at), (TooLong, 200));
    assert_eq!(Query::parse(&"a".repeat(100_000), layers).unwrap_err().kind, TooLong);
    assert!(Query::parse(" - ", layers).unwrap().is_empty(), "a minus is the beginning of something");
}

#[test]
fn every_beginning_of_every_query_has_an_answer() {
    for query in ["-\"a b\" >1.5MiB", "owner:1000:1000 /a|b$/", "time:2024-01-01T12:30..2025 *.{c,h}", "\u{1f980}:[a-"]
    {
        for (end, _) in query.char_indices().chain([(query.len(), ' ')]) {
            if let Err(QueryError { at, len, .. }) = Query::parse(&query[..end], 3) {
                assert!(at + len <= query.encode_utf16().count());
            }
        }
    }
}

#[test]
fn what_was_found_in_a_name_is_marked_where_the_page_shows_it() {
    let mut w = rich();
    let mut marks = |query: &str, name: &str| {
        let page = find(&mut w, TOP, query);
        page.rows.into_iter().find(|row| row.name == name).unwrap().marks
    };
    assert_eq!(marks("blob", "blob1"), [(0, 4)]);
    assert_eq!(marks("lo ob1", "blob1"), [(1, 4)], "what meets is one");
    assert_eq!(marks("b", "blob1"), [(0, 1), (3, 1)]);
    assert_eq!(marks("dup/bl", "blob1"), [(0, 2)], "what is above the name is not in it");
    assert_eq!(marks("dup", "blob1"), []);
    assert_eq!(marks("dup", "data"), [], "a folder that only leads there");
    assert_eq!(marks("LICENSE", "LICENSE"), [(0, 7)]);
    assert_eq!(marks("파일", "한글-파일.txt"), [(3, 2)]);
    assert_eq!(marks("/fé?\\\\351$/", "caf\\351"), [(2, 5)]);
    assert_eq!(marks("re:1$ dup", "blob1"), [(4, 1)]);
    assert_eq!(marks("-x size:>1", "blob1"), []);
    let crab = vec![Layer::new().file("\u{1f980}x", "").bytes()];
    let mut w = open(&image(crab), None);
    let view = View { height: 0, mode: Mode::Merged, ghosts: true };
    assert_eq!(find(&mut w, view, "x").rows[0].marks, [(2, 1)], "units are JavaScript's");
}

/// A term, as text and as a naive person would apply it to a path and a size.
fn term() -> impl Strategy<Value = (String, bool, String)> {
    let word = prop::collection::vec(prop::sample::select(vec!["a", "b", "B", "/", ".x"]), 1..4);
    (prop::sample::select(vec!["text", "glob", "size"]), any::<bool>(), word, 0..9u64).prop_map(
        |(what, not, word, n)| {
            let value = match what {
                "size" => n.to_string(),
                _ => word.concat(),
            };
            (what.to_owned(), not, value)
        },
    )
}

fn holds((what, not, value): &(String, bool, String), path: &str, size: Option<u64>) -> bool {
    let fold = |text: &str| if value.chars().any(char::is_uppercase) { text.to_owned() } else { text.to_lowercase() };
    let path = fold(path);
    let found = match what.as_str() {
        "size" => size.is_some_and(|size| size > value.parse().unwrap()),
        "text" => path.contains(value.as_str()),
        // `*value`: a name, or a whole path behind some folder, that ends so.
        _ if value.contains('/') => (0..path.len()).filter(|i| path[*i..].starts_with('/')).any(|i| {
            let rest = &path[i + 1..];
            rest.len() >= value.len()
                && rest.ends_with(value.as_str())
                && !rest[..rest.len() - value.len()].contains('/')
        }),
        _ => path.rsplit('/').next().unwrap().ends_with(value.as_str()),
    };
    found != *not
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_query_finds_what_a_naive_filter_over_all_paths_does(
        names in prop::collection::btree_map("[abB](/[abB.x]{1,3}){0,3}", 0..9usize, 1..12),
        terms in prop::collection::vec(term(), 1..4),
        flat in any::<bool>(),
    ) {
        let mut layer = Layer::new();
        for (name, size) in &names {
            layer = layer.file(&name.replace("/.", "/_"), &"x".repeat(*size));
        }
        let mut w = open(&image(vec![layer.bytes()]), None);
        w.session_mut().expand(ROOT, true, true);
        let view = View { height: 0, mode: Mode::Merged, ghosts: true };
        let write = |(what, not, value): &(String, bool, String)| {
            let minus = if *not { "-" } else { "" };
            match what.as_str() {
                "size" => format!("{minus}size:>{value}"),
                "text" => format!("{minus}\"{value}\""),
                _ => format!("{minus}*{value}"),
            }
        };
        let query = terms.iter().map(write).collect::<Vec<_>>().join(" ");
        let all = w.session_mut().ask(view, 0, usize::MAX).rows;
        let wanted: Vec<NodeId> = all
            .iter()
            .filter(|row| {
                let path = format!("/{}", path(&w, row));
                terms.iter().all(|term| holds(term, &path, row.size))
            })
            .map(|row| row.node)
            .collect();
        let page = w.session_mut().ask(RowsQuery { query: query.clone(), flat, ..view.into() }, 0, usize::MAX);
        prop_assert_eq!(page.wrong, None);
        let mut found: Vec<NodeId> = page.rows.iter().filter(|row| row.r#match).map(|row| row.node).collect();
        let (mut found_, mut wanted_) = (found.clone(), wanted.clone());
        found_.sort_unstable();
        wanted_.sort_unstable();
        prop_assert_eq!(found_, wanted_, "{}", query);
        prop_assert_eq!(page.matches, Some(wanted.len() as u64));
        if !flat {
            found.retain(|node| wanted.contains(node));
            prop_assert_eq!(found, wanted, "in the order of the tree");
        }
    }
}
