//! Where a link leads inside the merged view, as the kernel of a container would walk it; and all names of one content.

use super::text::shown_path;
use crate::limits::{CONTENT_NAMES, LINK_HOPS, PATH_MAX};
use crate::tar_format::FileKind;
use crate::tar_format::path::clean;
use crate::text::display;
use crate::tree::{Lower, LowerPath, NodeId, ROOT, Tree, Version, VersionId};
use serde::Serialize;

/// Where following a path ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct ResolvedLink {
    /// How it ends.
    pub end: LinkEnd,
    /// Where: what is reached; the name that is missing or no directory; the link that the way leads back to.
    pub at: ResolvedPath,
    /// The symbolic links that were followed, in order, the first one included.
    pub hops: Vec<FollowedLink>,
    /// All names that the content of a file has at this height, in the order in which the layers brought them; no name when it
    /// has but one.
    pub names: Vec<ResolvedPath>,
    /// So many further names were not looked at.
    pub more: usize,
}

/// How following a path ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "kebab-case")]
pub enum LinkEnd {
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
pub struct ResolvedPath {
    /// Its node, where some layer knows the path.
    pub node: Option<NodeId>,
    /// From the root, with a leading `/`.
    pub path: String,
    /// The type that is seen there; `None` = nothing.
    pub kind: Option<FileKind>,
    /// The layer that took it away, where one did.
    pub gone_by: Option<usize>,
}

/// A symbolic link that was followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct FollowedLink {
    /// The link.
    pub node: NodeId,
    /// Its path.
    pub path: String,
    /// Its target, as stored.
    pub target: String,
}

/// Paths that a container's engine mounts over the image, or writes: their names need not be in it.
/// *Source:* moby `oci/defaults.go`; runc's default devices.
const MOUNTED: [&[u8]; 3] = [b"proc", b"dev", b"sys"];
/// Files that an engine puts into each container.
const GIVEN: [&[u8]; 5] = [b"etc/hosts", b"etc/hostname", b"etc/resolv.conf", b"etc/mtab", b".dockerenv"];

/// A step that is still to be taken.
#[derive(Clone, Copy)]
enum Pending<'t> {
    Part(&'t [u8]),
    /// The target of the link that was entered last is walked to its end.
    Leave,
}

/// A walk in progress.
struct Walk<'t> {
    tree: &'t Tree,
    lower: Lower<'t>,
    height: usize,
    /// From the root to where it stands.
    places: Vec<LowerPath>,
    /// The next step last.
    pending: Vec<Pending<'t>>,
    /// Links whose targets are being walked. A link that needs itself again never ends.
    inside: Vec<NodeId>,
    links: Vec<FollowedLink>,
}

/// Follows a path as seen from `height`: a symbolic link to where it ends, a hard link to the name that holds its content.
/// Absolute targets start at the image's root, `..` stays in it. `None` = no such node.
pub fn resolve_link(tree: &Tree, node: NodeId, height: usize) -> Option<ResolvedLink> {
    tree.has(node).then_some(())?;
    let version = tree.seen_path(node, height).map(|id| tree.version(id));
    if node != ROOT && version.is_none() {
        let at = resolved(tree, node, height);
        return Some(ResolvedLink { end: LinkEnd::Gone, at, hops: Vec::new(), names: Vec::new(), more: 0 });
    }
    let mut walk = Walk {
        tree,
        lower: Lower::new(tree, Some(height)),
        height,
        places: Vec::new(),
        pending: Vec::new(),
        inside: Vec::new(),
        links: Vec::new(),
    };
    let (end, at) = match version {
        Some(version) if version.is_symlink() => {
            walk.stand_in_folder_of(node);
            walk.link(node, version).unwrap_or_else(|| walk.run())
        }
        Some(version) if version.is_hardlink() => hard_link(tree, version, height),
        _ => (LinkEnd::Reached, resolved(tree, node, height)),
    };
    let content = version.and_then(Version::content);
    let (names, more) = content.map(|content| names_of(tree, content, height)).unwrap_or_default();
    Some(ResolvedLink { end, at, hops: walk.links, names, more })
}

/// A node as it is seen from a height.
fn resolved(tree: &Tree, node: NodeId, height: usize) -> ResolvedPath {
    let seen = tree.seen_path(node, height);
    let kind = seen.and_then(|id| tree.version(id).kind()).or((node == ROOT).then_some(FileKind::Dir));
    let gone_by = if kind.is_none() { tree.gone_by(node, height) } else { None };
    ResolvedPath { node: Some(node), path: shown_path(tree, node), kind, gone_by }
}

