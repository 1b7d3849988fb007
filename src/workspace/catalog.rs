//! The opened archives and the images of all of them in one list.

use super::read_archive::{ReadArchive, read_all};
use crate::archive::{Archive, FolderFile};
use crate::image::{ArchiveForm, Artifact, Image, Images};
use crate::problem::{Kind, Problem, Result};
use crate::source::{ReadAt, Sources, block_on};
use std::ops::Range;
use std::rc::Rc;

/// An archive and what its documents say, except its images.
#[derive(Debug)]
pub struct OpenedArchive {
    /// Its index.
    pub archive: Archive,
    /// The kind of tool that wrote it.
    pub form: ArchiveForm,
    /// Of the archive as a whole.
    pub problems: Vec<Problem>,
    /// Members that its documents are.
    pub documents: Vec<usize>,
    /// Its artifacts.
    pub artifacts: Vec<Artifact>,
}

/// Everything that is open. *Shape:* at least one archive, which may hold artifacts alone; indexes never change.
#[derive(Debug, Default)]
pub struct Catalog {
    archives: Vec<Rc<OpenedArchive>>,
    /// Why files could not be opened as archives.
    refused: Vec<Problem>,
    /// In the order in which they came; a committed image when it was made.
    images: Vec<Rc<Image>>,
    /// For each image the number of its archive; a committed image has that of the image below its container.
    numbers: Vec<usize>,
}

fn no_image(index: usize) -> Box<Problem> {
    Box::new(Problem::new(Kind::NotFound).detail(format!("image {}", index + 1)))
}

impl Catalog {
    /// Takes files that were opened together. *Errors:* the first file's, when none could be read.
    pub fn new(files: Vec<Result<ReadArchive>>) -> Result<Self> {
        let mut catalog = Self::default();
        for file in files {
            match file {
                Ok(read) => drop(catalog.join(read)),
                Err(problem) => catalog.refuse(*problem),
            }
        }
        if catalog.archives.is_empty() {
            let problem = catalog.refused.into_iter().next();
            return Err(Box::new(problem.unwrap_or_else(|| Problem::new(Kind::NotFound))));
        }
        Ok(catalog)
    }

    /// Reads several files at once; a file's number is its place among them. *Errors:* as `new`.
    pub fn open_all(files: &[(&str, &dyn ReadAt)], progress: &mut dyn FnMut(u64, u64)) -> Result<Self> {
        Self::new(read_all(files, progress))
    }

    /// Reads the files of a folder at once. *Errors:* as `image::find`.
    pub fn open_folder(name: &str, files: &[FolderFile], sources: &dyn Sources) -> Result<Self> {
        Self::new(vec![block_on(sources, async |feed| ReadArchive::read_folder(name, files, &feed).await)])
    }

    /// Adds an archive; its images follow all others → their indexes.
    pub fn join(&mut self, read: ReadArchive) -> Range<usize> {
        let (archive, Images { form, list, artifacts, problems, documents, .. }) = read.into_parts();
        let first = self.images.len();
        let number = self.archives.len();
        self.archives.push(Rc::new(OpenedArchive { archive, form, problems, documents, artifacts }));
        for image in list {
            self.push(image, number);
        }
        first..self.images.len()
    }

    /// Notes that a file could not be opened as an archive.
    pub fn refuse(&mut self, problem: Problem) {
        self.refused.push(problem);
    }

    /// Adds an image that was committed on top of the image `base` → its index.
    pub fn commit(&mut self, image: Image, base: usize) -> usize {
        self.push(image, self.archive_of(base).unwrap_or(0))
    }

    fn push(&mut self, image: Image, archive: usize) -> usize {
        self.images.push(Rc::new(image));
        self.numbers.push(archive);
        self.images.len() - 1
    }

    /// All images: the first archive's first.
    pub fn images(&self) -> &[Rc<Image>] {
        &self.images
    }

    /// The number of an image's archive among the opened ones; `None` = no such image.
    pub fn archive_of(&self, index: usize) -> Option<usize> {
        self.numbers.get(index).copied()
    }

    /// An image and its archive. *Errors:* `NotFound`.
    pub fn get(&self, index: usize) -> Result<(&Rc<Image>, &Rc<OpenedArchive>)> {
        let archive = self.archive_of(index).and_then(|number| self.archives.get(number));
        self.images.get(index).zip(archive).ok_or_else(|| no_image(index))
    }

    /// An image. *Errors:* `NotFound`.
    pub fn image(&self, index: usize) -> Result<&Rc<Image>> {
        self.get(index).map(|(image, _)| image)
    }

    /// The images of the archive that an image is from, itself among them.
    pub fn siblings(&self, index: usize) -> impl Iterator<Item = &Image> {
        let archive = self.archive_of(index);
        let of = self.images.iter().zip(&self.numbers);
        of.filter(move |(_, number)| Some(**number) == archive).map(|(image, _)| &**image)
    }

    /// The opened archives.
    pub fn archives(&self) -> &[Rc<OpenedArchive>] {
        &self.archives
    }

    /// The artifacts of all archives, each with its archive.
    pub fn artifacts(&self) -> impl Iterator<Item = (&OpenedArchive, &Artifact)> {
        self.archives.iter().flat_map(|opened| opened.artifacts.iter().map(move |artifact| (&**opened, artifact)))
    }

    /// The artifacts that name an image, by their position among all.
    pub fn artifacts_about(&self, image: &Image) -> Vec<usize> {
        let names = |artifact: &Artifact| artifact.subject.as_ref().is_some_and(|subject| image.is_about(subject));
        let all = self.artifacts().enumerate();
        all.filter(|(_, (_, artifact))| names(artifact)).map(|(index, _)| index).collect()
    }

    /// Why files could not be opened as archives.
    pub fn refused(&self) -> &[Problem] {
        &self.refused
    }
}
