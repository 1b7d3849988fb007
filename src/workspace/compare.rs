//! The chosen image beside another one, whose layers are read for it, and the list of paths that differ.

mod proof;

use super::{Job, LayerState, Workspace, key_of};
use crate::compare::{Comparison, Difference, Outcome, Read, Side, Status, compare};
use crate::error::{Kind, Problem, Result};
use crate::layer::{Digests, FileHashes, LayerBuffer, Stretch, hash, hash_files, scan};
use crate::search::{Became, QueryError, Search};
use crate::source::{Sources, block_on};
use crate::tar_format::FileKind;
use crate::text::display;
use crate::tree::{Change, LayerIndex, Mode, NodeId, Tree, Version, VersionId, View, Views};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// `Compared` of `www/types.images.d.ts`: the other image is the left one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // the fields' meaning is told once, in www/types.images.d.ts
pub struct Compared {
    pub left: usize,
    pub right: usize,
    #[serde(flatten)]
    pub comparison: Comparison,
}

/// A path that differs, safe to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // as above
pub struct ComparedRow {
    pub path: String,
    pub kind: Option<FileKind>,
    pub status: Status,
    pub reasons: Vec<&'static str>,
    pub left: Option<u64>,
    pub right: Option<u64>,
    pub left_node: Option<NodeId>,
    pub right_node: Option<NodeId>,
    pub left_layer: Option<LayerIndex>,
    pub right_layer: Option<LayerIndex>,
    pub from: Option<String>,
}

/// Some of the paths that differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // as above
pub struct ComparedPage {
    pub total: usize,
    pub from: usize,
    pub rows: Vec<ComparedRow>,
    pub wrong: Option<QueryError>,
}

/// The left image, and what comparing it with the chosen one found last.
pub(super) struct Comparing {
    left: usize,
    /// Scanned layers until they are all here.
    waiting: HashMap<usize, Rc<Vec<u8>>>,
    /// Layers that could not be scanned at all.
    failed: HashSet<usize>,
    merged: Option<Merged>,
    list: Vec<Difference>,
    /// Versions of the left and of the right whose bytes decide what is told.
    deciding: [Vec<VersionId>; 2],
    search: Search,
    /// Of the list, what was asked for last.
    asked: Option<(Option<Status>, String)>,
    chosen: Vec<u32>,
}

/// All of the left image's layers in one tree.
struct Merged {
    tree: Tree,
    read: Vec<Read>,
    contents: Vec<Option<Rc<FileHashes>>>,
}

impl Comparing {
    fn new(left: usize) -> Self {
        Self {
            left,
            waiting: HashMap::new(),
            failed: HashSet::new(),
            merged: None,
            list: Vec::new(),
            deciding: Default::default(),
            search: Search::default(),
            asked: None,
            chosen: Vec::new(),
        }
    }
}

/// What a layer hashes to. A folder of an archive has no digest of its own: hashed is the archive, which is that of its other folders, too.
fn own(layer: &crate::image::Layer, diff_id: Option<String>) -> Option<String> {
    diff_id.filter(|_| layer.plan.as_ref().is_some_and(|plan| plan.below.is_empty()))
}

fn none(what: impl Into<String>) -> Box<Problem> {
    Box::new(Problem::new(Kind::NotFound).detail(what))
}

impl Workspace {
    /// Begins to compare the chosen image with another one: that one's layers to be scanned, but for those that are known.
    /// *Errors:* `NotFound` for an image that is not there.
    pub fn compare_jobs(&mut self, left: usize) -> Result<Vec<Job>> {
        self.images.list.get(left).ok_or_else(|| none(format!("image {}", left + 1)))?;
        if self.comparing.as_ref().is_none_or(|c| c.left != left) {
            self.comparing = Some(Comparing::new(left));
        }
        let comparing = self.comparing.as_ref();
        let wanted = |layer: usize, key: &str| {
            let here =
                |c: &Comparing| c.merged.is_some() || c.waiting.contains_key(&layer) || c.failed.contains(&layer);
            !comparing.is_some_and(here) && !self.kept.contains_key(key)
        };
        Ok(self.left_jobs(left, wanted))
    }

