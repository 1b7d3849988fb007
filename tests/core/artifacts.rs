//! What is no image: each kind by its media types, what hangs on an image and what does not, blobs that open, hostile layouts.

use crate::builder::{Files, Image, describe, index};
use crate::inspect::{inspect, text};
use crate::support::{fixture, fixture_path, open};
use layerscope::content::{Extent, Opened, Pieces, open_blob, open_entry};
use layerscope::image::sha256_digest;
use layerscope::problem::Kind;
use layerscope::source::block_on;
use layerscope::workspace::{ArtifactInfo, Artifacts, Catalog, Workspace};
use serde_json::{Value, json};

const EMPTY: &str = "application/vnd.oci.empty.v1+json";
const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";

fn catalog(bytes: &[u8]) -> Catalog {
    Catalog::open_all(&[("artifacts.tar", &bytes)], &mut |_, _| {}).unwrap_or_else(|p| panic!("{p}"))
}

fn list(bytes: &[u8]) -> Vec<ArtifactInfo> {
    Artifacts::of(&catalog(bytes)).list()
}

fn opened(bytes: &[u8], artifact: usize, blob: usize) -> Opened {
    let plan = Artifacts::of(&catalog(bytes)).plan(artifact, Some(blob)).unwrap();
    block_on(&bytes, async |feed| open_blob(&plan, &feed).await).unwrap()
}

fn kinds(list: &[ArtifactInfo]) -> Vec<(&str, &str)> {
    list.iter().map(|a| (a.kind, a.names.first().map_or("", String::as_str))).collect()
}

fn layout(files: Files, top: &Value) -> Vec<u8> {
    files.json("index.json", top).json("oci-layout", &json!({"imageLayoutVersion": "1.0.0"})).tar()
}

fn descriptor(media_type: &str, bytes: &[u8]) -> Value {
    json!({ "mediaType": media_type, "digest": sha256_digest(bytes), "size": bytes.len() })
}

/// A manifest with one blob.
fn manifest(config: &str, layer: &str) -> Value {
    json!({
        "schemaVersion": 2, "mediaType": MANIFEST, "config": descriptor(config, b"{}"),
        "layers": [descriptor(layer, b"blob")],
    })
}

fn of(manifests: &[&Value]) -> Vec<u8> {
    let files = Files::new().blob(b"{}".to_vec()).blob(b"blob".to_vec());
    let files = manifests.iter().fold(files, |files, manifest| files.document(manifest));
    layout(files, &index(manifests.iter().map(|m| describe(m)).collect()))
}

#[test]
fn archives_of_artifacts_alone_open_and_say_what_they_are() {
    for (name, kind, artifact_type) in [
        ("helm", "helm", "application/vnd.cncf.helm.config.v1+json"),
        ("wasm", "wasm", "application/vnd.wasm.config.v0+json"),
        ("models", "model", "application/vnd.cncf.model.manifest.v1+json"),
    ] {
        let bytes = fixture(&format!("artifacts/{name}.tar"));
        let list = list(&bytes);
        assert_eq!((list[0].kind, list[0].artifact_type.as_str()), (kind, artifact_type), "{name}");
        assert!(list.iter().all(|a| a.here && a.subject.is_none()), "{name}");
        assert!(list.iter().flat_map(|a| &a.blobs).all(|b| b.stored == b.size && b.problem.is_none()), "{name}");
        let problem = Workspace::open("a.tar", &bytes.as_slice(), &mut |_, _| {}).err().unwrap();
        assert_eq!(problem.kind, Kind::NoImages, "{name}");
        let opened = Artifacts::of(&catalog(&bytes)).opened().unwrap();
        assert_eq!((opened.images.len(), opened.artifacts, opened.problems.len()), (0, list.len(), 0), "{name}");
    }
    let models = list(&fixture("artifacts/models.tar"));
    assert_eq!(kinds(&models), [("model", "tiny:modelpack"), ("model", "ai/tiny:latest")]);
    assert_eq!(models[0].blobs[1].title.as_deref(), Some("tiny.gguf"));
}

