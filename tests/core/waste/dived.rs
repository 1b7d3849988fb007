//! dive's figures and its JSON: those that dive 0.13 wrote for the fixtures, and those of the dive that is here.

use crate::support::{Layer, fixture, fixture_text, gunzip, image, open};
use layerscope::workspace::Workspace;
use serde_json::Value;
use std::process::Command;

/// Docker archives, as they are named below tests/fixtures.
const ARCHIVES: [&str; 10] = [
    "docker/20.10/rich",
    "docker/20.10/story",
    "docker/20.10/multi",
    "docker/20.10/buildkit",
    "skopeo/1.9/rich.docker-archive",
    "skopeo/1.9/story.docker-archive",
    "buildah/1.28/layers.docker-archive",
    "podman/4.3/diary.docker-archive",
    "podman/4.3/two.docker-archive",
    "sample/sample",
];

/// The report of dive on an archive; `None` = dive is not here, which the test prints.
fn written(name: &str, archive: &[u8]) -> Option<String> {
    if Command::new("dive").arg("--version").output().is_err() {
        eprintln!("skipped: dive is not on PATH ({name})");
        return None;
    }
    let folder =
        std::env::temp_dir().join(format!("layerscope-dive-{}-{}", std::process::id(), name.replace('/', "-")));
    std::fs::create_dir_all(&folder).unwrap();
    let (tar, json) = (folder.join("image.tar"), folder.join("dive.json"));
    std::fs::write(&tar, archive).unwrap();
    let out =
        Command::new("dive").arg(&tar).args(["--source", "docker-archive", "--json"]).arg(&json).output().unwrap();
    let text = std::fs::read(&json).unwrap_or_else(|_| panic!("{name}: {}", String::from_utf8_lossy(&out.stderr)));
    std::fs::remove_dir_all(&folder).unwrap();
    Some(String::from_utf8(text).unwrap())
}

/// The same as a value, the efficiency as text: serde_json rounds the last digit of some numbers.
fn real(name: &str, archive: &[u8]) -> Option<Value> {
    let text = written(name, archive)?;
    let mut said: Value = serde_json::from_str(&text).unwrap();
    let score = text.split("\"efficiencyScore\": ").nth(1).unwrap().split([',', '\n']).next().unwrap();
    said["image"]["efficiencyScore"] = score.into();
    Some(said)
}

/// The figures are the same to the last bit.
fn assert_figures(name: &str, workspace: &mut Workspace, wanted: &Value) {
    let dive = workspace.session_mut().waste().info().dive;
    let image = &wanted["image"];
    assert_eq!(dive.efficiency.to_string(), image["efficiencyScore"], "{name}");
    assert_eq!(Some(dive.size_bytes), image["sizeBytes"].as_u64(), "{name}");
    assert_eq!(Some(dive.wasted_bytes), image["inefficientBytes"].as_u64(), "{name}");
}

#[test]
fn the_figures_are_those_that_dive_wrote() {
    let recorded: Value = serde_json::from_str(&fixture_text("dive/0.13.json")).unwrap();
    assert_eq!(recorded.as_object().unwrap().len(), ARCHIVES.len());
    for name in ARCHIVES {
        let mut workspace = open(&fixture(&format!("{name}.tar.gz")), None);
        assert_figures(name, &mut workspace, &recorded[name]);
        let sizes: Vec<u64> =
            recorded[name]["layer"].as_array().unwrap().iter().map(|l| l["sizeBytes"].as_u64().unwrap()).collect();
        assert_eq!(workspace.session_mut().waste().figures().sizes, sizes, "{name}");
        let wasted: Vec<(u64, u64, String)> = references(&recorded[name]);
        let figures = workspace.session_mut().waste().figures();
        let tree = workspace.tree();
        let path = |node| format!("/{}", String::from_utf8_lossy(&tree.path(node)));
        let ours =
            figures.references(tree).iter().map(|r| (u64::from(r.count), r.bytes, path(r.node))).collect::<Vec<_>>();
        assert_eq!(ours, wasted, "{name}");
    }
}

fn references(dive: &Value) -> Vec<(u64, u64, String)> {
    let list = dive["image"]["fileReference"].as_array().unwrap();
    list.iter()
        .map(|r| {
            (r["count"].as_u64().unwrap(), r["sizeBytes"].as_u64().unwrap(), r["file"].as_str().unwrap().to_owned())
        })
        .collect()
}

