//! Copy-up, whiteouts, opaque directories, renames, hard links, errors: case by case.

use super::*;
use layerscope::container::Errno::{self, *};

fn base() -> Vec<Layer> {
    vec![
        Layer::new().dir("etc").file("etc/passwd", "root").dir("data").file("data/one", "11111").file("data/two", "22"),
        Layer::new()
            .file("big", &"b".repeat(1000))
            .symlink("link", "data")
            .symlink("loop", "loop")
            .hardlink("same", "big"),
    ]
}

#[test]
fn one_mode_bit_copies_the_whole_file_up_and_its_folders() {
    let mut on = On::new(base());
    assert_eq!(
        on.told(chmod("/etc/passwd", 0o600)),
        ["CopyUp etc of 0 0", "CopyUp etc/passwd of 0 4", "Changed etc/passwd 4"]
    );
    assert_eq!(on.upper(), ["etc/", "etc/passwd"]);
    assert_eq!(on.diff(), ["C /etc", "C /etc/passwd"]);
    assert_eq!(on.told(append("/big", 1)), ["CopyUp big of 1 1000", "Changed big 1001"]);
    let stat = on.container.view(on.workspace.tree()).lookup(b"/same", true).unwrap();
    assert_eq!((stat.size, stat.layer), (1000, Some(1)), "the other name stays as it was");
    assert_eq!(on.told(write("/etc/passwd", 0)), ["Changed etc/passwd 0"]);
}

#[test]
fn deleting_hides_and_frees_nothing_below() {
    let mut on = On::new(base());
    assert_eq!(on.told(unlink("/data/one")), ["CopyUp data of 0 0", "Whiteout data/one of 0 5"]);
    assert_eq!(on.told(remove("/data")), ["Removed data 0", "Whiteout data of 0 7"]);
    assert_eq!(on.upper(), ["data (whiteout)"]);
    assert_eq!(on.diff(), ["D /data"]);
    assert_eq!(on.told(mkdir("/data")), ["Created data 0", "Opaque data of 0 7"]);
    assert_eq!(on.upper(), ["data/ opaque"]);
    assert_eq!(on.diff(), ["C /data", "D /data/one", "D /data/two"]);
    assert_eq!(on.told(write("/data/new", 9)), ["Created data/new 9"]);
    assert_eq!(on.told(unlink("/data/new")), ["Removed data/new 9"]);
    assert_eq!(on.upper(), ["data/ opaque"]);
}

#[test]
fn what_is_only_above_goes_without_a_trace() {
    let mut on = On::new(base());
    on.done(mkdir("/new"));
    on.done(write("/new/f", 3));
    assert_eq!(on.upper(), ["new/", "new/f"]);
    assert_eq!(on.diff(), ["A /new", "A /new/f"]);
    assert_eq!(on.told(remove("/new")), ["Removed new 3"]);
    assert_eq!((on.upper(), on.diff()), (vec![], vec![]));
}

#[test]
fn renames_copy_up_and_leave_whiteouts_and_lower_directories_refuse() {
    let mut on = On::new(base());
    assert_eq!(
        on.told(rename("/big", "/etc/big")),
        ["CopyUp big of 1 1000", "CopyUp etc of 0 0", "Renamed etc/big 1000", "Whiteout big of 1 1000"]
    );
    assert_eq!(on.upper(), ["big (whiteout)", "etc/", "etc/big"]);
    assert_eq!(on.diff(), ["D /big", "C /etc", "A /etc/big"]);
    assert_eq!(on.apply(rename("/data", "/d2")).unwrap_err().errno, EXDEV);
    on.done(Op::Move { from: path("/data"), to: path("/d2") });
    assert!(on.seen().iter().any(|p| p == "d2/two") && !on.seen().iter().any(|p| p == "data"));
    on.done(rename("/d2", "/d3"));
    assert_eq!(on.upper(), ["big (whiteout)", "d3/ opaque", "d3/one", "d3/two", "data (whiteout)", "etc/", "etc/big"]);
}

#[test]
fn hard_links_share_one_inode_and_parents_links_are_followed() {
    let mut on = On::new(base());
    on.done(link("/link/hard", "/etc/passwd"));
    on.done(append("/etc/passwd", 6));
    let view = on.container.view(on.workspace.tree());
    let stat = view.lookup(b"data/hard", true).unwrap();
    assert_eq!((stat.size, stat.links), (10, 2));
    assert_eq!(on.upper(), ["data/", "data/hard", "etc/", "etc/passwd"]);
}

#[test]
fn errors_are_the_kernels_and_nothing_is_half_done() {
    let long = "n".repeat(256);
    let deep = "/d".repeat(2100);
    let cases: Vec<(Op, Errno)> = vec![
        (write("/none/x", 1), ENOENT),
        (write("/etc/passwd/x", 1), ENOTDIR),
        (write("/etc", 1), EISDIR),
        (write("/loop", 1), ELOOP),
        (write(&long, 1), ENAMETOOLONG),
        (write(&deep, 1), ENAMETOOLONG),
        (mkdir("/etc"), EEXIST),
        (mkdir("/"), EEXIST),
        (unlink("/etc"), EISDIR),
        (unlink("/none"), ENOENT),
        (unlink("/big/"), ENOTDIR),
        (remove("/"), EBUSY),
        (Op::Rmdir { path: path("/data") }, ENOTEMPTY),
        (Op::Rmdir { path: path("/big") }, ENOTDIR),
        (rename("/big", "/etc"), EISDIR),
        (rename("/etc", "/big"), ENOTDIR),
        (rename("/etc", "/etc/x"), EINVAL),
        (rename("/etc/passwd", "/etc/."), EBUSY),
        (rename("/etc", "/"), EBUSY),
        (rename("/etc/passwd", "/"), EBUSY),
        (rename("/etc/passwd", "/none/x"), ENOENT),
        (link("/x", "/etc"), EPERM),
        (link("/big", "/etc/passwd"), EEXIST),
        (symlink("/link", "x"), EEXIST),
        (symlink("/x", ""), ENOENT),
        (chmod("/loop", 0o777), ELOOP),
        (Op::Create { path: path("/big"), mode: None, exclusive: true }, EEXIST),
        (Op::Mkdir { path: path("/big/x/y"), parents: true, mode: None }, ENOTDIR),
    ];
    for (op, errno) in cases {
        let mut on = On::new(base());
        let before = on.container.upper().digest();
        assert_eq!(on.apply(op.clone()).unwrap_err().errno, errno, "{op:?}");
        assert_eq!(on.container.upper().digest(), before, "{op:?}");
        assert!(!on.container.end_step());
    }
}

#[test]
fn steps_are_taken_back_and_again() {
    let mut on = On::new(base());
    let mut digests = vec![on.container.upper().digest()];
    for op in [remove("/data"), mkdir("/data"), write("/data/x", 4), rename("/data/x", "/big"), link("/y", "/big")] {
        on.done(op);
        assert!(on.container.end_step());
        digests.push(on.container.upper().digest());
    }
    for digest in digests.iter().rev().skip(1) {
        assert!(on.container.undo());
        assert_eq!(&on.container.upper().digest(), digest);
    }
    assert!(!on.container.undo());
    for digest in digests.iter().skip(1) {
        assert!(on.container.redo());
        assert_eq!(&on.container.upper().digest(), digest);
    }
    assert!(on.container.reset());
    assert!(on.container.upper().is_empty());
    assert!(on.container.undo());
    assert_eq!(on.container.upper().digest(), digests[5]);
}
