//! What the open archives hold beside images, and ways to the bytes of its blobs.

use super::catalog::Catalog;
use super::image_info::opened_with;
use crate::archive::{Archive, Plan};
use crate::dto::{ArtifactInfo, BlobInfo, Opened, SubjectInfo};
use crate::image::{Artifact, Blob};
use crate::problem::{Kind, Problem, Result};
use std::rc::Rc;

/// All artifacts.
#[derive(Clone, Copy)]
pub struct Artifacts<'w> {
    pub(super) catalog: &'w Catalog,
}

impl<'w> Artifacts<'w> {
    /// The artifacts of a catalog, which may have no image.
    pub fn of(catalog: &'w Catalog) -> Self {
        Self { catalog }
    }

    /// All that is open, where no image is.
    pub fn opened(self) -> Result<Opened> {
        let first = self.catalog.archives().first().ok_or_else(|| Problem::new(Kind::NotFound))?;
        Ok(opened_with(self.catalog, first, 0))
    }

    /// The reason why nothing that needs an image can be answered.
    pub fn no_images(self) -> Box<Problem> {
        let file = self.catalog.archives().first().map(|opened| opened.archive.name.clone());
        let detail = format!("artifacts: {}", self.catalog.artifacts().count());
        Box::new(Problem { file, ..Problem::new(Kind::NoImages).detail(detail) })
    }

    /// All artifacts, archive by archive.
    pub fn list(self) -> Vec<ArtifactInfo> {
        let all = self.catalog.artifacts().enumerate();
        let info = |(index, (opened, artifact)): (usize, (&super::OpenedArchive, &Artifact))| {
            let archive = &opened.archive;
            let blobs = artifact.blobs.iter().map(|blob| blob_info(archive, blob)).collect();
            ArtifactInfo::new(artifact, index, &archive.name, self.subject(artifact), blobs)
        };
        all.map(info).collect()
    }

    fn subject(self, artifact: &Artifact) -> Option<SubjectInfo> {
        let subject = artifact.subject.as_ref()?;
        let images = self.catalog.images().iter().map(Rc::as_ref).enumerate();
        Some(SubjectInfo {
            digest: subject.digest.clone(),
            by: subject.by.name(),
            images: images.filter(|(_, image)| image.is_about(subject)).map(|(index, _)| index).collect(),
            artifact: self.catalog.artifacts().position(|(_, other)| other.digest == subject.digest),
        })
    }

    fn find(self, artifact: usize) -> Result<(&'w Archive, &'w Artifact)> {
        let found = self.catalog.artifacts().nth(artifact).map(|(opened, artifact)| (&opened.archive, artifact));
        found.ok_or_else(|| Box::new(Problem::new(Kind::NotFound).detail(format!("artifact {artifact}"))))
    }

    /// The stored bytes of a blob; `None` as the blob = the manifest. *Errors:* `NotFound`; `MissingBlob`.
    pub fn plan(self, artifact: usize, blob: Option<usize>) -> Result<Plan> {
        let (archive, artifact) = self.find(artifact)?;
        let (digest, member) = match blob {
            None => (&artifact.digest, artifact.member),
            Some(at) => {
                let missing = || Problem::new(Kind::NotFound).detail(format!("blob {at}"));
                let blob = artifact.blobs.get(at).ok_or_else(missing)?;
                (&blob.digest, blob.member)
            }
        };
        let missing = || Problem::new(Kind::MissingBlob).expected(digest, "nothing");
        archive.plan(member.ok_or_else(missing)?)
    }
}

fn blob_info(archive: &Archive, blob: &Blob) -> BlobInfo {
    let stored = blob.member.and_then(|member| archive.members.get(member)).map(|member| member.entry.stored);
    let differs = blob.size.zip(stored).filter(|(named, stored)| named != stored);
    let problem = differs.map(|(named, stored)| {
        let problem = Problem::new(Kind::BlobMismatch).warning().member(&*blob.digest);
        (&problem.expected(format!("{named} bytes"), format!("{stored} bytes"))).into()
    });
    BlobInfo::new(blob, stored, problem)
}
