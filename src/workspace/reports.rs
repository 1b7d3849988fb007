//! Reports, written step by step: however many files an image has, one batch of them is held as text. Containers play no part.

use super::catalog::Catalog;
use super::documents::ImageDocuments;
use super::image_session::ImageSession;
use super::layer_info::own_layer_info;
use super::list_findings::list_findings;
use crate::dto::{Finding, ReportKind, VerifyState, WasteInfo};
use crate::limits::LARGEST_NUMBER;
use crate::messages::Language;
use crate::problem::Problem;
use crate::report::{
    ArchiveFacts, CauseFacts, DeadFacts, DiveJson, FileFacts, FindingFacts, HistoryFacts, ImageFacts, LayerFacts,
    ReportFacts, SCHEMA, WasteFacts, csv_dead, csv_dead_head, csv_file, csv_files_head, csv_layers, html, json_file,
    json_head, json_tail, rfc3339_nano,
};
use crate::sorting::sort_by_key;
use crate::text::{display, display_text};
use crate::tree::{MergedView, ROOT, VersionId};
use crate::waste::{DeadVersion, Waste};
use std::cmp::Reverse;
use std::rc::Rc;

/// Lines of one batch.
const BATCH: usize = 4000;
/// Dead versions and files that a report names, largest first.
const LARGEST: usize = 20;

/// A report that is being written: the subjects of its lines, in their order.
pub struct Report {
    kind: ReportKind,
    korean: bool,
    /// Seconds since 1970.
    now: i64,
    /// Versions.
    lines: Vec<VersionId>,
    waste: Rc<Waste>,
    dive: Option<DiveJson>,
}

impl Report {
    /// Steps that it takes: one for its head, and one a line; of dive's document, one a piece.
    pub fn steps(&self) -> usize {
        self.dive.as_ref().map_or(self.lines.len() + 1, DiveJson::steps)
    }
}

/// Writes reports of the chosen image.
pub struct Reporter<'w> {
    pub(super) catalog: &'w Catalog,
    pub(super) session: &'w mut ImageSession,
}

