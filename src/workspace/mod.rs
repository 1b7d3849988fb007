//! The opened archives and the image chosen from them: what the page and the command line both stand on.
//!
//! Scanning and hashing are not done here: they go to whoever has the time (workers, or `scan_all` natively) and come back
//! as one buffer and one pair of digests a layer. Buffers are merged in the order of the layers, whatever order they come in.

mod add_archive;
mod archives;
mod commit;
mod compare;
mod container;
mod container_dto;
mod content;
mod dto;
mod findings;
mod import;
mod layers;
mod reports;
mod rows_query;
mod save;
mod sharing;
mod shell;
mod treemap;
mod upper;
mod waste;

pub use add_archive::index;
pub use archives::{AllImages, ReadArchive};
pub use import::import_plan;
pub use reports::Report;
pub use save::{Part, write_parts};

pub use crate::dto::{
    Applied, Commit, Compared, ComparedPage, ComparedRow, ContainerInfo, DeathInfo, EffectInfo, Executed, Finding,
    FitInfo, ImageChoice, ImageInfo, ImportPlace, Imported, LargeFile, LayerInfo, LayerState, LayerWaste, MemberInfo,
    Opened, Printed, ProblemInfo, RefusalInfo, RemarkInfo, Removed, ReportKind, RowsPage, RowsQuery, StackItem,
    UpperLine, UpperPage, VerifyState, WasteInfo, Written,
};

use crate::archive::{Archive, Plan};
use crate::compression::Checkpoint;
use crate::error::{Kind, Problem, Result};
use crate::image::{self, ArchiveForm, Image};
use crate::layer::{Digests, FileHashes, Note};
use crate::limits::ATTESTATION_BYTES;
use crate::report::{History, image_inspect, pretty};
use crate::search::Search;
use crate::shell::Shell;
use crate::source::Feed;
use crate::text::display;
use crate::tree::{LayerCounts, PathHistory, Tree, Views};
use archives::Documented;
use container::Containers;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// What became of a layer.
#[derive(Debug, Default)]
struct Progress {
    state: LayerState,
    counts: Option<LayerCounts>,
    dead: Option<u64>,
    verify: VerifyState,
    digests: Digests,
    problem: Option<Problem>,
    /// Of a layer that is no tar and told as that: its bytes are not those that the image names, either.
    mismatch: Option<Problem>,
    notes: Vec<Note>,
    /// Where decoding it can start again, by position.
    checkpoints: Vec<Arc<Checkpoint>>,
}

/// A layer to be scanned or hashed by somebody.
#[derive(Debug, Clone)]
pub struct Job {
    /// Index in the image.
    pub layer: usize,
    /// The same bytes have the same key, whichever image asks.
    pub key: String,
    /// Where and how to read.
    pub plan: Plan,
    /// Of a job to hash: where the files start that are to be hashed, too, ascending.
    pub files: Vec<u64>,
    /// Of a job to hash: the layer is proven already, only files are wanted.
    pub proven: bool,
}

/// Everything that is open.
pub struct Workspace {
    archives: Vec<Documented>,
    /// What `documented` answers where no archive is: never, for there is at least one.
    no_archive: Documented,
    /// Why files could not be opened as archives.
    refused: Vec<Problem>,
    images: AllImages,
    chosen: usize,
    /// What `image` answers where no image is: never, for there is at least one.
    no_image: Image,
    layers: Vec<Progress>,
    /// Scanned layers that wait for a lower one.
    waiting: HashMap<usize, Rc<Vec<u8>>>,
    kept: HashMap<String, Rc<Vec<u8>>>,
    kept_bytes: usize,
    /// What layers' files take as docker counts them, by key.
    layer_sizes: HashMap<String, u64>,
    digests: HashMap<String, Digests>,
    contents: HashMap<String, Rc<FileHashes>>,
    /// What people asked the sha256 of, by layer and place: in hex.
    sums: HashMap<(String, u64), String>,
    tree: Tree,
    /// Counts the trees whose versions stand for other things than those of the tree before.
    edition: u64,
    views: Views,
    search: Search,
    /// What the page asked for last.
    asked: Option<RowsQuery>,
    known: waste::Known,
    containers: Containers,
    imports: Vec<import::Import>,
    /// The chosen image beside another one.
    comparing: Option<compare::Comparing>,
    /// By container.
    shells: HashMap<usize, Shell>,
}