    fn left_jobs(&self, left: usize, wanted: impl Fn(usize, &str) -> bool) -> Vec<Job> {
        let layers = self.images.list.get(left).map_or(&[][..], |image| &image.layers);
        let job = |(layer, of): (usize, &crate::image::Layer)| {
            let plan = of.plan.clone().filter(|_| of.problem.is_none())?;
            let key = key_of(of).filter(|key| wanted(layer, key))?;
            Some(Job { layer, key, plan, files: Vec::new(), proven: false })
        };
        layers.iter().enumerate().filter_map(job).collect()
    }

    /// Takes a scanned layer of the left image. *Errors:* `Internal` for a buffer that is none.
    pub fn compare_layer(&mut self, layer: usize, buffer: Vec<u8>) -> Result<()> {
        LayerBuffer::new(&buffer)?;
        let buffer = Rc::new(buffer);
        if let Some(key) = self.left_key(layer) {
            self.keep(key, &buffer);
        }
        if let Some(comparing) = &mut self.comparing {
            comparing.waiting.insert(layer, buffer);
        }
        Ok(())
    }

    /// A layer of the left image could not be scanned at all: it is passed over.
    pub fn compare_fail(&mut self, layer: usize) {
        if let Some(comparing) = &mut self.comparing {
            comparing.failed.insert(layer);
        }
    }

    /// Takes what a layer of the left image and its files hash to; no digests where only files were hashed.
    pub fn compare_digests(&mut self, layer: usize, digests: Option<Digests>, contents: FileHashes) {
        let Some(key) = self.left_key(layer) else { return };
        if let Some(digests) = digests {
            self.digests.insert(key.clone(), digests);
        }
        let contents = self.learn(key, contents);
        if let Some(Comparing { merged: Some(merged), .. }) = &mut self.comparing {
            merged.learn(layer, contents);
        }
    }

    fn left_key(&self, layer: usize) -> Option<String> {
        key_of(self.images.list.get(self.comparing.as_ref()?.left)?.layers.get(layer)?)
    }

    /// Compares, once all that `compare_jobs` asked for is here. *Errors:* `NotFound` when nothing is compared, or a layer of one of the two
    /// has not been read.
    pub fn compare_done(&mut self) -> Result<Compared> {
        let mut comparing = self.comparing.take().ok_or_else(|| none("a comparison"))?;
        let done = self.compare_now(&mut comparing);
        self.comparing = Some(comparing);
        done
    }

    /// Compares the chosen image with another one here and now, and by the bytes: all layers of both must be read and hashed for it.
    /// *Errors:* as `compare_done`.
    pub fn compare_all(&mut self, left: usize, sources: &dyn Sources) -> Result<Compared> {
        for Job { layer, plan, .. } in self.compare_jobs(left)? {
            let buffer = block_on(sources, async |feed| scan(&plan, &feed, &Stretch::default(), &mut |_| {}).await);
            self.compare_layer(layer, buffer)?;
        }
        self.compare_done()?;
        for (is_left, Job { layer, plan, files, proven, .. }) in self.compare_hash_jobs() {
            let hashed = block_on(sources, async |feed| match proven {
                true => (None, hash_files(&plan, &feed, &files, &mut |_| {}).await),
                false => {
                    let (digests, contents) = hash(&plan, &feed, &files, &mut |_| {}).await;
                    (Some(digests), contents)
                }
            });
            match is_left {
                true => self.compare_digests(layer, hashed.0, hashed.1),
                false => drop(self.set_contents(layer, hashed.1)),
            }
        }
        self.compare_done()
    }

