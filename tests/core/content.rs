//! The bytes of files: of every fixture, every version and every height they are what the tar crate extracts.

use crate::inspect::inspect;
use crate::support::{Layer, compress, fixture_path, image, open};
use layerscope::archive::Plan;
use layerscope::compression::Codec;
use layerscope::content::Batch;
use layerscope::error::Kind;
use layerscope::layer::LayerBuffer;
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
            workspace.scan_all(&bytes).unwrap();
            compared += check(&workspace, &bytes, archive);
        }
    }
    assert!(compared > 1000, "{compared}");
}

/// The same in a layer of some 40 MB, whatever it and the archive around it are packed with: a reader starts at a checkpoint.
#[test]
fn a_file_far_back_is_read_from_a_checkpoint_near_it() {
    // Hard to compress, or deflate would make one block of it all.
    let mut state = 1u32;
    let mut noise = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'a' + (state >> 24) as u8 % 16)
    };
    let mut layer = Layer::new();
    for n in 0..20 {
        let line: String = (0..64 << 10).map(|_| noise()).collect();
        layer = layer.file(&format!("f/{n:02}"), &line.repeat(32));
    }
    let layer = layer.file("last", "the end").bytes();
    for codec in ["gzip", "zstd", ""] {
        for around in ["gzip", ""] {
            let inner = if codec.is_empty() { layer.clone() } else { compress(codec, &layer) };
            let whole = image(vec![inner]);
            let bytes = if around.is_empty() { whole } else { compress(around, &whole) };
            let workspace = open(&bytes, None);
            let node = workspace.tree().find(b"last").unwrap();
            assert_eq!(bytes_of(&workspace, &bytes, node, 0), b"the end", "{codec} in {around}");
            let middle = workspace.tree().find(b"f/12").unwrap();
            let extent = workspace.ways().content(middle, 0, 0).unwrap();
            let (all, problem) = crate::now::read(&extent, &bytes, 0, extent.size() as usize);
            assert_eq!((all.len() as u64, problem), (extent.size(), None), "{codec} in {around}");
            let (part, _) = crate::now::read(&extent, &bytes, 1_000_000, 70_000);
            assert!(part == all[1_000_000..1_070_000], "{codec} in {around}");
            let extent = &extent.0[0];
            let near = |point: &layerscope::compression::Checkpoint| extent.at - point.decoded < 20 << 20;
            let inside = extent.plan.resume.as_deref().filter(|_| extent.plan.inner != Codec::None);
            if codec == "gzip" {
                assert!(inside.is_some_and(near), "{codec} in {around}");
            }
            if around == "gzip" && codec.is_empty() {
                assert!(extent.plan.checkpoint.is_some(), "the archive's own checkpoint");
            }
        }
    }
}

/// The end of a large file is as near as its middle: the way to a byte starts at the checkpoint before that byte. And all
/// checkpoints together are small.
#[test]
fn the_end_of_a_large_file_is_read_from_a_checkpoint_near_it() {
    let mut state = 7u32;
    let mut text = String::new();
    while text.len() < 60 << 20 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        text.push_str(&format!("{state:08x} a line of a log that goes on and on\n"));
    }
    let layer = Layer::new().file("log", &text).bytes();
    for (codec, around) in [("gzip", ""), ("gzip", "gzip"), ("", "gzip"), ("", "")] {
        let inner = if codec.is_empty() { layer.clone() } else { compress(codec, &layer) };
        let whole = image(vec![inner]);
        let bytes = if around.is_empty() { whole } else { compress(around, &whole) };
        let workspace = open(&bytes, None);
        let log = workspace.tree().find(b"log").unwrap();
        for from in [text.len() as u64 - 100, 40 << 20, (16 << 20) + 1, 5, text.len() as u64, u64::MAX] {
            let extent = workspace.ways().content(log, 0, from).unwrap();
            let (read, problem) = crate::now::read(&extent, &bytes, from, 100);
            let start = usize::try_from(from).unwrap_or(usize::MAX).min(text.len());
            assert_eq!(problem, None, "{codec} in {around}, {from}");
            assert_eq!(read, text.as_bytes()[start..text.len().min(start + 100)], "{codec} in {around}, {from}");
            let point = match (codec, around) {
                ("gzip", _) => extent.0[0].plan.resume.clone(),
                (_, "gzip") => extent.0[0].plan.checkpoint.clone(),
                _ => continue,
            };
            let decoded = point.map_or(0, |point| point.decoded);
            assert!(start as u64 - decoded.min(start as u64) < 20 << 20, "{codec} in {around}: {decoded} for {from}");
        }
        if codec == "gzip" {
            let plan = workspace.image().layers[0].plan.clone().unwrap();
            let scanned = crate::now::scan(&plan, &bytes);
            let checkpoints = layerscope::layer::LayerBuffer::new(&scanned).unwrap().checkpoints;
            let held: usize = checkpoints.iter().map(|point| point.history.len() + 32).sum();
            assert!(checkpoints.len() >= 3 && held * 100 <= text.len(), "{held} bytes of {}", checkpoints.len());
        }
    }
}

