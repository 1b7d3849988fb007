//! Advice that can be checked: groups of paths with their exact bytes, the instruction that caused them and what to write instead.

use super::advice_kind::AdviceKind;
use super::patterns::Patterns;
use super::provenance::{Copied, InstructionForm, Made};
use super::rewrite::{Case, Worded, as_word, is_mere_removal, is_removal, word};
use super::{Cause, DeadVersion, Duplicates, Waste, Why};
use crate::limits::LARGEST_NUMBER;
use crate::sorting::sort_by_key;
use crate::text::display;
use crate::tree::{NodeId, Tree, VersionId};
use hashbrown::HashMap;
use serde::Serialize;
use std::cmp::Reverse;

/// Advice at most: a longer list helps no reader.
const MOST: usize = 60;
/// Bytes below which an advice is left out when another one is larger.
const SMALL: u64 = 4096;
const SAMPLE: usize = 5;
/// Directories that one line of a Dockerfile may name.
const TOPS: usize = 8;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    /// The kind, in kebab-case.
    pub kind: &'static str,
    /// Bytes that it saves: the sum of its paths.
    pub bytes: u64,
    /// The bytes are dead; otherwise the top shows them, and they can be left out.
    pub dead: bool,
    /// How many paths.
    pub paths: u64,
    /// Layers that store them, base first.
    pub layers: Vec<usize>,
    /// The layer that hides them.
    pub hidden_by: Option<usize>,
    /// The instruction that caused it; "" without history.
    pub instruction: String,
    /// The Dockerfile's lines now.
    pub from: String,
    /// The lines to write instead.
    pub into: String,
    /// `into` gives up a base image's config, and its layers, which others may share.
    pub rebased: bool,
    /// The largest paths.
    pub sample: Vec<Sample>,
}

/// One of the paths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Sample {
    /// The path node; `None` in a report, where nodes mean nothing.
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
    /// Of duplicates: a version → the version that stays.
    kept: HashMap<VersionId, VersionId>,
    /// The topmost paths of its kind; empty = more than one line can name.
    tops: Vec<NodeId>,
    /// Owner, group and mode in the layer that hides it; `Some(None)` = not the same to all.
    after: Option<Option<(u32, u32, u16)>>,
}

/// The kind, the layer that hides the bytes, and the layer that stores them.
type GroupKey = (AdviceKind, Option<usize>, Option<usize>);

