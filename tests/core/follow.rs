//! Links followed inside the merged view: a table of cases, hostile ones, and random trees against a naive resolver.

use crate::support::{Layer, fixture, image, open};
use layerscope::view::{LinkEnd, ResolvedLink, resolve_link};
use layerscope::workspace::Workspace;
use proptest::prelude::*;
use std::collections::BTreeMap;
use tar::{EntryType, Header};

fn stack(layers: Vec<Layer>) -> Workspace {
    open(&image(layers.into_iter().map(Layer::bytes).collect()), None)
}

fn follow_at(workspace: &Workspace, path: &str, height: usize) -> ResolvedLink {
    let tree = workspace.tree();
    let node = tree.find(path.as_bytes()).unwrap_or_else(|| panic!("no {path}"));
    resolve_link(tree, node, height).unwrap()
}

fn follow(workspace: &Workspace, path: &str) -> ResolvedLink {
    follow_at(workspace, path, workspace.tree().layers() - 1)
}

/// "reached /x" and so on.
fn told(follow: &ResolvedLink) -> String {
    let end = serde_json::to_value(follow.end).unwrap();
    format!("{} {}", end.as_str().unwrap(), follow.at.path)
}

#[test]
fn a_table_of_links() {
    let workspace = stack(vec![
        Layer::new()
            .file("usr/bin/python3.11", "elf")
            .symlink_as("usr/bin/python3", "python3.11")
            .symlink_as("usr/bin/python", "/usr/bin/python3")
            .symlink_as("bin", "usr/bin")
            .symlink_as("py", "bin/python")
            .symlink_as("up", "../../../../usr/../usr/./bin//python3")
            .symlink_as("usr/bin/up", "../../bin/python3.11")
            .symlink_as("root", "/")
            .symlink_as("above", "..")
            .symlink_as("slash", "usr/bin/")
            .symlink_as("file-slash", "usr/bin/python3.11/")
            .symlink_as("file-dot", "usr/bin/python3.11/.")
            .symlink_as("through-file", "usr/bin/python3.11/x")
            .symlink_as("through-file-up", "usr/bin/python3.11/../python3.11")
            .symlink_as("dangling", "usr/lib/nothing/at/all")
            .symlink_as("dangling-2", "dangling")
            .symlink_as("self", "self")
            .symlink_as("a", "b")
            .symlink_as("b", "c")
            .symlink_as("c", "/a")
            .symlink_as("to-a", "a")
            .symlink_as("inner", "inner/x")
            .symlink_as("d/loop", "../d/loop/../loop")
            .symlink_as("twice", "bin/../../bin/../../bin/python3")
            .symlink_as("stdout", "/dev/stdout")
            .symlink_as("fd", "/proc/self/fd/1")
            .symlink_as("mounts", "proc/mounts")
            .symlink_as("hosts", "etc/hosts")
            .symlink_as("hosts.bak", "etc/hosts.bak")
            .symlink_as("developer", "devel/x"),
        Layer::new().file("old", "x").symlink_as("to-old", "old").symlink_as("usr/dir", "lib").file("usr/lib/one", "1"),
        Layer::new().file(".wh.old", "").symlink_as("usr/dir2", "dir/one"),
    ]);
    for (link, wanted) in [
        ("usr/bin/python3.11", "reached /usr/bin/python3.11"),
        ("usr/bin/python3", "reached /usr/bin/python3.11"),
        ("usr/bin/python", "reached /usr/bin/python3.11"),
        ("py", "reached /usr/bin/python3.11"),
        ("up", "reached /usr/bin/python3.11"),
        ("usr/bin/up", "reached /usr/bin/python3.11"),
        ("bin", "reached /usr/bin"),
        ("root", "reached /"),
        ("above", "reached /"),
        ("slash", "reached /usr/bin"),
        ("file-slash", "not-folder /usr/bin/python3.11"),
        ("file-dot", "not-folder /usr/bin/python3.11"),
        ("through-file", "not-folder /usr/bin/python3.11"),
        ("through-file-up", "not-folder /usr/bin/python3.11"),
        ("dangling", "missing /usr/lib/nothing"),
        ("dangling-2", "missing /usr/lib/nothing"),
        ("self", "loop /self"),
        ("a", "loop /a"),
        ("b", "loop /b"),
        ("to-a", "loop /a"),
        ("inner", "loop /inner"),
        ("d/loop", "loop /d/loop"),
        ("twice", "reached /usr/bin/python3.11"),
        ("stdout", "runtime /dev/stdout"),
        ("fd", "runtime /proc/self/fd/1"),
        ("mounts", "runtime /proc/mounts"),
        ("hosts", "runtime /etc/hosts"),
        ("hosts.bak", "missing /etc"),
        ("developer", "missing /devel"),
        ("to-old", "missing /old"),
        ("usr/dir2", "reached /usr/lib/one"),
    ] {
        assert_eq!(told(&follow(&workspace, link)), wanted, "{link}");
    }
    let hops = follow(&workspace, "py").hops;
    let hops: Vec<_> = hops.iter().map(|hop| format!("{} -> {}", hop.path, hop.target)).collect();
    let wanted = [
        "/py -> bin/python",
        "/bin -> usr/bin",
        "/usr/bin/python -> /usr/bin/python3",
        "/usr/bin/python3 -> python3.11",
    ];
    assert_eq!(hops, wanted);
    // Each height is a world of its own, and a missing name says who took it.
    let spot = follow(&workspace, "to-old").at;
    assert_eq!((spot.gone_by, spot.kind, spot.node.is_some()), (Some(2), None, true));
    assert_eq!(told(&follow_at(&workspace, "to-old", 1)), "reached /old");
    assert_eq!(told(&follow_at(&workspace, "usr/dir", 0)), "gone /usr/dir");
    assert_eq!(told(&follow(&workspace, "old")), "gone /old");
    assert_eq!(resolve_link(workspace.tree(), u32::MAX.into(), 0), None);
    assert_eq!(told(&resolve_link(workspace.tree(), layerscope::tree::ROOT, 0).unwrap()), "reached /");
}

