//! Archives by today's engines, beside the transcripts of what Docker 28 said after loading them, in either store.

use crate::support::{fixture_path, open, transcript};
use layerscope::image::pick;
use layerscope::report::{Engine, Printer, Store, human_size, rfc3339};
use layerscope::workspace::Workspace;
use serde_json::Value;
use std::path::PathBuf;

/// All archives that have a transcript of this store.
fn archives(store: Store) -> Vec<(PathBuf, Vec<(String, String)>)> {
    let ending = if store == Store::Graph { ".graph.txt" } else { ".containerd.txt" };
    let mut found = Vec::new();
    for folder in std::fs::read_dir(fixture_path("engines")).unwrap() {
        let folder = folder.unwrap().path();
        for file in std::fs::read_dir(folder).unwrap() {
            let file = file.unwrap().path();
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let Some(stem) = name.strip_suffix(ending) else { continue };
            let archive = [".tar.gz", ".tar"].map(|end| file.with_file_name(format!("{stem}{end}")));
            let archive = archive.into_iter().find(|path| path.exists());
            // An index whose platforms all stayed in the registry: there is no image to ask about.
            if let Some(archive) = archive.filter(|_| stem != "index-only") {
                found.push((archive, transcript(&file)));
            }
        }
    }
    found.sort();
    found
}

/// A question about one image: what the engine was asked, for which image and platform.
struct Question<'q> {
    reference: &'q str,
    platform: Option<&'q str>,
    printed: &'q str,
}

/// The questions of a transcript that begin so and were answered. *Shape:* `docker image inspect [--platform P] REF`.
fn questions<'t>(sections: &'t [(String, String)], asked: &str) -> Vec<Question<'t>> {
    let of = |(command, printed): &'t (String, String)| {
        let rest = command.strip_prefix(asked)?;
        let (platform, reference) = match rest.strip_prefix("--platform ") {
            Some(rest) => rest.split_once(' ').map(|(platform, reference)| (Some(platform), reference))?,
            None => (None, rest),
        };
        let answered = !printed.contains("[exit ") && !reference.contains(' ');
        answered.then_some(Question { reference, platform, printed })
    };
    sections.iter().filter_map(of).collect()
}

/// Chooses the image of a question: by its name, or by the id that the store gives it.
fn choose(workspace: &mut Workspace, bytes: &[u8], question: &Question, printer: Printer) {
    let all = workspace.images().len();
    let platform = question.platform.or(Some("linux/amd64"));
    let by_name = pick(workspace.images(), 0..all, Some(question.reference), platform).ok();
    // All platforms of an index have its id.
    let mut with_id: Vec<usize> = Vec::new();
    for index in (0..all).filter(|_| by_name.is_none()) {
        workspace.choose(index).unwrap();
        let digits = question.reference.trim_start_matches("sha256:");
        if workspace.documents().held(printer).id().trim_start_matches("sha256:").starts_with(digits) {
            with_id.push(index);
        }
    }
    let fits = |index: &&usize| workspace.images()[**index].config.platform.as_deref() == platform;
    let index = by_name.or(with_id.iter().find(fits).or(with_id.first()).copied());
    // An archive of another platform alone has its name, too.
    let index = index.or_else(|| pick(workspace.images(), 0..all, Some(question.reference), question.platform).ok());
    let index = index.or_else(|| (all == 1).then_some(0)).unwrap_or_else(|| {
        let names: Vec<_> = workspace.images().iter().map(|image| (&image.names, &image.config.platform)).collect();
        panic!("no {} among {names:?}", question.reference)
    });
    workspace.choose(index).unwrap();
    workspace.intake().scan_all(&bytes).unwrap();
    if workspace.documents().held(printer).target.is_none() {
        workspace.intake().hash_all(&bytes);
    }
}

fn each(asked: &str, mut check: impl FnMut(&Workspace, &Question, Printer, &str)) -> usize {
    let mut seen = 0;
    for store in [Store::Graph, Store::Containerd] {
        for (archive, sections) in archives(store) {
            let bytes = std::fs::read(&archive).unwrap();
            let name = archive.strip_prefix(fixture_path("engines")).unwrap().to_string_lossy().into_owned();
            let mut workspace = open(&bytes, None);
            for question in questions(&sections, asked) {
                let printer = Printer { store, engine: Engine::Docker28, by_platform: question.platform.is_some() };
                choose(&mut workspace, &bytes, &question, printer);
                let place = format!("{store:?} {name} {}", question.reference);
                let r = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                    check(&workspace, &question, printer, &place)
                }));
                if r.is_err() {
                    eprintln!("ZZ {asked} {place}");
                }
                seen += 1;
            }
        }
    }
    seen
}

