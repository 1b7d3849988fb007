//! What we say of podman's archives, against what podman says of the image.

use crate::support::{OLD, fixture, fixture_text, open, top};
use serde_json::Value;

const ARCHIVES: [&str; 2] = ["podman/4.3/diary.docker-archive.tar.gz", "podman/4.3/diary.oci-archive.tar"];

#[test]
fn files_are_what_podman_exports() {
    // podman writes its listing in the order of the tar, ours is sorted by path; both have tar's columns.
    let mut engine: Vec<String> = fixture_text("podman/4.3/diary.merged.txt").lines().map(str::to_owned).collect();
    engine.sort();
    for archive in ARCHIVES {
        let mut ours: Vec<String> = top(&open(&fixture(archive), None)).lines().map(str::to_owned).collect();
        ours.sort();
        assert_eq!(ours, engine, "{archive}");
    }
}

#[test]
fn history_is_podmans_but_for_the_sizes_which_it_takes_from_the_tars() {
    let engine: Value = serde_json::from_str(&fixture_text("podman/4.3/diary.history.json")).unwrap();
    let engine = engine.as_array().unwrap();
    for archive in ARCHIVES {
        let workspace = open(&fixture(archive), None);
        let history = &workspace.image().config.history;
        assert_eq!(history.len(), engine.len(), "{archive}");
        for (ours, wanted) in history.iter().rev().zip(engine) {
            assert_eq!(ours.created.as_deref(), wanted["created"].as_str(), "{archive}");
            assert_eq!(ours.created_by, wanted["CreatedBy"].as_str().unwrap_or_default(), "{archive}");
            assert_eq!(ours.comment, wanted["comment"].as_str().unwrap_or_default(), "{archive}");
        }
    }
}

#[test]
fn inspect_says_what_podman_says() {
    let engine: Value = serde_json::from_str(&fixture_text("podman/4.3/diary.inspect.json")).unwrap();
    let engine = &engine[0];
    for archive in ARCHIVES {
        let workspace = open(&fixture(archive), None);
        let ours: Value = serde_json::from_str(&workspace.documents().inspect(OLD)).unwrap();
        for key in ["RepoTags", "Created", "Author", "Architecture", "Os", "RootFS"] {
            assert_eq!(ours[0][key], engine[key], "{archive} {key}");
        }
        assert_eq!(ours[0]["Config"]["Cmd"], engine["Config"]["Cmd"], "{archive}");
        // An OCI archive has a config of its own, and so another id.
        let id = engine["Id"].as_str().map(|id| format!("sha256:{id}"));
        assert_eq!(ours[0]["Id"].as_str() == id.as_deref(), !archive.contains("oci"), "{archive}");
    }
}

#[test]
fn two_images_of_one_archive_have_their_names() {
    let workspace = open(&fixture("podman/4.3/two.docker-archive.tar.gz"), Some("localhost/story:latest"));
    let names: Vec<_> = workspace.images().iter().map(|i| i.names.join(" ")).collect();
    assert_eq!(names, ["localhost/story:3", "localhost/story:4 localhost/story:latest"]);
    assert!(top(&workspace).contains(" srv/more\n"));
}
