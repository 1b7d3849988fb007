//! The file system that a process in the container sees: the upper directory over the merged view of the layers below.

use super::errno::{Errno, Refusal};
use super::upper::{ContentPiece, Entry, Inode, Time, Upper};
use crate::limits::LINK_HOPS;
use crate::tar_format::FileKind;
use crate::tar_format::path::split;
use crate::tree::{Lower, LowerPath, Version, attributes};

/// Bytes of a name, and of a path with its NUL. *Source:* linux/limits.h.
const NAME_MAX: usize = 255;
const PATH_MAX: usize = 4096;

/// A place in the merged file system, with or without something there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Clean path.
    pub path: Vec<u8>,
    /// The inode of the upper directory.
    pub upper: Option<u64>,
    /// The upper directory has a whiteout here.
    pub whiteout: bool,
    /// What lower layers show here, or would if nothing of the upper directory stood before it.
    pub below: Option<LowerPath>,
}

impl Spot {
    /// Something is seen there.
    pub fn is_there(&self) -> bool {
        self.upper.is_some() || self.below.is_some() && !self.whiteout
    }
}

/// Where a path leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The directory that holds it; of the root, the root.
    pub folder: Spot,
    /// What is there, or isn't.
    pub spot: Spot,
    /// The path ends with this and so with no name of its own: `/`, `.` or `..`.
    pub nameless: Option<&'static [u8]>,
    /// The path ends with a slash: only a directory may stand there.
    pub slash: bool,
}

/// What `stat` tells, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stat {
    /// Clean path, links of parents resolved.
    pub path: Vec<u8>,
    /// Never a hard link.
    pub kind: FileKind,
    /// Permission bits.
    pub mode: u16,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Last change.
    pub mtime: Time,
    /// Bytes; of a symbolic link, of its target; of a directory 0.
    pub size: u64,
    /// Of a symbolic link.
    pub target: Vec<u8>,
    /// Of devices.
    pub device: (u32, u32),
    /// Sorted by name.
    pub xattrs: Vec<(Vec<u8>, Vec<u8>)>,
    /// Names of the inode. 1 of directories that have parts in several layers, as overlay tells it.
    pub links: u32,
    /// The layer that it is seen from; `None` = the upper directory.
    pub layer: Option<usize>,
    /// Tells two inodes apart.
    pub inode: (bool, u64),
}

/// The view, as it is now.
#[derive(Clone, Copy)]
pub struct Merged<'a> {
    /// The read-write layer.
    pub upper: &'a Upper,
    /// The read-only ones.
    pub lower: Lower<'a>,
}

impl<'a> Merged<'a> {
    /// The root.
    pub fn root(&self) -> Spot {
        let upper = self.upper.at(b"").map(|(id, _)| id);
        Spot { path: Vec::new(), upper, whiteout: false, below: self.lower.root() }
    }

    /// A name in a directory.
    pub fn child(&self, folder: &Spot, name: &[u8]) -> Spot {
        let path = join(&folder.path, name);
        let below = self.shining(folder).and_then(|place| self.lower.child(place, name));
        let entry = self.upper.get(&path);
        let upper = if let Some(Entry::Inode(id)) = entry { Some(id) } else { None };
        Spot { path, upper, whiteout: matches!(entry, Some(Entry::Whiteout(_))), below }
    }

    /// The lower directory that shines through at a directory.
    pub fn shining(&self, folder: &Spot) -> Option<LowerPath> {
        let hidden = match folder.upper.and_then(|id| self.upper.inode(id)) {
            Some(inode) => inode.opaque || !inode.is_dir(),
            None => folder.whiteout,
        };
        folder.below.filter(|place| !hidden && self.lower.is_dir(*place))
    }

    /// What is at a clean path, no link followed.
    pub fn at(&self, path: &[u8]) -> Spot {
        let mut spot = self.root();
        for name in path.split(|byte| *byte == b'/').filter(|name| !name.is_empty()) {
            spot = self.child(&spot, name);
        }
        spot
    }