    fn compare_now(&self, comparing: &mut Comparing) -> Result<Compared> {
        let left = comparing.left;
        let image = self.images.list.get(left).ok_or_else(|| none(format!("image {}", left + 1)))?;
        if !self.complete() {
            return Err(none("all layers of the shown image"));
        }
        let known: Vec<_> = image.layers.iter().map(|layer| self.hashes_of(layer)).collect();
        let borrowed = known.iter().flatten().any(|(_, borrowed)| *borrowed);
        let contents = known.into_iter().map(|known| known.map(|(contents, _)| contents)).collect();
        match &mut comparing.merged {
            Some(merged) => merged.tell(contents),
            None => comparing.merged = Some(self.merge_left(image, comparing, contents)?),
        }
        comparing.waiting.clear();
        let Some(merged) = &comparing.merged else { return Err(none("a comparison")) };
        let read = self.read_left(image, merged);
        let right = self.read_right();
        let told = self.told_alone(image);
        let left_side = Side { image, tree: &merged.tree, layers: &read };
        let right_side = Side { image: self.image(), tree: self.image_tree(), layers: &right };
        let Outcome { mut comparison, list, deciding } = compare(left_side, right_side);
        comparison.certain &= !borrowed && !told;
        comparing.list = list;
        comparing.deciding = deciding;
        comparing.asked = None;
        Ok(Compared { left, right: self.chosen, comparison })
    }

    fn merge_left(
        &self,
        image: &crate::image::Image,
        comparing: &Comparing,
        contents: Vec<Option<Rc<FileHashes>>>,
    ) -> Result<Merged> {
        let mut merged = Merged { tree: Tree::default(), read: Vec::new(), contents: vec![None; contents.len()] };
        merged.tell(contents);
        for (at, layer) in image.layers.iter().enumerate() {
            let buffer = key_of(layer).and_then(|key| self.kept.get(&key)).or_else(|| comparing.waiting.get(&at));
            let mut read = Read::default();
            match buffer.filter(|_| layer.problem.is_none()) {
                Some(buffer) => {
                    let buffer = LayerBuffer::new(buffer)?;
                    let problem = buffer.summary.problem.is_some();
                    if buffer.is_empty() && problem {
                        merged.tree.skip_layer();
                    } else {
                        read.size = Some(merged.tree.add_layer(&buffer).size);
                        read.whole = !problem && merged.tree.left_out(at) == 0;
                    }
                }
                None if layer.problem.is_some() || layer.plan.is_none() || comparing.failed.contains(&at) => {
                    merged.tree.skip_layer();
                }
                None => return Err(none(format!("layer {} of image {}", at + 1, comparing.left + 1))),
            }
            merged.read.push(read);
        }
        Ok(merged)
    }

    fn read_right(&self) -> Vec<Read> {
        let read = |(of, at): (&crate::image::Layer, &super::Progress)| Read {
            size: at.counts.map(|counts| counts.size),
            diff_id: own(of, at.digests.diff_id.clone()).or_else(|| of.diff_id.clone()),
            whole: at.state == LayerState::Ready,
        };
        self.image().layers.iter().zip(&self.layers).map(read).collect()
    }

    /// Paths that differ, largest first: of one status, and found by a query (`crate::search`, asked of both tops; `change:` and `reason:` are
    /// of the comparison). *Errors:* `NotFound` when
    /// nothing has been compared.
    pub fn compare_rows(
        &mut self,
        status: Option<Status>,
        query: &str,
        from: usize,
        count: usize,
    ) -> Result<ComparedPage> {
        let mut comparing = self.comparing.take().ok_or_else(|| none("a comparison"))?;
        let page = match comparing.merged.take() {
            Some(merged) => {
                let page = comparing.page(&merged.tree, self.image_tree(), (status, query), from, count);
                comparing.merged = Some(merged);
                Ok(page)
            }
            None => Err(none("a comparison")),
        };
        self.comparing = Some(comparing);
        page
    }
}

