//! The command line on what other tools wrote: images by platform, attestations, notes, proofs.

use crate::forms::archive;
use crate::inspect::{inspect, text};
use crate::support::fixture_path;
use std::path::PathBuf;
use std::process::Output;

/// An archive on disk while a command runs on it.
struct Written(PathBuf);

impl Written {
    fn new(what: &str) -> Self {
        let name: String = what.chars().filter(char::is_ascii_alphanumeric).collect();
        let path = std::env::temp_dir().join(format!("layerscope-{name}-{}.tar", std::process::id()));
        std::fs::write(&path, archive(what)).unwrap();
        Self(path)
    }

    fn inspect(&self, command: &str) -> Output {
        inspect(&[command, self.0.to_str().unwrap()])
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn notes(output: &Output) -> Vec<String> {
    String::from_utf8_lossy(&output.stderr).lines().map(str::to_owned).collect()
}

#[test]
fn platforms_of_one_name_are_told_apart() {
    let archive = "containerd/1.6/platforms.tar";
    let arm = [
        &["--platform", "linux/arm64/v8"][..],
        &["--platform", "linux/arm64"],
        &["--image", "app:1", "--platform", "linux/arm64"],
        &["--image", "app:1@linux/arm64"],
        &["--image", "1"],
    ];
    for options in arm {
        let out = text(&inspect(&[&["files", archive], options].concat()));
        assert!(out.contains(" usr/linux-arm64-v8\n") && !out.contains("amd64"), "{options:?}: {out}");
    }
    for options in [&[][..], &["--image", "app:1"], &["--image", "app:1@linux/amd64"]] {
        let out = text(&inspect(&[&["files", archive], options].concat()));
        assert!(out.contains(" usr/linux-amd64\n"), "{options:?}: {out}");
    }
    for options in [&["--platform", "linux/arm"][..], &["--image", "app:1@linux/s390x"], &["--image", "app:2"]] {
        let none = inspect(&[&["files", archive], options].concat());
        assert_eq!((none.status.code(), notes(&none).len()), (Some(1), 1), "{options:?}");
    }
    assert_eq!(inspect(&["files", archive, "--platform"]).status.code(), Some(2));
}

#[test]
fn images_lists_attestations_below_their_image() {
    let out = Written::new("BuildKit's, in a nested index").inspect("images");
    let lines: Vec<Vec<String>> =
        text(&out).lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!((&*lines[0][0], &*lines[0][1]), ("app:1", "linux/amd64"));
    assert_eq!(lines[1][0], "  attestation");
    assert_eq!(lines[1][2], "https://slsa.dev/provenance/v0.2,https://spdx.dev/Document");
    assert!(notes(&out).is_empty());
}

#[test]
fn findings_are_notes_and_leave_the_answer() {
    let lacking = Written::new("a blob is shared with another image, and missing");
    let out = lacking.inspect("files");
    assert!(text(&out).contains(" etc/passwd\n"));
    let lines = notes(&out);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].starts_with("note: error: layer 2: blobs/sha256/"), "{lines:?}");
    assert_eq!(lacking.inspect("verify").status.code(), Some(1), "what is missing is not proven");
    let flat = Written::new("docker export").inspect("images");
    assert!(text(&flat).starts_with("layerscope-dockerexport-"));
    assert!(notes(&flat)[0].starts_with("note: This is a root file system"));
}

#[test]
fn members_are_listed_whatever_the_form() {
    for (what, member) in [
        ("docker-archive", "/layer.tar -> ../"),
        ("crane pull, kaniko", " sha256:"),
        ("absolute names", " /nix/store/0abc-layer0/layer.tar\n"),
        ("a hard-linked layer", "/layer.tar link to shared.tar\n"),
    ] {
        let out = text(&Written::new(what).inspect("members"));
        assert!(out.contains(member), "{what}: {out}");
    }
}

#[test]
fn all_digests_of_all_small_archives_fit_but_one_that_the_tool_wrote_wrong() {
    for (archive, code) in [
        ("buildah/1.28/platforms.oci.tar", 0),
        ("bzip2/1.0/diary.tar.bz2", 0),
        ("containerd/1.6/one-platform.tar", 0),
        ("containerd/1.6/platforms.tar", 0),
        ("docker/20.10/diary.export.tar.gz", 0),
        ("docker/20.10/diary.buildkit-rootfs.tar.gz", 0),
        ("podman/4.3/diary.docker-archive.tar.gz", 0),
        ("podman/4.3/diary.oci-archive.tar", 0),
        ("podman/4.3/diary.oci-dir", 0),
        ("podman/4.3/two.docker-archive.tar.gz", 0),
        ("skopeo/1.9/diary.dir-schema1", 0),
        ("skopeo/1.9/diary.dir-schema2", 0),
        ("skopeo/1.9/diary.encrypted.tar", 1),
        ("skopeo/1.9/diary.zstd-chunked.tar", 1),
        ("umoci/0.4/layout", 0),
        ("umoci/0.4/layout.tar", 0),
        ("xz/5.4/diary.tar.xz", 0),
        ("zstd/1.5/diary.tar.zst", 0),
    ] {
        let out = inspect(&["verify", fixture_path(archive).to_str().unwrap()]);
        let lines = String::from_utf8(out.stdout).unwrap();
        assert_eq!(out.status.code(), Some(code), "{archive}: {lines}");
        let bad = lines.lines().filter(|l| !l.ends_with("\tok")).count();
        // The plain form of encrypted layers is not known; the tar of the chunked one lacks its last padding.
        let wanted =
            [("encrypted", 3), ("chunked", 1)].iter().find(|(n, _)| archive.contains(n)).map_or(0, |(_, n)| *n);
        assert_eq!(bad, wanted, "{archive}: {lines}");
    }
}

