//! Command lines that advice rewrites: flags on the program they belong to, and joined RUNs that do what they did apart, as a
//! real shell says.

use super::advised::{archive_of, big, built};
use crate::builder::Image;
use crate::support::{Layer, open};
use layerscope::image::sha256_digest;
use serde_json::json;

/// The advice on two RUNs of which the second removes the files of the first.
fn joined(first: &str, second: &str) -> String {
    joined_in(None, &[first, second])
}

fn joined_in(shell: Option<&str>, commands: &[&str]) -> String {
    let mut layers = vec![Layer::new().file("d/f", &big(9)).bytes()];
    layers.extend((2..commands.len()).map(|at| Layer::new().file(&format!("{at}"), "").bytes()));
    layers.push(Layer::new().file(".wh.d", "").bytes());
    let image = Image { layers, ..Image::reference() }.configured(|config| {
        let words = shell.map(|shell| format!("{} ", shell.replace(['"', ','], ""))).unwrap_or_default();
        let shell = shell.map(|shell| json!({ "created_by": format!("SHELL [{shell}]"), "empty_layer": true }));
        let run = |command: &&str| json!({ "created_by": format!("RUN {words}{command}") });
        config["history"] = shell.into_iter().chain(commands.iter().map(run)).collect();
    });
    let digests: Vec<String> = image.layers.iter().map(|layer| sha256_digest(layer)).collect();
    let image = image.configured(|config| config["rootfs"]["diff_ids"] = json!(digests));
    open(&archive_of(&image), None).session_mut().waste().advice()[0].into.clone()
}

/// The advice on the files that one RUN left.
fn alone(command: &str, left: &str) -> String {
    built(vec![(&*format!("RUN {command}"), Layer::new().file(left, &big(50)))]).session_mut().waste().advice()[0]
        .into
        .clone()
}

#[test]
fn a_flag_is_of_the_program_that_it_belongs_to() {
    let pycache = |command: &str| alone(command, "lib/__pycache__/a.pyc");
    let find = " && \\\n    find / -xdev -name __pycache__ -type d -prune -exec rm -rf {} +";
    for (command, wanted) in [
        ("pip install x", "pip install --no-compile x"),
        (
            "apt-get install -y python3-pip && pip install x",
            "apt-get install -y python3-pip && pip install --no-compile x",
        ),
        (
            "pip install a && pip3 install b && npm install && /opt/bin/pip3.11 -q install c",
            "pip install --no-compile a && pip3 install --no-compile b && npm install && /opt/bin/pip3.11 -q install --no-compile c",
        ),
        ("pip install --no-compile a && pip install b", "pip install --no-compile a && pip install --no-compile b"),
        ("cd /x; A=1 sudo pip --proxy p install .", "cd /x; A=1 sudo pip --proxy p install --no-compile ."),
        ("if true; then pip install x; fi", "if true; then pip install --no-compile x; fi"),
        ("python3 -m pip install x", "python3 -m pip install --no-compile x"),
        // In a text it is no command, and another command's word is not asked of this program.
        ("echo 'pip install' && a install", &*format!("echo 'pip install' && a install{find}")),
        ("pip download install", &*format!("pip download install{find}")),
        ("pip list && apt-get install x", &*format!("pip list && apt-get install x{find}")),
        ("pip install --no-compile x", &*format!("pip install --no-compile x{find}")),
    ] {
        assert_eq!(pycache(command), format!("RUN {wanted}"), "{command}");
    }
    let apk = |command: &str| alone(command, "var/cache/apk/x");
    let rm = " && \\\n    rm -rf /var/cache/apk/*";
    for (command, wanted) in [
        ("apk update && apk add -q a", "apk add --no-cache -q a"),
        ("apk --update add a", "apk --update add --no-cache a"),
        ("apk add --no-cache a && apk add b", "apk add --no-cache a && apk add --no-cache b"),
        ("apk update; apk add a", "apk add --no-cache a"),
        ("myapk update && apk add a", "myapk update && apk add --no-cache a"),
        ("my apk add a", &*format!("my apk add a{rm}")),
        ("apk add a && apk upgrade", &*format!("apk add a && apk upgrade{rm}")),
        // Without the update another command would run.
        ("a || apk update && apk add b", &*format!("( a || apk update && apk add b ){rm}")),
    ] {
        assert_eq!(apk(command), format!("RUN {wanted}"), "{command}");
    }
    let docs = |command: &str| alone(command, "usr/share/doc/a");
    assert_eq!(
        docs("apt-get update && npm install x"),
        "RUN apt-get update && npm install x && \\\n    rm -rf /usr/share/doc"
    );
    let guarded = docs("apt-get -y install x || true");
    assert!(guarded.ends_with("01-exclude && \\\n    ( apt-get -y install x || true )"), "{guarded}");
    let lists = alone("apt-get update && npm install", "var/lib/apt/lists/a");
    assert!(lists.ends_with("apt-get update && npm install && \\\n    apt-get install …"), "{lists}");
}

