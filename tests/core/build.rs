//! Build records: what buildx says of them, the join with the images they made, and hostile ones.

mod damaged;
mod joined;
mod said;

use crate::support::{fixture, gunzip};
use layerscope::build_record::BuildRecord;
use layerscope::source::ReadAt;
use layerscope::workspace::{BuildRecords, Workspace};
use std::rc::Rc;

const CONTAINERD: &str = "engines/docker-28-containerd";

/// Records and images of some files, opened together.
fn opened(files: &[(&str, &[u8])]) -> (BuildRecords, Option<Workspace>) {
    let files: Vec<(&str, &dyn ReadAt)> = files.iter().map(|(name, bytes)| (*name, bytes as &dyn ReadAt)).collect();
    Workspace::open_builds(&files).unwrap_or_else(|problem| panic!("{problem}"))
}

/// The only record of a fixture.
fn record(name: &str) -> Rc<BuildRecord> {
    let bytes = fixture(name);
    let (records, workspace) = opened(&[(name, &bytes)]);
    assert!(workspace.is_none(), "{name} is no image");
    let [record] = records.list() else { panic!("{name}: {} records", records.list().len()) };
    assert_eq!(record.problems, [], "{name}");
    record.clone()
}

#[test]
fn a_record_opens_as_the_file_its_tar_and_its_folder() {
    let packed = fixture(&format!("{CONTAINERD}/bread-cached.dockerbuild"));
    let whole = record(&format!("{CONTAINERD}/bread-cached.dockerbuild"));
    let plain = gunzip(&packed);
    let (records, _) = opened(&[("plain.tar", &plain)]);
    assert_eq!(said::outline(&records.list()[0]), said::outline(&whole));
    let folder = damaged::Folder::of(&plain);
    let (records, _) = folder.open();
    assert_eq!(said::outline(&records.list()[0]), said::outline(&whole));
}

#[test]
fn an_export_of_several_builds_lists_them() {
    let bytes = fixture("builds/several.dockerbuild");
    let (records, _) = opened(&[("several.dockerbuild", &bytes)]);
    let names: Vec<(&str, usize)> = records.list().iter().map(|r| (r.name.as_str(), r.steps.len())).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(names.iter().all(|(name, _)| name.starts_with("ctx")), "{names:?}");
}

#[test]
fn a_record_is_no_image_with_damaged_layers() {
    let bytes = fixture(&format!("{CONTAINERD}/bread-cached.dockerbuild"));
    let problem = Workspace::open("bread.dockerbuild", &bytes.as_slice(), &mut |_, _| {}).err().unwrap();
    assert_eq!(problem.kind, layerscope::problem::Kind::NoImages);
}
