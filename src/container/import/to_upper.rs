//! A listing and the merged view of an image → the container's upper directory.

use super::Origin;
use super::compare::same;
use super::listing::{Listing, PathEntry};
use super::notes::{ImportNote, Notes, Remark};
use super::placeholder::{is_changed_by_engine, is_placeholder};
use crate::container::merged::{Merged, join};
use crate::container::upper::{Inode, Time, Upper};
use crate::tar_format::FileKind;
use crate::tar_format::path::split;
use crate::tree::{Lower, LowerPath};
use std::collections::{BTreeMap, BTreeSet, HashMap};

struct UpperBuilder<'l> {
    listing: &'l Listing,
    lower: Lower<'l>,
    /// Lower paths of the listing's directories.
    places: HashMap<&'l [u8], Option<LowerPath>>,
    upper: Upper,
    /// Inode of the listing → inode of the upper directory.
    ids: HashMap<usize, u64>,
    notes: Notes,
}

impl Listing {
    /// The upper directory of a container on these lower layers. `volumes` = clean paths of the image's volumes.
    ///
    /// Of an export it has: paths that differ by `docker diff`'s rule, links with another target, directories with
    /// another time. It also has their hard links, their parents, and a whiteout for each topmost path that is gone.
    pub fn to_upper(&self, lower: Lower, volumes: &[Vec<u8>]) -> (Upper, Vec<ImportNote>) {
        let notes = self.notes.clone();
        let (places, upper, ids) = (HashMap::new(), Upper::default(), HashMap::new());
        let mut builder = UpperBuilder { listing: self, lower, places, upper, ids, notes };
        builder.find_places();
        match self.origin {
            Origin::Export => builder.export(volumes),
            Origin::Upper | Origin::Layer => builder.copy_listing(),
        }
        (builder.upper, builder.notes.0)
    }
}

impl<'l> UpperBuilder<'l> {
    fn find_places(&mut self) {
        self.places.insert(b"", self.lower.root());
        for path in self.listing.paths.keys().filter(|path| !path.is_empty() && self.listing.is_dir(path)) {
            let place = self.lower_at(path);
            self.places.insert(path, place);
        }
    }

    /// The lower path of a path in the listing.
    fn lower_at(&self, path: &[u8]) -> Option<LowerPath> {
        if path.is_empty() {
            return self.lower.root();
        }
        let (folder, name) = split(path);
        self.lower.child(self.places.get(folder).copied().flatten()?, name)
    }

    fn lower_inode(&self, place: LowerPath) -> Inode {
        Merged { upper: &self.upper, lower: self.lower }.lower_inode(Some(place))
    }

    /// Copies all paths and whiteouts of the tar.
    fn copy_listing(&mut self) {
        for (path, at) in &self.listing.paths {
            match at {
                PathEntry::Whiteout(time) => self.whiteout(path, *time),
                PathEntry::Inode(_) | PathEntry::Implied => self.put(path),
            }
        }
    }

    fn whiteout(&mut self, path: &[u8], time: Time) {
        self.parents(path);
        self.upper.whiteout(path, time);
    }

    /// Puts the parents of a path into the upper directory.
    fn parents(&mut self, path: &[u8]) {
        let mut missing = Vec::new();
        let mut at = path;
        while !at.is_empty() {
            at = split(at).0;
            if self.upper.get(at).is_some() {
                break;
            }
            missing.push(at);
        }
        for folder in missing.into_iter().rev() {
            self.put_path(folder);
        }
    }

    /// Puts a path of the listing into the upper directory, with its parents.
    fn put(&mut self, path: &[u8]) {
        self.parents(path);
        if self.upper.get(path).is_none() {
            self.put_path(path);
        }
    }

