//! Containers in the workspace: their layer on top of the tree, several side by side, from any height; contents through it.

use super::committed::Files;
use super::*;
use crate::support::paths;
use layerscope::container::UpperForm;
use layerscope::problem::Kind;
use layerscope::tree::Change;

fn layers() -> Vec<Layer> {
    vec![
        Layer::new().dir("data").file("data/one", "11111").file("keep", "k"),
        Layer::new().file("data/two", "22").file("big", &"b".repeat(1000)),
    ]
}

#[test]
fn a_tar_that_was_begun_ends_when_the_container_changes_under_it() {
    let mut w = stack(layers());
    let id = w.containers().run(None).unwrap();
    w.containers().choose(Some(id)).unwrap();
    w.shown_mut().apply(&[write("/new", 2)], at(5)).unwrap();
    let begun =
        |w: &Workspace| (w.ways().export(layerscope::tree::ROOT, 2), w.shown().upper_tar(UpperForm::Layer).unwrap());
    let (order, tar) = begun(&w);
    assert!(w.ways().export_batch(&order, 0).is_ok() && w.ways().upper_batch(&tar, 0).is_ok());
    let ended = |w: &Workspace, order, tar| {
        assert_eq!(w.ways().export_batch(order, 0).unwrap_err().kind, Kind::Changed);
        assert_eq!(w.ways().upper_batch(tar, 0).unwrap_err().kind, Kind::Changed);
    };
    w.shown_mut().apply(&[write("/new", 3)], at(6)).unwrap();
    ended(&w, &order, &tar);
    let (order, tar) = begun(&w);
    w.containers().choose(Some(id)).unwrap();
    ended(&w, &order, &tar);
    let (order, tar) = begun(&w);
    w.choose(0).unwrap();
    assert_eq!(w.ways().export_batch(&order, 0).unwrap_err().kind, Kind::Changed);
    assert!(w.ways().upper_batch(&tar, 0).is_err());
}

#[test]
fn a_container_is_the_top_layer_of_the_tree_and_goes_again() {
    let mut w = stack(layers());
    let image = w.facts().image();
    let id = w.containers().run(None).unwrap();
    w.containers().choose(Some(id)).unwrap();
    let told = w.shown_mut().apply(&[append("/data/one", 3), remove("/big"), write("/new", 2)], at(5)).unwrap();
    assert_eq!(told.refusal, None);
    let layer = told.layer.unwrap();
    assert_eq!(
        (layer.index, layer.added, layer.changed, layer.removed, layer.container),
        (2, Some(1), Some(1), Some(1), Some(id))
    );
    let info = w.facts().image();
    assert_eq!((info.layers.len(), info.stack.len()), (3, 3));
    assert_eq!(info.layers.iter().map(|l| l.dead.unwrap()).collect::<Vec<_>>(), [5, 1000, 0]);
    assert_eq!(paths(&w, 2), ["data/", "data/one", "data/two", "keep", "new"]);
    assert_eq!(paths(&w, 1), ["big", "data/", "data/one", "data/two", "keep"]);
    let one = w.tree().find(b"data/one").unwrap();
    assert_eq!(
        (layerscope::view::strip(w.tree(), one), w.tree().change_in(2, one)),
        ("a.c".into(), Some(Change::Content))
    );
    let files = Files(vec![image_bytes(), b"up!".to_vec()]);
    let content = w.ways().content(one, 2, 0).unwrap();
    assert_eq!(crate::now::read(&content, &files, 0, 100), (b"11111up!".to_vec(), None));
    assert_eq!(crate::now::read(&content, &files, 4, 2), (b"1u".to_vec(), None));
    // The tree as a tar holds what the container wrote.
    let order = w.ways().export(layerscope::tree::ROOT, 2);
    let (batch, _) = w.ways().export_batch(&order, 0).unwrap();
    let mut tar = Vec::new();
    let problems = crate::now::write(&batch, &files, &mut |bytes| {
        tar.extend_from_slice(bytes);
        true
    });
    assert!(problems.is_empty());
    let found = crate::support::unpack(&tar);
    assert!(found.contains(&("data/one".into(), b"11111up!".to_vec())), "{found:?}");
    assert!(w.shown_mut().undo().unwrap());
    assert_eq!(paths(&w, 2), paths(&w, 1));
    assert!(w.shown_mut().redo().unwrap());
    assert_eq!(
        w.shown().diff().iter().map(|d| d.line()).collect::<Vec<_>>(),
        ["D /big", "C /data", "C /data/one", "A /new"]
    );
    let removed = w.containers().remove(id).unwrap();
    assert_eq!((removed.entries, removed.bytes), (4, 10));
    assert_eq!(w.facts().image(), image);
}

