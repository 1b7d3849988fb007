//! Advice that can be checked: groups of paths with their exact bytes, the instruction that caused them and what to write instead.

use super::patterns::{Kind, Patterns};
use super::provenance::{Copied, InstructionForm, Made};
use super::rewrite::{Case, Worded, as_word, is_mere_removal, is_removal, word};
use super::{DeadVersion, Death, Duplicates, Waste, Why};
use crate::limits::LARGEST_NUMBER;
use crate::text::display;
use crate::tree::{NodeId, Tree, VersionId};
use hashbrown::HashMap;
use serde::Serialize;
use std::cmp::Reverse;

/// Findings at most: nobody reads more.
const MOST: usize = 60;
/// Bytes below which a finding is left out when another one is larger.
const SMALL: u64 = 4096;
const SAMPLE: usize = 5;
/// Folders that one line of a Dockerfile may name.
const TOPS: usize = 8;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
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
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Sample {
    /// The path node; `None` where it is told to somebody outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<NodeId>,
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
    /// The largest versions.
    sample: Vec<VersionId>,
    /// Of duplicates: of a version, the one that stays.
    kept: HashMap<VersionId, VersionId>,
    /// The topmost paths of its kind; empty = more than one line can name.
    tops: Vec<NodeId>,
    /// Owner, group and mode that the killer gave it; `Some(None)` = not the same to all.
    after: Option<Option<(u32, u32, u16)>>,
}

/// Kind, killer, and the layer that stores it.
type Cause = (Kind, Option<usize>, Option<usize>);

impl Group {
    fn add(&mut self, tree: &Tree, id: VersionId, killer: Option<usize>, top: NodeId) {
        let version = tree.version(id);
        let tops = &mut self.tops;
        if self.paths == 0 || !tops.is_empty() && tops.last() != Some(&top) && !tops.contains(&top) {
            tops.push(top);
        }
        if tops.len() > TOPS {
            tops.clear();
        }
        // What the killer wrote in its place tells the owner and the mode that the file should have had from the start.
        let given = killer.and_then(|killer| tree.version_in(version.node, killer)).map(|v| (v.uid, v.gid, v.mode));
        self.after = Some(self.after.map_or(given, |known| known.filter(|known| Some(*known) == given)));
        self.bytes = self.bytes.saturating_add(version.size).min(LARGEST_NUMBER);
        self.paths += 1;
        let at = self.sample.partition_point(|known| tree.stored(*known) >= version.size);
        if at < SAMPLE {
            self.sample.insert(at, id);
            self.sample.truncate(SAMPLE);
        }
    }
}

