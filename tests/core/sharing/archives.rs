//! Several archives side by side: each one's images, members and bytes are its own, and a file that is not an archive harms no other.

use super::both;
use crate::support::{OLD, fixture, open, top};
use layerscope::container::Time;
use layerscope::problem::Kind;
use layerscope::report::merged_listing;
use layerscope::source::{ReadAt, Sources};
use layerscope::workspace::{Commit, LayerState, VerifyState, Workspace};
use std::io;

/// The opened files, by number.
pub struct Files(pub Vec<Vec<u8>>);

impl Sources for Files {
    fn open(&self, file: usize) -> io::Result<Box<dyn ReadAt + '_>> {
        self.0.get(file).map(|file| Box::new(file.as_slice()) as _).ok_or_else(|| io::Error::other("no such file"))
    }
}

#[test]
fn each_image_is_read_from_its_own_file() {
    let (mut workspace, bytes) = both(["story", "multi"]);
    let files = Files(bytes.to_vec());
    let names: Vec<_> =
        workspace.facts().opened().images.iter().map(|i| (i.index, i.names.join(","), i.file.clone())).collect();
    let told = |index: usize, name: &str, file: &str| (index, name.to_owned(), file.to_owned());
    assert_eq!(
        names,
        [told(0, "layers:v2", "story"), told(1, "app:2", "multi"), told(2, "", "multi"), told(3, "app:1", "multi")]
    );
    for (image, alone) in [(0, open(&bytes[0], None)), (1, open(&bytes[1], None)), (3, open(&bytes[1], Some("app:1")))]
    {
        workspace.choose(image).unwrap();
        workspace.intake().scan_all(&files).unwrap();
        workspace.intake().hash_all(&files);
        assert_eq!(top(&workspace), top(&alone));
        assert_eq!(workspace.documents().inspect(OLD), alone.documents().inspect(OLD));
        let info = workspace.facts().image();
        assert!(info.layers.iter().all(|l| l.state == LayerState::Ready && l.verify == VerifyState::Ok));
        // The answers on the archive are those on this image's archive.
        let (mine, other) = (workspace.facts().opened(), alone.facts().opened());
        assert_eq!(
            (mine.members, mine.file_size, mine.form, mine.codec),
            (other.members, other.file_size, other.form, other.codec)
        );
        assert_eq!(workspace.documents().members(0, 99), alone.documents().members(0, 99));
        assert_eq!(workspace.facts().findings(), alone.facts().findings());
        let node = workspace.tree().find(b"bin/busybox").unwrap();
        let way = |of: &Workspace| of.ways().content(of.tree().find(b"bin/busybox").unwrap(), 0, 0).unwrap();
        let (got, problem) = crate::now::read(&way(&workspace), &files, 0, 4096);
        assert!(
            problem.is_none() && got == crate::now::read(&way(&alone), &bytes[usize::from(image > 0)], 0, 4096).0,
            "{node}"
        );
    }
    // Both archives have the base: it counts as shared, and is scanned once per file.
    workspace.choose(0).unwrap();
    assert_eq!(workspace.facts().layer(0).unwrap().shared_with, ["app:2", "96b48b931c67", "app:1"]);
}