/// The archive is mounted: what removed it is left out, and nothing else.
#[test]
fn only_the_removal_of_the_archive_goes() {
    let into = |command: &str| {
        let archive = Layer::new().file("opt/a.tar.gz", &big(60));
        let gone = Layer::new().file("opt/.wh.a.tar.gz", "");
        built(vec![("COPY a.tar.gz /opt/a.tar.gz", archive), (&*format!("RUN {command}"), gone)])
            .session_mut()
            .waste()
            .advice()[0]
            .into
            .clone()
    };
    let mount = |rest: &str| format!("RUN --mount=type=bind,source=a.tar.gz,target=/opt/a.tar.gz \\\n    {rest}");
    assert_eq!(into("tar -xf /opt/a.tar.gz && rm /opt/a.tar.gz"), mount("tar -xf /opt/a.tar.gz"));
    assert_eq!(
        into("cd /opt && tar -xf a.tar.gz && rm -f a.tar.gz && make"),
        mount("cd /opt && tar -xf a.tar.gz && make")
    );
    assert_eq!(into("tar -xf /opt/a.tar.gz; rm /opt/a.tar.gz; make"), mount("tar -xf /opt/a.tar.gz; make"));
    for kept in [
        "tar -xf /opt/a.tar.gz && rm /opt/a.tar.gz && rm /etc/motd",
        "tar -xf /opt/a.tar.gz && rm /opt/a.tar.gz /etc/motd",
        "tar -xf /opt/a.tar.gz || rm /opt/a.tar.gz",
        "echo 'a && rm /opt/a.tar.gz' && mv /opt/a.tar.gz /x",
    ] {
        assert_eq!(into(kept), "", "{kept}");
    }
}

#[test]
fn what_a_run_leaves_in_its_shell_does_not_reach_the_next() {
    for (first, second, wanted) in [
        ("cd sub && make", "rm -rf sub", "( cd sub && make ) && \\\n    rm -rf sub"),
        ("A=1 make", "rm -rf sub", "A=1 make && \\\n    rm -rf sub"),
        ("export A=1 && make", "rm -rf sub", "( export A=1 && make ) && \\\n    rm -rf sub"),
        ("exec make", "rm -rf sub", "( exec make ) && \\\n    rm -rf sub"),
        ("a", "b || true", "a && \\\n    ( b || true )"),
        ("a", "b; c", "a && \\\n    ( b; c )"),
        ("a", "b | c", "a && \\\n    b | c"),
        ("a || true", "b", "( a || true ) && \\\n    b"),
        ("a", "set -eux; b; c", "a && \\\n    ( set -eux; b; c )"),
        ("make CFLAGS='-O2 && #' \"a;b\"", "b", "make CFLAGS='-O2 && #' \"a;b\" && \\\n    b"),
        // `set -e` has no effect before `&&`.
        ("set -eux; a; b", "c", ""),
        ("{ set -e; a; b; }", "c", ""),
        ("trap 'echo no' EXIT; a", "c", ""),
        ("a & b", "c", ""),
        ("a", "b & c", ""),
        ("a 'b", "c", ""),
    ] {
        let wanted = if wanted.is_empty() { String::new() } else { format!("RUN {wanted}") };
        assert_eq!(joined(first, second), wanted, "{first}, {second}");
    }
    let strict = |first, second| joined_in(Some("\"/bin/bash\", \"-ec\""), &[first, second]);
    assert_eq!(strict("a && b", "c"), "RUN a && b && \\\n    c");
    assert_eq!(strict("a; b", "c"), "");
    let foreign = joined_in(Some("\"pwsh\", \"-Command\""), &["a", "b"]);
    assert_eq!(foreign, "");
    // The same shell goes on to the command after it.
    let docs = |command: &str| alone(command, "usr/share/doc/a");
    let rm = " && \\\n    rm -rf /usr/share/doc";
    assert_eq!(docs("set -eux; a; b"), format!("RUN set -eux; a; b{rm}"));
    assert_eq!(docs("a || b"), format!("RUN ( a || b ){rm}"));
    assert_eq!(docs("exit 0"), format!("RUN ( exit 0 ){rm}"));
    assert_eq!(docs("set -e; for i in a b; do c; d; done"), "");
}