#[test]
fn a_charts_tar_lists_its_files_and_each_opens() {
    let bytes = fixture("artifacts/helm.tar");
    let chart = opened(&bytes, 0, 1);
    let entries = chart.entries.unwrap();
    let paths: Vec<String> = entries.iter().map(|e| String::from_utf8_lossy(&e.path).into_owned()).collect();
    let expected = ["demo", "demo/Chart.yaml", "demo/templates", "demo/templates/deployment.yaml", "demo/values.yaml"];
    assert_eq!(paths, expected);
    let values = entries[4].content.clone().unwrap();
    let values = block_on(&bytes.as_slice(), async |feed| open_entry(&values, &feed).await).unwrap();
    assert_eq!(values.text.as_deref(), Some("replicas: 2\n"));
    let config = opened(&bytes, 0, 0);
    assert_eq!(config.description.what, "json");
    assert!(config.text.unwrap().starts_with("{\n  \"name\": \"demo\","));
    assert!(opened(&bytes, 0, 2).text.unwrap().starts_with("-----BEGIN PGP"));
    let module = opened(&fixture("artifacts/wasm.tar"), 0, 1);
    assert_eq!((module.description.what, module.text, module.entries), ("wasm", None, None));
}

#[test]
fn only_what_names_a_subject_hangs_on_an_image() {
    let bytes = fixture("artifacts/signed.tar");
    let workspace = open(&bytes, None);
    assert_eq!(workspace.images().len(), 1);
    let list = workspace.artifacts().list();
    let about: Vec<(&str, Option<&str>, usize)> = list
        .iter()
        .map(|a| (a.kind, a.subject.as_ref().map(|s| s.by), a.subject.as_ref().map_or(0, |s| s.images.len())))
        .collect();
    let expected = [
        ("signature", Some("tag"), 1),
        ("attestation", Some("tag"), 1),
        ("sbom", Some("subject"), 1),
        ("other", None, 0),
        ("sbom", Some("subject"), 0),
    ];
    assert_eq!(about, expected);
    let image = workspace.facts().image();
    assert_eq!(image.artifacts, [0, 1, 2]);
    assert!(image.problems.is_empty() && image.layers.iter().all(|layer| layer.problem.is_none()));
    assert_eq!(image.attestations.len(), 2, "the signature makes no statement");
    assert!(workspace.facts().findings().is_empty(), "{:?}", workspace.facts().findings());
}

#[test]
fn a_signature_without_a_tag_names_its_image_in_its_payload() {
    let image = Image::reference();
    let own = image.manifest(false);
    let payload = json!({"critical": {"image": {"docker-manifest-digest": describe(&own)["digest"]}}}).to_string();
    let mut signature = manifest("application/vnd.oci.image.config.v1+json", "");
    signature["layers"] = json!([descriptor("application/vnd.dev.cosign.simplesigning.v1+json", payload.as_bytes())]);
    let files = Files::new().image_blobs(&image, &own).blob(b"{}".to_vec()).blob(payload.into_bytes());
    let bytes = layout(files.document(&signature), &index(vec![describe(&own), describe(&signature)]));
    let list = open(&bytes, None).artifacts().list();
    let subject = list[0].subject.clone().unwrap();
    assert_eq!((list[0].kind, subject.by, subject.images), ("signature", "content", vec![0]));
}

#[test]
fn a_subject_that_is_an_index_means_all_its_platforms() {
    let (amd, arm) = (Image::reference(), Image::reference().for_platform("linux", "arm64", None));
    let platforms = index(vec![amd.descriptor(&amd.manifest(false)), arm.descriptor(&arm.manifest(false))]);
    let mut note = manifest(EMPTY, "text/plain");
    note["artifactType"] = "application/vnd.example.note".into();
    note["subject"] = describe(&platforms);
    let files = Files::new().image_blobs(&amd, &amd.manifest(false)).image_blobs(&arm, &arm.manifest(false));
    let files = files.document(&platforms).document(&note).blob(b"blob".to_vec());
    let bytes = layout(files, &index(vec![describe(&platforms), describe(&note)]));
    assert_eq!(open(&bytes, None).artifacts().list()[0].subject.clone().unwrap().images, [0, 1]);
}

