//! Random work in a container against a plain file system that knows nothing of layers.

use super::committed::{Files, commit, saved};
use super::*;
use crate::random;
use layerscope::container::EffectKind;
use layerscope::container::Errno::{self, *};
use layerscope::tar_format::FileKind;
use layerscope::workspace::Commit;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A file system as simple as it can be: paths with numbers of inodes.
#[derive(Debug, Clone, Default, PartialEq)]
struct Model {
    paths: BTreeMap<String, usize>,
    inodes: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq)]
struct Node {
    kind: FileKind,
    mode: u16,
    uid: u32,
    mtime: i64,
    size: u64,
    target: String,
    /// Of a file.
    content: Vec<u8>,
}

/// The uploaded bytes: no two beginnings of them are alike.
const UPLOAD: &[u8] = b"upload=9x";

type Done = Result<(), Errno>;

impl Model {
    /// The files that a workspace shows at the top of its image.
    fn of(w: &Workspace, files: &Files) -> Self {
        let container = Container::new(w.image().layers.len().checked_sub(1));
        shown(w, &container, files)
    }

    fn node(&mut self, path: &str) -> &mut Node {
        let id = self.paths[path];
        &mut self.inodes[id]
    }

    fn kind(&self, path: &str) -> Option<FileKind> {
        if path.is_empty() { Some(FileKind::Dir) } else { self.paths.get(path).map(|id| self.inodes[*id].kind) }
    }

    fn below(&self, path: &str) -> Vec<String> {
        let prefix = format!("{path}/");
        self.paths.keys().filter(|k| k.starts_with(&prefix)).cloned().collect()
    }

    /// Where a path leads, its last link followed or not; the directory that it would be in is there.
    fn resolve(&self, path: &str, follow: bool) -> Result<String, Errno> {
        let mut todo: Vec<String> = path.split('/').filter(|p| !p.is_empty()).rev().map(String::from).collect();
        let (mut at, mut hops) = (String::new(), 0);
        while let Some(name) = todo.pop() {
            let next = if at.is_empty() { name.clone() } else { format!("{at}/{name}") };
            match self.kind(&next) {
                Some(FileKind::Symlink) if follow || !todo.is_empty() => {
                    hops += 1;
                    if hops > 40 {
                        return Err(ELOOP);
                    }
                    let target = &self.inodes[self.paths[&next]].target;
                    todo.extend(target.split('/').filter(|p| !p.is_empty()).rev().map(String::from));
                    if target.starts_with('/') {
                        at = String::new();
                    }
                }
                Some(FileKind::Dir) => at = next,
                _ if todo.is_empty() => return Ok(next),
                Some(_) => return Err(ENOTDIR),
                None => return Err(ENOENT),
            }
        }
        Ok(at)
    }

    fn add(&mut self, path: &str, kind: FileKind, size: u64, target: &str, mtime: i64) {
        let mode = match kind {
            FileKind::Dir => 0o755,
            FileKind::Symlink => 0o777,
            _ => 0o644,
        };
        self.paths.insert(path.into(), self.inodes.len());
        let content = if kind == FileKind::File { UPLOAD[..size as usize].to_vec() } else { Vec::new() };
        self.inodes.push(Node { kind, mode, uid: 0, mtime, size, target: target.into(), content });
        self.touched(path, mtime);
    }

    /// The directory that holds a path changed.
    fn touched(&mut self, path: &str, mtime: i64) {
        if let Some((folder, _)) = path.rsplit_once('/') {
            self.node(folder).mtime = mtime;
        }
    }

    fn remove(&mut self, path: &str, mtime: i64) {
        for below in self.below(path) {
            self.paths.remove(&below);
        }
        self.paths.remove(path);
        self.touched(path, mtime);
    }

    fn apply(&mut self, op: &Op, now: i64) -> Done {
        let text = |b: &PathBytes| String::from_utf8(b.0.clone()).unwrap();
        match op {
            Op::Write { path, content, .. } | Op::Append { path, content } => {
                let n = content.iter().map(ContentPiece::len).sum::<u64>();
                let at = self.resolve(&text(path), true)?;
                match self.kind(&at) {
                    Some(FileKind::Dir) => return Err(EISDIR),
                    None => self.add(&at, FileKind::File, n, "", now),
                    Some(_) if matches!(op, Op::Append { .. }) && n == 0 => {}
                    Some(_) => {
                        let node = self.node(&at);
                        node.size = if matches!(op, Op::Append { .. }) { node.size + n } else { n };
                        if !matches!(op, Op::Append { .. }) {
                            node.content.clear();
                        }
                        node.content.extend_from_slice(&UPLOAD[..n as usize]);
                        node.mtime = now;
                    }
                }
            }
            Op::Mkdir { path, .. } => {
                let at = self.resolve(&text(path), false)?;
                if self.kind(&at).is_some() {
                    return Err(EEXIST);
                }
                self.add(&at, FileKind::Dir, 0, "", now);
            }
            Op::Symlink { path, target } => {
                let at = self.resolve(&text(path), false)?;
                if self.kind(&at).is_some() {
                    return Err(EEXIST);
                }
                let target = text(target);
                self.add(&at, FileKind::Symlink, target.len() as u64, &target, now);
            }
            Op::Link { path, target } => {
                let from = self.resolve(&text(target), false)?;
                let kind = self.kind(&from).ok_or(ENOENT)?;
                let at = self.resolve(&text(path), false)?;
                if self.kind(&at).is_some() {
                    return Err(EEXIST);
                }
                if kind == FileKind::Dir {
                    return Err(EPERM);
                }
                self.paths.insert(at.clone(), self.paths[&from]);
                self.touched(&at, now);
            }
            Op::Remove { path, recursive } => {
                let at = self.resolve(&text(path), false)?;
                match self.kind(&at) {
                    None => return Err(ENOENT),
                    Some(FileKind::Dir) if !recursive => return Err(EISDIR),
                    Some(_) => self.remove(&at, now),
                }
            }
            Op::Rmdir { path } => {
                let at = self.resolve(&text(path), false)?;
                match self.kind(&at) {
                    None => return Err(ENOENT),
                    Some(FileKind::Dir) if !self.below(&at).is_empty() => return Err(ENOTEMPTY),
                    Some(FileKind::Dir) => self.remove(&at, now),
                    Some(_) => return Err(ENOTDIR),
                }
            }
            Op::Move { from, to } => return self.rename(&text(from), &text(to), now),
            Op::Chmod { path, mode } => {
                let at = self.resolve(&text(path), true)?;
                self.kind(&at).ok_or(ENOENT)?;
                self.node(&at).mode = *mode;
            }
            Op::Chown { path, uid, follow, .. } => {
                let at = self.resolve(&text(path), *follow)?;
                self.kind(&at).ok_or(ENOENT)?;
                self.node(&at).uid = uid.unwrap();
            }
            other => panic!("{other:?}"),
        }
        Ok(())
    }