/// Whatever advice joins does what it did apart: each command of each RUN writes down where it is and what it sees.
#[cfg(unix)]
#[test]
fn joined_runs_do_what_they_did_apart() {
    use std::fs;
    use std::path::Path;
    use std::process::Command;

    let run = |folder: &Path, commands: &[String]| {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder.join("sub/sub")).unwrap();
        let log = folder.join("log");
        let mut runs = commands.iter().map(|command| {
            Command::new("sh")
                .args(["-c", command])
                .current_dir(folder)
                .env("LOG", &log)
                .output()
                .unwrap()
                .status
                .success()
        });
        let done = runs.all(|done| done);
        (done, fs::read_to_string(&log).unwrap_or_default())
    };
    let says = "pwd >>$LOG; echo \"$A $(umask) $-\" >>$LOG";
    let commands: Vec<String> = [
        "true",
        "false",
        "cd sub",
        "cd sub && false",
        "cd sub; true",
        "export A=1",
        "A=2",
        "A=3 true",
        "umask 077",
        "exit 0",
        "exit 3",
        "exec true",
        "set -e; false; true",
        "set -e; true",
        "set -ex && false",
        "false || true",
        "true || false",
        "false; true",
        "true; false",
        "! true",
        "! false",
        "false | true",
        "true | false",
        "if false; then true; fi",
        "{ cd sub; A=4; }",
        "{ set -e; false; true; }",
        "( cd sub; false )",
        "for A in 1 2; do false; done",
        "f() { false; }; f || A=6",
        "eval A=7",
        ": ${A:=8}",
        "trap 'echo gone >>$LOG' EXIT",
        "true && false || cd sub",
        "case x in x) false;; esac",
        "set -- 1 2; A=$#",
        "[ -d sub ] && cd sub",
    ]
    .iter()
    .flat_map(|command| [format!("true && {says}; {command}"), format!("echo x >>$LOG && {command}")])
    .collect();
    let folder = std::env::temp_dir().join(format!("layerscope-lines-{}", std::process::id()));
    let mut shown = 0;
    for (at, first) in commands.iter().enumerate() {
        // Each as the first, and as the second, with a third of another kind.
        let second = &commands[(at * 7 + 3) % commands.len()];
        let last = [says.to_owned(), "pwd >>$LOG".into(), "false; pwd >>$LOG".into(), "false || pwd >>$LOG".into()];
        for commands in last.iter().map(|last| vec![first, last]).chain([vec![first, second, &last[at % 4]]]) {
            let apart: Vec<String> = commands.iter().map(|command| (*command).clone()).collect();
            let words: Vec<&str> = commands.iter().map(|command| command.as_str()).collect();
            let into = joined_in(None, &words);
            let Some(line) = into.strip_prefix("RUN ") else { continue };
            shown += 1;
            assert_eq!(run(&folder, &[line.to_owned()]), run(&folder, &apart), "{line}");
        }
    }
    let _ = fs::remove_dir_all(&folder);
    assert!(shown > 200, "{shown} were shown");
}