#[test]
fn media_types_decide_what_is_a_file_system() {
    let layer = "application/vnd.oci.image.layer.v1.tar";
    let image = "application/vnd.oci.image.config.v1+json";
    for (config, blob, kind) in [
        ("application/vnd.unknown.config.v1+json", layer, "other"),
        (image, "application/vnd.in-toto+json", "attestation"),
        (image, "application/vnd.ollama.image.model", "model"),
        ("application/vnd.docker.plugin.v1+json", layer, "plugin"),
        (EMPTY, layer, "other"),
        ("application/vnd.buildkit.cacheconfig.v0", layer, "build-cache"),
    ] {
        let list = list(&of(&[&manifest(config, blob)]));
        assert_eq!(kinds(&list), [(kind, "")], "{config} {blob}");
    }
    let unknown = catalog(&of(&[&manifest(image, "application/x-anything")]));
    assert_eq!(unknown.images().len(), 1, "an image's config, and a layer of a type that says nothing");
    let artifact = json!({
        "mediaType": "application/vnd.oci.artifact.manifest.v1+json", "artifactType": "application/spdx+json",
        "blobs": [descriptor("application/spdx+json", b"blob")],
    });
    assert_eq!(list(&of(&[&artifact]))[0].blobs.len(), 1);
    let cache = index(vec![descriptor("application/vnd.oci.image.layer.v1.tar+gzip", b"blob")]);
    let bytes = layout(Files::new().blob(b"blob".to_vec()), &cache);
    assert_eq!(kinds(&list(&bytes)), [("blob", "")], "a blob that an index names");
}

#[test]
fn artifacts_without_an_index_and_in_a_folder_of_skopeo_are_found() {
    let helm =
        manifest("application/vnd.cncf.helm.config.v1+json", "application/vnd.cncf.helm.chart.content.v1.tar+gzip");
    let bare = Files::new().blob(b"{}".to_vec()).blob(b"blob".to_vec()).document(&helm).tar();
    assert_eq!(kinds(&list(&bare)), [("helm", "")]);
    let dir = Files::new().json("manifest.json", &helm).file("version", "Directory Transport Version: 1.1\n").tar();
    let found = list(&dir);
    assert_eq!((found[0].kind, found[0].here, found[0].blobs[0].stored), ("helm", true, None));
    let digest = found[0].digest.clone();
    assert_eq!(digest, sha256_digest(helm.to_string().as_bytes()));
}

#[test]
fn cycles_depth_and_odd_values_break_nothing() {
    let mut own = manifest("application/vnd.example.config", "text/plain");
    own["subject"] = json!({"digest": "sha256:00", "size": -1});
    own["annotations"] = json!({"<script>": "<img src=x>\u{202e}", "n": 1, "long": "x".repeat(100_000)});
    own["layers"] = json!([null, 5, {"digest": 5}, {"digest": "../../etc/passwd"}, {"mediaType": ["x"], "size": -4}]);
    let found = list(&of(&[&own]));
    assert_eq!(found[0].blobs.len(), 6);
    assert!(found[0].blobs.iter().skip(1).all(|blob| blob.stored.is_none()));
    let values: Vec<&str> = found[0].annotations.iter().map(|a| a.value.as_str()).collect();
    assert!(!values[0].contains('\u{202e}') && values[0].contains("<img src=x>"), "{values:?}");
    assert!(values.iter().all(|value| value.len() < 20_000), "long values are cut");
    // Two artifacts about each other, and an index that lists itself by a name.
    let (mut one, mut two) = (manifest("application/vnd.a", "text/plain"), manifest("application/vnd.b", "text/plain"));
    two["subject"] = json!({"digest": sha256_digest(b"cycle")});
    one["subject"] = describe(&two);
    let mut named = describe(&two);
    named["annotations"] = json!({"vnd.docker.reference.digest": describe(&one)["digest"]});
    let files = Files::new().blob(b"{}".to_vec()).blob(b"blob".to_vec()).document(&one).document(&two);
    let found = list(&layout(files.clone(), &index(vec![describe(&one), named])));
    assert_eq!(found[0].subject.as_ref().unwrap().artifact, Some(1));
    let mut nested = describe(&one);
    for _ in 0..40 {
        let level = index(vec![nested.clone(), describe(&one)]);
        nested = describe(&level);
    }
    let top = index(vec![nested, describe(&one)]);
    assert_eq!(list(&layout(files, &top)).len(), 1);
}

