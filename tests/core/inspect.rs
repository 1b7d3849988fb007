//! The command line: its exit codes, its choices, its lines.

use crate::support::{fixture_path, fixture_text};
use std::path::PathBuf;
use std::process::{Command, Output};

/// The program.
pub fn binary() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_layerscope"))
}

pub fn inspect(args: &[&str]) -> Output {
    let args =
        args.iter().map(|a| if a.ends_with(".tar") || a.ends_with(".gz") { fixture_path(a) } else { PathBuf::from(a) });
    // The words are English on every machine, but where a test asks for others.
    Command::new(binary()).env("LC_ALL", "C").args(args).output().unwrap()
}

pub fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn images_are_listed_a_line_each() {
    let out = text(&inspect(&["images", "docker/20.10/multi.tar.gz"]));
    assert_eq!(
        out,
        "app:2\tlinux/amd64\t0609a9d10571\t3\t2043453\n<none>\tlinux/amd64\t96b48b931c67\t2\t2012447\napp:1\tlinux/amd64\t6e8129e629f7\t3\t2042452\n"
    );
}

#[test]
fn an_image_is_picked_by_tag_id_or_index() {
    for name in ["app:1", "6e8129e6", "sha256:6e8129e629f7", "2"] {
        let out = text(&inspect(&["history", "--image", name, "docker/20.10/multi.tar.gz", "--no-trunc"]));
        assert!(
            out.contains("sha256:6e8129e629f73b97b3899683d704bf071739b0370534209b94905fae0f815400"),
            "{name}: {out}"
        );
    }
    let none = inspect(&["image", "docker/20.10/multi.tar.gz", "--image", "nope:1"]);
    assert_eq!(none.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&none.stderr).lines().count(), 1);
}

#[test]
fn files_takes_a_height() {
    let archive = "docker/20.10/story.tar.gz";
    let below = text(&inspect(&["files", archive, "--height", "1"]));
    let top = text(&inspect(&["files", archive]));
    assert!(below.contains(" root/one.txt\n") && below.contains(" usr/share/doc/busybox/README\n"));
    assert!(!top.contains("root/one.txt") && !top.contains("usr/share/doc"));
    assert_eq!(inspect(&["files", archive, "--height", "3"]).status.code(), Some(1));
}

#[test]
fn history_prints_the_age_at_the_time_given() {
    let out = text(&inspect(&["history", "docker/20.10/story.tar.gz", "--now", "2026-12-24T03:58:51Z"]));
    let newest = out.lines().nth(1).unwrap();
    assert!(newest.starts_with("8afe811bcc05   4 weeks ago "), "{newest}");
    let json =
        text(&inspect(&["history", "--format", "json", "docker/20.10/story.tar.gz", "--now", "2026-12-24T03:58:51Z"]));
    assert_eq!(json.lines().count(), fixture_text("docker/20.10/story.history.jsonl").lines().count());
}

#[test]
fn members_are_what_tar_lists() {
    let out = text(&inspect(&["members", "skopeo/1.9/rich.docker-archive.tar.gz"]));
    let first = out.lines().next().unwrap();
    assert_eq!(
        first,
        "-r--r--r-- 0/0         2037760 1970-01-01 00:00:00 ae41a7abd16b1f0608900d5c8ccdc49f852ca724c539a517ef1894553cc00a9f.tar"
    );
    assert!(out.contains("l--------- 0/0               0 1970-01-01 00:00:00 7fdb575cd0e59403074c382eea8d1285e0af6549d90edddb22b480152a1a8052/layer.tar -> ../ae41"));
}

#[test]
fn verify_lists_every_digest_and_fails_on_a_bad_one() {
    let out = text(&inspect(&["verify", "skopeo/1.9/story.oci-gzip.tar"]));
    assert_eq!(out.lines().count(), 1 + 2 * 3, "the config, then blob and diff_id of three layers");
    assert!(out.lines().all(|l| l.ends_with("\tok") && l.starts_with("sha256:")), "{out}");
    let dir = std::env::temp_dir().join(format!("layerscope-verify-{}.tar", std::process::id()));
    let mut bytes = crate::support::fixture("skopeo/1.9/story.oci-gzip.tar");
    let blob = out.lines().nth(1).unwrap().split('\t').next().unwrap().replace("sha256:", "blobs/sha256/");
    let at = bytes.windows(blob.len()).position(|w| w == blob.as_bytes()).unwrap() + 512;
    bytes[at + 4] ^= 1; // the time in the gzip header: the content stays, the blob's digest does not
    std::fs::write(&dir, bytes).unwrap();
    let bad = inspect(&["verify", dir.to_str().unwrap()]);
    std::fs::remove_file(&dir).unwrap();
    assert_eq!(bad.status.code(), Some(1));
    let lines = String::from_utf8(bad.stdout).unwrap();
    assert_eq!(lines.lines().filter(|l| l.ends_with("\tMISMATCH")).count(), 1, "{lines}");
}

#[test]
fn wrong_usage_is_2_and_a_bad_file_is_1() {
    for args in [&["frobnicate", "x"][..], &["files"], &[], &["files", "a", "--height"], &["files", "a", "--colour"]] {
        assert_eq!(inspect(args).status.code(), Some(2), "{args:?}");
    }
    let none = inspect(&["files", "/nowhere/at-all"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&none.stderr).starts_with("at-all: The file could not be read."));
}

#[test]
fn share_tells_trunks_sums_and_a_pull() {
    let archives = ["docker/20.10/story.tar.gz", "docker/20.10/multi.tar.gz"];
    let out = text(&inspect(&["share", archives[0], archives[1], "--have", "layers:v2", "--want", "app:2"]));
    let lines: Vec<&str> = out.lines().collect();
    assert!(
        lines[1].starts_with("0\t-\t2037760\tplain tar\tae41a7abd16b\tlayers:v2 app:2 96b48b931c67 app:1\t"),
        "{out}"
    );
    for line in [
        "layers:v2\t2\t3\t2051072\t9216",
        "all images\t8241152",
        "each layer once\t2119680",
        "download\t33792",
        "there\t2041856",
        "bytes\tnot all as a registry sends them: plain tars",
    ] {
        assert!(lines.contains(&line), "{line}: {out}");
    }
    let packed = text(&inspect(&["share", "skopeo/1.9/story.oci-gzip.tar", "--want", "0"]));
    assert!(packed.lines().any(|line| line == "bytes\tas a registry sends them"), "{packed}");
    assert_eq!(inspect(&["share", archives[0], "--want", "nope:1"]).status.code(), Some(1));
}

#[test]
fn squash_tells_what_is_saved_and_no_longer_shared() {
    let out = text(&inspect(&["squash", "docker/20.10/story.tar.gz", "docker/20.10/multi.tar.gz"]));
    let lines: Vec<&str> = out.lines().collect();
    for line in [
        "now\t-\t3\t0\t2012342\t-\t0\t0\t34",
        "all\t0..2\t1\t30046\t1982296\t1982296\t2012308\t3\t1982296",
        "dead\t30046",
        "stable\tthe lowest 2 layers, beside app:2",
    ] {
        assert!(lines.contains(&line), "{line}: {out}");
    }
}
