//! Archives that join the open ones: indexed by somebody who has the time, for a large compressed one takes minutes.

use super::ReadArchive;
use crate::archive::Archive;
use crate::error::{Problem, Result};
use crate::image::{self, ArchiveForm};
use crate::source::Feed;

/// Indexes a file for a workspace elsewhere → the bytes that `ReadArchive::from_index` takes. What finding its images reads is in them, so
/// that nothing is read there. With `any`, the file may be anything, a container's tar say: `None` where nothing in it describes images.
/// `progress` is told stored bytes done and in all.
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
        Ok((image::find(&archive, feed).await?.form, archive))
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

impl ReadArchive {
    /// Takes what `index` wrote. `file` = what it is among the opened files here. *Errors:* `Internal` for other bytes, else as
    /// `image::find`.
    pub async fn from_index(index: &[u8], feed: &Feed, file: usize) -> Result<Self> {
        Self::documents(Archive::from_bytes(index)?.numbered(file), feed).await
    }
}
