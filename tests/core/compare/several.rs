//! Versions of an image in one archive and in two, and what the command line says.

use super::*;

#[test]
fn versions_of_an_image_in_one_archive() {
    let archive = gunzip(&fixture("docker/20.10/multi.tar.gz"));
    // app:2, an untagged image below both, app:1.
    let found = beside(&archive, (2, 0), true);
    naive::check(&archive, &found, (2, 0));
    let comparison = &found.compared.comparison;
    assert_eq!((comparison.common, comparison.certain, comparison.rebuild), (2, true, Verdict::Different));
    let back = beside(&archive, (0, 2), true);
    naive::check(&archive, &back, (0, 2));
    let (there, here) = (comparison.files, back.compared.comparison.files);
    assert_eq!((there.added, there.removed, there.changed.paths), (here.removed, here.added, here.changed.paths));
    let itself = beside(&archive, (0, 0), true).compared.comparison;
    assert_eq!((itself.rebuild, itself.same, itself.certain), (Verdict::Identical, true, true));
}

#[test]
fn versions_of_an_image_in_two_archives() {
    let (story, rich) = (gunzip(&fixture("docker/20.10/story.tar.gz")), gunzip(&fixture("docker/20.10/rich.tar.gz")));
    let files = [story.as_slice(), rich.as_slice()];
    struct Files<'a>([&'a [u8]; 2]);
    impl layerscope::source::Sources for Files<'_> {
        fn open(&self, file: usize) -> std::io::Result<Box<dyn layerscope::source::ReadAt + '_>> {
            Ok(Box::new(self.0[file]))
        }
    }
    let mut workspace = Workspace::open("story.tar", &files[0], &mut |_, _| {}).unwrap();
    let right = workspace.images().len();
    crate::now::add(&mut workspace, "rich.tar", &files[1], 1).unwrap();
    let files = Files(files);
    workspace.choose(right).unwrap();
    workspace.intake().scan_all(&files).unwrap();
    workspace.intake().hash_all(&files);
    // The base is the same: what is known of it on the right is taken on its word until the left one is hashed itself.
    for job in workspace.comparing().jobs(0).unwrap() {
        assert_eq!(job.plan.file, 0);
        let buffer = crate::now::scan(&job.plan, &files);
        workspace.comparing().layer(job.layer, buffer).unwrap();
    }
    let quick = workspace.comparing().done().unwrap().comparison;
    assert!(!quick.certain && quick.common == 1);
    let compared = workspace.comparing().all(0, &files).unwrap();
    assert!(compared.comparison.certain);
    assert_eq!(compared.comparison.files.equal, quick.files.equal);
    let rows = workspace.comparing().rows(None, "", 0, usize::MAX).unwrap().rows;
    naive::check_trees(&naive::tree_of(&story, 0), &naive::tree_of(&rich, 0), &Beside { workspace, compared, rows });
}

#[test]
fn the_command_line_compares() {
    let multi = "docker/20.10/multi.tar.gz";
    let out = text(&inspect(&["compare", multi, "--image", "app:1:app:2"]));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], "left\tapp:1\t6e8129e629f7\t3 layers\t2042452 bytes");
    assert_eq!(lines[1], "right\tapp:2\t0609a9d10571\t3 layers\t2043453 bytes");
    assert_eq!(lines[2], "different; 2 layers in common");
    assert_eq!(lines[lines.len() - 2..], ["C\tsize,content\t30000 → 31000\t/blob", "C\tsize,content\t4 → 5\t/app"]);
    let json = text(&inspect(&["compare", multi, multi, "--image", "0:2", "--json"]));
    let value: Value = serde_json::from_str(&json).unwrap();
    // The second archive's images are counted from 0, too.
    assert_eq!((&value["left"], &value["right"], &value["certain"]), (&json!(0), &json!(5), &json!(true)));
    assert_eq!(value["files"]["changed"], json!({"paths": 2, "bytes": 30_004}));
    assert_eq!(value["rows"][0]["path"], "/blob");
    assert_eq!(inspect(&["compare", multi]).status.code(), Some(1), "which two of three?");
    assert_eq!(inspect(&["compare", multi, "--image", "0:9"]).status.code(), Some(1));
    assert_eq!(inspect(&["history", multi, "--dive"]).status.code(), Some(2));
}
