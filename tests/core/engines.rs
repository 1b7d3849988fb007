//! What we say of the fixtures, against what the engines that made them say.

use crate::support::{OLD, fixture, fixture_text, open, top};
use layerscope::report::parse_time;
use layerscope::workspace::Workspace;
use serde_json::Value;

/// (archive, the answers' name, the image's tag)
const IMAGES: [(&str, &str, &str); 6] = [
    ("docker/20.10/story.tar.gz", "docker/20.10/story", "layers:v2"),
    ("docker/20.10/rich.tar.gz", "docker/20.10/rich", "layers:rich"),
    ("docker/20.10/buildkit.tar.gz", "docker/20.10/buildkit", "layers:bk"),
    ("docker/20.10/multi.tar.gz", "docker/20.10/multi.app1", "app:1"),
    ("docker/20.10/multi.tar.gz", "docker/20.10/multi.app2", "app:2"),
    ("sample/sample.tar.gz", "sample/sample", "story:3"),
];

fn each(check: impl Fn(&Workspace, &str)) {
    for (archive, answers, tag) in IMAGES {
        let bytes = fixture(archive);
        check(&open(&bytes, Some(tag)), answers);
    }
}

/// The files that `docker create` adds to every container (SEMANTICS): no part of the image. The time of `/etc` is touched by it.
fn is_placeholder(path: &str) -> bool {
    include_str!("../fixtures/docker/placeholders.txt").lines().any(|line| line == path)
}

/// `mode owner size date time path` → the fields; names may hold spaces.
fn fields(line: &str) -> (Vec<&str>, &str) {
    let mut rest = line;
    let mut fields = Vec::new();
    for _ in 0..5 {
        let (field, after) = rest.trim_start().split_once(' ').unwrap();
        fields.push(field);
        rest = after;
    }
    (fields, rest)
}

/// Lines without placeholders, hard links as files of their own size, `/etc` without its time; sorted.
pub fn normal(listing: &str) -> Vec<String> {
    let sizes: std::collections::HashMap<&str, &str> =
        listing.lines().map(|l| fields(l)).map(|(f, path)| (path, f[2])).collect();
    let mut lines = Vec::new();
    for line in listing.lines() {
        let (mut fields, mut path) = fields(line);
        if is_placeholder(path) {
            continue;
        }
        let mode = fields[0].replace('h', "-");
        if let Some((name, target)) = path.split_once(" link to ") {
            path = name;
            fields[2] = sizes[target];
        }
        if path == "etc/" {
            fields[4] = "(touched)";
        }
        lines.push(format!("{mode} {} {} {} {} {path}", fields[1], fields[2], fields[3], fields[4]));
    }
    lines.sort();
    lines
}

#[test]
fn files_are_what_overlay2_mounted() {
    each(|workspace, answers| {
        let engine = normal(&fixture_text(&format!("{answers}.merged.txt")));
        assert!(engine.len() > 10);
        assert_eq!(normal(&top(workspace)), engine, "{answers}");
    });
}

#[test]
fn files_are_sorted_by_path_bytes_and_aligned_as_tar_does() {
    each(|workspace, _| {
        let listing = top(workspace);
        let names: Vec<&str> =
            listing.lines().map(|l| fields(l).1.split(" -> ").next().unwrap().trim_end_matches('/')).collect();
        assert!(names.windows(2).all(|w| w[0].as_bytes() < w[1].as_bytes()), "{names:?}");
        assert!(listing.contains("\ndrwxr-xr-x 0/0               0 2026-"), "{listing}");
    });
}

/// Docker's own clock at the time it printed: the second for which all ages fit.
fn clock(workspace: &Workspace, engine: &str, table: impl Fn(&Workspace, i64) -> String) -> String {
    let newest =
        workspace.image().config.history.iter().filter_map(|h| parse_time(h.created.as_deref()?)).max().unwrap();
    let ours: Vec<String> = (newest..newest + 3600).map(|now| table(workspace, now)).collect();
    ours.iter().find(|ours| *ours == engine).unwrap_or(&ours[0]).clone()
}