fn image_bytes() -> Vec<u8> {
    image(layers().into_iter().map(Layer::bytes).collect())
}

#[test]
fn containers_stand_side_by_side_on_any_height() {
    let mut w = stack(layers());
    let (top, low) = (w.containers().run(None).unwrap(), w.containers().run(Some(0)).unwrap());
    assert!(w.containers().run(Some(2)).is_err());
    w.containers().choose(Some(low)).unwrap();
    w.shown_mut().apply(&[write("/low", 4)], at(5)).unwrap();
    assert_eq!(paths(&w, 1), ["data/", "data/one", "keep", "low"]);
    assert_eq!(w.facts().image().layers.len(), 2);
    w.intake().hash_all(&image_bytes());
    w.containers().choose(Some(top)).unwrap();
    w.shown_mut().apply(&[write("/top", 4)], at(5)).unwrap();
    assert_eq!(paths(&w, 2), ["big", "data/", "data/one", "data/two", "keep", "top"]);
    w.containers().choose(Some(low)).unwrap();
    assert_eq!(paths(&w, 1), ["data/", "data/one", "keep", "low"]);
    w.containers().choose(None).unwrap();
    assert_eq!(paths(&w, 1), ["big", "data/", "data/one", "data/two", "keep"]);
    assert!(w.facts().image().layers.iter().all(|l| l.dead == Some(0)));
    assert_eq!(
        w.containers().list().iter().map(|c| (c.id, c.height, c.bytes)).collect::<Vec<_>>(),
        [(top, Some(1), 4), (low, Some(0), 4)]
    );
}

#[test]
fn a_refused_step_does_nothing() {
    let mut w = stack(layers());
    let id = w.containers().run(None).unwrap();
    w.containers().choose(Some(id)).unwrap();
    let told = w.shown_mut().apply(&[write("/x", 1), mkdir("/data")], at(5)).unwrap();
    let refusal = told.refusal.unwrap();
    assert_eq!((refusal.op, &*refusal.message), (1, "/data: File exists"));
    assert!(w.shown().container().unwrap().upper().is_empty() && !w.shown_mut().undo().unwrap());
}

#[test]
fn an_image_without_layers_can_be_run() {
    let mut w = stack(vec![]);
    let id = w.containers().run(None).unwrap();
    w.containers().choose(Some(id)).unwrap();
    w.shown_mut().apply(&[mkdir("/a"), write("/a/b", 1)], at(5)).unwrap();
    assert_eq!(paths(&w, 0), ["a/", "a/b"]);
    assert_eq!(w.shown().container().unwrap().height(), None);
}

/// Notes are the image's, of all its layers, wherever the shown container stands.
#[test]
fn findings_are_of_the_image_below_and_above_a_container() {
    let noted = |name: &str| Layer::new().file(&format!("{name}/.wh.never"), "").file(name, name);
    let mut w = stack(vec![
        Layer::new().file("low", "l").file(".wh.none", ""),
        Layer::new().file("middle/x", "m").file("middle/.wh.nothing", ""),
        noted("top"),
    ]);
    let findings = w.facts().findings();
    let layers: Vec<_> = findings.iter().filter_map(|f| f.problem.problem.layer).collect();
    assert!([0, 1, 2].iter().all(|layer| layers.contains(layer)), "{findings:#?}");
    for height in [Some(0), Some(1), None] {
        let id = w.containers().run(height).unwrap();
        w.containers().choose(Some(id)).unwrap();
        assert_eq!(w.facts().findings(), findings, "at {height:?}");
        // The container's own changes are no finding of the image.
        w.shown_mut().apply(&[remove("/low"), write("/new", 2)], at(5)).unwrap();
        assert_eq!(w.facts().findings(), findings, "at {height:?}, changed");
    }
    w.containers().choose(None).unwrap();
    assert_eq!(w.facts().findings(), findings);
}
