//! What Docker's own `docker save` wrote over the years, and containerd's.

use super::{Expected, Form};
use crate::builder::{Files, Image, Packing, describe, hex, index};
use layerscope::image::sha256_digest;
use serde_json::{Value, json};

const BEFORE_1_10: &str = "`docker save`, before 1.10";
const TO_24: &str = "`docker save`, to 24";
const FROM_25: &str = "`docker save`, from 25";
const CONTAINERD: &str = "`docker save`, `nerdctl save`, `ctr images export` (containerd)";

pub fn forms() -> Vec<Form> {
    [legacy(), to_24(), from_25(), containerd()].into_iter().flatten().collect()
}

/// A v1 id: any hash will do.
fn v1_id(image: &Image, layer: usize) -> String {
    hex(&sha256_digest(format!("v1 {layer} of {}", image.id()).as_bytes())).to_owned()
}

/// `<id>/json`: the whole config only in the newest.
fn v1_json(image: &Image, layer: usize, whole: bool) -> Value {
    let commands: Vec<&Value> =
        image.config["history"].as_array().into_iter().flatten().filter(|h| h["empty_layer"].is_null()).collect();
    let command = commands.get(layer).map_or(Value::Null, |h| h["created_by"].clone());
    let mut v1 =
        json!({ "id": v1_id(image, layer), "created": "2015-01-01T00:00:00Z", "container_config": {"Cmd": [command]} });
    if layer > 0 {
        v1["parent"] = v1_id(image, layer - 1).into();
    }
    if whole {
        for key in ["os", "architecture", "config"] {
            v1[key] = image.config[key].clone();
        }
    }
    v1
}

fn repositories(image: &Image, top: &str) -> Value {
    let mut out = json!({});
    for tag in &image.tags {
        let (name, tag) = tag.rsplit_once(':').unwrap();
        out[name][tag] = top.into();
    }
    out
}

/// The folders of the layers; a layer that was there before is a link.
fn v1_folders(image: &Image) -> Files {
    let top = image.layers.len() - 1;
    (0..=top).fold(Files::new(), |files, layer| {
        let id = v1_id(image, layer);
        let files = files.dir(format!("{id}/")).file(format!("{id}/VERSION"), "1.0");
        let files = files.json(format!("{id}/json"), &v1_json(image, layer, layer == top));
        match (0..layer).find(|below| image.layers[*below] == image.layers[layer]) {
            Some(below) => files.symlink(format!("{id}/layer.tar"), format!("../{}/layer.tar", v1_id(image, below))),
            None => files.file(format!("{id}/layer.tar"), image.blob(layer)),
        }
    })
}

fn v1_layers(image: &Image) -> Vec<String> {
    (0..image.layers.len()).map(|layer| format!("{}/layer.tar", v1_id(image, layer))).collect()
}

fn config_name(image: &Image) -> String {
    format!("{}.json", hex(&image.id()))
}

/// `docker save` of versions 1.10 to 24.
pub fn docker_24(image: &Image) -> Files {
    let files = v1_folders(image).file(config_name(image), image.config_bytes());
    let files = files.json("manifest.json", &json!([image.docker_entry(&config_name(image), v1_layers(image))]));
    files.json("repositories", &repositories(image, &v1_id(image, image.layers.len() - 1)))
}

fn legacy() -> Vec<Form> {
    let image = Image::reference();
    let old = v1_folders(&image);
    let named = old.clone().json("repositories", &repositories(&image, &v1_id(&image, 2)));
    let cut = named.clone().without(&format!("{}/json", v1_id(&image, 0)));
    vec![
        Form::archive(BEFORE_1_10, "with repositories", &named).gives(Expected::reference().unproven()),
        Form::archive(BEFORE_1_10, "untagged", &old).gives(Expected::reference().named("").unproven()),
        Form::archive(BEFORE_1_10, "the parent's json is not there", &cut).gives(
            Expected::reference()
                .unproven()
                .layers(2)
                .files(&["data/", "data/new", "data/same", "data/sub/", "data/sub/shown", "etc/", "etc/motd"])
                .finding("unreferenced-members info …/layer.tar")
                .finding("missing-member warning …/json")
                .finding("dangling-whiteout info layer 2 /data/old"),
        ),
    ]
}

