//! The same lines in busybox and here: `tests/fixtures/make-shell.sh` recorded its answers.

use super::Session;
use crate::support::fixture;

/// Where Layerscope's shell says something else, and why.
const OTHERWISE: &[(&str, &str)] = &[
    ("ls -ln links", "a link's other name was deleted in a higher layer: overlay still counts it"),
    ("ls -l a/keep", "the fixture has no /etc/group, and this shell calls 0 root in any image"),
    ("ls -l /data/../data/a/keep", "the same"),
    ("cat -n a/keep/one", "cat has no -n: what it prints is read by the page, piece by piece"),
    ("mkdir -p a/tofile/x", "busybox names the part of the path that it was at"),
    ("mv -T a/keep dup", "busybox tries to remove the directory, and this shell to rename"),
    ("chown bob a/tofile", "only numbers and root are known, and that is said"),
    ("chown 1:bob a/tofile", "the same"),
    ("find a -name one -delete; ls a/keep", "Debian's busybox has no -delete"),
    ("find links -follow -type f", "no -follow"),
    ("nothing", "says what there is instead"),
    ("nothing && echo no; echo yes", "the same"),
    ("rm types/caf*; ls types | head -n 2", "no pipes"),
];

struct Case {
    line: String,
    said: String,
    status: u8,
}

fn cases() -> Vec<Case> {
    let text = String::from_utf8_lossy(&fixture("shell/busybox.txt")).into_owned();
    let mut cases = Vec::new();
    let mut rest = text.strip_prefix("$ ").unwrap();
    loop {
        let (line, behind) = rest.split_once('\n').unwrap();
        let (said, behind) = behind.split_once("\n= ").or_else(|| Some(("", behind.strip_prefix("= ")?))).unwrap();
        let (status, behind) = behind.split_once('\n').unwrap();
        cases.push(Case { line: line.into(), said: said.into(), status: status.parse().unwrap() });
        match behind.strip_prefix("$ ") {
            Some(more) => rest = more,
            None => return cases,
        }
    }
}

/// The part of the output that both have in common: no usage texts, no numbers of lines in a script, names as busybox shows them without a locale.
fn plain(line: &str, said: &str) -> String {
    let said = said.replace("cd: line 1: ", "cd: ").replace("sh: line 1: ", "sh: ");
    let end = said.find("BusyBox v").or_else(|| said.find("Usage: ")).unwrap_or(said.len());
    let mut said = said[..end].to_owned();
    if line.contains("ls") {
        // A question mark for each byte that is no ASCII.
        let shown = |byte: u8| if byte.is_ascii() { char::from(byte) } else { '?' };
        said = said.replace("\\351", "?").bytes().map(shown).collect();
    }
    if line.contains("find") {
        said = said.replace("\\000", "\0");
        let end = if line.contains("print0") { '\0' } else { '\n' };
        let mut lines: Vec<&str> = said.split(end).collect();
        lines.sort_unstable();
        said = lines.join("\n");
    }
    said.trim_end_matches('\n').to_owned()
}

#[test]
fn lines_print_what_busybox_prints() {
    let mut session = Session::on("docker/20.10/rich.tar.gz");
    let empty = session.digest();
    let (mut wrong, mut same) = (Vec::new(), 0);
    for Case { line, said, status } in cases() {
        let (bytes, ours) = session.run(&line);
        let ours_said = String::from_utf8_lossy(&bytes).into_owned();
        let expected = OTHERWISE.iter().find(|(other, _)| *other == line);
        match (plain(&line, &ours_said) == plain(&line, &said) && ours == status, expected) {
            (true, None) => same += 1,
            (false, Some(_)) => {}
            (true, Some(_)) => wrong.push(format!("{line}\n  is listed as different and is not")),
            (false, None) => {
                wrong.push(format!("$ {line}\n--- busybox {status}\n{said}\n--- here {ours}\n{ours_said}"))
            }
        }
        // Each line begins in a fresh container, in /data.
        session.workspace.shown_mut().reset().unwrap();
        session.run("cd /data");
        assert_eq!(session.digest(), empty, "{line}");
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), wrong.len() + same, wrong.join("\n"));
    assert!(same >= 250, "{same} lines");
}
