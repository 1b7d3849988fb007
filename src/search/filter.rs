//! Which nodes of a view a query finds. Each term is one pass over all nodes, parents before children.

use super::pattern::{Needle, Pattern};
use super::query::{Query, Test};
use super::values::{Between, Bits};
use crate::limits::PATTERN_PATH;
use crate::tar_format::FileKind;
use crate::text::display;
use crate::tree::{Change, Column, NodeId, ROOT, Reasons, Tree, Version, VersionId};
use std::borrow::Cow;
use std::collections::HashMap;

/// How paths changed, where a query asks about a comparison instead of a layer.
pub type Became = HashMap<NodeId, (Change, Reasons)>;

/// Paths that a query found. *Shape:* one element a node; only nodes that the scope shows may be true.
pub type Chosen = Column<NodeId, bool>;

/// The paths that a query looks through. *Shape:* one element a node in each column.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// The version whose attributes count; `None` = the path is not shown.
    pub version: &'a Column<NodeId, Option<VersionId>>,
    /// The path is shown, and is not there.
    pub gone: &'a Column<NodeId, bool>,
    /// Bytes of all that is below a directory.
    pub total: &'a Column<NodeId, u64>,
    /// The layer that `change:` and `reason:` ask about.
    pub layer: usize,
}

impl Scope<'_> {
    /// Own bytes, or all bytes below; unknown of a mere whiteout and of a directory that is gone.
    pub fn size(&self, tree: &Tree, node: NodeId) -> Option<u64> {
        let version = tree.version(self.version.get(node)?);
        match version.is_dir() {
            true => (!self.gone.get(node)).then(|| self.total.get(node)),
            false => version.kind().map(|_| version.size),
        }
    }
}

impl Query {
    /// The paths of a scope that the query matches; `None` = it asks nothing. `change:` and `reason:` are of the scope's layer.
    pub fn choose(&self, tree: &Tree, scope: Scope) -> Option<Chosen> {
        self.choose_of(tree, scope, None)
    }

    /// The same where `change:` and `reason:` are of a comparison.
    pub fn choose_compared(&self, tree: &Tree, scope: Scope, became: &Became) -> Option<Chosen> {
        self.choose_of(tree, scope, Some(became))
    }

    fn choose_of(&self, tree: &Tree, scope: Scope, became: Option<&Became>) -> Option<Chosen> {
        if self.is_empty() {
            return None;
        }
        let mut chosen = tree.node_column(false);
        for node in tree.node_ids().skip(1) {
            chosen.set(node, scope.version.get(node).is_some());
        }
        let look = Look { tree, scope, became };
        for term in &self.terms {
            let found = look.found(&term.test);
            for node in tree.node_ids().skip(1) {
                if found.get(node) == term.not {
                    chosen.set(node, false);
                }
            }
        }
        Some(chosen)
    }
}

/// The data that the terms of a query look at.
struct Look<'a> {
    tree: &'a Tree,
    scope: Scope<'a>,
    became: Option<&'a Became>,
}

