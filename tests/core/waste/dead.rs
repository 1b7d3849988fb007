//! Each dead byte: the layer that stores it, the layer that hides it and the cause, against a map to which every layer is applied.

use crate::random::{self, Op};
use crate::support::{Layer, fixture, fixture_path, gunzip, image, open, unpack};
use layerscope::tree::{Tree, VersionId};
use layerscope::waste::{By, Cause, WasteQuery, Why};
use layerscope::workspace::Workspace;
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// The dead bytes: layer and path that store it → bytes and the layer that hides it.
type Dead = BTreeMap<(usize, String), (u64, usize)>;

/// Applies tars to a map, one after the other, entry by entry; a content is hidden by the layer after which nothing names it.
fn applied(layers: &[Vec<u8>]) -> Dead {
    let clean = |path: &str| path.trim_start_matches("./").trim_matches('/').to_owned();
    // Path → content, `None` = something without bytes that are counted; a content = layer and path that store it.
    let mut seen: BTreeMap<String, Option<(usize, String)>> = BTreeMap::new();
    let mut sizes: BTreeMap<(usize, String), u64> = BTreeMap::new();
    let mut dead = Dead::new();
    for (index, layer) in layers.iter().enumerate() {
        let mut archive = tar::Archive::new(&layer[..]);
        let mut entries = Vec::new();
        for entry in archive.entries().unwrap() {
            let entry = entry.unwrap();
            let path = clean(&String::from_utf8_lossy(&entry.path_bytes()));
            let link = entry.link_name_bytes().map(|l| clean(&String::from_utf8_lossy(&l)));
            entries.push((path, entry.header().entry_type(), entry.size(), link));
        }
        let remove = |seen: &mut BTreeMap<String, Option<(usize, String)>>, path: &str, itself: bool| {
            let prefix = format!("{path}/");
            seen.retain(|known, _| !(known.starts_with(&prefix) || itself && known == path));
        };
        for (path, ..) in &entries {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let below = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
            match name.strip_prefix(".wh.") {
                Some(".wh..opq") => remove(&mut seen, folder, false),
                Some(gone) => remove(&mut seen, &below(gone), true),
                None => {}
            }
        }
        for (path, kind, size, link) in entries {
            if path.is_empty() || path.rsplit('/').next().unwrap().starts_with(".wh.") {
                // An engine makes the folder in which it looks for the name.
                for (at, _) in path.match_indices('/') {
                    seen.insert(path[..at].to_owned(), None);
                    sizes.remove(&(index, path[..at].to_owned()));
                }
                continue;
            }
            for (at, _) in path.match_indices('/') {
                seen.insert(path[..at].to_owned(), None);
                sizes.remove(&(index, path[..at].to_owned()));
            }
            if kind == tar::EntryType::Directory {
                sizes.remove(&(index, path.clone()));
                seen.insert(path, None);
                continue;
            }
            remove(&mut seen, &path, true);
            let content = match kind {
                tar::EntryType::Regular | tar::EntryType::GNUSparse if size > 0 => {
                    // The last one of a name is the one that its layer stores.
                    sizes.insert((index, path.clone()), size);
                    dead.remove(&(index, path.clone()));
                    Some((index, path.clone()))
                }
                tar::EntryType::Link => seen.get(&link.unwrap()).cloned().flatten(),
                _ => None,
            };
            if content.is_none() || content.as_ref().is_some_and(|c| c.0 != index || c.1 != path) {
                sizes.remove(&(index, path.clone()));
            }
            seen.insert(path, content);
        }
        for (content, size) in &sizes {
            let lives = seen.values().flatten().any(|known| known == content);
            if !lives && !dead.contains_key(content) {
                dead.insert(content.clone(), (*size, index));
            }
        }
    }
    dead
}

/// The same from what is seen at each height: the layer after which a content was seen last.
fn naive(tree: &Tree) -> Dead {
    let mut last: HashMap<VersionId, usize> = HashMap::new();
    let top = tree.layers() - 1;
    for height in 0..=top {
        for id in tree.seen_at(height).version.iter().flatten() {
            if let Some(content) = tree.version(*id).content() {
                last.insert(content, height);
            }
        }
    }
    let mut dead = BTreeMap::new();
    for id in tree.version_ids() {
        let version = tree.version(id);
        if !version.is_file() || version.size == 0 || last.get(&id) == Some(&top) {
            continue;
        }
        let hidden_by = last.get(&id).map_or(usize::from(version.layer), |seen| seen + 1);
        let path = String::from_utf8_lossy(&tree.path(version.node)).into_owned();
        dead.insert((usize::from(version.layer), path), (version.size, hidden_by));
    }
    dead
}

