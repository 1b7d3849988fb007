//! Bad input: each trouble has its kind, its place, and leaves the sound part standing.

use crate::support::{Layer, compress, fixture, gunzip, image, open, pack, paths, unpack};
use layerscope::problem::{Kind, Problem};
use layerscope::workspace::{LayerState, VerifyState, Workspace};

fn fails(bytes: &[u8]) -> Problem {
    match Workspace::open("bad.tar", &bytes, &mut |_, _| {}) {
        Ok(_) => panic!("opened"),
        Err(problem) => *problem,
    }
}

fn two_layers() -> Vec<Vec<u8>> {
    let upper = Layer::new().file("first", "1").file("second", &"2".repeat(5000)).file("third", "3");
    vec![Layer::new().file("base", "b").bytes(), upper.bytes()]
}

#[test]
fn what_is_no_image_is_told_so() {
    for (bytes, kind) in [
        (Vec::new(), Kind::EmptyFile),
        (b"hello, I am a text".to_vec(), Kind::NotAnArchive),
        (vec![7; 5000], Kind::NotAnArchive),
        (pack(&[("readme".into(), b"x".to_vec())]), Kind::NoImages),
        (vec![0; 10240], Kind::NoImages),
        (pack(&[("manifest.json".into(), b"[{".to_vec())]), Kind::BadJson),
        (pack(&[("manifest.json".into(), b"{}".to_vec())]), Kind::BadJson),
        (pack(&[("manifest.json".into(), b"[]".to_vec())]), Kind::NoImages),
        (pack(&[("manifest.json".into(), br#"[{"Config":"x.json","Layers":[]}]"#.to_vec())]), Kind::MissingConfig),
        (pack(&[("index.json".into(), br#"{"manifests":[{"digest":"sha256:00"}]}"#.to_vec())]), Kind::MissingBlob),
        (b"\xfd7zXZ\0\0\0\0".to_vec(), Kind::Truncated),
        (
            b"\xfd7zXZ\0\0\x04\xe6\xd6\xb4\x46\x02 and then nothing at all that makes any sense".to_vec(),
            Kind::CorruptXz,
        ),
        (b"BZh91AY&SY and then nothing that makes sense".to_vec(), Kind::CorruptBzip2),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\0garbage!".to_vec(), Kind::CorruptGzip),
    ] {
        let problem = fails(&bytes);
        assert_eq!(problem.kind, kind, "{problem}");
        assert!(problem.to_string().starts_with("bad.tar: "), "{problem}");
    }
}

#[test]
fn a_truncated_archive_names_the_byte() {
    let bytes = image(two_layers());
    let cut = bytes[..3000].to_vec();
    let problem = fails(&cut);
    assert_eq!((problem.kind, problem.byte), (Kind::Truncated, Some(3000)));
}

#[test]
fn a_layer_that_is_cut_shows_what_came_before() {
    // The manifest stands first, as Bazel's rules write it, so that a cut leaves it whole.
    let whole = image(two_layers());
    let mut members = unpack(&whole);
    members.rotate_right(1);
    let upper = members.iter().position(|m| m.0 == "1/layer.tar").unwrap();
    let last = members.remove(upper);
    members.push(last);
    let mut bytes = pack(&members);
    let end = bytes.len() - 1024 - 1024; // the archive's end marker, the layer's own, the third file …
    bytes.truncate(end - 2000);
    let mut workspace = Workspace::open("cut.tar", &bytes, &mut |_, _| {}).unwrap();
    assert_eq!(workspace.session().archive().problem.as_ref().map(|p| p.kind), Some(Kind::Truncated));
    workspace.intake().scan_all(&bytes).unwrap();
    assert_eq!(paths(&workspace, 1), ["base", "first", "second"]);
    let info = workspace.facts().image();
    assert_eq!((info.layers[0].state, info.layers[1].state), (LayerState::Ready, LayerState::Damaged));
    let problem = &info.layers[1].problem.as_ref().unwrap().problem;
    assert_eq!((problem.kind, problem.layer, problem.in_layer), (Kind::Truncated, Some(1), true));
    workspace.intake().hash_all(&bytes);
    assert_eq!(workspace.facts().image().layers[0].verify, VerifyState::Ok);
    assert_eq!(workspace.facts().image().layers[1].verify, VerifyState::Unknown);
}

#[test]
fn a_damaged_header_inside_a_layer_names_its_byte() {
    let mut layers = two_layers();
    // first: header and data 1,024 bytes; second's header follows.
    layers[1][1024 + 10] ^= 0xff;
    let bytes = image(layers);
    let workspace = open(&bytes, None);
    assert_eq!(paths(&workspace, 1), ["base", "first"]);
    let problem = workspace.facts().image().layers[1].problem.clone().unwrap();
    assert_eq!((problem.problem.kind, problem.problem.byte), (Kind::CorruptTar, Some(1024)));
    assert!(
        problem.message.contains("layer 2: ") && problem.message.contains("byte 1024 of the layer’s tar: "),
        "{}",
        problem.message
    );
}

#[test]
fn a_missing_layer_leaves_the_others() {
    let whole = image(two_layers());
    let bytes = pack(&unpack(&whole).into_iter().filter(|m| m.0 != "0/layer.tar").collect::<Vec<_>>());
    let workspace = open(&bytes, None);
    assert_eq!(paths(&workspace, 1), ["first", "second", "third"]);
    let info = workspace.facts().image();
    assert_eq!(info.layers[0].state, LayerState::Missing);
    assert_eq!(info.layers[0].problem.as_ref().unwrap().problem.kind, Kind::MissingMember);
    assert_eq!(layerscope::view::strip(workspace.tree(), workspace.tree().find(b"first").unwrap()), "?a");
}

#[test]
fn a_missing_blob_of_an_oci_layout_is_named_by_its_digest() {
    let bytes = fixture("skopeo/1.9/rich.oci-gzip.tar");
    let workspace = open(&bytes, None);
    let digest = workspace.image().layers[4].blob_digest.clone().unwrap();
    let path = digest.replace("sha256:", "blobs/sha256/");
    let without = pack(&unpack(&bytes).into_iter().filter(|m| m.0 != path).collect::<Vec<_>>());
    let workspace = open(&without, None);
    let info = workspace.facts().image();
    assert_eq!(info.layers.iter().filter(|l| l.state == LayerState::Ready).count(), 10);
    let problem = &info.layers[4].problem.as_ref().unwrap().problem;
    assert_eq!((problem.kind, problem.expected.as_ref()), (Kind::MissingBlob, Some(&digest)));
}

#[test]
fn a_changed_byte_is_a_mismatch_with_both_digests() {
    let whole = image(two_layers());
    let mut members = unpack(&whole);
    let layer = members.iter_mut().find(|m| m.0 == "1/layer.tar").unwrap();
    layer.1[512] = b'X';
    let bytes = pack(&members);
    let mut workspace = open(&bytes, None);
    workspace.intake().hash_all(&bytes);
    let info = workspace.facts().image();
    assert_eq!((info.layers[0].verify, info.layers[1].verify), (VerifyState::Ok, VerifyState::Mismatch));
    let problem = &info.layers[1].problem.as_ref().unwrap().problem;
    assert_eq!(problem.kind, Kind::DiffIdMismatch);
    assert_eq!((&problem.expected, &problem.found), (&info.layers[1].diff_id, &info.layers[1].found_diff_id));
    assert_ne!(info.layers[1].diff_id, info.layers[1].found_diff_id);
}

#[test]
fn a_config_that_is_not_the_one_named_is_told() {
    let whole = image(two_layers());
    let mut members = unpack(&whole);
    let config = members.iter_mut().find(|m| m.0.len() == 69).unwrap();
    config.1.push(b' ');
    let workspace = open(&pack(&members), None);
    assert_eq!(workspace.image().problems[0].kind, Kind::DigestMismatch);
}

#[test]
fn damage_inside_a_gzip_or_zstd_layer_keeps_what_was_decoded() {
    for (name, kind) in [("gzip", Kind::CorruptGzip), ("zstd", Kind::CorruptZstd)] {
        let bytes = fixture(&format!("skopeo/1.9/rich.oci-{name}.tar"));
        let sound = open(&bytes, None);
        let base = &sound.image().layers[0];
        let span = base.plan.as_ref().unwrap().span;
        let mut broken = bytes.clone();
        let middle = (span.offset + span.len / 2) as usize;
        broken[middle..middle + 64].fill(0xff);
        let mut workspace = open(&broken, None);
        let info = workspace.facts().image();
        assert!(matches!(info.layers[0].state, LayerState::Damaged | LayerState::Unreadable), "{name}");
        let problem = &info.layers[0].problem.as_ref().unwrap().problem;
        assert!([kind, Kind::CorruptTar].contains(&problem.kind), "{name}: {problem}");
        assert_eq!(info.layers[1].state, LayerState::Ready, "{name}");
        workspace.intake().hash_all(&broken);
        assert_eq!(
            workspace.facts().image().layers[0].verify,
            VerifyState::Mismatch,
            "{name}: the blob's digest is off"
        );
    }
}

#[test]
fn counts_that_contradict_each_other_are_told() {
    let whole = image(two_layers());
    let mut members = unpack(&whole);
    let manifest = members.iter_mut().find(|m| m.0 == "manifest.json").unwrap();
    manifest.1 = String::from_utf8_lossy(&manifest.1).replace(",\"1/layer.tar\"", "").into_bytes();
    let workspace = open(&pack(&members), None);
    assert_eq!(workspace.image().problems.iter().map(|p| p.kind).collect::<Vec<_>>(), [Kind::LayerCountMismatch]);
    assert_eq!(paths(&workspace, 0), ["base"]);
}

#[test]
fn no_cut_and_no_flipped_byte_of_a_real_archive_breaks_anything() {
    let plain = gunzip(&fixture("sample/sample.tar.gz"));
    for bytes in [plain, fixture("sample/sample.tar.gz")] {
        let step = bytes.len() / 150 + 1;
        for at in (0..bytes.len()).step_by(step) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x55;
            for bad in [bytes[..at].to_vec(), flipped] {
                match Workspace::open("mutant", &bad, &mut |_, _| {}) {
                    Ok(mut workspace) => {
                        workspace.intake().scan_all(&bad).unwrap();
                        workspace.intake().hash_all(&bad);
                        assert!(workspace.session().complete());
                    }
                    Err(problem) => assert!(!problem.message().is_empty()),
                }
            }
        }
    }
}

#[test]
fn damage_inside_a_compressed_layer_stands_at_the_layers_byte_and_at_the_stored_one() {
    let layer = Layer::new().file("first", "1").file("second", &"2".repeat(5000)).bytes();
    let mut packed = compress("bzip2", &layer);
    packed.truncate(packed.len() / 2);
    let stored = miniz_oxide::deflate::compress_to_vec(&layer, 0);
    let mut gzip = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &stored].concat();
    gzip.truncate(10 + 5 + 1700);
    for (bytes, byte, words) in [(packed, 0, "stored byte"), (gzip, 1700, "stored byte 1715: inside the gzip data")] {
        let workspace = open(&image(vec![bytes]), None);
        let problem = workspace.facts().image().layers[0].problem.clone().unwrap();
        assert_eq!((problem.problem.kind, problem.problem.in_layer), (Kind::Truncated, true));
        assert!(problem.problem.byte.is_some_and(|at| at <= 1700 && at >= byte), "{}", problem.message);
        assert!(problem.message.contains(words), "{}", problem.message);
    }
}