impl Reporter<'_> {
    /// Begins a report. `now`: seconds since 1970.
    pub fn begin(&mut self, kind: ReportKind, korean: bool, now: i64) -> Report {
        let waste = self.session.waste().dead();
        let lines = match kind {
            ReportKind::Json | ReportKind::CsvFiles => self.by_path(),
            ReportKind::CsvDead => self.dead_by_size(&waste).iter().map(|dead| dead.version).collect(),
            _ => Vec::new(),
        };
        let dive = (kind == ReportKind::DiveJson).then(|| self.session.waste().dive_json());
        Report { kind, korean, now, lines, waste, dive }
    }

    /// The text of the steps from `from` on, and where the next ones start; at `steps` the report is complete.
    pub fn batch(&mut self, report: &Report, from: usize) -> (Vec<u8>, usize) {
        if let Some(dive) = &report.dive {
            return (dive.batch(self.session.image_tree(), from), from.saturating_add(1));
        }
        let mut text = if from == 0 { self.head(report) } else { String::new() };
        let start = from.saturating_sub(1);
        let end = start.saturating_add(BATCH).min(report.lines.len());
        for (at, id) in report.lines.iter().enumerate().take(end).skip(start) {
            text.push_str(&self.line(report, *id, at == 0));
        }
        if end == report.lines.len() && report.kind == ReportKind::Json {
            text.push_str(json_tail());
        }
        (text.into_bytes(), end + 1)
    }

    fn head(&mut self, report: &Report) -> String {
        match report.kind {
            ReportKind::Json => json_head(&self.facts(report)),
            ReportKind::CsvLayers => csv_layers(&self.facts(report).layers),
            ReportKind::CsvFiles => csv_files_head(),
            ReportKind::CsvDead => csv_dead_head(),
            ReportKind::Dockerfile => ImageDocuments { session: self.session }.dockerfile(),
            ReportKind::DiveJson => String::new(),
            ReportKind::Html => {
                let facts = self.facts(report);
                let language = if report.korean { Language::Korean } else { Language::English };
                html(&facts, &self.largest_seen(), language, report.now)
            }
        }
    }

    fn line(&self, report: &Report, id: VersionId, first: bool) -> String {
        let tree = self.session.image_tree();
        let file = || FileFacts::new(tree, tree.version(id));
        match report.kind {
            ReportKind::Json => json_file(&file(), first),
            ReportKind::CsvFiles => csv_file(&file()),
            ReportKind::CsvDead => {
                let dead = &report.waste.dead;
                let dead = dead.binary_search_by_key(&id, |dead| dead.version).ok().and_then(|at| dead.get(at));
                dead.map(|dead| csv_dead(&self.dead_facts(dead))).unwrap_or_default()
            }
            _ => String::new(),
        }
    }

    /// The view of the image's top layer.
    fn top(&self) -> MergedView {
        self.session.image_tree().seen_at(self.session.layers().len().saturating_sub(1))
    }

    /// Versions that are seen, in the order of their paths.
    fn by_path(&self) -> Vec<VersionId> {
        let seen = self.top().version;
        let mut order = Vec::new();
        self.session.image_tree().walk(&mut |node| seen.get(node).is_some(), &mut |node, _| {
            order.extend(seen.get(node).filter(|_| node != ROOT));
        });
        order
    }

    /// Path, bytes and layer of the largest contents that are seen, each once: under its own name, or else under that of a link to it.
    fn largest_seen(&self) -> Vec<(String, u64, usize)> {
        let (tree, seen) = (self.session.image_tree(), self.top().version);
        let mut names = tree.version_column(None);
        for id in seen.iter().copied().flatten() {
            let content = tree.version(id).content();
            if names.get(content).is_none() || Some(id) == content {
                names.set(content, Some(id));
            }
        }
        let mut ids: Vec<VersionId> = tree.version_ids().filter(|id| names.get(*id).is_some()).collect();
        ids.retain(|id| tree.stored(*id) > 0);
        sort_by_key(&mut ids, |id| (Reverse(tree.stored(*id)), *id));
        ids.truncate(LARGEST);
        let line = |id: &VersionId| {
            let (content, name) = (tree.version(*id), tree.version(names.get(*id).unwrap_or(*id)));
            (format!("/{}", display(&tree.path(name.node))), content.size, usize::from(content.layer))
        };
        ids.iter().map(line).collect()
    }

    fn dead_by_size(&self, waste: &Waste) -> Vec<DeadVersion> {
        let mut dead = waste.dead.clone();
        sort_by_key(&mut dead, |dead| (Reverse(self.session.image_tree().stored(dead.version)), dead.version));
        dead
    }

    fn dead_facts(&self, dead: &DeadVersion) -> DeadFacts {
        let tree = self.session.image_tree();
        let version = tree.version(dead.version);
        DeadFacts {
            path: format!("/{}", display(&tree.path(version.node))),
            layer: usize::from(version.layer),
            hidden_by: usize::from(dead.hidden_by),
            cause: dead.cause,
            why: dead.why,
            bytes: version.size,
        }
    }

    fn facts(&mut self, report: &Report) -> ReportFacts {
        let mut questions = self.session.waste();
        let (waste, mut advice) = (questions.info(), questions.advice());
        advice.iter_mut().flat_map(|one| &mut one.sample).for_each(|sample| sample.node = None);
        let image = self.session.image();
        let mut layers = 0..image.layers.len();
        let text = |text: &Option<String>| text.as_deref().map(display_text);
        let history = image.config.history.iter().map(|entry| HistoryFacts {
            layer: if entry.empty_layer { None } else { layers.next() },
            created: text(&entry.created),
            created_by: display_text(&entry.created_by),
            author: display_text(&entry.author),
            comment: display_text(&entry.comment),
        });
        let dead = self.dead_by_size(&report.waste);
        let of = self.session.opened_archive();
        ReportFacts {
            format: "layerscope",
            version: SCHEMA,
            written: rfc3339_nano(report.now, 0),
            archive: ArchiveFacts {
                name: display_text(&of.archive.name),
                form: of.form.name(),
                codec: of.archive.codec.name(),
                members: of.archive.members.len(),
            },
            image: ImageFacts {
                id: image.id.clone(),
                names: image.names.iter().map(|n| display_text(n)).collect(),
                platform: text(&image.config.platform),
                created: text(&image.config.created),
                author: display_text(&image.config.author),
                size: waste.size,
                sizes: self.session.held(self.session.printer()).sizes(),
                stored: image
                    .layers
                    .iter()
                    .map(crate::image::Layer::stored)
                    .fold(0, u64::saturating_add)
                    .min(LARGEST_NUMBER),
            },
            config: image.config.value.clone(),
            history: history.collect(),
            layers: (0..image.layers.len()).filter_map(|layer| self.layer_facts(layer, &waste)).collect(),
            findings: list_findings(self.catalog, self.session).iter().map(finding).collect(),
            waste: WasteFacts {
                certain: waste.certain,
                dead: waste.dead,
                paths: waste.paths,
                causes: waste
                    .causes
                    .iter()
                    .map(|d| CauseFacts { cause: d.cause, why: d.why, paths: d.paths, bytes: d.bytes })
                    .collect(),
                dive: waste.dive,
                largest: dead.iter().take(LARGEST).map(|dead| self.dead_facts(dead)).collect(),
            },
            advice,
        }
    }

    fn layer_facts(&self, layer: usize, waste: &WasteInfo) -> Option<LayerFacts> {
        let info = own_layer_info(self.catalog, self.session, layer)?;
        let wasted = waste.layers.get(layer)?;
        Some(LayerFacts {
            index: layer,
            instruction: info.instruction,
            created: info.created,
            diff_id: info.diff_id,
            chain_id: info.chain_id,
            digest: info.blob_digest,
            media_type: info.media_type,
            codec: info.codec,
            verified: match info.verify {
                VerifyState::Ok => "yes",
                VerifyState::Mismatch => "no",
                VerifyState::Waiting | VerifyState::Unknown => "unknown",
            },
            size: info.size,
            stored: info.stored,
            entries: info.entries,
            added: info.added,
            changed: info.changed,
            removed: info.removed,
            dead: wasted.dead,
            hides: wasted.hides,
        })
    }
}

fn finding(finding: &Finding) -> FindingFacts {
    let Problem { severity, kind, layer, path, .. } = &finding.problem.problem;
    FindingFacts {
        severity: *severity,
        kind: kind.code(),
        layer: *layer,
        path: path.clone(),
        message: finding.problem.message.clone(),
        meaning: finding.meaning.clone(),
        problem: finding.problem.problem.clone(),
    }
}