fn ours(workspace: &mut Workspace) -> Dead {
    let waste = workspace.session_mut().waste().dead();
    let tree = workspace.tree();
    let of = |dead: &layerscope::waste::DeadVersion| {
        let version = tree.version(dead.version);
        let path = String::from_utf8_lossy(&tree.path(version.node)).into_owned();
        ((usize::from(version.layer), path), (version.size, usize::from(dead.hidden_by)))
    };
    waste.dead.iter().map(of).collect()
}

/// All sums say the same.
fn assert_sums(workspace: &mut Workspace) {
    let info = workspace.session_mut().waste().info();
    let by_layer: Vec<u64> = info.layers.iter().map(|l| l.dead).collect();
    assert_eq!(by_layer, workspace.tree().dead_bytes());
    assert_eq!(info.dead, by_layer.iter().sum::<u64>());
    assert_eq!(info.dead, info.layers.iter().map(|l| l.hides).sum::<u64>());
    assert_eq!(info.dead, info.causes.iter().map(|d| d.bytes).sum::<u64>());
    assert_eq!(info.paths as u64, info.causes.iter().map(|d| d.paths).sum::<u64>());
    let all = WasteQuery { by: By::Path, layer: None, hidden_by: None, cause: None };
    let page = workspace.session_mut().waste().rows(all, 0, usize::MAX);
    assert_eq!((page.total, page.bytes), (info.paths, info.dead));
    assert_eq!(page.rows.iter().map(|r| r.bytes).sum::<u64>(), info.dead);
    assert!(page.rows.is_sorted_by(|a, b| a.bytes >= b.bytes));
    for (layer, dead) in by_layer.iter().enumerate() {
        let of = workspace.session_mut().waste().rows(WasteQuery { layer: Some(layer), ..all }, 0, usize::MAX);
        assert_eq!((of.bytes, of.rows.iter().all(|r| r.layer == layer)), (*dead, true));
        let by = workspace.session_mut().waste().rows(WasteQuery { hidden_by: Some(layer), ..all }, 0, usize::MAX);
        assert_eq!((by.bytes, by.rows.iter().all(|r| r.hidden_by == layer)), (info.layers[layer].hides, true));
    }
    let folders = workspace.session_mut().waste().rows(WasteQuery { by: By::Directory, ..all }, 0, usize::MAX);
    assert_eq!(folders.bytes, info.dead);
    for row in &folders.rows {
        let below: u64 =
            page.rows.iter().filter(|r| r.path.starts_with(&format!("{}/", row.path))).map(|r| r.bytes).sum();
        assert_eq!(row.bytes, below, "{}", row.path);
    }
    let advice = workspace.session_mut().waste().advice();
    let dead: u64 = advice.iter().filter(|a| a.dead).map(|a| a.bytes).sum();
    assert!(dead <= info.dead);
    if info.dead < 4096 && advice.iter().all(|a| a.bytes < 4096) {
        assert_eq!(dead, info.dead, "every dead byte has one finding");
    }
}

/// Archives that hold artifacts alone, or an index alone.
const NO_IMAGE: [&str; 4] =
    ["artifacts/helm.tar", "artifacts/models.tar", "artifacts/wasm.tar", "engines/skopeo-1.22/index-only.tar"];

fn fixtures() -> Vec<String> {
    let mut names = Vec::new();
    let mut pending = vec![fixture_path("")];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(fixture_path("")).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                pending.push(path);
            } else if name.contains(".tar") && !name.contains(".container.") && !NO_IMAGE.contains(&&*name) {
                names.push(name);
            }
        }
    }
    names.sort();
    names
}

#[test]
fn every_fixture_is_what_a_naive_reference_counts() {
    let names = fixtures();
    assert!(names.len() > 20, "{names:?}");
    let mut dead = 0;
    for name in names {
        let bytes = fixture(&name);
        let mut workspace = open(&bytes, None);
        for index in 0..workspace.images().len() {
            workspace.choose(index).unwrap();
            workspace.intake().scan_all(&bytes).unwrap();
            assert_eq!(ours(&mut workspace), naive(workspace.tree()), "{name}, image {index}");
            assert_sums(&mut workspace);
            dead += workspace.session_mut().waste().info().dead;
        }
        workspace.intake().hash_all(&bytes);
        assert_eq!(ours(&mut workspace), naive(workspace.tree()), "{name}, hashed");
        assert_sums(&mut workspace);
    }
    assert!(dead > 100_000, "{dead}");
}