    fn rename(&mut self, from: &str, to: &str, now: i64) -> Done {
        let old = self.resolve(from, false)?;
        let new = self.resolve(to, false)?;
        let kind = self.kind(&old).ok_or(ENOENT)?;
        if old == new {
            return Ok(());
        }
        if new.starts_with(&format!("{old}/")) {
            return Err(EINVAL);
        }
        if old.starts_with(&format!("{new}/")) {
            return Err(ENOTEMPTY);
        }
        match self.kind(&new) {
            Some(FileKind::Dir) if kind != FileKind::Dir => return Err(EISDIR),
            Some(FileKind::Dir) if !self.below(&new).is_empty() => return Err(ENOTEMPTY),
            Some(other) if kind == FileKind::Dir && other != FileKind::Dir => return Err(ENOTDIR),
            _ => {}
        }
        if self.paths.get(&new) == self.paths.get(&old) {
            return Ok(()); // two names of one file: rename(2) leaves both
        }
        for path in self.below(&old).into_iter().chain([old.clone()]) {
            let id = self.paths.remove(&path).unwrap();
            self.paths.insert(format!("{new}{}", &path[old.len()..]), id);
        }
        self.touched(&old, now);
        self.touched(&new, now);
        Ok(())
    }

    /// Gives files that were moved by copying inodes of their own, as after mv between file systems: names elsewhere keep the old ones.
    fn part(&mut self, root: &str) {
        let mut copies = BTreeMap::new();
        for path in self.below(root).into_iter().chain([root.to_owned()]) {
            let id = self.paths[&path];
            let copy = *copies.entry(id).or_insert_with(|| {
                self.inodes.push(self.inodes[id].clone());
                self.inodes.len() - 1
            });
            self.paths.insert(path, copy);
        }
    }

    /// A line a path; names of one inode know each other.
    fn listed(&self) -> Vec<String> {
        let line = |(path, id): (&String, &usize)| {
            let first = self.paths.iter().find(|(_, other)| *other == id).unwrap().0;
            format!("{path} {:?} ={first}", self.inodes[*id])
        };
        self.paths.iter().map(line).collect()
    }

    /// The paths that differ, found by looking at every path.
    fn diff(&self, old: &Self) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        let holder =
            |path: &str, was: &Self| path.rsplit_once('/').is_none_or(|(f, _)| was.kind(f) == Some(FileKind::Dir));
        for (path, id) in &self.paths {
            let new = &self.inodes[*id];
            match old.paths.get(path).map(|id| &old.inodes[*id]) {
                None => out.insert(format!("A /{path}")),
                Some(was) => {
                    let same = (was.kind, was.mode, was.uid) == (new.kind, new.mode, new.uid)
                        && (new.kind == FileKind::Dir || (was.mtime, was.size) == (new.mtime, new.size));
                    !same && out.insert(format!("C /{path}"))
                }
            };
        }
        for path in old.paths.keys().filter(|path| !self.paths.contains_key(*path)) {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            // Only the top of what is gone, and only where a directory is left to look in.
            if self.kind(folder) == Some(FileKind::Dir) && holder(path, self) {
                out.insert(format!("D /{path}"));
            }
        }
        let changed: Vec<String> = out.iter().map(|line| line[3..].to_owned()).collect();
        for path in changed {
            for (at, _) in path.match_indices('/') {
                let folder = &path[..at];
                if !out.contains(&format!("A /{folder}")) {
                    out.insert(format!("C /{folder}"));
                }
            }
        }
        out
    }
}

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
        let id = w.run(None).unwrap();
        w.choose_container(Some(id)).unwrap();
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
        let top = w.image_info().layers.len() - 1;
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
        w.choose_container(Some(id)).unwrap();
        for digest in digests.iter().rev() {
            prop_assert!(w.shown_mut().undo().unwrap());
            prop_assert_eq!(&w.shown().container().unwrap().upper().digest(), digest);
        }
        prop_assert!(!w.shown_mut().undo().unwrap() && w.shown().diff().is_empty());
    }
}
