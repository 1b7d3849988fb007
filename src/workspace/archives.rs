//! The opened archives side by side: each with its documents, the images of all of them in one list, and files that are no archive.

use super::Workspace;
use crate::archive::{Archive, FolderFile};
use crate::error::{Kind, Problem, Result};
use crate::image::{self, ArchiveForm, Image};
use crate::source::{Feed, ReadAt, Sources, block_on};
use std::ops::Range;

/// An archive and what its documents say, but for its images.
pub(super) struct Documented {
    pub archive: Archive,
    pub form: ArchiveForm,
    pub problems: Vec<Problem>,
    pub documents: Vec<usize>,
}

/// The images of all archives, in the order in which they came: an index never changes.
#[derive(Debug, Default)]
pub struct AllImages {
    /// First those of the first archive; committed ones when they were made.
    pub list: Vec<Image>,
    /// For each the number of its archive; of a committed one, of the image's below it.
    of: Vec<usize>,
}

impl AllImages {
    /// One more; its index.
    pub(super) fn push(&mut self, image: Image, archive: usize) -> usize {
        self.list.push(image);
        self.of.push(archive);
        self.list.len() - 1
    }

    /// Which archive an image is of.
    pub fn archive_of(&self, image: usize) -> usize {
        self.of.get(image).copied().unwrap_or(0)
    }

    /// The images of an archive.
    pub(super) fn of_archive(&self, archive: usize) -> impl Iterator<Item = &Image> {
        self.list.iter().zip(&self.of).filter(move |(_, of)| **of == archive).map(|(image, _)| image)
    }
}

/// An archive that has been read as far as its documents: what `Workspace::of` and `join` take.
#[derive(Debug)]
pub struct ReadArchive {
    archive: Archive,
    images: image::Images,
}

impl ReadArchive {
    /// Indexes a file and finds its images. `file` = what it is among the opened files. *Errors:* as `Archive::open` and `image::find`.
    pub async fn read(name: &str, feed: &Feed, file: usize, progress: &mut dyn FnMut(u64, u64)) -> Result<Self> {
        let read = async {
            let archive = Archive::open(name, feed, file, progress).await?;
            Self::documents(archive, feed).await
        };
        read.await.map_err(|problem| Box::new(Problem { file: Some(name.to_owned()), ..*problem }))
    }

    /// The same for the files of a folder, which are all that is open. *Errors:* as `image::find`.
    pub async fn read_folder(name: &str, files: &[FolderFile], feed: &Feed) -> Result<Self> {
        Self::documents(Archive::of_folder(name, files), feed).await
    }

    pub(super) async fn documents(archive: Archive, feed: &Feed) -> Result<Self> {
        Ok(Self { images: image::find(&archive, feed).await?, archive })
    }
}

impl Workspace {
    /// A workspace of files that were opened together; the first image is chosen. Those that could not be read are told by it.
    /// *Errors:* the first file's, when not one of them could be read.
    pub fn of(files: Vec<Result<ReadArchive>>) -> Result<Self> {
        let mut workspace = Self::empty();
        for file in files {
            match file {
                Ok(read) => drop(workspace.join(read)),
                Err(problem) => workspace.refuse(*problem),
            }
        }
        if workspace.archives.is_empty() {
            let problem = workspace.refused.into_iter().next();
            return Err(Box::new(problem.unwrap_or_else(|| Problem::new(Kind::NotFound))));
        }
        workspace.choose(0)?;
        Ok(workspace)
    }

    /// Reads an archive here and now. *Errors:* as `of`.
    pub fn open(name: &str, source: &dyn ReadAt, progress: &mut dyn FnMut(u64, u64)) -> Result<Self> {
        Self::open_all(&[(name, source)], progress)
    }

    /// Reads several files here and now; each has its place as its number. *Errors:* as `of`.
    pub fn open_all(files: &[(&str, &dyn ReadAt)], progress: &mut dyn FnMut(u64, u64)) -> Result<Self> {
        let total = files.iter().map(|(_, source)| source.len()).fold(0, u64::saturating_add);
        let mut before = 0u64;
        let mut read = Vec::new();
        for (number, (name, source)) in files.iter().enumerate() {
            let mut progress = |done: u64, _: u64| progress(before.saturating_add(done), total);
            read.push(block_on(source, async |feed| ReadArchive::read(name, &feed, number, &mut progress).await));
            before = before.saturating_add(source.len());
        }
        Self::of(read)
    }

    /// Reads the files of a folder here and now. *Errors:* as `image::find`.
    pub fn open_folder(name: &str, files: &[FolderFile], sources: &dyn Sources) -> Result<Self> {
        Self::of(vec![block_on(sources, async |feed| ReadArchive::read_folder(name, files, &feed).await)])
    }

    /// Takes one more archive beside those that are open: its images come behind all others; which ones.
    pub fn join(&mut self, read: ReadArchive) -> Range<usize> {
        let ReadArchive { archive, images: image::Images { form, list, problems, documents } } = read;
        let first = self.images.list.len();
        let number = self.archives.len();
        self.archives.push(Documented { archive, form, problems, documents });
        for image in list {
            self.images.push(image, number);
        }
        first..self.images.list.len()
    }

    /// A file that was to be opened and could not: one more problem of what was opened.
    pub fn refuse(&mut self, problem: Problem) {
        self.refused.push(problem);
    }

    /// The archive of the chosen image.
    pub(super) fn documented(&self) -> &Documented {
        self.archives.get(self.images.archive_of(self.chosen)).unwrap_or(&self.no_archive)
    }

    /// The index of the chosen image's archive.
    pub fn archive(&self) -> &Archive {
        &self.documented().archive
    }

    /// All images of all archives.
    pub fn images(&self) -> &AllImages {
        &self.images
    }
}
