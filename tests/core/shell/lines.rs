//! Quoting, redirections, undo and completion, by hand.

use super::Session;
use crate::support::{Layer, image};
use layerscope::container::{ContentPiece, EffectKind, Op, PathBytes};
use layerscope::shell::{Intent, equivalent, quote};
use proptest::prelude::*;

fn story() -> Session {
    Session::on("docker/20.10/story.tar.gz")
}

#[test]
fn a_line_is_one_step_and_tells_what_it_did() {
    let mut session = story();
    assert_eq!(session.workspace.shown().cwd(), "/");
    let before = session.digest();
    let done = session.exec("cd /etc; echo hello >> motd && rm passwd; mkdir /new");
    assert_eq!((done.status, done.cwd.as_str(), &done.text[..]), (0, "/etc", &b"hello\n"[..]));
    let copied =
        done.applied.effects.iter().filter(|effect| effect.what == EffectKind::CopyUp).map(|e| e.path.as_str());
    assert_eq!(copied.collect::<Vec<_>>(), ["/etc", "/etc/motd"]);
    assert!(done.applied.effects.iter().any(|e| e.what == EffectKind::Whiteout && e.path == "/etc/passwd"));
    assert_eq!(done.applied.container.unwrap().undo, 1);
    assert_eq!(session.text("docker diff"), "C /etc\nC /etc/motd\nD /etc/passwd\nA /new\n");
    assert_eq!(session.text("cat motd"), "hello\nhello\n");
    session.workspace.shown_mut().undo().unwrap();
    assert_eq!(session.digest(), before);
    session.exec("ls; cat motd; rm nothing");
    assert_eq!(session.workspace.containers().list()[0].undo, 0, "what only reads is no step");
}

#[test]
fn each_container_has_a_place_of_its_own_and_begins_in_the_working_directory() {
    let mut session = Session::on("docker/20.10/rich.tar.gz");
    assert_eq!(session.workspace.shown().cwd(), "/data");
    session.exec("cd a");
    let second = session.workspace.containers().run(None).unwrap();
    session.workspace.containers().choose(Some(second)).unwrap();
    assert_eq!(session.workspace.shown().cwd(), "/data");
    session.workspace.containers().choose(Some(0)).unwrap();
    assert_eq!(session.workspace.shown().cwd(), "/data/a");
    session.workspace.containers().choose(None).unwrap();
    assert_eq!(session.workspace.shown().cwd(), "/");
    assert!(session.workspace.shown_mut().exec("ls", crate::container::at(0), 1).is_err());
}

#[test]
fn what_is_no_part_of_it_says_so_by_name_and_does_nothing() {
    let mut session = story();
    let before = session.digest();
    let cases = [
        (
            "sed -i s/a/b/ x",
            127,
            "sed: not part of Layerscope's shell. It has: cat cd chmod chown cp docker du echo false find ",
        ),
        ("rm -r /etc | cat", 2, "sh: |: not part of Layerscope's shell; quote it to mean the characters\n"),
        ("rm -r /etc; echo $HOME", 2, "sh: $: not part of"),
        ("rm -r /etc; echo \"$HOME\"", 2, "sh: $: not part of"),
        ("rm -r /etc &", 2, "sh: &: not part of"),
        ("rm -r /etc 2> x", 2, "sh: 2>: not part of"),
        ("cat < /etc/motd", 2, "sh: <: not part of"),
        ("rm -r /etc; docker commit x; ls", 2, "sh: docker commit: must stand last in the line\n"),
        ("docker run x", 1, "docker: 'run' is not part of Layerscope's shell. It has: docker diff, docker commit"),
        ("echo 'a", 2, "sh: syntax error: unterminated quoted string\n"),
        ("echo >", 2, "sh: syntax error: a file name is missing behind >\n"),
        ("cat", 1, "cat: nothing is typed into a command here: name a file\n"),
        ("mkdir x; sed x", 127, "sed: not part"),
    ];
    for (line, status, said) in cases {
        let (bytes, ours) = session.run(line);
        let text = String::from_utf8(bytes).unwrap();
        assert!(ours == status && text.starts_with(said), "{line}: {ours} {text}");
        if !line.starts_with("mkdir") {
            assert_eq!(session.digest(), before, "{line}");
        }
    }
    assert!(session.run(&format!("echo {}", "x".repeat(70_000))).1 == 2);
}

