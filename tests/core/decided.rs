//! Only files whose hash decides something are hashed with their layer: every answer on an image is the one that all hashes give.

use crate::compare::two;
use crate::support::{Layer, fixture, image, open};
use layerscope::image::sha256_digest;
use layerscope::tree::{NodeId, Tree};
use layerscope::view::PathHistory;
use layerscope::workspace::{Job, Workspace};
use serde_json::json;

/// With the hashes that the page asks for.
fn decided(bytes: &[u8]) -> Workspace {
    let mut workspace = open(bytes, None);
    for Job { layer, plan, files, proven, .. } in workspace.session().hash_jobs() {
        assert!(!proven);
        let (digests, contents) = crate::now::hash(&plan, &bytes, &files);
        workspace.intake().set_contents(layer, contents);
        workspace.intake().set_digests(layer, digests);
    }
    assert!(workspace.tree().undecided().iter().all(Vec::is_empty));
    workspace
}

/// With all.
fn known(bytes: &[u8]) -> Workspace {
    let mut workspace = open(bytes, None);
    workspace.intake().hash_all(&bytes);
    workspace
}

fn lives(workspace: &Workspace) -> Vec<PathHistory> {
    let top = workspace.tree().layers() - 1;
    workspace.tree().node_ids().map(|node| workspace.facts().life(node, top).unwrap()).collect()
}

fn hashed(tree: &Tree) -> usize {
    tree.version_ids().filter(|id| tree.stored(*id) > 0 && tree.content_hash(tree.version(*id)).is_some()).count()
}

#[test]
fn some_hashes_tell_what_all_tell() {
    let twins = image(vec![
        Layer::new().file("a", "twin").file("alone", "no other has this size").file("empty", "").bytes(),
        Layer::new().file("b", "twin").file("c", "other!").file("d", "four").bytes(),
    ]);
    let mut spared = 0;
    for (name, bytes) in [
        ("rich", fixture("docker/20.10/rich.tar.gz")),
        ("story", fixture("docker/20.10/story.tar.gz")),
        ("multi", fixture("docker/20.10/multi.tar.gz")),
        ("zstd", fixture("skopeo/1.9/rich.oci-zstd.tar")),
        ("twins", twins),
    ] {
        let (mut some, mut all) = (decided(&bytes), known(&bytes));
        let (few, many) = (hashed(some.tree()), hashed(all.tree()));
        spared += many - few;
        assert_eq!(format!("{:?}", some.facts().image()), format!("{:?}", all.facts().image()), "{name}");
        assert_eq!(format!("{:?}", some.facts().findings()), format!("{:?}", all.facts().findings()), "{name}");
        assert_eq!(
            format!("{:?}", some.session_mut().waste().info()),
            format!("{:?}", all.session_mut().waste().info()),
            "{name}"
        );
        assert_eq!(
            format!("{:?}", some.session_mut().waste().advice()),
            format!("{:?}", all.session_mut().waste().advice()),
            "{name}"
        );
        assert_eq!(
            some.session_mut().waste().duplicates(0, 1000),
            all.session_mut().waste().duplicates(0, 1000),
            "{name}"
        );
        assert_eq!(lives(&some), lives(&all), "{name}");
    }
    assert!(spared > 3, "{spared}: nothing was spared");
}

#[test]
fn a_sum_is_shown_once_it_is_asked_for_and_that_of_nothing_is_refused() {
    let bytes = image(vec![Layer::new().dir("d/").file("f", "f").hardlink("link", "f").bytes()]);
    let mut workspace = open(&bytes, None);
    let node = |workspace: &Workspace, path: &[u8]| workspace.tree().find(path).unwrap();
    let (dir, file, link) = (node(&workspace, b"d"), node(&workspace, b"f"), node(&workspace, b"link"));
    let sum = sha256_digest(b"f")["sha256:".len()..].to_owned();
    assert!(workspace.intake().learn_sum(dir, 0, &sum).is_err());
    assert!(workspace.intake().learn_sum(file, 1, &sum).is_err());
    assert!(workspace.intake().learn_sum(file, 0, "xyz").is_err());
    assert!(workspace.intake().learn_sum(file, 0, &sum[1..]).is_err());
    let shown =
        |workspace: &Workspace, node: NodeId| workspace.facts().life(node, 0).unwrap().versions[0].sha256.clone();
    assert_eq!(shown(&workspace, file), None);
    workspace.intake().learn_sum(link, 0, &sum).unwrap();
    assert_eq!((shown(&workspace, file), shown(&workspace, link)), (Some(sum.clone()), Some(sum)));
    assert_eq!(shown(&workspace, dir), None);
}