impl Look<'_> {
    fn found(&self, test: &Test) -> Column<NodeId, bool> {
        let size = |node| self.scope.size(self.tree, node).and_then(|size| i64::try_from(size).ok());
        match test {
            Test::Text(needle) => self.contains(needle),
            Test::Pattern(pattern) => self.fits(pattern),
            Test::Size(between) => self.each(|node, _| size(node).is_some_and(|size| between.holds(size))),
            Test::Time(between) => self.each(|_, v| is_known(v) && between.holds(v.mtime)),
            Test::Kind(kinds) => self.each(|_, v| v.kind().is_some_and(|kind| kinds.contains(&kind))),
            Test::Owner(owners) => self.each(|_, v| {
                is_known(v) && owners.iter().any(|(user, group)| *user == v.uid && group.is_none_or(|g| g == v.gid))
            }),
            Test::Group(groups) => self.each(|_, v| is_known(v) && groups.contains(&v.gid)),
            Test::Mode(bits) => self.each(|_, v| is_known(v) && bits.iter().any(|bits| has_bits(v, *bits))),
            Test::Layer(layers) => self.each(|_, v| layers.iter().any(|l| l.holds(i64::from(u32::from(v.layer)) + 1))),
            Test::Touched(layers) => self.touched(layers),
            Test::Change(changes) => self.changed(|_, change| changes.contains(&change)),
            Test::Reason(reasons) => self.changed(|node, change| {
                matches!(change, Change::Content | Change::Attributes | Change::Replaced)
                    && self.reasons(node).names().iter().any(|reason| reasons.contains(reason))
            }),
            Test::Dead => self.dead(),
            Test::Gone => self.each(|node, _| self.scope.gone.get(node)),
        }
    }

    /// By what a row shows.
    fn each(&self, holds: impl Fn(NodeId, &Version) -> bool) -> Column<NodeId, bool> {
        let mut found = self.tree.node_column(false);
        for node in self.tree.node_ids().skip(1) {
            let version = self.scope.version.get(node).map(|id| self.tree.version(id));
            if version.is_some_and(|version| holds(node, version)) {
                found.set(node, true);
            }
        }
        found
    }

    /// By what the view's layer did, or the comparison tells.
    fn changed(&self, holds: impl Fn(NodeId, Change) -> bool) -> Column<NodeId, bool> {
        let mut found = self.tree.node_column(false);
        let mut look = |node: NodeId, change: Change| {
            if holds(node, change) {
                found.set(node, true);
            }
        };
        match self.became {
            Some(became) => became.iter().for_each(|(node, (change, _))| look(*node, *change)),
            None => self.tree.changes(self.scope.layer).iter().for_each(|(node, change)| look(*node, *change)),
        }
        found
    }

    fn touched(&self, layers: &[Between]) -> Column<NodeId, bool> {
        let mut found = self.tree.node_column(false);
        for layer in (0..self.tree.layers()).filter(|l| layers.iter().any(|between| between.holds(*l as i64 + 1))) {
            let changes = self.tree.changes(layer).iter().filter(|(_, change)| *change != Change::Below);
            changes.for_each(|(node, _)| found.set(*node, true));
        }
        found
    }

    /// Why the view's layer changed a path: against what was seen before it, if anything was.
    fn reasons(&self, node: NodeId) -> Reasons {
        if let Some(became) = self.became {
            return became.get(&node).map(|(_, reasons)| *reasons).unwrap_or_default();
        }
        let mut versions = self.tree.versions_of(node).filter(|(_, v)| usize::from(v.layer) <= self.scope.layer);
        let Some((_, new)) = versions.next().filter(|(_, v)| usize::from(v.layer) == self.scope.layer) else {
            return Reasons::default();
        };
        let Some((_, old)) = versions.find(|(_, v)| v.is_item()) else { return Reasons::default() };
        let mut between = usize::from(old.layer) + 1..self.scope.layer;
        let gone = between.any(|layer| self.tree.change_in(layer, node).is_some_and(Change::is_gone));
        if gone { Reasons::default() } else { self.tree.reasons(old, new) }
    }

    fn dead(&self) -> Column<NodeId, bool> {
        let mut found = self.tree.node_column(false);
        for (id, _) in self.tree.dead_versions().pairs().filter(|(_, dead)| *dead) {
            found.set(self.tree.version(id).node, true);
        }
        found
    }

    /// Paths that contain a text: all below one that does, too.
    fn contains(&self, needle: &Needle) -> Column<NodeId, bool> {
        let mut found = self.tree.node_column(false);
        let mut buffer = Vec::new();
        for node in self.tree.node_ids().skip(1).filter(|node| self.scope.version.get(*node).is_some()) {
            if found.get(self.tree.parent(node)) {
                found.set(node, true);
                continue;
            }
            let name = shown(self.tree.name(node), needle.folds, &mut buffer);
            // A name above is wanted only where the one below it fits.
            let up = |steps: usize| {
                let name = self.tree.name(self.tree.lineage(node).nth(steps)?);
                Some(Cow::Owned(shown(name, needle.folds, &mut Vec::new()).to_vec()))
            };
            if needle.ends_in(name, up) {
                found.set(node, true);
            }
        }
        found
    }

    /// Names or paths that fit a pattern.
    fn fits(&self, pattern: &Pattern) -> Column<NodeId, bool> {
        let mut found = self.tree.node_column(false);
        let mut path = PathBuffer::default();
        for node in self.tree.node_ids().skip(1).filter(|node| self.scope.version.get(*node).is_some()) {
            let fits = if pattern.on_path {
                pattern.regex.is_match(path.of(self.tree, node))
            } else {
                pattern.regex.is_match(&text(self.tree.name(node)))
            };
            found.set(node, fits);
        }
        found
    }
}