#[test]
fn every_docker_archive_is_what_applying_its_tars_to_a_map_leaves() {
    for (name, image) in [
        ("docker/20.10/rich", 0),
        ("docker/20.10/story", 0),
        ("docker/20.10/buildkit", 0),
        ("docker/20.10/multi", 0),
        ("docker/20.10/multi", 1),
        ("skopeo/1.9/rich.docker-archive", 0),
        ("buildah/1.28/layers.docker-archive", 0),
        ("podman/4.3/two.docker-archive", 1),
        ("sample/sample", 0),
    ] {
        let bytes = gunzip(&fixture(&format!("{name}.tar.gz")));
        let members: HashMap<String, Vec<u8>> = unpack(&bytes).into_iter().collect();
        let manifest: serde_json::Value = serde_json::from_slice(&members["manifest.json"]).unwrap();
        let names = manifest[image]["Layers"].as_array().unwrap();
        let layers: Vec<Vec<u8>> = names.iter().map(|n| members[n.as_str().unwrap()].clone()).collect();
        let mut workspace = open(&bytes, None);
        workspace.choose(image).unwrap();
        workspace.intake().scan_all(&bytes).unwrap();
        assert_eq!(ours(&mut workspace), applied(&layers), "{name}, image {image}");
    }
}

/// Path, layer, hidden_by, cause and why, bytes.
type Told<'t> = (&'t str, usize, usize, Cause, Option<Why>, u64);

/// The commands of make-fixtures.sh tell how each of them died.
#[test]
fn the_richest_image_names_hiding_layers_and_reasons() {
    let bytes = fixture("docker/20.10/rich.tar.gz");
    let mut workspace = open(&bytes, None);
    workspace.intake().hash_all(&bytes);
    let all = WasteQuery { by: By::Path, layer: None, hidden_by: None, cause: None };
    let rows = workspace.session_mut().waste().rows(all, 0, usize::MAX).rows;
    let told: Vec<_> = rows
        .iter()
        .filter(|r| !r.path.contains("nnnn"))
        .map(|r| (r.path.as_str(), r.layer, r.hidden_by, r.cause, r.why, r.bytes))
        .collect();
    let wanted = [
        ("/data/dup/blob1", 1, 3, Cause::Rewritten, Some(Why::Mode), 40_000),
        ("/data/dup/blob2", 1, 4, Cause::Rewritten, Some(Why::Owner), 40_000),
        ("/data/dup/blob1", 3, 9, Cause::Deleted, None, 40_000),
        ("/data/a/becomesdir", 1, 7, Cause::Replaced, None, 2),
        ("/data/a/keep/one", 1, 5, Cause::Rewritten, Some(Why::Time), 2),
        ("/data/a/opaque/lower1", 1, 6, Cause::Opaque, None, 2),
        ("/data/a/opaque/lower2", 1, 6, Cause::Opaque, None, 2),
        ("/data/a/todel/x", 1, 6, Cause::Deleted, None, 2),
        ("/data/a/tofile/y", 1, 7, Cause::Replaced, None, 2),
    ];
    let sorted = |mut rows: Vec<Told>| {
        rows.sort_by_key(|r| (std::cmp::Reverse(r.5), r.0.to_owned(), r.1));
        format!("{rows:#?}")
    };
    assert_eq!(sorted(told), sorted(wanted.to_vec()));
    assert!(workspace.session_mut().waste().info().certain);
}

#[test]
fn hashes_tell_a_rewrite_from_a_change() {
    let at = |time: u64| move |header: &mut tar::Header| header.set_mtime(time);
    let bytes = image(vec![
        Layer::new()
            .file_with("touched", "same", at(7))
            .file_with("swapped", "good", at(7))
            .file_with("again", "x", at(7))
            .bytes(),
        Layer::new()
            .file_with("touched", "same", at(8))
            .file_with("swapped", "evil", at(7))
            .file_with("again", "x", at(7))
            .bytes(),
    ]);
    let mut workspace = open(&bytes, None);
    let how = |workspace: &mut Workspace| {
        let all = WasteQuery { by: By::Path, layer: None, hidden_by: None, cause: None };
        let rows = workspace.session_mut().waste().rows(all, 0, 9).rows;
        rows.into_iter().map(|r| (r.path, (r.cause, r.why))).collect::<BTreeMap<_, _>>()
    };
    let before = how(&mut workspace);
    assert!(!workspace.session_mut().waste().info().certain);
    assert_eq!(before["/touched"], (Cause::Overwritten, None), "another time");
    assert_eq!(before["/swapped"], (Cause::Rewritten, Some(Why::Same)), "all that headers tell");
    workspace.intake().hash_all(&bytes);
    let after = how(&mut workspace);
    assert_eq!(after["/touched"], (Cause::Rewritten, Some(Why::Time)));
    assert_eq!(after["/swapped"], (Cause::Overwritten, None));
    assert_eq!(after["/again"], (Cause::Rewritten, Some(Why::Same)));
    assert!(workspace.session_mut().waste().info().certain);
}

