//! The same question asked naively: two merged views as maps by path, and what differs between them.

use super::{Beside, beside, two};
use crate::random::{layer, op};
use layerscope::compare::Status;
use layerscope::tree::{Reasons, Tree};
use layerscope::workspace::Workspace;
use proptest::prelude::*;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The compared attributes of a path: type, permissions, owner, target, time (none of a directory), size and hash.
type Shown = (String, String, u32, u32, String, Option<i64>, u64, Option<Vec<u8>>);

fn shown(tree: &Tree) -> BTreeMap<String, Shown> {
    let seen = tree.seen_at(tree.layers() - 1).version;
    let mut paths = BTreeMap::new();
    for node in tree.node_ids().skip(1) {
        let Some(v) = seen.get(node).map(|id| tree.version(id)) else { continue };
        let target = String::from_utf8_lossy(tree.target(v)).into_owned();
        let kind = format!("{:?}", v.kind().unwrap()).replace("Hardlink", "File");
        let target = if kind == "File" { String::new() } else { target };
        // An implied directory has no attributes.
        let implied = v.is_implied();
        let mode = if implied { "?".into() } else { layerscope::view::mode_text(v) };
        let what = (
            kind,
            mode,
            v.uid,
            v.gid,
            target,
            (!v.is_dir()).then_some(v.mtime),
            if v.is_dir() { 0 } else { v.size },
            tree.content_hash(v).map(|hash| hash.to_vec()),
        );
        paths.insert(format!("/{}", layerscope::text::display(&tree.path(node))), what);
    }
    paths
}

pub fn tree_of(archive: &[u8], image: usize) -> Workspace {
    let mut workspace = Workspace::open("two.tar", &archive, &mut |_, _| {}).unwrap();
    workspace.choose(image).unwrap();
    workspace.intake().scan_all(&archive).unwrap();
    workspace.intake().hash_all(&archive);
    workspace
}

/// Holds a comparison of hashed images against both listings.
pub fn check(archive: &[u8], found: &Beside, (left, right): (usize, usize)) {
    check_trees(&tree_of(archive, left), &tree_of(archive, right), found);
}

/// The same for images that were read by themselves.
pub fn check_trees(left: &Workspace, right: &Workspace, found: &Beside) {
    let (old, new) = (shown(left.tree()), shown(right.tree()));
    let paths = |status: &[Status]| {
        let rows = found.rows.iter().filter(|row| status.contains(&row.status));
        rows.map(|row| row.path.clone()).collect::<BTreeSet<_>>()
    };
    let added: BTreeSet<_> = new.keys().filter(|path| !old.contains_key(*path)).cloned().collect();
    let mut removed: BTreeSet<_> = old.keys().filter(|path| !new.contains_key(*path)).cloned().collect();
    let differs = |path: &&String| {
        new.get(*path).is_some_and(|new| {
            let old = &old[*path];
            let unknown = old.1 == "?" || new.1 == "?";
            if unknown && old.0 == new.0 { false } else { new != old }
        })
    };
    let changed: BTreeSet<_> = old.keys().filter(differs).cloned().collect();
    assert_eq!(paths(&[Status::Changed]), changed);
    assert_eq!(paths(&[Status::Added, Status::Moved]), added);
    let mut froms = BTreeSet::new();
    for row in found.rows.iter().filter(|row| row.status == Status::Moved) {
        let from = row.from.clone().unwrap();
        assert_eq!((&old[&from].7, old[&from].6), (&new[&row.path].7, new[&row.path].6), "{from}");
        assert!(removed.remove(&from) && froms.insert(from), "each moves once");
    }
    assert_eq!(paths(&[Status::Removed]), removed);
    // As many moved as could: for each content the fewer of the two sides.
    let count = |paths: &BTreeSet<String>, of: &BTreeMap<String, Shown>| {
        let mut counts: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
        for what in paths.iter().map(|path| &of[path]).filter(|what| what.6 > 0 && what.0 == "File") {
            // A content without a hash has a size of its own: otherwise it would count as a missed move.
            let hash = what.7.clone().unwrap_or_else(|| what.6.to_be_bytes().to_vec());
            *counts.entry(hash).or_default() += 1;
        }
        counts
    };
    let gone: BTreeSet<_> = removed.union(&froms).cloned().collect();
    let (gone, come) = (count(&gone, &old), count(&added, &new));
    let most: usize = gone.iter().map(|(hash, n)| (*n).min(come.get(hash).copied().unwrap_or(0))).sum();
    let comparison = &found.compared.comparison;
    assert_eq!((froms.len(), comparison.files.moved.paths), (most, most as u64));
    let files = comparison.files;
    assert_eq!(files.equal as usize, old.len() - changed.len() - removed.len() - froms.len());
    assert_eq!((files.added.paths + files.moved.paths) as usize, added.len());
    assert_eq!((files.changed.paths, files.removed.paths), (changed.len() as u64, removed.len() as u64));
    let times = found.rows.iter().filter(|row| row.status == Status::Changed && row.reasons == Reasons::MTIME.names());
    assert_eq!(times.count() as u64, comparison.times_only);
    assert!(comparison.certain);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_differs_is_what_two_listings_show(
        common in prop::collection::vec(op(), 0..6),
        left in prop::collection::vec(prop::collection::vec(op(), 0..8), 1..3),
        right in prop::collection::vec(prop::collection::vec(op(), 0..8), 1..3),
    ) {
        let stack = |own: &[Vec<_>]| {
            let own = own.iter().map(|ops| layer(ops));
            std::iter::once(layer(&common)).chain(own).collect::<Vec<_>>()
        };
        let (left, right) = (stack(&left), stack(&right));
        let archive = two((&left, json!({})), (&right, json!({})));
        let found = beside(&archive, (0, 1), true);
        check(&archive, &found, (0, 1));
        let common = left.iter().zip(&right).take_while(|(l, r)| l == r).count();
        prop_assert_eq!(found.compared.comparison.common, common);
        // Every layer of both stands in exactly one row, in its order.
        for (side, count) in [(0, left.len()), (1, right.len())] {
            let rows = found.compared.comparison.layers.iter();
            let at: Vec<_> = rows.filter_map(|row| if side == 0 { row.left } else { row.right }).collect();
            prop_assert_eq!(at, (0..count).collect::<Vec<_>>());
        }
    }
}
