//! The opened archives and the chosen image: the page and the command line both use a `Workspace`.
//!
//! Scanning and hashing happen elsewhere: in workers, or in `scan_all` and `hash_all`. They bring one buffer and one pair of digests a layer, in
//! any order; buffers are merged in the order of the layers.
//!
//! Each part of the state has one owner: `Catalog` the archives and images, `LayerStore` facts about layers that outlive a choice, `ImageSession`
//! the chosen image, `ContainerSession` the containers, `ComparisonSession` the left image of a comparison. `Workspace` only joins them.

mod blob_key;
mod catalog;
mod check;
mod comparing;
mod comparison;
mod container_session;
mod content;
mod documents;
mod findings;
mod image_info;
mod image_session;
mod import;
mod job;
mod layer_info;
mod layer_store;
mod read_archive;
mod reports;
mod save;
mod shown_container;
mod sums;

pub use blob_key::BlobKey;
pub use catalog::{Catalog, OpenedArchive};
pub use check::Proof;
pub use comparing::Comparing;
pub use container_session::{ContainerSession, import_plan};
pub use content::ContentWays;
pub use documents::{ImageDocuments, pretty_document};
pub use image_session::{ImageSession, LayerProgress, TopLayer, WasteView};
pub use import::Importer;
pub use job::Job;
pub use layer_store::LayerStore;
pub use read_archive::{ReadArchive, index};
pub use reports::{Report, Reporter};
pub use save::{Part, write_parts};
pub use shown_container::{ShownContainer, ShownContainerMut};

pub use crate::dto::{
    Applied, CauseInfo, Commit, Compared, ComparedPage, ComparedRow, ContainerInfo, EffectInfo, Executed, Finding,
    FitInfo, ImageChoice, ImageInfo, ImportPlace, Imported, LargeFile, LayerInfo, LayerState, LayerWaste, MemberInfo,
    Opened, Printed, ProblemInfo, RefusalInfo, RemarkInfo, Removed, ReportKind, RowsPage, RowsQuery, StackItem,
    UpperLine, UpperPage, VerifyState, WasteInfo, Written,
};

use crate::archive::{Archive, FolderFile};
use crate::container::{Container, Time};
use crate::error::{Kind, Problem, Result};
use crate::image::Image;
use crate::layer::{Digests, FileHashes, LayerBuffer, ScanRange, hash, join, scan};
use crate::sharing::{PullPlan, Sharing, WhatIf};
use crate::source::{ReadAt, Sources, block_on};
use crate::tree::{NodeId, Tree};
use crate::view::PathHistory;
use comparison::ComparisonSession;
use read_archive::read_all;
use std::rc::Rc;

/// Everything that is open. *Shape:* at least one image.
pub struct Workspace {
    catalog: Catalog,
    store: LayerStore,
    session: ImageSession,
    containers: ContainerSession,
    /// `None` = nothing is compared.
    comparison: Option<ComparisonSession>,
}

/// Opening.
impl Workspace {
    /// Takes files that were opened together, and chooses the first image. A file that could not be read becomes a finding. *Errors:* the
    /// first file's, when none could be read.
    pub fn of(files: Vec<Result<ReadArchive>>) -> Result<Self> {
        let catalog = Catalog::new(files)?;
        let mut store = LayerStore::default();
        let session = ImageSession::new(&catalog, &mut store, 0)?;
        Ok(Self { catalog, store, session, containers: ContainerSession::default(), comparison: None })
    }

    /// Reads an archive at once. *Errors:* as `of`.
    pub fn open(name: &str, source: &dyn ReadAt, progress: &mut dyn FnMut(u64, u64)) -> Result<Self> {
        Self::open_all(&[(name, source)], progress)
    }

    /// Reads several files at once; a file's number is its place among them. *Errors:* as `of`.
    pub fn open_all(files: &[(&str, &dyn ReadAt)], progress: &mut dyn FnMut(u64, u64)) -> Result<Self> {
        Self::of(read_all(files, progress))
    }

    /// Reads the files of a folder at once. *Errors:* as `image::find`.
    pub fn open_folder(name: &str, files: &[FolderFile], sources: &dyn Sources) -> Result<Self> {
        Self::of(vec![block_on(sources, async |feed| ReadArchive::read_folder(name, files, &feed).await)])
    }
}

/// The owners, and views that join several of them.
impl Workspace {
    /// The opened archives and their images.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The opened archives, to add one.
    pub fn catalog_mut(&mut self) -> &mut Catalog {
        &mut self.catalog
    }

    /// The chosen image.
    pub fn session(&self) -> &ImageSession {
        &self.session
    }

    /// The chosen image, for questions whose answers are kept.
    pub fn session_mut(&mut self) -> &mut ImageSession {
        &mut self.session
    }

