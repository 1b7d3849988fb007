//! What everyone carries in images: which paths are caches, docs, debug symbols and the like, by where they stand and how they are named.

use crate::tree::{Column, NONE, ROOT, Tree};

/// A finding's kind; the page words it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
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
    /// The word of `Advice.kind`.
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

/// Where something stands: all that is below it is of that kind. With a leading `/` from the root, else anywhere.
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

/// Local things that a `COPY .` takes along.
const LOCAL: [&str; 4] = [".git", "node_modules", ".env", "__pycache__"];

const ARCHIVES: [&str; 11] =
    [".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".tar.zst", ".zip", ".deb", ".rpm", ".whl", ".gem"];

/// The kind of each path, by where it stands.
pub(super) struct Patterns<'t> {
    tree: &'t Tree,
    kinds: Column<Option<Kind>>,
    /// The topmost path of a kind, for all that is below.
    tops: Column<u32>,
    /// The topmost local thing, likewise.
    local: Column<u32>,
}

impl<'t> Patterns<'t> {
    /// One pass over all paths, for parents stand before children.
    pub fn new(tree: &'t Tree) -> Self {
        let mut kinds = Column::new(tree.len(), None);
        let mut tops = Column::new(tree.len(), NONE);
        let mut local = Column::new(tree.len(), NONE);
        for node in 1..tree.len() as u32 {
            let (parent, name) = (tree.parent(node), tree.name(node));
            let above = local.get(parent);
            local.set(node, if above == NONE && LOCAL.iter().any(|l| l.as_bytes() == name) { node } else { above });
            if let Some(kind) = kinds.get(parent) {
                kinds.set(node, Some(kind));
                tops.set(node, tops.get(parent));
            } else if let Some((_, kind)) = FOLDERS.iter().find(|(path, _)| stands(tree, node, name, path)) {
                kinds.set(node, Some(*kind));
                tops.set(node, node);
            }
        }
        Self { tree, kinds, tops, local }
    }

    /// Where a path stands, or how its name ends, tells its kind.
    pub fn kind(&self, node: u32) -> Option<Kind> {
        let by_name = || self.tree.name(node).ends_with(b".debug").then_some(Kind::DebugSymbols);
        self.kinds.get(node).or_else(by_name)
    }

    /// The topmost path of the kind, or the path itself.
    pub fn top(&self, node: u32) -> u32 {
        Some(self.tops.get(node)).filter(|top| *top != NONE).unwrap_or(node)
    }

    /// The local thing that a path is, or is in.
    pub fn local(&self, node: u32) -> Option<u32> {
        Some(self.local.get(node)).filter(|top| *top != NONE)
    }

    /// An archive by its name.
    pub fn is_archive(&self, node: u32) -> bool {
        is_archive(self.tree.name(node))
    }

    /// Below `/tmp`, `/var/tmp`, or in root's home itself.
    pub fn is_temporary(&self, node: u32) -> bool {
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
fn stands(tree: &Tree, node: u32, name: &[u8], pattern: &str) -> bool {
    let mut at = node;
    let mut names = pattern.trim_start_matches('/').rsplit('/');
    if names.next().is_none_or(|last| last.as_bytes() != name) {
        return false;
    }
    at = tree.parent(at);
    for wanted in names {
        if at == ROOT || at == NONE || tree.name(at) != wanted.as_bytes() {
            return false;
        }
        at = tree.parent(at);
    }
    at == ROOT || !pattern.starts_with('/')
}