#[test]
fn docker_commands_become_intents() {
    let mut session = story();
    let mut intent = |line: &str| session.exec(line).intent;
    let commit = |message: &str, author: &str, changes: &[&str], name: Option<&str>| Intent::Commit {
        message: message.into(),
        author: author.into(),
        changes: changes.iter().map(|change| (*change).into()).collect(),
        name: name.map(str::to_owned),
    };
    assert_eq!(intent("docker commit"), Some(commit("", "", &[], None)));
    assert_eq!(
        intent("touch /x && docker commit -m 'a b' --author=me -c 'ENV A=b' --change 'CMD [\"x\"]' me/it:1"),
        Some(commit("a b", "me", &["ENV A=b", "CMD [\"x\"]"], Some("me/it:1")))
    );
    assert_eq!(intent("docker commit this it:2"), Some(commit("", "", &[], Some("it:2"))));
    assert_eq!(intent("docker rm -f this"), Some(Intent::Rm));
    let copy_in = |path: &str| Some(Intent::CopyIn { file: "a.txt".into(), path: PathBytes::from(path) });
    assert_eq!(intent("docker cp ./dir/a.txt this:/etc"), copy_in("/etc/a.txt"));
    assert_eq!(intent("docker cp a.txt :root/b"), copy_in("/root/b"));
    intent("ln -s ../etc/motd /opt/way");
    let mut out = |line: &str| match intent(line) {
        Some(Intent::CopyOut { path, node, tar, name }) => {
            let path = String::from_utf8(path.0).unwrap();
            assert_eq!(node.is_some(), path != "opt/way/x");
            (path, tar, name)
        }
        other => panic!("{line}: {other:?}"),
    };
    assert_eq!(out("docker cp this:/etc/motd ."), ("etc/motd".into(), false, "motd".into()));
    assert_eq!(out("docker cp this:/etc/motd /tmp/other.txt"), ("etc/motd".into(), false, "other.txt".into()));
    assert_eq!(out("docker cp this:/etc/motd -"), ("etc/motd".into(), true, "motd".into()));
    assert_eq!(out("docker cp this:/opt/way ."), ("etc/motd".into(), false, "motd".into()), "a link is followed");
    assert_eq!(out("docker cp this:/opt/way -"), ("opt/way".into(), true, "way".into()), "but into a tar");
    assert_eq!(out("docker cp this:/etc/ ./"), ("etc".into(), true, "etc".into()));
    assert_eq!(intent("docker cp - this:/etc"), None);
    assert_eq!(intent("docker cp this:/nothing ."), None);
    assert_eq!(intent("docker cp a.txt this:/nothing/x"), None);
}