    fn put_path(&mut self, path: &[u8]) {
        let place = self.lower_at(path);
        let (own, id) = match self.listing.paths.get(path) {
            Some(PathEntry::Inode(id)) => (self.listing.inodes.get(*id), Some(*id)),
            _ => (None, None),
        };
        if let Some(known) = id.and_then(|id| self.ids.get(&id)) {
            return self.upper.link(path, *known);
        }
        let lower = place.filter(|place| self.lower.is_dir(*place)).map(|place| self.lower_inode(place));
        let mut inode = match (own, lower) {
            (Some(own), Some(lower)) if own.is_dir() && self.listing.origin == Origin::Export => {
                let mut inode = own.clone();
                // An export has whole seconds and few attributes; a copy-up keeps all of them.
                if lower.mtime.seconds == own.mtime.seconds {
                    inode.mtime = lower.mtime;
                }
                inode.xattrs = lower.xattrs;
                inode
            }
            (Some(own), _) => own.clone(),
            (None, Some(lower)) => lower,
            (None, None) => Inode::new(FileKind::Dir, 0o755, self.first_time_in(path)),
        };
        let hides_a_file = place.is_some_and(|place| !self.lower.is_dir(place));
        inode.opaque = inode.is_dir() && (self.listing.opaque.contains(path) || hides_a_file);
        if let Some(from) = id.and_then(|id| self.listing.borrowed.get(&id)) {
            inode.content = self.borrow(path, from);
        }
        let number = self.upper.insert(path, inode);
        if let Some(id) = id {
            self.ids.insert(id, number);
        }
    }

    /// The content of a lower file, for an entry without its own: a metacopy or a broken hard link.
    fn borrow(&mut self, path: &[u8], from: &[u8]) -> Vec<crate::container::ContentPiece> {
        let nothing = Upper::default();
        let view = Merged { upper: &nothing, lower: self.lower };
        let dentry = view.at(from);
        let file = dentry.lower.filter(|place| self.lower.kind(*place) == FileKind::File);
        if let Some(place) = file {
            return view.lower_inode(Some(place)).content;
        }
        self.notes.note(if from == path { Remark::Metacopy } else { Remark::BrokenLink }, Some(path));
        Vec::new()
    }

    /// The time of the first entry in an implied directory.
    fn first_time_in(&self, path: &[u8]) -> Time {
        let start = join(path, b"");
        let mut below = self.listing.paths.range(start.clone()..).take_while(|(path, _)| path.starts_with(&start));
        let time = below.find_map(|(_, at)| match at {
            PathEntry::Inode(id) => self.listing.inodes.get(*id).map(|inode| inode.mtime),
            PathEntry::Whiteout(time) => Some(*time),
            PathEntry::Implied => None,
        });
        time.unwrap_or_default()
    }

    /// The inode is an engine's placeholder.
    fn is_engine_placeholder(&self, path: &[u8], inode: &Inode) -> bool {
        is_placeholder(path, inode, self.lower_at(path).is_some())
    }

    fn export(&mut self, volumes: &[Vec<u8>]) {
        let listing = self.listing;
        let mut groups: BTreeMap<usize, Vec<&[u8]>> = BTreeMap::new();
        let mut wanted: BTreeSet<&[u8]> = BTreeSet::new();
        for (path, at) in &listing.paths {
            let PathEntry::Inode(id) = at else { continue };
            let Some(inode) = listing.inodes.get(*id) else { continue };
            groups.entry(*id).or_default().push(path);
            if self.is_engine_placeholder(path, inode) {
                continue;
            }
            let differs = match self.lower_at(path).and_then(|place| self.lower.version(place)) {
                None => true,
                Some(old) if !same(self.lower.tree(), old, inode) => true,
                Some(old) => inode.is_dir() && !is_changed_by_engine(path) && old.mtime != inode.mtime.seconds,
            };
            if differs && !(path.is_empty() && listing.paths.len() == 1) {
                wanted.insert(path);
            }
        }
        for names in groups.values().filter(|names| names.len() > 1) {
            if names.iter().any(|name| wanted.contains(name)) {
                wanted.extend(names);
            }
        }
        for path in wanted {
            self.put(path);
        }
        if !listing.cut {
            self.deletions(volumes);
        }
    }

    fn deletions(&mut self, volumes: &[Vec<u8>]) {
        let folders: Vec<(&[u8], LowerPath)> =
            self.places.iter().filter_map(|(path, place)| Some((*path, (*place)?))).collect();
        for (folder, place) in folders {
            if !self.lower.is_dir(place) || !(folder.is_empty() || self.listing.is_dir(folder)) {
                continue;
            }
            let time = self.listing.inode(folder).map(|inode| inode.mtime).unwrap_or_default();
            for child in self.lower.children(place) {
                let path = join(folder, self.lower.name(child));
                if self.listing.paths.contains_key(&path) {
                    continue;
                }
                let within = |volume: &Vec<u8>| path.strip_prefix(&**volume).is_some_and(|rest| rest.starts_with(b"/"));
                match volumes.iter().find(|volume| within(volume)) {
                    Some(volume) => self.notes.note(Remark::Volume, Some(volume)),
                    None => self.whiteout(&path, time),
                }
            }
        }
    }
}
