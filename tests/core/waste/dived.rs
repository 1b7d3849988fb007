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

/// What dive says of an archive; `None` = it is not here, which is told once.
pub fn real(name: &str, archive: &[u8]) -> Option<Value> {
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
    let mut said: Value = serde_json::from_slice(&text).unwrap();
    // serde_json rounds the last digit of some numbers.
    let text = String::from_utf8(text).unwrap();
    let score = text.split("\"efficiencyScore\": ").nth(1).unwrap().split([',', '\n']).next().unwrap();
    said["image"]["efficiencyScore"] = score.into();
    Some(said)
}

/// The figures are the same to the last bit.
pub fn assert_figures(name: &str, workspace: &mut Workspace, wanted: &Value) {
    let dive = workspace.waste().dive;
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
        assert_eq!(workspace.figures().sizes, sizes, "{name}");
        let wasted: Vec<(u64, u64, String)> = references(&recorded[name]);
        let figures = workspace.figures();
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
    let info = workspace.waste();
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
        let dive = workspace.waste().dive;
        assert!(dive.efficiency > 0.0 && dive.size_bytes > 0, "{at}: {dive:?}");
        if let Some(wanted) = real(&format!("odd-{at}"), &archive) {
            assert_figures(&format!("odd {at}"), &mut workspace, &wanted);
        }
    }
}
