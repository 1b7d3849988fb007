//! Builders that write archives by themselves: Google's, jib, Bazel's rules, Nix.

use super::docker::docker_24;
use super::oci::simple;
use super::{Expected, Form};
use crate::builder::{Files, Image, Packing, describe, hex, index};
use serde_json::json;

const GGCR: &str = "crane, ko, kaniko, apko";
const JIB: &str = "jib";
const BAZEL: &str = "Bazel: rules_docker, rules_oci";
const NIX: &str = "Nix";

pub fn forms() -> Vec<Form> {
    [google(), jib(), bazel(), nix()].into_iter().flatten().collect()
}

/// go-containerregistry's tarball: the config under its digest, layers under theirs, manifest.json last, no folders.
fn tarball(image: &Image, ending: &str) -> Files {
    let names: Vec<String> = (0..3).map(|layer| format!("{}{ending}", hex(&image.blob_digest(layer)))).collect();
    let files = Files::new().file(image.id(), image.config_bytes());
    let files = (0..3).fold(files, |files, layer| files.file(&names[layer], image.blob(layer)));
    files.json("manifest.json", &json!([image.docker_entry(&image.id(), names)]))
}

fn google() -> Vec<Form> {
    let image = Image::reference().packed(Packing::Gzip);
    let zstd = Image::reference().packed(Packing::Zstd);
    let arm = image.clone().for_platform("linux", "arm64", None);
    let (manifest, other) = (image.manifest(false), arm.manifest(false));
    let named = |mut descriptor: serde_json::Value| {
        descriptor["annotations"] = json!({"org.opencontainers.image.ref.name": "app:1"});
        descriptor
    };
    let top = index(vec![named(image.descriptor(&manifest)), named(arm.descriptor(&other))]);
    let digest = |document: &serde_json::Value| describe(document)["digest"].as_str().unwrap().to_owned();
    let apko = Files::new().file(image.id(), image.config_bytes()).file(arm.id(), arm.config_bytes());
    let apko = (0..3)
        .fold(apko, |files, layer| files.file(format!("{}.tar.gz", hex(&image.blob_digest(layer))), image.blob(layer)));
    let apko = apko.json(digest(&manifest), &manifest).json(digest(&other), &other).json("index.json", &top);
    let ko = image.clone().tagged(&["ko.local/app-0123456789abcdef:latest"]);
    let bare = tarball(&image, ".tar.gz").without("manifest.json").json(digest(&manifest), &manifest);
    vec![
        Form::archive(GGCR, "crane pull, kaniko", &tarball(&image, ".tar.gz")),
        Form::archive(GGCR, "zstd layers", &tarball(&zstd, ".tar.zst")),
        Form::archive(GGCR, "plain layers", &tarball(&Image::reference(), ".tar")),
        Form::archive(GGCR, "ko", &tarball(&ko, ".tar.gz"))
            .gives(Expected::reference().named("ko.local/app-0123456789abcdef:latest")),
        Form::archive(GGCR, "apko: an index, no blobs/, no oci-layout", &apko)
            .gives(Expected::reference().images(&[("app:1", "linux/amd64"), ("app:1", "linux/arm64")])),
        Form::archive(GGCR, "only bare manifests", &bare).gives(Expected::reference().named("")),
    ]
}

fn jib() -> Vec<Form> {
    let image = Image::reference().packed(Packing::Gzip);
    let names: Vec<String> = (0..3).map(|layer| format!("{}.tar.gz", hex(&image.blob_digest(layer)))).collect();
    let tar = (0..3).fold(Files::new(), |files, layer| files.file(&names[layer], image.blob(layer)));
    let tar = tar.file("config.json", image.config_bytes());
    let tar = tar.json("manifest.json", &json!([image.docker_entry("config.json", names)]));
    vec![Form::archive(JIB, "tar", &tar), Form::archive(JIB, "OCI layout", &simple(&image))]
}

fn bazel() -> Vec<Form> {
    let image = Image::reference();
    let docker = image.clone().tagged(&["bazel/some/package:app"]);
    let gzip = image.clone().packed(Packing::Gzip);
    let names: Vec<String> =
        (0..3).map(|layer| format!("blobs/sha256/{}.tar.gz", hex(&gzip.blob_digest(layer)))).collect();
    let config = format!("blobs/sha256/{}", hex(&gzip.id()));
    let oci = Files::new().json("manifest.json", &json!([gzip.docker_entry(&config, names.clone())]));
    let oci = oci.file(&config, gzip.config_bytes());
    let oci = (0..3).fold(oci, |files, layer| files.file(&names[layer], gzip.blob(layer)));
    let named = Expected::reference().named("bazel/some/package:app");
    vec![
        Form::archive(BAZEL, "rules_docker, folders", &docker_24(&docker)).gives(named),
        Form::archive(BAZEL, "rules_docker, by digest", &tarball(&gzip.clone().tagged(&["bazel/app:app"]), ".tar.gz"))
            .gives(Expected::reference().named("bazel/app:app")),
        Form::archive(BAZEL, "rules_oci", &oci),
    ]
}

fn nix() -> Vec<Form> {
    let image = Image::reference();
    let config = format!("{}.json", hex(&image.id()));
    let names: Vec<String> = (0..3).map(|layer| format!("{}/layer.tar", hex(&image.diff_id(layer)))).collect();
    let files = (0..3).fold(Files::new().dir("./"), |files, layer| {
        files.dir(format!("./{}/", hex(&image.diff_id(layer)))).file(format!("./{}", names[layer]), image.blob(layer))
    });
    let files = files.file(format!("./{config}"), image.config_bytes());
    let layered = files.json("./manifest.json", &json!([image.docker_entry(&config, names)]));
    let names: Vec<String> = (0..3).map(|n| format!("/nix/store/{n}abc-layer{n}/layer.tar")).collect();
    let files = (0..3).fold(Files::new(), |files, layer| files.file(&names[layer], image.blob(layer)));
    let config = "/nix/store/9abc-config.json";
    let files = files.file(config, image.config_bytes());
    let absolute = files.json("manifest.json", &json!([image.docker_entry(config, names)]));
    let relative = absolute.clone().named(|name| name.trim_start_matches('/').to_owned());
    vec![
        Form::bytes(NIX, "buildLayeredImage, compressed in parallel", Packing::Pigz.pack(&layered.tar())),
        Form::archive(NIX, "streamLayeredImage", &layered),
        Form::archive(NIX, "absolute names", &absolute),
        Form::archive(NIX, "absolute names only in manifest.json", &relative),
    ]
}