#[test]
fn damaged_blobs_say_so() {
    let mut short = manifest("application/vnd.cncf.helm.config.v1+json", "application/vnd.x.tar+gzip");
    short["layers"][0]["size"] = 99.into();
    let bytes = of(&[&short]);
    assert_eq!(list(&bytes)[0].blobs[1].problem.as_ref().unwrap().problem.kind, Kind::BlobMismatch);
    let plan = Artifacts::of(&catalog(&bytes)).plan(0, Some(7)).unwrap_err();
    assert_eq!(plan.kind, Kind::NotFound);
    let gzip = crate::support::compress("gzip", &crate::support::Layer::new().file("a", "text").bytes());
    let mut cut = gzip.clone();
    cut.truncate(gzip.len() - 12);
    let pieces = block_on(&cut.as_slice(), async |feed| {
        let plan = layerscope::archive::Plan::plain(layerscope::source::Span { offset: 0, len: cut.len() as u64 });
        open_blob(&plan, &feed).await
    });
    let opened = pieces.unwrap();
    assert!(opened.entries.is_some() || opened.problem.is_some());
    let nothing = Pieces::from(Extent {
        plan: layerscope::archive::Plan::plain(layerscope::source::Span { offset: 0, len: 4 }),
        at: 0,
        size: 4,
        sparse: false,
    });
    assert!(block_on(&b"".as_slice(), async |feed| open_entry(&nothing, &feed).await).is_err());
}

#[test]
fn the_command_lists_proves_and_writes_blobs() {
    let out = text(&inspect(&["artifacts", "artifacts/helm.tar"]));
    let first: Vec<&str> = out.lines().next().unwrap().split('\t').collect();
    assert_eq!((first[0], first[1], first[3]), ("helm", "0.1.0", "application/vnd.cncf.helm.config.v1+json"));
    assert_eq!(out.lines().filter(|line| line.contains("\tok\t")).count(), 3, "{out}");
    let json: Value = serde_json::from_str(&text(&inspect(&["artifacts", "artifacts/helm.tar", "--json"]))).unwrap();
    assert_eq!(json[0]["blobs"][0]["verified"], "ok");
    let places: Vec<&str> =
        json[0]["annotations"].as_array().unwrap().iter().map(|a| a["place"].as_str().unwrap()).collect();
    assert_eq!(places, ["index", "manifest", "manifest", "manifest", "manifest"]);
    let digest = json[0]["blobs"][0]["digest"].as_str().unwrap().to_owned();
    let config = text(&inspect(&["artifacts", "artifacts/helm.tar", "--blob", &digest[7..15]]));
    assert_eq!(sha256_digest(config.as_bytes()), digest);
    assert_eq!(inspect(&["artifacts", "artifacts/helm.tar", "--blob", "ffffffff"]).status.code(), Some(1));
    let none = inspect(&["images", "artifacts/helm.tar"]);
    assert_eq!(none.status.code(), Some(1));
    let korean = text(&inspect(&["--language", "ko", "artifacts", "artifacts/signed.tar"]));
    assert!(korean.contains("  대상\tsha256:") && korean.contains("열려 있지 않음"), "{korean}");
}

/// The image that `cosign save` wrote, and beside it the signature and the SBOM that cosign attached.
#[test]
fn a_signature_and_an_attestation_of_cosign_are_no_images() {
    let tags = fixture_path("engines/cosign/tags").to_string_lossy().into_owned();
    let out = text(&inspect(&["artifacts", &tags]));
    let kinds: Vec<&str> =
        out.lines().filter(|line| !line.starts_with(' ')).map(|line| line.split('\t').next().unwrap()).collect();
    assert_eq!(kinds, ["signature", "attestation"], "{out}");
    assert_eq!(out.lines().filter(|line| line.contains("\tok\t")).count(), 4, "{out}");
    let images = text(&inspect(&["images", &tags]));
    assert_eq!(images.lines().filter(|line| line.contains("linux/amd64")).count(), 1, "{images}");
    assert!(images.contains("attestation\t") && images.contains("https://spdx.dev/Document"), "{images}");
    assert_eq!(inspect(&["verify", &tags]).status.code(), Some(0));
}
