//! Equal images, images that only seem equal, and the command line's words on them.

use super::{beside, two};
use crate::inspect::{inspect, text};
use crate::support::Layer;
use layerscope::compare::{Comparison, Verdict};
use layerscope::limits::LARGEST_NUMBER;
use serde_json::{Value, json};

fn compared(left: &[Vec<u8>], right: &[Vec<u8>]) -> Comparison {
    beside(&two((left, json!({})), (right, json!({}))), (0, 1), true).compared.comparison
}

/// Two images with the same files, whose `config` is this.
fn configured(left: Value, right: Value) -> Comparison {
    let layer = [Layer::new().file("a", "a").bytes()];
    let config = |config: Value| json!({ "config": config });
    beside(&two((&layer, config(left)), (&layer, config(right))), (0, 1), true).compared.comparison
}

/// The output of `inspect compare` for an archive with two images, line by line.
fn said(name: &str, archive: &[u8]) -> Vec<String> {
    let path = std::env::temp_dir().join(format!("layerscope-{name}-{}.tmp", std::process::id()));
    std::fs::write(&path, archive).unwrap();
    let out = inspect(&["compare", path.to_str().unwrap(), "--image", "0:1"]);
    std::fs::remove_file(&path).unwrap();
    text(&out).lines().map(str::to_owned).collect()
}

#[test]
fn root_file_systems_have_no_id_in_common() {
    // `docker buildx build --output type=tar` for two platforms: a folder each, and no document that has an id.
    let root = |name: &str, host: &str| {
        Layer::new().file(&format!("{name}/bin/sh"), "sh").file(&format!("{name}/etc/host"), host)
    };
    let platforms = |left: &str, right: &str| {
        let left = root("linux_amd64", left).bytes();
        [left.strip_suffix(&[0; 1024]).unwrap(), &root("linux_arm64", right).bytes()].concat()
    };
    let found = beside(&platforms("one", "two"), (0, 1), true).compared.comparison;
    assert_eq!((found.rebuild, found.same, found.files.changed.paths), (Verdict::Different, false, 1));
    // Neither is the archive's own digest that of both.
    assert!(!found.layers[0].equal && !found.layers[0].same_files);
    let found = beside(&platforms("one", "one"), (0, 1), true).compared.comparison;
    assert_eq!((found.same, found.files.equal, found.layers[0].same_files), (false, 4, true));
}

#[test]
fn sums_stop_at_what_a_page_can_count_to() {
    let hostile = || {
        let mut builder = tar::Builder::new(Vec::new());
        for name in ["one", "two"] {
            let size = LARGEST_NUMBER.to_string();
            let sparse = [("GNU.sparse.name", name), ("GNU.sparse.size", &size), ("GNU.sparse.map", "0,1")];
            builder.append_pax_extensions(sparse.map(|(key, value)| (key, value.as_bytes()))).unwrap();
            let mut header = tar::Header::new_ustar();
            header.set_size(1);
            header.set_mode(0o644);
            builder.append_data(&mut header, name, &b"x"[..]).unwrap();
        }
        builder.into_inner().unwrap()
    };
    let nothing = Layer::new().file("a", "a").bytes();
    let found = compared(&[nothing], &[hostile(), hostile()]);
    assert_eq!((found.files.added.paths, found.files.added.bytes), (2, LARGEST_NUMBER));
    assert_eq!(found.sizes.right, LARGEST_NUMBER);
    assert_eq!(found.layers.last().unwrap().right_size, Some(LARGEST_NUMBER));
}

#[test]
fn what_another_builder_writes_is_no_difference() {
    let found = configured(
        json!({"Cmd": ["/bin/sh", "-c", "true"], "ArgsEscaped": true, "Labels": {"io.buildah.version": "1.28.0", "kept": "1"}}),
        json!({"Cmd": ["/bin/sh", "-c", "true"], "Labels": {"kept": "1", "io.buildah.version": "1.33.2"}}),
    );
    let told: Vec<_> = found.config.iter().map(|setting| (&*setting.key, setting.is_time())).collect();
    assert_eq!(told, [("Label io.buildah.version", true)]);
    assert_eq!(found.rebuild, Verdict::Rebuild);
}

#[test]
fn objects_are_the_same_whatever_the_order_of_their_fields() {
    let check = |test: &str| json!({"Healthcheck": {"Test": ["CMD", test], "Interval": 1}});
    let turned = |test: &str| json!({"Healthcheck": {"Interval": 1, "Test": ["CMD", test]}});
    assert_eq!(configured(check("a"), turned("a")).config, []);
    // Differences are shown in one order.
    let found = configured(check("a"), turned("b")).config;
    let shown = |test: &str| Some(format!(r#"{{"Interval":1,"Test":["CMD","{test}"]}}"#));
    assert_eq!((&found[0].left, &found[0].right), (&shown("a"), &shown("b")));
    // Equal texts can stand for different values.
    let found = configured(json!({"Volumes": {"/a, /b": {}}}), json!({"Volumes": {"/a": {}, "/b": {}}}));
    assert_eq!((found.config.len(), found.rebuild), (1, Verdict::Different));
}

#[test]
fn equal_tops_may_store_more_and_it_is_said() {
    let bytes = "0123456789".repeat(10);
    let squashed = Layer::new().file("a", &bytes).bytes();
    let dead = [Layer::new().file("a", &bytes).file("b", &bytes).bytes(), Layer::new().file(".wh.b", "").bytes()];
    let found = compared(&dead, std::slice::from_ref(&squashed));
    assert_eq!((found.rebuild, found.sizes.left, found.sizes.right), (Verdict::Rebuild, 200, 100));
    let line = |left: &[Vec<u8>], right: &[Vec<u8>]| {
        said("more", &two((left, json!({"history": []})), (right, json!({"history": []}))))[2].clone()
    };
    let one = std::slice::from_ref(&squashed);
    assert_eq!(line(&dead, one), "rebuild; 0 layers in common; the left one stores 100 bytes more");
    assert_eq!(line(one, &dead), "rebuild; 0 layers in common; the right one stores 100 bytes more");
    assert_eq!(line(one, one), "identical; 1 layers in common");
    // A link is as good as a copy where only the paths are compared.
    let link = [Layer::new().file("a", &bytes).hardlink("b", "a").bytes()];
    let copies = [Layer::new().file("a", &bytes).file("b", &bytes).bytes()];
    assert_eq!(line(&link, &copies), "rebuild; 0 layers in common; the right one stores 100 bytes more");
    // The verdict lists the paths that differ.
    let other = [Layer::new().file("a", "x").bytes()];
    assert_eq!(line(one, &other), "different; 0 layers in common");
}

#[test]
fn names_cannot_write_to_the_terminal() {
    let layer = [Layer::new().file("a", "a").bytes()];
    let archive = two((&layer, json!({})), (&layer, json!({})));
    let members = crate::support::unpack(&archive);
    let evil = members.into_iter().map(|(name, bytes)| {
        let text = String::from_utf8_lossy(&bytes).replace("left:1", "a\\u001b[31mb:1");
        if name == "manifest.json" { (name, text.into_bytes()) } else { (name, bytes) }
    });
    let lines = said("evil", &crate::support::pack(&evil.collect::<Vec<_>>()));
    assert!(lines[0].starts_with("left\ta\\033[31mb:1\t"), "{lines:?}");
}
