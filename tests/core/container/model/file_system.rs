//! A file system as simple as it can be: it knows nothing of layers.

use super::*;

/// A file system as simple as it can be: paths with numbers of inodes.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Model {
    pub(super) paths: BTreeMap<String, usize>,
    pub(super) inodes: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) kind: FileKind,
    pub(super) mode: u16,
    pub(super) uid: u32,
    pub(super) mtime: i64,
    pub(super) size: u64,
    pub(super) target: String,
    /// Of a file.
    pub(super) content: Vec<u8>,
}

pub(super) type Done = Result<(), Errno>;

impl Model {
    /// The files that a workspace shows at the top of its image.
    pub(super) fn of(w: &Workspace, files: &Files) -> Self {
        let container = Container::new(w.image().layers.len().checked_sub(1));
        shown(w, &container, files)
    }

    pub(super) fn node(&mut self, path: &str) -> &mut Node {
        let id = self.paths[path];
        &mut self.inodes[id]
    }

    pub(super) fn kind(&self, path: &str) -> Option<FileKind> {
        if path.is_empty() { Some(FileKind::Dir) } else { self.paths.get(path).map(|id| self.inodes[*id].kind) }
    }

    pub(super) fn below(&self, path: &str) -> Vec<String> {
        let prefix = format!("{path}/");
        self.paths.keys().filter(|k| k.starts_with(&prefix)).cloned().collect()
    }

    /// Where a path leads, its last link followed or not; the directory that it would be in is there.
    pub(super) fn resolve(&self, path: &str, follow: bool) -> Result<String, Errno> {
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

    pub(super) fn add(&mut self, path: &str, kind: FileKind, size: u64, target: &str, mtime: i64) {
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
    pub(super) fn touched(&mut self, path: &str, mtime: i64) {
        if let Some((folder, _)) = path.rsplit_once('/') {
            self.node(folder).mtime = mtime;
        }
    }

    pub(super) fn remove(&mut self, path: &str, mtime: i64) {
        for below in self.below(path) {
            self.paths.remove(&below);
        }
        self.paths.remove(path);
        self.touched(path, mtime);
    }

    pub(super) fn apply(&mut self, op: &Op, now: i64) -> Done {
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

    pub(super) fn rename(&mut self, from: &str, to: &str, now: i64) -> Done {
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
    pub(super) fn part(&mut self, root: &str) {
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
    pub(super) fn listed(&self) -> Vec<String> {
        let line = |(path, id): (&String, &usize)| {
            let first = self.paths.iter().find(|(_, other)| *other == id).unwrap().0;
            format!("{path} {:?} ={first}", self.inodes[*id])
        };
        self.paths.iter().map(line).collect()
    }

    /// The paths that differ, found by looking at every path.
    pub(super) fn diff(&self, old: &Self) -> BTreeSet<String> {
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
