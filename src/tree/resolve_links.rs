//! Where a link leads inside the merged view, as the kernel of a container would walk it; and all names of one content.

use super::{IdRange, NodeId, Position, ROOT, Tree, Version, VersionId};
use crate::limits::{CONTENT_NAMES, LINK_BYTES, LINK_HOPS};
use crate::tar_format::FileKind;
use crate::tar_format::path::clean;
use crate::text::display;
use serde::Serialize;

/// Where following a path ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Follow {
    /// How it ends.
    pub end: End,
    /// Where: what is reached; the name that is missing or no directory; the link that the way leads back to.
    pub at: Spot,
    /// The symbolic links that were followed, in order, the first one included.
    pub hops: Vec<Hop>,
    /// All names that the content of a file has at this height, in the order in which the layers brought them; no name when it
    /// has but one.
    pub names: Vec<Spot>,
    /// So many further names were not looked at.
    pub more: usize,
}

/// How following a path ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// At something that is there.
    Reached,
    /// Never: a link leads back to itself.
    Loop,
    /// After more links than Linux follows.
    TooMany,
    /// At a name that is not there.
    Missing,
    /// At something that is no directory, though the way leads on.
    NotFolder,
    /// At a name that only a running container has.
    Runtime,
    /// At a link that no system can make: its target is empty, too long or holds a NUL.
    Unusable,
    /// Nowhere: the path itself is not there.
    Gone,
}

/// A path on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Spot {
    /// Its node, where some layer knows the path.
    pub node: Option<NodeId>,
    /// From the root, with a leading `/`.
    pub path: String,
    /// What is seen there; `None` = nothing.
    pub kind: Option<FileKind>,
    /// The layer that took it away, where one did.
    pub gone_by: Option<usize>,
}

/// A symbolic link that was followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Hop {
    /// The link.
    pub node: NodeId,
    /// Its path.
    pub path: String,
    /// Its target, as stored.
    pub target: String,
}

/// What a container's engine mounts over the image, or writes: their names need not be in it.
/// *Source:* moby `oci/defaults.go`; runc's default devices.
const MOUNTED: [&[u8]; 3] = [b"proc", b"dev", b"sys"];
/// Files that an engine puts into each container.
const GIVEN: [&[u8]; 5] = [b"etc/hosts", b"etc/hostname", b"etc/resolv.conf", b"etc/mtab", b".dockerenv"];

/// A path that stands, with what is needed to see what is below it.
#[derive(Clone, Copy)]
struct Standing {
    node: NodeId,
    seen: Option<VersionId>,
    floor: Position,
}

/// What is still to be walked.
#[derive(Clone, Copy)]
enum Pending<'t> {
    Part(&'t [u8]),
    /// The target of the link that was entered last is walked to its end.
    Leave,
}

/// A walk in progress.
struct Walk<'t> {
    tree: &'t Tree,
    height: usize,
    /// From the root to where it stands.
    places: Vec<Standing>,
    /// The next step last.
    pending: Vec<Pending<'t>>,
    /// Links whose targets are being walked. To need one of them again is to need it for ever.
    inside: Vec<NodeId>,
    hops: Vec<Hop>,
}

impl Tree {
    /// Follows a path as seen from `height`: a symbolic link to where it ends, a hard link to the name that holds its content.
    /// Absolute targets start at the image's root, `..` stays in it. `None` = no such node.
    pub fn follow(&self, node: NodeId, height: usize) -> Option<Follow> {
        self.has(node).then_some(())?;
        let version = self.seen_path(node, height).map(|id| self.version(id));
        if node != ROOT && version.is_none() {
            let at = self.spot(node, height);
            return Some(Follow { end: End::Gone, at, hops: Vec::new(), names: Vec::new(), more: 0 });
        }
        let mut walk = Walk {
            tree: self,
            height,
            places: self.places(node, height),
            pending: Vec::new(),
            inside: Vec::new(),
            hops: Vec::new(),
        };
        let (end, at) = match version {
            Some(version) if version.is_symlink() => walk.link(node, version).unwrap_or_else(|| walk.run()),
            Some(version) if version.is_hardlink() => self.hard_link(version, height),
            _ => (End::Reached, self.spot(node, height)),
        };
        let content = version.and_then(Version::content);
        let (names, more) = content.map(|content| self.names_of(content, height)).unwrap_or_default();
        Some(Follow { end, at, hops: walk.hops, names, more })
    }

    /// The directories from the root to the one that holds a node.
    fn places(&self, node: NodeId, height: usize) -> Vec<Standing> {
        let chain: Vec<NodeId> = self.ancestors(node).collect();
        let mut floor = Position::START;
        let mut places: Vec<Standing> = Vec::with_capacity(chain.len());
        for node in chain.into_iter().rev() {
            let (seen, below) = self.evaluate(node, height, floor);
            places.push(Standing { node, seen, floor: below });
            floor = below;
        }
        places
    }

    fn spot(&self, node: NodeId, height: usize) -> Spot {
        let seen = self.seen_path(node, height);
        let kind = seen.and_then(|id| self.version(id).kind()).or((node == ROOT).then_some(FileKind::Dir));
        let gone_by = if kind.is_none() { self.gone_by(node, height) } else { None };
        Spot { node: Some(node), path: format!("/{}", display(&self.path(node))), kind, gone_by }
    }