#[test]
fn the_figures_are_those_of_the_dive_that_is_here() {
    for name in ARCHIVES {
        let archive = gunzip(&fixture(&format!("{name}.tar.gz")));
        let Some(wanted) = real(name, &archive) else { return };
        assert_figures(name, &mut open(&archive, None), &wanted);
    }
}

/// The formula by hand, on what dive over-counts and what it misses.
#[test]
fn the_survivor_counts_and_an_opaque_directory_does_not() {
    let mut workspace = open(
        &image(vec![
            Layer::new()
                .dir("d")
                .file("d/a", &"a".repeat(100))
                .file("b", &"b".repeat(50))
                .file("o/x", &"x".repeat(30))
                .bytes(),
            Layer::new().file("b", &"c".repeat(60)).file("o/.wh..wh..opq", "").bytes(),
            Layer::new().file(".wh.d", "").bytes(),
        ]),
        None,
    );
    let info = workspace.session_mut().waste().info();
    // b: 50 + 60, the least 50. d/a: 100 alone, and /d itself: the whiteout counts its 100. o/x: alone. o: nothing.
    assert_eq!((info.dive.size_bytes, info.dive.wasted_bytes), (240, 110));
    assert_eq!(info.dive.efficiency, (50 + 100 + 100 + 30) as f64 / (110 + 100 + 100 + 30) as f64);
    assert_eq!(info.dive.wasted_share, 110.0 / 60.0);
    assert!(!info.dive.passes);
    assert_eq!(info.dead, 50 + 100 + 30, "what is true");
}

/// dive gives up a layer at the first whiteout of nothing, and its order of names decides what came before it.
#[test]
fn what_dive_stumbles_over() {
    let layers = |upper: Layer| {
        let base = Layer::new().file("a", "12345").file("z", "1234567").dir("d").file("d/!x", "123").file("!y", "12");
        image(vec![base.bytes(), upper.bytes(), Layer::new().file("z", "1").file("nothing", "22").bytes()])
    };
    let uppers = [
        Layer::new().file("a", "1").file(".wh.nothing", "").file("z", "123"),
        Layer::new().file("d/.wh.!x", "").file("d/!x", "4444").file(".wh.d", ""),
        Layer::new().file(".wh.!y", "").file("!y", "new").file(".wh.a", "").file("z", ""),
        Layer::new().file("z/in/side", "1").file("z/.wh.in", ""),
        Layer::new().file("d/.wh..wh..opq", "").file("d/!x", "1").file(".wh.implied", ""),
        Layer::new().file(".wh.a", "").file("a/b/c", "12").symlink("z", "a").hardlink("h", "!y"),
    ];
    for (at, upper) in uppers.into_iter().enumerate() {
        let archive = layers(upper);
        let mut workspace = open(&archive, None);
        let dive = workspace.session_mut().waste().info().dive;
        assert!(dive.efficiency > 0.0 && dive.size_bytes > 0, "{at}: {dive:?}");
        if let Some(wanted) = real(&format!("odd-{at}"), &archive) {
            assert_figures(&format!("odd {at}"), &mut workspace, &wanted);
        }
    }
}

/// Line by line. The attributes of `.wh.` files are what a tree does not keep; nothing else differs for these archives.
fn assert_document(name: &str, workspace: &mut Workspace, wanted: &str) {
    let document = workspace.session_mut().waste().dive_json();
    let ours: Vec<u8> =
        (0..document.steps()).flat_map(|step| document.batch(workspace.session().image_tree(), step)).collect();
    let ours = String::from_utf8(ours).unwrap();
    assert_eq!(ours.lines().count(), wanted.lines().count(), "{name}");
    assert_eq!(ours.ends_with('\n'), wanted.ends_with('\n'), "{name}");
    let mut whiteout = false;
    for (at, (ours, wanted)) in ours.lines().zip(wanted.lines()).enumerate() {
        if wanted.trim_start().starts_with("\"path\": ") {
            whiteout = wanted.contains(".wh.");
        }
        let key = wanted.trim_start().split(':').next().unwrap();
        let kept = !(whiteout && ["\"fileMode\"", "\"uid\"", "\"gid\"", "\"linkName\""].contains(&key));
        assert!(ours == wanted || !kept && ours.trim_start().starts_with(key), "{name}:{at}: {ours} is not {wanted}");
    }
}

#[test]
fn the_document_is_what_dive_wrote() {
    let recorded = String::from_utf8(gunzip(&fixture("dive/rich.json.gz"))).unwrap();
    let mut workspace = open(&fixture("docker/20.10/rich.tar.gz"), None);
    assert_document("rich", &mut workspace, &recorded);
    let path = crate::support::fixture_path("docker/20.10/rich.tar.gz");
    let out = crate::inspect::inspect(&["dive-json", path.to_str().unwrap()]);
    assert_document("inspect", &mut workspace, &crate::inspect::text(&out));
}