/// The merged view shows the image's own files below /dev.
#[test]
fn names_that_the_image_has_need_no_container() {
    let workspace = stack(vec![
        Layer::new()
            .file("dev/null", "")
            .symlink_as("null", "/dev/null")
            .file("etc/hosts", "")
            .symlink_as("h", "etc/hosts"),
    ]);
    assert_eq!(told(&follow(&workspace, "null")), "reached /dev/null");
    assert_eq!(told(&follow(&workspace, "h")), "reached /etc/hosts");
}

#[test]
fn forty_links_as_linux_and_no_more() {
    let mut layer = Layer::new().file("end", "");
    for n in 0..60 {
        let next = if n == 0 { "end".to_owned() } else { format!("l{}", n - 1) };
        layer = layer.symlink_as(&format!("l{n}"), &next);
    }
    let workspace = stack(vec![
        layer
            .symlink_as("bomb0", "end")
            .symlink_as("dir", ".")
            .symlink("many", &"dir/".repeat(39))
            .symlink("more", &"dir/".repeat(40)),
    ]);
    assert_eq!((told(&follow(&workspace, "l39")), follow(&workspace, "l39").hops.len()), ("reached /end".into(), 40));
    assert_eq!(told(&follow(&workspace, "l40")), "too-many /l0");
    assert_eq!(told(&follow(&workspace, "many")), "reached /");
    assert_eq!(told(&follow(&workspace, "more")), "too-many /dir");
}

#[test]
fn all_names_of_one_content() {
    let workspace = stack(vec![
        Layer::new()
            .file("a", "same")
            .hardlink("b", "a")
            .hardlink("d/c", "/b")
            .file("alone", "")
            .symlink_as("to-b", "b"),
        Layer::new().hardlink("e", "a"),
        Layer::new().file(".wh.a", "").file("b", "other"),
        Layer::new().hardlink("broken", "nowhere/at all").hardlink("later", "b"),
    ]);
    let names = |path: &str, height: usize| {
        let names = follow_at(&workspace, path, height).names;
        names.into_iter().map(|spot| spot.path).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names("a", 0), "/a /b /d/c");
    assert_eq!(names("d/c", 1), "/a /b /d/c /e");
    assert_eq!(names("e", 2), "/d/c /e");
    assert_eq!((names("b", 2), names("b", 3)), (String::new(), "/b /later".into()));
    assert_eq!((names("alone", 3), names("to-b", 0)), (String::new(), String::new()));
    assert_eq!(told(&follow_at(&workspace, "d/c", 0)), "reached /a");
    let at = follow_at(&workspace, "d/c", 2).at;
    assert_eq!(
        (at.path.as_str(), at.kind, at.gone_by),
        ("/a", None, Some(2)),
        "the first name is gone, its content lives"
    );
    assert_eq!(told(&follow(&workspace, "broken")), "missing /nowhere/at all");
    assert_eq!(told(&follow(&workspace, "to-b")), "reached /b");
}

