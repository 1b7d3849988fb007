//! OCI layouts: skopeo's and podman's, buildx', and what stands in them beside images.

use super::docker::docker_24;
use super::{Expected, Form};
use crate::builder::{Files, Image, Packing, describe, hex, index};
use layerscope::image::sha256_digest;
use serde_json::{Value, json};

const PODMAN: &str = "`podman save`, skopeo, buildah";
const BUILDX: &str = "buildx";
const LAYOUT: &str = "OCI image layouts";
const ATTESTATIONS: &str = "attestations";
const FOLDERS: &str = "folders";
const ROOTS: &str = "root file systems";

pub fn forms() -> Vec<Form> {
    [podman(), layouts(), buildx(), attestations(), folders()].into_iter().flatten().collect()
}

/// A layout of blobs and an index.
fn layout(files: Files, top: &Value) -> Files {
    files.json("index.json", top).json("oci-layout", &json!({"imageLayoutVersion": "1.0.0"}))
}

fn named(mut descriptor: Value, name: &str) -> Value {
    descriptor["annotations"] = json!({"org.opencontainers.image.ref.name": name});
    descriptor
}

/// One image under one name.
pub fn simple(image: &Image) -> Files {
    let manifest = image.manifest(false);
    layout(Files::new().image_blobs(image, &manifest), &index(vec![named(describe(&manifest), "app:1")]))
}

/// `<diff_id>.tar` at the root, links in the old places, the documents last.
pub fn podman_archive(image: &Image) -> Files {
    let layers: Vec<String> = (0..3).map(|layer| format!("{}.tar", hex(&image.diff_id(layer)))).collect();
    let files = (0..3).fold(Files::new(), |files, layer| files.file(&layers[layer], image.blob(layer)));
    let config = format!("{}.json", hex(&image.id()));
    let files = (0..3).fold(files.file(&config, image.config_bytes()), |files, layer| {
        let id = hex(&sha256_digest(format!("v1 {layer}").as_bytes())).to_owned();
        let files = files.symlink(format!("{id}/layer.tar"), format!("../{}", layers[layer]));
        files.file(format!("{id}/VERSION"), "1.0").json(format!("{id}/json"), &json!({ "id": id }))
    });
    let files = files.json("manifest.json", &json!([image.docker_entry(&config, layers)]));
    files.json("repositories", &json!({"docker.io/library/app": {"1": "00"}}))
}

/// skopeo's `dir:`: the manifest itself, and blobs by their hash.
fn dir(image: &Image) -> Files {
    let files = Files::new().file("version", "Directory Transport Version: 1.1\n");
    let files = files.json("manifest.json", &image.manifest(true)).file(hex(&image.id()), image.config_bytes());
    (0..3).fold(files, |files, layer| files.file(hex(&image.blob_digest(layer)), image.blob(layer)))
}

/// The same in Docker's schema 1: no config, all newest first, a step without a layer names an empty blob.
fn schema_1(image: &Image) -> Files {
    let v1 = |command: &str| json!({"id": "00", "os": "linux", "architecture": "amd64", "container_config": {"Cmd": [command]}});
    let mut throwaway = v1("ENV PATH=/bin");
    throwaway["throwaway"] = true.into();
    let steps = [v1("RUN delete"), throwaway, v1("RUN change"), v1("ADD base.tar /")];
    let blobs = [image.blob_digest(2), sha256_digest(b"no layer"), image.blob_digest(1), image.blob_digest(0)];
    let manifest = json!({
        "schemaVersion": 1, "name": "app", "tag": "1", "architecture": "amd64",
        "fsLayers": blobs.iter().map(|b| json!({ "blobSum": b })).collect::<Vec<_>>(),
        "history": steps.iter().map(|s| json!({ "v1Compatibility": s.to_string() })).collect::<Vec<_>>(),
        "signatures": [],
    });
    dir(image).without("manifest.json").without(hex(&image.id())).json("manifest.json", &manifest)
}

fn podman() -> Vec<Form> {
    let image = Image::reference();
    let gzip = image.clone().packed(Packing::Gzip);
    let tagged = image.clone().tagged(&["docker.io/library/app:1"]);
    vec![
        Form::archive(PODMAN, "docker-archive", &podman_archive(&tagged))
            .gives(Expected::reference().named("docker.io/library/app:1")),
        Form::archive(PODMAN, "oci-archive", &simple(&gzip)),
        Form::archive(PODMAN, "dir:, in a tar", &dir(&gzip)).gives(Expected::reference().named("")),
        Form::archive(PODMAN, "dir: with Docker's schema 1", &schema_1(&gzip)),
    ]
}

