//! The opened build records, and the images that their builds made.

use super::artifacts::Artifacts;
use super::catalog::Catalog;
use super::read_archive::ReadArchive;
use crate::build_record::{BuildRecord, LogLine, StepState, layer_steps, linked_by};
use crate::dto::{BuildChoice, BuildInfo, BuiltImage, ImageBuild, Opened};
use crate::image::{ArchiveForm, Image};
use crate::problem::{Kind, Problem, Result};
use crate::sorting::sort_by_key;
use std::rc::Rc;

/// The opened build records, in the order in which they came.
#[derive(Debug, Default)]
pub struct BuildRecords {
    list: Vec<Rc<BuildRecord>>,
}

impl BuildRecords {
    /// The records of files that were opened together, and the files without them.
    pub fn taken(mut files: Vec<Result<ReadArchive>>) -> (Self, Vec<Result<ReadArchive>>) {
        let list = files.iter_mut().flatten().flat_map(ReadArchive::take_records).map(Rc::new).collect();
        (Self { list }, files)
    }

    /// Adds records.
    pub fn add(&mut self, records: Vec<BuildRecord>) {
        self.list.extend(records.into_iter().map(Rc::new));
    }

    /// None is open.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them.
    pub fn list(&self) -> &[Rc<BuildRecord>] {
        &self.list
    }

    /// The answer to an opening without an image; `problem` = the reason of that. *Errors:* `problem`, without a record.
    pub fn opened(&self, problem: Box<Problem>) -> Result<Opened> {
        let Some(first) = self.list.first() else { return Err(problem) };
        let own = problem.kind == Kind::NoImages
            && self.list.iter().any(|record| Some(&record.file) == problem.file.as_ref());
        Ok(Opened {
            file: first.file.clone(),
            file_size: 0,
            form: ArchiveForm::Oci.name(),
            codec: "none",
            images: Vec::new(),
            chosen: 0,
            members: 0,
            artifacts: 0,
            problems: if own { Vec::new() } else { vec![(&*problem).into()] },
        })
    }

    /// The answer to an opening of archives without an image, whose artifacts come first. *Errors:* the catalog's reason, without either.
    pub fn beside(&self, catalog: &Catalog) -> Result<Opened> {
        let artifacts = Artifacts::of(catalog);
        if catalog.artifacts().next().is_some() {
            return artifacts.opened();
        }
        let refused = catalog.refused().first().cloned().map(Box::new);
        self.opened(refused.unwrap_or_else(|| artifacts.no_images()))
    }

    /// All of them, with the images that they made.
    pub fn choices(&self, images: &[Rc<Image>]) -> Vec<BuildChoice> {
        let of = |(index, record): (usize, &Rc<BuildRecord>)| {
            let made = images.iter().enumerate();
            let made = made.filter_map(|(image, of)| Some(BuiltImage { image, by: linked_by(record, of)? }));
            BuildChoice {
                index,
                name: record.name.clone(),
                reference: record.reference.clone(),
                file: record.file.clone(),
                created: record.created.clone(),
                duration: record.duration,
                error: record.error.as_ref().map(|error| error.message.clone()),
                steps: record.steps.len(),
                cached: record.steps.iter().filter(|step| step.state == StepState::Cached).count(),
                warnings: record.steps.iter().map(|step| step.warnings.len()).sum(),
                images: made.collect(),
            }
        };
        self.list.iter().enumerate().map(of).collect()
    }

    /// One in full. *Errors:* `NotFound`.
    pub fn info(&self, index: usize) -> Result<BuildInfo> {
        let record = self.get(index)?.clone();
        Ok(BuildInfo { index, problems: record.problems.iter().map(Into::into).collect(), record })
    }

    /// The output of a step. *Errors:* `NotFound`.
    pub fn log(&self, index: usize, step: usize) -> Result<Vec<LogLine>> {
        let missing = || Box::new(Problem::new(Kind::NotFound).detail(format!("step {step}")));
        self.get(index)?.steps.get(step).map(|step| step.log.lines(step.started)).ok_or_else(missing)
    }

    /// The builds that made an image, the surest join first.
    pub fn of_image(&self, image: &Image) -> Vec<ImageBuild> {
        let of = |(build, record): (usize, &Rc<BuildRecord>)| {
            let by = linked_by(record, image)?;
            Some(ImageBuild { build, by, layers: layer_steps(record, image, by) })
        };
        let mut builds: Vec<ImageBuild> = self.list.iter().enumerate().filter_map(of).collect();
        sort_by_key(&mut builds, |build| build.by);
        builds
    }

    fn get(&self, index: usize) -> Result<&Rc<BuildRecord>> {
        self.list
            .get(index)
            .ok_or_else(|| Box::new(Problem::new(Kind::NotFound).detail(format!("build {}", index + 1))))
    }
}
