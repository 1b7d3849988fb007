//! What images share, what a pull of one still needs, and what squashing would change: by hand on real images, by building the
//! squashed layer everywhere.

mod archives;
mod joining;
mod squashed;

use crate::builder::{Files, Image, Packing, describe, index};
use crate::forms::simple;
use crate::inspect::{inspect, text};
use crate::random::{layer, op};
use crate::support::{Layer, fixture, gunzip, image, open, unpack};
use layerscope::sharing::Squash;
use layerscope::workspace::Workspace;
use proptest::prelude::*;
use serde_json::json;
use squashed::Squashed;

/// Two fixtures open side by side, all images of them read.
fn both(names: [&str; 2]) -> (Workspace, [Vec<u8>; 2]) {
    let bytes = names.map(|name| fixture(&format!("docker/20.10/{name}.tar.gz")));
    let files = [0, 1].map(|at| (names[at], &bytes[at] as &dyn layerscope::source::ReadAt));
    (Workspace::open_all(&files, &mut |_, _| {}).unwrap(), bytes)
}

#[test]
fn three_images_of_one_archive_grow_from_one_base() {
    let workspace = open(&fixture("docker/20.10/multi.tar.gz"), None);
    let sharing = workspace.all_images().sharing();
    // tar -tvzf multi.tar.gz, in the order of manifest.json: the base, then 3b22… under both apps, then their own; 52fa… is the untagged one's.
    let told: Vec<_> = sharing.layers.iter().map(|l| (l.parent, l.stored, l.images.clone(), l.compressed)).collect();
    assert_eq!(
        told,
        [
            (None, 2_037_760, vec![0, 1, 2], false),
            (Some(0), 4_096, vec![0, 2], false),
            (Some(1), 33_792, vec![0], false),
            (Some(0), 2_048, vec![1], false),
            (Some(1), 32_768, vec![2], false),
        ]
    );
    let images: Vec<_> = sharing.images.iter().map(|i| (i.top, i.layers, i.stored, i.own)).collect();
    assert_eq!(
        images,
        [(Some(2), 3, 2_075_648, 33_792), (Some(3), 2, 2_039_808, 2_048), (Some(4), 3, 2_074_624, 32_768)]
    );
    assert_eq!(sharing.images[0].names, ["app:2"]);
    assert_eq!((sharing.sum, sharing.once, sharing.content), (6_190_080, 2_110_464, 2_110_464));
    // Only the first image has been read, so only its layers have a size; `inspect images` says 2043453 of them together.
    let sizes: Vec<_> = sharing.layers.iter().map(|l| l.size.is_some()).collect();
    assert_eq!(sizes, [true, true, true, false, false]);
    assert_eq!(sharing.layers.iter().filter_map(|l| l.size).sum::<u64>(), 2_043_453);
    assert!(sharing.layers.iter().all(|l| l.same.is_empty()));
}

#[test]
fn a_machine_with_one_version_downloads_what_is_new_in_the_other() {
    let workspace = open(&fixture("docker/20.10/multi.tar.gz"), None);
    let plan = workspace.all_images().pull(&[2], 0).unwrap();
    let rows: Vec<_> = plan.rows.iter().map(|r| (r.layer, r.bytes, r.has, r.by)).collect();
    assert_eq!(rows, [(0, 2_037_760, true, Some(2)), (1, 4_096, true, Some(2)), (2, 33_792, false, None)]);
    // docker save keeps plain tars: the compressed size in a registry is not known.
    assert_eq!((plan.download, plan.kept, plan.compressed), (33_792, 2_041_856, false));
    let nothing = workspace.all_images().pull(&[], 0).unwrap();
    assert_eq!((nothing.download, nothing.kept), (2_075_648, 0));
    let all = workspace.all_images().pull(&[1, 0], 0).unwrap();
    assert_eq!((all.download, all.kept, all.rows[0].by, all.rows[1].by), (0, 2_075_648, Some(1), Some(0)));
    assert!(workspace.all_images().pull(&[3], 0).is_err() && workspace.all_images().pull(&[], 3).is_err());
}

