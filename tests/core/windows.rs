//! Windows images: the file system is the folder Files, hives stand beside it, the base is a foreign layer.

use crate::builder::{Files, Image, describe, index};
use crate::support::{Layer, fixture, open, paths};
use layerscope::image::sha256_digest;
use layerscope::problem::Kind;
use serde_json::json;

#[test]
fn the_merged_view_is_the_folder_files_and_hives_are_listed() {
    let workspace = open(&fixture("artifacts/windows.tar"), None);
    let image = workspace.facts().image();
    assert_eq!(image.os_version.as_deref(), Some("10.0.20348.2340"));
    let shown = paths(&workspace, 2);
    assert!(shown.iter().any(|path| path == "app/new.exe"), "{shown:?}");
    assert!(shown.iter().all(|path| !path.starts_with("Files") && !path.contains("Hives")), "{shown:?}");
    assert!(!shown.iter().any(|path| path.contains("old.exe")), "the whiteout in Files counts: {shown:?}");
    assert!(shown.iter().any(|path| path.starts_with("copy.txt") || path.starts_with("License.txt")));
    let hives: Vec<(&str, u64)> = image.layers[1].aside.iter().map(|f| (f.path.as_str(), f.size)).collect();
    assert_eq!(hives, [("Hives/Software_Delta", 104), ("Hives/System_Delta", 54)]);
    assert_eq!((image.layers[1].aside_count, image.layers[2].aside_count), (2, 1));
}

#[test]
fn a_foreign_layer_is_named_with_its_size_and_digest() {
    let workspace = open(&fixture("artifacts/windows.tar"), None);
    let base = &workspace.facts().image().layers[0];
    assert_eq!(base.problem.as_ref().unwrap().problem.kind, Kind::ForeignLayer);
    assert_eq!(base.named_size, Some(1_723_200_000));
    assert_eq!(base.blob_digest.as_deref(), Some(sha256_digest(b"windows").as_str()));
    assert_eq!(base.urls, ["https://registry.example.com/v2/windows/blobs/base"]);
}

#[test]
fn entries_that_no_engine_unpacks_are_a_finding_and_links_count_from_the_root() {
    let layer = Layer::new()
        .dir("Files/")
        .file("Files/a", "a")
        .hardlink("Files/b", "Files/a")
        .file("UtilityVM/Files/x", "x")
        .file("etc/passwd", "x");
    let mut image = Image::reference();
    image.layers = vec![layer.bytes()];
    image.config = json!({
        "os": "windows", "architecture": "amd64",
        "rootfs": {"type": "layers", "diff_ids": [sha256_digest(&image.layers[0])]},
    });
    let manifest = image.manifest(false);
    let bytes = Files::new().image_blobs(&image, &manifest).json("index.json", &index(vec![describe(&manifest)])).tar();
    let mut workspace = open(&bytes, None);
    assert_eq!(paths(&workspace, 0).len(), 2, "{:?}", paths(&workspace, 0));
    let findings = workspace.facts().findings();
    let kinds: Vec<Kind> = findings.iter().map(|finding| finding.problem.problem.kind).collect();
    assert_eq!(kinds, [Kind::OutsideFiles]);
    assert_eq!(workspace.facts().image().layers[0].aside_count, 2);
    workspace.intake().hash_all(&bytes.as_slice());
    let (proofs, proven) = workspace.checker().proofs();
    assert!(proven && proofs.len() == 3, "digests are those of the whole tar");
}

#[test]
fn a_linux_image_with_a_folder_of_that_name_is_left_alone() {
    let mut image = Image::reference();
    image.layers = vec![Layer::new().file("Files/a", "a").file("etc/passwd", "x").bytes()];
    image.config["rootfs"]["diff_ids"] = json!([sha256_digest(&image.layers[0])]);
    image.config["history"] = json!([{"created_by": "COPY . /"}]);
    let manifest = image.manifest(false);
    let bytes = Files::new().image_blobs(&image, &manifest).json("index.json", &index(vec![describe(&manifest)])).tar();
    assert!(paths(&open(&bytes, None), 0).iter().any(|path| path == "Files/a"));
}

#[test]
fn a_container_on_a_windows_image_is_not_committed_with_a_layer() {
    let mut workspace = open(&fixture("artifacts/windows.tar"), None);
    let id = workspace.containers().run(None).unwrap();
    workspace.containers().choose(Some(id)).unwrap();
    let layer = layerscope::workspace::Written { file: 1, size: 0, diff_id: sha256_digest(b"") };
    let commit = layerscope::workspace::Commit { layer: Some(layer), ..Default::default() };
    let refused = workspace.containers().commit(&commit, Default::default()).unwrap_err();
    assert_eq!(refused.kind, Kind::WindowsLayer);
}
