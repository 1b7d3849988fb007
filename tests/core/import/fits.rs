//! Layers' tars on what is below them, and which image and height a tar fits best.

use super::*;
use crate::support::{Layer, fixture, image, open};

fn layer_tar(w: &Workspace, archive: &[u8], layer: usize) -> Vec<u8> {
    let mut tar = Vec::new();
    let mut all = |chunk: &[u8]| {
        tar.extend_from_slice(chunk);
        true
    };
    crate::now::copy_layer(&w.ways().layer_plan(layer).unwrap(), &archive, &mut all).unwrap();
    tar
}

#[test]
fn a_layers_tar_is_what_the_layer_did() {
    for name in ["story", "rich"] {
        let archive = fixture(&format!("docker/20.10/{name}.tar.gz"));
        let whole = open(&archive, None);
        for layer in 1..whole.image().layers.len() {
            let tar = layer_tar(&whole, &archive, layer);
            let mut w = open(&archive, None);
            let place = ImportPlace { image: 0, height: Some(layer - 1) };
            shown(&mut w, &tar, Some(Origin::Layer), Some(place));
            let files = Files(vec![archive.clone(), tar.clone()]);
            let list = |w: &Workspace, container: &Container, tree: &Tree| -> BTreeMap<Vec<u8>, Told> {
                seen(w, container, tree, &files).iter().map(|(path, at)| (path.clone(), told(at))).collect()
            };
            let container = w.shown().container().unwrap().clone();
            let found = list(&w, &container, w.tree());
            let wanted = list(&whole, &Container::new(Some(layer)), whole.tree());
            assert!(found == wanted, "{name} layer {layer}");
            for node in whole.tree().node_ids() {
                let path = whole.tree().path(node);
                let own = w.tree().find(&path).and_then(|node| w.tree().change_in(layer, node));
                assert_eq!(
                    own,
                    whole.tree().change_in(layer, node),
                    "{name} layer {layer} {:?}",
                    String::from_utf8_lossy(&path)
                );
            }
        }
    }
}

#[test]
fn a_layers_tar_fits_best_on_the_layer_below_it() {
    let archive = fixture("docker/20.10/story.tar.gz");
    let mut w = open(&archive, None);
    for layer in 1..3 {
        let tar = layer_tar(&w, &archive, layer);
        let imported = import(&mut w, &tar, Some(Origin::Layer), None);
        assert_eq!(imported.chosen.unwrap().counts.height, Some(layer - 1), "{:#?}", imported.fits);
    }
    let tar = layer_tar(&w, &archive, 2);
    let second = import(&mut w, &tar, None, None);
    assert_eq!((second.kind, remarks(&second)), (Origin::Layer, vec![]));
}

fn files(names: &[&str], content: &str) -> Layer {
    names.iter().fold(Layer::new(), |layer, name| layer.file(name, content))
}

#[test]
fn an_export_finds_its_height_and_tells_it_in_numbers() {
    let layers =
        || vec![files(&["a", "b", "c"], "1").bytes(), files(&["d", "e"], "2").bytes(), files(&["f", "g"], "3").bytes()];
    let mut w = open(&image(layers()), None);
    let export = files(&["a", "b", "d", "e", "new"], "1").file(".dockerenv", "").dir("proc").dir("sys").bytes();
    let imported = shown(&mut w, &export, None, None);
    let fit = imported.chosen.unwrap();
    assert_eq!(
        (fit.counts.height, fit.counts.of, fit.counts.equal, fit.counts.changed, fit.counts.missing, fit.counts.added),
        (Some(1), 5, 4, 0, 1, 1)
    );
    assert_eq!(fit.reason, "of 5 files of the image 4 are equal, 0 differ, 1 are missing; 1 are new");
    assert_eq!(imported.fits.iter().map(|fit| fit.counts.height).collect::<Vec<_>>(), [Some(1), Some(2), Some(0)]);
    assert_eq!(diff(&w), ["A /.dockerenv", "A /new", "D /c"], "mode 0644: not as Docker makes it");
    // Another height by hand is one more container of the same tar.
    let again = w.importer().again(imported.import, None, Some(ImportPlace { image: 0, height: None })).unwrap();
    w.containers().choose(again.container).unwrap();
    assert_eq!(diff(&w), ["A /.dockerenv", "A /new", "D /c", "D /f", "D /g"]);
    assert_eq!(w.containers().list().len(), 2);
    assert!(w.importer().again(imported.import, None, Some(ImportPlace { image: 0, height: Some(3) })).is_err());
    assert!(w.importer().again(7, None, None).is_err());
}

