//! The Dockerfile's lines as far as the history has them, and the lines to write instead; empty where no rewrite is sure to be right.

use super::advice_kind::AdviceKind;
use super::line::{Command, Line, in_sequence};
use super::provenance::{Copied, InstructionForm, Made, is_remote};

/// Layers whose RUNs are joined to one at most: a longer line is no advice.
const JOINED: usize = 8;
/// A placeholder: only the person knows these paths.
const RESULT: &str = "/path/of/the/result /usr/local/bin/";

/// One advice before its lines are written. Paths are as a shell takes them (`as_word`).
pub(super) struct Case<'t> {
    pub kind: AdviceKind,
    /// The instruction of each layer.
    pub all: &'t [Made],
    /// The layer that stores it.
    pub layer: usize,
    /// The layer that hides it.
    pub hidden_by: Option<usize>,
    /// The directories or files that all of it is in, or that `hidden_by` removed; empty = too many.
    pub tops: Vec<String>,
    /// All paths; empty = too many.
    pub paths: Vec<String>,
    /// Of duplicates: the path that each of `paths` can link to.
    pub kept: Vec<String>,
    /// Owner, group and mode that `hidden_by` gave all of it; `None` where one flag of its COPY would not do the same.
    pub after: Option<(u32, u32, u16)>,
}

/// The lines of an advice.
#[derive(Default)]
pub(super) struct Worded {
    /// The Dockerfile's lines now.
    pub from: String,
    /// The lines to write instead.
    pub into: String,
    /// `into` copies a base image's files into an empty one: the base's config and shared layers are lost.
    pub rebased: bool,
}