#[test]
fn a_store_and_an_engine_are_chosen() {
    let archive = "docker/20.10/multi.tar.gz";
    let first = |options: &[&str]| {
        let out = text(&inspect(&[&["history", archive, "--image", "app:2"], options].concat()));
        out.lines().nth(1).unwrap().split("  ").next().unwrap().to_owned()
    };
    assert_eq!(first(&[]), "0609a9d10571", "the classic store wrote it");
    assert_eq!(first(&["--engine", "20.10"]), "0609a9d10571");
    assert_eq!(first(&["--store", "graph"]), "0609a9d10571");
    assert_eq!(first(&["--store", "containerd"]), "39f96eeb2970");
    let config = |options: &[&str]| {
        let out: serde_json::Value =
            serde_json::from_str(&text(&inspect(&[&["image", archive], options].concat()))).unwrap();
        out[0]["Config"].get("Hostname").is_some()
    };
    assert!(config(&["--engine", "20.10"]) && !config(&[]));
    let none = inspect(&["image", archive, "--engine", "20.10", "--store", "containerd"]);
    assert_eq!((none.status.code(), notes(&none).len()), (Some(2), 1));
    assert_eq!(inspect(&["history", archive, "--store", "overlay"]).status.code(), Some(2));
    // Docker does not load a layout into the classic store.
    let other = inspect(&["history", "skopeo/1.9/story.oci-gzip.tar", "--store", "graph"]);
    let id = text(&inspect(&["images", "skopeo/1.9/story.oci-gzip.tar"])).split('\t').nth(2).unwrap().to_owned();
    assert!(text(&other).lines().nth(1).unwrap().starts_with(&id), "the digest of the config");
    assert_eq!(notes(&other).len(), 1);
    assert!(notes(&inspect(&["history", "skopeo/1.9/story.oci-gzip.tar"])).is_empty());
}

#[test]
fn an_id_that_no_store_gives_is_a_note() {
    let out = inspect(&["image", "docker/20.10/diary.export.tar.gz", "--store", "containerd"]);
    assert_eq!(notes(&out).iter().filter(|note| note.contains("containerd")).count(), 1, "{:?}", notes(&out));
    assert!(text(&out).contains("\"Id\": \"\""));
}

/// A platform that is asked for has its own id, as with docker's option of that name.
#[test]
fn a_platform_is_inspected() {
    let out = text(&inspect(&["image", "containerd/1.6/platforms.tar", "--platform", "linux/arm64"]));
    assert!(out.contains("\"Id\": \"sha256:dd7a37840492"), "{out}");
    let out = text(&inspect(&["image", "containerd/1.6/platforms.tar", "--image", "1"]));
    assert!(out.contains("\"Id\": \"sha256:d52a6838ef48"), "{out}");
}

#[test]
fn the_four_sizes_are_lines_and_json() {
    let lines = |archive: &str| -> Vec<(String, String)> {
        let out = text(&inspect(&["image", "--sizes", archive]));
        let cells = |line: &str| {
            let mut cells = line.split('\t').map(str::to_owned);
            (cells.next().unwrap(), cells.next().unwrap())
        };
        out.lines().map(cells).collect()
    };
    let plain = lines("docker/20.10/story.tar.gz");
    assert_eq!(plain[0], ("To download".into(), "unknown".into()), "a registry compresses plain tars");
    assert_eq!(plain[1], ("As content".into(), "2053756".into()));
    assert_eq!(plain[2], ("Unpacked".into(), "2012500".into()));
    let packed = inspect(&["image", "--sizes", "--json", "skopeo/1.9/story.oci-gzip.tar"]);
    let json: serde_json::Value = serde_json::from_str(&text(&packed)).unwrap();
    assert_eq!(json["content"], 1_087_428);
    assert!(json["download"].as_u64().unwrap() < 1_087_428 && json["disk"].as_u64().unwrap() > 3_000_000, "{json}");
    assert_eq!(inspect(&["image", "--sizes", "--store", "graph", "sample/sample.tar.gz"]).status.code(), Some(2));
}