fn to_24() -> Vec<Form> {
    let image = Image::reference();
    let other = image.clone().tagged(&["app:2"]).configured(|c| c["author"] = "another".into());
    let twice = image.clone().with_a_layer_twice();
    let entry = |image: &Image| image.docker_entry(&config_name(image), v1_layers(image));
    let with = |manifest: Value| {
        let files = docker_24(&image).without("manifest.json").without("repositories");
        files.json("manifest.json", &manifest)
    };
    let mut nulls = entry(&image);
    nulls["RepoTags"] = Value::Null;
    nulls["Parent"] = Value::Null;
    nulls["LayerSources"] = Value::Null;
    let empty = entry(&image.clone().tagged(&[]));
    let mut absent = entry(&image);
    absent.as_object_mut().unwrap().remove("RepoTags");
    let both = v1_folders(&other).and(v1_folders(&image)).file(config_name(&image), image.config_bytes());
    let both = both.file(config_name(&other), other.config_bytes());
    let both = both.json("manifest.json", &json!([entry(&other), entry(&image)]));
    let names = image.clone().tagged(&["app:1", "example.org:5000/team/app:1"]);
    let hard = docker_24(&image);
    let first = v1_layers(&image)[0].clone();
    let hard = hard.without(&first).and(Files::new().file("shared.tar", image.blob(0)).hardlink(first, "shared.tar"));
    vec![
        Form::archive(TO_24, "a tagged image", &docker_24(&image)),
        Form::archive(TO_24, "two names", &docker_24(&names))
            .gives(Expected::reference().named("app:1,example.org:5000/team/app:1")),
        Form::archive(TO_24, "a repeated layer is a link", &docker_24(&twice)).gives(Expected::reference().layers(4)),
        Form::archive(TO_24, "two images in any order", &both)
            .gives(Expected::reference().images(&[("app:2", "linux/amd64"), ("app:1", "linux/amd64")])),
        Form::archive(TO_24, "RepoTags null", &with(json!([nulls]))).gives(Expected::reference().named("")),
        Form::archive(TO_24, "RepoTags []", &with(json!([empty]))).gives(Expected::reference().named("")),
        Form::archive(TO_24, "no RepoTags at all", &with(json!([absent]))).gives(Expected::reference().named("")),
        Form::archive(TO_24, "a hard-linked layer", &hard),
    ]
}

/// `docker save` from 25 on: all in `blobs/`, and manifest.json as before. `oci` is the manifest of index.json.
fn docker_25(image: &Image, oci: &Value, top: &Value) -> Files {
    let blobs = |digest: &str| format!("blobs/sha256/{}", hex(digest));
    let files = Files::new().dir("blobs/").dir("blobs/sha256/").image_blobs(image, oci);
    let files = (0..image.layers.len())
        .fold(files, |files, layer| files.document(&v1_json(image, layer, layer + 1 == image.layers.len())));
    let layers = (0..image.layers.len()).map(|layer| blobs(&image.diff_id(layer))).collect();
    let files = files.json("index.json", top);
    let files = files.json("manifest.json", &json!([image.docker_entry(&blobs(&image.id()), layers)]));
    let files = files.json("oci-layout", &json!({"imageLayoutVersion": "1.0.0"}));
    files.json("repositories", &repositories(image, hex(&image.diff_id(image.layers.len() - 1))))
}

fn oci_25(image: &Image) -> Value {
    image.manifest(false)
}

fn named_index(image: &Image, manifest: &Value) -> Value {
    let mut descriptor = describe(manifest);
    descriptor["annotations"] =
        json!({"io.containerd.image.name": image.tags[0], "org.opencontainers.image.ref.name": "1"});
    index(vec![descriptor])
}

