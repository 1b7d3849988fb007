//! `docker diff`, and the requests of `docker commit`, `docker rm` and `docker cp`: those need more than the file
//! system.

use crate::container::PathBytes;
use crate::shell::args::Args;
use crate::shell::context::Context;
use crate::shell::result::Intent;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub(super) fn docker(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let args = args.strip_prefix(&[b"container".to_vec()][..]).unwrap_or(args);
    match args.split_first().map(|(name, args)| (name.as_slice(), args)) {
        Some((b"diff", _)) => {
            let diff = context.diff();
            context.print(diff.as_bytes());
            0
        }
        Some((b"commit", args)) => commit(context, args),
        Some((b"rm", args)) => match Args::parse(args, "fv", &[("force", b'f'), ("volumes", b'v')]) {
            Ok(_) => {
                context.set_intent(Intent::Rm);
                0
            }
            Err(wrong) => context.usage(&wrong, "rm [-f] [CONTAINER]"),
        },
        Some((b"cp", args)) => copy(context, args),
        Some((name, _)) => context.error(
            "'",
            name,
            "' is not part of Layerscope's shell. It has: docker diff, docker commit, docker rm, docker cp",
        ),
        None => context
            .usage("", "diff | commit [-m MESSAGE] [-a AUTHOR] [-c CHANGE] [NAME] | rm | cp FILE :PATH | cp :PATH -"),
    }
}

fn commit(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let long = [("message", b'm'), ("author", b'a'), ("change", b'c'), ("pause", b'p')];
    let args = match Args::parse(args, "m:a:c:p", &long) {
        Ok(args) if args.operands.len() <= 2 => args,
        Ok(_) => {
            return context.usage("too many names", "commit [-m MESSAGE] [-a AUTHOR] [-c CHANGE] [[CONTAINER] NAME]");
        }
        Err(wrong) => return context.usage(&wrong, "commit [-m MESSAGE] [-a AUTHOR] [-c CHANGE] [[CONTAINER] NAME]"),
    };
    let value = |letter| args.value(letter).map(text).unwrap_or_default();
    context.set_intent(Intent::Commit {
        message: value('m'),
        author: value('a'),
        changes: args.values('c').map(text).collect(),
        name: args.operands.last().map(|name| text(name)),
    });
    0
}

/// The path in `CONTAINER:PATH`, for any name of the container.
fn inside(word: &[u8]) -> Option<&[u8]> {
    let at = word.iter().position(|byte| *byte == b':')?;
    let name = word.get(..at)?;
    (!name.contains(&b'/') && !name.starts_with(b".")).then(|| word.get(at + 1..)).flatten()
}

fn copy(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let usage = "cp FILE CONTAINER:PATH | CONTAINER:PATH FILE";
    let args = match Args::parse(args, "aqL", &[("archive", b'a'), ("quiet", b'q'), ("follow-link", b'L')]) {
        Ok(args) => args,
        Err(wrong) => return context.usage(&wrong, usage),
    };
    let [from, to] = args.operands.as_slice() else { return context.usage("", usage) };
    // Docker takes a container's paths from its root.
    let rooted = |path: &[u8]| if path.starts_with(b"/") { path.to_vec() } else { [b"/", path].concat() };
    match (inside(from), inside(to)) {
        (Some(path), None) => {
            let path = rooted(path);
            let found =
                context.view().find(&path, to != b"-").map(|dentry| (context.view().is_dir(&dentry), dentry.path));
            let (folder, clean) = match found {
                Ok(found) => found,
                Err(refusal) => return context.print_errno(&path, refusal.errno),
            };
            // A target directory of the person's computer gets the source's name.
            let last = |path: &[u8]| path.rsplit(|byte| *byte == b'/').next().unwrap_or_default().to_vec();
            let mut name = last(to);
            if matches!(name.as_slice(), b"" | b"." | b".." | b"-") {
                name = last(&clean);
            }
            let tar = folder || to == b"-";
            context.set_intent(Intent::CopyOut { path: PathBytes(clean), node: None, tar, name: text(&name) });
            0
        }
        (None, Some(_)) if from == b"-" => context.error("a tar from the standard input is not unpacked here", b"", ""),
        (None, Some(path)) => {
            let mut path = rooted(path);
            let file = from.rsplit(|byte| *byte == b'/').next().unwrap_or(from);
            if context.is_dir(&path) {
                let slash: &[u8] = if path.ends_with(b"/") { b"" } else { b"/" };
                path = [&path, slash, file].concat();
            } else if let Err(errno) = context.view().resolve(&path, true).map_err(|refusal| refusal.errno) {
                return context.print_errno(&path, errno);
            }
            context.set_intent(Intent::CopyIn { file: text(file), path: PathBytes(path) });
            0
        }
        (Some(_), Some(_)) => context.error("copying between containers is not supported", b"", ""),
        (None, None) => context.error("one of the two must be CONTAINER:PATH", b"", ""),
    }
}
