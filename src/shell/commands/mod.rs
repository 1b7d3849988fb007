//! The table of commands, and the call of one by its name.

mod attributes;
mod cd;
mod copy;
mod docker;
mod files;
mod find;
mod ls;
mod print;
mod stat;

use super::context::Context;

type Command = fn(&mut Context, &[Vec<u8>]) -> u8;

/// All commands, sorted by name.
const COMMANDS: [(&str, Command); 24] = [
    ("cat", print::cat),
    ("cd", cd::cd),
    ("chmod", attributes::chmod),
    ("chown", attributes::chown),
    ("cp", copy::cp),
    ("docker", docker::docker),
    ("du", stat::du),
    ("echo", print::echo),
    ("false", |_, _| 1),
    ("find", find::find),
    ("head", print::head),
    ("help", help),
    ("ln", files::ln),
    ("ls", ls::ls),
    ("mkdir", files::mkdir),
    ("mv", copy::mv),
    ("printf", print::printf),
    ("pwd", cd::pwd),
    ("readlink", stat::readlink),
    ("rm", files::rm),
    ("rmdir", files::rmdir),
    ("stat", stat::stat),
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

fn help(context: &mut Context, _: &[Vec<u8>]) -> u8 {
    context.print_line(format!("Layerscope's shell has: {}", list_of_all()).as_bytes());
    context.print_line(b"and: ; && || > >> 'quotes' \"quotes\" \\ $'\\n' * ? [a-z] ~");
    context.print_line(b"docker diff, docker commit, docker rm and docker cp concern this container.");
    0
}

/// Runs a command; returns its status.
pub(super) fn dispatch(context: &mut Context, name: &[u8], args: &[Vec<u8>]) -> u8 {
    let base = name.rsplit(|byte| *byte == b'/').next().unwrap_or(name);
    let folder = name.get(..name.len() - base.len()).unwrap_or_default();
    let known = COMMANDS.iter().find(|(known, _)| known.as_bytes() == base);
    match known.filter(|_| matches!(folder, b"" | b"/bin/" | b"/usr/bin/")) {
        Some((name, command)) => {
            context.name = name;
            command(context, args)
        }
        None => {
            let all = list_of_all();
            context.print_error(&[name, b": not part of Layerscope's shell. It has: ", all.as_bytes()].concat());
            127
        }
    }
}
