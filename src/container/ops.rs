//! The operations, one by one, with the errors that Linux gives. *Source:* linux fs/namei.c, fs/attr.c, fs/open.c.

use super::errno::{Errno, Refusal};
use super::merged::{Resolved, Spot};
use super::op::{Effect, Op, What};
use super::overlay::Act;
use super::upper::{ContentPiece, Inode, Time};
use crate::tar_format::FileKind;

/// What a umask of 022 leaves.
const FILE_MODE: u16 = 0o644;
const DIR_MODE: u16 = 0o755;
const MODE_BITS: u16 = 0o7777;
const SETUID: u16 = 0o4000;
const SETGID: u16 = 0o2000;
const GROUP_EXEC: u16 = 0o010;
const CAPABILITY: &[u8] = b"security.capability";
/// Longest target of a symbolic link.
const TARGET_MAX: usize = 4095;

type Done = Result<(), Refusal>;

impl Act<'_> {
    /// *Errors:* Linux's. Whoever calls takes back what was done before one.
    pub(super) fn perform(&mut self, op: &Op) -> Done {
        match op {
            Op::Create { path, mode, exclusive } => self.create(&path.0, *mode, *exclusive),
            Op::Write { path, content, mode } => self.write(&path.0, content, *mode),
            Op::Append { path, content } => self.append(&path.0, content),
            Op::Mkdir { path, parents: true, mode } => self.make_path(&path.0, *mode),
            Op::Mkdir { path, parents: false, mode } => self.make_dir(&path.0, *mode),
            Op::Remove { path, recursive } => self.remove(&path.0, *recursive),
            Op::Rmdir { path } => self.remove_dir(&path.0),
            Op::Rename { from, to } => self.rename(&from.0, &to.0),
            Op::Move { from, to } => self.move_tree(&from.0, &to.0),
            Op::Chmod { path, mode } => self.attributes(&path.0, true, |inode| inode.mode = mode & MODE_BITS),
            Op::Chown { path, uid, gid, follow } => self.attributes(&path.0, *follow, |inode| chown(inode, *uid, *gid)),
            Op::Touch { path, time, create, follow } => self.touch(&path.0, *time, *create, *follow),
            Op::Symlink { path, target } => self.symlink(&path.0, &target.0),
            Op::Link { path, target } => self.link(&path.0, &target.0),
        }
    }

    fn fresh(&self, kind: FileKind, mode: u16) -> Inode {
        Inode::new(kind, mode & MODE_BITS, self.now)
    }

    /// Opens for writing: what is there, or the place for something new. *Errors:* `EISDIR` among others.
    fn opened(&self, path: &[u8]) -> Result<Resolved, Refusal> {
        let resolved = self.view().resolve(path, true)?;
        match self.view().kind(&resolved.spot) {
            Some(FileKind::Dir) => Err(Errno::EISDIR.of(path)),
            Some(_) if resolved.slash => Err(Errno::ENOTDIR.of(path)),
            None if resolved.slash => Err(Errno::EISDIR.of(path)),
            _ => Ok(resolved),
        }
    }

    fn create(&mut self, path: &[u8], mode: Option<u16>, exclusive: bool) -> Done {
        if exclusive && self.view().resolve(path, false)?.spot.is_there() {
            return Err(Errno::EEXIST.of(path));
        }
        let Resolved { folder, spot, .. } = self.opened(path)?;
        if !spot.is_there() {
            let inode = self.fresh(FileKind::File, mode.unwrap_or(FILE_MODE));
            self.make(&folder, &spot, inode);
        }
        Ok(())
    }

    fn write(&mut self, path: &[u8], content: &[ContentPiece], mode: Option<u16>) -> Done {
        let Resolved { folder, spot, .. } = self.opened(path)?;
        let content: Vec<ContentPiece> = content.iter().filter(|piece| !piece.is_empty()).cloned().collect();
        match self.view().kind(&spot) {
            Some(FileKind::File | FileKind::Other) => {
                self.fill(&spot, true, content);
                Ok(())
            }
            // A pipe or device takes what is written to it somewhere else.
            Some(_) => Err(Errno::EINVAL.of(path)),
            None => {
                let inode = Inode { content, ..self.fresh(FileKind::File, mode.unwrap_or(FILE_MODE)) };
                self.make(&folder, &spot, inode);
                Ok(())
            }
        }
    }

    fn append(&mut self, path: &[u8], content: &[ContentPiece]) -> Done {
        let Resolved { spot, .. } = self.opened(path)?;
        if !spot.is_there() {
            return self.write(path, content, None);
        }
        if !matches!(self.view().kind(&spot), Some(FileKind::File | FileKind::Other)) {
            return Err(Errno::EINVAL.of(path));
        }
        self.fill(&spot, false, content.iter().filter(|piece| !piece.is_empty()).cloned().collect());
        Ok(())
    }

    /// Gives a file that is there other content, or more. To be opened for writing is enough to be copied up.
    fn fill(&mut self, spot: &Spot, emptied: bool, content: Vec<ContentPiece>) {
        let id = self.copy_up(&spot.path, emptied);
        let now = self.now;
        if !emptied && content.is_empty() {
            return;
        }
        self.upper.change(id, |inode| {
            if emptied {
                inode.content.clear();
            }
            inode.content.extend(content);
            inode.mtime = now;
            inode.xattrs.retain(|(name, _)| name != CAPABILITY);
        });
        self.tell_changed(&spot.path, id);
    }

    fn tell_changed(&mut self, path: &[u8], id: u64) {
        let now = self.upper.inode(id).map(|inode| (inode.kind, inode.size()));
        let (kind, size) = now.unwrap_or((FileKind::File, 0));
        self.tell(What::Changed, path, kind, size);
    }

    fn make_dir(&mut self, path: &[u8], mode: Option<u16>) -> Done {
        let Resolved { folder, spot, .. } = self.vacant(path, true)?;
        let inode = self.fresh(FileKind::Dir, mode.unwrap_or(DIR_MODE));
        self.make(&folder, &spot, inode);
        Ok(())
    }

    /// As `mkdir -p`: part by part, and a directory that is there is fine.
    fn make_path(&mut self, path: &[u8], mode: Option<u16>) -> Done {
        let ends = (1..=path.len()).filter(|at| path.get(*at).is_none_or(|byte| *byte == b'/'));
        for end in ends.collect::<Vec<_>>() {
            let part = path.get(..end).unwrap_or_default();
            if part.iter().all(|byte| *byte == b'/') || part.ends_with(b"/") {
                continue;
            }
            let Resolved { spot, .. } = self.view().resolve(part, true).map_err(|r| r.errno.of(path))?;
            match self.view().kind(&spot) {
                Some(FileKind::Dir) => {}
                Some(_) => return Err(if end == path.len() { Errno::EEXIST } else { Errno::ENOTDIR }.of(path)),
                None => self.make_dir(part, mode.filter(|_| end == path.len()))?,
            }
        }
        if path.is_empty() { Err(Errno::ENOENT.of(path)) } else { Ok(()) }
    }

    fn remove(&mut self, path: &[u8], recursive: bool) -> Done {
        let Resolved { folder, spot, nameless, slash } = self.view().resolve(path, false)?;
        let kind = self.view().kind(&spot).ok_or_else(|| Errno::ENOENT.of(path))?;
        match nameless {
            Some(b"/") => return Err(Errno::EBUSY.of(path)),
            Some(_) => return Err(Errno::EINVAL.of(path)),
            None => {}
        }
        if slash && kind != FileKind::Dir {
            return Err(Errno::ENOTDIR.of(path));
        }
        if kind == FileKind::Dir && !recursive {
            return Err(Errno::EISDIR.of(path));
        }
        self.take_away(&folder, &spot);
        Ok(())
    }

    fn remove_dir(&mut self, path: &[u8]) -> Done {
        let Resolved { folder, spot, nameless, .. } = self.view().resolve(path, false)?;
        match (nameless, self.view().kind(&spot)) {
            (Some(b"/"), _) => Err(Errno::EBUSY.of(path)),
            (Some(b"."), _) => Err(Errno::EINVAL.of(path)),
            (Some(_), _) => Err(Errno::ENOTEMPTY.of(path)),
            (None, None) => Err(Errno::ENOENT.of(path)),
            (None, Some(FileKind::Dir)) if !self.view().is_empty(&spot) => Err(Errno::ENOTEMPTY.of(path)),
            (None, Some(FileKind::Dir)) => {
                self.take_away(&folder, &spot);
                Ok(())
            }
            (None, Some(_)) => Err(Errno::ENOTDIR.of(path)),
        }
    }

    fn attributes(&mut self, path: &[u8], follow: bool, change: impl FnOnce(&mut Inode)) -> Done {
        let spot = self.view().find(path, follow)?;
        let id = self.copy_up(&spot.path, false);
        self.upper.change(id, change);
        self.tell_changed(&spot.path, id);
        Ok(())
    }

    fn touch(&mut self, path: &[u8], time: Option<Time>, create: bool, follow: bool) -> Done {
        let found = self.view().resolve(path, follow || path.ends_with(b"/"))?;
        if !found.spot.is_there() && !create {
            return Ok(());
        }
        if !found.spot.is_there() && follow {
            self.create(path, None, false)?;
        }
        let time = time.unwrap_or(self.now);
        self.attributes(path, follow, |inode| inode.mtime = time)
    }

    fn symlink(&mut self, path: &[u8], target: &[u8]) -> Done {
        match target.len() {
            0 => return Err(Errno::ENOENT.of(target)),
            1..=TARGET_MAX if !target.contains(&0) => {}
            1..=TARGET_MAX => return Err(Errno::EINVAL.of(target)),
            _ => return Err(Errno::ENAMETOOLONG.of(target)),
        }
        let Resolved { folder, spot, .. } = self.vacant(path, false)?;
        let inode = Inode { target: target.to_vec(), ..self.fresh(FileKind::Symlink, 0o777) };
        self.make(&folder, &spot, inode);
        Ok(())
    }

    fn link(&mut self, path: &[u8], target: &[u8]) -> Done {
        let from = self.view().find(target, false)?;
        let Resolved { folder, spot, .. } = self.vacant(path, false)?;
        if self.view().is_dir(&from) {
            return Err(Errno::EPERM.of(target));
        }
        let id = self.copy_up(&from.path, false);
        self.folder_changed(&folder.path);
        self.upper.link(&spot.path, id);
        let kind = self.upper.inode(id).map_or(FileKind::File, |inode| inode.kind);
        self.effects.push(Effect {
            what: What::Created,
            path: spot.path,
            from: Some(from.path),
            kind,
            layer: None,
            entries: 1,
            bytes: 0,
        });
        Ok(())
    }
}

/// A file loses the bits that run it as its owner, and its capabilities: also when root does it.
fn chown(inode: &mut Inode, uid: Option<u32>, gid: Option<u32>) {
    inode.uid = uid.unwrap_or(inode.uid);
    inode.gid = gid.unwrap_or(inode.gid);
    if !matches!(inode.kind, FileKind::Dir | FileKind::Symlink) && (uid.is_some() || gid.is_some()) {
        inode.mode &= !SETUID;
        if inode.mode & GROUP_EXEC != 0 {
            inode.mode &= !SETGID;
        }
        inode.xattrs.retain(|(name, _)| name != CAPABILITY);
    }
}