    /// The chosen image's documents.
    pub fn documents(&self) -> ImageDocuments<'_> {
        ImageDocuments { session: &self.session }
    }

    /// The shown container, to be looked at.
    pub fn shown(&self) -> ShownContainer<'_> {
        ShownContainer { session: &self.session, containers: &self.containers }
    }

    /// The shown container, to be changed.
    pub fn shown_mut(&mut self) -> ShownContainerMut<'_> {
        ShownContainerMut { session: &mut self.session, containers: &mut self.containers }
    }

    /// Ways to bytes.
    pub fn ways(&self) -> ContentWays<'_> {
        ContentWays { session: &self.session, containers: &self.containers }
    }

    /// The chosen image beside another one.
    pub fn comparing(&mut self) -> Comparing<'_> {
        let Self { catalog, store, session, comparison, .. } = self;
        Comparing { catalog, store, session, comparison }
    }

    /// Imports of containers.
    pub fn importer(&mut self) -> Importer<'_> {
        let Self { catalog, store, session, containers, .. } = self;
        Importer { catalog, store, session, containers }
    }

    /// Questions about dead bytes of the chosen image.
    pub fn waste(&mut self) -> WasteView<'_> {
        self.session.waste()
    }

    /// Reports of the chosen image.
    pub fn reporter(&mut self) -> Reporter<'_> {
        Reporter { catalog: &self.catalog, session: &mut self.session }
    }

    /// All images of all archives.
    pub fn images(&self) -> &[Rc<Image>] {
        self.catalog.images()
    }

    /// The chosen image.
    pub fn image(&self) -> &Image {
        self.session.image()
    }

    /// The index of the chosen image's archive.
    pub fn archive(&self) -> &Archive {
        self.session.archive()
    }

    /// The tree that is shown: layers merged so far, and the shown container's layer on top.
    pub fn tree(&self) -> &Tree {
        self.session.tree()
    }
}

/// The chosen image and its layers.
impl Workspace {
    /// Chooses an image. Its layers must be scanned, except those that another image has brought. *Errors:* `NotFound`.
    pub fn choose(&mut self, index: usize) -> Result<()> {
        self.session.choose(&self.catalog, &mut self.store, index)?;
        self.comparison = None;
        Ok(())
    }

    /// Takes a scanned layer → the layers whose info changed. *Errors:* `Internal` for a buffer that no scan wrote.
    pub fn add_layer(&mut self, layer: usize, buffer: Vec<u8>) -> Result<Vec<usize>> {
        LayerBuffer::new(&buffer)?;
        let buffer = Rc::new(buffer);
        if let Some(key) = self.session.key(layer).filter(|_| self.catalog.images().len() > 1) {
            self.store.keep_buffer(key, &buffer);
        }
        let changed = self.session.add_layer(layer, buffer, &mut self.store);
        self.mount_awaited();
        Ok(changed)
    }

    /// Takes a layer that several workers have scanned, stretch by stretch. *Errors:* as `add_layer`.
    pub fn add_stretches(&mut self, layer: usize, mut stretches: Vec<Vec<u8>>) -> Result<Vec<usize>> {
        match stretches.pop() {
            Some(whole) if stretches.is_empty() => self.add_layer(layer, whole),
            last => {
                stretches.extend(last);
                self.add_layer(layer, join(stretches)?)
            }
        }
    }

    /// Passes over a layer that can't be scanned at all → the layers whose info changed.
    pub fn fail_layer(&mut self, layer: usize, problem: Problem) -> Vec<usize> {
        let changed = self.session.fail_layer(layer, problem, &mut self.store);
        self.mount_awaited();
        changed
    }

    /// Takes the digests of a layer, and compares them with those that the documents name.
    pub fn set_digests(&mut self, layer: usize, digests: Digests) {
        self.session.set_digests(layer, digests, &mut self.store);
    }

    /// Takes hashes of a layer's files → the layers whose info changed.
    pub fn set_contents(&mut self, layer: usize, hashes: FileHashes) -> Vec<usize> {
        let Some(key) = self.session.key(layer) else { return Vec::new() };
        let hashes = self.store.learn_hashes(key, hashes);
        self.session.set_contents(layer, &hashes)
    }

    /// Scans all layers at once. *Errors:* as `add_layer`.
    pub fn scan_all(&mut self, sources: &dyn Sources) -> Result<()> {
        for Job { layer, plan, .. } in self.session.scan_jobs() {
            let buffer = block_on(sources, async |feed| scan(&plan, &feed, &ScanRange::default(), &mut |_| {}).await);
            self.add_layer(layer, buffer)?;
        }
        Ok(())
    }

    /// Hashes all layers at once, with every file in them.
    pub fn hash_all(&mut self, sources: &dyn Sources) {
        let tree = self.session.image_tree();
        let mut all = tree.unhashed(&tree.content_sizes());
        for Job { layer, plan, .. } in self.session.hash_jobs() {
            let files = all.get_mut(layer).map(std::mem::take).unwrap_or_default();
            let (digests, hashes) = block_on(sources, async |feed| hash(&plan, &feed, &files, &mut |_| {}).await);
            self.set_contents(layer, hashes);
            self.set_digests(layer, digests);
        }
    }

