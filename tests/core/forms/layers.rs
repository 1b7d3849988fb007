//! Layers and whole archives in every compression, and in the forms that lazy pulling brought.

use super::docker::docker_24;
use super::oci::{podman_archive, simple};
use super::{Expected, Form};
use crate::builder::{Files, Image, Packing, describe, index};
use serde_json::json;

const LAYERS: &str = "layers";
const WHOLE: &str = "the archive as a whole";

const PACKINGS: [(Packing, &str); 7] = [
    (Packing::Plain, "plain"),
    (Packing::Gzip, "gzip"),
    (Packing::Pigz, "gzip of several members"),
    (Packing::Zstd, "zstd"),
    (Packing::ZstdChunked, "zstd:chunked"),
    (Packing::Xz, "xz"),
    (Packing::Bzip2, "bzip2"),
];

pub fn forms() -> Vec<Form> {
    let image = Image::reference();
    let mut forms = Vec::new();
    for (packing, what) in PACKINGS {
        forms.push(Form::archive(LAYERS, what, &simple(&image.clone().packed(packing))));
        for files in [docker_24(&image), podman_archive(&image), simple(&image.clone().packed(Packing::Gzip))] {
            forms.push(Form::bytes(WHOLE, what, packing.pack(&files.tar())));
        }
    }
    let stargz = Expected::reference().and_file("stargz.index.json");
    forms.push(Form::archive(LAYERS, "eStargz", &simple(&image.clone().packed(Packing::Estargz))).gives(stargz));
    let files = simple(&image.clone().packed(Packing::EstargzBehindTheEnd));
    forms.push(Form::archive(LAYERS, "eStargz with its table of contents after the tar's end", &files));
    let lying = Image { packing: Packing::Plain, ..image.clone() };
    for media_type in [
        "application/vnd.oci.image.layer.v1.tar",
        "application/vnd.oci.image.layer.v1.tar+gzip",
        "application/vnd.oci.image.layer.v1.tar+zstd",
        "application/vnd.oci.image.layer.nondistributable.v1.tar",
        "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
        "application/vnd.docker.image.rootfs.diff.tar",
        "application/vnd.docker.image.rootfs.diff.tar.gzip",
        "application/vnd.docker.image.rootfs.diff.tar.zstd",
        "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
        "application/something.new",
        "",
    ] {
        let mut manifest = lying.manifest(false);
        manifest["layers"].as_array_mut().unwrap().iter_mut().for_each(|l| l["mediaType"] = media_type.into());
        let mut top = describe(&manifest);
        top["annotations"] = json!({"org.opencontainers.image.ref.name": "app:1"});
        let files = Files::new().image_blobs(&lying, &manifest).json("index.json", &index(vec![top]));
        forms.push(Form::archive(LAYERS, media_type, &files));
    }
    forms
}
