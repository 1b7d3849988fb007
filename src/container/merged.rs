//! The file system that a process in the container sees: the upper directory over the merged view of the lower layers.

use super::errno::{Errno, Refusal};
use super::upper::{ContentPiece, Entry, Inode, Time, Upper};
use crate::limits::{LINK_HOPS, NAME_MAX, PATH_MAX};
use crate::sorting::sort;
use crate::tar_format::FileKind;
use crate::tar_format::path::split;
use crate::tree::{Lower, LowerPath, Version, attributes};

/// A path of the merged file system, as the kernel's dentry: it may be negative, with nothing there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dentry {
    /// Clean path.
    pub path: Vec<u8>,
    /// Its inode in the upper directory.
    pub upper: Option<u64>,
    /// The upper directory has a whiteout at it.
    pub whiteout: bool,
    /// Its path in the lower layers, also where the upper directory hides it.
    pub lower: Option<LowerPath>,
}

impl Dentry {
    /// Not negative.
    pub fn is_there(&self) -> bool {
        self.upper.is_some() || self.lower.is_some() && !self.whiteout
    }
}

/// The result of a path lookup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The parent directory; of the root, the root.
    pub folder: Dentry,
    /// The path itself, perhaps negative.
    pub dentry: Dentry,
    /// The path ends with `/`, `.` or `..`, and so has no name of its own.
    pub nameless: Option<&'static [u8]>,
    /// The path ends with a slash: only a directory may be there.
    pub slash: bool,
}

/// The attributes that `stat` gives, and their origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stat {
    /// Clean path, with links of parents resolved.
    pub path: Vec<u8>,
    /// Never a hard link.
    pub kind: FileKind,
    /// Permission bits.
    pub mode: u16,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Time of the last change.
    pub mtime: Time,
    /// Bytes; of a symbolic link, of its target; of a directory 0.
    pub size: u64,
    /// Of a symbolic link.
    pub target: Vec<u8>,
    /// Of devices.
    pub device: (u32, u32),
    /// Sorted by name.
    pub xattrs: Vec<(Vec<u8>, Vec<u8>)>,
    /// Number of names. As in overlay, a directory with parts in several layers has 1.
    pub links: u32,
    /// The layer that it comes from; `None` = the upper directory.
    pub layer: Option<usize>,
    /// Identifies the inode: in the upper directory or not, and its number there.
    pub inode: (bool, u64),
}

/// The view at this moment.
#[derive(Clone, Copy)]
pub struct Merged<'a> {
    /// The read-write layer.
    pub upper: &'a Upper,
    /// The read-only layers.
    pub lower: Lower<'a>,
}

impl<'a> Merged<'a> {
    /// The root.
    pub fn root(&self) -> Dentry {
        let upper = self.upper.at(b"").map(|(id, _)| id);
        Dentry { path: Vec::new(), upper, whiteout: false, lower: self.lower.root() }
    }

    /// The dentry of a name in a directory.
    pub fn child(&self, folder: &Dentry, name: &[u8]) -> Dentry {
        let path = join(&folder.path, name);
        let lower = self.lower_dir(folder).and_then(|place| self.lower.child(place, name));
        let entry = self.upper.get(&path);
        let upper = if let Some(Entry::Inode(id)) = entry { Some(id) } else { None };
        Dentry { path, upper, whiteout: matches!(entry, Some(Entry::Whiteout(_))), lower }
    }

    /// The lower directory that is merged with this one; `None` = there is none, or it is hidden.
    pub fn lower_dir(&self, folder: &Dentry) -> Option<LowerPath> {
        let hidden = match folder.upper.and_then(|id| self.upper.inode(id)) {
            Some(inode) => inode.opaque || !inode.is_dir(),
            None => folder.whiteout,
        };
        folder.lower.filter(|place| !hidden && self.lower.is_dir(*place))
    }

    /// The dentry at a clean path. No link is followed.
    pub fn at(&self, path: &[u8]) -> Dentry {
        let mut dentry = self.root();
        for name in path.split(|byte| *byte == b'/').filter(|name| !name.is_empty()) {
            dentry = self.child(&dentry, name);
        }
        dentry
    }