#[test]
fn what_the_system_refuses_is_said_as_a_shell_says_it() {
    let mut session = Session::of(image(vec![
        Layer::new().dir("d").file("d/f", "x").symlink("one", "two").symlink("two", "one").file("other", "").bytes(),
    ]));
    let long = "n".repeat(256);
    let deep = "/d".repeat(2100);
    let before = session.digest();
    for (line, said) in [
        ("mkdir d", "mkdir: can't create directory 'd': File exists"),
        ("ln other d/f", "ln: d/f: File exists"),
        ("ln -s x d/f", "ln: d/f: File exists"),
        ("cat d/f/x", "cat: can't open 'd/f/x': Not a directory"),
        ("rmdir d/f", "rmdir: 'd/f': Not a directory"),
        ("touch d/f/x", "touch: d/f/x: Not a directory"),
        ("echo x > d/f/x", "sh: can't create d/f/x: nonexistent directory"),
        ("cat none", "cat: can't open 'none': No such file or directory"),
        ("mv none d", "mv: can't rename 'none': No such file or directory"),
        ("rm none/x", "rm: can't remove 'none/x': No such file or directory"),
        ("cat one", "cat: can't open 'one': Too many levels of symbolic links"),
        ("chmod 600 two", "chmod: two: Too many levels of symbolic links"),
        ("touch one/x", "touch: one/x: Too many levels of symbolic links"),
        (&*format!("touch {long}"), &*format!("touch: {long}: File name too long")),
        (&*format!("mkdir {long}"), &*format!("mkdir: can't create directory '{long}': File name too long")),
        (&*format!("echo x > {long}"), &*format!("sh: can't create {long}: File name too long")),
        (&*format!("rm {deep}"), &*format!("rm: can't stat '{deep}': File name too long")),
        ("rm d", "rm: 'd' is a directory"),
        ("rmdir d", "rmdir: 'd': Directory not empty"),
        ("mv d d/x", "mv: can't rename 'd': Invalid argument"),
    ] {
        let (text, status) = session.run(line);
        let text = String::from_utf8(text).unwrap();
        assert_eq!((text.trim_end(), status), (said, 1), "{line}");
        assert_eq!(session.digest(), before, "{line}");
    }
    // The shell makes the file of a redirection before it finds that the command does not exist.
    assert_eq!(session.run("nothing-of-that-name").1, 127);
    assert_eq!(session.digest(), before);
}

#[test]
fn content_is_read_where_it_is_and_copied_without_bytes() {
    let big = "0123456789\n".repeat(200_000);
    let mut session = Session::of(image(vec![Layer::new().file("big", &big).bytes()]));
    let (shown, status) = session.run("cat big");
    let shown = String::from_utf8(shown).unwrap();
    assert_eq!(status, 0);
    assert!(
        shown.starts_with(&big[..1 << 20])
            && shown.ends_with("cat: only the first 1048576 of 2200000 bytes are shown here\n")
    );
    assert_eq!(session.text("head -n 2 big; head -c 3 big"), "0123456789\n0123456789\n012");
    let done = session.exec("cp big copy; cat big copy > both; echo end >> both");
    assert_eq!(done.text, b"end\n");
    let view = session.workspace.shown().container().unwrap().view(session.workspace.tree());
    let content = view.content(b"/both").unwrap();
    assert_eq!(view.lookup(b"/both", true).unwrap().size, 4_400_004);
    assert!(matches!(
        content[..],
        [ContentPiece::Lower { .. }, ContentPiece::Lower { .. }, ContentPiece::File { file: 1, offset: 0, len: 4 }]
    ));
    assert!(session.text("head -n 1 big > x").contains("only the whole"));
    assert_eq!(session.text("find / -size +4000k; du -k /both"), "/both\n4300\t/both\n");
}

