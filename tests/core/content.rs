//! The bytes of files: of every fixture, every version and every height they are what the tar crate extracts.

mod checkpoints;
mod sparse;

use crate::inspect::inspect;
use crate::support::{Layer, compress, fixture_path, image, open};
use layerscope::archive::Plan;
use layerscope::compression::Codec;
use layerscope::content::Batch;
use layerscope::layer::LayerBuffer;
use layerscope::problem::Kind;
use layerscope::report::merged_listing;
use layerscope::source::{ReadAt, Span};
use layerscope::tar_format::FileKind;
use layerscope::tar_format::path::clean;
use layerscope::tree::{NodeId, ROOT, Tree};
use layerscope::workspace::Workspace;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::rc::Rc;
use tar::EntryType;

const ARCHIVES: [&str; 19] = [
    "sample/sample.tar.gz",
    "docker/20.10/buildkit.tar.gz",
    "docker/20.10/diary.export.tar.gz",
    "docker/20.10/diary.buildkit-rootfs.tar.gz",
    "docker/20.10/multi.tar.gz",
    "docker/20.10/rich.tar.gz",
    "docker/20.10/story.tar.gz",
    "buildah/1.28/layers.docker-archive.tar.gz",
    "buildah/1.28/layers.oci.tar",
    "podman/4.3/diary.docker-archive.tar.gz",
    "podman/4.3/two.docker-archive.tar.gz",
    "skopeo/1.9/rich.docker-archive.tar.gz",
    "skopeo/1.9/rich.oci-gzip.tar",
    "skopeo/1.9/rich.oci-zstd.tar",
    "skopeo/1.9/diary.zstd-chunked.tar",
    "umoci/0.4/layout.tar",
    "xz/5.4/diary.tar.xz",
    "bzip2/1.0/diary.tar.bz2",
    "zstd/1.5/diary.tar.zst",
];

type Files = BTreeMap<Vec<u8>, Rc<Vec<u8>>>;

/// One layer unpacked over what is below, by the tar crate and the rules of SEMANTICS, files only.
fn unpack(files: &mut Files, layer: &[u8]) {
    let mut hidden = Vec::new();
    let mut own: Files = Files::new();
    let mut gone = Vec::new();
    for entry in tar::Archive::new(layer).entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = clean(&entry.path_bytes()).bytes;
        let (folder, name) = layerscope::tar_format::path::split(&path);
        if name == b".wh..wh..opq" {
            hidden.push((folder.to_vec(), false));
            continue;
        }
        if let Some(name) = name.strip_prefix(b".wh.") {
            let slash: &[u8] = if folder.is_empty() { b"" } else { b"/" };
            hidden.push(([folder, slash, name].concat(), true));
            continue;
        }
        own.remove(&path);
        match entry.header().entry_type() {
            EntryType::Regular | EntryType::GNUSparse => {
                let mut content = Vec::new();
                entry.read_to_end(&mut content).unwrap();
                own.insert(path.clone(), Rc::new(content));
                gone.push((path, true));
            }
            EntryType::Link => {
                let target = clean(&entry.link_name_bytes().unwrap()).bytes;
                if let Some(content) = own.get(&target).or_else(|| files.get(&target)).cloned() {
                    own.insert(path.clone(), content);
                }
                gone.push((path, true));
            }
            EntryType::Directory => gone.push((path, false)),
            _ => gone.push((path, true)),
        }
    }
    let below = |path: &[u8], folder: &[u8]| {
        folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with(b"/"))
    };
    files.retain(|path, _| !hidden.iter().any(|(at, itself)| below(path, at) || *itself && path == at));
    for (at, whole) in gone {
        // The new entry replaces a file; one that is not a directory replaces a whole tree.
        files.retain(|path, _| *path != at && !(whole && below(path, &at)) && !below(&at, path));
    }
    files.append(&mut own);
}

fn bytes_of(workspace: &Workspace, source: &dyn ReadAt, node: NodeId, layer: usize) -> Vec<u8> {
    let extent = workspace.ways().content(node, layer, 0).unwrap();
    let (bytes, problem) = crate::now::read(&extent, &source, 0, usize::try_from(extent.size()).unwrap() + 1);
    assert_eq!(problem, None);
    bytes
}

fn layer_bytes(workspace: &Workspace, source: &dyn ReadAt, layer: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let plan = workspace.ways().layer_plan(layer).unwrap();
    crate::now::copy_layer(&plan, &source, &mut |piece| {
        bytes.extend_from_slice(piece);
        true
    })
    .unwrap();
    bytes
}

/// Every regular file at every height. Returns how many were compared.
fn check(workspace: &Workspace, source: &dyn ReadAt, what: &str) -> usize {
    let mut files = Files::new();
    let mut compared = 0;
    for height in 0..workspace.image().layers.len() {
        unpack(&mut files, &layer_bytes(workspace, source, height));
        let seen = workspace.tree().seen_at(height).version;
        let mut shown = 0;
        for node in workspace.tree().node_ids().skip(1) {
            let Some(id) = seen.get(node) else { continue };
            let version = workspace.tree().version(id);
            if !matches!(version.kind(), Some(FileKind::File | FileKind::Hardlink)) {
                continue;
            }
            let path = workspace.tree().path(node);
            let name = String::from_utf8_lossy(&path).into_owned();
            let wanted = files.get(&path).unwrap_or_else(|| panic!("{what} at {height}: {name} is not there"));
            let found = bytes_of(workspace, source, node, usize::from(version.layer));
            assert!(found == ***wanted, "{what} at {height}: {name}: {} bytes for {}", found.len(), wanted.len());
            shown += 1;
        }
        assert_eq!(shown, files.len(), "{what} at {height}");
        compared += shown;
    }
    compared
}

