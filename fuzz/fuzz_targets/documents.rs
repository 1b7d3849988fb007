//! The documents that describe images: the input is a manifest, an index and a config at once, in a folder of their own.
#![no_main]

use layerscope::archive::FolderFile;
use layerscope::workspace::{ReadArchive, Workspace};
use layerscope_fuzz::{cut, fed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let names = ["manifest.json", "index.json", "repositories", "blobs/sha256/00", "c.json", "l/layer.tar", "l/json"];
    for skip in 0..3 {
        let file = |name: &&str| FolderFile { path: name.as_bytes().to_vec(), len: bytes.len() as u64, link: None };
        let files: Vec<FolderFile> = names.iter().skip(skip).map(file).collect();
        let read = fed(bytes, cut(bytes), async |feed| ReadArchive::read_folder("fuzz", &files, &feed).await);
        if let Ok(workspace) = Workspace::of(vec![read]) {
            let _ = (workspace.facts().image(), workspace.documents().history().json_lines(0, false), workspace.documents().inspect(), workspace.documents().config());
        }
    }
});
