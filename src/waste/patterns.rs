//! Paths that many images carry for nothing (caches, documentation, debug symbols, …), by their place and name.

use crate::tree::{Column, NodeId, ROOT, Tree};
use serde::Deserialize;

/// The kind of an advice. Its texts are `advice.KIND.what` and `.do` of `messages`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // each kind is explained by its text
pub enum Kind {
    CleanSameLayer,
    CopyChown,
    CopyChmod,
    JoinRuns,
    MultiStage,
    CacheApt,
    ListsApt,
    CacheApk,
    CacheDnf,
    CachePip,
    CacheNpm,
    CacheGo,
    CacheCargo,
    Git,
    Docs,
    Locales,
    DebugSymbols,
    Pycache,
    TempArchive,
    Duplicates,
    Dockerignore,
}

impl Kind {
    /// The kebab-case name, as it crosses the wasm boundary.
    pub fn name(self) -> &'static str {
        match self {
            Self::CleanSameLayer => "clean-same-layer",
            Self::CopyChown => "copy-chown",
            Self::CopyChmod => "copy-chmod",
            Self::JoinRuns => "join-runs",
            Self::MultiStage => "multi-stage",
            Self::CacheApt => "cache-apt",
            Self::ListsApt => "lists-apt",
            Self::CacheApk => "cache-apk",
            Self::CacheDnf => "cache-dnf",
            Self::CachePip => "cache-pip",
            Self::CacheNpm => "cache-npm",
            Self::CacheGo => "cache-go",
            Self::CacheCargo => "cache-cargo",
            Self::Git => "git",
            Self::Docs => "docs",
            Self::Locales => "locales",
            Self::DebugSymbols => "debug-symbols",
            Self::Pycache => "pycache",
            Self::TempArchive => "temp-archive",
            Self::Duplicates => "duplicates",
            Self::Dockerignore => "dockerignore",
        }
    }

    /// A package manager's cache.
    pub fn is_cache(self) -> bool {
        use Kind::{CacheApk, CacheApt, CacheCargo, CacheDnf, CacheGo, CacheNpm, CachePip, ListsApt};
        matches!(self, CacheApt | ListsApt | CacheApk | CacheDnf | CachePip | CacheNpm | CacheGo | CacheCargo)
    }
}

/// A directory's place and the kind of all below it. With a leading `/` from the root, else anywhere.
const FOLDERS: [(&str, Kind); 35] = [
    ("/var/lib/apt/lists", Kind::ListsApt),
    ("/var/cache/apt", Kind::CacheApt),
    ("/var/cache/apk", Kind::CacheApk),
    ("/etc/apk/cache", Kind::CacheApk),
    ("/var/cache/dnf", Kind::CacheDnf),
    ("/var/cache/libdnf5", Kind::CacheDnf),
    ("/var/cache/yum", Kind::CacheDnf),
    (".cache/pip", Kind::CachePip),
    (".cache/uv", Kind::CachePip),
    (".cache/pypoetry", Kind::CachePip),
    (".npm/_cacache", Kind::CacheNpm),
    (".cache/yarn", Kind::CacheNpm),
    (".cache/pnpm", Kind::CacheNpm),
    (".yarn/cache", Kind::CacheNpm),
    (".local/share/pnpm/store", Kind::CacheNpm),
    ("/usr/local/share/.cache/yarn", Kind::CacheNpm),
    (".cache/go-build", Kind::CacheGo),
    ("go/pkg/mod", Kind::CacheGo),
    (".cargo/registry", Kind::CacheCargo),
    (".cargo/git", Kind::CacheCargo),
    ("cargo/registry", Kind::CacheCargo),
    (".git", Kind::Git),
    ("__pycache__", Kind::Pycache),
    ("/usr/lib/debug", Kind::DebugSymbols),
    ("/usr/share/doc", Kind::Docs),
    ("/usr/share/man", Kind::Docs),
    ("/usr/share/info", Kind::Docs),
    ("/usr/share/gtk-doc", Kind::Docs),
    ("/usr/share/locale", Kind::Locales),
    ("/usr/share/i18n", Kind::Locales),
    ("/usr/lib/locale", Kind::Locales),
    ("/usr/include", Kind::MultiStage),
    ("/usr/lib/gcc", Kind::MultiStage),
    ("/usr/libexec/gcc", Kind::MultiStage),
    ("/usr/local/go", Kind::MultiStage),
];

/// Files of a developer's own folder that a `COPY .` takes along.
const LOCAL: [&str; 4] = [".git", "node_modules", ".env", "__pycache__"];

const ARCHIVES: [&str; 11] =
    [".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".tar.zst", ".zip", ".deb", ".rpm", ".whl", ".gem"];

/// The kind of each path, by its place.
pub(super) struct Patterns<'t> {
    tree: &'t Tree,
    kinds: Column<NodeId, Option<Kind>>,
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
    pub fn kind(&self, node: NodeId) -> Option<Kind> {
        let by_name = || self.tree.name(node).ends_with(b".debug").then_some(Kind::DebugSymbols);
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