#[test]
fn without_any_mark_the_image_decides_what_a_tar_is() {
    let mut w = open(&image(vec![files(&["a", "b", "c"], "1").bytes()]), None);
    let export = import(&mut w, &files(&["a", "b"], "1").bytes(), None, None);
    assert_eq!((export.kind, remarks(&export)), (Origin::Export, vec![Remark::Guessed]));
    let layer = import(&mut w, &files(&["x", "y"], "1").bytes(), None, None);
    assert_eq!((layer.kind, remarks(&layer)), (Origin::Layer, vec![Remark::Guessed]));
}

#[test]
fn an_export_that_fits_no_image_says_so_and_can_be_placed_all_the_same() {
    let mut w = open(&image(vec![files(&["a", "b", "c"], "1").bytes()]), None);
    let stranger = files(&["x", "y"], "1").bytes();
    let imported = import(&mut w, &stranger, Some(Origin::Export), None);
    assert_eq!(
        (imported.container, imported.chosen.as_ref(), remarks(&imported)),
        (None, None, vec![Remark::FitsNone])
    );
    assert_eq!((imported.fits.len(), w.containers().list().len()), (1, 0));
    let placed = w
        .importer()
        .again(imported.import, Some(Origin::Export), Some(ImportPlace { image: 0, height: None }))
        .unwrap();
    w.containers().choose(placed.container).unwrap();
    assert_eq!(diff(&w), ["A /x", "A /y", "D /a", "D /b", "D /c"]);
    assert_eq!(remarks(&placed), [Remark::FitsNone]);
}

#[test]
fn of_several_images_the_best_one_is_taken_once_it_is_read() {
    let archive = fixture("docker/20.10/multi.tar.gz");
    let mut w = open(&archive, None);
    let export = {
        let other = open(&archive, Some("app:1"));
        let order = other.ways().export(layerscope::tree::ROOT, other.image().layers.len() - 1);
        let (batch, _) = other.ways().export_batch(&order, 0).unwrap();
        let mut tar = Vec::new();
        let mut all = |bytes: &[u8]| {
            tar.extend_from_slice(bytes);
            true
        };
        crate::now::write(&batch, &archive, &mut all);
        tar
    };
    let first = import(&mut w, &export, Some(Origin::Export), None);
    assert!(!first.unread.is_empty());
    let app1 = w.images().iter().position(|image| image.names.iter().any(|name| name == "app:1")).unwrap();
    for image in 0..w.images().len() {
        w.choose(image).unwrap();
        w.intake().scan_all(&archive).unwrap();
    }
    w.choose(0).unwrap();
    w.intake().scan_all(&archive).unwrap();
    let again = w.importer().again(first.import, Some(Origin::Export), None).unwrap();
    assert_eq!((again.unread.len(), again.chosen.as_ref().unwrap().image), (0, app1));
    w.containers().choose(again.container).unwrap();
    assert_eq!((w.facts().image().index, diff(&w)), (app1, vec![]));
}

/// Root file systems of several platforms are layers of one tar, each below its own folder.
#[test]
fn a_platform_that_was_read_is_asked_for_its_fit() {
    let platform = |layer: Layer, folder: &str, arch: &str| {
        let layer = layer.file(&format!("{folder}/etc/arch"), arch).file(&format!("{folder}/bin/sh"), arch);
        (0..20).fold(layer, |layer, n| layer.file(&format!("{folder}/usr/{arch}{n}"), arch))
    };
    let archive = platform(platform(Layer::new(), "linux_amd64", "amd64"), "linux_arm64", "arm64").bytes();
    let mut w = open(&archive, None);
    assert_eq!(w.images().len(), 2);
    w.choose(1).unwrap();
    w.intake().scan_all(&archive).unwrap();
    let export = (0..20).fold(Layer::new().file("etc/arch", "amd64").file("bin/sh", "amd64"), |layer, n| {
        layer.file(&format!("usr/amd64{n}"), "amd64")
    });
    let export = export.file(".dockerenv", "").file("new", "n").bytes();
    let imported = import(&mut w, &export, None, None);
    assert!(imported.unread.is_empty(), "{imported:#?}");
    assert_eq!(imported.chosen.map(|fit| fit.image), Some(0));
}
