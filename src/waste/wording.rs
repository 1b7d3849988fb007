//! What stands in the Dockerfile, as far as history tells it, and what to write instead.

use super::patterns::Kind;
use crate::limits::ADVICE_TEXT;

/// One finding, ready to be worded.
pub(super) struct Case<'t> {
    pub kind: Kind,
    /// The instruction of the layer that stores most of it.
    pub made: &'t str,
    /// The one that killed it.
    pub ended: Option<&'t str>,
    /// The folder that all of it is in, or the largest path.
    pub top: String,
    /// The largest path.
    pub path: String,
    /// Of duplicates, the copy that stays.
    pub kept: String,
    /// Owner, group and mode that the killer gave all of it; `None` where one flag of its COPY would not do the same.
    pub after: Option<(u32, u32, u16)>,
}

/// What is said of it.
#[derive(Default)]
pub(super) struct Worded {
    /// What stands in the Dockerfile.
    pub from: String,
    /// What to write instead.
    pub into: String,
    /// It copies a base image's files into an empty one: neither its config nor the layers that others share come along.
    pub rebased: bool,
}

/// `COPY` or `ADD`.
pub(super) fn is_copy(instruction: &str) -> bool {
    instruction.starts_with("COPY ") || instruction.starts_with("ADD ")
}

/// `RUN`.
pub(super) fn is_run(instruction: &str) -> bool {
    instruction.starts_with("RUN ")
}

/// It removes files by hand.
pub(super) fn is_removal(instruction: &str) -> bool {
    instruction.split([' ', ';', '&', '(', '\t']).any(|word| matches!(word, "rm" | "rmdir" | "unlink" | "-delete"))
}

/// Empty where history tells nothing.
pub(super) fn word(case: &Case) -> Worded {
    let made = cut(case.made);
    let ended = cut(case.ended.unwrap_or_default());
    let from = lines(&[made, ended]);
    if from.is_empty() {
        return Worded::default();
    }
    // A base image, or whatever no RUN made, stays as it is: what goes from it goes by copying the rest.
    let rebased = body(made).is_none() && !is_copy(made);
    let into = if rebased {
        let removal = if ended.is_empty() { format!("RUN rm -rf {}", case.top) } else { ended.to_owned() };
        format!("FROM … AS base\n{removal}\nFROM scratch\nCOPY --from=base / /")
    } else {
        instead(case, made, ended, &from)
    };
    Worded { from, into, rebased }
}

/// What to write for it.
fn instead(case: &Case, made: &str, ended: &str, from: &str) -> String {
    let (top, path) = (&case.top, &case.path);
    match (case.kind, body(made)) {
        (Kind::CopyChown | Kind::CopyChmod, _) => match case.after {
            Some((user, group, _)) if case.kind == Kind::CopyChown => flagged(made, &format!("--chown={user}:{group}")),
            Some((.., mode)) => flagged(made, &format!("--chmod={mode:04o}")),
            // The same in a stage of its own leaves only the outcome.
            None => staged(from, &format!("{0} {0}", target_of(made))),
        },
        (Kind::MultiStage, _) => staged(made, "/path/of/the/result /usr/local/bin/"),
        (Kind::TempArchive, _) if is_copy(made) => unpacked(made, path),
        (Kind::Duplicates, _) if is_copy(made) => {
            format!("# .dockerignore\n…{path}\n\n{made}\nRUN ln -s {} {path}", case.kept)
        }
        (Kind::JoinRuns, _) if is_copy(made) && !is_copy(ended) => staged(from, &format!("{path} {path}")),
        (Kind::JoinRuns, _) if is_copy(ended) => lines(&[ended, if is_copy(made) { "" } else { made }]),
        _ if is_copy(made) => format!("# .dockerignore\n**/{}", top.rsplit('/').next().unwrap_or_default()),
        (_, None) => String::new(),
        (Kind::JoinRuns | Kind::CleanSameLayer, Some(first)) => match body(ended) {
            Some(second) => format!("RUN {first} && \\\n    {second}"),
            None => format!("RUN {first} && \\\n    rm -rf {path}"),
        },
        (Kind::CacheApk, Some(_)) if made.contains("apk add ") => made.replace("apk add ", "apk add --no-cache "),
        (Kind::CacheApt | Kind::ListsApt, Some(run)) => apt(run, top),
        (kind, Some(run)) if kind.is_cache() => mounted(run, &[top], ""),
        (Kind::Pycache, Some(_)) => format!("ENV PYTHONDONTWRITEBYTECODE=1\n{made}"),
        (Kind::Docs | Kind::Locales, Some(run)) if run.contains("apt") => {
            format!("RUN echo 'path-exclude={top}/*' > /etc/dpkg/dpkg.cfg.d/01-exclude && \\\n    {run}")
        }
        (Kind::Duplicates, Some(run)) => format!("RUN {run} && \\\n    ln -sf {} {path}", case.kept),
        (_, Some(run)) => format!("RUN {run} && \\\n    rm -rf {top}"),
    }
}

