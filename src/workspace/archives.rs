//! The opened archives side by side: each with its documents, the images of all of them in one list, and files that are no archive.

use super::Workspace;
use crate::archive::{Archive, FolderFile};
use crate::error::{Kind, Problem, Result};
use crate::image::{self, Form, Image};
use crate::source::{ReadAt, Sources};

/// An archive and what its documents say, but for its images.
pub(super) struct Documented {
    pub archive: Archive,
    pub form: Form,
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

impl Workspace {
    /// Indexes the archive and finds its images; the first one is chosen. *Errors:* as `Archive::open` and `image::find`.
    pub fn open(name: &str, source: &dyn ReadAt, progress: &mut dyn FnMut(u64, u64)) -> Result<Self> {
        Self::open_all(&[(name, source)], progress)
    }

    /// The same for several files, each of which is an archive and has its place as its number. Those that can't be read are told.
    /// *Errors:* the first file's, when not one of them can be read.
    pub fn open_all(files: &[(&str, &dyn ReadAt)], progress: &mut dyn FnMut(u64, u64)) -> Result<Self> {
        let total = files.iter().map(|(_, source)| source.len()).fold(0, u64::saturating_add);
        let mut before = 0u64;
        let mut workspace = Self::empty();
        for (number, (name, source)) in files.iter().enumerate() {
            // One that can't be read is told by the workspace.
            let _ = workspace
                .add_archive(name, *source, number, &mut |done, _| progress(before.saturating_add(done), total));
            before = before.saturating_add(source.len());
        }
        if workspace.archives.is_empty() {
            let problem = workspace.refused.into_iter().next();
            return Err(Box::new(problem.unwrap_or_else(|| Problem::new(Kind::NotFound))));
        }
        workspace.choose(0)?;
        Ok(workspace)
    }

    /// The same for the files of a folder. *Errors:* as `image::find`.
    pub fn open_folder(name: &str, files: &[FolderFile], sources: &dyn Sources) -> Result<Self> {
        let mut workspace = Self::empty();
        workspace.add(Archive::of_folder(name, files), sources)?;
        workspace.choose(0)?;
        Ok(workspace)
    }

    /// Opens one more archive beside those that are open: its images come behind all others. `number` = what it is among the opened
    /// files. *Errors:* as `open`; that is one more problem of what was opened, too, and all else is as it was.
    pub fn add_archive(
        &mut self,
        name: &str,
        source: &dyn ReadAt,
        number: usize,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<()> {
        let archive = Archive::open(name, source, progress).map(|archive| archive.numbered(number));
        archive.and_then(|archive| self.add(archive, &source)).map_err(|problem| {
            let problem = Problem { file: Some(name.to_owned()), ..*problem };
            self.refused.push(problem.clone());
            Box::new(problem)
        })
    }

    pub(super) fn add(&mut self, archive: Archive, sources: &dyn Sources) -> Result<()> {
        let found = image::find(&archive, sources)?;
        self.join(archive, found);
        Ok(())
    }

    fn join(&mut self, archive: Archive, found: image::Images) {
        let image::Images { form, list, problems, documents } = found;
        let number = self.archives.len();
        self.archives.push(Documented { archive, form, problems, documents });
        for image in list {
            self.images.push(image, number);
        }
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