fn from_25() -> Vec<Form> {
    let image = Image::reference();
    let plain = oci_25(&image);
    let whole = |manifest: &Value| docker_25(&image, manifest, &named_index(&image, manifest));
    let mut shuffled = plain.clone();
    shuffled["layers"].as_array_mut().unwrap().rotate_left(1);
    let mut none = plain.clone();
    none["layers"] = json!([]);
    let null = docker_25(&image, &plain, &json!({"schemaVersion": 2, "manifests": null}));
    let twice = image.clone().with_a_layer_twice();
    let twice_oci = oci_25(&twice);
    let twice = docker_25(&twice, &twice_oci, &named_index(&twice, &twice_oci));
    vec![
        Form::archive(FROM_25, "with v1 JSON that nothing names", &whole(&plain)),
        Form::archive(FROM_25, "a blob listed twice", &twice).gives(Expected::reference().layers(4)),
        Form::archive(FROM_25, "the OCI manifest has the layers in another order", &whole(&shuffled))
            .gives(Expected::reference().finding("contradiction warning index.json")),
        Form::archive(FROM_25, "the OCI manifest has no layers", &whole(&none))
            .gives(Expected::reference().finding("contradiction warning index.json")),
        Form::archive(FROM_25, "\"manifests\": null", &null)
            .gives(Expected::reference().finding("unreferenced-members info blobs/sha256/…")),
    ]
}

/// containerd: sorted members; index.json leads to the index of all platforms, manifest.json to the one that is there.
fn containerd() -> Vec<Form> {
    let image = Image::reference().packed(Packing::Gzip);
    let absent = image.clone().for_platform("linux", "arm64", Some("v8"));
    let manifest = image.manifest(false);
    let platforms = index(vec![absent.descriptor(&absent.manifest(false)), image.descriptor(&manifest)]);
    let mut top = describe(&platforms);
    top["annotations"] = json!({"io.containerd.image.name": "app:1", "org.opencontainers.image.ref.name": "1"});
    let blobs = |digest: String| format!("blobs/sha256/{}", hex(&digest));
    let layers = (0..3).map(|layer| blobs(image.blob_digest(layer))).collect();
    let entry = image.docker_entry(&blobs(image.id()), layers);
    let files = Files::new().dir("blobs/").dir("blobs/sha256/").image_blobs(&image, &manifest).document(&platforms);
    let files = files.json("index.json", &index(vec![top])).json("oci-layout", &json!({"imageLayoutVersion": "1.0.0"}));
    let whole = files.clone().json("manifest.json", &json!([entry])).sorted();
    let missing = whole.clone().without(&blobs(image.blob_digest(1)));
    let all = whole.clone().image_blobs(&absent, &absent.manifest(false)).sorted();
    let untagged = Image { tags: Vec::new(), ..image.clone() };
    let mut entry = entry.clone();
    entry["RepoTags"] = Value::Null;
    let untagged = files.without("index.json").json("index.json", &index(vec![describe(&untagged.manifest(false))]));
    let untagged = untagged.json("manifest.json", &json!([entry])).sorted();
    vec![
        Form::archive(CONTAINERD, "one platform of two is there", &whole),
        Form::archive(CONTAINERD, "both are there, manifest.json lists one", &all)
            .gives(Expected::reference().images(&[("app:1", "linux/amd64"), ("app:1", "linux/arm64/v8")])),
        Form::archive(CONTAINERD, "no manifest.json", &whole.clone().without("manifest.json"))
            .gives(Expected::reference().finding("missing-blob info")),
        Form::archive(CONTAINERD, "a blob is shared with another image, and missing", &missing).gives(
            Expected::reference()
                .files(&[
                    "bin/",
                    "bin/sh -> busybox",
                    "data/",
                    "data/sub/",
                    "data/sub/shown",
                    "etc/",
                    "etc/motd",
                    "etc/passwd",
                ])
                .finding("missing-member error layer 2 blobs/sha256/…"),
        ),
        Form::archive(CONTAINERD, "untagged", &untagged)
            .gives(Expected::reference().named("").finding("unreferenced-members info blobs/sha256/…")),
    ]
}
