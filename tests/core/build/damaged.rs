//! Records that no builder wrote: cut, changed, in circles, with times and bytes that make no sense.

use super::{CONTAINERD, opened};
use crate::builder::packing::gzip;
use crate::support::{fixture, gunzip};
use layerscope::archive::FolderFile;
use layerscope::image::sha256_digest;
use layerscope::problem::Kind;
use layerscope::source::{ReadAt, Sources};
use layerscope::workspace::{BuildRecords, Workspace};
use std::io::{self, Read};

/// Files of a tar as those of a folder.
pub struct Folder {
    files: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Folder {
    pub fn of(tar: &[u8]) -> Self {
        let mut files = Vec::new();
        for entry in tar::Archive::new(tar).entries().unwrap() {
            let mut entry = entry.unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            files.push((entry.path_bytes().into_owned(), bytes));
        }
        Self { files }
    }

    pub fn open(&self) -> (BuildRecords, Option<Workspace>) {
        let file =
            |(path, bytes): &(Vec<u8>, Vec<u8>)| FolderFile { path: path.clone(), len: bytes.len() as u64, link: None };
        let files: Vec<FolderFile> = self.files.iter().map(file).collect();
        Workspace::open_builds_folder("folder", &files, self).unwrap()
    }
}

impl Sources for Folder {
    fn open(&self, file: usize) -> io::Result<Box<dyn ReadAt + '_>> {
        let (_, bytes) = self.files.get(file).ok_or_else(|| io::Error::other("no such file"))?;
        Ok(Box::new(bytes.as_slice()))
    }
}

/// A tar without one of its members.
pub fn without(tar: &[u8], name: &str) -> Vec<u8> {
    written(Folder::of(tar).files.into_iter().filter(|(path, _)| path != name.as_bytes()))
}

fn written(files: impl Iterator<Item = (Vec<u8>, Vec<u8>)>) -> Vec<u8> {
    let mut out = tar::Builder::new(Vec::new());
    for (path, bytes) in files.filter(|(path, _)| !path.ends_with(b"/")) {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        out.append_data(&mut header, String::from_utf8(path).unwrap(), bytes.as_slice()).unwrap();
    }
    out.into_inner().unwrap()
}

