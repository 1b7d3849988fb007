//! Advice that can be checked: groups of paths with their exact bytes, the instruction that caused them and what to write instead.

use super::patterns::{Kind, Patterns};
use super::wording::{Case, Worded, is_copy, is_removal, is_run, word};
use super::{Death, Duplicates, Killed, Waste, Why};
use crate::limits::LARGEST_NUMBER;
use crate::text::display;
use crate::tree::{NONE, Tree};
use hashbrown::HashMap;
use serde::Serialize;
use std::cmp::Reverse;

/// Findings at most: nobody reads more.
const MOST: usize = 60;
/// Bytes below which a finding is left out when another one is larger.
const SMALL: u64 = 4096;
const SAMPLE: usize = 5;

/// One thing to do (`Advice` of `www/types.waste.d.ts`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// What, in kebab-case.
    pub kind: &'static str,
    /// What it saves: the sum of its paths.
    pub bytes: u64,
    /// They are dead already; else the top shows them, and they can be left out.
    pub dead: bool,
    /// How many paths.
    pub paths: u64,
    /// Layers that store them, base first.
    pub layers: Vec<usize>,
    /// The layer that killed them.
    pub killer: Option<usize>,
    /// The instruction that caused it; "" without history.
    pub instruction: String,
    /// What stands in the Dockerfile now.
    pub from: String,
    /// What to write instead.
    pub into: String,
    /// `into` gives up a base image's config, and its layers, which others may share.
    pub rebased: bool,
    /// The largest.
    pub sample: Vec<Sample>,
}

/// One of the paths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sample {
    /// The path node.
    pub node: u32,
    /// From the root, with a leading `/`, safe to show.
    pub path: String,
    /// Bytes.
    pub bytes: u64,
}

/// Paths of one kind and cause.
#[derive(Default)]
struct Group {
    bytes: u64,
    paths: u64,
    /// Bytes by layer.
    layers: HashMap<usize, u64>,
    /// The largest versions.
    sample: Vec<u32>,
    /// Of duplicates, the copy of the largest that stays.
    kept: Option<u32>,
    /// Owner, group and mode that the killer gave it; `Some(None)` = not the same to all.
    after: Option<Option<(u32, u32, u16)>>,
}

/// Kind, killer, and the layer that stores it.
type Cause = (Kind, Option<usize>, Option<usize>);

impl Group {
    fn add(&mut self, tree: &Tree, id: u32, killer: Option<usize>) {
        let version = tree.version(id);
        // What the killer wrote in its place tells the owner and the mode that the file should have had from the start.
        let given = killer.and_then(|killer| tree.version_in(version.node, killer)).map(|v| (v.uid, v.gid, v.mode));
        self.after = Some(self.after.map_or(given, |known| known.filter(|known| Some(*known) == given)));
        self.bytes = self.bytes.saturating_add(version.size).min(LARGEST_NUMBER);
        self.paths += 1;
        *self.layers.entry(usize::from(version.layer)).or_default() += version.size;
        let at = self.sample.partition_point(|known| tree.stored(*known) >= version.size);
        if at < SAMPLE {
            self.sample.insert(at, id);
            self.sample.truncate(SAMPLE);
        }
    }
}

/// What can be done, the largest saving first. `instructions` = those of the layers, safe to show, "" where history has none.
pub fn advice(tree: &Tree, waste: &Waste, duplicates: &Duplicates, instructions: &[String]) -> Vec<Advice> {
    let patterns = Patterns::new(tree);
    let judge = Judge { tree, patterns: &patterns, instructions };
    let mut groups: HashMap<Cause, Group> = HashMap::new();
    for kill in &waste.killed {
        let cause = judge.dead(kill);
        groups.entry(cause).or_default().add(tree, kill.version, cause.1);
    }
    let end = waste.layers.checked_sub(1).map_or(0, |top| tree.versions_in(top).end);
    let mut left = Vec::new();
    let layer = |id: u32| Some(usize::from(tree.version(id).layer));
    for id in (0..end).filter(|id| tree.stored(*id) > 0 && waste.is_alive(*id)) {
        match judge.live(id) {
            Some(kind) => groups.entry((kind, None, layer(id))).or_default().add(tree, id, None),
            None => left.push(id),
        }
    }
    let live = |id: &&u32| waste.is_alive(**id) && left.binary_search(*id).is_ok();
    for (_, ids) in duplicates.groups() {
        let mut seen = ids.iter().filter(live);
        let Some(stays) = seen.next() else { continue };
        for id in seen {
            let group = groups.entry((Kind::Duplicates, None, layer(*id))).or_default();
            group.add(tree, *id, None);
            if group.sample.first() == Some(id) {
                group.kept = Some(*stays);
            }
        }
    }
    let mut found: Vec<(Cause, Group)> = groups.into_iter().collect();
    found.sort_by_key(|(cause, group)| (Reverse(group.bytes), *cause));
    if found.first().is_some_and(|(_, group)| group.bytes >= SMALL) {
        found.retain(|(_, group)| group.bytes >= SMALL);
    }
    found.truncate(MOST);
    found.into_iter().map(|(cause, group)| judge.tell(cause, group)).collect()
}