/// Lists are of use to the RUN that fetches them and to none behind it: a mount that another RUN filled may be empty in the next build.
fn apt(run: &str, top: &str) -> String {
    let says = |word: &str| run.contains(&format!("apt-get {word}")) || run.contains(&format!("apt {word}"));
    match (says("update"), says("install")) {
        (true, true) => mounted(run, &["/var/cache/apt", "/var/lib/apt/lists"], ",sharing=locked"),
        (true, false) => {
            let both = format!("{run} && \\\n    apt-get install …");
            mounted(&both, &["/var/cache/apt", "/var/lib/apt/lists"], ",sharing=locked")
        }
        (false, true) if top.starts_with("/var/cache/apt") => mounted(run, &["/var/cache/apt"], ",sharing=locked"),
        _ => format!("RUN {run} && \\\n    rm -rf {top}/*"),
    }
}

/// Those that are not empty, a line each.
fn lines(instructions: &[&str]) -> String {
    instructions.iter().filter(|i| !i.is_empty()).copied().collect::<Vec<_>>().join("\n")
}

/// Nobody reads a longer one.
fn cut(instruction: &str) -> &str {
    instruction.get(..instruction.floor_char_boundary(ADVICE_TEXT)).unwrap_or(instruction)
}

/// What a RUN runs, or the shell of a committed container; `None` = it is no command.
fn body(instruction: &str) -> Option<&str> {
    ["RUN ", "sh -c ", "bash -c ", "/bin/bash -c "].iter().find_map(|start| instruction.strip_prefix(start))
}

/// In a stage of its own, and only the outcome copied.
fn staged(instructions: &str, copied: &str) -> String {
    format!("FROM … AS build\n{instructions}\n\nFROM …\nCOPY --from=build {copied}")
}

/// An archive that is used without ever being stored.
fn unpacked(copy: &str, path: &str) -> String {
    let source = source_of(copy);
    let name = path.rsplit('/').next().unwrap_or_default();
    if source.contains("://") {
        return format!("RUN curl -fsSL {source} | tar -xz -C /opt");
    }
    format!("RUN --mount=type=bind,source={source},target=/tmp/{name} \\\n    tar -xf /tmp/{name} -C /opt")
}

/// The RUN with caches that stay out of the layer.
fn mounted(run: &str, targets: &[&str], option: &str) -> String {
    let mounts: String =
        targets.iter().map(|target| format!("--mount=type=cache,target={target}{option} \\\n    ")).collect();
    format!("RUN {mounts}{run}")
}

/// COPY or ADD with one more flag.
fn flagged(copy: &str, flag: &str) -> String {
    match copy.split_once(' ') {
        Some((word, rest)) => format!("{word} {flag} {}", readable(rest)),
        None => copy.to_owned(),
    }
}

/// The classic builder tells sources as `file:HASH in DEST`, several in brackets before it.
fn readable(rest: &str) -> String {
    let hashed = rest.starts_with("file:") || rest.starts_with("dir:") || rest.starts_with("multi:");
    match rest.split_once(" in ").filter(|_| hashed) {
        Some((_, target)) => format!("… {}", target.trim()),
        None => rest.to_owned(),
    }
}

/// Where a COPY or ADD puts things.
fn target_of(copy: &str) -> &str {
    copy.rsplit(' ').find(|word| !word.is_empty()).map_or("/", |word| word.trim_matches(['[', ']', '"', ',']))
}

/// The first source.
fn source_of(copy: &str) -> String {
    let words = copy.split(' ').skip(1).filter(|word| !word.starts_with("--") && !word.is_empty());
    let first = words.map(|word| word.trim_matches(['[', ']', '"', ','])).next().unwrap_or_default();
    if first.starts_with("file:") || first.starts_with("dir:") { "…".into() } else { first.to_owned() }
}
