//! The bytes that a container reads and writes: the archive's, those that were typed, and the tars made of it.

use crate::program::input::Input;
use layerscope::container::{Time, UpperForm};
use layerscope::image::sha256_digest;
use layerscope::problem::Result;
use layerscope::source::{ReadAt, Sources, block_on};
use layerscope::workspace::{Commit, Workspace, Written, write_parts};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// The archive, and after it what is typed and written.
pub struct Opened<'a> {
    input: &'a Input,
    more: Vec<Vec<u8>>,
}

impl<'a> Opened<'a> {
    pub fn new(input: &'a Input) -> Self {
        Self { input, more: Vec::new() }
    }

    /// The number that the next file gets.
    pub fn next(&self) -> usize {
        self.input.count() + self.more.len()
    }

    /// Adds a file. Returns its number.
    pub fn add(&mut self, bytes: Vec<u8>) -> usize {
        let number = self.next();
        self.more.push(bytes);
        number
    }
}

impl Sources for Opened<'_> {
    fn open(&self, file: usize) -> io::Result<Box<dyn ReadAt + '_>> {
        match file.checked_sub(self.input.count()).and_then(|at| self.more.get(at)) {
            Some(bytes) => Ok(Box::new(bytes)),
            None => self.input.open(file),
        }
    }
}

/// Writes the upper directory as a tar. *Errors:* the first file that could not be read; what the writer says.
pub fn write_upper(workspace: &Workspace, form: UpperForm, files: &Opened, out: &mut dyn Write) -> Result<()> {
    let tar = workspace.shown().upper_tar(form)?;
    let mut next = 0;
    loop {
        let (batch, then) = workspace.ways().upper_batch(&tar, next)?;
        let mut written = Ok(());
        let mut write = |bytes: &[u8]| {
            written = out.write_all(bytes);
            written.is_ok()
        };
        let problems = block_on(files, async |feed| batch.write(&feed, &mut write).await);
        written?;
        if let Some(problem) = problems.into_iter().next() {
            return Err(Box::new(problem));
        }
        next = then;
        if next >= tar.len() {
            return Ok(());
        }
    }
}

/// Commits the container and writes the image as an archive. Returns its id. *Errors:* what can't be read or written; a change that makes
/// no sense.
pub fn save(
    workspace: &mut Workspace,
    mut commit: Commit,
    files: &mut Opened,
    now: Time,
    path: &Path,
) -> Result<String> {
    if !workspace.shown().container().is_none_or(|container| container.upper().is_empty()) {
        let mut tar = Vec::new();
        write_upper(workspace, UpperForm::Layer, files, &mut tar)?;
        let (size, diff_id) = (tar.len() as u64, sha256_digest(&tar));
        commit.layer = Some(Written { file: files.add(tar), size, diff_id });
    }
    let image = workspace.containers().commit(&commit, now)?;
    workspace.choose(image)?;
    workspace.intake().scan_all(files)?;
    workspace.intake().hash_all(files);
    let id = workspace.image().id.clone();
    let mut file = BufWriter::new(File::create(path)?);
    let mut written = Ok(());
    let mut write = |bytes: &[u8]| {
        written = file.write_all(bytes);
        written.is_ok()
    };
    let parts = workspace.all_images().save(image)?;
    block_on(&*files, async |feed| write_parts(&parts, &feed, &mut write).await)?;
    written.and_then(|()| file.flush())?;
    Ok(id)
}