#[test]
fn menu_actions_read_as_lines_that_do_the_same() {
    let path = |text: &str| PathBytes::from(text);
    let odd = path("/tmp/it's a \\ $x *");
    let ops = vec![
        (Op::Mkdir { path: odd.clone(), parents: false, mode: Some(0o700) }, r#"mkdir -m 700 "#),
        (Op::Create { path: path("/tmp/-x"), mode: None, exclusive: true }, "touch /tmp/-x"),
        (Op::Symlink { path: path("/tmp/l"), target: path("-n o") }, "ln -s -- '-n o' /tmp/l"),
        (Op::Link { path: path("/tmp/h"), target: path("/etc/motd") }, "ln /etc/motd /tmp/h"),
        (Op::Chmod { path: path("/etc/passwd"), mode: 0o4755 }, "chmod 4755 /etc/passwd"),
        (Op::Chown { path: path("/tmp/l"), uid: Some(5), gid: Some(6), follow: false }, "chown -h 5:6 /tmp/l"),
        (Op::Move { from: path("/etc"), to: odd.clone() }, "mv /etc "),
        (
            Op::Rename { from: path("/tmp/h"), to: PathBytes(b"/tmp/caf\xe9\n".to_vec()) },
            "mv /tmp/h $'/tmp/caf\\351\\012'",
        ),
        (Op::Remove { path: odd, recursive: true }, "rm -r "),
        (Op::Rmdir { path: path("/var/log") }, "rmdir /var/log"),
    ];
    let (mut by_menu, mut by_line) = (story(), story());
    for (op, begins) in ops {
        let line = equivalent(&op);
        assert!(line.starts_with(begins), "{line}");
        if let Op::Move { from, to } = &op {
            // As a line it moves into the directory that is there; the page moves to a new name.
            let into = [to.0.as_slice(), b"/etc"].concat();
            let op = Op::Move { from: from.clone(), to: PathBytes(into) };
            assert_eq!(
                by_menu.workspace.shown_mut().apply(&[op], crate::container::at(1_795_496_400)).unwrap().refusal,
                None
            );
        } else {
            let done = by_menu
                .workspace
                .shown_mut()
                .apply(std::slice::from_ref(&op), crate::container::at(1_795_496_400))
                .unwrap();
            assert_eq!(done.refusal, None, "{line}");
        }
        assert_eq!(by_line.run(&line), (vec![], 0), "{line}");
        assert_eq!(by_line.digest(), by_menu.digest(), "{line}");
    }
}

#[test]
fn the_tab_key_offers_names_that_are_there() {
    let mut session = Session::on("docker/20.10/rich.tar.gz");
    let offered = |session: &Session, line: &str| {
        let completion = session.workspace.shown().complete_line(line, line.len());
        (completion.from, completion.candidates)
    };
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    assert_eq!(offered(&session, "ch"), (0, words(&["chmod", "chown"])));
    assert_eq!(offered(&session, "ls; rmd"), (4, words(&["rmdir"])));
    assert_eq!(offered(&session, "ls a/"), (3, words(&["a/becomesdir/", "a/keep/", "a/opaque/", "a/tofile"])));
    assert_eq!(offered(&session, "cat types/with"), (4, words(&["'types/with space'"])));
    assert_eq!(offered(&session, "cat 'types/with s"), (4, words(&["'types/with space'"])));
    assert_eq!(offered(&session, "cat types/ca"), (4, words(&["$'types/caf\\351'", "types/capable"])));
    assert_eq!(offered(&session, "echo > /et"), (7, words(&["/etc/"])));
    assert_eq!(offered(&session, "ls nothing/"), (3, vec![]));
    session.run("touch /data/-x");
    assert_eq!(offered(&session, "rm -"), (3, words(&["./-x"])));
    assert_eq!(session.run("rm ./-x && ls ./-x").1, 1);
}

proptest! {
    /// shlex is the judge of quotes where a line has no more than them.
    #[test]
    fn words_are_those_of_shlex(line in r#"[a-c \\'"]{0,24}"#) {
        let mut session = Session::of(image(vec![Layer::new().file("x", "").bytes()]));
        // A backslash or quote at the very end is taken literally or refused, differently by each shell.
        prop_assume!(!line.ends_with('\\'));
        let (said, status) = session.run(&format!("printf '[%s]' x {line}"));
        match shlex::split(&line) {
            None => prop_assert_eq!(status, 2),
            Some(words) => {
                let expected: String = std::iter::once("x".to_owned()).chain(words).map(|word| format!("[{word}]")).collect();
                prop_assert_eq!(String::from_utf8_lossy(&said), expected);
            }
        }
    }

    /// Whatever its bytes, a quoted word is read as itself; no line makes it panic.
    #[test]
    fn what_is_quoted_is_read_back(bytes in prop::collection::vec(1u8..=255, 1..24), line in "[ -~]{0,40}") {
        let mut session = Session::of(image(vec![Layer::new().file("x", "").bytes()]));
        let done = session.exec(&format!("printf %s {} > /out", quote(&bytes)));
        prop_assert_eq!((done.status, done.text), (0, bytes));
        session.exec(&line);
        session.workspace.shown().complete_line(&line, line.len() / 2);
    }
}
