//! Paths' lives: the output of `inspect changes` and `inspect life` for the richest image, against a table written by hand from the
//! commands that made it (tests/fixtures/make-fixtures.sh).

use crate::inspect::{inspect, text};
use crate::support::{Layer, fixture, fixture_path, image, open};
use layerscope::image::sha256_digest;
use layerscope::report;
use layerscope::source::block_on;
use layerscope::text::{hex, parse_display};
use layerscope::tree::Change;
use layerscope::view::path_history;
use layerscope::workspace::Workspace;

const RICH: &str = "docker/20.10/rich.tar.gz";

fn hashed() -> (Vec<u8>, Workspace) {
    let bytes = fixture(RICH);
    let mut workspace = open(&bytes, None);
    workspace.intake().hash_all(&bytes);
    (bytes, workspace)
}

#[test]
fn what_each_layer_did() {
    let table: [(usize, &[&str]); 9] = [
        (2, &["added\t-\t- → 0\t/data/types/null", "added\t-\t- → 0\t/data/types/pipe"]),
        (3, &["attributes\tmode\t40000 → 40000\t/data/dup/blob1"]),
        (4, &["attributes\towner\t40000 → 40000\t/data/dup/blob2"]),
        // The same bytes under another time: before hashing that counts as another content, as it does for docker diff.
        (5, &["attributes\tmtime\t2 → 2\t/data/a/keep/one"]),
        (
            6,
            &[
                "hidden\t-\t2 → -\t/data/a/opaque/lower1",
                "hidden\t-\t2 → -\t/data/a/opaque/lower2",
                "added\t-\t- → 4\t/data/a/opaque/upper",
                "removed\t-\t- → -\t/data/a/todel",
                "hidden\t-\t2 → -\t/data/a/todel/x",
            ],
        ),
        (
            7,
            &[
                "replaced\ttype\t2 → -\t/data/a/becomesdir",
                "added\t-\t- → 3\t/data/a/becomesdir/in",
                "replaced\ttype\t- → 5\t/data/a/tofile",
                "hidden\t-\t2 → -\t/data/a/tofile/y",
            ],
        ),
        (8, &["content\tmtime,target\t6 → 4\t/data/links/soft", "removed\t-\t2 → -\t/data/links/target"]),
        (9, &["removed\t-\t40000 → -\t/data/dup/blob1", "added\t-\t- → 40000\t/data/dup/blob3"]),
        (10, &["removed\t-\t- → -\t/data/long", "added\t-\t- → -\t/data/renamed"]),
    ];
    let (_, workspace) = hashed();
    for (layer, wanted) in table {
        let told = report::changes(workspace.tree(), layer);
        let lines: Vec<&str> = told.lines().filter(|line| !line.contains("nnnnnn")).collect();
        assert_eq!(lines, wanted, "layer {layer}");
    }
    let out = inspect(&["changes", "--layer", "5", fixture_path(RICH).to_str().unwrap()]);
    assert_eq!(text(&out), report::changes(workspace.tree(), 5));
}

/// A directory tells what each layer did below it, and the bytes that the layer stores there.
#[test]
fn a_directory_sums_up_what_happened_below() {
    let (_, workspace) = hashed();
    let tree = workspace.tree();
    let life = path_history(tree, tree.find(b"data/a").unwrap(), 10).unwrap();
    let told = |layer: usize| {
        let version = life.versions.iter().find(|version| version.layer == layer)?;
        version.below.map(|b| (b.added, b.changed, b.removed, b.bytes))
    };
    // From the table above: an opaque directory, then types that change places.
    assert_eq!(told(5), Some((0, 1, 0, 2)));
    assert_eq!(told(6), Some((1, 0, 4, 4)));
    assert_eq!(told(7), Some((1, 2, 1, 8)));
    assert_eq!(told(3), None, "that layer touches nothing there");
    let root = path_history(tree, layerscope::tree::ROOT, 10).unwrap();
    for version in &root.versions {
        let counts = tree.counts(version.layer).unwrap();
        let below = version.below.unwrap();
        assert_eq!((below.added, below.changed, below.removed), (counts.added, counts.changed, counts.removed));
    }
    let file = path_history(tree, tree.find(b"data/dup/blob1").unwrap(), 10).unwrap();
    assert!(file.versions.iter().all(|version| version.below.is_none()));
}

