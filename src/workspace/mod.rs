//! The opened archives and the chosen image: the page and the command line both use a `Workspace`.
//!
//! Scanning and hashing happen elsewhere: in workers, or in `Intake::scan_all` and `hash_all`. They bring one buffer and one pair of digests a
//! layer, in any order; buffers are merged in the order of the layers.
//!
//! Each part of the state has one owner: `Catalog` the archives and images, `LayerStore` facts about layers that outlive a choice, `ImageSession`
//! the chosen image, `ContainerSession` the containers, `ComparisonSession` the left image of a comparison. `Workspace` only hands them
//! out: a question or a change that needs several of them is a view's, which names those that it takes.

mod all_images;
mod artifacts;
mod blob_key;
mod build_records;
mod catalog;
mod check;
mod comparing;
mod comparison;
mod container_session;
mod containers;
mod content;
mod documents;
mod facts;
mod image_info;
mod image_session;
mod import;
mod intake;
mod job;
mod layer_info;
mod layer_store;
mod list_findings;
mod origin;
mod read_archive;
mod reports;
mod save;
mod shown_container;
mod sums;

pub use all_images::AllImages;
pub use artifacts::Artifacts;
pub use blob_key::BlobKey;
pub use build_records::BuildRecords;
pub use catalog::{Catalog, OpenedArchive};
pub use check::{Checker, Proof};
pub use comparing::Comparing;
pub use container_session::{ContainerSession, import_plan};
pub use containers::Containers;
pub use content::ContentWays;
pub use documents::{ImageDocuments, pretty_document};
pub use facts::Facts;
pub use image_session::{ImageSession, LayerProgress, TopLayer, WasteView};
pub use import::Importer;
pub use intake::Intake;
pub use job::Job;
pub use layer_store::LayerStore;
pub use read_archive::{ReadArchive, index};
pub use reports::{Report, Reporter};
pub use save::{Part, write_parts};
pub use shown_container::{ShownContainer, ShownContainerMut};

pub use crate::dto::{
    AnnotationInfo, Applied, ArtifactInfo, BlobInfo, BuildChoice, BuildInfo, CauseInfo, Commit, Compared, ComparedPage,
    ComparedRow, ContainerInfo, EffectInfo, Executed, Finding, FitInfo, ImageBuild, ImageChoice, ImageInfo,
    ImportPlace, Imported, LargeFile, LayerInfo, LayerState, LayerWaste, MemberInfo, Opened, OriginInfo, Printed,
    ProblemInfo, RefusalInfo, RemarkInfo, Removed, ReportKind, RowsPage, RowsQuery, StackItem, UpperLine, UpperPage,
    VerifyState, WasteInfo, Written,
};

use crate::archive::FolderFile;
use crate::image::Image;
use crate::problem::Result;
use crate::sharing::WhatIf;
use crate::source::{ReadAt, Sources, block_on};
use crate::tree::Tree;
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
    /// first file's, when none could be read; `NoImages` when they hold artifacts alone.
    pub fn of(files: Vec<Result<ReadArchive>>) -> Result<Self> {
        Self::over(Catalog::new(files)?)
    }

    /// Chooses the first image of a catalog. *Errors:* `NoImages` when its archives hold artifacts alone.
    pub fn over(catalog: Catalog) -> Result<Self> {
        if catalog.images().is_empty() {
            return Err(Artifacts { catalog: &catalog }.no_images());
        }
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
        Self::over(Catalog::open_all(files, progress)?)
    }

    /// Reads the files of a folder at once. *Errors:* as `image::find`.
    pub fn open_folder(name: &str, files: &[FolderFile], sources: &dyn Sources) -> Result<Self> {
        Self::over(Catalog::open_folder(name, files, sources)?)
    }
}

/// Opening build records, perhaps with images.
impl Workspace {
    /// Reads files at once: their records, and their images where they have some. *Errors:* why neither is there.
    pub fn open_builds(files: &[(&str, &dyn ReadAt)]) -> Result<(BuildRecords, Option<Self>)> {
        Self::beside_builds(read_all(files, &mut |_, _| {}))
    }

    /// The same for the files of a folder.
    pub fn open_builds_folder(
        name: &str,
        files: &[FolderFile],
        sources: &dyn Sources,
    ) -> Result<(BuildRecords, Option<Self>)> {
        Self::beside_builds(vec![block_on(sources, async |feed| ReadArchive::read_folder(name, files, &feed).await)])
    }

    fn beside_builds(files: Vec<Result<ReadArchive>>) -> Result<(BuildRecords, Option<Self>)> {
        let (records, files) = BuildRecords::taken(files);
        match Self::of(files) {
            Ok(workspace) => Ok((records, Some(workspace))),
            Err(problem) if records.is_empty() => Err(problem),
            Err(_) => Ok((records, None)),
        }
    }
}

/// The owners, and views that join several of them.
impl Workspace {
    /// The opened archives and their images.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The artifacts of all archives.
    pub fn artifacts(&self) -> Artifacts<'_> {
        Artifacts { catalog: &self.catalog }
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

    /// The chosen image as views show it, with the shown container.
    pub fn facts(&self) -> Facts<'_> {
        Facts { catalog: &self.catalog, store: &self.store, session: &self.session, containers: &self.containers }
    }

    /// Results of scanning and hashing.
    pub fn intake(&mut self) -> Intake<'_> {
        let Self { catalog, store, session, containers, .. } = self;
        Intake { catalog, store, session, containers }
    }

    /// All images side by side.
    pub fn all_images(&self) -> AllImages<'_> {
        AllImages { catalog: &self.catalog, store: &self.store, session: &self.session }
    }

    /// The chosen image held against rules.
    pub fn checker(&mut self) -> Checker<'_> {
        let Self { catalog, store, session, containers, .. } = self;
        Checker { catalog, store, session, containers }
    }

    /// The chosen image's documents.
    pub fn documents(&self) -> ImageDocuments<'_> {
        ImageDocuments { session: &self.session }
    }

    /// All containers.
    pub fn containers(&mut self) -> Containers<'_> {
        let Self { catalog, store, session, containers, comparison } = self;
        Containers { catalog, store, session, containers, comparison }
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

    /// The effect of squashing the chosen image.
    pub fn what_if(&mut self) -> WhatIf {
        let dead = self.session.waste().dead();
        self.all_images().what_if(&dead)
    }
}
