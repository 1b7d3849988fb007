//! The chosen image beside another one, whose layers are read for it, and the list of paths that differ.

mod proof;

use super::{Job, LayerState, Workspace, key_of};
use crate::compare::{Difference, Outcome, Read, Side, Status, compare};
use crate::dto::{Compared, ComparedPage, ComparedRow};
use crate::error::{Kind, Problem, Result};
use crate::layer::{Digests, FileHashes, LayerBuffer, Stretch, hash, hash_files, scan};
use crate::search::{Became, Search};
use crate::source::{Sources, block_on};
use crate::tar_format::FileKind;
use crate::text::display;
use crate::tree::{Change, Mode, NONE, Tree, View, Views};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

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
    deciding: [Vec<u32>; 2],
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
        let became = |node: &dyn Fn(&Difference) -> u32, gone: Change| -> Became {
            let asked = self.list.iter().filter(|_| query.asks_of_changes());
            asked.map(|d| (node(d), (d.change(gone), d.reasons))).collect()
        };
        let found = |tree: &Tree, became: Became| {
            let mut views = Views::default();
            if !query.is_empty() {
                let height = tree.layers().saturating_sub(1);
                views.look(tree, View { height, mode: Mode::Merged, ghosts: false });
            }
            query.choose_compared(tree, &views, &became)
        };
        let in_left = found(left, became(&|d| left.version(d.left).node, Change::Removed));
        let in_right = found(right, became(&|d| right.version(d.right).node, Change::Added));
        let holds = |d: &Difference| {
            let (l, r) = (left.version(d.left).node, right.version(d.right).node);
            status.is_none_or(|status| status == d.status)
                && in_left.as_ref().zip(in_right.as_ref()).is_none_or(|(a, b)| a.get(l) || b.get(r))
        };
        let chosen = self.list.iter().enumerate().filter(|(_, d)| holds(d)).map(|(at, _)| at as u32);
        self.chosen = chosen.collect();
    }
}

fn row(left: &Tree, right: &Tree, difference: &Difference) -> ComparedRow {
    let (was, is) = (left.version(difference.left), right.version(difference.right));
    let shown = |tree: &Tree, node: u32| format!("/{}", display(&tree.path(node)));
    let size = |v: &crate::tree::Version| v.kind().filter(|kind| *kind != FileKind::Dir).map(|_| v.size);
    let known = |version: u32| version != NONE;
    let (there, here) = (known(difference.left), known(difference.right));
    ComparedRow {
        path: if here { shown(right, is.node) } else { shown(left, was.node) },
        kind: is.kind().or(was.kind()),
        status: difference.status,
        reasons: difference.reasons.names(),
        left: size(was),
        right: size(is),
        left_node: there.then_some(was.node),
        right_node: here.then_some(is.node),
        left_layer: there.then_some(was.layer),
        right_layer: here.then_some(is.layer),
        from: (difference.status == Status::Moved).then(|| shown(left, was.node)),
    }
}
