//! Random work in a container against a plain file system that knows nothing of layers.

mod file_system;

use super::committed::{Files, commit, saved};
use super::*;
use crate::random;
use file_system::{Model, Node};
use layerscope::container::EffectKind;
use layerscope::container::Errno::{self, *};
use layerscope::tar_format::FileKind;
use layerscope::workspace::Commit;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The uploaded bytes: no two beginnings of them are alike.
const UPLOAD: &[u8] = b"upload=9x";

fn node(stat: &layerscope::container::Stat, content: Vec<u8>) -> Node {
    let mtime = stat.mtime.seconds;
    let target = String::from_utf8(stat.target.clone()).unwrap();
    Node { kind: stat.kind, mode: stat.mode, uid: stat.uid, mtime, size: stat.size, target, content }
}

/// The bytes of a path as the top of the tree shows it, read as the page reads them; none of what has none.
fn bytes_of(w: &Workspace, path: &[u8], files: &Files) -> Vec<u8> {
    let Some(node) = w.tree().find(path) else { return Vec::new() };
    let Some(top) = w.tree().layers().checked_sub(1) else { return Vec::new() };
    let layer = w.tree().seen_path(node, top).map_or(0, |seen| usize::from(w.tree().version(seen).layer));
    let Ok(content) = w.ways().content(node, layer, 0) else { return Vec::new() };
    let (bytes, problem) = crate::now::read(&content, files, 0, usize::MAX);
    assert_eq!(problem, None, "{}", String::from_utf8_lossy(path));
    bytes
}

/// All that a container shows.
fn shown(w: &Workspace, container: &Container, files: &Files) -> Model {
    let mut model = Model::default();
    let view = container.view(w.tree());
    let mut known = BTreeMap::new();
    view.walk(&view.root(), &mut |spot| {
        let stat = view.stat(spot);
        // Directories never share; a lower path is one inode with others only as its layer's hard links are.
        let next = model.inodes.len();
        let id = if stat.kind == FileKind::Dir { next } else { *known.entry(stat.inode).or_insert(next) };
        if id == next {
            let content = if stat.kind == FileKind::File { bytes_of(w, &spot.path, files) } else { Vec::new() };
            model.inodes.push(node(&stat, content));
        }
        if !spot.path.is_empty() {
            model.paths.insert(String::from_utf8(spot.path.clone()).unwrap(), id);
        }
        true
    });
    model
}

fn work() -> impl Strategy<Value = Op> {
    let name = || {
        let parts = prop::collection::vec(prop::sample::select(vec!["a", "b", "c"]), 1..4);
        parts.prop_map(|parts| path(&parts.join("/")))
    };
    prop_oneof![
        4 => (name(), 0..9u64).prop_map(|(path, n)| Op::Write { path, content: bytes(n), mode: None }),
        2 => (name(), 0..9u64).prop_map(|(path, n)| Op::Append { path, content: bytes(n) }),
        3 => name().prop_map(|path| Op::Mkdir { path, parents: false, mode: None }),
        3 => (name(), any::<bool>()).prop_map(|(path, recursive)| Op::Remove { path, recursive }),
        1 => name().prop_map(|path| Op::Rmdir { path }),
        3 => (name(), name()).prop_map(|(from, to)| Op::Move { from, to }),
        2 => (name(), 0..0o777u16).prop_map(|(path, mode)| Op::Chmod { path, mode }),
        1 => (name(), 0..3u32, any::<bool>()).prop_map(|(path, uid, follow)| Op::Chown { path, uid: Some(uid), gid: None, follow }),
        1 => (name(), name()).prop_map(|(path, target)| Op::Symlink { path, target }),
        1 => (name(), name()).prop_map(|(path, to)| Op::Symlink { path, target: path_from_root(&to) }),
        2 => (name(), name()).prop_map(|(path, target)| Op::Link { path, target }),
    ]
}

fn path_from_root(to: &PathBytes) -> PathBytes {
    PathBytes([b"/", to.0.as_slice()].concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_container_is_a_plain_file_system_to_whoever_works_in_it(
        stack in prop::collection::vec(prop::collection::vec(random::op(), 0..8), 0..4),
        ops in prop::collection::vec(work(), 1..14),
    ) {
        let archive = image(stack.iter().map(|ops| random::layer(ops)).collect());
        let mut w = open(&archive, None);
        let mut files = Files(vec![archive, UPLOAD.to_vec()]);
        let start = Model::of(&w, &files);
        let mut model = start.clone();
        let id = w.containers().run(None).unwrap();
        w.containers().choose(Some(id)).unwrap();
        let mut digests = Vec::new();
        for (step, op) in ops.iter().enumerate() {
            let now = 2_000_000_000 + step as i64;
            let before = w.shown().container().unwrap().upper().digest();
            let told = w.shown_mut().apply(std::slice::from_ref(op), at(now)).unwrap();
            let mut next = model.clone();
            let wanted = next.apply(op, now);
            prop_assert_eq!(told.refusal.as_ref().map(|r| r.errno), wanted.err(), "{:?}", op);
            if wanted.is_ok() {
                model = next;
                let copied = told.effects.iter().find(|effect| effect.what == EffectKind::CopyUp && effect.from.is_some());
                if let Some(root) = copied.filter(|_| matches!(op, Op::Move { .. })) {
                    model.part(root.path.trim_start_matches('/'));
                }
            } else {
                prop_assert_eq!(w.shown().container().unwrap().upper().digest(), before);
            }
            if w.shown().container().unwrap().upper().digest() != before {
                digests.push(before);
            }
            let container = w.shown().container().unwrap();
            prop_assert_eq!(shown(&w, container, &files).listed(), model.listed(), "{:?}", op);
            let diff: BTreeSet<String> = w.shown().diff().iter().map(|d| d.line()).collect();
            prop_assert_eq!(diff, model.diff(&start), "{:?}", op);
            // The tree has the same on top.
            let top = w.tree().layers() - 1;
            let mut paths: Vec<String> = crate::support::paths(&w, top).iter().map(|line| {
                line.split(" -> ").next().unwrap().split(" link to ").next().unwrap().trim_end_matches('/').to_owned()
            }).collect();
            paths.sort();
            prop_assert_eq!(paths, model.paths.keys().cloned().collect::<Vec<_>>());
        }
        let top = w.facts().image().layers.len() - 1;
        let seen = layerscope::report::merged_listing(w.tree(), top);
        let empty = w.shown().container().unwrap().upper().is_empty();
        let new = commit(&mut w, &mut files, Commit::default());
        if w.images()[new].layers.iter().any(|l| l.stored() > 0) {
            let archive = saved(&w, new, &files);
            let reopened = open(&archive, None);
            let listing = layerscope::report::merged_listing(reopened.tree(), top - usize::from(empty));
            prop_assert_eq!(listing, seen);
            // Byte for byte, too.
            let saved = Files(vec![archive]);
            for (path, id) in model.paths.iter().filter(|(_, id)| model.inodes[**id].kind == FileKind::File) {
                prop_assert_eq!(bytes_of(&reopened, path.as_bytes(), &saved), model.inodes[*id].content.clone(), "{}", path);
            }
        }
        w.containers().choose(Some(id)).unwrap();
        for digest in digests.iter().rev() {
            prop_assert!(w.shown_mut().undo().unwrap());
            prop_assert_eq!(&w.shown().container().unwrap().upper().digest(), digest);
        }
        prop_assert!(!w.shown_mut().undo().unwrap() && w.shown().diff().is_empty());
    }
}