fn layouts() -> Vec<Form> {
    let image = Image::reference().packed(Packing::Gzip);
    let arm = image.clone().for_platform("linux", "arm64", Some("v8"));
    let (manifest, other) = (image.manifest(false), arm.manifest(false));
    let blobs = Files::new().image_blobs(&image, &manifest).image_blobs(&arm, &other).sorted();
    let platforms = index(vec![image.descriptor(&manifest), arm.descriptor(&other)]);
    let both = Expected::reference().images(&[("app:1", "linux/amd64"), ("app:1", "linux/arm64/v8")]);
    let flat = index(vec![named(image.descriptor(&manifest), "app:1"), named(arm.descriptor(&other), "app:1")]);
    let nested = layout(blobs.clone().document(&platforms), &index(vec![named(describe(&platforms), "app:1")]));
    let middle = index(vec![describe(&platforms)]);
    let deep = blobs.clone().document(&platforms).document(&middle);
    let deep = layout(deep, &index(vec![named(describe(&middle), "app:1")]));
    let absent = image.clone().for_platform("windows", "amd64", None);
    let lacking = index(vec![absent.descriptor(&absent.manifest(false)), named(image.descriptor(&manifest), "app:1")]);
    let lacking = layout(Files::new().image_blobs(&image, &manifest), &lacking);
    let untagged = layout(Files::new().image_blobs(&image, &manifest), &index(vec![describe(&manifest)]));
    let docker = image.manifest(true);
    let docker = layout(Files::new().image_blobs(&image, &docker), &index(vec![named(describe(&docker), "app:1")]));
    let bare = Files::new().image_blobs(&image, &manifest);
    vec![
        Form::archive(LAYOUT, "one image", &simple(&image)),
        Form::archive(LAYOUT, "./ names", &simple(&image).named(|name| format!("./{name}"))),
        Form::archive(LAYOUT, "two platforms under one name", &layout(blobs, &flat)).gives(both),
        Form::archive(LAYOUT, "a nested index", &nested)
            .gives(Expected::reference().images(&[("app:1", "linux/amd64"), ("app:1", "linux/arm64/v8")])),
        Form::archive(LAYOUT, "indexes three deep", &deep)
            .gives(Expected::reference().images(&[("app:1", "linux/amd64"), ("app:1", "linux/arm64/v8")])),
        Form::archive(LAYOUT, "a platform that is not there", &lacking)
            .gives(Expected::reference().finding("missing-blob info")),
        Form::archive(LAYOUT, "untagged", &untagged).gives(Expected::reference().named("")),
        Form::archive(LAYOUT, "Docker's media types", &docker),
        Form::archive(LAYOUT, "no index.json: the manifest stands alone", &bare).gives(Expected::reference().named("")),
    ]
}

fn buildx() -> Vec<Form> {
    let image = Image::reference().packed(Packing::Gzip);
    let manifest = image.manifest(false);
    let blobs = |digest: String| format!("blobs/sha256/{}", hex(&digest));
    let layers = (0..3).map(|layer| blobs(image.blob_digest(layer))).collect();
    let docker = simple(&image).json("manifest.json", &json!([image.docker_entry(&blobs(image.id()), layers)]));
    let arm = image.clone().for_platform("linux", "arm64", None);
    let platforms = index(vec![image.descriptor(&manifest), arm.descriptor(&arm.manifest(false))]);
    let oci = Files::new().image_blobs(&image, &manifest).image_blobs(&arm, &arm.manifest(false)).sorted();
    let oci = layout(oci.document(&platforms), &index(vec![named(describe(&platforms), "app:1")]));
    let root = Image::flattened().bytes();
    let below = |folder: &str| crate::support::renamed(&root, |name| format!("{folder}/{name}"));
    let two = [&below("linux_amd64")[..], &below("linux_arm_v7")[..]];
    let two = [&two[0][..two[0].len() - 1024], two[1]].concat();
    let flat = || Expected::reference().layers(1).unproven().finding("flat-rootfs info");
    vec![
        Form::archive(BUILDX, "type=docker", &docker),
        Form::archive(BUILDX, "type=oci, two platforms", &oci)
            .gives(Expected::reference().images(&[("app:1", "linux/amd64"), ("app:1", "linux/arm64")])),
        Form::bytes(BUILDX, "type=tar", root.clone()).gives(flat().images(&[("archive.tar", "")])),
        Form::bytes(BUILDX, "type=tar, two platforms", two.clone())
            .gives(flat().images(&[("archive.tar", "linux/amd64"), ("archive.tar", "linux/arm/v7")])),
        Form::bytes(ROOTS, "docker export", root.clone()).gives(flat().images(&[("archive.tar", "")])),
        Form::bytes(ROOTS, "docker export, compressed", Packing::Gzip.pack(&root))
            .gives(flat().images(&[("archive.tar", "")])),
        Form::bytes(ROOTS, "a folder a platform", two)
            .gives(flat().images(&[("archive.tar", "linux/amd64"), ("archive.tar", "linux/arm/v7")])),
    ]
}

