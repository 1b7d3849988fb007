//! Images as Docker 28 holds them in either store, against what it said after loading the same archives.

use crate::support::{fixture, fixture_text, open};
use layerscope::image::pick;
use layerscope::report::{Engine, Printer, Store, rfc3339};
use layerscope::workspace::Workspace;
use serde_json::{Map, Value};

fn printer(store: Store) -> Printer {
    Printer { store, engine: Engine::Docker28, by_platform: false }
}

/// The engine's answers: archive → images, each with `inspect`, `history` and `list`; null = it did not load the archive.
fn answers(store: Store) -> Map<String, Value> {
    let name = if store == Store::Graph { "graph" } else { "containerd" };
    serde_json::from_str(&fixture_text(&format!("docker/28.5/loaded/{name}.json"))).unwrap()
}

/// Chooses our image that has these layers, and this platform, and reads it.
fn choose(workspace: &mut Workspace, bytes: &[u8], inspected: &Value) {
    let layers: Vec<&str> =
        inspected["RootFS"]["Layers"].as_array().unwrap().iter().map(|l| l.as_str().unwrap()).collect();
    let same = |image: &layerscope::image::Image| image.config.diff_ids == layers;
    let index = workspace.images().iter().position(|image| same(image)).unwrap();
    workspace.choose(index).unwrap();
    workspace.intake().scan_all(&bytes).unwrap();
    // The digests of compressed layers of manifest.json stand in no document.
    workspace.intake().hash_all(&bytes);
}

fn keys(object: &Value) -> Vec<&String> {
    object.as_object().unwrap().keys().collect()
}

/// Each image of the engine's answers, with our workspace at the same image.
fn each(store: Store, mut check: impl FnMut(&Workspace, &Value, &str)) -> usize {
    let mut seen = 0;
    for (archive, images) in answers(store) {
        let Some(images) = images.as_array() else { continue };
        let bytes = fixture(&archive);
        let mut workspace = open(&bytes, None);
        for image in images {
            choose(&mut workspace, &bytes, &image["inspect"]);
            check(&workspace, image, &archive);
            seen += 1;
        }
    }
    seen
}

#[test]
fn inspect_is_docker_28s_in_both_stores() {
    for store in [Store::Graph, Store::Containerd] {
        let seen = each(store, |workspace, image, archive| {
            let ours: Value = serde_json::from_str(&workspace.documents().inspect(printer(store))).unwrap();
            let (ours, engine) = (&ours[0], &image["inspect"]);
            assert_eq!(keys(ours), keys(engine), "{archive}");
            for key in keys(engine) {
                assert_eq!(ours[key], engine[key], "{store:?} {archive} {key}");
            }
            assert_eq!(ours.to_string(), engine.to_string(), "{archive}: the order of all fields");
        });
        assert!(seen >= 15, "{seen}");
    }
}

#[test]
fn history_is_docker_28s_in_both_stores() {
    for store in [Store::Graph, Store::Containerd] {
        each(store, |workspace, image, archive| {
            // An image that Docker could not unpack has no snapshots, and every SIZE is 0 there.
            let unpacked = archive.contains("encrypted") || archive.contains("chunked");
            for (ours, engine) in
                workspace.documents().history(printer(store)).rows.iter().zip(image["history"].as_array().unwrap())
            {
                let id = if ours.id.is_empty() { "<missing>" } else { &ours.id };
                assert_eq!(id, engine["ID"], "{archive}");
                assert_eq!(ours.created_by, engine["CreatedBy"].as_str().unwrap(), "{archive}");
                assert_eq!(ours.comment, engine["Comment"].as_str().unwrap(), "{archive}");
                assert_eq!(rfc3339(ours.created), engine["CreatedAt"].as_str().unwrap(), "{archive}");
                if !unpacked {
                    assert_eq!(ours.size.to_string(), engine["Size"], "{store:?} {archive} {}", ours.created_by);
                }
            }
        });
    }
}

#[test]
fn sizes_are_those_of_the_tree_of_images() {
    let mut seen = 0;
    each(Store::Containerd, |workspace, image, archive| {
        let sizes = workspace.documents().held(printer(Store::Containerd)).sizes();
        let own = workspace.image().manifest.clone();
        let list = image["list"]["Manifests"].as_array().unwrap();
        let row = list.iter().find(|row| list.len() == 1 || row["ID"].as_str() == own.as_deref()).unwrap();
        assert_eq!(sizes.content, row["Size"]["Content"].as_u64(), "{archive}");
        if row["Unpacked"] != 0 {
            assert_eq!(sizes.disk, row["Size"]["Total"].as_u64(), "{archive}");
            seen += 1;
        }
    });
    assert!(seen >= 15, "{seen}");
    each(Store::Graph, |workspace, image, archive| {
        let sizes = workspace.documents().held(printer(Store::Graph)).sizes();
        assert_eq!(sizes.unpacked, image["inspect"]["Size"].as_u64(), "{archive}");
    });
}

/// The default: the store that wrote the archive; else containerd's.
#[test]
fn the_store_that_wrote_an_archive_is_found() {
    for (archive, store) in [
        ("docker/20.10/story.tar.gz", Store::Graph),
        ("docker/20.10/multi.tar.gz", Store::Graph),
        ("sample/sample.tar.gz", Store::Graph),
        ("docker/20.10/diary.export.tar.gz", Store::Graph),
        ("podman/4.3/two.docker-archive.tar.gz", Store::Containerd),
        ("skopeo/1.9/rich.docker-archive.tar.gz", Store::Containerd),
        ("skopeo/1.9/rich.oci-zstd.tar", Store::Containerd),
        ("containerd/1.6/platforms.tar", Store::Containerd),
        ("umoci/0.4/layout.tar", Store::Containerd),
    ] {
        let workspace = open(&fixture(archive), None);
        assert_eq!(workspace.documents().printer().store, store, "{archive}");
    }
}

/// Each store loads the archives that Docker loaded.
#[test]
fn archives_that_a_store_does_not_load_are_known() {
    for store in [Store::Graph, Store::Containerd] {
        for (archive, images) in answers(store) {
            let workspace = open(&fixture(&archive), None);
            assert_eq!(store.loads(workspace.image()), images.is_array(), "{store:?} {archive}");
        }
    }
}

#[test]
fn a_platform_that_is_asked_for_has_its_own_id() {
    let bytes = fixture("containerd/1.6/platforms.tar");
    let mut workspace = open(&bytes, None);
    let arm = pick(workspace.images(), 0..2, None, Some("linux/arm64")).unwrap();
    workspace.choose(arm).unwrap();
    let asked = Printer { by_platform: true, ..printer(Store::Containerd) };
    let ours: Value = serde_json::from_str(&workspace.documents().inspect(asked)).unwrap();
    assert_eq!(ours[0]["Id"], "sha256:dd7a3784049280ce6c834cee83a01f8b8731a396afb33ef60931804ef3e9572f");
    assert_eq!(ours[0]["Descriptor"]["platform"]["variant"], "v8");
    assert_eq!(ours[0]["Size"], 2498);
    let first = workspace.documents().history(asked).rows[0].id.clone();
    assert_eq!(first, "sha256:d52a6838ef487a888e251d940b692ca718d45033d8fc2e1b3b6137d3385f6a04");
}
