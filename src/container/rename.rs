//! `rename`, and `mv` for what rename refuses: overlay does not rename a directory with lower parts.

use super::errno::{Errno, Refusal};
use super::merged::{Dentry, Resolved};
use super::op::{Effect, EffectKind};
use super::overlay::Overlay;
use super::upper::Inode;
use crate::tar_format::FileKind;
use std::collections::HashMap;

type OpResult = Result<(), Refusal>;

/// Both ends of a valid rename.
struct RenamePair {
    from: Resolved,
    to: Resolved,
    kind: FileKind,
}

impl Overlay<'_> {
    /// Resolves both ends of a rename. `None` = both are one file, and rename does nothing. *Errors:* Linux's but
    /// `EXDEV`.
    fn pair(&self, from: &[u8], to: &[u8]) -> Result<Option<RenamePair>, Refusal> {
        let view = self.view();
        let (old, new) = (view.resolve(from, false)?, view.resolve(to, false)?);
        if old.nameless.is_some() || new.nameless.is_some() {
            return Err(Errno::EBUSY.of(if old.nameless.is_some() { from } else { to }));
        }
        let kind = view.kind(&old.dentry).ok_or_else(|| Errno::ENOENT.of(from))?;
        let there = view.kind(&new.dentry);
        let is_dir = kind == FileKind::Dir;
        if !is_dir && (old.slash || new.slash) {
            return Err(Errno::ENOTDIR.of(if old.slash { from } else { to }));
        }
        if old.dentry.path == new.dentry.path {
            return Ok(None);
        }
        if is_below(&new.dentry.path, &old.dentry.path) {
            return Err(Errno::EINVAL.of(to));
        }
        if is_below(&old.dentry.path, &new.dentry.path) {
            return Err(Errno::ENOTEMPTY.of(to));
        }
        match there {
            Some(FileKind::Dir) if !is_dir => return Err(Errno::EISDIR.of(to)),
            Some(other) if is_dir && other != FileKind::Dir => return Err(Errno::ENOTDIR.of(to)),
            Some(_) if old.dentry.upper.is_some() && old.dentry.upper == new.dentry.upper => return Ok(None),
            _ => {}
        }
        Ok(Some(RenamePair { from: old, to: new, kind }))
    }

    /// The directory has no lower part.
    fn is_pure(&self, dentry: &Dentry) -> bool {
        dentry.upper.is_some() && self.view().lower_dir(dentry).is_none()
    }

    pub(super) fn rename(&mut self, from: &[u8], to: &[u8]) -> OpResult {
        let Some(RenamePair { from: old, to: new, kind }) = self.pair(from, to)? else { return Ok(()) };
        if kind == FileKind::Dir && !self.is_pure(&old.dentry) {
            return Err(Errno::EXDEV.of(from));
        }
        self.clear_target(&new, to)?;
        let id = self.copy_up(&old.dentry.path, false);
        self.folder_changed(&old.folder.path);
        self.folder_changed(&new.folder.path);
        // The removal may have ended a parent's copy-up: the dentry is looked up again.
        let new_dentry = self.view().at(&new.dentry.path);
        self.upper.unlink(&new_dentry.path);
        self.upper.rename(&old.dentry.path, &new_dentry.path);
        if old.dentry.lower.is_some() {
            let now = self.now;
            self.upper.whiteout(&old.dentry.path, now);
        }
        if kind == FileKind::Dir {
            let merging = self.view().lower_dir(&self.view().at(&new.folder.path)).is_some();
            self.upper.change(id, |inode| inode.opaque |= merging || new_dentry.whiteout || new_dentry.lower.is_some());
        }
        let bytes = self.upper.inode(id).map_or(0, Inode::size);
        let (path, from) = (new_dentry.path, Some(old.dentry.path.clone()));
        self.effects.push(Effect { what: EffectKind::Renamed, path, from, kind, layer: None, entries: 1, bytes });
        if old.dentry.lower.is_some() {
            self.record_whiteout(&old.dentry);
        }
        Ok(())
    }

    /// Removes the target; a directory only when it is empty.
    fn clear_target(&mut self, new: &Resolved, to: &[u8]) -> OpResult {
        let Some(there) = self.view().kind(&new.dentry) else { return Ok(()) };
        if there == FileKind::Dir && !self.view().is_empty(&new.dentry) {
            return Err(Errno::ENOTEMPTY.of(to));
        }
        self.record_covered(&new.dentry);
        self.drop_upper(&new.dentry, there);
        Ok(())
    }

    /// `mv`: a rename, else a copy and a removal.
    pub(super) fn move_tree(&mut self, from: &[u8], to: &[u8]) -> OpResult {
        match self.rename(from, to) {
            Err(Refusal { errno: Errno::EXDEV, .. }) => {}
            done => return done,
        }
        let Some(RenamePair { from: old, to: new, .. }) = self.pair(from, to)? else { return Ok(()) };
        if self.view().kind(&new.dentry).is_some() {
            if !self.view().is_empty(&new.dentry) {
                return Err(Errno::ENOTEMPTY.of(to));
            }
            self.remove_merged(&new.folder, &new.dentry);
        }
        self.copy_tree(&old.dentry, &new.dentry);
        self.remove_merged(&old.folder, &old.dentry);
        Ok(())
    }

    /// Copies what the merged view shows at a dentry to another one, with attributes, times and hard links.
    fn copy_tree(&mut self, from: &Dentry, to: &Dentry) {
        let mut dentries = Vec::new();
        self.view().walk(from, &mut |dentry| {
            dentries.push(dentry.clone());
            true
        });
        // Copied inode → its copy.
        let mut copies = HashMap::new();
        let mut times = Vec::new();
        for dentry in dentries {
            let rest = dentry.path.get(from.path.len()..).unwrap_or_default();
            let path = [&to.path, rest].concat();
            let stat = self.view().stat(&dentry);
            if let Some(id) = copies.get(&stat.inode).filter(|_| stat.kind != FileKind::Dir) {
                self.upper.link(&path, *id);
                continue;
            }
            let inode = self.view().inode_or_lower(&dentry);
            let (kind, bytes) = (inode.kind, inode.size());
            let target = self.view().at(&path);
            let folder = self.view().at(crate::tar_format::path::split(&path).0);
            let id = self.insert_at(&folder, &target, inode);
            self.effects.pop(); // it is no new file
            let effect = Effect {
                what: EffectKind::CopyUp,
                path,
                from: Some(dentry.path),
                kind,
                layer: stat.layer,
                entries: 1,
                bytes,
            };
            self.effects.push(effect);
            copies.insert(stat.inode, id);
            if kind == FileKind::Dir {
                times.push((id, stat.mtime));
            }
        }
        // Adding entries changed the directories' times.
        for (id, mtime) in times {
            self.upper.change(id, |inode| inode.mtime = mtime);
        }
    }
}

/// `path` is in `folder`, at any depth.
fn is_below(path: &[u8], folder: &[u8]) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| folder.is_empty() || rest.starts_with(b"/"))
}