#[test]
fn every_regular_file_of_every_fixture_is_what_an_extraction_gives_at_every_height() {
    let mut compared = 0;
    for archive in ARCHIVES {
        let bytes = std::fs::read(fixture_path(archive)).unwrap();
        let mut workspace = open(&bytes, None);
        for image in 0..workspace.images().len() {
            workspace.choose(image).unwrap();
            workspace.intake().scan_all(&bytes).unwrap();
            compared += check(&workspace, &bytes, archive);
        }
    }
    assert!(compared > 1000, "{compared}");
}

/// All batches, written out.
fn export(workspace: &Workspace, sources: &Vec<u8>, node: NodeId, height: usize) -> Vec<u8> {
    let order = workspace.ways().export(node, height);
    let (mut bytes, mut from) = (Vec::new(), 0);
    loop {
        let (batch, next) = workspace.ways().export_batch(&order, from).unwrap();
        let batch = Batch::from_bytes(&batch.to_bytes().unwrap()).unwrap();
        let problems = crate::now::write(&batch, sources, &mut |piece| {
            bytes.extend_from_slice(piece);
            true
        });
        assert_eq!(problems, []);
        from = next;
        if from >= order.len() {
            return bytes;
        }
    }
}

/// The tar as one layer, listed.
fn listing(tar: &[u8]) -> String {
    let buffer = crate::now::scan(&Plan::plain(Span { offset: 0, len: tar.len() as u64 }), &tar);
    let buffer = LayerBuffer::new(&buffer).unwrap();
    assert_eq!(buffer.summary.problem, None);
    let mut tree = Tree::default();
    tree.add_layer(&buffer);
    assert!(tree.notes(0).iter().all(|note| note.kind != Kind::BrokenHardlink));
    merged_listing(&tree, 0)
}

#[test]
fn the_merged_view_of_every_fixture_is_saved_as_a_tar_that_lists_the_same() {
    for archive in ARCHIVES {
        let bytes = std::fs::read(fixture_path(archive)).unwrap();
        let workspace = open(&bytes, None);
        for height in 0..workspace.image().layers.len() {
            let tar = export(&workspace, &bytes, ROOT, height);
            assert_eq!(listing(&tar), merged_listing(workspace.tree(), height), "{archive} at {height}");
        }
    }
}

#[test]
fn a_saved_directory_is_what_tar_unpacks() {
    let bytes = std::fs::read(fixture_path("skopeo/1.9/rich.oci-zstd.tar")).unwrap();
    let workspace = open(&bytes, None);
    let height = workspace.image().layers.len() - 1;
    let node = workspace.tree().find(b"usr/share/doc").unwrap();
    let tar = export(&workspace, &bytes, node, height);
    let folder = std::env::temp_dir().join(format!("layerscope-saved-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut child =
        Command::new("tar").args(["-x", "-C"]).arg(&folder).arg("-f").arg("-").stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&tar).unwrap();
    assert!(child.wait().unwrap().success());
    let readme = std::fs::read(folder.join("doc/busybox/README")).unwrap();
    let wanted = workspace.tree().find(b"usr/share/doc/busybox/README").unwrap();
    let layer = usize::from(workspace.tree().version(workspace.tree().seen_path(wanted, height).unwrap()).layer);
    assert!(readme == bytes_of(&workspace, &bytes, wanted, layer));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_file_that_is_damaged_is_filled_up_and_told_and_the_others_are_saved() {
    let layer = Layer::new().file("a", "sound").file("b", &"0123456789".repeat(1000)).bytes();
    let bytes = image(vec![Layer::new().file("c", "below").bytes(), layer[..512 * 3 + 4000].to_vec()]);
    let workspace = open(&bytes, None);
    let order = workspace.ways().export(ROOT, 1);
    let (batch, next) = workspace.ways().export_batch(&order, 0).unwrap();
    assert_eq!((next, order.bytes), (3, 10_010));
    let mut tar = Vec::new();
    let problems = crate::now::write(&batch, &bytes, &mut |piece| {
        tar.extend_from_slice(piece);
        true
    });
    assert_eq!((problems.len(), problems[0].path.as_deref()), (1, Some("/b")));
    let mut names = Vec::new();
    for entry in tar::Archive::new(&tar[..]).entries().unwrap() {
        let mut entry = entry.unwrap();
        let mut content = String::new();
        entry.read_to_string(&mut content).unwrap();
        names.push((entry.path().unwrap().display().to_string(), content.trim_end_matches('\0').len()));
    }
    names.sort();
    assert_eq!(names, [("a".to_owned(), 5), ("b".into(), 4000), ("c".into(), 5)]);
}

#[test]
fn what_comes_before_damage_is_given_with_the_reason() {
    let layer = Layer::new().file("first", "sound").file("second", &"0123456789".repeat(1000)).bytes();
    let bytes = image(vec![layer[..512 * 3 + 4000].to_vec()]);
    let workspace = open(&bytes, None);
    let node = workspace.tree().find(b"second").unwrap();
    let (before, problem) = crate::now::read(&workspace.ways().content(node, 0, 0).unwrap(), &bytes, 0, 20_000);
    assert_eq!(before.len(), 4000);
    assert!(problem.is_some_and(|p| p.kind == Kind::Truncated && p.in_layer));
    let out = inspect(&["cat", fixture_path("docker/20.10/rich.tar.gz").to_str().unwrap(), "no/such/file"]);
    assert_eq!(out.status.code(), Some(1));
}