/// Archives carry no parents' ids: where the engine knows them we say `<missing>`, as Docker does after a load.
fn without_parents(table: &str) -> String {
    let mut lines = table.lines();
    let mut out: Vec<String> = lines.by_ref().take(2).map(str::to_owned).collect();
    for line in lines {
        let end = line.find(' ').unwrap();
        let width = line[end..].find(|c| c != ' ').unwrap() + end;
        out.push(format!("{:<width$}{}", "<missing>", &line[width..]));
    }
    out.join("\n") + "\n"
}

#[test]
fn history_is_docker_history() {
    each(|workspace, answers| {
        for (file, no_trunc) in [("history.txt", false), ("history-no-trunc.txt", true)] {
            let engine = without_parents(&fixture_text(&format!("{answers}.{file}")));
            let ours = clock(workspace, &engine, |w, now| w.documents().history(OLD).table(now, no_trunc));
            assert_eq!(ours, engine, "{answers}.{file}");
        }
    });
}

#[test]
fn history_as_json_is_dockers() {
    each(|workspace, answers| {
        let mut engine: Vec<String> =
            fixture_text(&format!("{answers}.history.jsonl")).lines().map(str::to_owned).collect();
        for line in &mut engine[1..] {
            let from = line.find("\"ID\":\"").unwrap() + 6;
            let to = from + line[from..].find('"').unwrap();
            line.replace_range(from..to, "\\u003cmissing\\u003e");
        }
        let engine = engine.join("\n") + "\n";
        let ours = clock(workspace, &engine, |w, now| w.documents().history(OLD).json_lines(now, false));
        assert_eq!(ours, engine, "{answers}");
    });
}

#[test]
fn inspect_is_docker_image_inspect() {
    const KEYS: [&str; 14] = [
        "Id",
        "RepoTags",
        "RepoDigests",
        "Parent",
        "Comment",
        "Created",
        "DockerVersion",
        "Author",
        "Config",
        "Architecture",
        "Os",
        "Size",
        "VirtualSize",
        "RootFS",
    ];
    each(|workspace, answers| {
        let engine: Value = serde_json::from_str(&fixture_text(&format!("{answers}.inspect.json"))).unwrap();
        let text = workspace.documents().inspect(OLD);
        let ours: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(ours[0].as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>(), KEYS, "{answers}");
        for key in KEYS {
            // The parent is an image of that engine's store, and no part of the archive.
            let wanted = if key == "Parent" { &Value::from("") } else { &engine[0][key] };
            assert_eq!(&ours[0][key], wanted, "{answers} {key}");
        }
        let engine_config: Vec<_> = engine[0]["Config"].as_object().unwrap().keys().collect();
        assert_eq!(ours[0]["Config"].as_object().unwrap().keys().collect::<Vec<_>>(), engine_config, "{answers}");
        assert!(text.starts_with("[\n    {\n        \"Id\": \"sha256:"), "4 spaces, as Docker prints");
    });
}

#[test]
fn every_digest_of_every_fixture_fits() {
    for archive in [
        "docker/20.10/story.tar.gz",
        "docker/20.10/rich.tar.gz",
        "docker/20.10/buildkit.tar.gz",
        "docker/20.10/multi.tar.gz",
        "skopeo/1.9/rich.docker-archive.tar.gz",
        "skopeo/1.9/rich.oci-gzip.tar",
        "skopeo/1.9/rich.oci-zstd.tar",
        "skopeo/1.9/story.docker-archive.tar.gz",
        "skopeo/1.9/story.oci-gzip.tar",
        "skopeo/1.9/story.oci-zstd.tar",
        "skopeo/1.9/story.oci-layout-dot-slash.tar",
        "buildah/1.28/layers.docker-archive.tar.gz",
        "buildah/1.28/layers.oci.tar",
        "sample/sample.tar.gz",
    ] {
        let bytes = fixture(archive);
        let mut workspace = open(&bytes, None);
        for image in 0..workspace.images().len() {
            workspace.choose(image).unwrap();
            workspace.intake().hash_all(&bytes);
            assert!(workspace.image().problems.is_empty(), "{archive}");
            for layer in workspace.facts().image().layers {
                assert_eq!(layer.verify, layerscope::workspace::VerifyState::Ok, "{archive} {layer:?}");
                assert_eq!(layer.found_diff_id, layer.diff_id, "{archive}");
            }
        }
    }
}