#[test]
fn inspect_says_what_docker_28_says() {
    let seen = each("docker image inspect ", |workspace, question, printer, place| {
        let mut engine: Value = serde_json::from_str(question.printed).unwrap();
        let engine = engine[0].as_object_mut().unwrap();
        engine.shift_remove("GraphDriver");
        engine.shift_remove("Metadata");
        let mut ours: Value = serde_json::from_str(&workspace.documents().inspect(printer)).unwrap();
        let ours = ours[0].as_object_mut().unwrap();
        if !place.ends_with(ours["RepoTags"][0].as_str().unwrap_or_default()) {
            // Docker repeats the annotations of the name that it was asked for; we name the first.
            for side in [&mut *ours, &mut *engine] {
                side.get_mut("Descriptor").and_then(Value::as_object_mut).map(|d| d.shift_remove("annotations"));
            }
        }
        let keys = |object: &serde_json::Map<String, Value>| object.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(ours), keys(engine), "{place}");
        for key in keys(engine) {
            assert_eq!(ours[&key].to_string(), engine[&key].to_string(), "{place} {key}");
        }
    });
    assert!(seen >= 15, "{seen}");
}

#[test]
fn history_says_what_docker_28_says() {
    let seen = each("docker history --format '{{json .}}' ", |workspace, question, printer, place| {
        let engine: Vec<Value> = question.printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        // Docker unpacks the platform of its machine alone.
        let own = workspace.image().config.platform.as_deref() == Some("linux/amd64");
        let unpacked = printer.store == Store::Graph || own;
        let history = workspace.documents().history(printer);
        assert_eq!(history.rows.len(), engine.len(), "{place}");
        let ours: Vec<Value> =
            history.json_lines(0, false).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for ((row, ours), engine) in history.rows.iter().zip(&ours).zip(&engine) {
            assert_eq!(rfc3339(row.created), engine["CreatedAt"].as_str().unwrap(), "{place}");
            for key in ["Comment", "CreatedBy", "ID"] {
                assert_eq!(ours[key], engine[key], "{place} {key}");
            }
            if unpacked {
                assert_eq!(ours["Size"], engine["Size"], "{place} {}", row.created_by);
            }
        }
    });
    assert!(seen >= 15, "{seen}");
}

#[test]
fn the_four_sizes_are_those_of_the_tree_of_inspect_and_of_the_registry() {
    let mut trees = 0;
    for (archive, sections) in archives(Store::Containerd) {
        let bytes = std::fs::read(&archive).unwrap();
        let place = archive.display();
        let mut workspace = open(&bytes, None);
        let printer = Printer { store: Store::Containerd, engine: Engine::Docker28, by_platform: false };
        for question in questions(&sections, "docker image inspect ").iter().filter(|q| q.platform.is_none()) {
            choose(&mut workspace, &bytes, question, printer);
            let held = workspace.documents().held(printer);
            let sizes = held.sizes();
            // The row of the platform in the tree: `└─ linux/amd64  ID  DISK USAGE  CONTENT SIZE`.
            let (_, tree) = sections.iter().find(|(command, _)| command == "docker image ls --tree").unwrap();
            let own = held.target.as_ref().unwrap().manifest["digest"].as_str().unwrap()[7..19].to_owned();
            if let Some(row) = tree.lines().find(|line| line.contains("─ linux/amd64") && line.contains(&own)) {
                let cells: Vec<&str> = row.split_whitespace().collect();
                assert_eq!(
                    cells[3..5],
                    [human_size(sizes.disk.unwrap()), human_size(sizes.content.unwrap())],
                    "{place}"
                );
                trees += 1;
            }
            // The manifest that a registry got; of a platform's image, the one that the index names.
            let asked = format!("crane manifest {}", question.reference);
            let manifests = sections.iter().filter(|(command, _)| command.contains(&asked));
            let mut manifests = manifests.filter_map(|(_, printed)| serde_json::from_str::<Value>(printed).ok());
            let config = &workspace.image().id;
            let sent = manifests.rfind(|m| m["config"]["digest"] == config.as_str());
            if let (Some(sent), Some(download)) = (sent, sizes.download) {
                let layers = sent["layers"].as_array().unwrap().iter().map(|layer| layer["size"].as_u64().unwrap());
                assert_eq!(layers.sum::<u64>(), download, "{place}");
            }
        }
    }
    assert!(trees >= 8, "{trees}");
    let graph = |workspace: &Workspace, question: &Question, printer: Printer, place: &str| {
        if printer.store == Store::Graph {
            let engine: Value = serde_json::from_str(question.printed).unwrap();
            let sizes = workspace.documents().held(printer).sizes();
            assert_eq!(sizes.unpacked, engine[0]["Size"].as_u64(), "{place}");
        }
    };
    each("docker image inspect ", graph);
}

/// A folder's name says which store wrote its archives.
#[test]
fn the_store_that_wrote_an_archive_is_told() {
    let mut seen = 0;
    for (archive, _) in archives(Store::Containerd) {
        let folder = archive.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        let wrote = match folder.as_str() {
            "docker-28-graph" => Store::Graph,
            "docker-28-containerd" => Store::Containerd,
            _ => continue,
        };
        let workspace = open(&std::fs::read(&archive).unwrap(), None);
        for image in workspace.images() {
            assert_eq!(Store::of(image), wrote, "{}", archive.display());
        }
        seen += 1;
    }
    assert!(seen >= 6, "{seen}");
}
