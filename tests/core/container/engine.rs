//! The commands of the fixtures' containers, done again: Docker's own `docker diff`, and the layer that its commit made.

use super::*;
use crate::support::{fixture, fixture_text, gunzip};

fn path_op(op: &str, name: &str) -> Op {
    serde_json::from_value(serde_json::json!({ "op": op, "path": name })).unwrap()
}

#[test]
fn the_story_told_again_is_dockers() {
    let archive = gunzip(&fixture("docker/20.10/story.tar.gz"));
    let rm = remove;
    let mkdirs = |name: &str| Op::Mkdir { path: path(name), parents: true, mode: None };
    let chown = Op::Chown { path: path("/tmp"), uid: Some(1000), gid: Some(1000), follow: true };
    let story: [(usize, &str, Vec<Op>); 3] = [
        (0, "first", vec![write("/root/one.txt", 4), write("/etc/motd", 6)]),
        (
            1,
            "second",
            vec![
                write("/root/two.txt", 4),
                unlink("/root/one.txt"),
                rm("/usr/share/doc"),
                chmod("/etc/passwd", 0o600),
                mkdirs("/opt/x"),
                symlink("/opt/x/pw", "/etc/passwd"),
                rename("/bin/tail", "/bin/tail2"),
            ],
        ),
        (
            2,
            "container",
            vec![
                write("/root/three.txt", 6),
                unlink("/root/two.txt"),
                append("/etc/motd", 5),
                mkdir("/var/cache"),
                rm("/opt"),
                path_op("touch", "/bin/busybox"),
                chown,
            ],
        ),
    ];
    for (height, name, ops) in story {
        let mut w = open(&archive, None);
        let made = |w: &Workspace, layer: usize| -> Vec<String> {
            let change = |node: layerscope::tree::NodeId| Some((node, w.tree().change_in(layer, node)?));
            let nodes = w.tree().node_ids().skip(1).filter_map(change);
            let mut lines: Vec<String> = nodes
                .map(|(node, change)| {
                    // The engine puts its placeholders into /etc before the container runs: its time is another.
                    let letter = if w.tree().path(node) == b"etc" { 'b' } else { change.letter() };
                    format!("{letter} {}", String::from_utf8_lossy(&w.tree().path(node)))
                })
                .collect();
            lines.sort();
            lines
        };
        let docker = (height < 2).then(|| made(&w, height + 1));
        let id = w.containers().run(Some(height)).unwrap();
        w.containers().choose(Some(id)).unwrap();
        assert_eq!(w.shown_mut().apply(&ops, at(1_900_000_000)).unwrap().refusal, None);
        let mut wanted: Vec<String> =
            fixture_text(&format!("docker/20.10/story.{name}.diff.txt")).lines().map(str::to_owned).collect();
        wanted.sort();
        let mut ours: Vec<String> = w.shown().diff().iter().map(|d| d.line()).collect();
        ours.sort();
        assert_eq!(ours, wanted, "{name}");
        if let Some(docker) = docker {
            assert_eq!(made(&w, height + 1), docker, "{name}");
        }
    }
}
