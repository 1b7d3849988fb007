//! Archives and folders by today's engines: each opens, its findings are known, and its merged files are those that an engine showed.

use crate::engines::normal;
use crate::forms::{findings, open_files};
use crate::support::{fixture, fixture_path, fixture_text, open, top, transcript};
use layerscope::source::Sources;
use layerscope::workspace::{LayerInfo, VerifyState, Workspace};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// All that an engine wrote as one archive: files and folders.
fn written() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for producer in std::fs::read_dir(fixture_path("engines")).unwrap() {
        for entry in std::fs::read_dir(producer.unwrap().path()).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() || name.ends_with(".tar") || name.ends_with(".tar.gz") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.strip_prefix(fixture_path("engines")).unwrap().to_string_lossy().into_owned()
}

/// The summary of an archive or a folder, or why it does not open.
fn opened(path: &Path) -> String {
    if path.is_dir() {
        let (workspace, sources) = open_files(path);
        return summary(workspace, &sources);
    }
    let bytes = std::fs::read(path).unwrap();
    match Workspace::open("image.tar", &bytes, &mut |_, _| {}) {
        Ok(workspace) => summary(workspace, &bytes),
        Err(problem) => format!("  does not open: {}\n", problem.kind.code()),
    }
}

/// A line an image, then a line a finding. *Shape:* `NAMES PLATFORM: N layers, PROOF[, attested PREDICATES]`.
fn summary(mut workspace: Workspace, sources: &dyn Sources) -> String {
    let mut text = String::new();
    for image in 0..workspace.images().len() {
        workspace.choose(image).unwrap();
        workspace.intake().scan_all(sources).unwrap();
        workspace.intake().hash_all(sources);
        let info = workspace.facts().image();
        let fits = |l: &&LayerInfo| l.verify == VerifyState::Ok && l.found_diff_id == l.diff_id;
        let proven = info.layers.iter().filter(fits).count();
        let shown = workspace.image();
        let names = if shown.names.is_empty() { "<none>".to_owned() } else { shown.names.join(" ") };
        let platform = shown.config.platform.clone().unwrap_or_default();
        text.push_str(&format!("  {names} {platform}: {} layers, {proven} proven", info.layers.len()));
        let statements = shown.attestations.iter().flat_map(|a| &a.statements);
        let predicates: Vec<&str> = statements.map(|s| s.predicate.as_str()).collect();
        if !predicates.is_empty() {
            text.push_str(&format!(", attested {}", predicates.join(" ")));
        }
        text.push('\n');
    }
    for finding in findings(&workspace) {
        text.push_str(&format!("  ! {finding}\n"));
    }
    text
}

#[test]
fn every_archive_opens_and_says_what_is_odd_about_it() {
    // The folders of `cosign save` hold signatures beside an image: they belong to the tests of artifacts.
    let images = written().into_iter().filter(|path| !name(path).starts_with("cosign/"));
    let ours: String = images.map(|path| format!("{}\n{}", name(&path), opened(&path))).collect();
    let wanted = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/core/engines_today.txt")).unwrap();
    if ours != wanted {
        let differing = ours.lines().zip(wanted.lines()).find(|(ours, wanted)| ours != wanted);
        panic!("tests/core/engines_today.txt differs, first at {differing:?}; it should be\n{ours}");
    }
}

/// The image with these layers, by its diff_ids, all of it read.
fn with_layers(bytes: &[u8], diff_ids: &[String]) -> Option<Workspace> {
    let mut workspace = open(bytes, None);
    for image in 0..workspace.images().len() {
        workspace.choose(image).unwrap();
        let layers = workspace.facts().image().layers;
        if layers.iter().map(|layer| layer.diff_id.clone().unwrap_or_default()).eq(diff_ids.iter().cloned()) {
            workspace.intake().scan_all(&bytes).unwrap();
            return Some(workspace);
        }
    }
    None
}

/// Both listings, sorted: without the time of `/etc`, which a container touches, and of directories that no layer has an entry for: the
/// engine makes them when it unpacks.
///
/// A layer may hold `srv/more/hello` without an entry for `srv/`, which a lower layer has (`crane mutate --append`): Docker's graph driver makes
/// `srv` again with its own attributes, containerd copies the lower ones, as we do, but for the time. podman leaves the directories of `WORKDIR` to the engine.
fn comparable(ours: &str, theirs: &str, made_again: &[&str]) -> (Vec<String>, Vec<String>) {
    let (ours, theirs) = (normal(ours), normal(theirs));
    let path = |line: &str| line.splitn(6, ' ').last().unwrap_or_default().to_owned();
    let implied = |line: &&String| line.starts_with('d') && line.contains(" 1970-01-01 00:00:00 ");
    let mut timeless: Vec<String> = ours.iter().filter(implied).map(|line| path(line)).collect();
    timeless.extend(["etc/"].iter().chain(made_again).map(|&path| path.to_owned()));
    // A container has these directories where the image has none, too.
    let of_image = |wanted: &str| ours.iter().any(|line| path(line) == wanted);
    let shown = |line: &String| !timeless.contains(&path(line)) || of_image(&path(line));
    let theirs = theirs.into_iter().filter(shown).collect();
    let strip = |lines: Vec<String>| {
        let line = |line: String| if timeless.contains(&path(&line)) { format!("d {}", path(&line)) } else { line };
        lines.into_iter().map(line).collect::<Vec<String>>()
    };
    let (mut ours, mut theirs) = (strip(ours), strip(theirs));
    ours.sort();
    theirs.sort();
    (ours, theirs)
}

