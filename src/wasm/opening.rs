//! Tasks that read archives and folders for the session.

use super::convert::OnProgress;
use super::progress::report;
use super::task::{Outcome, Task};
use crate::archive::FolderFile;
use crate::workspace::ReadArchive;
use wasm_bindgen::prelude::*;
use web_sys::File;

/// Indexes the files, each of them an archive, for `Session.open`. Their bytes come as those of any task.
#[wasm_bindgen(js_name = openArchives)]
pub fn open_archives(files: Vec<File>, on_progress: OnProgress) -> Task {
    Task::new(async move |feed| {
        let total = files.iter().map(|file| file.size()).sum::<f64>() as u64;
        let (mut before, mut read) = (0u64, Vec::new());
        for (number, file) in files.iter().enumerate() {
            let mut progress = |done: u64, _| report(&on_progress, before.saturating_add(done), total);
            read.push(ReadArchive::read(&file.name(), &feed, number, &mut progress).await);
            before = before.saturating_add(file.size() as u64);
        }
        Outcome::Archives(read)
    })
}

/// Takes the files of a folder, each with its path below it, as one archive for `Session.open`.
#[wasm_bindgen(js_name = openFolder)]
pub fn open_folder(name: String, files: Vec<File>, paths: Vec<String>) -> Task {
    Task::new(async move |feed| {
        let file =
            |(path, file): (String, &File)| FolderFile { path: path.into_bytes(), len: file.size() as u64, link: None };
        let files: Vec<FolderFile> = paths.into_iter().zip(&files).map(file).collect();
        Outcome::Archives(vec![ReadArchive::read_folder(&name, &files, &feed).await])
    })
}
