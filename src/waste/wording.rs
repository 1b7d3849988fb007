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
    /// Owner, group and mode that the killer gave it.
    pub after: (u32, u32, u16),
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

/// From and into. Both are empty where history tells nothing.
pub(super) fn word(case: &Case) -> (String, String) {
    let made = cut(case.made);
    let ended = cut(case.ended.unwrap_or_default());
    let both = [made, ended].into_iter().filter(|i| !i.is_empty()).collect::<Vec<_>>().join("\n");
    if both.is_empty() {
        return (String::new(), String::new());
    }
    let (top, path) = (&case.top, &case.path);
    match case.kind {
        Kind::CopyChown => (both, flagged(made, &format!("--chown={}:{}", case.after.0, case.after.1))),
        Kind::CopyChmod => (both, flagged(made, &format!("--chmod={:04o}", case.after.2))),
        Kind::JoinRuns | Kind::CleanSameLayer => (both, joined(made, ended)),
        Kind::Dockerignore => (both, format!("# .dockerignore\n{}", ignored(top))),
        Kind::TempArchive if is_copy(made) => {
            let name = path.rsplit('/').next().unwrap_or_default();
            let source = source_of(made);
            let into = if source.contains("://") {
                format!("RUN curl -fsSL {source} | tar -xz -C /opt")
            } else {
                format!("RUN --mount=type=bind,source={source},target=/tmp/{name} \\\n    tar -xf /tmp/{name} -C /opt")
            };
            (both, into)
        }
        Kind::MultiStage => {
            let stage = "FROM … AS build\n";
            (
                made.to_owned(),
                format!("{stage}{made}\n# …\nFROM …\nCOPY --from=build /path/of/the/result /usr/local/bin/"),
            )
        }
        _ if !is_run(made) && is_copy(made) => (both, format!("# .dockerignore\n{}", ignored(top))),
        _ if made.is_empty() => (both.clone(), String::new()),
        Kind::CacheApk if made.contains("apk add ") => (both, made.replace("apk add ", "apk add --no-cache ")),
        Kind::CacheApt | Kind::ListsApt => {
            (both, mounted(made, &["/var/cache/apt", "/var/lib/apt/lists"], ",sharing=locked"))
        }
        kind if kind.is_cache() => (both, mounted(made, &[top], "")),
        Kind::Pycache => (both, format!("ENV PYTHONDONTWRITEBYTECODE=1\n{made}")),
        Kind::Docs | Kind::Locales if body(made).contains("apt") => {
            let rule = format!("echo 'path-exclude={top}/*' > /etc/dpkg/dpkg.cfg.d/01-exclude");
            (both, format!("RUN {rule} && \\\n    {}", body(made)))
        }
        Kind::Duplicates => (both, joined(made, &format!("RUN ln -sf /the/copy/that/stays {path}"))),
        _ => (both, joined(made, &format!("RUN rm -rf {top}"))),
    }
}

/// Nobody reads a longer one.
fn cut(instruction: &str) -> &str {
    instruction.get(..instruction.floor_char_boundary(ADVICE_TEXT)).unwrap_or(instruction)
}

/// What a RUN runs; anything else as it is.
fn body(instruction: &str) -> &str {
    instruction.strip_prefix("RUN ").unwrap_or(instruction)
}

/// Both in one RUN. A COPY stays before it.
fn joined(made: &str, ended: &str) -> String {
    match (made.is_empty() || is_copy(made), ended.is_empty() || is_copy(ended)) {
        (true, _) => [made, ended].into_iter().filter(|i| !i.is_empty()).collect::<Vec<_>>().join("\n"),
        (false, true) => made.to_owned(),
        (false, false) => format!("RUN {} && \\\n    {}", body(made), body(ended)),
    }
}

/// The RUN with caches that stay out of the layer.
fn mounted(made: &str, targets: &[&str], option: &str) -> String {
    let mounts: String =
        targets.iter().map(|target| format!("--mount=type=cache,target={target}{option} \\\n    ")).collect();
    format!("RUN {mounts}{}", body(made))
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

/// The first source.
fn source_of(copy: &str) -> String {
    let words = copy.split(' ').skip(1).filter(|word| !word.starts_with("--") && !word.is_empty());
    let first = words.map(|word| word.trim_matches(['[', ']', '"', ','])).next().unwrap_or_default();
    if first.starts_with("file:") || first.starts_with("dir:") { "…".into() } else { first.to_owned() }
}

/// What a .dockerignore says to leave a path out, wherever it stands.
fn ignored(top: &str) -> String {
    format!("**/{}", top.rsplit('/').next().unwrap_or_default())
}
