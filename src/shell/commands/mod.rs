//! The commands by name.

mod attributes;
mod copy;
mod files;
mod find;
mod inspect;
mod print;

use super::run::Run;
use super::{docker, list};

type Command = fn(&mut Run, &[Vec<u8>]) -> u8;

/// All, by name.
const COMMANDS: [(&str, Command); 24] = [
    ("cat", print::cat),
    ("cd", inspect::cd),
    ("chmod", attributes::chmod),
    ("chown", attributes::chown),
    ("cp", copy::cp),
    ("docker", docker::docker),
    ("du", inspect::du),
    ("echo", print::echo),
    ("false", |_, _| 1),
    ("find", find::find),
    ("head", print::head),
    ("help", help),
    ("ln", files::ln),
    ("ls", list::ls),
    ("mkdir", files::mkdir),
    ("mv", copy::mv),
    ("printf", print::printf),
    ("pwd", inspect::pwd),
    ("readlink", inspect::readlink),
    ("rm", files::rm),
    ("rmdir", files::rmdir),
    ("stat", inspect::stat),
    ("touch", attributes::touch),
    ("true", |_, _| 0),
];

/// Names of all commands, sorted.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    COMMANDS.iter().map(|(name, _)| *name)
}

fn list_of_all() -> String {
    names().collect::<Vec<_>>().join(" ")
}

fn help(run: &mut Run, _: &[Vec<u8>]) -> u8 {
    run.print_line(format!("Layerscope's shell has: {}", list_of_all()).as_bytes());
    run.print_line(b"and: ; && || > >> 'quotes' \"quotes\" \\ $'\\n' * ? [a-z] ~");
    run.print_line(b"docker diff, docker commit, docker rm and docker cp concern this container.");
    0
}

/// Runs one command; its status.
pub(super) fn run(run: &mut Run, name: &[u8], args: &[Vec<u8>]) -> u8 {
    let base = name.rsplit(|byte| *byte == b'/').next().unwrap_or(name);
    let folder = name.get(..name.len() - base.len()).unwrap_or_default();
    let known = COMMANDS.iter().find(|(known, _)| known.as_bytes() == base);
    match known.filter(|_| matches!(folder, b"" | b"/bin/" | b"/usr/bin/")) {
        Some((name, command)) => {
            run.name = name;
            command(run, args)
        }
        None => {
            let all = list_of_all();
            run.complain(&[name, b": not part of Layerscope's shell. It has: ", all.as_bytes()].concat());
            127
        }
    }
}

/// The last name of a path, slashes behind it left out.
fn base_name(path: &[u8]) -> &[u8] {
    let path = trimmed(path);
    path.rsplit(|byte| *byte == b'/').next().filter(|name| !name.is_empty()).unwrap_or(path)
}

/// Without slashes at its end, but never empty.
fn trimmed(path: &[u8]) -> &[u8] {
    let end = path.iter().rposition(|byte| *byte != b'/').map_or(1, |at| at + 1);
    path.get(..end).unwrap_or(path)
}

/// A name in a folder, both as they were typed.
fn joined(folder: &[u8], name: &[u8]) -> Vec<u8> {
    let slash: &[u8] = if folder.ends_with(b"/") { b"" } else { b"/" };
    [folder, slash, name].concat()
}