/// Its entry says what owner, mode and time it has.
fn is_known(version: &Version) -> bool {
    version.is_entry()
}

fn has_bits(version: &Version, bits: Bits) -> bool {
    let kind = version.kind();
    match bits {
        Bits::Exact(mode) => version.mode == mode,
        Bits::Any(mode) => version.mode & mode != 0 && kind != Some(FileKind::Symlink),
        Bits::Executable => version.mode & 0o111 != 0 && matches!(kind, Some(FileKind::File | FileKind::Hardlink)),
    }
}

/// A name is shown as it is.
fn is_plain(name: &[u8]) -> bool {
    name.iter().all(|b| (b' '..=b'~').contains(b) && *b != b'\\')
}

/// A name as the page shows it, in lower case when capitals don't matter.
fn shown<'a>(name: &'a [u8], folds: bool, buffer: &'a mut Vec<u8>) -> &'a [u8] {
    let plain = is_plain(name);
    if plain && !folds {
        return name;
    }
    buffer.clear();
    buffer.extend_from_slice(name);
    if plain {
        buffer.make_ascii_lowercase();
    } else {
        let shown = display(name);
        *buffer = if folds { shown.to_lowercase() } else { shown }.into_bytes();
    }
    buffer
}

/// A name as the page shows it.
fn text(name: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(name) {
        Ok(name) if is_plain(name.as_bytes()) => Cow::Borrowed(name),
        _ => Cow::Owned(display(name)),
    }
}

/// The path of one node after the other: what two neighbours share is kept.
#[derive(Default)]
struct PathBuffer {
    path: String,
    /// The folders that are in it, and where each of them ends.
    folders: Vec<(NodeId, usize)>,
}

impl PathBuffer {
    /// A node's path with a leading `/`, the end of it where it is longer than any that Linux takes.
    fn of(&mut self, tree: &Tree, node: NodeId) -> &str {
        let parent = tree.parent(node);
        while self.folders.last().is_some_and(|(folder, _)| Some(*folder) != parent) {
            self.folders.pop();
        }
        if self.folders.is_empty() {
            self.climb(tree, parent);
        }
        self.path.truncate(self.folders.last().map_or(0, |(_, end)| *end));
        self.push(tree, node);
        let from = self.path.len().saturating_sub(PATTERN_PATH);
        self.path.get(self.path.ceil_char_boundary(from)..).unwrap_or_default()
    }

    /// Starts again with a folder, from as far up as matters.
    fn climb(&mut self, tree: &Tree, folder: Option<NodeId>) {
        let mut len = 0;
        for at in folder.into_iter().flat_map(|folder| tree.lineage(folder)).take_while(|at| *at != ROOT) {
            self.folders.push((at, 0));
            len += tree.name(at).len() + 1;
            if len > PATTERN_PATH {
                break;
            }
        }
        self.folders.reverse();
        self.path.clear();
        for folder in std::mem::take(&mut self.folders) {
            self.push(tree, folder.0);
        }
    }

    fn push(&mut self, tree: &Tree, node: NodeId) {
        self.path.push('/');
        self.path.push_str(&text(tree.name(node)));
        self.folders.push((node, self.path.len()));
    }
}