/// Where a layer's bytes stand, as a key: of one archive's folders each is a layer of its own.
fn key_of(layer: &image::Layer) -> Option<String> {
    let plan = layer.plan.as_ref()?;
    Some(format!("{}:{}+{}{}", plan.file, plan.span.offset, plan.span.len, display(&plan.below)))
}

impl Workspace {
    /// With no archive yet.
    fn empty() -> Self {
        Self {
            archives: Vec::new(),
            no_archive: Documented {
                archive: Archive::of_folder("", &[]),
                form: ArchiveForm::Rootfs,
                problems: Vec::new(),
                documents: Vec::new(),
            },
            refused: Vec::new(),
            images: AllImages::default(),
            chosen: 0,
            no_image: Image::default(),
            layers: Vec::new(),
            waiting: HashMap::new(),
            kept: HashMap::new(),
            kept_bytes: 0,
            layer_sizes: HashMap::new(),
            digests: HashMap::new(),
            contents: HashMap::new(),
            sums: HashMap::new(),
            tree: Tree::default(),
            edition: 0,
            views: Views::default(),
            search: Search::default(),
            asked: None,
            known: waste::Known::default(),
            containers: Containers::default(),
            imports: Vec::new(),
            comparing: None,
            shells: HashMap::new(),
        }
    }

    /// Chooses an image: its layers must be scanned anew, but for those that another image has brought already.
    pub fn choose(&mut self, index: usize) -> Result<()> {
        let image = self
            .images
            .list
            .get(index)
            .ok_or_else(|| Problem::new(Kind::NotFound).detail(format!("image {}", index + 1)))?;
        let progress = |layer: &image::Layer| match (&layer.plan, &layer.problem) {
            (Some(_), None) => Progress::default(),
            (Some(_), problem) => {
                Progress { state: LayerState::Missing, problem: problem.clone(), ..Progress::default() }
            }
            (None, problem) => Progress {
                state: LayerState::Missing,
                problem: problem.clone(),
                verify: VerifyState::Unknown,
                ..Progress::default()
            },
        };
        self.layers = image.layers.iter().map(progress).collect();
        self.containers.unmount();
        self.chosen = index;
        self.tree = Tree::default();
        self.edition += 1;
        self.views = Views::default();
        self.asked = None;
        self.comparing = None;
        self.forget_waste();
        self.waiting.clear();
        for layer in 0..self.layers.len() {
            if let Some(buffer) = self.key(layer).and_then(|key| self.kept.get(&key).cloned()) {
                self.waiting.insert(layer, buffer);
            }
            if let Some(digests) = self.key(layer).and_then(|key| self.digests.get(&key).cloned()) {
                self.set_digests(layer, digests);
            }
            if let Some(contents) = self.key(layer).and_then(|key| self.contents.get(&key).cloned()) {
                self.tree.set_contents(layer, contents);
            }
        }
        self.merge_waiting();
        Ok(())
    }

    /// The chosen image.
    pub fn image(&self) -> &Image {
        self.images.list.get(self.chosen).unwrap_or(&self.no_image)
    }

    /// The tree of the chosen image, as far as its layers have come.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Layers still to be scanned, base first.
    pub fn scan_jobs(&self) -> Vec<Job> {
        self.jobs(|layer, progress| progress.state == LayerState::Waiting && !self.waiting.contains_key(&layer))
    }

