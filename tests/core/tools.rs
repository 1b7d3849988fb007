//! The sample as many tools write it: the same files from each, and what is odd about one said.

use crate::support::{fixture, fixture_path, fixture_text, gunzip, open, paths, top};
use layerscope::archive::FolderFile;
use layerscope::problem::Kind;
use layerscope::report::merged_listing;
use layerscope::source::{ReadAt, Sources};
use layerscope::workspace::{LayerState, VerifyState, Workspace};
use std::io;
use std::path::{Path, PathBuf};

fn verified(workspace: &mut Workspace, sources: &dyn Sources) -> bool {
    workspace.intake().hash_all(sources);
    workspace.facts().image().layers.iter().all(|l| l.verify == VerifyState::Ok)
}

#[test]
fn every_tools_archive_holds_the_samples_files() {
    let sample = fixture("sample/sample.tar.gz");
    let wanted = top(&open(&sample, None));
    for name in [
        "podman/4.3/diary.docker-archive.tar.gz",
        "podman/4.3/diary.oci-archive.tar",
        "podman/4.3/two.docker-archive.tar.gz",
        "zstd/1.5/diary.tar.zst",
        "xz/5.4/diary.tar.xz",
        "bzip2/1.0/diary.tar.bz2",
    ] {
        let bytes = fixture(name);
        let mut workspace = open(&bytes, None);
        assert_eq!(top(&workspace), wanted, "{name}");
        assert!(verified(&mut workspace, &bytes.as_slice()), "{name}");
        assert_eq!(workspace.facts().findings().len(), 0, "{name}");
    }
}

#[test]
fn zstd_chunked_opens_and_its_wrong_diff_id_is_told() {
    let bytes = fixture("skopeo/1.9/diary.zstd-chunked.tar");
    let mut workspace = open(&bytes, None);
    assert_eq!(top(&workspace), top(&open(&fixture("sample/sample.tar.gz"), None)));
    assert!(!verified(&mut workspace, &bytes.as_slice()));
    assert!(workspace.facts().findings().iter().any(|f| f.problem.problem.kind == Kind::DiffIdMismatch));
}

#[test]
fn encrypted_layers_are_shown_as_such() {
    let workspace = open(&fixture("skopeo/1.9/diary.encrypted.tar"), None);
    for layer in workspace.facts().image().layers {
        assert_eq!(
            (layer.state, layer.problem.map(|p| p.problem.kind)),
            (LayerState::Missing, Some(Kind::EncryptedLayer))
        );
    }
}

#[test]
fn platforms_of_one_name_are_images_of_their_own_and_absent_ones_no_error() {
    for (name, platforms) in [
        ("buildah/1.28/platforms.oci.tar", &["linux/amd64", "linux/arm64/v8"][..]),
        ("containerd/1.6/platforms.tar", &["linux/amd64", "linux/arm64/v8"]),
        ("containerd/1.6/one-platform.tar", &["linux/amd64"]),
    ] {
        let bytes = fixture(name);
        let mut workspace = open(&bytes, None);
        let found: Vec<String> = workspace.images().iter().filter_map(|i| i.config.platform.clone()).collect();
        assert_eq!(found, platforms, "{name}");
        assert!(workspace.images().iter().all(|i| i.names == ["app:1"]), "{name}");
        for index in 0..platforms.len() {
            workspace.choose(index).unwrap();
            workspace.intake().scan_all(&bytes).unwrap();
            assert!(verified(&mut workspace, &bytes), "{name} {index}");
        }
    }
}

#[test]
fn umocis_layout_reads_as_umoci_unpacks_it() {
    let bytes = fixture("umoci/0.4/layout.tar");
    let workspace = open(&bytes, Some("v2"));
    let name = |line: &str| {
        line.split_once(':').and_then(|(_, r)| r.split_once(' ')).map(|(_, n)| n.trim_start_matches("./").to_owned())
    };
    let engine: Vec<String> =
        fixture_text("umoci/0.4/v2.merged.txt").lines().filter_map(name).filter(|n| !n.is_empty()).collect();
    let mut ours = paths(&workspace, 1);
    let mut engine = engine;
    ours.sort();
    engine.sort();
    assert_eq!(ours, engine);
    let loose: Vec<Kind> = workspace.facts().findings().iter().map(|f| f.problem.problem.kind).collect();
    assert_eq!(loose, [Kind::UnreferencedMembers], "blobs of earlier steps are left in it");
}

#[test]
fn an_exported_root_is_one_layer() {
    for name in ["docker/20.10/diary.export.tar.gz", "docker/20.10/diary.buildkit-rootfs.tar.gz"] {
        let bytes = fixture(name);
        let workspace = open(&bytes, None);
        assert_eq!((workspace.facts().opened().form, workspace.image().layers.len()), ("rootfs", 1), "{name}");
        let members = gunzip(&bytes);
        let wanted = tar::Archive::new(members.as_slice()).entries().unwrap().count();
        let root = layerscope::view::path_history(workspace.tree(), layerscope::tree::ROOT, 0)
            .unwrap()
            .versions
            .iter()
            .filter(|v| !v.implied)
            .count();
        assert_eq!(merged_listing(workspace.tree(), 0).lines().count() + root, wanted, "{name}");
    }
}

/// Files of a folder on disk.
struct Folder(PathBuf, Vec<FolderFile>);

impl Folder {
    fn new(root: &Path) -> Self {
        let mut files = Vec::new();
        let mut pending = vec![root.to_path_buf()];
        while let Some(folder) = pending.pop() {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
                match entry.metadata().unwrap() {
                    meta if meta.is_dir() => pending.push(entry.path()),
                    meta => {
                        let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap().as_bytes().to_vec();
                        files.push(FolderFile { path, len: meta.len(), link: None });
                    }
                }
            }
        }
        Self(root.to_path_buf(), files)
    }
}

impl Sources for Folder {
    fn open(&self, file: usize) -> io::Result<Box<dyn ReadAt + '_>> {
        Ok(Box::new(std::fs::File::open(self.0.join(std::str::from_utf8(&self.1[file].path).unwrap()))?))
    }
}

#[test]
fn folders_open_like_the_archives_they_were() {
    let sample = top(&open(&fixture("sample/sample.tar.gz"), None));
    for name in ["podman/4.3/diary.oci-dir", "skopeo/1.9/diary.dir-schema1", "skopeo/1.9/diary.dir-schema2"] {
        let folder = Folder::new(&fixture_path(name));
        let mut workspace =
            Workspace::open_folder("folder", &folder.1, &folder).unwrap_or_else(|p| panic!("{name}: {p}"));
        workspace.intake().scan_all(&folder).unwrap();
        assert_eq!(top(&workspace), sample, "{name}");
        workspace.intake().hash_all(&folder);
        assert!(workspace.facts().image().layers.iter().all(|l| l.verify != VerifyState::Mismatch), "{name}");
    }
    let nothing = Folder(PathBuf::new(), Vec::new());
    assert_eq!(Workspace::open_folder("empty", &nothing.1, &nothing).err().unwrap().kind, Kind::NoImages);
}
