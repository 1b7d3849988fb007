//! The documents that describe images: the input is a manifest, an index and a config at once, in an archive of their own.
#![no_main]

use layerscope::archive::FolderFile;
use layerscope::source::{ReadAt, Sources};
use layerscope::workspace::Workspace;
use libfuzzer_sys::fuzz_target;
use std::io;

/// The same bytes under every name.
struct Same<'b>(&'b [u8]);

impl Sources for Same<'_> {
    fn open(&self, _: usize) -> io::Result<Box<dyn ReadAt + '_>> {
        Ok(Box::new(self.0))
    }
}

fuzz_target!(|bytes: &[u8]| {
    let names = ["manifest.json", "index.json", "repositories", "blobs/sha256/00", "c.json", "l/layer.tar", "l/json"];
    for skip in 0..3 {
        let file = |name: &&str| FolderFile { path: name.as_bytes().to_vec(), len: bytes.len() as u64, link: None };
        let files: Vec<FolderFile> = names.iter().skip(skip).map(file).collect();
        if let Ok(workspace) = Workspace::open_folder("fuzz", &files, &Same(bytes)) {
            let _ = (workspace.image_info(), workspace.history().json_lines(0, false), workspace.inspect(), workspace.config());
        }
    }
});