fn sum(workspace: &Workspace, bytes: &Vec<u8>, node: layerscope::tree::NodeId, layer: usize) -> Option<String> {
    let content = workspace.ways().content(node, layer, 0).ok()?;
    let hash = block_on(bytes, async |feed| content.sha256(&feed, &mut |_| {}).await).unwrap();
    Some(hex(&hash))
}

/// Layer, kind, reasons, size, mode and owner; the time has its own test, the hash is that of the text that `echo` wrote.
#[test]
fn the_life_of_each_kind_of_path() {
    let hash = |content: &str| sha256_digest(content.as_bytes())["sha256:".len()..].to_owned();
    let (one, file) = (hash("1\n"), hash("file\n"));
    let table: [(&str, &[&str], &str); 12] = [
        (
            "data/dup/blob1",
            &[
                "1\tadded\t-\t40000\t-rw-r--r--\t0:0",
                "3\tattributes\tmode\t40000\t-rw-r-----\t0:0",
                "9\tremoved\t-\t-\t-\t-",
            ],
            "-",
        ),
        (
            "data/dup/blob2",
            &["1\tadded\t-\t40000\t-rw-r--r--\t0:0", "4\tattributes\towner\t40000\t-rw-r--r--\t1000:1000"],
            "",
        ),
        ("data/a/keep/one", &["1\tadded\t-\t2\t-rw-r--r--\t0:0", "5\tattributes\tmtime\t2\t-rw-r--r--\t0:0"], &one),
        ("data/a/tofile", &["1\tadded\t-\t-\tdrwxr-xr-x\t0:0", "7\treplaced\ttype\t5\t-rw-r--r--\t0:0"], &file),
        ("data/a/becomesdir", &["1\tadded\t-\t2\t-rw-r--r--\t0:0", "7\treplaced\ttype\t-\tdrwxr-xr-x\t0:0"], "-"),
        ("data/a/opaque/lower1", &["1\tadded\t-\t2\t-rw-r--r--\t0:0", "6\thidden\t-\t-\t-\t-"], "-"),
        ("data/links/target", &["1\tadded\t-\t2\t-rw-r--r--\t0:0", "8\tremoved\t-\t-\t-\t-"], "-"),
        // Its target was removed; it keeps the content.
        ("data/links/hard", &["1\tadded\t-\t2\t-rw-r--r--\t0:0"], ""),
        ("data/types/sparse", &["1\tadded\t-\t2097155\t-rw-r--r--\t0:0"], ""),
        ("data/types/setuid", &["1\tadded\t-\t2\t-rwsr-xr-x\t0:0"], ""),
        ("data/types/capable", &["1\tadded\t-\t35664\t-rwxr-xr-x\t0:0"], ""),
        (r"data/types/caf\351", &["1\tadded\t-\t5\t-rw-r--r--\t0:0"], ""),
    ];
    let (bytes, workspace) = hashed();
    for (path, wanted, last) in table {
        let node = workspace.tree().find(&parse_display(path)).unwrap();
        let told = report::life(workspace.tree(), node, |layer| sum(&workspace, &bytes, node, layer));
        let lines: Vec<Vec<&str>> = told.lines().map(|line| line.split('\t').collect()).collect();
        let first: Vec<String> = lines.iter().map(|fields| fields[..6].join("\t")).collect();
        assert_eq!(first, wanted, "{path}");
        let sha256 = lines.last().unwrap()[7];
        assert!(last.is_empty() && sha256.len() == 64 || sha256 == last, "{path}: {sha256}");
        let extent = workspace.ways().content(node, 1, 0);
        match lines[0][7] {
            "-" => assert!(extent.is_err(), "{path} has no content"),
            sha256 => {
                let (content, _) = crate::now::read(&extent.unwrap(), &bytes, 0, 1 << 24);
                assert_eq!(sha256_digest(&content), format!("sha256:{sha256}"), "{path}");
            }
        }
    }
}

