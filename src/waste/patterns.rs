//! Paths that many images carry for nothing (caches, documentation, debug symbols, …), by their place and name.

use super::advice_kind::AdviceKind;
use crate::tree::{Column, NodeId, ROOT, Tree};

/// A directory's place and the kind of all below it. With a leading `/` from the root, else anywhere.
const FOLDERS: [(&str, AdviceKind); 35] = [
    ("/var/lib/apt/lists", AdviceKind::ListsApt),
    ("/var/cache/apt", AdviceKind::CacheApt),
    ("/var/cache/apk", AdviceKind::CacheApk),
    ("/etc/apk/cache", AdviceKind::CacheApk),
    ("/var/cache/dnf", AdviceKind::CacheDnf),
    ("/var/cache/libdnf5", AdviceKind::CacheDnf),
    ("/var/cache/yum", AdviceKind::CacheDnf),
    (".cache/pip", AdviceKind::CachePip),
    (".cache/uv", AdviceKind::CachePip),
    (".cache/pypoetry", AdviceKind::CachePip),
    (".npm/_cacache", AdviceKind::CacheNpm),
    (".cache/yarn", AdviceKind::CacheNpm),
    (".cache/pnpm", AdviceKind::CacheNpm),
    (".yarn/cache", AdviceKind::CacheNpm),
    (".local/share/pnpm/store", AdviceKind::CacheNpm),
    ("/usr/local/share/.cache/yarn", AdviceKind::CacheNpm),
    (".cache/go-build", AdviceKind::CacheGo),
    ("go/pkg/mod", AdviceKind::CacheGo),
    (".cargo/registry", AdviceKind::CacheCargo),
    (".cargo/git", AdviceKind::CacheCargo),
    ("cargo/registry", AdviceKind::CacheCargo),
    (".git", AdviceKind::Git),
    ("__pycache__", AdviceKind::Pycache),
    ("/usr/lib/debug", AdviceKind::DebugSymbols),
    ("/usr/share/doc", AdviceKind::Docs),
    ("/usr/share/man", AdviceKind::Docs),
    ("/usr/share/info", AdviceKind::Docs),
    ("/usr/share/gtk-doc", AdviceKind::Docs),
    ("/usr/share/locale", AdviceKind::Locales),
    ("/usr/share/i18n", AdviceKind::Locales),
    ("/usr/lib/locale", AdviceKind::Locales),
    ("/usr/include", AdviceKind::MultiStage),
    ("/usr/lib/gcc", AdviceKind::MultiStage),
    ("/usr/libexec/gcc", AdviceKind::MultiStage),
    ("/usr/local/go", AdviceKind::MultiStage),
];

/// Files of a developer's own folder that a `COPY .` takes along.
const LOCAL: [&str; 4] = [".git", "node_modules", ".env", "__pycache__"];

const ARCHIVES: [&str; 11] =
    [".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".tar.zst", ".zip", ".deb", ".rpm", ".whl", ".gem"];

/// The kind of each path, by its place.
pub(super) struct Patterns<'t> {
    tree: &'t Tree,
    kinds: Column<NodeId, Option<AdviceKind>>,
    /// The topmost path of a kind, for all that is below.
    tops: Column<NodeId, Option<NodeId>>,
    /// The topmost path of `LOCAL`, likewise.
    local: Column<NodeId, Option<NodeId>>,
}

impl<'t> Patterns<'t> {
    /// One pass over all paths, for parents stand before children.
    pub fn new(tree: &'t Tree) -> Self {
        let mut kinds = tree.node_column(None);
        let mut tops = tree.node_column(None);
        let mut local = tree.node_column(None);
        for node in tree.node_ids().skip(1) {
            let (parent, name) = (tree.parent(node), tree.name(node));
            let own = || LOCAL.iter().any(|l| l.as_bytes() == name).then_some(node);
            local.set(node, local.get(parent).or_else(own));
            if let Some(kind) = kinds.get(parent) {
                kinds.set(node, Some(kind));
                tops.set(node, tops.get(parent));
            } else if let Some((_, kind)) = FOLDERS.iter().find(|(path, _)| stands(tree, node, name, path)) {
                kinds.set(node, Some(*kind));
                tops.set(node, Some(node));
            }
        }
        Self { tree, kinds, tops, local }
    }

    /// The kind by the path's place, or by the end of its name.
    pub fn kind(&self, node: NodeId) -> Option<AdviceKind> {
        let by_name = || self.tree.name(node).ends_with(b".debug").then_some(AdviceKind::DebugSymbols);
        self.kinds.get(node).or_else(by_name)
    }

    /// The topmost path of the kind, or the path itself.
    pub fn top(&self, node: NodeId) -> NodeId {
        self.tops.get(node).unwrap_or(node)
    }

    /// The path of `LOCAL` that a path is, or is in.
    pub fn local(&self, node: NodeId) -> Option<NodeId> {
        self.local.get(node)
    }

    /// An archive by its name.
    pub fn is_archive(&self, node: NodeId) -> bool {
        is_archive(self.tree.name(node))
    }

    /// Below `/tmp`, `/var/tmp`, or in root's home itself.
    pub fn is_temporary(&self, node: NodeId) -> bool {
        let path = self.tree.path(node);
        path.starts_with(b"tmp/")
            || path.starts_with(b"var/tmp/")
            || path.strip_prefix(b"root/").is_some_and(|rest| !rest.contains(&b'/'))
    }
}

/// An archive by its name.
pub(super) fn is_archive(name: &[u8]) -> bool {
    ARCHIVES.iter().any(|ending| name.ends_with(ending.as_bytes()))
}

/// The path's last names are those of a pattern.
fn stands(tree: &Tree, node: NodeId, name: &[u8], pattern: &str) -> bool {
    let mut names = pattern.trim_start_matches('/').rsplit('/');
    if names.next().is_none_or(|last| last.as_bytes() != name) {
        return false;
    }
    let mut folders = tree.ancestors(node);
    for wanted in names {
        if folders.next().is_none_or(|at| at == ROOT || tree.name(at) != wanted.as_bytes()) {
            return false;
        }
    }
    folders.next() == Some(ROOT) || !pattern.starts_with('/')
}
