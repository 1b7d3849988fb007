//! `layerscope check`: every rule passes and fails, dive's rules as dive judges them, wrong values, findings that are denied.

use crate::inspect::{binary, inspect, text};
use crate::support::{Layer, fixture, fixture_path, gunzip, image};
use layerscope::problem::{DENIABLE, Kind};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::{Command, Output};

const RICH: &str = "docker/20.10/rich.tar.gz";

/// A folder of its own that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("layerscope-check-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn check(archive: &str, options: &[&str]) -> Output {
    inspect(&[&["check", archive], options].concat())
}

fn lines(output: &Output) -> Vec<String> {
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

/// The bounds stand around the image's own figures.
#[test]
fn bounds_on_dead_bytes_pass_and_fail() {
    let waste: Value = serde_json::from_str(&text(&inspect(&["waste", "--json", RICH]))).unwrap();
    let (dead, size) = (waste["waste"]["dead"].as_u64().unwrap(), waste["waste"]["size"].as_u64().unwrap());
    let share = dead as f64 / size as f64;
    for (option, passing, failing) in [
        (
            "--max-dead",
            vec![dead.to_string(), "50MB".into(), "1.5GiB".into()],
            vec![(dead - 1).to_string(), "1kB".into()],
        ),
        ("--max-dead-share", vec!["10%".into(), "1".into(), share.to_string()], vec!["0.1%".into(), "0".into()]),
        ("--min-efficiency", vec!["90%".into(), "0.9".into(), "0".into()], vec!["0.999".into(), "100%".into()]),
    ] {
        let rule = option.trim_start_matches("--");
        for value in passing {
            let out = check(RICH, &[option, &value]);
            let lines = lines(&out);
            assert_eq!((out.status.code(), lines.len()), (Some(0), 2), "{option} {value}: {lines:?}");
            assert!(lines[0].starts_with("PASS\treadable-layers\t0\tat most 0"), "{lines:?}");
            assert!(lines[1].starts_with(&format!("PASS\t{rule}\t")), "{lines:?}");
        }
        for value in failing {
            let out = check(RICH, &[option, &value]);
            let lines = lines(&out);
            assert_eq!(out.status.code(), Some(1), "{option} {value}: {lines:?}");
            assert!(lines[1].starts_with(&format!("FAIL\t{rule}\t")), "{lines:?}");
            assert_eq!(lines[2..4], [String::new(), rule.to_owned()], "{lines:?}");
            assert!(lines[5..].iter().any(|line| line.ends_with("/data/dup/blob1")), "the causes: {lines:?}");
        }
    }
    let out = check(RICH, &["--max-dead", "1kB", "--max-dead-share", "50%"]);
    let shown = lines(&out);
    assert_eq!(shown[1], format!("FAIL\tmax-dead\t{dead}\tat most 1000"));
    assert_eq!(shown[2], format!("PASS\tmax-dead-share\t{share}\tat most 0.5"));
    assert_eq!(shown[5], format!("  {dead} of {size} bytes are dead"));
}

#[test]
fn an_image_without_bytes_wastes_none() {
    let folder = Folder::new("empty");
    let archive = folder.write("empty.tar", image(vec![Layer::new().dir("d").bytes()]));
    let out = check(&archive, &["--max-dead", "0", "--max-dead-share", "0%", "--min-efficiency", "1"]);
    assert_eq!(out.status.code(), Some(0), "{:?}", lines(&out));
}

#[test]
fn dives_rules_pass_and_fail_by_dives_figures() {
    let folder = Folder::new("dive");
    for (rules, code, wanted) in [
        ("", 0, ["PASS", "SKIP", "PASS"]),
        (
            "rules:\n  lowestEfficiency: 0.95\n  highestWastedBytes: 20MB\n  highestUserWastedPercent: 0.20\n",
            0,
            ["PASS"; 3],
        ),
        (
            "rules:\n  lowestEfficiency: 0.98\n  highestWastedBytes: 160kB\n  highestUserWastedPercent: 0.05\n",
            1,
            ["FAIL"; 3],
        ),
        ("rules:\n  highestWastedBytes: 160004\n", 0, ["PASS"; 3]),
        ("rules:\n  highestWastedBytes: 160003\n", 1, ["PASS", "FAIL", "PASS"]),
        ("rules:\n  lowestEfficiency: disabled\n  highestUserWastedPercent: disabled\n", 0, ["SKIP"; 3]),
        ("rules:\n  lowestEfficiency: '0.9723827003515394'\n", 0, ["PASS", "SKIP", "PASS"]),
        ("rules:\n  lowestEfficiency: '0.9723827003515395'\n", 1, ["PASS", "SKIP", "FAIL"]),
        ("rules:\n  highestWastedBytes: 156.253KiB\n", 1, ["PASS", "FAIL", "PASS"]),
        ("rules:\n  highestWastedBytes: 1,000 KiB # much\n", 0, ["PASS"; 3]),
    ] {
        let file = folder.write("rules.yaml", rules);
        let out = check(RICH, &["--dive-ci", &file]);
        let shown = lines(&out);
        assert_eq!(out.status.code(), Some(code), "{rules}: {shown:?}");
        let names = ["highestUserWastedPercent", "highestWastedBytes", "lowestEfficiency"];
        for ((line, word), name) in shown[1..].iter().zip(wanted).zip(names) {
            assert!(line.starts_with(&format!("{word}\tdive {name}\t")), "{rules}: {shown:?}");
        }
        let reasons = shown.iter().filter(|line| line.ends_with("/data/dup/blob2")).count();
        assert_eq!(reasons, wanted.iter().filter(|word| **word == "FAIL").count(), "{rules}: {shown:?}");
    }
}

/// Images whose layers but the first have no bytes: dive's share is infinite where bytes are wasted, and no number where none are.
fn shares_of_nothing() -> [(&'static str, Vec<u8>, i32); 2] {
    let base = || Layer::new().dir("d").file("d/a", "12345").file("b", "1").bytes();
    let deleted = image(vec![base(), Layer::new().file(".wh.d", "").bytes(), Layer::new().dir("d").bytes()]);
    [("infinite", deleted, 1), ("no-number", image(vec![base(), Layer::new().dir("e").bytes()]), 0)]
}

#[test]
fn dives_share_of_nothing_is_held_against_its_rule() {
    let folder = Folder::new("nothing");
    let rules = folder.write("rules.yaml", "rules:\n  lowestEfficiency: disabled\n  highestUserWastedPercent: 1\n");
    for (name, bytes, code) in shares_of_nothing() {
        let archive = folder.write(&format!("{name}.tar"), bytes);
        let out = check(&archive, &["--dive-ci", &rules]);
        assert_eq!(out.status.code(), Some(code), "{name}: {:?}", lines(&out));
        let json = check(&archive, &["--dive-ci", &rules, "--json"]);
        let json: Value = serde_json::from_slice(&json.stdout).unwrap();
        assert_eq!(json["rules"][1]["measured"], Value::Null, "{name}: {json}");
    }
}

#[test]
fn dive_that_is_here_judges_the_same() {
    if Command::new("dive").arg("--version").output().is_err() {
        eprintln!("skipped: dive is not on PATH");
        return;
    }
    let folder = Folder::new("real");
    let names = ["docker/20.10/rich", "docker/20.10/story", "skopeo/1.9/rich.docker-archive", "sample/sample"];
    let recorded = names.map(|name| (name, gunzip(&fixture(&format!("{name}.tar.gz")))));
    for (name, bytes) in recorded.into_iter().chain(shares_of_nothing().map(|(name, bytes, _)| (name, bytes))) {
        let archive = folder.write("image.tar", bytes);
        for rules in [
            "",
            "rules:\n  lowestEfficiency: 0.98\n  highestUserWastedPercent: 0.05\n",
            "rules:\n  highestWastedBytes: 160kB\n  lowestEfficiency: disabled\n",
            "rules:\n  highestWastedBytes: 30 kB\n  highestUserWastedPercent: 1\n",
        ] {
            let file = folder.write("rules.yaml", rules);
            let dive = Command::new("dive")
                .args(["--source", "docker-archive", &archive, "--ci", "--ci-config", &file])
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&dive.stdout).into_owned();
            let ours = check(&archive, &["--dive-ci", &file]);
            assert_eq!(ours.status.code(), dive.status.code(), "{name} {rules}: {:?} {said}", lines(&ours));
            for line in &lines(&ours)[1..4] {
                let [word, rule, ..] = *line.split('\t').collect::<Vec<_>>() else { panic!("{line}") };
                let rule = rule.trim_start_matches("dive ");
                let dives = said.lines().find(|line| line.contains(&format!(": {rule}")));
                assert!(dives.is_some_and(|line| line.contains(word)), "{name} {rules}: {line}: {said}");
            }
        }
    }
}

#[test]
fn a_rules_file_in_the_working_directory_is_read() {
    let folder = Folder::new("here");
    let run = |options: &[&str]| {
        let archive = fixture_path(RICH);
        let mut command = Command::new(binary());
        command.env("LC_ALL", "C").current_dir(&folder.0).arg("check").arg(archive).args(options).output().unwrap()
    };
    let note = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    let defaults = run(&[]);
    assert_eq!((defaults.status.code(), lines(&defaults).len()), (Some(0), 4));
    assert!(note(&defaults).contains("note: no rule is given: dive's defaults are checked\n"));
    assert_eq!(lines(&run(&["--max-dead", "1GB"])).len(), 2, "only that rule");
    folder.write(".dive-ci", "rules:\n  highestWastedBytes: 1kB\n");
    let found = run(&["--max-dead", "1GB"]);
    assert_eq!(found.status.code(), Some(1));
    assert!(note(&found).contains("note: dive's rules are those of .dive-ci\n"));
    assert_eq!(run(&["--max-dead", "1GB", "--no-dive-ci"]).status.code(), Some(0));
    let other = folder.write("other", "rules:\n  highestWastedBytes: 1MB\n");
    assert_eq!(run(&["--dive-ci", &other]).status.code(), Some(0), "the named one alone");
    assert_eq!(run(&["--dive-ci", &other, "--no-dive-ci"]).status.code(), Some(2));
    assert_eq!(run(&["--dive-ci", "/nowhere/at-all"]).status.code(), Some(1), "a file that can't be read");
}

#[test]
fn what_makes_no_sense_is_wrong_usage() {
    let folder = Folder::new("wrong");
    for (option, value) in [
        ("--max-dead", "50 apples"),
        ("--max-dead", "-1"),
        ("--max-dead", "10%"),
        ("--max-dead", ""),
        ("--max-dead-share", "101%"),
        ("--max-dead-share", "10MB"),
        ("--min-efficiency", "1.1"),
        ("--min-efficiency", "NaN"),
        ("--deny", "no-such-kind"),
        ("--deny", "internal"),
        ("--deny", "EscapingName"),
    ] {
        let out = check(RICH, &[&format!("{option}={value}")]);
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0), "{option} {value}: {said}");
        assert!(said.contains(option), "{option} {value}: {said}");
    }
    let file = folder.write("rules.yaml", "rules:\n  lowestEfficiency: 95%\n");
    let out = check(RICH, &["--dive-ci", &file]);
    assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0));
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(said.contains("rules.yaml: line 2: lowestEfficiency: \"95%\" is not a number from 0 to 1"), "{said}");
}