#[track_caller]
fn same(ours: &str, theirs: &str, place: &str) {
    let made_again: &[&str] = match place {
        _ if place.starts_with("crane/mutate.tar") => &["srv/"],
        _ if place.starts_with("umoci-0.6/") => &["srv/", "usr/", "usr/share/"],
        _ if place.starts_with("podman-5.8/") => &["srv/", "srv/new/", "srv/new/place/"],
        _ => &[],
    };
    let (ours, theirs) = comparable(ours, theirs, made_again);
    let missing: Vec<&String> = theirs.iter().filter(|line| !ours.contains(line)).collect();
    let surplus: Vec<&String> = ours.iter().filter(|line| !theirs.contains(line)).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "{place}\n theirs {missing:#?}\n ours {surplus:#?}");
}

#[test]
fn merged_files_are_those_that_docker_exports() {
    let mut seen = 0;
    for archive in written().iter().filter(|path| path.is_file()) {
        let bytes = std::fs::read(archive).unwrap();
        let stem = archive.to_string_lossy().trim_end_matches(".gz").trim_end_matches(".tar").to_owned();
        for engine in ["graph", "containerd", "docker-20.10"] {
            let mut diff_ids: Vec<String> = Vec::new();
            for (command, printed) in transcript(Path::new(&format!("{stem}.{engine}.txt"))) {
                if let (true, Ok(said)) =
                    (command.starts_with("docker image inspect "), serde_json::from_str::<Value>(&printed))
                {
                    let layers = said[0]["RootFS"]["Layers"].as_array().cloned().unwrap_or_default();
                    diff_ids = layers.iter().map(|layer| layer.as_str().unwrap().to_owned()).collect();
                }
                if !command.starts_with("docker export ") || printed.contains("[exit ") {
                    continue;
                }
                let place = format!("{} {engine} {command}", name(archive));
                let workspace = with_layers(&bytes, &diff_ids).unwrap_or_else(|| panic!("{place}: no such image"));
                same(&top(&workspace), &printed, &place);
                seen += 1;
            }
        }
    }
    assert!(seen >= 60, "{seen}");
}

/// The listing in a transcript: the section whose command ends so.
fn listed(transcript_name: &str) -> String {
    let sections = transcript(&fixture_path(transcript_name));
    let (_, printed) = sections.into_iter().find(|(command, _)| command.ends_with("--full-time")).unwrap();
    printed
}

#[test]
fn merged_files_are_those_of_podman_and_umoci() {
    let podman = listed("engines/podman-5.8/kitchen.podman.txt");
    for archive in ["docker-archive.tar.gz", "oci-archive.tar"] {
        let bytes = fixture(&format!("engines/podman-5.8/{archive}"));
        same(&top(&open(&bytes, Some("localhost/kitchen:1"))), &podman, archive);
    }
    let umoci = listed("engines/umoci-0.6/layout.umoci.txt");
    let names: String =
        umoci.lines().filter(|line| !line.ends_with(" ./")).map(|line| line.replace(" ./", " ") + "\n").collect();
    same(&top(&open(&fixture("engines/umoci-0.6/layout.tar"), Some("2"))), &names, "umoci");
}

/// `type=tar` rounds times to the nearest second, a layer cuts their fractions off.
#[test]
fn a_flat_root_file_system_is_the_image_that_it_came_from() {
    let timeless = |archive: &str| -> Vec<String> {
        let listing = top(&open(&fixture(&format!("engines/{archive}")), None));
        let line = |line: &String| {
            let fields: Vec<&str> = line.splitn(6, ' ').collect();
            format!("{} {} {} {}", fields[0], fields[1], fields[2], fields[5])
        };
        let mut lines: Vec<String> = normal(&listing).iter().map(line).collect();
        lines.sort();
        lines
    };
    let kitchen = timeless("buildx/oci.tar");
    for flat in ["buildx/rootfs.tar.gz", "crane/export.tar.gz", "crane/flatten.tar"] {
        assert_eq!(timeless(flat), kitchen, "{flat}");
    }
}

/// `docker diff` of the container whose commit is the second layer on the base.
#[test]
fn a_committed_layer_is_what_docker_diff_said() {
    for store in ["graph", "containerd"] {
        let said = fixture_text(&format!("engines/docker-28-{store}/story.diff.txt"));
        assert!(said.contains("C /etc\n") && said.contains("D /srv/menu/dinner\n"), "{said}");
        let workspace = open(&fixture(&format!("engines/docker-28-{store}/story.tar.gz")), Some("story:2"));
        let files = top(&workspace);
        for line in said.lines() {
            let (kind, path) = line.split_once(" /").unwrap();
            let there = files.lines().any(|line| {
                let path = format!(" {path}");
                line.ends_with(&path) || line.ends_with(&format!("{path}/")) || line.contains(&format!("{path} -> "))
            });
            assert_eq!(there, kind != "D", "{store} {line}");
        }
    }
}