/// A layer of an attestation.
fn statement(predicate: &str) -> (Vec<u8>, Value) {
    let bytes = json!({"_type": "https://in-toto.io/Statement/v0.1", "predicateType": predicate}).to_string();
    let descriptor = json!({
        "mediaType": "application/vnd.in-toto+json", "digest": sha256_digest(bytes.as_bytes()), "size": bytes.len(),
        "annotations": {"in-toto.io/predicate-type": predicate},
    });
    (bytes.into_bytes(), descriptor)
}

fn attestations() -> Vec<Form> {
    let image = Image::reference().packed(Packing::Gzip);
    let manifest = image.manifest(false);
    let subject = describe(&manifest);
    let (provenance, first) = statement("https://slsa.dev/provenance/v0.2");
    let (sbom, second) = statement("https://spdx.dev/Document");
    let blobs = Files::new().image_blobs(&image, &manifest).blob(provenance).blob(sbom);
    let told =
        || Expected::reference().attested("https://slsa.dev/provenance/v0.2").attested("https://spdx.dev/Document");
    // BuildKit's way: a manifest with a config of its own, for the platform unknown/unknown.
    let config =
        json!({"architecture": "unknown", "os": "unknown", "rootfs": {"type": "layers", "diff_ids": ["sha256:00"]}});
    let attestation = json!({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": describe(&config), "layers": [first, second],
    });
    let mut descriptor = describe(&attestation);
    descriptor["platform"] = json!({"os": "unknown", "architecture": "unknown"});
    descriptor["annotations"] =
        json!({"vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": subject["digest"]});
    let platforms = index(vec![image.descriptor(&manifest), descriptor.clone()]);
    let by_buildkit = blobs.clone().document(&config).document(&attestation).document(&platforms);
    let by_buildkit = layout(by_buildkit, &index(vec![named(describe(&platforms), "app:1")]));
    // The newer way: artifactType, subject and the empty config, which need not be there.
    let newer = json!({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "artifactType": "application/vnd.docker.attestation.manifest.v1+json", "subject": subject,
        "config": {"mediaType": "application/vnd.oci.empty.v1+json", "digest": sha256_digest(b"{}"), "size": 2, "data": "e30="},
        "layers": attestation["layers"],
    });
    let two = index(vec![named(describe(&manifest), "app:1"), describe(&newer)]);
    let by_subject = layout(blobs.clone().document(&newer), &two);
    let mut typed = describe(&newer);
    typed["artifactType"] = newer["artifactType"].clone();
    let empty = layout(
        blobs.clone().document(&newer).blob(b"{}".to_vec()),
        &index(vec![named(describe(&manifest), "app:1"), typed]),
    );
    // Beside a manifest.json, as type=docker and containerd's store write them.
    let path = |digest: String| format!("blobs/sha256/{}", hex(&digest));
    let layers = (0..3).map(|layer| path(image.blob_digest(layer))).collect();
    let beside = by_buildkit.clone().json("manifest.json", &json!([image.docker_entry(&path(image.id()), layers)]));
    let lost = by_buildkit.clone().without(&path(describe(&attestation)["digest"].as_str().unwrap().to_owned()));
    vec![
        Form::archive(ATTESTATIONS, "BuildKit's, in a nested index", &by_buildkit).gives(told()),
        Form::archive(ATTESTATIONS, "artifactType and subject only in the manifest", &by_subject).gives(told()),
        Form::archive(ATTESTATIONS, "artifactType in the index, an empty config", &empty).gives(told()),
        Form::archive(ATTESTATIONS, "beside a manifest.json", &beside).gives(told()),
        Form::archive(ATTESTATIONS, "listed, but not there", &lost)
            .gives(Expected::reference().finding("unreferenced-members info blobs/sha256/…")),
    ]
}

fn folders() -> Vec<Form> {
    let image = Image::reference();
    let gzip = image.clone().packed(Packing::Gzip);
    vec![
        Form::folder(FOLDERS, "an unpacked docker save", docker_24(&image)),
        Form::folder(FOLDERS, "links among its files", docker_24(&image.clone().with_a_layer_twice()))
            .gives(Expected::reference().layers(4)),
        Form::folder(FOLDERS, "an unpacked podman save", podman_archive(&image)),
        Form::folder(FOLDERS, "an OCI layout", simple(&gzip)),
        Form::folder(FOLDERS, "skopeo's dir:", dir(&gzip)).gives(Expected::reference().named("")),
        Form::folder(FOLDERS, "skopeo's dir: with Docker's schema 1", schema_1(&gzip)),
    ]
}