    /// The upper inode of a spot.
    pub fn inode(&self, spot: &Spot) -> Option<&'a Inode> {
        self.upper.inode(spot.upper?)
    }

    /// What it is, if anything is there.
    pub fn kind(&self, spot: &Spot) -> Option<FileKind> {
        match self.inode(spot) {
            Some(inode) => Some(inode.kind),
            None if spot.path.is_empty() => Some(FileKind::Dir),
            None => spot.below.filter(|_| spot.is_there()).map(|place| self.lower.kind(place)),
        }
    }

    /// A directory is seen there.
    pub fn is_dir(&self, spot: &Spot) -> bool {
        self.kind(spot) == Some(FileKind::Dir)
    }

    fn target(&self, spot: &Spot) -> &'a [u8] {
        match (self.inode(spot), spot.below) {
            (Some(inode), _) => &inode.target,
            (None, Some(place)) => self.lower.version(place).map_or(b"", |version| self.lower.tree().target(version)),
            (None, None) => b"",
        }
    }

    /// Walks a path as Linux does: links of parents are followed, that of the last name if `follow`; none leads out of the root.
    ///
    /// What the path names need not be there. *Errors:* `ENOENT` and `ENOTDIR` of a parent, `ELOOP`, `ENAMETOOLONG`, `EINVAL` for a NUL.
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
            let spot = self.child(&here, name);
            let last = pending.is_empty();
            let kind = self.kind(&spot);
            if kind == Some(FileKind::Symlink) && (follow || !last) {
                hops += 1;
                let target = self.target(&spot);
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
                return Ok(Resolved { folder: here, spot, nameless: None, slash });
            }
            match kind {
                Some(FileKind::Dir) => stack.push(spot),
                Some(_) => return Err(Errno::ENOTDIR.of(path)),
                None => return Err(Errno::ENOENT.of(path)),
            }
        }
        let spot = stack.pop().unwrap_or_else(|| self.root());
        let folder = stack.pop().unwrap_or_else(|| self.root());
        Ok(Resolved { folder, spot, nameless, slash })
    }

    /// The same for something that must be there. *Errors:* as `resolve`; `ENOENT`; `ENOTDIR` behind a slash.
    pub fn find(&self, path: &[u8], follow: bool) -> Result<Spot, Refusal> {
        let Resolved { spot, slash, .. } = self.resolve(path, follow || path.ends_with(b"/"))?;
        match self.kind(&spot) {
            None => Err(Errno::ENOENT.of(path)),
            Some(FileKind::Dir) => Ok(spot),
            Some(_) if slash => Err(Errno::ENOTDIR.of(path)),
            Some(_) => Ok(spot),
        }
    }

    /// `stat`, or `lstat` when links are not followed. *Errors:* as `find`.
    pub fn lookup(&self, path: &[u8], follow: bool) -> Result<Stat, Refusal> {
        Ok(self.stat(&self.find(path, follow)?))
    }

    /// What is told of a spot where something is. *Shape:* what is unknown of an implied directory is 0755, root's, 1970.
    pub fn stat(&self, spot: &Spot) -> Stat {
        let inode = self.inode_or_lower(spot);
        let layer = match (spot.upper, spot.below) {
            (None, Some(place)) => Some(self.lower.version(place).map_or(0, |version| usize::from(version.layer))),
            _ => None,
        };
        let several = inode.is_dir() && (spot.upper.is_none() || self.shining(spot).is_some());
        let stored = |place| self.lower.version(place).and_then(Version::content).or(place.seen);
        let number = match (spot.upper, spot.below) {
            (Some(id), _) => id,
            (None, Some(place)) => u64::from(stored(place).map_or(u32::MAX, u32::from)),
            (None, None) => 0,
        };
        let subfolders = || self.list(spot).filter(|child| self.is_dir(child)).count() as u32;
        Stat {
            path: spot.path.clone(),
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
            inode: (spot.upper.is_some(), number),
            target: inode.target,
            xattrs: inode.xattrs,
        }
    }

    /// What the upper directory has there, or would have after a copy.
    pub(super) fn inode_or_lower(&self, spot: &Spot) -> Inode {
        self.inode(spot).cloned().unwrap_or_else(|| self.lower_inode(spot.below))
    }

    /// What a copy of a lower path into the upper directory has, but for its names. *Shape:* nothing that is known, where nothing is.
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

    /// The content of a file, links followed. *Errors:* as `find`; `EISDIR`, `EINVAL` for what has none.
    pub fn content(&self, path: &[u8]) -> Result<Vec<ContentPiece>, Refusal> {
        let spot = self.find(path, true)?;
        match self.kind(&spot) {
            Some(FileKind::Dir) => Err(Errno::EISDIR.of(path)),
            Some(FileKind::File | FileKind::Other) => Ok(self.inode_or_lower(&spot).content),
            _ => Err(Errno::EINVAL.of(path)),
        }
    }

    /// What is seen in a directory, in the order of the names' bytes; nothing in what is none.
    pub fn list(&self, folder: &Spot) -> impl Iterator<Item = Spot> + use<'a> {
        let view = *self;
        let mut names: Vec<&'a [u8]> = Vec::new();
        if self.is_dir(folder) {
            names.extend(self.upper.children(&folder.path).map(|(name, _)| name));
            let below = self.shining(folder).into_iter().flat_map(|place| self.lower.children(place));
            names.extend(below.map(|place| self.lower.name(place)));
            names.sort_unstable();
            names.dedup();
        }
        let folder = folder.clone();
        names.into_iter().map(move |name| view.child(&folder, name)).filter(Spot::is_there)
    }

    /// The names of a directory, sorted, with what is there. *Errors:* as `find`; `ENOTDIR`.
    pub fn read_dir(&self, path: &[u8]) -> Result<Vec<(Vec<u8>, Stat)>, Refusal> {
        let spot = self.find(path, true)?;
        if !self.is_dir(&spot) {
            return Err(Errno::ENOTDIR.of(path));
        }
        Ok(self.list(&spot).map(|child| (split(&child.path).1.to_vec(), self.stat(&child))).collect())
    }

    /// Calls `each` with a spot and all that is seen below it: a directory first, then what is in it, by name. Nothing below a
    /// directory for which `each` says false is visited.
    pub fn walk(&self, from: &Spot, each: &mut dyn FnMut(&Spot) -> bool) {
        let mut pending = vec![from.clone()];
        while let Some(spot) = pending.pop() {
            if !each(&spot) || !self.is_dir(&spot) {
                continue;
            }
            let at = pending.len();
            pending.extend(self.list(&spot));
            pending.get_mut(at..).unwrap_or_default().reverse();
        }
    }

    /// A directory with nothing in it.
    pub fn is_empty(&self, folder: &Spot) -> bool {
        self.list(folder).next().is_none()
    }
}

/// A name in a folder.
pub(super) fn join(folder: &[u8], name: &[u8]) -> Vec<u8> {
    let slash: &[u8] = if folder.is_empty() { b"" } else { b"/" };
    [folder, slash, name].concat()
}

/// The names of a path, the next one last, behind what is to come anyway.
fn push<'p>(pending: &mut Vec<&'p [u8]>, path: &'p [u8]) {
    let names = path.split(|byte| *byte == b'/').filter(|name| !name.is_empty());
    pending.extend(names.rev());
}
