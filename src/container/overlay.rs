//! The parts of every operation, as overlay2 does them without redirect_dir, metacopy and index: copy-up, whiteouts,
//! opaque directories. *Source:* linux fs/overlayfs, `copy_up.c` and `dir.c`.

use super::errno::{Errno, Refusal};
use super::merged::{Dentry, Merged, Resolved};
use super::op::{Effect, EffectKind};
use super::upper::{Inode, Time, Upper};
use crate::limits::LARGEST_NUMBER;
use crate::tar_format::FileKind;
use crate::tar_format::path::split;
use crate::tree::Lower;
use std::collections::HashSet;

const SETGID: u16 = 0o2000;

/// A writable overlay during one operation, and the effects so far.
pub(super) struct Overlay<'a> {
    pub upper: &'a mut Upper,
    pub lower: Lower<'a>,
    pub now: Time,
    pub effects: Vec<Effect>,
}

/// Paths and bytes of lower layers that an effect hides.
#[derive(Clone, Copy, Default)]
pub(super) struct HiddenTotals {
    entries: u64,
    bytes: u64,
}

impl Overlay<'_> {
    pub(super) fn view(&self) -> Merged<'_> {
        Merged { upper: self.upper, lower: self.lower }
    }

    /// Records an effect on one path.
    pub(super) fn record(&mut self, what: EffectKind, path: &[u8], kind: FileKind, bytes: u64) {
        let effect = Effect { what, path: path.to_vec(), from: None, kind, layer: None, entries: 1, bytes };
        self.effects.push(effect);
    }

    /// Records the whiteout that is now at a dentry.
    pub(super) fn record_whiteout(&mut self, dentry: &Dentry) {
        self.record_hidden(EffectKind::Whiteout, dentry);
    }

    fn record_hidden(&mut self, what: EffectKind, dentry: &Dentry) {
        let Some(place) = dentry.lower else { return };
        let hidden = self.hidden_totals(dentry);
        let layer = self.lower.version(place).map(|version| usize::from(version.layer));
        let kind = self.lower.kind(place);
        let HiddenTotals { entries, bytes } = hidden;
        self.effects.push(Effect { what, path: dentry.path.clone(), from: None, kind, layer, entries, bytes });
    }

    /// The paths and bytes that lower layers have at a dentry and under it.
    fn hidden_totals(&self, dentry: &Dentry) -> HiddenTotals {
        let mut hidden = HiddenTotals::default();
        let mut counted = HashSet::new();
        let mut pending: Vec<_> = dentry.lower.into_iter().collect();
        while let Some(place) = pending.pop() {
            let version = self.lower.version(place);
            hidden.entries += 1;
            if let Some((version, content)) = version.and_then(|version| Some((version, version.content()?)))
                && counted.insert(content)
            {
                hidden.bytes = hidden.bytes.saturating_add(version.size).min(LARGEST_NUMBER);
            }
            pending.extend(self.lower.children(place));
        }
        hidden
    }

    /// Copies a path to the upper directory, its parents first; returns the inode. A file comes with all its content,
    /// even for one byte or one bit of its mode. `emptied`: the caller replaces the content, so none is copied.
    pub(super) fn copy_up(&mut self, path: &[u8], emptied: bool) -> u64 {
        if let Some((id, _)) = self.upper.at(path) {
            return id;
        }
        if !path.is_empty() {
            self.copy_up(split(path).0, false);
        }
        let dentry = self.view().at(path);
        let mut inode = self.view().lower_inode(dentry.lower);
        if emptied {
            inode.content.clear();
        }
        let (kind, bytes) = (inode.kind, inode.size());
        let id = self.upper.insert(path, inode);
        let copied = dentry.lower.filter(|_| !path.is_empty()).and_then(|place| self.lower.version(place));
        if let Some(copied) = copied {
            let layer = Some(usize::from(copied.layer));
            let path = path.to_vec();
            self.effects.push(Effect { what: EffectKind::CopyUp, path, from: None, kind, layer, entries: 1, bytes });
        }
        id
    }

    /// A directory gained or lost a name.
    pub(super) fn folder_changed(&mut self, path: &[u8]) {
        let (id, now) = (self.copy_up(path, false), self.now);
        self.upper.change(id, |inode| inode.mtime = now);
    }

    /// Creates an inode at a dentry where nothing is. A directory in the place of a whiteout becomes opaque. A parent
    /// with the setgid bit passes on its group, and the bit to directories.
    pub(super) fn create_at(&mut self, folder: &Dentry, dentry: &Dentry, inode: Inode) -> u64 {
        let mut inode = inode;
        let parent = self.view().inode_or_lower(folder);
        if parent.mode & SETGID != 0 {
            inode.gid = parent.gid;
            inode.mode |= if inode.is_dir() { SETGID } else { 0 };
        }
        self.insert_at(folder, dentry, inode)
    }

    /// The same without changing group and mode.
    pub(super) fn insert_at(&mut self, folder: &Dentry, dentry: &Dentry, inode: Inode) -> u64 {
        let mut inode = inode;
        self.folder_changed(&folder.path);
        inode.opaque = inode.is_dir() && dentry.whiteout;
        let (kind, size, opaque) = (inode.kind, inode.size(), inode.opaque);
        let id = self.upper.insert(&dentry.path, inode);
        self.record(EffectKind::Created, &dentry.path, kind, if kind == FileKind::File { size } else { 0 });
        if opaque && dentry.lower.is_some() {
            self.record_hidden(EffectKind::Opaque, dentry);
        }
        id
    }

    /// Removes what the merged view shows at a dentry and under it. Lower layers keep their files behind one whiteout.
    pub(super) fn remove_merged(&mut self, folder: &Dentry, dentry: &Dentry) {
        let kind = self.view().kind(dentry).unwrap_or(FileKind::File);
        self.folder_changed(&folder.path);
        self.drop_upper(dentry, kind);
        if dentry.lower.is_some() {
            let now = self.now;
            self.upper.whiteout(&dentry.path, now);
            self.record_hidden(EffectKind::Whiteout, dentry);
        }
    }

    /// Removes what the upper directory has at a dentry and under it.
    pub(super) fn drop_upper(&mut self, dentry: &Dentry, kind: FileKind) {
        let paths: Vec<Vec<u8>> = self.upper.descendants(&dentry.path).map(|(path, _)| path.to_vec()).collect();
        if paths.is_empty() && dentry.upper.is_none() {
            return;
        }
        let inodes = paths.iter().filter(|path| self.upper.at(path).is_some()).count();
        let freed = paths.iter().map(|path| self.upper.unlink(path)).fold(0, u64::saturating_add);
        let bytes = freed.saturating_add(self.upper.unlink(&dentry.path));
        let (path, entries) = (dentry.path.clone(), 1 + inodes as u64);
        self.effects.push(Effect { what: EffectKind::Removed, path, from: None, kind, layer: None, entries, bytes });
    }

    /// Records that a file of the upper directory now hides a lower one.
    pub(super) fn record_covered(&mut self, dentry: &Dentry) {
        if dentry.upper.is_none() && !dentry.whiteout {
            self.record_hidden(EffectKind::Covered, dentry);
        }
    }

    /// A path where something new can be created. *Errors:* as `resolve`; `EEXIST`.
    pub(super) fn vacant(&self, path: &[u8], dir: bool) -> Result<Resolved, Refusal> {
        let resolved = self.view().resolve(path, false)?;
        if resolved.nameless.is_some() || resolved.dentry.is_there() {
            return Err(Errno::EEXIST.of(path));
        }
        if resolved.slash && !dir {
            return Err(Errno::ENOENT.of(path));
        }
        Ok(resolved)
    }
}
