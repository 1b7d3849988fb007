//! Documents that do not fit: nulls, absent fields, counts that differ. All that makes sense is shown, the rest is named.

use super::docker::docker_24;
use super::oci::simple;
use super::{Expected, Form};
use crate::builder::{Files, Image, hex};
use serde_json::{Value, json};

pub fn forms() -> Vec<Form> {
    let image = Image::reference();
    let odd = |what, expected, change: &dyn Fn(&mut Value)| {
        Form::archive("", what, &docker_24(&image.clone().configured(change))).gives(expected)
    };
    let one_more = || Expected::reference().layers(4);
    let history = |finding| Expected::reference().finding(finding);
    vec![
        odd("no history", Expected::reference(), &|c| drop(c.as_object_mut().unwrap().remove("history"))),
        odd("history null", Expected::reference(), &|c| c["history"] = Value::Null),
        odd("history of nulls", Expected::reference(), &|c| {
            c["history"] = json!([{"created": null, "created_by": null, "empty_layer": null, "comment": null}, {}, {}]);
        }),
        odd("history too short", history("history-mismatch warning"), &|c| {
            c["history"].as_array_mut().unwrap().truncate(1);
        }),
        odd("history too long", history("history-mismatch warning"), &|c| {
            c["history"].as_array_mut().unwrap().push(json!({"created_by": "RUN nothing"}));
        }),
        odd("null wherever it can be", Expected::reference().named("app:1"), &|c| {
            for key in ["created", "config", "author", "container", "container_config", "docker_version", "variant"] {
                c[key] = Value::Null;
            }
        }),
        odd("no platform", Expected::reference().images(&[("app:1", "")]), &|c| {
            c["os"] = Value::Null;
            drop(c.as_object_mut().unwrap().remove("architecture"));
        }),
        odd("no rootfs: nothing promises the layers", Expected::reference().unproven(), &|c| {
            drop(c.as_object_mut().unwrap().remove("rootfs"));
        }),
        odd(
            "a diff_id without its layer",
            one_more()
                .finding("layer-count-mismatch warning")
                .finding("history-mismatch warning")
                .finding("missing-member error layer 4"),
            &|c| c["rootfs"]["diff_ids"].as_array_mut().unwrap().push(json!(format!("sha256:{:064}", 0))),
        ),
        Form::archive("", "a layer that the config does not know", &surplus(&image)).gives(
            one_more()
                .finding("layer-count-mismatch warning")
                .finding("history-mismatch warning")
                .finding("dangling-whiteout info layer 4 /data/old"),
        ),
        Form::archive("", "Docker's layers listed in random order", &shuffled(&image))
            .gives(Expected::reference().finding("layer-order warning")),
        Form::archive("", "no mediaType, no size, null annotations", &sparse(&image)),
    ]
}

/// A fourth layer in manifest.json, under a name that tells nothing.
fn surplus(image: &Image) -> Files {
    let names = ["a", "b", "c", "d"].map(|name| format!("{name}/layer.tar"));
    let files = (0..4).fold(Files::new(), |files, at| files.file(&names[at], image.blob(at.min(2))));
    let files = files.file("config.json", image.config_bytes());
    files.json("manifest.json", &json!([image.docker_entry("config.json", names.to_vec())]))
}

/// Layers named by their diff_ids, in another order than the config's.
fn shuffled(image: &Image) -> Files {
    let names: Vec<String> = [2, 0, 1].iter().map(|at| format!("{}.tar", hex(&image.diff_id(*at)))).collect();
    let files =
        (0..3).fold(Files::new(), |files, at| files.file(format!("{}.tar", hex(&image.diff_id(at))), image.blob(at)));
    let files = files.file("config.json", image.config_bytes());
    files.json("manifest.json", &json!([image.docker_entry("config.json", names)]))
}

fn sparse(image: &Image) -> Files {
    let mut manifest = image.manifest(false);
    let object = manifest.as_object_mut().unwrap();
    object.retain(|key, _| key == "config" || key == "layers");
    for layer in manifest["layers"].as_array_mut().unwrap() {
        *layer = json!({"digest": layer["digest"], "annotations": null, "urls": null, "mediaType": null});
    }
    let digest = crate::builder::describe(&manifest)["digest"].clone();
    let top = json!({"manifests": [
        {"digest": digest, "platform": null, "annotations": {"org.opencontainers.image.ref.name": "app:1"}},
    ]});
    simple(image)
        .without("index.json")
        .without(&format!("/{}", hex(crate::builder::describe(&image.manifest(false))["digest"].as_str().unwrap())))
        .document(&manifest)
        .json("index.json", &top)
}