#[test]
fn the_document_is_that_of_the_dive_that_is_here() {
    for name in ARCHIVES {
        let archive = gunzip(&fixture(&format!("{name}.tar.gz")));
        let Some(wanted) = written(&format!("document/{name}"), &archive) else { return };
        assert_document(name, &mut open(&archive, None), &wanted);
    }
}

/// Pieces join, wherever one ends: inside a layer, at its end, before one that holds nothing.
#[test]
fn pieces_join_wherever_they_end() {
    for files in [3999, 4000, 4001, 8000] {
        let mut base = Layer::new();
        for at in 0..files {
            base = base.file(&format!("f{at:05}"), "");
        }
        let archive = image(vec![
            base.bytes(),
            Layer::new().bytes(),
            Layer::new().file("last", "1").bytes(),
            Layer::new().bytes(),
        ]);
        let mut workspace = open(&archive, None);
        let document = workspace.session_mut().waste().dive_json();
        assert!(document.steps() > 1 || files < 4000);
        let all: Vec<u8> =
            (0..document.steps()).flat_map(|step| document.batch(workspace.session().image_tree(), step)).collect();
        let value: Value = serde_json::from_slice(&all).unwrap_or_else(|e| panic!("{files}: {e}"));
        let counts: Vec<usize> =
            value["layer"].as_array().unwrap().iter().map(|l| l["fileList"].as_array().unwrap().len()).collect();
        assert_eq!(counts, [files, 0, 1, 0]);
        if let Some(wanted) = written(&format!("pieces-{files}"), &archive) {
            assert_document("pieces", &mut workspace, &wanted);
        }
    }
}

/// Sorted by its parts each of these paths would take 100 kB: `ulimit -v` counts KiB.
#[cfg(target_os = "linux")]
#[test]
fn deep_paths_are_sorted_in_little_memory() {
    let deep = "d/".repeat(2000);
    let layer = |text: &str| (0..2000).fold(Layer::new(), |layer, at| layer.file(&format!("{deep}{at}"), text));
    let path = std::env::temp_dir().join(format!("layerscope-deep-{}.tmp", std::process::id()));
    std::fs::write(&path, image(vec![layer("1").bytes(), layer("22").file("z/.wh.nothing", "").bytes()])).unwrap();
    let script = "ulimit -v 160000; exec \"$0\" dive-json \"$1\"";
    let out = Command::new("sh").args(["-c", script]).arg(crate::inspect::binary()).arg(&path).output().unwrap();
    std::fs::remove_file(&path).unwrap();
    let value: Value = serde_json::from_str(&crate::inspect::text(&out)).unwrap();
    let met: Vec<String> = references(&value).into_iter().map(|(.., path)| path[deep.len() + 1..].to_owned()).collect();
    let mut wanted: Vec<String> = (0..2000).map(|at| at.to_string()).collect();
    wanted.sort_by(|a, b| b.cmp(a));
    assert_eq!(met, wanted);
}

#[test]
fn the_command_line_tells_both_and_why_they_differ() {
    let path = crate::support::fixture_path("docker/20.10/rich.tar.gz");
    let told = |args: &[&str]| {
        crate::inspect::text(&crate::inspect::inspect(&[&["waste", path.to_str().unwrap()], args].concat()))
    };
    let all = told(&[]);
    for line in [
        "layer 1\t2212869 bytes\t80017 dead\t0 hidden by it",
        "rewritten (owner)\t40000 bytes\t1 paths",
        "40000\tlayer 3\tby layer 9\tdeleted\t/data/dup/blob1",
        "dive\tefficiency 0.9723827003515394, 160004 bytes wasted, 0.0686 of the user's; --ci passes",
        "clean-same-layer\t40000 bytes\t1 paths\tdead",
    ] {
        assert!(all.lines().any(|l| l == line), "{line}: {all}");
    }
    assert!(all.contains("dive counts the copy that survives"));
    assert_eq!(told(&["--dive"]).lines().count(), 1);
    let json: Value = serde_json::from_str(&told(&["--json"])).unwrap();
    assert_eq!(json["waste"]["dead"], json["paths"]["bytes"]);
    assert_eq!(json["waste"]["certain"], true);
    assert_eq!(json["waste"]["dive"]["wastedBytes"], 160_004);
}