#[test]
fn two_archives_share_their_first_layers() {
    let (mut workspace, bytes) = both(["story", "buildkit"]);
    let sharing = workspace.all_images().sharing();
    // story: 2037760 + 4096 + 9216; buildkit: the same two, then 2560, 5120, 3072 and 1024.
    assert_eq!(sharing.layers.len(), 7);
    assert_eq!((sharing.sum, sharing.once), (2_051_072 + 2_053_632, 2_051_072 + 11_776));
    assert_eq!(sharing.layers[1].images, [0, 1]);
    assert_eq!(workspace.all_images().pull(&[0], 1).unwrap().download, 11_776);
    // layers:v2 and layers:bk are of one repository; they part above two layers.
    workspace.intake().scan_all(&bytes[0]).unwrap();
    let stable = workspace.what_if().stable.unwrap();
    assert_eq!((stable.image, stable.until), (1, 2));
    // Squashing all of story would no longer share the two.
    let all = workspace.what_if().all;
    let files: Vec<u64> = stored(&workspace);
    assert_eq!((all.unshared, all.sharers), (files[0] + files[1], vec![1]));
    assert_eq!(workspace.what_if().from[2].unshared, 0);
}

#[test]
fn what_a_registry_sends_is_known_where_layers_are_stored_compressed() {
    let one = Image::reference();
    let packed = one.clone().packed(Packing::Gzip);
    let files = [simple(&one).tar(), simple(&packed).tar()];
    let named = [("plain", &files[0] as _), ("packed", &files[1] as _)];
    let workspace = Workspace::open_all(&named, &mut |_, _| {}).unwrap();
    let sharing = workspace.all_images().sharing();
    assert_eq!(sharing.layers.len(), 3, "the same image twice");
    for (index, layer) in sharing.layers.iter().enumerate() {
        assert_eq!((layer.stored, layer.compressed), (packed.blob(index).len() as u64, true));
    }
    let plan = workspace.all_images().pull(&[], 0).unwrap();
    assert!(plan.compressed);
    assert_eq!(plan.download, (0..3).map(|layer| packed.blob(layer).len() as u64).sum::<u64>());
}

/// An OCI layout of the reference image without its base, and what is changed in the manifest.
fn without_the_base(image: &Image, change: impl Fn(&mut serde_json::Value)) -> Vec<u8> {
    let mut manifest = image.manifest(false);
    change(&mut manifest);
    let (upper, top) = (image.blob(1), image.blob(2));
    let files = Files::new().blob(image.config_bytes()).blob(upper).blob(top).document(&manifest);
    files.json("index.json", &index(vec![describe(&manifest)])).tar()
}

#[test]
fn of_a_blob_that_is_missing_the_manifest_tells_the_bytes() {
    let packed = Image::reference().packed(Packing::Gzip);
    let blobs: Vec<u64> = (0..3).map(|layer| packed.blob(layer).len() as u64).collect();
    let sharing = open(&without_the_base(&packed, |_| {}), None).all_images().sharing();
    let told: Vec<_> = sharing.layers.iter().map(|l| (l.stored, l.known, l.compressed)).collect();
    assert_eq!(told, blobs.iter().map(|bytes| (*bytes, true, true)).collect::<Vec<_>>());
    let plan = sharing.pull(&[], 0);
    assert_eq!((plan.download, plan.known, plan.compressed), (blobs.iter().sum(), true, true));
    // A plain tar is marked as one.
    let plain = open(&without_the_base(&Image::reference(), |_| {}), None).all_images().sharing();
    assert_eq!((plain.layers[0].stored, plain.layers[0].compressed), (Image::reference().blob(0).len() as u64, false));
    // Beside an archive that holds it, the place is that one's, and so is the compressed size.
    let archives =
        [without_the_base(&Image::reference(), |_| {}), simple(&Image::reference().packed(Packing::Gzip)).tar()];
    let named = [("without", &archives[0] as _), ("whole", &archives[1] as _)];
    let layer = Workspace::open_all(&named, &mut |_, _| {}).unwrap().all_images().sharing().layers[0].clone();
    assert_eq!((layer.layer.image, layer.compressed, layer.stored), (1, true, blobs[0]));
}

#[test]
fn bytes_that_nobody_tells_are_unknown() {
    let packed = Image::reference().packed(Packing::Gzip);
    for size in [json!(null), json!(-1), json!(u64::MAX), json!("12")] {
        let archive = without_the_base(&packed, |manifest| manifest["layers"][0]["size"] = size.clone());
        let sharing = open(&archive, None).all_images().sharing();
        assert_eq!((sharing.layers[0].known, sharing.layers[1].known), (false, true), "{size}");
        let plan = sharing.pull(&[], 0);
        assert_eq!((plan.rows[0].known, plan.known, plan.compressed), (false, false, true));
        assert!(sharing.pull(&[0], 0).known, "nothing is downloaded");
    }
    let path = std::env::temp_dir().join(format!("layerscope-unknown-{}.tmp", std::process::id()));
    std::fs::write(&path, without_the_base(&packed, |manifest| manifest["layers"][0]["size"] = json!(null))).unwrap();
    let out = text(&inspect(&["share", path.to_str().unwrap(), "--want", "0"]));
    std::fs::remove_file(&path).unwrap();
    assert!(out.contains("0\t-\tunknown\tunknown\t"), "{out}");
    assert!(out.contains("\n0\tunknown\tdownload\t") && out.contains(" or more: not all layers' bytes are known\n"));
}