/// A content has as many lives as names, and counts once.
#[test]
fn the_last_hard_link_takes_the_bytes_along() {
    let layers = [
        Layer::new().file("one", "12345").hardlink("two", "one").hardlink("three", "one").bytes(),
        Layer::new().file(".wh.one", "").bytes(),
        Layer::new().file("three", "other").bytes(),
        Layer::new().dir("two").bytes(),
    ];
    for kept in 1..=4 {
        let mut workspace = open(&image(layers[..kept].to_vec()), None);
        let all = WasteQuery { by: By::Path, layer: None, hidden_by: None, cause: None };
        let rows = workspace.session_mut().waste().rows(all, 0, 9).rows;
        if kept < 4 {
            assert!(rows.is_empty(), "a name is left: {rows:?}");
        } else {
            assert_eq!((rows.len(), rows[0].bytes, rows[0].hidden_by, rows[0].cause), (1, 5, 3, Cause::Replaced));
        }
    }
}

/// A container on top takes no part; neither does one on a lower height.
#[test]
fn containers_change_nothing() {
    let bytes = fixture("docker/20.10/rich.tar.gz");
    let mut workspace = open(&bytes, None);
    let before = workspace.session_mut().waste().info();
    for height in [10, 3] {
        let id = workspace.containers().run(Some(height)).unwrap();
        workspace.containers().choose(Some(id)).unwrap();
        workspace.shown_mut().exec("rm -rf /data", layerscope::container::Time { seconds: 1, nanos: 0 }, 1).unwrap();
        workspace.intake().hash_all(&bytes);
        let now = workspace.session_mut().waste().info();
        assert_eq!((now.dead, now.layers, now.dive), (before.dead, before.layers.clone(), before.dive), "{height}");
        workspace.containers().choose(None).unwrap();
    }
}

/// The file bytes of a squashed image are those of its layers less what is dead.
#[test]
fn squashing_saves_exactly_what_is_dead() {
    for (name, wanted) in
        [("docker/20.10/rich.tar.gz", 120_000), ("docker/20.10/story.tar.gz", 0), ("sample/sample.tar.gz", 60_000)]
    {
        let bytes = fixture(name);
        let mut workspace = open(&bytes, None);
        let tree = workspace.tree();
        let stored: u64 = tree.version_ids().map(|id| tree.stored(id)).sum();
        let mut builder = tar::Builder::new(Vec::new());
        let top = tree.layers() - 1;
        let seen = tree.seen_at(top).version;
        let mut names: HashMap<VersionId, String> = HashMap::new();
        for node in tree.node_ids().skip(1) {
            let Some(version) = seen.get(node).map(|id| tree.version(id)) else { continue };
            let Some(id) = version.content() else { continue };
            let path = format!("f{node}");
            let mut header = tar::Header::new_gnu();
            header.set_mode(0o644);
            if let Some(first) = names.get(&id) {
                header.set_entry_type(tar::EntryType::Link);
                header.set_size(0);
                builder.append_link(&mut header, &path, first).unwrap();
                continue;
            }
            let stored = tree.version(id);
            let content = workspace.ways().content(stored.node, usize::from(stored.layer), 0).unwrap();
            let mut data = Vec::new();
            let mut take = |piece: &[u8]| {
                data.extend_from_slice(piece);
                true
            };
            crate::now::copy(&content, &bytes.as_slice(), 0, &mut take).unwrap();
            header.set_size(data.len() as u64);
            builder.append_data(&mut header, &path, data.as_slice()).unwrap();
            names.insert(id, path);
        }
        let squashed = builder.into_inner().unwrap();
        let written: u64 = tar::Archive::new(&squashed[..]).entries().unwrap().map(|e| e.unwrap().size()).sum();
        let mut again = open(&image(vec![squashed]), None);
        let dead = workspace.session_mut().waste().info().dead;
        assert_eq!(written, stored - dead, "{name}");
        assert!(dead >= wanted, "{name}: {dead}");
        assert_eq!(
            (again.session_mut().waste().info().dead, again.session_mut().waste().info().size),
            (0, written),
            "{name}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_stacks_are_what_a_naive_reference_counts(stack in prop::collection::vec(prop::collection::vec(random::op(), 0..8), 1..5)) {
        let layers: Vec<Vec<u8>> = stack.iter().map(|ops: &Vec<Op>| random::layer(ops)).collect();
        let bytes = image(layers.clone());
        let mut workspace = open(&bytes, None);
        prop_assert_eq!(ours(&mut workspace), applied(&layers));
        prop_assert_eq!(ours(&mut workspace), naive(workspace.tree()));
        assert_sums(&mut workspace);
        workspace.intake().hash_all(&bytes);
        prop_assert_eq!(ours(&mut workspace), naive(workspace.tree()));
        assert_sums(&mut workspace);
    }
}