/// A path as one word of a shell. Names in an image are untrusted, so an odd one is quoted.
pub(super) fn as_word(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/._-+@:,%=~".contains(&b);
    if path.bytes().all(plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

/// The instruction removes files.
pub(super) fn is_removal(made: &Made) -> bool {
    made.lines.split([' ', ';', '&', '(', '\t', '\n']).any(|word| matches!(word, "rm" | "rmdir" | "unlink" | "-delete"))
}

/// The instruction does nothing but remove files.
pub(super) fn is_mere_removal(made: &Made) -> bool {
    match &made.form {
        InstructionForm::Run(command) => {
            Line::read(command).is_some_and(|line| line.commands().iter().all(Command::is_rm))
        }
        _ => false,
    }
}

/// Writes the lines; empty where the history has nothing.
pub(super) fn word(case: &Case) -> Worded {
    let Some(made) = case.all.get(case.layer) else { return Worded::default() };
    let ended = case.hidden_by.and_then(|hidden_by| case.all.get(hidden_by));
    let from = lines(&[&made.lines, ended.map_or("", |ended| &ended.lines)]);
    if from.is_empty() {
        return Worded::default();
    }
    let into = match &made.form {
        InstructionForm::Base | InstructionForm::Unknown => based(case, ended),
        InstructionForm::Copy(copied) => copying(case, made, copied, ended),
        InstructionForm::Run(command) => running(case, made, command, ended),
        InstructionForm::Other => other(case, made),
    };
    let rebased = matches!(made.form, InstructionForm::Base | InstructionForm::Unknown) && !into.is_empty();
    Worded { from, into, rebased }
}

/// A base image can't be changed: its files go only by copying all others. Files that are merely written over are not worth that.
fn based(case: &Case, ended: Option<&Made>) -> String {
    let removal = match ended.map(|ended| (&ended.form, &ended.lines)) {
        Some((InstructionForm::Run(_) | InstructionForm::Other, lines)) if ended.is_some_and(is_removal) => {
            lines.clone()
        }
        None if case.kind != AdviceKind::Duplicates && case.kind != AdviceKind::MultiStage && !case.tops.is_empty() => {
            format!("RUN rm -rf {}", case.tops.join(" "))
        }
        _ => return String::new(),
    };
    format!("FROM … AS base\n{removal}\nFROM scratch\nCOPY --from=base / /")
}

/// Files that COPY or ADD brought.
fn copying(case: &Case, made: &Made, copied: &Copied, ended: Option<&Made>) -> String {
    let ran = ended.filter(|ended| matches!(ended.form, InstructionForm::Run(_) | InstructionForm::Other));
    let both = lines(&[&made.lines, ran.map_or("", |ran| &ran.lines)]);
    let strict = ended.is_some_and(|ended| ended.strict);
    // In a stage of its own the same instructions leave only their result.
    let apart = || staged(&both, &format!("{0} {0}", copied.target()));
    match case.kind {
        AdviceKind::CopyChown | AdviceKind::CopyChmod => match case.after {
            Some((user, group, _)) if case.kind == AdviceKind::CopyChown => {
                copied.flagged("--chown", &format!("{user}:{group}"))
            }
            Some((.., mode)) => copied.flagged("--chmod", &format!("{mode:04o}")),
            None => apart(),
        },
        AdviceKind::JoinRuns if ran.is_some() => apart(),
        // The instructions between two COPYs may need the first one's files.
        AdviceKind::JoinRuns => String::new(),
        AdviceKind::MultiStage => staged(&both, RESULT),
        AdviceKind::TempArchive => match (ended.map(|ended| &ended.form), &case.paths[..]) {
            (Some(InstructionForm::Run(command)), [path]) => unpacked(copied, path, command, strict),
            _ => String::new(),
        },
        AdviceKind::Duplicates => match ignored(copied, &case.paths) {
            Some(list) => format!("{list}\n\n{}\nRUN {}", made.lines, links(case)),
            None => String::new(),
        },
        AdviceKind::Dockerignore if case.hidden_by.is_none() => {
            let name = |top: &String| format!("\n**/{}", top.rsplit('/').next().unwrap_or_default());
            let mut names: Vec<String> = case.tops.iter().map(name).collect();
            names.dedup();
            format!("# .dockerignore{}", names.concat())
        }
        _ => ignored(copied, &case.tops).unwrap_or_default(),
    }
}

/// Files that a command of one line made.
fn running(case: &Case, made: &Made, command: &str, ended: Option<&Made>) -> String {
    let tops = case.tops.join(" ");
    let then = |more: &str| run(&[command], &[more], made.strict);
    match case.kind {
        kind if kind.is_cache() => match ended.filter(|ended| !is_mere_removal(ended)) {
            Some(_) => joined(case).map(|all| cached(case, &all, made.strict)).unwrap_or_default(),
            None => cached(case, &[command], made.strict),
        },
        AdviceKind::MultiStage => staged(&made.lines, RESULT),
        AdviceKind::Duplicates if case.paths.is_empty() => String::new(),
        AdviceKind::Duplicates => then(&links(case)),
        _ if case.hidden_by.is_some() => match (joined(case), ended.map(|ended| &ended.form)) {
            (Some(all), _) => run(&all, &[], made.strict),
            // COPY writes the file later, so it need not be there before.
            (None, Some(InstructionForm::Copy(_))) if !case.paths.is_empty() => {
                then(&format!("rm -f {}", case.paths.join(" ")))
            }
            _ => String::new(),
        },
        AdviceKind::Pycache if flagged(command, &["pip"], "install", "--no-compile") != command => {
            format!("RUN {}", flagged(command, &["pip"], "install", "--no-compile"))
        }
        AdviceKind::Pycache => then("find / -xdev -name __pycache__ -type d -prune -exec rm -rf {} +"),
        AdviceKind::DebugSymbols if tops.is_empty() => then("find / -xdev -name '*.debug' -type f -delete"),
        _ if tops.is_empty() => String::new(),
        AdviceKind::Docs | AdviceKind::Locales if asks(&[command], &["apt", "apt-get"], "install") => {
            let excluded: String = case.tops.iter().map(|top| format!("'path-exclude={top}/*' ")).collect();
            let exclude = format!("printf '%s\\n' {excluded}> /etc/dpkg/dpkg.cfg.d/01-exclude");
            run(&[&exclude, command], &[], made.strict)
        }
        _ => then(&format!("rm -rf {tops}")),
    }
}

/// Files of a RUN that can't be joined with another.
fn other(case: &Case, made: &Made) -> String {
    match (case.kind, made.lines.strip_prefix("RUN ")) {
        (AdviceKind::MultiStage, _) => staged(&made.lines, RESULT),
        (kind, Some(rest)) if kind.is_cache() && case.hidden_by.is_none() => match mounts(&case.tops, " ") {
            mounts if mounts.is_empty() => mounts,
            mounts => format!("RUN {mounts}{rest}"),
        },
        _ => String::new(),
    }
}

/// A RUN whose package manager leaves its cache outside of the layer.
fn cached(case: &Case, commands: &[&str], strict: bool) -> String {
    let apt = |word| asks(commands, &["apt", "apt-get"], word);
    let mounted = |names: &[&str]| mounts(&names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>(), " \\\n    ");
    let with = |mounts: &str, more: &[&str]| match in_sequence(commands, more, strict) {
        Some(all) => format!("RUN {mounts}{all}"),
        None => String::new(),
    };
    match case.kind {
        AdviceKind::CacheApk => match commands.iter().map(|command| uncached(command)).collect::<Option<Vec<_>>>() {
            Some(all) if all != commands => run(&all.iter().map(String::as_str).collect::<Vec<_>>(), &[], strict),
            _ => with("", &["rm -rf /var/cache/apk/*"]),
        },
        // Only the RUN that fetches the lists can use them: a mount that another RUN filled may be empty in the next build.
        AdviceKind::CacheApt | AdviceKind::ListsApt if apt("update") => {
            let install: &[&str] = if apt("install") { &[] } else { &["apt-get install …"] };
            with(&mounted(&["/var/cache/apt", "/var/lib/apt/lists"]), install)
        }
        AdviceKind::CacheApt if apt("install") => with(&mounted(&["/var/cache/apt"]), &[]),
        AdviceKind::CacheApt | AdviceKind::ListsApt => with("", &["apt-get clean", "rm -rf /var/lib/apt/lists/*"]),
        _ => match mounts(&case.tops, " \\\n    ") {
            mounts if mounts.is_empty() => mounts,
            mounts => with(&mounts, &[]),
        },
    }
}

/// The commands with `--no-cache`, so that apk keeps no index; `None` where one would be left.
fn uncached(command: &str) -> Option<String> {
    let mut text = command.to_owned();
    loop {
        let line = Line::read(&text)?;
        let Some(update) = line.commands().iter().find(|c| c.is_just(&["apk", "update"])) else { break };
        text = line.without(update)?;
    }
    let text = flagged(&text, &["apk"], "add", "--no-cache");
    let index = |c: &Command| ["update", "upgrade", "fix"].iter().any(|to| c.asked(&["apk"], to).is_some());
    let left = Line::read(&text)?.commands().iter().any(|c| index(c) && !c.has("--no-cache"));
    (!left).then_some(text)
}

/// Cache mounts, each followed by `separator`; empty where a name can't be a mount's target.
fn mounts(targets: &[String], separator: &str) -> String {
    // Names are untrusted: one with quotes or a comma would be read as another option.
    if targets.iter().any(|to| to.contains(['\'', ','])) {
        return String::new();
    }
    let option = |target: &str| if target.contains("/apt") { ",sharing=locked" } else { "" };
    targets.iter().map(|to| format!("--mount=type=cache,target={to}{}{separator}", option(to))).collect()
}

/// The commands of all layers from the one that stores it to the one that hides it, where they may be joined.
fn joined<'t>(case: &Case<'t>) -> Option<Vec<&'t str>> {
    let layers = case.all.get(case.layer..=case.hidden_by?).filter(|layers| layers.len() <= JOINED)?;
    let context = layers.first()?.context;
    let command = |made: &'t Made| match &made.form {
        InstructionForm::Run(command) if made.context == context => Some(command.as_str()),
        _ => None,
    };
    layers.iter().map(command).collect()
}

