//! An archive that was indexed elsewhere: as bytes it is the same archive, the workspace that it joins reads nothing of it, and no
//! bytes whatever break that workspace.

use super::archives::Files;
use crate::support::{Layer, compress, fixture, gunzip, image, open, pack, top, unpack};
use layerscope::archive::Archive;
use layerscope::problem::Kind;
use layerscope::report::members_listing;
use layerscope::source::ReadAt;
use layerscope::workspace::Workspace;
use proptest::prelude::*;
use std::io;

/// A file that can't be read: it has only a length.
struct Closed(u64);

impl ReadAt for Closed {
    fn len(&self) -> u64 {
        self.0
    }

    fn read_at(&self, _: u64, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("read at home"))
    }
}

fn indexed(name: &str, bytes: &[u8]) -> Vec<u8> {
    crate::now::index(name, &bytes, false).unwrap().unwrap()
}

/// Content that compresses as text does, for archives long enough to have checkpoints.
fn long() -> Vec<u8> {
    let text: String = (0..1_500_000u64).map(|n| format!("{:024x}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
    image(vec![Layer::new().file("first", "1").file("long", &text).file("last", "2").bytes()])
}

/// A config beyond what the first pass over a compressed archive keeps.
fn with_large_config() -> Vec<u8> {
    let mut members = unpack(&image(vec![Layer::new().file("a", "a").bytes()]));
    for (name, content) in &mut members {
        if name.ends_with(".json") && name != "manifest.json" {
            content.extend_from_slice(&b" ".repeat(3 << 20));
        }
    }
    pack(&members)
}

/// All that a workspace asks of the archive and its images.
fn told(workspace: &mut Workspace, files: &Files, first: usize) -> Vec<String> {
    let mut all = vec![format!("{:#?}", workspace.images()), format!("{:#?}", workspace.facts().opened())];
    for chosen in first..workspace.images().len() {
        workspace.choose(chosen).unwrap();
        workspace.intake().scan_all(files).unwrap();
        workspace.intake().hash_all(files);
        let archive = workspace.session().archive();
        all.push(format!("{:#?} {:?} {:?}", archive.members, archive.problem, archive.notes));
        all.push(format!("{} {} {:?} {}", archive.name, archive.len, archive.codec, archive.file));
        all.push(members_listing(archive));
        let plans = (0..archive.members.len()).map(|member| archive.plan(member).unwrap());
        all.push(format!("{:?}", plans.collect::<Vec<_>>()));
        all.push(format!("{:#?} {:#?}", workspace.facts().image(), workspace.facts().findings()));
        all.push(top(workspace));
        let statements = workspace.image().attestations.iter().map(|a| a.statements.len()).collect::<Vec<_>>();
        for (attestation, count) in statements.into_iter().enumerate() {
            all.extend((0..count).map(|at| format!("{:?}", crate::now::statement(workspace, files, attestation, at))));
        }
    }
    all
}

#[test]
fn an_archive_indexed_elsewhere_is_the_same() {
    let story = fixture("docker/20.10/story.tar.gz");
    let docker = gunzip(&fixture("docker/20.10/multi.tar.gz"));
    let half = docker.len() / 2;
    let (long, large) = (long(), with_large_config());
    let forms = [
        ("plain", docker.clone()),
        ("gzip", fixture("docker/20.10/multi.tar.gz")),
        ("zstd", compress("zstd", &docker)),
        ("xz", compress("xz", &docker)),
        ("bzip2", compress("bzip2", &docker)),
        ("oci", fixture("skopeo/1.9/rich.oci-zstd.tar")),
        ("attestations", fixture("docker/20.10/buildkit.tar.gz")),
        ("platforms", fixture("containerd/1.6/platforms.tar")),
        ("rootfs", fixture("docker/20.10/story.container.export.tar.gz")),
        ("plain rootfs", gunzip(&fixture("docker/20.10/diary.buildkit-rootfs.tar.gz"))),
        ("cut", docker[..half].to_vec()),
        ("cut gzip", story[..story.len() / 2].to_vec()),
        ("long gzip", compress("gzip", &long)),
        ("long zstd", [compress("zstd", &long[..20 << 20]), compress("zstd", &long[20 << 20..])].concat()),
        ("large config", compress("xz", &large)),
    ];
    for (name, bytes) in forms {
        let files = Files(vec![story.clone(), b"typed".to_vec(), bytes.clone()]);
        let (mut here, mut there) = (open(&story, None), open(&story, None));
        crate::now::add(&mut here, name, &bytes, 2).unwrap_or_else(|p| panic!("{name}: {p}"));
        let index = indexed(name, &bytes);
        let joined = crate::now::join(&mut there, &index, &Closed(bytes.len() as u64), 2);
        assert_eq!(joined, Ok(1..here.images().len()), "{name}");
        let wanted = told(&mut here, &files, 1);
        for (at, (there, here)) in told(&mut there, &files, 1).iter().zip(&wanted).enumerate() {
            assert_eq!(there, here, "{name}, {at}");
        }
        if name.starts_with("long") {
            assert!(index.len() < 400_000, "{name}: {} bytes", index.len());
            let last = there.session().archive().plan(there.session().archive().members.len() - 1).unwrap();
            assert!(last.checkpoint.is_some(), "{name} has no checkpoints");
        }
    }
}

#[test]
fn an_archive_that_can_not_join_is_told_and_loses_nobody() {
    let story = fixture("docker/20.10/story.tar.gz");
    let broken = b"no archive at all".to_vec();
    let problem = crate::now::index("late", &broken, false).unwrap_err();
    assert_eq!((problem.kind, problem.file.as_deref()), (Kind::NotAnArchive, Some("late")));
    let mut workspace = open(&story, None);
    workspace.catalog_mut().refuse(*problem);
    assert_eq!(workspace.facts().opened().problems[0].problem.file.as_deref(), Some("late"));
    assert_eq!(crate::now::join(&mut workspace, b"garbage", &Closed(7), 1).unwrap_err().kind, Kind::Internal);
    assert_eq!(workspace.images().len(), 1);
    // The numbers of files go on all the same.
    let multi = fixture("docker/20.10/multi.tar.gz");
    assert_eq!(crate::now::join(&mut workspace, &indexed("multi", &multi), &multi, 5), Ok(1..4));
    workspace.choose(1).unwrap();
    assert!(workspace.session().scan_jobs().iter().all(|job| job.plan.file == 5));
}

#[test]
fn the_index_of_an_archive_of_many_members_is_small() {
    let count = 20_000;
    let mut members: Vec<_> =
        (0..count).map(|n| (format!("usr/share/doc/package-{n}/copyright"), Vec::new())).collect();
    members.push(("etc/passwd".into(), Vec::new()));
    let index = indexed("rootfs", &pack(&members));
    assert!(index.len() < count * 80, "{} bytes", index.len());
}

#[test]
fn an_index_of_an_archive_that_is_cut_is_none() {
    let index = indexed("story", &fixture("docker/20.10/story.tar.gz"));
    for len in (0..index.len()).step_by(1 + index.len() / 3000) {
        assert_eq!(Archive::from_bytes(&index[..len]).unwrap_err().kind, Kind::Internal, "{len}");
    }
    assert_eq!(Archive::from_bytes(&[&index[..], b"0"].concat()).unwrap_err().kind, Kind::Internal);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_for_an_archive_break_the_workspace(
        garbage in prop::collection::vec(any::<u8>(), 0..300),
        keep in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
    ) {
        let story = fixture("docker/20.10/diary.export.tar.gz");
        let index = indexed("diary", &story);
        prop_assert!(Archive::from_bytes(&garbage).is_err());
        let mut bytes = index.clone();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let mixed = [&index[..keep.index(index.len())], &garbage].concat();
        for bytes in [bytes, mixed] {
            let mut workspace = Workspace::open("story", &story, &mut |_, _| {}).unwrap();
            let Ok(joined) = crate::now::join(&mut workspace, &bytes, &story, 0) else { continue };
            for image in joined {
                workspace.choose(image).unwrap();
                let _ = workspace.intake().scan_all(&story);
                let _ = (workspace.facts().opened(), workspace.facts().findings(), workspace.facts().image(), workspace.documents().members(0, 500));
                let archive = workspace.session().archive();
                for member in 0..archive.members.len() {
                    crate::now::touch(archive, &story, member);
                }
            }
        }
    }
}