#[test]
fn findings_are_denied_by_their_kind() {
    let folder = Folder::new("deny");
    let layers = vec![
        Layer::new().file("a", "1").raw(b"../b", "2").bytes(),
        Layer::new().file(".wh.nothing", "").file("c\u{1}", "3").bytes(),
    ];
    let archive = folder.write("image.tar", image(layers));
    for (kind, count) in [("escaping-name", 1), ("dangling-whiteout", 1), ("odd-name", 1), ("deceptive-name", 0)] {
        let out = check(&archive, &["--deny", kind]);
        let shown = lines(&out);
        assert_eq!(out.status.code(), Some(i32::from(count > 0)), "{kind}: {shown:?}");
        let word = if count > 0 { "FAIL" } else { "PASS" };
        assert_eq!(shown[1], format!("{word}\tdeny {kind}\t{count}\tat most 0"));
        assert_eq!(shown.len(), if count > 0 { 5 } else { 2 }, "{kind}: {shown:?}");
    }
    let several = check(&archive, &["--deny", "escaping-name", "--deny", "broken-hardlink", "--json"]);
    assert_eq!(several.status.code(), Some(1));
    let json: Value = serde_json::from_slice(&several.stdout).unwrap();
    assert_eq!(json["passed"], false);
    let rules: Vec<_> = json["rules"].as_array().unwrap().iter().map(|r| (&r["rule"], &r["outcome"])).collect();
    let wanted = [("readable-layers", "pass"), ("deny escaping-name", "fail"), ("deny broken-hardlink", "pass")];
    assert_eq!(
        rules,
        wanted.map(|(rule, outcome)| (json!(rule), json!(outcome))).iter().map(|(a, b)| (a, b)).collect::<Vec<_>>()
    );
    assert_eq!(json["rules"][0]["bound"], json!({ "atMost": 0.0 }));
    assert_eq!((&json["rules"][1]["by"], &json["rules"][1]["measured"]), (&json!("layerscope"), &json!(1.0)));
}

