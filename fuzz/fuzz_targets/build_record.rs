//! A build record: the input is the progress, the provenance and the error of a build at once.
#![no_main]

use layerscope::archive::FolderFile;
use layerscope::source::{ReadAt, Sources};
use layerscope::workspace::Workspace;
use libfuzzer_sys::fuzz_target;
use std::io;

const INDEX: &[u8] = br#"{"manifests":[{"digest":"sha256:01"}]}"#;
const MANIFEST: &[u8] = br#"{"config":{"mediaType":"application/vnd.buildkit.historyrecord.v0","digest":"sha256:02"},"layers":[
{"mediaType":"application/vnd.buildkit.status.v0","digest":"sha256:02"},
{"mediaType":"application/vnd.in-toto+json","digest":"sha256:02","annotations":{"in-toto.io/predicate-type":"https://slsa.dev/provenance/v0.2"}},
{"mediaType":"application/vnd.googeapis.google.rpc.status+proto","digest":"sha256:02"}]}"#;

struct Record<'b>([(&'static str, &'b [u8]); 3]);

impl Sources for Record<'_> {
    fn open(&self, file: usize) -> io::Result<Box<dyn ReadAt + '_>> {
        let (_, bytes) = self.0.get(file).ok_or_else(|| io::Error::other("no such file"))?;
        Ok(Box::new(*bytes))
    }
}

fuzz_target!(|bytes: &[u8]| {
    let record = Record([("index.json", INDEX), ("blobs/sha256/01", MANIFEST), ("blobs/sha256/02", bytes)]);
    let file = |(path, bytes): &(&str, &[u8])| FolderFile { path: path.as_bytes().to_vec(), len: bytes.len() as u64, link: None };
    let files: Vec<FolderFile> = record.0.iter().map(file).collect();
    let Ok((records, _)) = Workspace::open_builds_folder("fuzz", &files, &record) else { return };
    for (index, build) in records.list().iter().enumerate() {
        assert!(records.info(index).is_ok());
        for (at, step) in build.steps.iter().enumerate() {
            assert!(step.inputs.iter().all(|input| *input < build.steps.len()) && step.spent >= 0);
            assert!(records.log(index, at).is_ok());
        }
    }
});
