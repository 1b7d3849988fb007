//! The operations one by one, with Linux's errors. *Source:* linux fs/namei.c, fs/attr.c, fs/open.c.

use super::errno::{Errno, Refusal};
use super::merged::{Dentry, Resolved};
use super::op::{Effect, EffectKind, Op};
use super::overlay::Overlay;
use super::upper::{ContentPiece, Inode, Time};
use crate::limits::PATH_MAX;
use crate::tar_format::FileKind;

/// The mode of new files and directories under a umask of 022.
const FILE_MODE: u16 = 0o644;
const DIR_MODE: u16 = 0o755;
const MODE_BITS: u16 = 0o7777;
const SETUID: u16 = 0o4000;
const SETGID: u16 = 0o2000;
const GROUP_EXEC: u16 = 0o010;
const CAPABILITY: &[u8] = b"security.capability";

type OpResult = Result<(), Refusal>;

impl Overlay<'_> {
    /// Performs an operation. *Errors:* Linux's; then the caller rolls back what was done.
    pub(super) fn perform(&mut self, op: &Op) -> OpResult {
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

    fn new_inode(&self, kind: FileKind, mode: u16) -> Inode {
        Inode::new(kind, mode & MODE_BITS, self.now)
    }

    /// Opens for writing: a file, or a path where one can be created. *Errors:* `EISDIR` among others.
    fn open_for_write(&self, path: &[u8]) -> Result<Resolved, Refusal> {
        let resolved = self.view().resolve(path, true)?;
        match self.view().kind(&resolved.dentry) {
            Some(FileKind::Dir) => Err(Errno::EISDIR.of(path)),
            Some(_) if resolved.slash => Err(Errno::ENOTDIR.of(path)),
            None if resolved.slash => Err(Errno::EISDIR.of(path)),
            _ => Ok(resolved),
        }
    }

    fn create(&mut self, path: &[u8], mode: Option<u16>, exclusive: bool) -> OpResult {
        if exclusive && self.view().resolve(path, false)?.dentry.is_there() {
            return Err(Errno::EEXIST.of(path));
        }
        let Resolved { folder, dentry, .. } = self.open_for_write(path)?;
        if !dentry.is_there() {
            let inode = self.new_inode(FileKind::File, mode.unwrap_or(FILE_MODE));
            self.create_at(&folder, &dentry, inode);
        }
        Ok(())
    }

    fn write(&mut self, path: &[u8], content: &[ContentPiece], mode: Option<u16>) -> OpResult {
        let Resolved { folder, dentry, .. } = self.open_for_write(path)?;
        let content: Vec<ContentPiece> = content.iter().filter(|piece| !piece.is_empty()).cloned().collect();
        match self.view().kind(&dentry) {
            Some(FileKind::File | FileKind::Other) => {
                self.write_content(&dentry, true, content);
                Ok(())
            }
            // A write to a pipe or device does not reach the file system.
            Some(_) => Err(Errno::EINVAL.of(path)),
            None => {
                let inode = Inode { content, ..self.new_inode(FileKind::File, mode.unwrap_or(FILE_MODE)) };
                self.create_at(&folder, &dentry, inode);
                Ok(())
            }
        }
    }

    fn append(&mut self, path: &[u8], content: &[ContentPiece]) -> OpResult {
        let Resolved { dentry, .. } = self.open_for_write(path)?;
        if !dentry.is_there() {
            return self.write(path, content, None);
        }
        if !matches!(self.view().kind(&dentry), Some(FileKind::File | FileKind::Other)) {
            return Err(Errno::EINVAL.of(path));
        }
        self.write_content(&dentry, false, content.iter().filter(|piece| !piece.is_empty()).cloned().collect());
        Ok(())
    }

    /// Replaces a file's content, or appends to it. Opening for writing already copies the file up.
    fn write_content(&mut self, dentry: &Dentry, emptied: bool, content: Vec<ContentPiece>) {
        let id = self.copy_up(&dentry.path, emptied);
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
        self.record_changed(&dentry.path, id);
    }

    fn record_changed(&mut self, path: &[u8], id: u64) {
        let now = self.upper.inode(id).map(|inode| (inode.kind, inode.size()));
        let (kind, size) = now.unwrap_or((FileKind::File, 0));
        self.record(EffectKind::Changed, path, kind, size);
    }

    fn make_dir(&mut self, path: &[u8], mode: Option<u16>) -> OpResult {
        let Resolved { folder, dentry, .. } = self.vacant(path, true)?;
        let inode = self.new_inode(FileKind::Dir, mode.unwrap_or(DIR_MODE));
        self.create_at(&folder, &dentry, inode);
        Ok(())
    }

    /// `mkdir -p`: creates each part that is missing.
    fn make_path(&mut self, path: &[u8], mode: Option<u16>) -> OpResult {
        let ends = (1..=path.len()).filter(|at| path.get(*at).is_none_or(|byte| *byte == b'/'));
        for end in ends.collect::<Vec<_>>() {
            let part = path.get(..end).unwrap_or_default();
            if part.iter().all(|byte| *byte == b'/') || part.ends_with(b"/") {
                continue;
            }
            let Resolved { dentry, .. } = self.view().resolve(part, true).map_err(|r| r.errno.of(path))?;
            match self.view().kind(&dentry) {
                Some(FileKind::Dir) => {}
                Some(_) => return Err(if end == path.len() { Errno::EEXIST } else { Errno::ENOTDIR }.of(path)),
                None => self.make_dir(part, mode.filter(|_| end == path.len()))?,
            }
        }
        if path.is_empty() { Err(Errno::ENOENT.of(path)) } else { Ok(()) }
    }

    fn remove(&mut self, path: &[u8], recursive: bool) -> OpResult {
        let Resolved { folder, dentry, nameless, slash } = self.view().resolve(path, false)?;
        let kind = self.view().kind(&dentry).ok_or_else(|| Errno::ENOENT.of(path))?;
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
        self.remove_merged(&folder, &dentry);
        Ok(())
    }

    fn remove_dir(&mut self, path: &[u8]) -> OpResult {
        let Resolved { folder, dentry, nameless, .. } = self.view().resolve(path, false)?;
        match (nameless, self.view().kind(&dentry)) {
            (Some(b"/"), _) => Err(Errno::EBUSY.of(path)),
            (Some(b"."), _) => Err(Errno::EINVAL.of(path)),
            (Some(_), _) => Err(Errno::ENOTEMPTY.of(path)),
            (None, None) => Err(Errno::ENOENT.of(path)),
            (None, Some(FileKind::Dir)) if !self.view().is_empty(&dentry) => Err(Errno::ENOTEMPTY.of(path)),
            (None, Some(FileKind::Dir)) => {
                self.remove_merged(&folder, &dentry);
                Ok(())
            }
            (None, Some(_)) => Err(Errno::ENOTDIR.of(path)),
        }
    }

    fn attributes(&mut self, path: &[u8], follow: bool, change: impl FnOnce(&mut Inode)) -> OpResult {
        let dentry = self.view().find(path, follow)?;
        let id = self.copy_up(&dentry.path, false);
        self.upper.change(id, change);
        self.record_changed(&dentry.path, id);
        Ok(())
    }

    fn touch(&mut self, path: &[u8], time: Option<Time>, create: bool, follow: bool) -> OpResult {
        let found = self.view().resolve(path, follow || path.ends_with(b"/"))?;
        if !found.dentry.is_there() && !create {
            return Ok(());
        }
        if !found.dentry.is_there() && follow {
            self.create(path, None, false)?;
        }
        let time = time.unwrap_or(self.now);
        self.attributes(path, follow, |inode| inode.mtime = time)
    }

    fn symlink(&mut self, path: &[u8], target: &[u8]) -> OpResult {
        match target.len() {
            0 => return Err(Errno::ENOENT.of(target)),
            1..PATH_MAX if !target.contains(&0) => {}
            1..PATH_MAX => return Err(Errno::EINVAL.of(target)),
            _ => return Err(Errno::ENAMETOOLONG.of(target)),
        }
        let Resolved { folder, dentry, .. } = self.vacant(path, false)?;
        let inode = Inode { target: target.to_vec(), ..self.new_inode(FileKind::Symlink, 0o777) };
        self.create_at(&folder, &dentry, inode);
        Ok(())
    }

    fn link(&mut self, path: &[u8], target: &[u8]) -> OpResult {
        let from = self.view().find(target, false)?;
        let Resolved { folder, dentry, .. } = self.vacant(path, false)?;
        if self.view().is_dir(&from) {
            return Err(Errno::EPERM.of(target));
        }
        let id = self.copy_up(&from.path, false);
        self.folder_changed(&folder.path);
        self.upper.link(&dentry.path, id);
        let kind = self.upper.inode(id).map_or(FileKind::File, |inode| inode.kind);
        self.effects.push(Effect {
            what: EffectKind::Created,
            path: dentry.path,
            from: Some(from.path),
            kind,
            layer: None,
            entries: 1,
            bytes: 0,
        });
        Ok(())
    }
}

/// chown clears setuid, setgid and capabilities of a file, also for root.
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
