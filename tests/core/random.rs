//! Random stacks of layers against a naive model of overlay: a map, and every layer applied to it entry by entry.

use crate::support::{Layer, image, open, paths};
use layerscope::tree::ROOT;
use layerscope::view::{Mode, View};
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
pub enum Op {
    File(String, usize),
    Dir(String),
    Symlink(String),
    Whiteout(String),
    Opaque(String),
}

/// Few names, so that paths meet.
fn path() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec!["a", "b", "c"]), 1..4).prop_map(|parts| parts.join("/"))
}

pub fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        4 => (path(), 0..9usize).prop_map(|(p, n)| Op::File(p, n)),
        2 => path().prop_map(Op::Dir),
        1 => path().prop_map(Op::Symlink),
        2 => path().prop_map(Op::Whiteout),
        1 => path().prop_map(Op::Opaque),
    ]
}

#[derive(Debug, Clone, PartialEq)]
enum Thing {
    File(usize),
    Dir,
    Symlink,
}

type Model = BTreeMap<String, Thing>;

fn below(model: &Model, path: &str) -> Vec<String> {
    let prefix = format!("{path}/");
    model.keys().filter(|k| k.starts_with(&prefix)).cloned().collect()
}

fn remove_below(model: &mut Model, path: &str) {
    for key in below(model, path) {
        model.remove(&key);
    }
}

/// A directory must stand at each parent; anything else there makes way for it.
fn parents(model: &mut Model, path: &str) {
    for (at, _) in path.match_indices('/') {
        directory(model, &path[..at]);
    }
}

fn directory(model: &mut Model, path: &str) {
    if model.get(path) != Some(&Thing::Dir) {
        model.insert(path.to_owned(), Thing::Dir);
    }
}

fn apply(model: &mut Model, ops: &[Op]) {
    // Whiteouts and opaque marks concern lower layers only, whatever the order in the tar.
    for op in ops {
        match op {
            Op::Whiteout(path) => {
                remove_below(model, path);
                model.remove(path);
            }
            Op::Opaque(path) => remove_below(model, path),
            _ => {}
        }
    }
    for op in ops {
        match op {
            Op::File(path, size) => {
                parents(model, path);
                remove_below(model, path);
                model.insert(path.clone(), Thing::File(*size));
            }
            Op::Symlink(path) => {
                parents(model, path);
                remove_below(model, path);
                model.insert(path.clone(), Thing::Symlink);
            }
            Op::Dir(path) | Op::Opaque(path) => {
                parents(model, path);
                directory(model, path);
            }
            // An engine makes the folder in which it looks for the name.
            Op::Whiteout(path) => parents(model, path),
        }
    }
}

pub fn layer(ops: &[Op]) -> Vec<u8> {
    let mut layer = Layer::new();
    for op in ops {
        layer = match op {
            Op::File(path, size) => layer.file(path, &"x".repeat(*size)),
            Op::Dir(path) => layer.dir(path),
            Op::Symlink(path) => layer.symlink(path, "somewhere"),
            Op::Whiteout(path) => match path.rsplit_once('/') {
                Some((folder, name)) => layer.file(&format!("{folder}/.wh.{name}"), ""),
                None => layer.file(&format!(".wh.{path}"), ""),
            },
            Op::Opaque(path) => layer.file(&format!("{path}/.wh..wh..opq"), ""),
        };
    }
    layer.bytes()
}

fn listed(model: &Model) -> Vec<String> {
    let show = |(path, thing): (&String, &Thing)| match thing {
        Thing::File(_) => path.clone(),
        Thing::Dir => format!("{path}/"),
        Thing::Symlink => format!("{path} -> somewhere"),
    };
    let mut lines: Vec<(String, String)> = model.iter().map(|e| (e.0.clone(), show(e))).collect();
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_height_is_what_a_naive_overlay_shows(stack in prop::collection::vec(prop::collection::vec(op(), 0..8), 1..5)) {
        let workspace = open(&image(stack.iter().map(|ops| layer(ops)).collect()), None);
        let mut model = Model::new();
        for (height, ops) in stack.iter().enumerate() {
            apply(&mut model, ops);
            prop_assert_eq!(paths(&workspace, height), listed(&model), "height {}", height);
        }
        let tree = workspace.tree();
        // The two ways in which the tree knows its top agree.
        let seen = tree.seen_at(stack.len() - 1).version;
        for node in tree.node_ids().skip(1) {
            prop_assert_eq!(tree.is_live(node), seen.get(node).is_some());
            prop_assert_eq!(tree.seen_path(node, stack.len() - 1), seen.get(node));
        }
        // Bytes: what is stored is what is seen and what is dead.
        let visible: usize = model.values().map(|t| if let Thing::File(n) = t { *n } else { 0 }).sum();
        let stored: u64 = tree.version_ids().map(|v| tree.stored(v)).sum();
        prop_assert_eq!(stored, tree.dead_bytes().iter().sum::<u64>() + visible as u64);
    }

    #[test]
    fn what_layers_did_leads_from_each_height_to_the_next(stack in prop::collection::vec(prop::collection::vec(op(), 0..8), 1..5)) {
        let mut workspace = open(&image(stack.iter().map(|ops| layer(ops)).collect()), None);
        for height in 0..stack.len() {
            let before = if height == 0 { Vec::new() } else { paths(&workspace, height - 1) };
            let after = paths(&workspace, height);
            let name = |line: &String| line.split(" -> ").next().unwrap().trim_end_matches('/').to_owned();
            let (was, is): (Vec<_>, Vec<_>) = (before.iter().map(name).collect(), after.iter().map(name).collect());
            let counts = workspace.facts().image().layers[height].clone();
            prop_assert_eq!(counts.added.unwrap() as usize, is.iter().filter(|p| !was.contains(p)).count());
            prop_assert_eq!(counts.removed.unwrap() as usize, was.iter().filter(|p| !is.contains(p)).count());
            // The view of changes shows exactly the paths that it counts, gone ones struck through.
            workspace.session_mut().expand(ROOT, true, true);
            let view = View { height, mode: Mode::Changes, ghosts: false };
            let (total, _, rows) = workspace.session_mut().rows(view, 0, usize::MAX);
            prop_assert_eq!(total, rows.len());
            prop_assert_eq!(rows.iter().filter(|r| r.gone).count(), counts.removed.unwrap() as usize);
        }
    }
}