/// A field of a protobuf message.
fn field(tag: u8, bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![tag << 3 | 2];
    let mut length = bytes.len();
    while length > 0x7f {
        out.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    out.push(length as u8);
    [out, bytes.to_vec()].concat()
}

fn frame(message: &[u8]) -> Vec<u8> {
    [&(message.len() as u32).to_le_bytes(), message].concat()
}

/// A record with this progress.
fn with_status(status: &[u8]) -> Vec<u8> {
    let config = br#"{"Ref":"r","CreatedAt":{"seconds":1},"CompletedAt":{"seconds":3}}"#;
    let path = |bytes: &[u8]| sha256_digest(bytes).replace("sha256:", "blobs/sha256/").into_bytes();
    let descriptor = |kind: &str, bytes: &[u8]| {
        format!(
            r#"{{"mediaType":"application/vnd.buildkit.{kind}.v0","digest":"{}","size":{}}}"#,
            sha256_digest(bytes),
            bytes.len()
        )
    };
    let manifest = format!(
        r#"{{"schemaVersion":2,"config":{},"layers":[{}]}}"#,
        descriptor("historyrecord", config),
        descriptor("status", status)
    );
    let index = format!(r#"{{"schemaVersion":2,"manifests":[{{"digest":"{}"}}]}}"#, sha256_digest(manifest.as_bytes()));
    let files = [
        (path(config), config.to_vec()),
        (path(status), status.to_vec()),
        (path(manifest.as_bytes()), manifest.into_bytes()),
        (b"index.json".to_vec(), index.into_bytes()),
    ];
    written(files.into_iter())
}

fn vertex(digest: &str, inputs: &[&str], name: &str) -> Vec<u8> {
    let inputs: Vec<u8> = inputs.iter().flat_map(|input| field(2, input.as_bytes())).collect();
    field(1, &[field(1, digest.as_bytes()), inputs, field(3, name.as_bytes())].concat())
}

#[test]
fn a_damaged_frame_is_named_with_its_byte_and_the_steps_before_it_stay() {
    let sound = frame(&vertex("a", &[], "first"));
    for (broken, at, words) in [
        (vec![9, 0], sound.len(), "frame 2: its length is cut short"),
        (vec![9, 0, 0, 0, 1], sound.len(), "frame 2: it has 1 of the 9 bytes that its length says"),
        (frame(&[0x0a, 0x7f, 1]), sound.len() + 4, "frame 2: a message is longer than its frame"),
        (frame(&[0xff; 12]), sound.len() + 4, "frame 2: "),
        (frame(&field(1, &[0x0a, 0x7f])), sound.len() + 4, "frame 2: "),
    ] {
        let bytes = with_status(&[sound.clone(), broken].concat());
        let (records, _) = opened(&[("r.dockerbuild", &bytes)]);
        let record = &records.list()[0];
        let [problem] = &record.problems[..] else { panic!("{:?}", record.problems) };
        assert_eq!((problem.kind, problem.byte), (Kind::CorruptBuildRecord, Some(at as u64)), "{words}");
        assert!(problem.detail.as_ref().unwrap().starts_with(words), "{problem:?}");
        assert_eq!(problem.file.as_deref(), Some("r.dockerbuild"));
        assert!(problem.member.as_ref().unwrap().starts_with("blobs/sha256/"), "{problem:?}");
        assert_eq!(record.steps.len(), 1);
    }
}

#[test]
fn circles_lost_inputs_reversed_times_and_odd_bytes_are_read() {
    let time = |tag: u8, seconds: u8| field(tag, &[8, seconds]);
    let back = field(1, &[field(1, b"c"), time(5, 9), time(6, 2), field(3, b"\xff\x1b[2Jname")].concat());
    let far =
        field(1, &[field(1, b"d"), field(5, &[8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f])].concat());
    let all =
        [vertex("a", &["b", "gone"], "a"), vertex("b", &["a"], "b"), vertex("b", &["b"], "itself"), back, far].concat();
    let bytes = with_status(&frame(&all));
    let (records, _) = opened(&[("r.dockerbuild", &bytes)]);
    let record = &records.list()[0];
    assert_eq!(record.problems.len(), 1, "{:?}", record.problems);
    assert_eq!(record.problems[0].kind, Kind::Contradiction);
    assert_eq!(record.steps.len(), 4);
    let odd = record.steps.iter().find(|step| step.digest == "c").unwrap();
    assert_eq!((odd.start, odd.end, odd.spent), (Some(8_000_000), Some(1_000_000), 0));
    assert!(!odd.name.contains('\u{1b}'), "{}", odd.name);
    assert!(record.steps.iter().any(|step| step.digest == "d" && step.start.is_none()));
}

#[test]
fn messages_and_steps_have_bounds() {
    let long = frame(&field(1, &field(3, &vec![b'n'; 5 << 20])));
    let many: Vec<u8> = (0..30_000).flat_map(|n| vertex(&format!("{n}"), &[], "")).collect();
    for status in [long, frame(&many)] {
        let bytes = gzip(&with_status(&status));
        let (records, _) = opened(&[("r.dockerbuild", &bytes)]);
        let [problem] = &records.list()[0].problems[..] else { panic!("{:?}", records.list()[0].problems) };
        assert_eq!(problem.kind, Kind::Limit);
        assert!(records.list()[0].steps.len() <= 20_000);
    }
}

/// A byte of each file changed, at each place in turn: whatever comes, it is a record or a problem.
#[test]
fn no_changed_byte_breaks_anything() {
    for name in ["bread-failed", "bread-cached"] {
        let sound = Folder::of(&gunzip(&fixture(&format!("{CONTAINERD}/{name}.dockerbuild"))));
        let mut random = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..1500 {
            let mut next = |below: usize| {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                (random % below.max(1) as u64) as usize
            };
            let mut changed = Folder { files: sound.files.clone() };
            let file = next(changed.files.len());
            let bytes = &mut changed.files[file].1;
            if bytes.is_empty() {
                continue;
            }
            match next(3) {
                0 => bytes.truncate(next(bytes.len())),
                1 => {
                    let at = next(bytes.len());
                    bytes[at] ^= 1 << next(8);
                }
                _ => {
                    let (at, len) = (next(bytes.len()), next(40));
                    let end = (at + len).min(bytes.len());
                    bytes[at..end].fill(next(256) as u8);
                }
            }
            let files: Vec<FolderFile> = changed
                .files
                .iter()
                .map(|(path, bytes)| FolderFile { path: path.clone(), len: bytes.len() as u64, link: None })
                .collect();
            if let Ok((records, _)) = Workspace::open_builds_folder("changed", &files, &changed) {
                for (index, record) in records.list().iter().enumerate() {
                    let logs: usize = (0..record.steps.len()).map(|step| records.log(index, step).unwrap().len()).sum();
                    assert!(logs < 10_000 && serde_json::to_string(&records.info(index).unwrap()).is_ok());
                }
            }
        }
    }
}
