//! Real containers: docker diff of each, and every file of its export.

use super::*;
use crate::support::{compress, fixture, fixture_path, fixture_text, gunzip, open};

/// Containers of `docker/20.10` that have a docker diff, an export and perhaps an upper directory, with the archive of their image.
fn containers() -> Vec<(String, &'static str)> {
    let mut names: Vec<String> = std::fs::read_dir(fixture_path("docker/20.10"))
        .unwrap()
        .filter_map(|entry| {
            entry.unwrap().file_name().into_string().ok()?.strip_suffix(".container.diff.txt").map(str::to_owned)
        })
        .collect();
    names.sort();
    assert!(names.len() >= 3, "{names:?}");
    names
        .into_iter()
        .map(|name| {
            let image = if name == "wild" { "rich" } else { "story" };
            (name, image)
        })
        .collect()
}

fn lines(name: &str) -> Vec<String> {
    let mut lines: Vec<String> =
        fixture_text(&format!("docker/20.10/{name}.container.diff.txt")).lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

fn tar(name: &str, kind: &str) -> Option<Vec<u8>> {
    std::fs::read(fixture_path(&format!("docker/20.10/{name}.container.{kind}.tar.gz"))).ok()
}

#[test]
fn every_container_differs_as_docker_diff_says() {
    let mut uppers = 0;
    for (name, image) in containers() {
        for (kind, origin) in [("export", Origin::Export), ("upper", Origin::Upper)] {
            let Some(tar) = tar(&name, kind) else { continue };
            uppers += usize::from(kind == "upper");
            for (tar, given) in [(tar.clone(), None), (gunzip(&tar), Some(origin))] {
                let mut w = open(&fixture(&format!("docker/20.10/{image}.tar.gz")), None);
                let imported = shown(&mut w, &tar, given, None);
                assert_eq!((imported.kind, remarks(&imported)), (origin, vec![]), "{name} {kind}");
                let fit = imported.chosen.unwrap();
                assert_eq!(
                    (fit.fits, fit.counts.height),
                    (true, Some(w.image().layers.len() - 1)),
                    "{name} {kind}: {}",
                    fit.reason
                );
                assert_eq!(diff(&w), lines(&name), "{name} {kind}");
            }
        }
    }
    assert_eq!(uppers, 2);
}

/// The files that Docker adds to every container, and the directories whose time that changes.
const PLACEHOLDERS: [&str; 13] = [
    "",
    ".dockerenv",
    "dev",
    "dev/console",
    "dev/pts",
    "dev/shm",
    "proc",
    "sys",
    "etc",
    "etc/hostname",
    "etc/hosts",
    "etc/mtab",
    "etc/resolv.conf",
];

#[test]
fn the_merged_view_is_the_export_with_every_attribute_and_byte() {
    for (name, image) in containers() {
        let packed = tar(&name, "export").unwrap();
        let plain = gunzip(&packed);
        let whole = open(&plain, None); // a flat root file system, as one layer
        let flat = Container::new(Some(0));
        let wanted = seen(&whole, &flat, whole.tree(), &Files(vec![plain.clone()]));
        let archive = fixture(&format!("docker/20.10/{image}.tar.gz"));
        let tars = [
            ("plain", plain.clone()),
            ("gzip", packed),
            ("zstd", compress("zstd", &plain)),
            ("xz", compress("xz", &plain)),
        ];
        for (codec, tar) in tars.into_iter().take(if name == "life" { 4 } else { 2 }) {
            let mut w = open(&archive, None);
            shown(&mut w, &tar, None, None);
            let container = w.shown().container().unwrap().clone();
            let found = seen(&w, &container, w.tree(), &Files(vec![archive.clone(), tar]));
            let paths = |list: &BTreeMap<Vec<u8>, (Stat, Vec<u8>)>| -> BTreeMap<String, Told> {
                let own = |path: &String| !PLACEHOLDERS.contains(&&**path);
                list.iter()
                    .map(|(path, at)| (String::from_utf8_lossy(path).into_owned(), told(at)))
                    .filter(|(path, _)| own(path))
                    .collect()
            };
            let (wanted, found) = (paths(&wanted), paths(&found));
            assert_eq!(wanted.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>(), "{name} {codec}");
            for (path, wanted) in &wanted {
                assert!(*wanted == found[path], "{name} {codec} {path}: {:?}, not {:?}", &found[path], wanted);
            }
        }
    }
}

#[test]
fn an_upper_directory_and_an_export_of_one_container_show_the_same() {
    for name in ["life", "wild"] {
        let image = if name == "wild" { "rich" } else { "story" };
        let archive = fixture(&format!("docker/20.10/{image}.tar.gz"));
        let [export, upper] = ["export", "upper"].map(|kind| {
            let tar = tar(name, kind).unwrap();
            let mut w = open(&archive, None);
            shown(&mut w, &tar, None, None);
            let container = w.shown().container().unwrap().clone();
            let list = seen(&w, &container, w.tree(), &Files(vec![archive.clone(), tar]));
            // Times of the directories into which Docker puts something are left to the image by an export.
            list.into_iter()
                .filter(|(path, _)| !path.is_empty() && path != b"etc")
                .map(|(path, at)| (path, told(&at)))
                .collect::<BTreeMap<_, _>>()
        });
        for (path, told) in &upper {
            assert!(export.get(path) == Some(told), "{name} {}", String::from_utf8_lossy(path));
        }
        assert_eq!(export.len(), upper.len());
    }
}

#[test]
fn hard_links_of_a_container_are_one_inode_and_what_was_made_again_is_opaque() {
    let mut w = open(&fixture("docker/20.10/story.tar.gz"), None);
    for kind in ["export", "upper"] {
        shown(&mut w, &tar("life", kind).unwrap(), None, None);
        let upper = w.shown().container().unwrap().upper();
        let (x, inode) = upper.at(b"srv/a/x").unwrap();
        assert_eq!((upper.at(b"srv/a/y").unwrap().0, inode.links, &*inode.xattrs), (x, 2, &[][..]), "{kind}");
        assert_eq!(upper.at(b"etc/motd").unwrap().0, upper.at(b"etc/motd2").unwrap().0, "{kind}");
        assert!(upper.at(b"root/two.txt").unwrap().1.opaque, "{kind}");
        assert!(upper.at(b"usr/share").is_some_and(|(_, inode)| inode.opaque == (kind == "upper")), "{kind}");
    }
}

#[test]
fn inspect_diff_prints_docker_diff() {
    use crate::inspect::{inspect, text};
    for (name, image) in containers() {
        let image = format!("docker/20.10/{image}.tar.gz");
        for kind in ["export", "upper", "import"] {
            let tar = format!("docker/20.10/{name}.container.{}.tar.gz", kind.replace("import", "export"));
            if !fixture_path(&tar).exists() {
                continue;
            }
            let out = text(&inspect(&["diff", &format!("--{kind}"), &tar, &image]));
            let mut found: Vec<String> = out.lines().map(str::to_owned).collect();
            let by_path = |line: &String| line.split_once(' ').map(|(_, path)| path.to_owned());
            assert!(found.is_sorted_by_key(by_path), "{out}");
            found.sort();
            assert_eq!(found, lines(&name), "{name} --{kind}");
        }
    }
    let none = inspect(&["diff", "--export", "docker/20.10/wild.container.export.tar.gz", "sample/sample.tar.gz"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&none.stderr).contains("It fits no image that is open"));
    assert_eq!(inspect(&["diff", "docker/20.10/story.tar.gz"]).status.code(), Some(2));
}
