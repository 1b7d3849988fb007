//! The bytes that the core reads: the archives that the command line names, or all files below a folder.

use layerscope::archive::FolderFile;
use layerscope::problem::{Kind, Problem, Result};
use layerscope::source::{ReadAt, Sources};
use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// The archives that the command line names, or an unpacked one.
pub enum Input {
    Archives(Vec<File>),
    Folder(PathBuf, Vec<FolderFile>),
}

/// The last part of a path, as messages name a file.
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// *Errors:* `ReadFailed`, with the file's name.
pub fn open_file(path: &Path) -> Result<File> {
    File::open(path).map_err(|error| unreadable(path, &error))
}

pub fn unreadable(path: &Path, error: &io::Error) -> Box<Problem> {
    Box::new(Problem { file: Some(name_of(path)), ..Problem::new(Kind::ReadFailed).detail(error.to_string()) })
}

impl Input {
    /// How many files there are: the number of the next one.
    pub fn count(&self) -> usize {
        match self {
            Self::Archives(files) => files.len(),
            Self::Folder(_, files) => files.len(),
        }
    }

    /// All files below a folder, by path. Links stay links: they are followed among the files found here and nowhere else.
    pub fn folder(root: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        let mut pending = vec![root.to_path_buf()];
        while let Some(folder) = pending.pop() {
            for entry in std::fs::read_dir(&folder)? {
                let path = entry?.path();
                let meta = path.symlink_metadata()?;
                let below = path.strip_prefix(root).unwrap_or(&path).as_os_str().as_encoded_bytes().to_vec();
                if meta.is_dir() {
                    pending.push(path);
                } else if meta.is_symlink() {
                    let link = Some(std::fs::read_link(&path)?.as_os_str().as_encoded_bytes().to_vec());
                    files.push(FolderFile { path: below, len: 0, link });
                } else if meta.is_file() {
                    files.push(FolderFile { path: below, len: meta.len(), link: None });
                }
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self::Folder(root.to_path_buf(), files))
    }
}

impl Sources for Input {
    fn open(&self, file: usize) -> io::Result<Box<dyn ReadAt + '_>> {
        match self {
            Self::Archives(files) => {
                let file = files.get(file).ok_or_else(|| io::Error::other("no such file"))?;
                Ok(Box::new(file))
            }
            Self::Folder(root, files) => {
                let path = files
                    .get(file)
                    .map(|f| OsStr::from_bytes(&f.path))
                    .ok_or_else(|| io::Error::other("no such file"))?;
                Ok(Box::new(File::open(root.join(path))?))
            }
        }
    }
}