/// One RUN of several RUNs' commands and the commands `then`; empty where it would not do the same.
fn run(commands: &[&str], then: &[&str], strict: bool) -> String {
    in_sequence(commands, then, strict).map_or(String::new(), |all| format!("RUN {all}"))
}

/// Those that are not empty, a line each.
fn lines(instructions: &[&str]) -> String {
    instructions.iter().filter(|i| !i.is_empty()).copied().collect::<Vec<_>>().join("\n")
}

/// One of the programs is asked to do this in one of the commands.
fn asks(commands: &[&str], programs: &[&str], to: &str) -> bool {
    let asked = |line: Line| line.commands().iter().any(|c| c.asked(programs, to).is_some());
    commands.iter().filter_map(|command| Line::read(command)).any(asked)
}

/// The line with a flag in each command that asks one of the programs to do this, where it is not there already.
fn flagged(command: &str, programs: &[&str], to: &str, flag: &str) -> String {
    let Some(line) = Line::read(command) else { return command.to_owned() };
    let inserted = format!(" {flag}");
    let missing = line.commands().iter().filter(|c| !c.has(flag));
    line.with(missing.filter_map(|c| c.asked(programs, to)).map(|at| (at, inserted.as_str())).collect())
}

/// The instructions in a stage of its own, and a COPY of the result.
fn staged(instructions: &str, copied: &str) -> String {
    format!("FROM … AS build\n{instructions}\n\nFROM …\nCOPY --from=build {copied}")
}

/// An archive that is used without ever being stored.
fn unpacked(copied: &Copied, path: &str, command: &str, strict: bool) -> String {
    let source = copied.source().unwrap_or("…");
    if is_remote(source) {
        return run(&[&format!("curl -fsSLo {path} {source}"), command], &[], strict);
    }
    if path.contains(['\'', ',']) {
        return String::new();
    }
    // A mount is not part of the layer: the command that removes the archive goes, and it must be the only one that removes it.
    let name = path.rsplit('/').next();
    let removes =
        |c: &&Command| c.is_rm() && c.operands().count() == 1 && c.operands().all(|it| it.rsplit('/').next() == name);
    let rest = Line::read(command).and_then(|line| line.without(line.commands().iter().find(removes)?));
    let Some(rest) = rest.filter(|rest| !takes_away(rest)) else { return String::new() };
    format!("RUN --mount=type=bind,source={source},target={path} \\\n    {rest}")
}

/// A command of the line may remove or rename something, or the line can't be read.
fn takes_away(command: &str) -> bool {
    let takes = |c: &Command| ["rm", "unlink", "mv", "-delete"].iter().any(|word| c.has(word));
    Line::read(command).is_none_or(|line| line.commands().iter().any(takes))
}

/// Lines of `.dockerignore`; `None` where the paths' names in the build context are not known.
fn ignored(copied: &Copied, paths: &[String]) -> Option<String> {
    if paths.is_empty() {
        return None;
    }
    let names: Vec<String> = paths.iter().map(|path| copied.in_context(path)).collect::<Option<_>>()?;
    Some(format!("# .dockerignore\n{}", names.join("\n")))
}

/// Commands that make links of duplicates.
fn links(case: &Case) -> String {
    let pairs = case.paths.iter().zip(&case.kept);
    pairs.map(|(path, kept)| format!("ln -sf {kept} {path}")).collect::<Vec<_>>().join(" && \\\n    ")
}
