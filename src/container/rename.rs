//! `rename`, and `mv` where that does not do: overlay refuses a directory that has lower parts.

use super::errno::{Errno, Refusal};
use super::merged::{Resolved, Spot};
use super::op::{Effect, What};
use super::overlay::Act;
use super::upper::Inode;
use crate::tar_format::FileKind;
use std::collections::HashMap;

type Done = Result<(), Refusal>;

/// Two places that fit each other.
struct Pair {
    from: Resolved,
    to: Resolved,
    kind: FileKind,
}

impl Act<'_> {
    /// Both ends of a rename. `None` = they are the same file, and nothing is to be done. *Errors:* Linux's but `EXDEV`.
    fn pair(&self, from: &[u8], to: &[u8]) -> Result<Option<Pair>, Refusal> {
        let view = self.view();
        let (old, new) = (view.resolve(from, false)?, view.resolve(to, false)?);
        if old.nameless.is_some() || new.nameless.is_some() {
            return Err(Errno::EBUSY.of(if old.nameless.is_some() { from } else { to }));
        }
        let kind = view.kind(&old.spot).ok_or_else(|| Errno::ENOENT.of(from))?;
        let there = view.kind(&new.spot);
        let is_dir = kind == FileKind::Dir;
        if !is_dir && (old.slash || new.slash) {
            return Err(Errno::ENOTDIR.of(if old.slash { from } else { to }));
        }
        if old.spot.path == new.spot.path {
            return Ok(None);
        }
        if is_below(&new.spot.path, &old.spot.path) {
            return Err(Errno::EINVAL.of(to));
        }
        if is_below(&old.spot.path, &new.spot.path) {
            return Err(Errno::ENOTEMPTY.of(to));
        }
        match there {
            Some(FileKind::Dir) if !is_dir => return Err(Errno::EISDIR.of(to)),
            Some(other) if is_dir && other != FileKind::Dir => return Err(Errno::ENOTDIR.of(to)),
            Some(_) if old.spot.upper.is_some() && old.spot.upper == new.spot.upper => return Ok(None),
            _ => {}
        }
        Ok(Some(Pair { from: old, to: new, kind }))
    }

    /// A directory of the upper directory alone.
    fn is_pure(&self, spot: &Spot) -> bool {
        spot.upper.is_some() && self.view().shining(spot).is_none()
    }

    pub(super) fn rename(&mut self, from: &[u8], to: &[u8]) -> Done {
        let Some(Pair { from: old, to: new, kind }) = self.pair(from, to)? else { return Ok(()) };
        if kind == FileKind::Dir && !self.is_pure(&old.spot) {
            return Err(Errno::EXDEV.of(from));
        }
        self.make_way(&new, to)?;
        let id = self.copy_up(&old.spot.path, false);
        self.folder_changed(&old.folder.path);
        self.folder_changed(&new.folder.path);
        // What was taken away may have been a parent's only reason to be here: look again.
        let new_spot = self.view().at(&new.spot.path);
        self.upper.unlink(&new_spot.path);
        self.upper.rename(&old.spot.path, &new_spot.path);
        if old.spot.below.is_some() {
            let now = self.now;
            self.upper.whiteout(&old.spot.path, now);
        }
        if kind == FileKind::Dir {
            let merging = self.view().shining(&self.view().at(&new.folder.path)).is_some();
            self.upper.change(id, |inode| inode.opaque |= merging || new_spot.whiteout || new_spot.below.is_some());
        }
        let bytes = self.upper.inode(id).map_or(0, Inode::size);
        let (path, from) = (new_spot.path, Some(old.spot.path.clone()));
        self.effects.push(Effect { what: What::Renamed, path, from, kind, layer: None, entries: 1, bytes });
        if old.spot.below.is_some() {
            self.told_whiteout(&old.spot);
        }
        Ok(())
    }

    /// What stands at the new place goes; a directory only when it is empty.
    fn make_way(&mut self, new: &Resolved, to: &[u8]) -> Done {
        let Some(there) = self.view().kind(&new.spot) else { return Ok(()) };
        if there == FileKind::Dir && !self.view().is_empty(&new.spot) {
            return Err(Errno::ENOTEMPTY.of(to));
        }
        self.covered(&new.spot);
        self.drop_upper(&new.spot, there);
        Ok(())
    }

    /// What `mv` does.
    pub(super) fn move_tree(&mut self, from: &[u8], to: &[u8]) -> Done {
        match self.rename(from, to) {
            Err(Refusal { errno: Errno::EXDEV, .. }) => {}
            done => return done,
        }
        let Some(Pair { from: old, to: new, .. }) = self.pair(from, to)? else { return Ok(()) };
        if self.view().kind(&new.spot).is_some() {
            if !self.view().is_empty(&new.spot) {
                return Err(Errno::ENOTEMPTY.of(to));
            }
            self.take_away(&new.folder, &new.spot);
        }
        self.copy_tree(&old.spot, &new.spot);
        self.take_away(&old.folder, &old.spot);
        Ok(())
    }

    /// Copies all that is seen at a spot to another place, attributes, times and several names of one file included.
    fn copy_tree(&mut self, from: &Spot, to: &Spot) {
        let mut spots = Vec::new();
        self.view().walk(from, &mut |spot| {
            spots.push(spot.clone());
            true
        });
        // Inodes that are copied → their copies.
        let mut copies = HashMap::new();
        let mut times = Vec::new();
        for spot in spots {
            let rest = spot.path.get(from.path.len()..).unwrap_or_default();
            let path = [&to.path, rest].concat();
            let stat = self.view().stat(&spot);
            if let Some(id) = copies.get(&stat.inode).filter(|_| stat.kind != FileKind::Dir) {
                self.upper.link(&path, *id);
                continue;
            }
            let inode = self.view().inode_or_lower(&spot);
            let (kind, bytes) = (inode.kind, inode.size());
            let target = self.view().at(&path);
            let folder = self.view().at(crate::tar_format::path::split(&path).0);
            let id = self.place(&folder, &target, inode);
            self.effects.pop(); // it is no new file
            let effect =
                Effect { what: What::CopyUp, path, from: Some(spot.path), kind, layer: stat.layer, entries: 1, bytes };
            self.effects.push(effect);
            copies.insert(stat.inode, id);
            if kind == FileKind::Dir {
                times.push((id, stat.mtime));
            }
        }
        // What was put into them has changed the directories' times.
        for (id, mtime) in times {
            self.upper.change(id, |inode| inode.mtime = mtime);
        }
    }
}

/// `path` lies below `folder`.
fn is_below(path: &[u8], folder: &[u8]) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| folder.is_empty() || rest.starts_with(b"/"))
}