#[test]
fn an_archive_joins_and_indices_stay() {
    let files =
        Files(vec![fixture("docker/20.10/story.tar.gz"), b"typed".to_vec(), fixture("docker/20.10/multi.tar.gz")]);
    let mut workspace = open(&files.0[0], None);
    let run = workspace.containers().run(None).unwrap();
    workspace.containers().choose(Some(run)).unwrap();
    let now = Time { seconds: 1_700_000_000, nanos: 0 };
    let first =
        workspace.containers().commit(&Commit { name: Some("own:1".into()), ..Commit::default() }, now).unwrap();
    assert_eq!(first, 1);
    crate::now::add(&mut workspace, "multi", &files.0[2], 2).unwrap();
    let opened = workspace.facts().opened();
    let names: Vec<_> = opened.images.iter().map(|i| i.names.join(",")).collect();
    assert_eq!(names, ["layers:v2", "own:1", "app:2", "", "app:1"]);
    assert_eq!((opened.chosen, opened.file.as_str()), (0, "image.tar"), "the shown image stays");
    assert_eq!(opened.images[1].file, "image.tar", "what was committed stands on the first archive");
    // A container on an image of the second archive, and its commit, read back.
    workspace.choose(4).unwrap();
    workspace.intake().scan_all(&files).unwrap();
    workspace.intake().hash_all(&files);
    let run = workspace.containers().run(None).unwrap();
    workspace.containers().choose(Some(run)).unwrap();
    let committed =
        workspace.containers().commit(&Commit { name: Some("own:2".into()), ..Commit::default() }, now).unwrap();
    assert_eq!(committed, 5);
    workspace.choose(committed).unwrap();
    workspace.intake().scan_all(&files).unwrap();
    workspace.intake().hash_all(&files);
    assert_eq!(workspace.facts().opened().file, "multi");
    assert_eq!(merged_listing(workspace.tree(), 2), top(&open(&files.0[2], Some("app:1"))));
    let mut saved = Vec::new();
    crate::now::write_parts(&workspace.all_images().save(committed).unwrap(), &files, &mut |bytes| {
        saved.extend_from_slice(bytes);
        true
    })
    .unwrap();
    let again = open(&saved, Some("own:2"));
    assert_eq!(top(&again), top(&workspace));
}

#[test]
fn a_file_that_is_no_archive_is_told_and_loses_nobody() {
    let story = fixture("docker/20.10/story.tar.gz");
    let broken = b"no archive at all".to_vec();
    let named = |list: &[(&'static str, bool)]| -> Result<Workspace, _> {
        let files: Vec<(&str, &dyn ReadAt)> =
            list.iter().map(|(name, sound)| (*name, if *sound { &story } else { &broken } as &dyn ReadAt)).collect();
        Workspace::open_all(&files, &mut |_, _| {})
    };
    for list in [[("a", true), ("b", false)], [("b", false), ("a", true)]] {
        let mut workspace = named(&list).unwrap();
        let files = Files(list.iter().map(|(_, sound)| if *sound { story.clone() } else { broken.clone() }).collect());
        workspace.intake().scan_all(&files).unwrap();
        assert_eq!(top(&workspace), top(&open(&story, None)));
        let opened = workspace.facts().opened();
        assert_eq!((opened.images.len(), opened.file.as_str()), (1, "a"));
        assert_eq!(opened.problems.len(), 1);
        let problem = &opened.problems[0].problem;
        assert_eq!((problem.kind, problem.file.as_deref()), (Kind::NotAnArchive, Some("b")));
        assert_eq!(workspace.facts().findings()[0].problem.problem.file.as_deref(), Some("b"));
    }
    let none = named(&[("b", false), ("c", false)]).err().unwrap();
    assert_eq!((none.kind, none.file.as_deref()), (Kind::NotAnArchive, Some("b")));
    assert_eq!(named(&[]).err().unwrap().kind, Kind::NotFound);
    let mut workspace = named(&[("a", true)]).unwrap();
    assert_eq!(crate::now::add(&mut workspace, "late", &broken, 1).unwrap_err().kind, Kind::NotAnArchive);
    assert_eq!(workspace.facts().opened().problems[0].problem.file.as_deref(), Some("late"));
    assert_eq!(workspace.images().len(), 1);
}

#[test]
fn only_what_describes_images_joins_when_it_may_be_anything() {
    let story = fixture("docker/20.10/story.tar.gz");
    let mut workspace = open(&story, None);
    let export = fixture("docker/20.10/story.container.export.tar.gz");
    for (name, bytes) in [("export", &export), ("text", &b"no archive at all".to_vec())] {
        assert_eq!(crate::now::index(name, bytes, true), Ok(None), "{name}");
    }
    let multi = fixture("docker/20.10/multi.tar.gz");
    let found = crate::now::index("multi", &multi, true).unwrap().unwrap();
    assert_eq!(crate::now::join(&mut workspace, &found, &multi, 2), Ok(1..4));
    assert_eq!(workspace.facts().opened().images.len(), 4);
}