    /// Layers still to be hashed, base first, with those of their files whose hash decides something; and such files of layers that another
    /// image has brought: beside other layers more of them have a size in common.
    pub fn hash_jobs(&self) -> Vec<Job> {
        let mut files = self.image_tree().undecided();
        let waits = |progress: &Progress| progress.verify == VerifyState::Waiting;
        let read = |progress: &Progress| matches!(progress.state, LayerState::Ready | LayerState::Damaged);
        let mut jobs = self.jobs(|_, progress| waits(progress) || read(progress));
        for job in &mut jobs {
            job.files = files.get_mut(job.layer).map(std::mem::take).unwrap_or_default();
            job.proven = self.layers.get(job.layer).is_some_and(|progress| !waits(progress));
        }
        jobs.retain(|job| !job.proven || !job.files.is_empty());
        jobs
    }

    fn jobs(&self, wanted: impl Fn(usize, &Progress) -> bool) -> Vec<Job> {
        let plan = |layer: usize| self.image().layers.get(layer)?.plan.clone();
        let job = |layer: usize| {
            Some(Job { layer, key: self.key(layer)?, plan: plan(layer)?, files: Vec::new(), proven: false })
        };
        let layers = self.layers.iter().enumerate().filter(|(layer, progress)| wanted(*layer, progress));
        layers.filter_map(|(layer, _)| job(layer)).collect()
    }

    /// The bytes of a layer are known by where they stand in the opened files.
    fn key(&self, layer: usize) -> Option<String> {
        self.image().layers.get(layer).and_then(key_of)
    }

    /// One path's life. *Errors:* `NotFound`.
    pub fn life(&self, node: u32, height: usize) -> Result<PathHistory> {
        let none = || Box::new(Problem::new(Kind::NotFound).detail(format!("path {node}")));
        let mut life = self.tree.life(node, height).ok_or_else(none)?;
        for version in &mut life.versions {
            version.sha256 = self.sum(node, version.layer);
        }
        Ok(life)
    }

    /// Sizes of all layers as docker counts them; those not read count 0.
    fn sizes(&self) -> Vec<u64> {
        self.layers.iter().map(|l| l.counts.map_or(0, |c| c.size)).collect()
    }

    /// `docker history`.
    pub fn history(&self) -> History {
        History::new(self.image(), &self.sizes())
    }

    /// `docker image inspect`.
    pub fn inspect(&self) -> String {
        image_inspect(self.image(), self.sizes().iter().fold(0, |sum, n| sum.saturating_add(*n)))
    }

    /// The config in full, two spaces, its own order.
    pub fn config(&self) -> String {
        pretty(&self.image().config.value, b"  ")
    }

    /// The way to one statement of an attestation of the chosen image. *Errors:* `NotFound`, `MissingBlob`, `Limit`.
    pub fn statement_plan(&self, attestation: usize, statement: usize) -> Result<Plan> {
        let attestation = self.image().attestations.get(attestation);
        let statement = attestation.and_then(|a| a.statements.get(statement));
        let statement = statement.ok_or_else(|| Problem::new(Kind::NotFound).detail("attestation"))?;
        let missing = || Problem::new(Kind::MissingBlob).expected(&*statement.digest, "nothing");
        let plan = self.archive().plan(statement.member.ok_or_else(missing)?)?;
        if plan.span.len > ATTESTATION_BYTES {
            let detail = format!("{} bytes, more than {ATTESTATION_BYTES}", plan.span.len);
            return Err(Box::new(Problem::new(Kind::Limit).at(plan.span.offset).detail(detail)));
        }
        Ok(plan)
    }
}

/// A document's JSON, pretty-printed; anything else as it is. *Errors:* what reading says.
pub async fn pretty_document(plan: &Plan, feed: &Feed) -> Result<String> {
    let mut bytes = Vec::new();
    let mut take = |more: &[u8]| {
        bytes.extend_from_slice(more);
        true
    };
    plan.copy(feed, &mut take).await?;
    match serde_json::from_slice(&bytes) {
        Ok(value) => Ok(pretty(&value, b"  ")),
        Err(_) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
    }
}