/// A zstd layer of several frames is read from the frame that is near, not from its start.
#[test]
fn a_file_far_back_is_read_from_its_own_zstd_frame() {
    let mut layer = Layer::new();
    for n in 0..20 {
        layer = layer.file(&format!("f/{n:02}"), &format!("{n} and more of it\n").repeat(120_000));
    }
    let tar = layer.file("last", "the end").bytes();
    let packed: Vec<u8> = tar.chunks(4 << 20).flat_map(|part| compress("zstd", part)).collect();
    let bytes = image(vec![packed]);
    let workspace = open(&bytes, None);
    let last = workspace.tree().find(b"last").unwrap();
    assert_eq!(bytes_of(&workspace, &bytes, last, 0), b"the end");
    let extent = &workspace.ways().content(last, 0, 0).unwrap().0[0];
    let point = extent.plan.resume.as_deref().unwrap();
    assert!(point.history.is_empty() && extent.at - point.decoded < 21 << 20, "{} for {}", point.decoded, extent.at);
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
fn sparse_files_of_every_form_are_put_together() {
    let mut wanted = vec![0; 20_000];
    wanted[4096..4100].copy_from_slice(b"some");
    wanted[16_384..16_388].copy_from_slice(b"more");
    for (what, tar) in sparse_tars() {
        let bytes = image(vec![tar]);
        let workspace = open(&bytes, None);
        let node = workspace.tree().find(b"sparse").unwrap_or_else(|| panic!("{what}"));
        assert!(bytes_of(&workspace, &bytes, node, 0) == wanted, "{what}");
        let extent = workspace.ways().content(node, 0, 0).unwrap();
        assert_eq!(crate::now::read(&extent, &bytes, 4094, 8), (b"\0\0some\0\0".to_vec(), None), "{what}");
        let behind = workspace.tree().find(b"behind").unwrap();
        assert_eq!(bytes_of(&workspace, &bytes, behind, 0), b"it", "{what}");
    }
}

/// One sparse file with two pieces and a file after it, as GNU tar stores it: the old form, PAX 0.0, 0.1 and 1.0.
fn sparse_tars() -> Vec<(&'static str, Vec<u8>)> {
    let pieces = [&b"some"[..], &[0; 508], b"more", &[0; 508]].concat();
    let header = |name: &str, kind: EntryType, size: usize| {
        let mut header = tar::Header::new_gnu();
        header.set_path(name).unwrap();
        header.set_entry_type(kind);
        header.set_size(size as u64);
        header.set_mode(0o644);
        header.set_cksum();
        header.as_bytes().to_vec()
    };
    let record = |key: &str, value: &str| {
        let body = key.len() + value.len() + 3;
        let len = (body..).find(|len| len - len.to_string().len() == body).unwrap();
        format!("{len} {key}={value}\n")
    };
    let pax = |records: &[(&str, &str)], data: &[u8]| {
        let text: String = records.iter().map(|(key, value)| record(key, value)).collect();
        let mut out = header("pax", EntryType::XHeader, text.len());
        out.extend(text.as_bytes());
        out.resize(out.len().next_multiple_of(512), 0);
        out.extend(header("stored", EntryType::Regular, data.len()));
        out.extend(data);
        out.resize(out.len().next_multiple_of(512), 0);
        out
    };
    let mut old = tar::Header::new_gnu();
    old.set_path("sparse").unwrap();
    old.set_entry_type(EntryType::GNUSparse);
    old.set_size(pieces.len() as u64);
    old.set_mode(0o644);
    let gnu = old.as_gnu_mut().unwrap();
    gnu.realsize[..11].copy_from_slice(format!("{:011o}", 20_000).as_bytes());
    for (piece, (at, len)) in gnu.sparse.iter_mut().zip([(4096, 512), (16_384, 512)]) {
        piece.offset[..11].copy_from_slice(format!("{at:011o}").as_bytes());
        piece.numbytes[..11].copy_from_slice(format!("{len:011o}").as_bytes());
    }
    old.set_cksum();
    let mut map = b"2\n4096\n512\n16384\n512\n".to_vec();
    map.resize(512, 0);
    let size = ("GNU.sparse.size", "20000");
    let name = ("GNU.sparse.name", "sparse");
    let path = ("path", "sparse");
    let pairs = [("GNU.sparse.offset", "4096"), ("GNU.sparse.numbytes", "512")];
    let more = [("GNU.sparse.offset", "16384"), ("GNU.sparse.numbytes", "512")];
    let tars = [
        ("old", [old.as_bytes(), &pieces[..]].concat()),
        ("0.0", pax(&[&[path, size], &pairs[..], &more[..]].concat(), &pieces)),
        ("0.1", pax(&[name, size, ("GNU.sparse.map", "4096,512,16384,512")], &pieces)),
        (
            "1.0",
            pax(
                &[("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), name, ("GNU.sparse.realsize", "20000")],
                &[map, pieces.clone()].concat(),
            ),
        ),
    ];
    let behind = Layer::new().file("behind", "it").bytes();
    tars.into_iter().map(|(what, tar)| (what, [tar, behind.clone()].concat())).collect()
}

#[test]
fn a_lying_map_of_a_sparse_file_is_an_error_and_nothing_else_suffers() {
    for (what, tar) in sparse_tars() {
        for (good, bad) in
            [("4096", "9999"), ("16384", "99999"), ("2\n", "x\n"), ("10000", "zzzzz"), ("40000", "40zzz")]
        {
            let mut tar = tar.clone();
            let Some(at) = tar.windows(good.len()).position(|w| w == good.as_bytes()) else { continue };
            tar[at..at + bad.len()].copy_from_slice(bad.as_bytes());
            let bytes = image(vec![tar]);
            let workspace = open(&bytes, None);
            let Some(node) = workspace.tree().find(b"sparse") else { continue };
            let (_, problem) = crate::now::read(&workspace.ways().content(node, 0, 0).unwrap(), &bytes, 0, 1 << 20);
            if let Some(problem) = problem {
                assert!(matches!(problem.kind, Kind::CorruptTar | Kind::Truncated), "{what}, {good}: {problem:?}");
            }
        }
    }
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
