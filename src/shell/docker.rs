//! `docker diff`, and what `docker commit`, `docker rm` and `docker cp` ask of the caller: those need more than the file system.

use super::args::Args;
use super::parse::Word;
use super::run::Run;
use crate::container::PathBytes;
use crate::tree::NodeId;
use serde::Serialize;

/// What the caller has to do with the container, the line being done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(tag = "do", rename_all = "camelCase")]
pub enum Intent {
    /// `docker commit`.
    Commit {
        /// `--message`; "" = not given.
        message: String,
        /// `--author`; "" = not given.
        author: String,
        /// `--change`, an instruction each.
        changes: Vec<String>,
        /// The new image's tag.
        name: Option<String>,
    },
    /// `docker rm` of this container.
    Rm,
    /// `docker cp FILE CONTAINER:PATH`: an upload becomes the content of a path.
    CopyIn {
        /// Name of the file on the person's disk.
        file: String,
        /// Path of the content.
        path: PathBytes,
    },
    /// `docker cp CONTAINER:PATH …`.
    CopyOut {
        /// The copied path.
        path: PathBytes,
        /// The same, where the tree knows it.
        node: Option<NodeId>,
        /// As a tar: a directory, or anything to `-`.
        tar: bool,
        /// Name of the file to write.
        name: String,
    },
}

/// It becomes an intent.
pub(super) fn is_for_later(words: &[Word]) -> bool {
    let mut words = words.iter().map(Word::bytes);
    words.next().is_some_and(|word| word == b"docker")
        && words
            .find(|word| word != b"container")
            .is_some_and(|word| matches!(word.as_slice(), b"commit" | b"rm" | b"cp"))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub(super) fn docker(run: &mut Run, args: &[Vec<u8>]) -> u8 {
    let args = args.strip_prefix(&[b"container".to_vec()][..]).unwrap_or(args);
    match args.split_first().map(|(name, args)| (name.as_slice(), args)) {
        Some((b"diff", _)) => {
            let diff = run.diff();
            run.print(diff.as_bytes());
            0
        }
        Some((b"commit", args)) => commit(run, args),
        Some((b"rm", args)) => match Args::parse(args, "fv", &[("force", b'f'), ("volumes", b'v')]) {
            Ok(_) => {
                run.intend(Intent::Rm);
                0
            }
            Err(wrong) => run.usage(&wrong, "rm [-f] [CONTAINER]"),
        },
        Some((b"cp", args)) => copy(run, args),
        Some((name, _)) => run.error(
            "'",
            name,
            "' is not part of Layerscope's shell. It has: docker diff, docker commit, docker rm, docker cp",
        ),
        None => {
            run.usage("", "diff | commit [-m MESSAGE] [-a AUTHOR] [-c CHANGE] [NAME] | rm | cp FILE :PATH | cp :PATH -")
        }
    }
}

fn commit(run: &mut Run, args: &[Vec<u8>]) -> u8 {
    let long = [("message", b'm'), ("author", b'a'), ("change", b'c'), ("pause", b'p')];
    let args = match Args::parse(args, "m:a:c:p", &long) {
        Ok(args) if args.operands.len() <= 2 => args,
        Ok(_) => return run.usage("too many names", "commit [-m MESSAGE] [-a AUTHOR] [-c CHANGE] [[CONTAINER] NAME]"),
        Err(wrong) => return run.usage(&wrong, "commit [-m MESSAGE] [-a AUTHOR] [-c CHANGE] [[CONTAINER] NAME]"),
    };
    let value = |letter| args.value(letter).map(text).unwrap_or_default();
    run.intend(Intent::Commit {
        message: value('m'),
        author: value('a'),
        changes: args.values('c').map(text).collect(),
        name: args.operands.last().map(|name| text(name)),
    });
    0
}

/// The path in `CONTAINER:PATH`, whatever the container is called.
fn inside(word: &[u8]) -> Option<&[u8]> {
    let at = word.iter().position(|byte| *byte == b':')?;
    let name = word.get(..at)?;
    (!name.contains(&b'/') && !name.starts_with(b".")).then(|| word.get(at + 1..)).flatten()
}

fn copy(run: &mut Run, args: &[Vec<u8>]) -> u8 {
    let usage = "cp FILE CONTAINER:PATH | CONTAINER:PATH FILE";
    let args = match Args::parse(args, "aqL", &[("archive", b'a'), ("quiet", b'q'), ("follow-link", b'L')]) {
        Ok(args) => args,
        Err(wrong) => return run.usage(&wrong, usage),
    };
    let [from, to] = args.operands.as_slice() else { return run.usage("", usage) };
    // Docker takes paths in a container from its root.
    let rooted = |path: &[u8]| if path.starts_with(b"/") { path.to_vec() } else { [b"/", path].concat() };
    match (inside(from), inside(to)) {
        (Some(path), None) => {
            let path = rooted(path);
            let found = run.view().find(&path, to != b"-").map(|spot| (run.view().is_dir(&spot), spot.path));
            let (folder, clean) = match found {
                Ok(found) => found,
                Err(refusal) => return run.refused(&path, refusal.errno),
            };
            // Into a directory of the person's computer goes what has the same name as here.
            let last = |path: &[u8]| path.rsplit(|byte| *byte == b'/').next().unwrap_or_default().to_vec();
            let mut name = last(to);
            if matches!(name.as_slice(), b"" | b"." | b".." | b"-") {
                name = last(&clean);
            }
            let tar = folder || to == b"-";
            run.intend(Intent::CopyOut { path: PathBytes(clean), node: None, tar, name: text(&name) });
            0
        }
        (None, Some(_)) if from == b"-" => run.error("a tar from the standard input is not unpacked here", b"", ""),
        (None, Some(path)) => {
            let mut path = rooted(path);
            let file = from.rsplit(|byte| *byte == b'/').next().unwrap_or(from);
            if run.is_dir(&path) {
                let slash: &[u8] = if path.ends_with(b"/") { b"" } else { b"/" };
                path = [&path, slash, file].concat();
            } else if let Err(errno) = run.view().resolve(&path, true).map_err(|refusal| refusal.errno) {
                return run.refused(&path, errno);
            }
            run.intend(Intent::CopyIn { file: text(file), path: PathBytes(path) });
            0
        }
        (Some(_), Some(_)) => run.error("copying between containers is not supported", b"", ""),
        (None, None) => run.error("one of the two must be CONTAINER:PATH", b"", ""),
    }
}
