//! The same image in every form that tools write: the same answers.

use crate::support::{compress, fixture, gunzip, open, paths, top};
use layerscope::report::members_listing;
use layerscope::workspace::Workspace;

#[test]
fn skopeos_forms_hold_the_same_files_as_dockers() {
    for name in ["story", "rich"] {
        let bytes = fixture(&format!("docker/20.10/{name}.tar.gz"));
        let docker = open(&bytes, None);
        for form in ["docker-archive.tar.gz", "oci-gzip.tar", "oci-zstd.tar"] {
            let bytes = fixture(&format!("skopeo/1.9/{name}.{form}"));
            let other = open(&bytes, None);
            assert_eq!(top(&other), top(&docker), "{name}.{form}");
            // For an OCI archive skopeo writes another config.
            assert_eq!(other.image().id == docker.image().id, !form.starts_with("oci"), "{name}.{form}");
            assert_eq!(other.image().config.diff_ids, docker.image().config.diff_ids, "{name}.{form}");
        }
    }
}

#[test]
fn a_layout_with_dot_slash_names_opens() {
    let dotted = fixture("skopeo/1.9/story.oci-layout-dot-slash.tar");
    let docker = fixture("docker/20.10/story.tar.gz");
    assert_eq!(top(&open(&dotted, None)), top(&open(&docker, None)));
}

#[test]
fn buildahs_opaque_directory_hides_what_is_below() {
    let mut listings = Vec::new();
    for form in ["layers.docker-archive.tar.gz", "layers.oci.tar"] {
        let bytes = fixture(&format!("buildah/1.28/{form}"));
        let workspace = open(&bytes, None);
        let layers = workspace.image().layers.len();
        let top = paths(&workspace, layers - 1);
        assert!(top.contains(&"data/d/three".into()) && !top.contains(&"data/d/one".into()), "{form}: {top:?}");
        assert!(paths(&workspace, layers - 2).contains(&"data/d/one".into()), "{form}");
        listings.push(crate::support::top(&workspace));
    }
    assert_eq!(listings[0], listings[1], "both forms hold the same files");
}

#[test]
fn a_compressed_archive_is_the_plain_one() {
    for name in ["docker/20.10/rich.tar.gz", "docker/20.10/multi.tar.gz", "skopeo/1.9/rich.docker-archive.tar.gz"] {
        let packed = fixture(name);
        let plain = gunzip(&packed);
        let (a, b) = (open(&packed, None), open(&plain, None));
        assert_eq!(top(&a), top(&b), "{name}");
        assert_eq!(members_listing(a.session().archive()), members_listing(b.session().archive()), "{name}");
        assert_eq!((a.session().archive().codec.name(), b.session().archive().codec.name()), ("gzip", "none"));
    }
}

#[test]
fn whole_archives_in_every_compression_that_docker_load_takes() {
    let plain = gunzip(&fixture("sample/sample.tar.gz"));
    let wanted = open(&plain, None);
    for codec in ["xz", "bzip2", "zstd"] {
        let packed = compress(codec, &plain);
        let mut workspace = open(&packed, None);
        assert_eq!(workspace.session().archive().codec.name(), codec);
        assert_eq!(top(&workspace), top(&wanted), "{codec}");
        workspace.intake().hash_all(&packed);
        let verified =
            workspace.facts().image().layers.iter().all(|l| l.verify == layerscope::workspace::VerifyState::Ok);
        assert!(verified, "{codec}: {:?}", workspace.facts().image().layers);
        // Two streams one after the other are one archive, as `cat` makes them and parallel compressors do.
        let half = plain.len() / 2;
        let twice = [compress(codec, &plain[..half]), compress(codec, &plain[half..])].concat();
        assert_eq!(top(&open(&twice, None)), top(&wanted), "{codec}, two streams");
    }
}

#[test]
fn images_of_one_archive_are_told_apart_and_share_layers() {
    let bytes = fixture("docker/20.10/multi.tar.gz");
    let mut workspace = open(&bytes, Some("app:1"));
    let names: Vec<Vec<String>> = workspace.images().iter().map(|i| i.names.clone()).collect();
    assert_eq!(names, [vec!["app:2".to_owned()], vec![], vec!["app:1".to_owned()]]);
    let shared: Vec<usize> = workspace.facts().image().layers.iter().map(|l| l.shared_with.len()).collect();
    assert_eq!(shared, [2, 1, 0]);
    // The layers of app:1 need no second reading for app:2: only its own top layer is left.
    workspace.choose(0).unwrap();
    assert_eq!(workspace.session().scan_jobs().iter().map(|j| j.layer).collect::<Vec<_>>(), [2]);
    workspace.intake().scan_all(&bytes).unwrap();
    assert!(workspace.session().complete());
    assert_eq!(top(&workspace), top(&open(&bytes, Some("app:2"))));
}

#[test]
fn buffers_may_come_in_any_order() {
    let bytes = fixture("docker/20.10/rich.tar.gz");
    let wanted = open(&bytes, None);
    let mut workspace = Workspace::open("rich", &bytes, &mut |_, _| {}).unwrap();
    let mut jobs = workspace.session().scan_jobs();
    jobs.reverse();
    for job in &jobs {
        assert!(!workspace.session().complete());
        let buffer = crate::now::scan(&job.plan, &bytes);
        workspace.intake().add_layer(job.layer, buffer).unwrap();
    }
    assert!(workspace.session().complete());
    assert_eq!(top(&workspace), top(&wanted));
    assert_eq!(workspace.facts().image(), wanted.facts().image());
}

#[test]
fn plans_survive_the_way_to_another_worker() {
    let bytes = fixture("skopeo/1.9/rich.docker-archive.tar.gz");
    let workspace = open(&bytes, None);
    for layer in &workspace.image().layers {
        let plan = layer.plan.as_ref().unwrap();
        assert_eq!(&layerscope::archive::Plan::from_bytes(&plan.to_bytes().unwrap()).unwrap(), plan);
    }
}