/// What can be done, the largest saving first. `made` = how each layer came to be.
pub fn advice(tree: &Tree, waste: &Waste, duplicates: &Duplicates, made: &[Made]) -> Vec<Advice> {
    let patterns = Patterns::new(tree);
    let judge = Judge { tree, patterns: &patterns, made };
    let mut groups: HashMap<Cause, Group> = HashMap::new();
    for kill in &waste.killed {
        let cause = judge.dead(kill);
        groups.entry(cause).or_default().add(tree, kill.version, cause.1, judge.top(cause.0, kill.version));
    }
    let mut left = Vec::new();
    let layer = |id: VersionId| Some(usize::from(tree.version(id).layer));
    for id in tree.versions_below(waste.layers).filter(|id| tree.stored(*id) > 0 && waste.is_alive(*id)) {
        match judge.live(id) {
            Some(kind) => {
                groups.entry((kind, None, layer(id))).or_default().add(tree, id, None, judge.top(kind, id));
            }
            None => left.push(id),
        }
    }
    let live = |id: &&VersionId| waste.is_alive(**id) && left.binary_search(*id).is_ok();
    for (_, ids) in duplicates.groups() {
        let mut seen = ids.iter().filter(live);
        let Some(stays) = seen.next() else { continue };
        // A link has the owner and the mode of what it leads to.
        let has = |id: VersionId| (tree.version(id).uid, tree.version(id).gid, tree.version(id).mode);
        for id in seen.filter(|id| has(**id) == has(*stays)) {
            let group = groups.entry((Kind::Duplicates, None, layer(*id))).or_default();
            group.add(tree, *id, None, tree.version(*id).node);
            if group.paths <= SAMPLE as u64 {
                group.kept.insert(*id, *stays);
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
    made: &'t [Made],
}

impl Judge<'_> {
    fn form(&self, layer: usize) -> &InstructionForm {
        self.made.get(layer).map_or(&InstructionForm::Unknown, |made| &made.form)
    }

    /// The topmost path that has to go with a version.
    fn top(&self, kind: Kind, id: VersionId) -> NodeId {
        let node = self.tree.version(id).node;
        if kind == Kind::Dockerignore { self.patterns.local(node).unwrap_or(node) } else { self.patterns.top(node) }
    }

    /// The one finding that a dead path belongs to.
    fn dead(&self, kill: &DeadVersion) -> Cause {
        let version = self.tree.version(kill.version);
        let (node, layer, killer) = (version.node, usize::from(version.layer), usize::from(kill.by));
        let copied = match self.form(layer) {
            InstructionForm::Copy(copied) => Some(copied),
            _ => None,
        };
        let plain = copied.is_some_and(|copied| !copied.may_unpack());
        let ran = matches!(self.form(killer), InstructionForm::Run(_) | InstructionForm::Other);
        let ended = self.made.get(killer);
        let gone = matches!(kill.how, Death::Deleted | Death::Opaque);
        let kind = match (kill.how, kill.why) {
            (Death::Rewritten, Some(Why::Owner)) if plain && ran => Kind::CopyChown,
            (Death::Rewritten, Some(Why::Mode)) if plain && ran => Kind::CopyChmod,
            (Death::Rewritten, _) => Kind::JoinRuns,
            _ => match self.patterns.kind(node).filter(|kind| kind.is_cache() || *kind == Kind::Git) {
                Some(kind) if copied.is_none() => kind,
                _ if gone && self.patterns.is_archive(node) && (plain || self.patterns.is_temporary(node)) => {
                    Kind::TempArchive
                }
                _ if copied.is_some_and(Copied::is_of_context) && gone && ran && self.is_left_out(node, killer) => {
                    Kind::Dockerignore
                }
                // What it was copied for has been done by then.
                _ if copied.is_some() && gone && ran => Kind::MultiStage,
                _ if gone && ended.is_some_and(is_removal) => Kind::CleanSameLayer,
                _ => Kind::JoinRuns,
            },
        };
        (kind, Some(killer), Some(layer))
    }

    /// Nothing was done with it before it was removed, or it is nothing that a build wants.
    fn is_left_out(&self, node: NodeId, killer: usize) -> bool {
        self.patterns.local(node).is_some() || self.made.get(killer).is_some_and(is_mere_removal)
    }

    /// What a path that the top shows could be left out for.
    fn live(&self, id: VersionId) -> Option<Kind> {
        let version = self.tree.version(id);
        let form = self.form(usize::from(version.layer));
        let of_context = matches!(form, InstructionForm::Copy(copied) if copied.is_of_context());
        if of_context && self.patterns.local(version.node).is_some() {
            return Some(Kind::Dockerignore);
        }
        let archive = || self.patterns.is_archive(version.node) && self.patterns.is_temporary(version.node);
        self.patterns.kind(version.node).or_else(|| archive().then_some(Kind::TempArchive))
    }

    /// What a layer removed by name: as far as it is no more than one line can list.
    fn removed(&self, killer: usize) -> Vec<NodeId> {
        let gone = self.tree.versions_in(killer).filter(|id| self.tree.version(*id).whiteout);
        let nodes: Vec<NodeId> = gone.map(|id| self.tree.version(id).node).take(TOPS + 1).collect();
        if nodes.len() > TOPS { Vec::new() } else { nodes }
    }

    /// A flag of the COPY says it of all that the COPY brings: it must have brought nothing else, and a mode must do for its directories.
    fn by_one_flag(&self, kind: Kind, layer: usize, paths: u64, (.., mode): (u32, u32, u16)) -> bool {
        let stored = self.tree.versions_in(layer).filter(|id| self.tree.stored(*id) > 0).count() as u64;
        stored == paths && (kind != Kind::CopyChmod || paths == 1 || mode & 0o111 != 0)
    }

    fn tell(&self, (kind, killer, layer): Cause, group: Group) -> Advice {
        let layer = layer.unwrap_or(0);
        let path = |node: NodeId| format!("/{}", display(&self.tree.path(node)));
        let of = |id: &VersionId| path(self.tree.version(*id).node);
        let words = |nodes: &[NodeId]| nodes.iter().map(|node| as_word(&path(*node))).collect::<Vec<_>>();
        let few = group.paths <= SAMPLE as u64;
        let kept = |id: &VersionId| group.kept.get(id).map(|kept| as_word(&of(kept))).unwrap_or_default();
        let tops = match (kind, killer) {
            (Kind::Dockerignore, Some(killer)) => self.removed(killer),
            _ => group.tops.clone(),
        };
        let case = Case {
            kind,
            all: self.made,
            layer,
            killer,
            tops: words(&tops),
            paths: group.sample.iter().filter(|_| few).map(|id| as_word(&of(id))).collect(),
            kept: group.sample.iter().filter(|_| few).map(kept).collect(),
            after: group.after.flatten().filter(|given| self.by_one_flag(kind, layer, group.paths, *given)),
        };
        let Worded { from, into, rebased } = word(&case);
        let ran =
            killer.filter(|killer| matches!(self.form(*killer), InstructionForm::Run(_) | InstructionForm::Other));
        let caused = match kind {
            Kind::CopyChown | Kind::CopyChmod | Kind::JoinRuns => ran.unwrap_or(layer),
            _ => layer,
        };
        let sample = group.sample.iter().map(|id| {
            let version = self.tree.version(*id);
            Sample { node: Some(version.node), path: path(version.node), bytes: version.size }
        });
        Advice {
            kind: kind.name(),
            bytes: group.bytes,
            dead: killer.is_some(),
            paths: group.paths,
            layers: vec![layer],
            killer,
            instruction: self.made.get(caused).map(|made| made.text.clone()).unwrap_or_default(),
            from,
            into,
            rebased,
            sample: sample.collect(),
        }
    }
}
