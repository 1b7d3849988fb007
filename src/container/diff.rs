//! `docker diff`: how a container's file system differs from its image's.

use super::merged::{Merged, join};
use super::upper::{Entry, Inode, Time};
use crate::sorting::sort;
use crate::text::display;
use crate::tree::LowerPath;
use serde::{Serialize, Serializer};

const CAPABILITY: &[u8] = b"security.capability";

/// How a path differs (Docker's letters).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum DiffKind {
    /// Added.
    A,
    /// Changed, or an entry in it was.
    C,
    /// Deleted, with everything in it.
    D,
}

/// One line of the output.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Difference {
    /// Clean path.
    #[serde(serialize_with = "shown")]
    pub path: Vec<u8>,
    /// Its letter.
    pub differs: DiffKind,
}

/// A path as JSON: from the root, with a leading `/`, safe to show.
fn shown<S: Serializer>(path: &[u8], to: S) -> Result<S::Ok, S::Error> {
    format!("/{}", display(path)).serialize(to)
}

impl Difference {
    /// "C /etc".
    pub fn line(&self) -> String {
        format!("{:?} /{}", self.differs, display(&self.path))
    }
}

impl Merged<'_> {
    /// The lines, sorted by path; docker does not order siblings. *Cost:* that of the upper directory.
    ///
    /// *Source:* moby pkg/archive `FileInfo.addChanges`, `statDifferent`.
    pub fn diff(&self) -> Vec<Difference> {
        let mut out = Vec::new();
        self.differences(b"", self.lower.root(), false, &mut out);
        sort(&mut out);
        out
    }

    /// Adds the differences in a directory of the upper directory. `old` = the image's directory at its path, visible
    /// or not; `hidden` = an opaque directory above hides it.
    fn differences(&self, folder: &[u8], old: Option<LowerPath>, hidden: bool, out: &mut Vec<Difference>) {
        let hidden = hidden || self.upper.at(folder).is_some_and(|(_, inode)| inode.opaque);
        for (name, entry) in self.upper.children(folder) {
            let before = old.and_then(|place| self.lower.child(place, name));
            let path = join(folder, name);
            let Entry::Inode(id) = entry else {
                out.extend(before.map(|_| Difference { path, differs: DiffKind::D }));
                continue;
            };
            let Some(inode) = self.upper.inode(id) else { continue };
            let told = out.len();
            let own = match before {
                None => Some(DiffKind::A),
                Some(before) => differ(&self.lower_inode(Some(before)), inode).then_some(DiffKind::C),
            };
            out.extend(own.map(|differs| Difference { path: path.clone(), differs }));
            if inode.is_dir() {
                self.differences(&path, before.filter(|place| self.lower.is_dir(*place)), hidden, out);
                if own.is_none() && out.len() > told {
                    out.push(Difference { path, differs: DiffKind::C });
                }
            }
        }
        if hidden {
            // Names that the container did not create again are deleted.
            for place in old.into_iter().flat_map(|place| self.lower.children(place)) {
                let path = join(folder, self.lower.name(place));
                if self.upper.get(&path).is_none() {
                    out.push(Difference { path, differs: DiffKind::D });
                }
            }
        }
    }
}

/// Docker's rule: a directory's size and time do not count. Equal seconds are equal times when either has no
/// nanoseconds.
fn differ(old: &Inode, new: &Inode) -> bool {
    let capability = |inode: &Inode| inode.xattrs.iter().find(|(name, _)| name == CAPABILITY).cloned();
    let time = |Time { seconds, nanos }: Time, other: Time| {
        seconds != other.seconds || nanos != other.nanos && nanos != 0 && other.nanos != 0
    };
    (old.kind, old.mode, old.uid, old.gid, old.device) != (new.kind, new.mode, new.uid, new.gid, new.device)
        || capability(old) != capability(new)
        || !new.is_dir() && (time(old.mtime, new.mtime) || old.size() != new.size())
}