    /// A hard link leads to the name that its content was stored under; one without content to the name that was not found.
    fn hard_link(&self, version: &Version, height: usize) -> (End, Spot) {
        if let Some(content) = version.content() {
            return (End::Reached, self.spot(self.version(content).node, height));
        }
        let path = clean(self.target(version)).bytes;
        let nowhere = Spot { node: None, path: format!("/{}", display(&path)), kind: None, gone_by: None };
        (End::Missing, self.find(&path).map_or(nowhere, |node| self.spot(node, height)))
    }

    /// All names of a content that are seen from a height, if there are several; and how many were not looked at.
    /// *Cost:* one pass over the versions of the content's layer and those above it.
    fn names_of(&self, content: VersionId, height: usize) -> (Vec<Spot>, usize) {
        let first = self.versions_in(usize::from(self.version(content).layer)).numbers().start;
        let last = self.versions_below((height.saturating_add(1)).min(self.layers())).numbers().end;
        let shares = |id: &VersionId| self.version(*id).content() == Some(content);
        let mut sharing = IdRange::<VersionId>::new(first..last).filter(shares);
        let looked: Vec<VersionId> = sharing.by_ref().take(CONTENT_NAMES).collect();
        let more = sharing.count();
        let seen = looked.into_iter().filter(|id| self.seen_path(self.version(*id).node, height) == Some(*id));
        let names: Vec<Spot> = seen.map(|id| self.spot(self.version(id).node, height)).collect();
        if names.len() + more > 1 { (names, more) } else { (Vec::new(), 0) }
    }
}

impl<'t> Walk<'t> {
    /// Enters a symbolic link that stands where the walk does. *Returns* the end, if that is one.
    fn link(&mut self, node: NodeId, version: &'t Version) -> Option<(End, Spot)> {
        if self.inside.contains(&node) {
            return Some((End::Loop, self.tree.spot(node, self.height)));
        }
        if self.hops.len() >= LINK_HOPS {
            return Some((End::TooMany, self.tree.spot(node, self.height)));
        }
        let target = self.tree.target(version);
        let path = format!("/{}", display(&self.tree.path(node)));
        self.hops.push(Hop { node, path, target: display(target) });
        if target.is_empty() || target.len() > LINK_BYTES || target.contains(&0) {
            return Some((End::Unusable, self.tree.spot(node, self.height)));
        }
        if target.starts_with(b"/") {
            self.places.truncate(1);
        }
        self.inside.push(node);
        self.pending.push(Pending::Leave);
        if target.ends_with(b"/") {
            self.pending.push(Pending::Part(b".")); // only a directory may stand there
        }
        let parts = target.split(|byte| *byte == b'/').filter(|part| !part.is_empty());
        self.pending.extend(parts.rev().map(Pending::Part));
        None
    }

    /// Walks until it ends.
    fn run(&mut self) -> (End, Spot) {
        while let Some(step) = self.pending.pop() {
            let Pending::Part(part) = step else {
                self.inside.pop();
                continue;
            };
            if let Some(end) = self.part(part) {
                return end;
            }
        }
        (End::Reached, self.tree.spot(self.here().node, self.height))
    }

    fn here(&self) -> Standing {
        self.places.last().copied().unwrap_or(Standing { node: ROOT, seen: None, floor: Position::START })
    }

    fn part(&mut self, part: &'t [u8]) -> Option<(End, Spot)> {
        let here = self.here();
        if here.node != ROOT && !here.seen.is_some_and(|id| self.tree.version(id).is_dir()) {
            return Some((End::NotFolder, self.tree.spot(here.node, self.height)));
        }
        match part {
            b"." => return None,
            b".." => {
                if self.places.len() > 1 {
                    self.places.pop();
                }
                return None;
            }
            _ => {}
        }
        let Some(node) = self.tree.child(here.node, part) else { return Some(self.missing(None, part)) };
        let (seen, floor) = self.tree.evaluate(node, self.height, here.floor);
        let Some(version) = seen.map(|id| self.tree.version(id)) else { return Some(self.missing(Some(node), part)) };
        if version.is_symlink() {
            return self.link(node, version);
        }
        self.places.push(Standing { node, seen, floor });
        None
    }

    /// A name is not there: perhaps one that a container has. Then the whole way is told, else the name that is missing.
    fn missing(&self, node: Option<NodeId>, part: &[u8]) -> (End, Spot) {
        let mut path = self.tree.path(self.here().node);
        if !path.is_empty() {
            path.push(b'/');
        }
        path.extend_from_slice(part);
        let rest = self
            .pending
            .iter()
            .rev()
            .filter_map(|step| if let Pending::Part(part) = step { Some(*part) } else { None });
        let whole = rest.fold(path.clone(), |whole, part| [&whole, part].join(&b'/'));
        let first = path.split(|byte| *byte == b'/').next().unwrap_or_default();
        if MOUNTED.contains(&first) || GIVEN.contains(&whole.as_slice()) {
            let path = format!("/{}", display(&whole));
            return (End::Runtime, Spot { node: None, path, kind: None, gone_by: None });
        }
        let gone_by = node.and_then(|node| self.tree.gone_by(node, self.height));
        (End::Missing, Spot { node, path: format!("/{}", display(&path)), kind: None, gone_by })
    }
}
