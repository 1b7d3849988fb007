//! The kinds of advice. A new one starts here: its name, and whether it is a cache.

use serde::Deserialize;

/// The kind of an advice. Its texts are `advice.KIND.what` and `.do` of `messages`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // each kind is explained by its text
pub enum AdviceKind {
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

impl AdviceKind {
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
        use AdviceKind::{CacheApk, CacheApt, CacheCargo, CacheDnf, CacheGo, CacheNpm, CachePip, ListsApt};
        matches!(self, CacheApt | ListsApt | CacheApk | CacheDnf | CachePip | CacheNpm | CacheGo | CacheCargo)
    }
}