#[test]
fn what_two_images_share_is_not_hashed_for_their_comparison() {
    let base = Layer::new().file("one", "a size of its own").file("two", "another one's size").bytes();
    let top = Layer::new().file("new", "new").file("moved", "another one's size").bytes();
    let archive = two((std::slice::from_ref(&base), json!({})), (&[base.clone(), top], json!({})));
    let mut workspace = Workspace::open("two.tar", &archive, &mut |_, _| {}).unwrap();
    workspace.choose(1).unwrap();
    workspace.intake().scan_all(&archive).unwrap();
    for Job { layer, plan, files, .. } in workspace.session().hash_jobs() {
        let (digests, contents) = crate::now::hash(&plan, &archive, &files);
        workspace.intake().set_contents(layer, contents);
        workspace.intake().set_digests(layer, digests);
    }
    for job in workspace.comparing().jobs(0).unwrap() {
        workspace.comparing().layer(job.layer, crate::now::scan(&job.plan, &archive)).unwrap();
    }
    workspace.comparing().done().unwrap();
    for (left, job) in workspace.comparing().hash_jobs() {
        // Of the base, only what has the size of something in the new layer.
        assert!(job.files.len() <= 1, "{left} {:?}", job.files);
        let (digests, contents) = crate::now::hash(&job.plan, &archive, &job.files);
        match left {
            true => workspace.comparing().digests(job.layer, Some(digests), contents),
            false => drop(workspace.intake().set_contents(job.layer, contents)),
        }
    }
    let found = workspace.comparing().done().unwrap().comparison;
    assert_eq!((found.certain, found.files.added.paths, found.files.equal), (true, 2, 2));
    let one = workspace.tree().version_in(workspace.tree().find(b"one").unwrap(), 0).unwrap();
    assert_eq!(workspace.tree().content_hash(one), None);
}

#[test]
fn a_file_moves_between_two_places_of_one_shared_layer() {
    let base = Layer::new().file("old", "the same bytes").file("new", "the same bytes").bytes();
    let (left, right) = (Layer::new().file(".wh.new", "").bytes(), Layer::new().file(".wh.old", "").bytes());
    let archive = two((&[base.clone(), left], json!({})), (&[base, right], json!({})));
    let found = crate::compare::beside(&archive, (0, 1), true);
    let comparison = &found.compared.comparison;
    assert_eq!((comparison.files.moved.paths, comparison.certain), (1, true));
    assert_eq!(found.rows[0].from.as_deref(), Some("/old"));
}

#[test]
fn another_image_may_decide_more_of_a_layer_that_is_proven() {
    let base = Layer::new().file("one", "of this size").bytes();
    let top = Layer::new().file("one", "of that size").bytes();
    let archive = two((std::slice::from_ref(&base), json!({})), (&[base.clone(), top], json!({})));
    let mut workspace = Workspace::open("two.tar", &archive, &mut |_, _| {}).unwrap();
    for (image, wanted) in [(1, vec![(0, false, 1), (1, false, 1)]), (0, vec![(0, false, 0)]), (1, vec![])] {
        workspace.choose(image).unwrap();
        workspace.intake().scan_all(&archive).unwrap();
        let jobs = workspace.session().hash_jobs();
        let told: Vec<_> = jobs.iter().map(|job| (job.layer, job.proven, job.files.len())).collect();
        assert_eq!(told, wanted, "image {image}");
        for Job { layer, plan, files, .. } in jobs {
            let (digests, contents) = crate::now::hash(&plan, &archive, &files);
            workspace.intake().set_contents(layer, contents);
            workspace.intake().set_digests(layer, digests);
        }
    }
}