    /// The upper inode of a dentry.
    pub fn inode(&self, dentry: &Dentry) -> Option<&'a Inode> {
        self.upper.inode(dentry.upper?)
    }

    /// The kind of file at it; `None` when negative.
    pub fn kind(&self, dentry: &Dentry) -> Option<FileKind> {
        match self.inode(dentry) {
            Some(inode) => Some(inode.kind),
            None if dentry.path.is_empty() => Some(FileKind::Dir),
            None => dentry.lower.filter(|_| dentry.is_there()).map(|place| self.lower.kind(place)),
        }
    }

    /// It is a directory.
    pub fn is_dir(&self, dentry: &Dentry) -> bool {
        self.kind(dentry) == Some(FileKind::Dir)
    }

    fn target(&self, dentry: &Dentry) -> &'a [u8] {
        match (self.inode(dentry), dentry.lower) {
            (Some(inode), _) => &inode.target,
            (None, Some(place)) => self.lower.version(place).map_or(b"", |version| self.lower.tree().target(version)),
            (None, None) => b"",
        }
    }

    /// Walks a path as Linux does. Links of parents are followed, and that of the last name if `follow`. No path leaves
    /// the root.
    ///
    /// The last name may be missing. *Errors:* `ENOENT` and `ENOTDIR` of a parent, `ELOOP`, `ENAMETOOLONG`, `EINVAL`
    /// for a NUL.
    pub fn resolve(&self, path: &[u8], follow: bool) -> Result<Resolved, Refusal> {
        if path.is_empty() {
            return Err(Errno::ENOENT.of(path));
        }
        if path.len() >= PATH_MAX {
            return Err(Errno::ENAMETOOLONG.of(path));
        }
        if path.contains(&0) {
            return Err(Errno::EINVAL.of(path));
        }
        let mut stack = vec![self.root()];
        let mut pending: Vec<&[u8]> = Vec::new();
        push(&mut pending, path);
        let (mut slash, mut hops) = (path.ends_with(b"/"), 0);
        let mut nameless: Option<&'static [u8]> = Some(b"/");
        while let Some(name) = pending.pop() {
            let here = stack.last().cloned().unwrap_or_else(|| self.root());
            nameless = match name {
                b"." => Some(b"."),
                b".." => Some(b".."),
                _ => None,
            };
            if name == b"." {
                continue;
            }
            if name == b".." {
                if stack.len() > 1 {
                    stack.pop();
                }
                continue;
            }
            if name.len() > NAME_MAX {
                return Err(Errno::ENAMETOOLONG.of(path));
            }
            let dentry = self.child(&here, name);
            let last = pending.is_empty();
            let kind = self.kind(&dentry);
            if kind == Some(FileKind::Symlink) && (follow || !last) {
                hops += 1;
                let target = self.target(&dentry);
                if hops > LINK_HOPS {
                    return Err(Errno::ELOOP.of(path));
                }
                if target.is_empty() {
                    return Err(Errno::ENOENT.of(path));
                }
                if target.starts_with(b"/") {
                    stack.truncate(1);
                    nameless = Some(b"/");
                }
                slash |= last && target.ends_with(b"/");
                push(&mut pending, target);
                continue;
            }
            if last {
                return Ok(Resolved { folder: here, dentry, nameless: None, slash });
            }
            match kind {
                Some(FileKind::Dir) => stack.push(dentry),
                Some(_) => return Err(Errno::ENOTDIR.of(path)),
                None => return Err(Errno::ENOENT.of(path)),
            }
        }
        let dentry = stack.pop().unwrap_or_else(|| self.root());
        let folder = stack.pop().unwrap_or_else(|| self.root());
        Ok(Resolved { folder, dentry, nameless, slash })
    }

    /// The same for a path that must exist. *Errors:* as `resolve`; `ENOENT`; `ENOTDIR` for a file with a slash after
    /// it.
    pub fn find(&self, path: &[u8], follow: bool) -> Result<Dentry, Refusal> {
        let Resolved { dentry, slash, .. } = self.resolve(path, follow || path.ends_with(b"/"))?;
        match self.kind(&dentry) {
            None => Err(Errno::ENOENT.of(path)),
            Some(FileKind::Dir) => Ok(dentry),
            Some(_) if slash => Err(Errno::ENOTDIR.of(path)),
            Some(_) => Ok(dentry),
        }
    }

    /// `stat`, or `lstat` when links are not followed. *Errors:* as `find`.
    pub fn lookup(&self, path: &[u8], follow: bool) -> Result<Stat, Refusal> {
        Ok(self.stat(&self.find(path, follow)?))
    }

    /// The attributes of a dentry that is not negative. *Shape:* an implied directory has mode 0755, owner 0, time 0.
    pub fn stat(&self, dentry: &Dentry) -> Stat {
        let inode = self.inode_or_lower(dentry);
        let layer = match (dentry.upper, dentry.lower) {
            (None, Some(place)) => Some(self.lower.version(place).map_or(0, |version| usize::from(version.layer))),
            _ => None,
        };
        let several = inode.is_dir() && (dentry.upper.is_none() || self.lower_dir(dentry).is_some());
        let stored = |place| self.lower.version(place).and_then(Version::content).or(place.seen);
        let number = match (dentry.upper, dentry.lower) {
            (Some(id), _) => id,
            (None, Some(place)) => u64::from(stored(place).map_or(u32::MAX, u32::from)),
            (None, None) => 0,
        };
        let subfolders = || self.list(dentry).filter(|child| self.is_dir(child)).count() as u32;
        Stat {
            path: dentry.path.clone(),
            kind: inode.kind,
            mode: inode.mode,
            uid: inode.uid,
            gid: inode.gid,
            mtime: inode.mtime,
            size: inode.size(),
            device: inode.device,
            links: match inode.is_dir() {
                true if several => 1,
                true => 2 + subfolders(),
                false => inode.links.max(1),
            },
            layer,
            inode: (dentry.upper.is_some(), number),
            target: inode.target,
            xattrs: inode.xattrs,
        }
    }

    /// The upper inode, or the inode that a copy-up would make.
    pub(super) fn inode_or_lower(&self, dentry: &Dentry) -> Inode {
        self.inode(dentry).cloned().unwrap_or_else(|| self.lower_inode(dentry.lower))
    }

    /// The inode that a copy-up of a lower path would make, without names. `None` and implied directories give an empty
    /// directory.
    pub(super) fn lower_inode(&self, place: Option<LowerPath>) -> Inode {
        let mut inode = Inode::new(FileKind::Dir, 0o755, Time::default());
        let Some(place) = place else { return inode };
        let tree = self.lower.tree();
        inode.kind = self.lower.kind(place);
        let Some(version) = self.lower.version(place).filter(|version| !version.is_implied()) else { return inode };
        inode.mode = version.mode;
        (inode.uid, inode.gid) = (version.uid, version.gid);
        inode.mtime = Time { seconds: version.mtime, nanos: version.mtime_nanos };
        let pairs = attributes(tree.bytes(version.xattrs)).into_iter();
        inode.xattrs = pairs.map(|(name, value)| (name.to_vec(), value.to_vec())).collect();
        if let Some(device) = version.device() {
            inode.device = (device.major, device.minor);
        }
        if inode.kind == FileKind::Symlink {
            inode.target = tree.target(version).to_vec();
        }
        if let Some(stored) = tree.content_of(version).filter(|stored| stored.size > 0) {
            let (layer, sparse) = (usize::from(stored.layer), stored.is_sparse());
            inode.content = vec![ContentPiece::Lower { layer, at: stored.at, size: stored.size, sparse }];
        }
        inode
    }

    /// The pieces of a file's content, links followed. *Errors:* as `find`; `EISDIR`, `EINVAL` for files without
    /// content.
    pub fn content(&self, path: &[u8]) -> Result<Vec<ContentPiece>, Refusal> {
        let dentry = self.find(path, true)?;
        match self.kind(&dentry) {
            Some(FileKind::Dir) => Err(Errno::EISDIR.of(path)),
            Some(FileKind::File | FileKind::Other) => Ok(self.inode_or_lower(&dentry).content),
            _ => Err(Errno::EINVAL.of(path)),
        }
    }

    /// The entries of a directory, sorted by the bytes of their names; empty for any other file.
    pub fn list(&self, folder: &Dentry) -> impl Iterator<Item = Dentry> + use<'a> {
        let view = *self;
        let mut names: Vec<&'a [u8]> = Vec::new();
        if self.is_dir(folder) {
            names.extend(self.upper.children(&folder.path).map(|(name, _)| name));
            let below = self.lower_dir(folder).into_iter().flat_map(|place| self.lower.children(place));
            names.extend(below.map(|place| self.lower.name(place)));
            sort(&mut names);
            names.dedup();
        }
        let folder = folder.clone();
        names.into_iter().map(move |name| view.child(&folder, name)).filter(Dentry::is_there)
    }

    /// The names of a directory, sorted, with their attributes. *Errors:* as `find`; `ENOTDIR`.
    pub fn read_dir(&self, path: &[u8]) -> Result<Vec<(Vec<u8>, Stat)>, Refusal> {
        let dentry = self.find(path, true)?;
        if !self.is_dir(&dentry) {
            return Err(Errno::ENOTDIR.of(path));
        }
        Ok(self.list(&dentry).map(|child| (split(&child.path).1.to_vec(), self.stat(&child))).collect())
    }

    /// Calls `each` with a dentry and everything under it: a directory first, then its entries by name. False skips the
    /// entries of that directory.
    pub fn walk(&self, from: &Dentry, each: &mut dyn FnMut(&Dentry) -> bool) {
        let mut pending = vec![from.clone()];
        while let Some(dentry) = pending.pop() {
            if !each(&dentry) || !self.is_dir(&dentry) {
                continue;
            }
            let at = pending.len();
            pending.extend(self.list(&dentry));
            pending.get_mut(at..).unwrap_or_default().reverse();
        }
    }

    /// The directory has no entries.
    pub fn is_empty(&self, folder: &Dentry) -> bool {
        self.list(folder).next().is_none()
    }
}

/// A name in a directory.
pub(super) fn join(folder: &[u8], name: &[u8]) -> Vec<u8> {
    let slash: &[u8] = if folder.is_empty() { b"" } else { b"/" };
    [folder, slash, name].concat()
}

/// Pushes the names of a path, the first one on top.
fn push<'p>(pending: &mut Vec<&'p [u8]>, path: &'p [u8]) {
    let names = path.split(|byte| *byte == b'/').filter(|name| !name.is_empty());
    pending.extend(names.rev());
}