    /// All images, and the archive of the chosen one.
    pub fn opened(&self) -> Opened {
        image_info::opened(&self.catalog, &self.session)
    }

    /// The chosen image with the shown container.
    pub fn image_info(&self) -> ImageInfo {
        image_info::image_info(&self.catalog, self.shown())
    }

    /// A layer that is shown, the container's too; `None` = no such layer.
    pub fn layer_info(&self, index: usize) -> Option<LayerInfo> {
        image_info::layer_info(&self.catalog, self.shown(), index)
    }

    /// Findings about the chosen image and all that was opened.
    pub fn findings(&self) -> Vec<Finding> {
        findings::findings(&self.catalog, &self.session)
    }

    /// One path's history, with the sha256 sums that are known. *Errors:* `NotFound`.
    pub fn life(&self, node: NodeId, height: usize) -> Result<PathHistory> {
        sums::path_history(&self.store, &self.session, node, height)
    }

    /// Keeps the sha256, in hex, of a version's content. *Errors:* `NotFound` for a version without content, and for a text that is no hash.
    pub fn learn_sum(&mut self, node: NodeId, layer: usize, sha256: &str) -> Result<()> {
        sums::learn(&mut self.store, &self.session, node, layer, sha256)
    }
}

/// Containers.
impl Workspace {
    /// Makes a container of the chosen image, on layers 0..=`height`, all of them by default → its number. *Errors:* `NotFound`.
    pub fn run(&mut self, height: Option<usize>) -> Result<usize> {
        let layers = self.image().layers.len();
        let height = height.or(layers.checked_sub(1));
        if let Some(height) = height.filter(|height| *height >= layers) {
            return Err(Box::new(Problem::new(Kind::NotFound).detail(format!("layer {height}"))));
        }
        Ok(self.add_container(Container::new(height)))
    }

    /// Takes a container of the chosen image that was made elsewhere → its number.
    pub fn add_container(&mut self, container: Container) -> usize {
        self.containers.add(self.session.index(), self.session.image(), container)
    }

    /// All containers, oldest first.
    pub fn containers(&self) -> Vec<ContainerInfo> {
        self.containers.infos()
    }

    /// Puts a container's layer on top of its image's tree; layers of that image may have to be scanned first. `None` = the chosen image
    /// alone. *Errors:* `NotFound`.
    pub fn choose_container(&mut self, id: Option<usize>) -> Result<()> {
        let image = id.map_or(Ok(self.session.index()), |id| self.containers.image_of(id))?;
        self.session.unmount();
        if image != self.session.index() {
            self.choose(image)?;
        }
        self.session.await_container(id);
        self.mount_awaited();
        Ok(())
    }

    fn mount_awaited(&mut self) {
        let id = self.session.take_awaited();
        if let Some((id, container)) = id.and_then(|id| Some((id, self.containers.get(id).ok()?))) {
            self.session.mount(id, container);
        }
    }

    /// Removes a container: its layer is gone, its image as before. *Errors:* `NotFound`.
    pub fn remove_container(&mut self, id: usize) -> Result<Removed> {
        let removed = self.containers.remove(id)?;
        if self.session.container() == Some(id) {
            self.session.unmount();
        }
        Ok(removed)
    }

    /// Makes an image of the shown container → its index. Existing images and layers stay unchanged.
    ///
    /// *Errors:* `NotFound` when no container is shown; `BadJson` for a change that makes no sense; `Internal` for a layer that is missing.
    pub fn commit(&mut self, commit: &Commit, now: Time) -> Result<usize> {
        let container = self.containers.shown(&self.session)?;
        let image = container_session::commit(self.session.image(), container, commit, now)?;
        Ok(self.catalog.commit(image, self.session.index()))
    }
}

/// Images side by side.
impl Workspace {
    /// An image's archive as `docker save` writes it. Layers stay as they are stored. *Errors:* `NotFound` for an image that does not exist,
    /// and for a layer whose digest is not known before it is hashed; the layer's own problem when it is missing.
    pub fn save(&self, image: usize) -> Result<Vec<Part>> {
        save::save(self.catalog.image(image)?, &self.store)
    }

    /// The trunks that all images grow from. Sizes are known of layers that have been read for any image.
    pub fn sharing(&self) -> Sharing {
        Sharing::new(self.images(), &|layer| BlobKey::of(layer).and_then(|key| self.store.size(&key)))
    }

    /// The layers that a machine with the images `have` downloads for `want`. *Errors:* `NotFound` for an image that does not exist.
    pub fn pull(&self, have: &[usize], want: usize) -> Result<PullPlan> {
        have.iter().chain([&want]).try_for_each(|image| self.catalog.image(*image).map(drop))?;
        Ok(self.sharing().pull(have, want))
    }

    /// The effect of squashing the chosen image, whatever container is shown. Layers that have not been read count nothing.
    pub fn what_if(&mut self) -> WhatIf {
        let waste = self.waste().dead();
        self.sharing().what_if(self.images(), self.session.index(), self.session.image_tree(), &waste)
    }
}