/// A million links to one content cost one pass, and are counted.
#[test]
fn names_without_end_are_counted() {
    let mut layer = Layer::new().file("first", "x");
    for n in 0..500 {
        layer = layer.hardlink(&format!("n{n:03}"), "first");
    }
    let told = follow(&stack(vec![layer]), "n499");
    assert_eq!((told.names.len(), told.more, told.names[1].path.as_str()), (200, 301, "/n000"));
}

fn raw(path: &str, target: &[u8]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Symlink);
    header.set_size(0);
    header.set_mode(0o777);
    // A PAX record takes any bytes, a NUL too.
    let record = |length: usize| [format!("{length} linkpath=").as_bytes(), target, b"\n"].concat();
    let mut length = record(0).len();
    while record(length).len() != length {
        length = record(length).len();
    }
    let mut pax = Header::new_ustar();
    pax.set_entry_type(EntryType::XHeader);
    pax.set_size(length as u64);
    builder.append_data(&mut pax, "pax", record(length).as_slice()).unwrap();
    builder.append_data(&mut header, path, &b""[..]).unwrap();
    builder.into_inner().unwrap()
}

#[test]
fn hostile_targets() {
    let long = |n: usize| b"./".repeat(n / 2).into_iter().chain(b"x".repeat(n % 2)).collect::<Vec<u8>>();
    for (target, wanted) in [
        (b"a\0b".to_vec(), "unusable /link"),
        (long(4096), "unusable /link"),
        (long(60_000), "unusable /link"),
        (long(4095), "missing /x"),
        (b"caf\xe9/\x1b[31m".to_vec(), "missing /caf\\351"),
        ("a\u{202e}b".as_bytes().to_vec(), "missing /a\\342\\200\\256b"),
        (b"../".repeat(1000), "reached /"),
        (b"/".repeat(4000), "reached /"),
    ] {
        let workspace = open(&image(vec![raw("link", &target)]), None);
        assert_eq!(told(&follow(&workspace, "link")), wanted, "{:?}", String::from_utf8_lossy(&target));
    }
    // ustar itself can say that the target is nothing.
    let workspace = stack(vec![Layer::new().symlink("link", "x")]);
    let mut bytes = Layer::new().symlink("link", "x").bytes();
    bytes[157] = 0;
    let sum: u32 =
        bytes[..512].iter().enumerate().map(|(i, b)| if (148..156).contains(&i) { 32 } else { u32::from(*b) }).sum();
    bytes[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    drop(workspace);
    assert_eq!(told(&follow(&open(&image(vec![bytes]), None), "link")), "unusable /link");
}

/// Four thousand directories deep, up and down again.
#[test]
fn depth_is_no_recursion() {
    let deep = "d/".repeat(2000);
    let workspace = stack(vec![
        Layer::new()
            .file(&format!("{deep}{deep}end"), "")
            .symlink("half", &deep)
            .symlink("down", &format!("half/{}end", "d/".repeat(2000)))
            .symlink(&format!("{deep}up"), &"../".repeat(1300)),
    ]);
    assert_eq!(told(&follow(&workspace, "down")), format!("reached /{deep}{deep}end"));
    let up = follow(&workspace, &format!("{deep}up"));
    assert_eq!(up.at.path.len(), 700 * 2);
}

/// Every link of a real image: where it leads, a container's own tools would find something of that name.
#[test]
fn links_of_real_images() {
    let workspace = open(&fixture("docker/20.10/rich.tar.gz"), None);
    let tree = workspace.tree();
    let top = tree.layers() - 1;
    let mut links = 0;
    for node in tree.node_ids().skip(1) {
        let follow = resolve_link(tree, node, top).unwrap();
        let seen = tree.seen_path(node, top);
        links += follow.hops.len().min(1);
        assert_eq!(follow.end == LinkEnd::Gone, seen.is_none());
        if follow.end == LinkEnd::Reached && !follow.hops.is_empty() {
            let spot = follow.at;
            assert!(spot.kind.is_some() && tree.seen_path(spot.node.unwrap(), top).is_some(), "{}", spot.path);
        }
    }
    assert!(links > 10, "{links} links");
}

#[derive(Debug, Clone, PartialEq)]
enum Thing {
    File,
    Dir,
    Link(String),
}

type Model = BTreeMap<String, Thing>;

fn part() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["a", "b", "c"])
}