#[test]
fn the_same_content_at_another_place_is_told() {
    let twice = Image::reference().with_a_layer_twice();
    let sharing = open(&simple(&twice).tar(), None).all_images().sharing();
    assert_eq!(sharing.layers[1].same, [2]);
    assert_eq!(sharing.layers[2].same, [1]);
    let again = sharing.layers[2].stored;
    assert_eq!((sharing.once, sharing.content), (sharing.sum, sharing.sum - again));
    // A pull downloads it once, too.
    let plan = sharing.pull(&[], 0);
    assert_eq!(plan.rows.iter().map(|row| row.again).collect::<Vec<_>>(), [None, None, Some(1), None]);
    assert_eq!((plan.download, plan.kept), (sharing.content, 0));
    assert!(sharing.pull(&[0], 0).rows.iter().all(|row| row.has && row.again.is_none()));
}

#[test]
fn layers_without_a_chain_id_are_nobodys_but_one_images() {
    let lacking = |image: Image| image.configured(|config| config["rootfs"]["diff_ids"] = serde_json::json!([]));
    let files = [simple(&lacking(Image::reference())).tar(), simple(&lacking(Image::reference())).tar()];
    let named = [("a", &files[0] as _), ("b", &files[1] as _)];
    let sharing = Workspace::open_all(&named, &mut |_, _| {}).unwrap().all_images().sharing();
    assert_eq!(sharing.layers.len(), 6);
    assert!(sharing.layers.iter().all(|l| l.images.len() == 1 && l.chain_id.is_none() && l.same.is_empty()));
    assert_eq!((sharing.once, sharing.content), (sharing.sum, sharing.sum));
}

/// Bytes of files that each layer stores.
fn stored(workspace: &Workspace) -> Vec<u64> {
    let tree = workspace.tree();
    let mut sizes = vec![0; tree.layers()];
    tree.version_ids().for_each(|id| sizes[usize::from(tree.version(id).layer)] += tree.stored(id));
    sizes
}

/// The visible paths at a height: path, kind, size, target.
fn seen(workspace: &Workspace, height: usize) -> Vec<String> {
    let tree = workspace.tree();
    let seen = tree.seen_at(height).version;
    let shown = |version: &layerscope::tree::Version| {
        let kind = match version.kind() {
            // It does not matter which of a file's names is the link.
            Some(layerscope::tar_format::FileKind::Hardlink) => Some(layerscope::tar_format::FileKind::File),
            kind => kind,
        };
        let size = tree.content_of(version).map(|content| content.size);
        let target =
            if size.is_none() { String::from_utf8_lossy(tree.target(version)).into_owned() } else { String::new() };
        format!("{:?} {kind:?} {size:?} {target}", String::from_utf8_lossy(&tree.path(version.node)))
    };
    let mut lines: Vec<String> = seen.iter().skip(1).flatten().map(|id| shown(tree.version(*id))).collect();
    lines.sort();
    lines
}

/// Builds the squashed layer and holds what it takes, and what is seen above it, against the figures.
fn prove(layers: &[Vec<u8>], workspace: &Workspace, told: &Squash) {
    let (from, to) = (told.from, told.to);
    let mut squashed = Squashed::default();
    layers[from..=to].iter().for_each(|layer| squashed.add(layer));
    let (tar, bytes) = squashed.tar();
    let sizes = stored(workspace);
    let within: u64 = sizes[from..=to].iter().sum();
    assert_eq!((bytes, told.layer), (within - told.saved, bytes), "{from}..={to}");
    let after: Vec<Vec<u8>> = [&layers[..from], &[tar], &layers[to + 1..]].concat();
    assert_eq!(told.layers, after.len());
    let again = open(&image(after), None);
    assert_eq!(stored(&again).iter().sum::<u64>(), told.size, "{from}..={to}");
    for height in to..layers.len() {
        assert_eq!(seen(&again, height - (to - from)), seen(workspace, height), "{from}..={to} seen from {height}");
    }
    let top = *stored(&again).last().unwrap();
    assert_eq!(told.pull, top);
}

