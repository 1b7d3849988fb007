//! Where an image came from: annotations and labels, provenance, the layers of another open image; else unknown.

use crate::builder::{Files, Image, describe, index};
use crate::inspect::{inspect, text};
use crate::support::{fixture, open};
use layerscope::image::sha256_digest;
use layerscope::workspace::OriginInfo;
use serde_json::{Value, json};

/// The reference image with a statement of its build beside it.
fn with_statement(statement: &Value) -> Vec<u8> {
    let image = Image::reference();
    let manifest = image.manifest(false);
    let bytes = statement.to_string().into_bytes();
    let attestation = json!({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": {"mediaType": "application/vnd.oci.empty.v1+json", "digest": sha256_digest(b"{}"), "size": 2},
        "subject": describe(&manifest),
        "layers": [{
            "mediaType": "application/vnd.in-toto+json", "digest": sha256_digest(&bytes), "size": bytes.len(),
            "annotations": {"in-toto.io/predicate-type": statement["predicateType"]},
        }],
    });
    let files = Files::new().image_blobs(&image, &manifest).blob(bytes).document(&attestation);
    files.json("index.json", &index(vec![describe(&manifest), describe(&attestation)])).tar()
}

#[test]
fn the_base_is_named_by_annotations_and_labels_with_their_place() {
    let workspace = open(&fixture("artifacts/signed.tar"), None);
    let image = workspace.facts().image();
    let bases: Vec<(&str, Option<&str>, bool)> =
        image.origin.bases.iter().map(|b| (b.place, b.name.as_deref(), b.digest.is_some())).collect();
    let name = Some("docker.io/library/busybox:1.36");
    assert_eq!(bases, [("manifest", name, true), ("label", name, false)]);
    let source = image.annotations.iter().find(|a| a.key.ends_with("image.source")).unwrap();
    assert_eq!((source.value.as_str(), source.place), ("https://example.com/app.git", "manifest"));
    let licence = image.annotations.iter().find(|a| a.key.ends_with("licenses")).unwrap();
    assert_eq!((licence.value.as_str(), licence.place), ("MIT", "label"));
    assert!(image.annotations.iter().any(|a| a.place == "index" && a.value == "app:1"));
}

#[test]
fn provenance_of_both_versions_lists_its_materials() {
    let workspace = open(&fixture("artifacts/signed.tar"), None);
    let uris: Vec<(String, bool)> =
        workspace.facts().image().origin.materials.into_iter().map(|m| (m.uri, m.image)).collect();
    let busybox = "pkg:docker/busybox@1.36?platform=linux%2Famd64".to_owned();
    assert_eq!(uris, [(busybox, true), ("git+https://example.com/app.git".to_owned(), false)]);
    let older = with_statement(&json!({
        "predicateType": "https://slsa.dev/provenance/v0.2",
        "predicate": {"materials": [{"uri": "pkg:docker/alpine@3", "digest": {"sha256": "aa"}}, {"digest": {}}, 5]},
    }));
    let materials = open(&older, None).facts().image().origin.materials;
    assert_eq!((materials.len(), materials[0].digest.as_deref()), (1, Some("sha256:aa")));
    let sbom = with_statement(
        &json!({"predicateType": "https://spdx.dev/Document", "predicate": {"materials": [{"uri": "x"}]}}),
    );
    assert_eq!(open(&sbom, None).facts().image().origin, OriginInfo::default());
}

#[test]
fn another_open_image_whose_layers_come_first_is_a_base() {
    let bytes = fixture("artifacts/origin.tar");
    let app = open(&bytes, Some("app:1")).facts().image();
    let layers = app.origin.layers.unwrap();
    assert_eq!((layers.name.as_str(), layers.image, layers.count), ("base:1", 0, 1));
    assert_eq!(Some(&layers.chain_id), app.layers[0].chain_id.as_ref());
    let base = open(&bytes, Some("base:1")).facts().image();
    assert_eq!(base.origin, OriginInfo::default(), "an image is no base of itself, and history proves nothing");
}

#[test]
fn the_command_prints_the_origin_or_unknown() {
    let out = text(&inspect(&["origin", "artifacts/origin.tar", "--image", "app:1"]));
    assert!(out.starts_with("first 1 layers of\tbase:1\torigin.tar\tsha256:"), "{out}");
    assert!(text(&inspect(&["origin", "artifacts/origin.tar"])).starts_with("base\tunknown\n"));
    let out = text(&inspect(&["origin", "artifacts/signed.tar"]));
    assert!(out.contains("material\tpkg:docker/busybox@1.36") && out.contains("annotation\tlabel\t"), "{out}");
    let json: Value = serde_json::from_str(&text(&inspect(&["origin", "artifacts/signed.tar", "--json"]))).unwrap();
    assert_eq!(json["bases"][0]["place"], "manifest");
    assert_eq!(json["layers"], Value::Null);
}
