//! An operation → the command line that does the same.

use crate::container::{Op, PathBytes, Time};

/// Quotes bytes as one word of the shell: by the shlex crate, or as `$'…'` where bytes are no text or invisible.
pub fn quote(bytes: &[u8]) -> String {
    let plain = std::str::from_utf8(bytes)
        .ok()
        .filter(|text| crate::text::display(text.as_bytes()) == text.replace('\\', "\\\\"));
    let quoted = plain.and_then(|text| shlex::try_quote(text).ok());
    // shlex does not quote "~" and "#".
    match quoted {
        Some(word) if !word.starts_with(['~', '#']) => word.into_owned(),
        _ => {
            let mut word = String::from("$'");
            for byte in bytes {
                match byte {
                    b'\'' | b'\\' => word.extend(['\\', char::from(*byte)]),
                    b' '..=b'~' => word.push(char::from(*byte)),
                    byte => word.push_str(&format!("\\{byte:03o}")),
                }
            }
            word + "'"
        }
    }
}

/// A path as an operand: absolute, so that it is never a flag.
fn path(path: &PathBytes) -> String {
    let slash: &[u8] = if path.0.starts_with(b"/") { b"" } else { b"/" };
    quote(&[slash, &path.0].concat())
}

fn flag(set: bool, flag: &'static str) -> &'static str {
    if set { flag } else { "" }
}

fn at(time: &Option<Time>) -> String {
    time.map(|time| format!("-d @{} ", time.seconds)).unwrap_or_default()
}

/// The command line. An operation that writes content reads as `docker cp` of a file.
pub fn equivalent(op: &Op) -> String {
    match op {
        Op::Create { path: p, .. } => format!("touch {}", path(p)),
        Op::Write { path: p, content, .. } if content.is_empty() => format!("> {}", path(p)),
        Op::Write { path: p, .. } => format!("docker cp FILE {}", quote(&[b":", p.0.as_slice()].concat())),
        Op::Append { path: p, .. } => format!("cat FILE >> {}", path(p)),
        Op::Mkdir { path: p, parents, mode } => {
            let mode = mode.map(|mode| format!("-m {mode:o} ")).unwrap_or_default();
            format!("mkdir {}{mode}{}", flag(*parents, "-p "), path(p))
        }
        Op::Remove { path: p, recursive } => format!("rm {}{}", flag(*recursive, "-r "), path(p)),
        Op::Rmdir { path: p } => format!("rmdir {}", path(p)),
        Op::Rename { from, to } | Op::Move { from, to } => format!("mv {} {}", path(from), path(to)),
        Op::Chmod { path: p, mode } => format!("chmod {mode:o} {}", path(p)),
        Op::Chown { path: p, uid, gid, follow } => {
            let number = |id: &Option<u32>| id.map(|id| id.to_string()).unwrap_or_default();
            let group = if gid.is_some() { format!(":{}", number(gid)) } else { String::new() };
            format!("chown {}{}{group} {}", flag(!follow, "-h "), number(uid), path(p))
        }
        Op::Touch { path: p, time, create, follow } => {
            format!("touch {}{}{}{}", flag(!create && *follow, "-c "), flag(!follow, "-h "), at(time), path(p))
        }
        Op::Symlink { path: p, target } => {
            let dashes = flag(target.0.starts_with(b"-"), "-- ");
            format!("ln -s {dashes}{} {}", quote(&target.0), path(p))
        }
        Op::Link { path: p, target } => format!("ln {} {}", path(target), path(p)),
    }
}
