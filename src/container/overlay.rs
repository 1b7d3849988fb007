//! What every operation is made of, as overlay2 does it without redirect_dir, metacopy and index: copy-up, whiteouts, opaque
//! directories. *Source:* linux fs/overlayfs, `copy_up.c` and `dir.c`.

use super::errno::{Errno, Refusal};
use super::merged::{Merged, Resolved, Spot};
use super::op::{Effect, What};
use super::upper::{Inode, Time, Upper};
use crate::limits::LARGEST_NUMBER;
use crate::tar_format::FileKind;
use crate::tar_format::path::split;
use crate::tree::Lower;
use std::collections::HashSet;

const SETGID: u16 = 0o2000;

/// One operation at work.
pub(super) struct Act<'a> {
    pub upper: &'a mut Upper,
    pub lower: Lower<'a>,
    pub now: Time,
    pub effects: Vec<Effect>,
}

/// Paths and bytes of lower layers.
#[derive(Clone, Copy, Default)]
pub(super) struct Hidden {
    entries: u64,
    bytes: u64,
}

impl Act<'_> {
    pub(super) fn view(&self) -> Merged<'_> {
        Merged { upper: self.upper, lower: self.lower }
    }

    /// Tells of something that concerns one path.
    pub(super) fn tell(&mut self, what: What, path: &[u8], kind: FileKind, bytes: u64) {
        let effect = Effect { what, path: path.to_vec(), from: None, kind, layer: None, entries: 1, bytes };
        self.effects.push(effect);
    }

    /// Tells of the whiteout that stands at a spot now.
    pub(super) fn told_whiteout(&mut self, spot: &Spot) {
        self.tell_hidden(What::Whiteout, spot);
    }

    fn tell_hidden(&mut self, what: What, spot: &Spot) {
        let Some(place) = spot.below else { return };
        let hidden = self.hidden_below(spot);
        let layer = self.lower.version(place).map(|version| usize::from(version.layer));
        let kind = self.lower.kind(place);
        let Hidden { entries, bytes } = hidden;
        self.effects.push(Effect { what, path: spot.path.clone(), from: None, kind, layer, entries, bytes });
    }

    /// What lower layers show at a spot and below it.
    fn hidden_below(&self, spot: &Spot) -> Hidden {
        let mut hidden = Hidden::default();
        let mut counted = HashSet::new();
        let mut pending: Vec<_> = spot.below.into_iter().collect();
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

    /// Makes sure that the upper directory holds what is seen at a clean path, its parents first; returns the inode. A file
    /// comes with all its content, for one byte or one bit of its mode, unless it is to be `emptied` anyway.
    pub(super) fn copy_up(&mut self, path: &[u8], emptied: bool) -> u64 {
        if let Some((id, _)) = self.upper.at(path) {
            return id;
        }
        if !path.is_empty() {
            self.copy_up(split(path).0, false);
        }
        let spot = self.view().at(path);
        let mut inode = self.view().lower_inode(spot.below);
        if emptied {
            inode.content.clear();
        }
        let (kind, bytes) = (inode.kind, inode.size());
        let id = self.upper.insert(path, inode);
        let copied = spot.below.filter(|_| !path.is_empty()).and_then(|place| self.lower.version(place));
        if let Some(copied) = copied {
            let layer = Some(usize::from(copied.layer));
            let path = path.to_vec();
            self.effects.push(Effect { what: What::CopyUp, path, from: None, kind, layer, entries: 1, bytes });
        }
        id
    }

    /// A name in a directory came or went.
    pub(super) fn folder_changed(&mut self, path: &[u8]) {
        let (id, now) = (self.copy_up(path, false), self.now);
        self.upper.change(id, |inode| inode.mtime = now);
    }

    /// Something new at a spot where nothing is. A directory in the place of a whiteout is opaque. Group and its bit come from a
    /// parent that has that bit.
    pub(super) fn make(&mut self, folder: &Spot, spot: &Spot, inode: Inode) -> u64 {
        let mut inode = inode;
        let parent = self.view().inode_or_lower(folder);
        if parent.mode & SETGID != 0 {
            inode.gid = parent.gid;
            inode.mode |= if inode.is_dir() { SETGID } else { 0 };
        }
        self.place(folder, spot, inode)
    }

    /// The same with the attributes as they are.
    pub(super) fn place(&mut self, folder: &Spot, spot: &Spot, inode: Inode) -> u64 {
        let mut inode = inode;
        self.folder_changed(&folder.path);
        inode.opaque = inode.is_dir() && spot.whiteout;
        let (kind, size, opaque) = (inode.kind, inode.size(), inode.opaque);
        let id = self.upper.insert(&spot.path, inode);
        self.tell(What::Created, &spot.path, kind, if kind == FileKind::File { size } else { 0 });
        if opaque && spot.below.is_some() {
            self.tell_hidden(What::Opaque, spot);
        }
        id
    }

    /// Takes away what is seen at a spot and below it. What lies in lower layers stays there behind one whiteout.
    pub(super) fn take_away(&mut self, folder: &Spot, spot: &Spot) {
        let kind = self.view().kind(spot).unwrap_or(FileKind::File);
        self.folder_changed(&folder.path);
        self.drop_upper(spot, kind);
        if spot.below.is_some() {
            let now = self.now;
            self.upper.whiteout(&spot.path, now);
            self.tell_hidden(What::Whiteout, spot);
        }
    }

    /// Takes away what the upper directory has at a spot and below it.
    pub(super) fn drop_upper(&mut self, spot: &Spot, kind: FileKind) {
        let below: Vec<Vec<u8>> = self.upper.below(&spot.path).map(|(path, _)| path.to_vec()).collect();
        if below.is_empty() && spot.upper.is_none() {
            return;
        }
        let inodes = below.iter().filter(|path| self.upper.at(path).is_some()).count();
        let freed = below.iter().map(|path| self.upper.unlink(path)).fold(0, u64::saturating_add);
        let bytes = freed.saturating_add(self.upper.unlink(&spot.path));
        let (path, entries) = (spot.path.clone(), 1 + inodes as u64);
        self.effects.push(Effect { what: What::Removed, path, from: None, kind, layer: None, entries, bytes });
    }

    /// A lower file that something of the upper directory stands before from now on.
    pub(super) fn covered(&mut self, spot: &Spot) {
        if spot.upper.is_none() && !spot.whiteout {
            self.tell_hidden(What::Covered, spot);
        }
    }

    /// Where something new can be made. *Errors:* as `resolve`; `EEXIST`.
    pub(super) fn vacant(&self, path: &[u8], dir: bool) -> Result<Resolved, Refusal> {
        let resolved = self.view().resolve(path, false)?;
        if resolved.nameless.is_some() || resolved.spot.is_there() {
            return Err(Errno::EEXIST.of(path));
        }
        if resolved.slash && !dir {
            return Err(Errno::ENOENT.of(path));
        }
        Ok(resolved)
    }
}
