//! Archives that join the open ones: indexed by somebody who has the time, for a large compressed one takes minutes.

use super::Workspace;
use crate::archive::Archive;
use crate::error::{Problem, Result};
use crate::image::{self, Form};
use crate::source::ReadAt;
use std::cell::RefCell;
use std::io;
use std::ops::Range;

/// Indexes a file for a workspace elsewhere → the bytes that `join_archive` takes. What finding its images reads is in them, so that
/// the workspace itself reads nothing. With `any`, the file may be anything, a container's tar say: `None` where nothing in it
/// describes images. `progress` is told stored bytes done and in all, and goes on being told while documents are read.
///
/// *Errors:* as `Archive::open` and `image::find`.
pub fn index(
    name: &str,
    source: &dyn ReadAt,
    any: bool,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Option<Vec<u8>>> {
    let archive = Archive::open(name, source, progress).map(Archive::remembering);
    let found = archive.and_then(|archive| {
        let told = Told { source, progress: RefCell::new(progress) };
        Ok((image::find(&archive, &told)?.form, archive))
    });
    match found {
        Ok((Form::Rootfs, _)) | Err(_) if any => Ok(None),
        Ok((_, archive)) => archive.to_bytes().map(Some),
        Err(problem) => Err(Box::new(Problem { file: Some(name.to_owned()), ..*problem })),
    }
}

/// A source that tells of each read: the index is done, but documents of a compressed archive may be far in.
struct Told<'s> {
    source: &'s dyn ReadAt,
    progress: RefCell<&'s mut dyn FnMut(u64, u64)>,
}

impl ReadAt for Told<'_> {
    fn len(&self) -> u64 {
        self.source.len()
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        self.progress.borrow_mut()(self.len(), self.len());
        self.source.read_at(offset, buf)
    }
}

impl Workspace {
    /// Opens an archive that `index` has read beside those that are open: its images come behind all others; which ones. `number` = what
    /// it is among the opened files. *Errors:* `Internal` for other bytes, else as `image::find`; all is as it was then.
    pub fn join_archive(&mut self, index: &[u8], source: &dyn ReadAt, number: usize) -> Result<Range<usize>> {
        let first = self.images().list.len();
        self.add(Archive::from_bytes(index)?.numbered(number), &source)?;
        Ok(first..self.images().list.len())
    }

    /// A file that was to join and could not: one more problem of what was opened.
    pub fn refuse(&mut self, problem: Problem) {
        self.refused.push(problem);
    }
}
