//! An archive read as far as its documents, here or by another worker.

use crate::archive::{Archive, FolderFile};
use crate::build_record::{self, BuildRecord};
use crate::image::{self, ArchiveForm, Images};
use crate::problem::{Problem, Result};
use crate::source::{Feed, ReadAt, block_on};

/// An archive read as far as its documents: `Workspace::of` and `Workspace::join` take it.
#[derive(Debug)]
pub struct ReadArchive {
    archive: Archive,
    images: Images,
    records: Vec<BuildRecord>,
}

impl ReadArchive {
    /// Indexes a file and finds its images. `file` = its number among the opened files. *Errors:* as `Archive::open` and `image::find`.
    pub async fn read(name: &str, feed: &Feed, file: usize, progress: &mut dyn FnMut(u64, u64)) -> Result<Self> {
        let read = async {
            let archive = Archive::open(name, feed, file, progress).await?;
            Self::documents(archive, feed).await
        };
        read.await.map_err(|problem| Box::new(Problem { file: Some(name.to_owned()), ..*problem }))
    }

    /// Finds the images in the files of a folder, which are all that is open. *Errors:* as `image::find`.
    pub async fn read_folder(name: &str, files: &[FolderFile], feed: &Feed) -> Result<Self> {
        Self::documents(Archive::of_folder(name, files), feed).await
    }

    /// Takes the bytes that `index` wrote. `file` = its number among the opened files here. *Errors:* `Internal` for other bytes, else as
    /// `image::find`.
    pub async fn from_index(index: &[u8], feed: &Feed, file: usize) -> Result<Self> {
        Self::documents(Archive::from_bytes(index)?.numbered(file), feed).await
    }

    async fn documents(archive: Archive, feed: &Feed) -> Result<Self> {
        let images = image::find(&archive, feed).await?;
        let records = build_record::read(&archive, feed, &images.build_records).await;
        Ok(Self { archive, images, records })
    }

    /// The build records of the archive, which it does not have afterwards.
    pub fn take_records(&mut self) -> Vec<BuildRecord> {
        std::mem::take(&mut self.records)
    }

    /// The archive, and what its documents say of images.
    pub fn into_parts(self) -> (Archive, Images) {
        (self.archive, self.images)
    }
}

/// Indexes a file for a workspace in another worker → the bytes that `ReadArchive::from_index` takes. They include everything that finding
/// the images reads. With `any` the file may be anything, a container's tar for one: `None` = nothing in it describes images. `progress`
/// gets stored bytes done and in all.
///
/// *Errors:* as `Archive::open` and `image::find`.
pub async fn index(
    name: &str,
    feed: &Feed,
    file: usize,
    any: bool,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Option<Vec<u8>>> {
    let found = async {
        let archive = Archive::open(name, feed, file, progress).await?.remembering();
        let images = image::find(&archive, feed).await?;
        build_record::read(&archive, feed, &images.build_records).await;
        Ok((images.form, archive))
    };
    match found.await {
        Ok((ArchiveForm::Rootfs, _)) | Err(_) if any => Ok(None),
        Ok((_, archive)) => archive.to_bytes().map(Some),
        Err(problem) => {
            let problem: Box<Problem> = problem;
            Err(Box::new(Problem { file: Some(name.to_owned()), ..*problem }))
        }
    }
}

/// Reads several files at once; a file's number is its place among them. `progress` gets stored bytes done and in all.
pub fn read_all(files: &[(&str, &dyn ReadAt)], progress: &mut dyn FnMut(u64, u64)) -> Vec<Result<ReadArchive>> {
    let total = files.iter().map(|(_, source)| source.len()).fold(0, u64::saturating_add);
    let mut before = 0u64;
    let mut read = Vec::new();
    for (number, (name, source)) in files.iter().enumerate() {
        let mut progress = |done: u64, _: u64| progress(before.saturating_add(done), total);
        read.push(block_on(source, async |feed| ReadArchive::read(name, &feed, number, &mut progress).await));
        before = before.saturating_add(source.len());
    }
    read
}
