//! How well an imported tar fits an image: counts for every height.

use super::Origin;
use super::compare::{kind, same};
use super::listing::{Listing, PathEntry};
use super::placeholder::is_placeholder_path;
use crate::container::upper::Inode;
use crate::messages::{self, Language, Parameter};
use crate::tar_format::FileKind;
use crate::tree::{Column, Tree, VersionId};
use serde::Serialize;

/// The counts for one height. *Shape:* of an export, all files but directories and placeholders count. Of an upper
/// directory or a layer, its directories and whiteouts count, as each needs a lower path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Fit {
    /// Layers 0..=height; `None` = no layer.
    pub height: Option<usize>,
    /// Export: files of the image. Else: directories and whiteouts of the tar.
    pub of: u64,
    /// Export: files that are equal in the tar. Else: those that find their lower path.
    pub equal: u64,
    /// Export: files that differ in the tar. Else: directories with other attributes.
    pub changed: u64,
    /// Export: files that the tar does not have. Else: whiteouts and implied directories without a lower path.
    pub missing: u64,
    /// Export: files that only the tar has. Else: new directories, which fit as well.
    pub added: u64,
    /// Upper directory or layer: files that lower layers already have, unchanged.
    pub already: u64,
}

impl Fit {
    /// Counts that speak for the fit less those against it. The largest score is the best fit.
    pub fn score(&self, origin: Origin) -> i64 {
        let n = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let there = if origin == Origin::Export { 0 } else { n(self.changed) };
        n(self.equal) + there - n(self.missing) - n(self.already)
    }

    /// At least half of the expected paths fit.
    pub fn fits(&self, origin: Origin) -> bool {
        let there = if origin == Origin::Export { self.equal } else { self.equal + self.changed };
        match self.of {
            0 => origin != Origin::Export,
            of => there.saturating_mul(2) >= of,
        }
    }

    /// The counts in words.
    pub fn reason(&self, origin: Origin, language: Language) -> String {
        let Self { of, equal, changed, missing, added, already, .. } = self;
        let key = if origin == Origin::Export { "fit.export" } else { "fit.layer" };
        let counts: [Parameter; 6] = [
            ("of", of),
            ("equal", equal),
            ("changed", changed),
            ("missing", missing),
            ("added", added),
            ("already", already),
        ];
        messages::text(language, key, &counts)
    }
}

impl Listing {
    /// The fits on a tree of `layers` layers, one for each height, base first. *Cost:* a pass over the tree for each
    /// height.
    pub fn fits(&self, tree: &Tree, layers: usize) -> Vec<Fit> {
        let mut entries = tree.node_column(None);
        let mut skip = tree.node_column(false);
        let mut list: Vec<(PathEntry, Option<&Inode>)> = Vec::new();
        let mut nowhere = (0, 0);
        let mut files = 0;
        for (path, at) in self.paths.iter().filter(|(path, _)| !path.is_empty()) {
            let inode = if let PathEntry::Inode(id) = at { self.inodes.get(*id) } else { None };
            if self.origin == Origin::Export && is_placeholder_path(path) {
                continue;
            }
            files += u64::from(inode.is_some_and(|inode| !inode.is_dir()));
            match tree.find(path) {
                Some(node) => {
                    entries.set(node, Some(list.len() as u32));
                    list.push((*at, inode));
                }
                None if inode.is_none() => nowhere.0 += 1,
                None => nowhere.1 += u64::from(needs_lower(*at, inode)),
            }
        }
        for node in tree.node_ids().skip(1).filter(|_| self.origin == Origin::Export) {
            if tree.path(node).len() < 20 && is_placeholder_path(&tree.path(node)) {
                skip.set(node, true);
            }
        }
        let heights = if layers == 0 { vec![None] } else { (0..layers).map(Some).collect() };
        let mut known: Column<VersionId, u8> = tree.version_column(0);
        let mut is_same = |id: VersionId, inode: &Inode| {
            if known.get(id) == 0 {
                known.set(id, 1 + u8::from(same(tree, tree.version(id), inode)));
            }
            known.get(id) == 2
        };
        let mut count = |height: Option<usize>| {
            let mut fit = Fit { height, of: 0, equal: 0, changed: 0, missing: 0, added: 0, already: 0 };
            let seen = height.map(|height| tree.seen_at(height));
            for node in tree.node_ids().skip(1).filter(|node| !skip.get(*node)) {
                let id = seen.as_ref().and_then(|seen| seen.version.get(node));
                let file = id.is_some_and(|id| kind(tree.version(id)) != FileKind::Dir);
                let entry = entries.get(node).and_then(|at| list.get(at as usize)).copied();
                let mut is_same = |inode| id.is_some_and(|id| is_same(id, inode));
                match (self.origin, entry) {
                    (Origin::Export, Some((_, Some(inode)))) if file => match is_same(inode) {
                        true => fit.equal += 1,
                        false => fit.changed += 1,
                    },
                    (Origin::Export, _) => fit.missing += u64::from(file),
                    (_, None) => {}
                    (_, Some((at, inode))) if needs_lower(at, inode) => match (id, inode) {
                        (None, None) => fit.missing += 1,
                        (None, Some(_)) => fit.added += 1,
                        (Some(_), Some(_)) if file => fit.changed += 1,
                        (Some(_), Some(inode)) if !is_same(inode) => fit.changed += 1,
                        (Some(_), _) => fit.equal += 1,
                    },
                    (_, Some((_, inode))) => {
                        let there = inode.is_some_and(is_same);
                        fit.already += u64::from(there);
                    }
                }
            }
            if self.origin == Origin::Export {
                fit.of = fit.equal + fit.changed + fit.missing;
                fit.added = files.saturating_sub(fit.equal + fit.changed);
            } else {
                fit.missing += nowhere.0;
                fit.added += nowhere.1;
                fit.of = fit.equal + fit.changed + fit.missing;
            }
            fit
        };
        heights.into_iter().map(&mut count).collect()
    }
}

/// The entry needs a lower path: a whiteout and an implied directory must have one, a directory may.
fn needs_lower(at: PathEntry, inode: Option<&Inode>) -> bool {
    match at {
        PathEntry::Whiteout(_) | PathEntry::Implied => true,
        PathEntry::Inode(_) => inode.is_some_and(Inode::is_dir),
    }
}