/// Proves all figures of an image; how many runs there were.
fn prove_all(layers: &[Vec<u8>], workspace: &mut Workspace) -> usize {
    let told = workspace.what_if();
    let sizes = stored(workspace);
    let dead: u64 = workspace.tree().dead_bytes().iter().sum();
    assert_eq!((told.now.size, told.now.dead, told.now.layers), (sizes.iter().sum(), dead, layers.len()));
    assert_eq!(told.now.pull, *sizes.last().unwrap());
    assert_eq!(told.from.len(), layers.len());
    assert_eq!(told.from[0], told.all);
    for (from, squash) in told.from.iter().enumerate() {
        assert_eq!((squash.from, squash.to), (from, layers.len() - 1));
    }
    for squash in told.from.iter().chain(&told.runs).filter(|squash| squash.merged > 1) {
        prove(layers, workspace, squash);
    }
    assert!(told.runs.iter().all(|run| run.saved > 0 && run.merged > 1));
    assert!(told.runs.is_sorted_by_key(|run| std::cmp::Reverse(run.saved)));
    told.runs.len()
}

#[test]
fn squashing_real_images_saves_what_is_told() {
    let mut runs = 0;
    for name in ["docker/20.10/rich.tar.gz", "docker/20.10/story.tar.gz", "docker/20.10/buildkit.tar.gz"] {
        let bytes = gunzip(&fixture(name));
        let mut workspace = open(&bytes, None);
        let members = unpack(&bytes);
        let find = |name: &String| members.iter().find(|(member, _)| member == name).unwrap().1.clone();
        let layers: Vec<Vec<u8>> = workspace.image().layers.iter().map(|layer| find(&layer.name)).collect();
        runs += prove_all(&layers, &mut workspace);
    }
    assert!(runs > 3, "{runs}");
}

#[test]
fn bytes_that_two_layers_apart_hide_are_saved_by_merging_all_between_them() {
    let layers = [
        Layer::new().file("base", "0123456789").bytes(),
        Layer::new().file("cache/a", "aaaa").file("keep", "kkk").bytes(),
        Layer::new().file("other", "oo").bytes(),
        Layer::new().file(".wh.cache", "").bytes(),
        Layer::new().file("keep", "KKK").bytes(),
    ];
    let mut workspace = open(&image(layers.to_vec()), None);
    let told = workspace.what_if();
    assert_eq!((told.now.size, told.now.dead), (22, 7));
    // keep (3) dies in 4, cache/a (4) in 3: one run of both, and the shorter one that has the most of it.
    let runs: Vec<_> = told.runs.iter().map(|r| (r.from, r.to, r.merged, r.saved, r.layer, r.pull)).collect();
    assert_eq!(runs, [(1, 4, 4, 7, 5, 5), (1, 3, 3, 4, 5, 3)]);
    assert_eq!((told.all.saved, told.all.layers, told.all.size), (7, 1, 15));
    assert_eq!(told.from.iter().map(|f| f.saved).collect::<Vec<_>>(), [7, 7, 0, 0, 0]);
    prove_all(&layers, &mut workspace);
}

#[test]
fn a_content_lives_as_long_as_any_of_its_names() {
    let layers = [
        Layer::new().file("a", "0123456789").hardlink("b", "a").bytes(),
        Layer::new().file(".wh.a", "").bytes(),
        Layer::new().file(".wh.b", "").bytes(),
    ];
    let mut workspace = open(&image(layers.to_vec()), None);
    let told = workspace.what_if();
    assert_eq!(told.runs.iter().map(|r| (r.from, r.to, r.saved)).collect::<Vec<_>>(), [(0, 2, 10)]);
    prove_all(&layers, &mut workspace);
}

#[test]
fn a_container_on_top_is_not_looked_at() {
    let bytes = fixture("docker/20.10/story.tar.gz");
    let mut workspace = open(&bytes, None);
    let before = workspace.what_if();
    for height in [Some(2), Some(0), None] {
        let id = workspace.containers().run(height).unwrap();
        workspace.containers().choose(Some(id)).unwrap();
        let now = layerscope::container::Time { seconds: 1, nanos: 0 };
        workspace.shown_mut().exec("rm -rf /root /bin", now, 1).unwrap();
        assert_eq!(workspace.what_if(), before);
    }
}

#[test]
fn an_image_of_one_layer_has_nothing_to_merge() {
    let told = open(&image(vec![Layer::new().file("a", "xyz").bytes()]), None).what_if();
    assert_eq!((told.all.merged, told.all.saved, told.all.layers, told.all.size, told.all.layer), (1, 0, 1, 3, 3));
    assert!(told.runs.is_empty() && told.stable.is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn squashing_random_stacks_saves_what_is_told(stack in prop::collection::vec(prop::collection::vec(op(), 0..7), 1..7)) {
        let layers: Vec<Vec<u8>> = stack.iter().map(|ops| layer(ops)).collect();
        prove_all(&layers, &mut open(&image(layers.clone()), None));
    }
}