/// A hard link leads to the name that its content is stored under; one without content to the name that is missing.
fn hard_link(tree: &Tree, version: &Version, height: usize) -> (LinkEnd, ResolvedPath) {
    if let Some(content) = version.content() {
        return (LinkEnd::Reached, resolved(tree, tree.version(content).node, height));
    }
    let path = clean(tree.target(version)).bytes;
    let nowhere = ResolvedPath { node: None, path: format!("/{}", display(&path)), kind: None, gone_by: None };
    (LinkEnd::Missing, tree.find(&path).map_or(nowhere, |node| resolved(tree, node, height)))
}

/// All names of a content that are seen from a height, if there are several; and how many were not looked at.
/// *Cost:* one pass over the versions of the content's layer and those above it.
fn names_of(tree: &Tree, content: VersionId, height: usize) -> (Vec<ResolvedPath>, usize) {
    let first = usize::from(tree.version(content).layer);
    let layers = first..height.saturating_add(1).min(tree.layers());
    let shares = |id: &VersionId| tree.version(*id).content() == Some(content);
    let mut sharing = layers.flat_map(|layer| tree.versions_in(layer)).filter(shares);
    let looked: Vec<VersionId> = sharing.by_ref().take(CONTENT_NAMES).collect();
    let more = sharing.count();
    let seen = looked.into_iter().filter(|id| tree.seen_path(tree.version(*id).node, height) == Some(*id));
    let names: Vec<ResolvedPath> = seen.map(|id| resolved(tree, tree.version(id).node, height)).collect();
    if names.len() + more > 1 { (names, more) } else { (Vec::new(), 0) }
}

impl<'t> Walk<'t> {
    /// Begins in the directory that holds a node that is seen: so are all directories above it.
    fn stand_in_folder_of(&mut self, node: NodeId) {
        let mut folders: Vec<NodeId> = self.tree.ancestors(node).collect();
        folders.pop();
        self.places.extend(self.lower.root());
        for folder in folders.into_iter().rev() {
            let above = self.places.last().copied();
            self.places.extend(above.map(|above| self.lower.within(above, folder)));
        }
    }

    /// Enters a symbolic link that stands where the walk does. *Returns* the end, if that is one.
    fn link(&mut self, node: NodeId, version: &'t Version) -> Option<(LinkEnd, ResolvedPath)> {
        if self.inside.contains(&node) {
            return Some((LinkEnd::Loop, resolved(self.tree, node, self.height)));
        }
        if self.links.len() >= LINK_HOPS {
            return Some((LinkEnd::TooMany, resolved(self.tree, node, self.height)));
        }
        let target = self.tree.target(version);
        let path = shown_path(self.tree, node);
        self.links.push(FollowedLink { node, path, target: display(target) });
        if target.is_empty() || target.len() >= PATH_MAX || target.contains(&0) {
            return Some((LinkEnd::Unusable, resolved(self.tree, node, self.height)));
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
    fn run(&mut self) -> (LinkEnd, ResolvedPath) {
        while let Some(step) = self.pending.pop() {
            let Pending::Part(part) = step else {
                self.inside.pop();
                continue;
            };
            if let Some(end) = self.part(part) {
                return end;
            }
        }
        (LinkEnd::Reached, resolved(self.tree, self.here(), self.height))
    }

    fn here(&self) -> NodeId {
        self.places.last().map_or(ROOT, |place| place.node)
    }

    fn part(&mut self, part: &'t [u8]) -> Option<(LinkEnd, ResolvedPath)> {
        let here = self.places.last().copied()?;
        if !self.lower.is_dir(here) {
            return Some((LinkEnd::NotFolder, resolved(self.tree, here.node, self.height)));
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
        let place = self.lower.within(here, node);
        let Some(version) = self.lower.version(place) else { return Some(self.missing(Some(node), part)) };
        if version.is_symlink() {
            return self.link(node, version);
        }
        self.places.push(place);
        None
    }

    /// A name is not there. One that a running container has is given with the whole way to it; otherwise the missing name is given.
    fn missing(&self, node: Option<NodeId>, part: &[u8]) -> (LinkEnd, ResolvedPath) {
        let mut path = self.tree.path(self.here());
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
            return (LinkEnd::Runtime, ResolvedPath { node: None, path, kind: None, gone_by: None });
        }
        let gone_by = node.and_then(|node| self.tree.gone_by(node, self.height));
        (LinkEnd::Missing, ResolvedPath { node, path: format!("/{}", display(&path)), kind: None, gone_by })
    }
}