fn path() -> impl Strategy<Value = String> {
    prop::collection::vec(part(), 1..4).prop_map(|parts| parts.join("/"))
}

fn target() -> impl Strategy<Value = String> {
    let part = prop_oneof![8 => part().prop_map(str::to_owned), 2 => Just("..".to_owned()), 1 => Just(".".to_owned()), 1 => Just(String::new())];
    (any::<bool>(), prop::collection::vec(part, 1..5))
        .prop_map(|(absolute, parts)| format!("{}{}", if absolute { "/" } else { "" }, parts.join("/")))
        .prop_filter("a target", |target| !target.is_empty())
}

fn thing() -> impl Strategy<Value = Thing> {
    prop_oneof![1 => Just(Thing::File), 1 => Just(Thing::Dir), 4 => target().prop_map(Thing::Link)]
}

fn remove(model: &mut Model, path: &str) {
    let prefix = format!("{path}/");
    model.retain(|key, _| key != path && !key.starts_with(&prefix));
}

fn put(model: &mut Model, path: &str, thing: &Thing) {
    for (at, _) in path.match_indices('/') {
        put(model, &path[..at], &Thing::Dir);
    }
    if *thing != Thing::Dir || model.get(path) != Some(&Thing::Dir) {
        remove(model, path);
        model.insert(path.to_owned(), thing.clone());
    }
}

/// A path of text, resolved as the man page says; more than `budget` links end it. `Err` = why not.
fn real(model: &Model, folder: &[String], path: &str, budget: &mut usize) -> Result<Vec<String>, &'static str> {
    let mut at: Vec<String> = if path.starts_with('/') { Vec::new() } else { folder.to_vec() };
    let mut parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
    if path.ends_with('/') {
        parts.push(".");
    }
    for part in parts {
        if !at.is_empty() && model.get(&at.join("/")) != Some(&Thing::Dir) {
            return Err("not-folder");
        }
        match part {
            "." => {}
            ".." => drop(at.pop()),
            name => {
                let next = [at.clone(), vec![name.to_owned()]].concat();
                match model.get(&next.join("/")) {
                    None => return Err("missing"),
                    Some(Thing::Link(target)) => {
                        *budget = budget.checked_sub(1).ok_or("endless")?;
                        at = real(model, &at, target, budget)?;
                    }
                    Some(_) => at = next,
                }
            }
        }
    }
    Ok(at)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_trees_as_a_naive_resolver(things in prop::collection::vec((path(), thing()), 1..14), gone in prop::option::of(0..14usize)) {
        let mut model = Model::new();
        let mut layer = Layer::new();
        for (path, thing) in &things {
            put(&mut model, path, thing);
            layer = match thing {
                Thing::File => layer.file(path, ""),
                Thing::Dir => layer.dir(path),
                Thing::Link(target) => layer.symlink_as(path, target),
            };
        }
        let mut above = Layer::new();
        for (path, _) in gone.iter().filter_map(|n| things.get(*n)) {
            if model.contains_key(path) {
                let (folder, name) = path.rsplit_once('/').map_or((String::new(), path.as_str()), |(f, n)| (format!("{f}/"), n));
                above = above.file(&format!("{folder}.wh.{name}"), "");
                remove(&mut model, path);
            }
        }
        let workspace = stack(vec![layer, above]);
        for (path, thing) in &model {
            let Thing::Link(target) = thing else { continue };
            let found = follow(&workspace, path);
            let folder: Vec<String> = path.split('/').map(str::to_owned).collect();
            let folder = &folder[..folder.len() - 1];
            let naive = real(&model, folder, target, &mut 39);
            let patient = real(&model, folder, target, &mut 3000);
            let end = told(&found).split(' ').next().unwrap().to_owned();
            match (naive, patient) {
                (Ok(at), _) => prop_assert_eq!(told(&found), format!("reached /{}", at.join("/")), "{}", path),
                (Err("endless"), Err("endless")) => prop_assert!(end == "loop" || end == "too-many", "{}: {}", path, end),
                (Err("endless"), _) => prop_assert_eq!(end, "too-many", "{}", path),
                (Err(why), _) => prop_assert_eq!(end, why, "{}", path),
            }
        }
    }
}