#[test]
fn the_command_line_tells_lives_and_gives_bytes() {
    let archive = fixture_path(RICH);
    let (bytes, workspace) = hashed();
    let odd = workspace.tree().find(b"data/types/caf\xe9").unwrap();
    let told = text(&inspect(&["life", archive.to_str().unwrap(), r"data/types/caf\351"]));
    assert_eq!(told, report::life(workspace.tree(), odd, |layer| sum(&workspace, &bytes, odd, layer)));
    // One version that was removed since.
    let cat = inspect(&["cat", archive.to_str().unwrap(), "/data/links/target", "--layer", "1"]);
    assert_eq!(text(&cat), "t\n");
    let times = text(&inspect(&["life", archive.to_str().unwrap(), "data/a/keep/one"]));
    assert!(times.lines().last().unwrap().contains("\t2001-02-03 04:05:06\t"), "{times}");
    for wrong in [&["life", "no/such"][..], &["cat", "data/dup/blob1"], &["cat", "data/types"]] {
        let out = inspect(&[wrong[0], archive.to_str().unwrap(), wrong[1]]);
        assert_eq!((out.status.code(), out.stdout.len()), (Some(1), 0), "{wrong:?}");
        assert!(!out.stderr.is_empty());
    }
    assert_eq!(inspect(&["cat", archive.to_str().unwrap()]).status.code(), Some(2));
}

/// Headers lie, bytes don't: the same size and time with other bytes is a change, the same bytes with another time are not.
#[test]
fn hashing_tells_a_change_from_a_rewrite() {
    let at = |time: u64| move |header: &mut tar::Header| header.set_mtime(time);
    let base = Layer::new()
        .file_with("swapped", "good", at(7))
        .file_with("touched", "same", at(7))
        .file("copied", "long enough");
    let top = Layer::new()
        .file_with("swapped", "evil", at(7))
        .file_with("touched", "same", at(8))
        .file("copy", "long enough");
    let bytes = image(vec![base.bytes(), top.bytes()]);
    let mut workspace = open(&bytes, None);
    let change = |w: &Workspace, path: &str| w.tree().change_in(1, w.tree().find(path.as_bytes()).unwrap()).unwrap();
    assert_eq!((change(&workspace, "swapped"), change(&workspace, "touched")), (Change::Unchanged, Change::Content));
    assert_eq!(workspace.facts().image().layers[1].changed, Some(1));
    workspace.intake().hash_all(&bytes);
    assert_eq!((change(&workspace, "swapped"), change(&workspace, "touched")), (Change::Content, Change::Attributes));
    assert_eq!(workspace.facts().image().layers[1].changed, Some(2));
    let life = |path: &str| workspace.facts().life(workspace.tree().find(path.as_bytes()).unwrap(), 1).unwrap();
    assert_eq!(life("swapped").versions[1].reasons, ["content"]);
    assert!(life("touched").versions[1].same && !life("swapped").versions[1].same);
    let copies: Vec<_> = life("copied").copies.into_iter().map(|c| (c.path, c.layer)).collect();
    assert_eq!(copies, [("/copy".to_owned(), 1)]);
    assert_eq!(life("copy").copies_count, 1);
    // Another choice of the same image knows it all at once.
    workspace.choose(0).unwrap();
    workspace.intake().scan_all(&bytes).unwrap();
    assert_eq!(change(&workspace, "swapped"), Change::Content);
}