/// A digest is known to be wrong only once all bytes are hashed.
#[test]
fn digests_are_checked_where_they_are_denied() {
    let folder = Folder::new("digest");
    let mut bytes = fixture("skopeo/1.9/story.oci-gzip.tar");
    let text = text(&inspect(&["verify", "skopeo/1.9/story.oci-gzip.tar"]));
    let blob = text.lines().nth(1).unwrap().split('\t').next().unwrap().replace("sha256:", "blobs/sha256/");
    let at = bytes.windows(blob.len()).position(|w| w == blob.as_bytes()).unwrap() + 512;
    bytes[at + 4] ^= 1; // the time in the gzip header: the content stays, the blob's digest does not
    let archive = folder.write("image.tar", bytes);
    assert_eq!(check(&archive, &["--max-dead", "1GB"]).status.code(), Some(0));
    assert_eq!(check(&archive, &["--deny", "diff-id-mismatch"]).status.code(), Some(0));
    let out = check(&archive, &["--deny", "blob-mismatch"]);
    assert_eq!((out.status.code(), lines(&out)[1].as_str()), (Some(1), "FAIL\tdeny blob-mismatch\t1\tat most 0"));
}

#[test]
fn an_image_that_can_not_be_read_passes_nothing() {
    let folder = Folder::new("cut");
    let sound = gunzip(&fixture("docker/20.10/story.tar.gz"));
    let archive = folder.write("cut.tar", &sound[..sound.len() / 2]);
    let out = check(&archive, &["--max-dead", "1TB"]);
    assert_eq!(out.status.code(), Some(1));
    let none = folder.write("none.tar", b"no archive");
    let out = check(&none, &["--max-dead", "1TB"]);
    assert_eq!((out.status.code(), out.stdout.len()), (Some(1), 0));
    let layer = Layer::new().file("a", "sound").file("b", &"0123456789".repeat(1000)).bytes();
    let damaged = folder.write("damaged.tar", image(vec![layer[..512 * 3 + 4000].to_vec()]));
    let out = check(&damaged, &["--max-dead", "1TB"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(lines(&out)[0].starts_with("FAIL\treadable-layers\t1\tat most 0"), "{:?}", lines(&out));
}

/// Every kind can be denied, but for those that no image has once it is open.
#[test]
fn each_kind_of_finding_can_be_denied() {
    let error = serde_json::from_str::<Kind>("\"?\"").unwrap_err().to_string();
    let all: Vec<&str> = error.split("expected one of ").nth(1).unwrap().split('`').skip(1).step_by(2).collect();
    let others = [
        "not-an-archive",
        "empty-file",
        "no-images",
        "not-found",
        "corrupt-build-record",
        "changed",
        "windows-layer",
        "cancelled",
        "worker-crashed",
        "worker-stuck",
        "internal",
    ];
    let denied: Vec<String> = DENIABLE.iter().map(|kind| kind.code()).collect();
    let wanted: Vec<&str> = all.into_iter().filter(|kind| !others.contains(kind)).collect();
    assert_eq!(denied, wanted);
    let help = text(&inspect(&["help", "check"]));
    assert!(denied.iter().all(|kind| help.contains(kind.as_str())), "{help}");
}