impl Group {
    fn add(&mut self, tree: &Tree, id: VersionId, hidden_by: Option<usize>, top: NodeId) {
        let version = tree.version(id);
        let tops = &mut self.tops;
        if self.paths == 0 || !tops.is_empty() && tops.last() != Some(&top) && !tops.contains(&top) {
            tops.push(top);
        }
        if tops.len() > TOPS {
            tops.clear();
        }
        // The entry that hides the file has the owner and the mode that the file should have had from the start.
        let given =
            hidden_by.and_then(|hidden_by| tree.version_in(version.node, hidden_by)).map(|v| (v.uid, v.gid, v.mode));
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

/// All advice, the largest saving first. `made` = the instruction of each layer.
pub fn advice(tree: &Tree, waste: &Waste, duplicates: &Duplicates, made: &[Made]) -> Vec<Advice> {
    let patterns = Patterns::new(tree);
    let judge = Judge { tree, patterns: &patterns, made };
    let mut groups: HashMap<GroupKey, Group> = HashMap::new();
    for dead in &waste.dead {
        let cause = judge.of_dead(dead);
        groups.entry(cause).or_default().add(tree, dead.version, cause.1, judge.top(cause.0, dead.version));
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
            let group = groups.entry((AdviceKind::Duplicates, None, layer(*id))).or_default();
            group.add(tree, *id, None, tree.version(*id).node);
            if group.paths <= SAMPLE as u64 {
                group.kept.insert(*id, *stays);
            }
        }
    }
    let mut found: Vec<(GroupKey, Group)> = groups.into_iter().collect();
    sort_by_key(&mut found, |(cause, group)| (Reverse(group.bytes), *cause));
    if found.first().is_some_and(|(_, group)| group.bytes >= SMALL) {
        found.retain(|(_, group)| group.bytes >= SMALL);
    }
    found.truncate(MOST);
    found.into_iter().map(|(cause, group)| judge.describe(cause, group)).collect()
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
    fn top(&self, kind: AdviceKind, id: VersionId) -> NodeId {
        let node = self.tree.version(id).node;
        if kind == AdviceKind::Dockerignore {
            self.patterns.local(node).unwrap_or(node)
        } else {
            self.patterns.top(node)
        }
    }

    /// The one advice that a dead version belongs to.
    fn of_dead(&self, dead: &DeadVersion) -> GroupKey {
        let version = self.tree.version(dead.version);
        let (node, layer, hidden_by) = (version.node, usize::from(version.layer), usize::from(dead.hidden_by));
        let copied = match self.form(layer) {
            InstructionForm::Copy(copied) => Some(copied),
            _ => None,
        };
        let plain = copied.is_some_and(|copied| !copied.may_unpack());
        let ran = matches!(self.form(hidden_by), InstructionForm::Run(_) | InstructionForm::Other);
        let ended = self.made.get(hidden_by);
        let gone = matches!(dead.cause, Cause::Deleted | Cause::Opaque);
        let kind = match (dead.cause, dead.why) {
            (Cause::Rewritten, Some(Why::Owner)) if plain && ran => AdviceKind::CopyChown,
            (Cause::Rewritten, Some(Why::Mode)) if plain && ran => AdviceKind::CopyChmod,
            (Cause::Rewritten, _) => AdviceKind::JoinRuns,
            _ => match self.patterns.kind(node).filter(|kind| kind.is_cache() || *kind == AdviceKind::Git) {
                Some(kind) if copied.is_none() => kind,
                _ if gone && self.patterns.is_archive(node) && (plain || self.patterns.is_temporary(node)) => {
                    AdviceKind::TempArchive
                }
                _ if copied.is_some_and(Copied::is_of_context) && gone && ran && self.is_left_out(node, hidden_by) => {
                    AdviceKind::Dockerignore
                }
                // The layer that removes the file has already used it.
                _ if copied.is_some() && gone && ran => AdviceKind::MultiStage,
                _ if gone && ended.is_some_and(is_removal) => AdviceKind::CleanSameLayer,
                _ => AdviceKind::JoinRuns,
            },
        };
        (kind, Some(hidden_by), Some(layer))
    }

    /// No instruction used it before it was removed, or no build needs it.
    fn is_left_out(&self, node: NodeId, hidden_by: usize) -> bool {
        self.patterns.local(node).is_some() || self.made.get(hidden_by).is_some_and(is_mere_removal)
    }

    /// The advice by which a path that the top shows could be left out.
    fn live(&self, id: VersionId) -> Option<AdviceKind> {
        let version = self.tree.version(id);
        let form = self.form(usize::from(version.layer));
        let of_context = matches!(form, InstructionForm::Copy(copied) if copied.is_of_context());
        if of_context && self.patterns.local(version.node).is_some() {
            return Some(AdviceKind::Dockerignore);
        }
        let archive = || self.patterns.is_archive(version.node) && self.patterns.is_temporary(version.node);
        self.patterns.kind(version.node).or_else(|| archive().then_some(AdviceKind::TempArchive))
    }

    /// Paths that a layer removes by name; empty when one line can't list them all.
    fn removed(&self, hidden_by: usize) -> Vec<NodeId> {
        let gone = self.tree.versions_in(hidden_by).filter(|id| self.tree.version(*id).whiteout);
        let nodes: Vec<NodeId> = gone.map(|id| self.tree.version(id).node).take(TOPS + 1).collect();
        if nodes.len() > TOPS { Vec::new() } else { nodes }
    }

    /// One flag of the COPY does the same. A flag holds for every file of the COPY, so the COPY must have brought nothing else;
    /// a mode holds for its directories, too.
    fn by_one_flag(&self, kind: AdviceKind, layer: usize, paths: u64, (.., mode): (u32, u32, u16)) -> bool {
        let stored = self.tree.versions_in(layer).filter(|id| self.tree.stored(*id) > 0).count() as u64;
        stored == paths && (kind != AdviceKind::CopyChmod || paths == 1 || mode & 0o111 != 0)
    }

    fn describe(&self, (kind, hidden_by, layer): GroupKey, group: Group) -> Advice {
        let layer = layer.unwrap_or(0);
        let path = |node: NodeId| format!("/{}", display(&self.tree.path(node)));
        let of = |id: &VersionId| path(self.tree.version(*id).node);
        let words = |nodes: &[NodeId]| nodes.iter().map(|node| as_word(&path(*node))).collect::<Vec<_>>();
        let few = group.paths <= SAMPLE as u64;
        let kept = |id: &VersionId| group.kept.get(id).map(|kept| as_word(&of(kept))).unwrap_or_default();
        let tops = match (kind, hidden_by) {
            (AdviceKind::Dockerignore, Some(hidden_by)) => self.removed(hidden_by),
            _ => group.tops.clone(),
        };
        let case = Case {
            kind,
            all: self.made,
            layer,
            hidden_by,
            tops: words(&tops),
            paths: group.sample.iter().filter(|_| few).map(|id| as_word(&of(id))).collect(),
            kept: group.sample.iter().filter(|_| few).map(kept).collect(),
            after: group.after.flatten().filter(|given| self.by_one_flag(kind, layer, group.paths, *given)),
        };
        let Worded { from, into, rebased } = word(&case);
        let ran = hidden_by
            .filter(|hidden_by| matches!(self.form(*hidden_by), InstructionForm::Run(_) | InstructionForm::Other));
        let caused = match kind {
            AdviceKind::CopyChown | AdviceKind::CopyChmod | AdviceKind::JoinRuns => ran.unwrap_or(layer),
            _ => layer,
        };
        let sample = group.sample.iter().map(|id| {
            let version = self.tree.version(*id);
            Sample { node: Some(version.node), path: path(version.node), bytes: version.size }
        });
        Advice {
            kind: kind.name(),
            bytes: group.bytes,
            dead: hidden_by.is_some(),
            paths: group.paths,
            layers: vec![layer],
            hidden_by,
            instruction: self.made.get(caused).map(|made| made.text.clone()).unwrap_or_default(),
            from,
            into,
            rebased,
            sample: sample.collect(),
        }
    }
}