struct Judge<'t> {
    tree: &'t Tree,
    patterns: &'t Patterns<'t>,
    instructions: &'t [String],
}

impl Judge<'_> {
    fn instruction(&self, layer: usize) -> &str {
        self.instructions.get(layer).map_or("", String::as_str)
    }

    /// The one finding that a dead path belongs to.
    fn dead(&self, kill: &Killed) -> Cause {
        let version = self.tree.version(kill.version);
        let (node, layer, killer) = (version.node, usize::from(version.layer), usize::from(kill.by));
        let (made, ended) = (self.instruction(layer), self.instruction(killer));
        let kind = match (kill.how, kill.why) {
            (Death::Rewritten, Some(Why::Owner)) if is_copy(made) => Kind::CopyChown,
            (Death::Rewritten, Some(Why::Mode)) if is_copy(made) => Kind::CopyChmod,
            (Death::Rewritten, _) => Kind::JoinRuns,
            _ => match self.patterns.kind(node).filter(|kind| kind.is_cache() || *kind == Kind::Git) {
                Some(kind) if !is_copy(made) => kind,
                _ if self.patterns.is_archive(node) && (is_copy(made) || self.patterns.is_temporary(node)) => {
                    Kind::TempArchive
                }
                _ if is_copy(made) && kill.how != Death::Overwritten => Kind::Dockerignore,
                _ if matches!(kill.how, Death::Deleted | Death::Opaque) && is_removal(ended) => Kind::CleanSameLayer,
                _ => Kind::JoinRuns,
            },
        };
        (kind, Some(killer), Some(layer))
    }

    /// What a path that the top shows could be left out for.
    fn live(&self, id: u32) -> Option<Kind> {
        let version = self.tree.version(id);
        let made = self.instruction(usize::from(version.layer));
        if is_copy(made) && self.patterns.local(version.node).is_some() {
            return Some(Kind::Dockerignore);
        }
        let archive = || self.patterns.is_archive(version.node) && self.patterns.is_temporary(version.node);
        self.patterns.kind(version.node).or_else(|| archive().then_some(Kind::TempArchive))
    }

    /// The path that a layer's whiteout names: this one, or a directory above it.
    fn removed(&self, node: u32, killer: Option<usize>) -> u32 {
        let whiteout =
            |at: u32| self.tree.versions_of(at).any(|(_, v)| v.whiteout && Some(usize::from(v.layer)) == killer);
        let mut at = node;
        while at != NONE && !whiteout(at) {
            at = self.tree.parent(at);
        }
        if at == NONE { node } else { at }
    }

    /// A flag of the COPY says it of all that the COPY brings: it must have brought nothing else, and a mode must do for its directories.
    fn by_one_flag(&self, kind: Kind, layer: usize, paths: u64, (.., mode): (u32, u32, u16)) -> bool {
        let stored = self.tree.versions_in(layer).filter(|id| self.tree.stored(*id) > 0).count() as u64;
        stored == paths && (kind != Kind::CopyChmod || paths == 1 || mode & 0o111 != 0)
    }

    fn tell(&self, (kind, killer, _): Cause, group: Group) -> Advice {
        let mut layers: Vec<usize> = group.layers.keys().copied().collect();
        layers.sort_unstable();
        let most =
            group.layers.iter().max_by_key(|(layer, bytes)| (**bytes, Reverse(**layer))).map_or(0, |(layer, _)| *layer);
        let first = group.sample.first().copied().unwrap_or(NONE);
        let node = self.tree.version(first).node;
        let path = |node: u32| format!("/{}", display(&self.tree.path(node)));
        let made = self.instruction(most);
        let ended = killer.map(|killer| self.instruction(killer));
        let after = group.after.flatten().filter(|given| self.by_one_flag(kind, most, group.paths, *given));
        let top = match kind {
            Kind::Dockerignore => self.patterns.local(node).unwrap_or_else(|| self.removed(node, killer)),
            _ => self.patterns.top(node),
        };
        let kept = group.kept.map(|id| path(self.tree.version(id).node)).unwrap_or_default();
        let run = ended.is_some_and(is_run);
        let case = Case { kind, made, ended, top: path(top), path: path(node), kept, after };
        let Worded { from, into, rebased } = word(&case);
        let caused = match kind {
            Kind::CopyChown | Kind::CopyChmod | Kind::JoinRuns => ended.filter(|_| run).unwrap_or(made),
            _ => made,
        };
        let sample = group.sample.iter().map(|id| {
            let version = self.tree.version(*id);
            Sample { node: version.node, path: path(version.node), bytes: version.size }
        });
        Advice {
            kind: kind.name(),
            bytes: group.bytes,
            dead: killer.is_some(),
            paths: group.paths,
            layers,
            killer,
            instruction: caused.to_owned(),
            from,
            into,
            rebased,
            sample: sample.collect(),
        }
    }
}
