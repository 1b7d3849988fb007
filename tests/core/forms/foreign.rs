//! Layers that can't be read: they stand in the stack with the reason, and all others are shown.

use super::{Expected, Form};
use crate::builder::{Files, Image, Packing, describe, index};
use layerscope::image::sha256_digest;
use serde_json::{Value, json};

const UNREADABLE: &str = "layers that can't be read";
const WITHOUT_THE_BASE: [&str; 7] =
    ["data/", "data/new", "data/same", "data/sub/", "data/sub/shown", "etc/", "etc/motd"];

pub fn forms() -> Vec<Form> {
    let image = Image::reference();
    let expected = |finding| {
        let expected = Expected::reference().files(&WITHOUT_THE_BASE).finding(finding);
        expected.finding("dangling-whiteout info layer 3 /data/old")
    };
    let foreign = |media_type: &str| {
        let descriptor = json!({
            "mediaType": media_type, "digest": image.blob_digest(0), "size": 1, "urls": ["https://example.org/base"],
        });
        with_base(&image, descriptor, None)
    };
    let stored = |packing: Packing| {
        let bytes = packing.pack(&image.layers[0]);
        let digest = sha256_digest(&bytes);
        let descriptor = json!({"mediaType": packing.media_type(false), "digest": digest, "size": bytes.len()});
        with_base(&image, descriptor, Some(bytes))
    };
    vec![
        Form::archive(
            UNREADABLE,
            "foreign, Docker's",
            &foreign("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"),
        )
        .gives(expected("foreign-layer warning layer 1 blobs/sha256/…")),
        Form::archive(
            UNREADABLE,
            "not distributable",
            &foreign("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"),
        )
        .gives(expected("foreign-layer warning layer 1 blobs/sha256/…")),
        Form::archive(UNREADABLE, "encrypted", &stored(Packing::Encrypted))
            .gives(expected("encrypted-layer error layer 1 blobs/sha256/…")),
        Form::archive(UNREADABLE, "squashfs", &stored(Packing::Squashfs))
            .gives(expected("file-system-layer error layer 1 blobs/sha256/…")),
        Form::archive(UNREADABLE, "EROFS", &stored(Packing::Erofs))
            .gives(expected("file-system-layer error layer 1 blobs/sha256/…")),
        Form::archive(UNREADABLE, "OCI-SIF: one squashfs is the whole image", &sif()).gives(
            Expected::reference().layers(1).files(&[]).finding("file-system-layer error layer 1 blobs/sha256/…"),
        ),
        Form::archive(UNREADABLE, "foreign in a docker archive", &layer_sources(&image))
            .gives(expected("foreign-layer warning layer 1 base/layer.tar")),
    ]
}

/// The reference image, its base as described.
fn with_base(image: &Image, descriptor: Value, bytes: Option<Vec<u8>>) -> Files {
    let mut manifest = image.manifest(false);
    manifest["layers"][0] = descriptor;
    let files = bytes.into_iter().fold(Files::new(), Files::blob).blob(image.config_bytes()).document(&manifest);
    named(files.blob(image.blob(1)).blob(image.blob(2)), &manifest)
}

fn named(files: Files, manifest: &Value) -> Files {
    let mut top = describe(manifest);
    top["annotations"] = json!({"org.opencontainers.image.ref.name": "app:1"});
    files.json("index.json", &index(vec![top]))
}

fn sif() -> Files {
    let mut image = Image::reference().packed(Packing::Squashfs);
    image.layers.truncate(1);
    let image = image.configured(|c| {
        c["rootfs"]["diff_ids"].as_array_mut().unwrap().truncate(1);
        c["history"] = Value::Null;
    });
    let manifest = image.manifest(false);
    named(Files::new().image_blobs(&image, &manifest), &manifest)
}

/// manifest.json says where the base would come from; it is not in the archive.
fn layer_sources(image: &Image) -> Files {
    let names = ["base", "middle", "top"].map(|name| format!("{name}/layer.tar"));
    let mut entry = image.docker_entry("config.json", names.to_vec());
    entry["LayerSources"][image.diff_id(0)] = json!({
        "mediaType": "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", "size": 1,
        "digest": sha256_digest(b"elsewhere"), "urls": ["https://example.org/base"],
    });
    let files = Files::new().file(&names[1], image.blob(1)).file(&names[2], image.blob(2));
    files.file("config.json", image.config_bytes()).json("manifest.json", &json!([entry]))
}