impl Merged {
    /// Takes what is known of hashes now.
    fn tell(&mut self, contents: Vec<Option<Rc<FileHashes>>>) {
        for (layer, contents) in contents.into_iter().enumerate() {
            contents.into_iter().for_each(|contents| self.learn(layer, contents));
        }
    }

    fn learn(&mut self, layer: usize, contents: Rc<FileHashes>) {
        let Some(known) = self.contents.get_mut(layer) else { return };
        if known.as_ref().is_none_or(|known| !Rc::ptr_eq(known, &contents)) {
            self.tree.set_contents(layer, contents.clone());
            *known = Some(contents);
        }
    }
}

impl Comparing {
    fn page(
        &mut self,
        left: &Tree,
        right: &Tree,
        (status, query): (Option<Status>, &str),
        from: usize,
        count: usize,
    ) -> ComparedPage {
        let another = self.search.ask(query, left.layers().max(right.layers()));
        let same = self.asked.as_ref().is_some_and(|(of, text)| *of == status && text == query);
        if another || !same {
            self.choose(left, right, status);
            self.asked = Some((status, query.to_owned()));
        }
        let rows = self.chosen.iter().skip(from).take(count).filter_map(|at| self.list.get(*at as usize));
        ComparedPage {
            total: self.chosen.len(),
            from,
            rows: rows.map(|difference| row(left, right, difference)).collect(),
            wrong: self.search.wrong().cloned(),
        }
    }

    fn choose(&mut self, left: &Tree, right: &Tree, status: Option<Status>) {
        let query = self.search.query();
        let became = |node: &dyn Fn(&Difference) -> Option<NodeId>, gone: Change| -> Became {
            let asked = self.list.iter().filter(|_| query.asks_of_changes());
            asked.filter_map(|d| Some((node(d)?, (d.change(gone), d.reasons)))).collect()
        };
        let found = |tree: &Tree, became: Became| {
            let mut views = Views::default();
            if !query.is_empty() {
                let height = tree.layers().saturating_sub(1);
                views.look(tree, View { height, mode: Mode::Merged, ghosts: false });
            }
            query.choose_compared(tree, &views, &became)
        };
        let of_left = |d: &Difference| d.left.map(|id| left.version(id).node);
        let of_right = |d: &Difference| d.right.map(|id| right.version(id).node);
        let in_left = found(left, became(&of_left, Change::Removed));
        let in_right = found(right, became(&of_right, Change::Added));
        let holds = |d: &Difference| {
            let (l, r) = (of_left(d), of_right(d));
            status.is_none_or(|status| status == d.status)
                && in_left.as_ref().zip(in_right.as_ref()).is_none_or(|(a, b)| a.get(l) || b.get(r))
        };
        let chosen = self.list.iter().enumerate().filter(|(_, d)| holds(d)).map(|(at, _)| at as u32);
        self.chosen = chosen.collect();
    }
}

fn row(left: &Tree, right: &Tree, difference: &Difference) -> ComparedRow {
    let was = difference.left.map(|id| left.version(id));
    let is = difference.right.map(|id| right.version(id));
    let old_path = was.map(|version| format!("/{}", display(&left.path(version.node))));
    let new_path = is.map(|version| format!("/{}", display(&right.path(version.node))));
    let size = |v: &Version| v.kind().filter(|kind| *kind != FileKind::Dir).map(|_| v.size);
    ComparedRow {
        path: new_path.or_else(|| old_path.clone()).unwrap_or_default(),
        kind: is.or(was).and_then(Version::kind),
        status: difference.status,
        reasons: difference.reasons.names(),
        left: was.and_then(size),
        right: is.and_then(size),
        left_node: was.map(|version| version.node),
        right_node: is.map(|version| version.node),
        left_layer: was.map(|version| version.layer),
        right_layer: is.map(|version| version.layer),
        from: old_path.filter(|_| difference.status == Status::Moved),
    }
}
