//! The instruction of each layer, as far as the history has it, read so that it can be rewritten.

use super::line::Line;
use crate::image::{BuildState, History, HistoryStep, Image, commit_command};
use crate::limits::ADVICE_TEXT;
use crate::text::display_text;

/// The instruction of one layer, all of it safe to show.
#[derive(Debug, Clone, Default)]
pub struct Made {
    /// On one line, as the stack shows it; "" without history.
    pub text: String,
    /// As it stands in the Dockerfile; "" = no instruction made it.
    pub lines: String,
    /// Its form, by the ways to rewrite it.
    pub(super) form: InstructionForm,
    /// Another number where USER, WORKDIR, SHELL, ENV or ARG stand between two layers: what runs in one can't run in the other.
    pub(super) context: usize,
    /// The shell that runs it stops at the first error.
    pub(super) strict: bool,
}

/// Forms of instructions, by the ways to rewrite them.
#[derive(Debug, Clone, Default)]
pub(super) enum InstructionForm {
    /// The history has nothing.
    #[default]
    Unknown,
    /// The image that `FROM` names: an import, a root file system that was added, or another tool's layer.
    Base,
    /// A command of one line, which may be joined with others.
    Run(String),
    /// Another RUN: an exec form, a here-document, a line whose end would swallow a command after it.
    Other,
    /// COPY or ADD.
    Copy(Copied),
}

/// A COPY or ADD.
#[derive(Debug, Clone)]
pub(super) struct Copied {
    word: &'static str,
    flags: Vec<String>,
    /// Empty = history has a digest only.
    sources: Vec<String>,
    /// With a leading `/`.
    target: String,
    /// As it was written.
    written: String,
}

/// By layer, base first.
pub fn made(image: &Image) -> Vec<Made> {
    let (mut state, mut context, mut directory) = (BuildState::default(), 0, String::from("/"));
    let mut runs = Runs { known: true, strict: false };
    let base = image.layers.first().and_then(|layer| layer.history);
    let mut steps: Vec<Option<Made>> = Vec::with_capacity(image.config.history.len());
    for (at, entry) in image.config.history.iter().enumerate() {
        let step = HistoryStep::new(entry, &image.config.value, &mut state);
        let sets = matches!(step.keyword, Some("ARG" | "USER" | "WORKDIR" | "SHELL" | "ENV"));
        context += usize::from(sets || !step.build_args.is_empty());
        match step.keyword {
            Some("WORKDIR") => directory = cut(&below(&directory, step.arguments())).to_owned(),
            Some("SHELL") => runs = Runs::by(step.arguments()),
            _ => {}
        }
        let bottom = base.is_none_or(|base| at <= base);
        let made = read(entry, &step, bottom, &directory);
        let form = match made.form {
            InstructionForm::Run(_) if !runs.known => InstructionForm::Other,
            form => form,
        };
        steps.push(Some(Made { context, strict: runs.strict, form, ..made }));
    }
    let take = |layer: &crate::image::Layer| layer.history.and_then(|at| steps.get_mut(at)?.take()).unwrap_or_default();
    image.layers.iter().map(take).collect()
}

/// The shell of the RUNs.
struct Runs {
    /// A shell of Unix: its lines can be read.
    known: bool,
    /// Stops at the first error.
    strict: bool,
}

impl Runs {
    /// As SHELL names it.
    fn by(words: &str) -> Self {
        let words: Vec<String> = serde_json::from_str(words).unwrap_or_default();
        let name = words.first().map(|word| word.rsplit('/').next().unwrap_or(word));
        let strict = |word: &String| word == "errexit" || word.starts_with('-') && word.contains('e');
        Self {
            known: name.is_some_and(|name| ["sh", "ash", "bash", "dash", "ksh", "zsh"].contains(&name)),
            strict: words.iter().skip(1).any(strict),
        }
    }
}

fn read(entry: &History, step: &HistoryStep, bottom: bool, directory: &str) -> Made {
    let text = display_text(cut(&entry.instruction()));
    let lines = if step.keyword == Some("ARG") { &[][..] } else { &step.lines };
    let shown: Vec<String> = lines.iter().map(|line| without_digests(&display_text(line))).collect();
    let form = match shown.first().map(|first| first.split_once(' ').unwrap_or((first, ""))) {
        Some(("RUN", command)) if shown.len() == 1 && joins(command) => InstructionForm::Run(command.to_owned()),
        Some(("RUN", _)) => InstructionForm::Other,
        Some((word @ ("COPY" | "ADD"), rest)) if shown.len() == 1 => match Copied::read(word, rest, directory) {
            // A root file system: no Dockerfile but the base's own has that line.
            Some(copied) if !(bottom && copied.is_root()) => InstructionForm::Copy(copied),
            Some(_) => InstructionForm::Base,
            None => InstructionForm::Other,
        },
        Some(_) => InstructionForm::Other,
        None if entry.created_by.trim().is_empty() => {
            let from = if step.imported { "FROM …" } else { "" };
            let form = if from.is_empty() { InstructionForm::Unknown } else { InstructionForm::Base };
            return Made { text: from.into(), lines: from.into(), form, ..Made::default() };
        }
        // `docker commit` writes the container's command into the history.
        None => match commit_command(&text) {
            Some(command) if joins(command) => {
                let lines = format!("RUN {command}");
                return Made { form: InstructionForm::Run(command.to_owned()), lines, text, ..Made::default() };
            }
            _ => return Made { form: InstructionForm::Base, lines: text.clone(), text, ..Made::default() },
        },
    };
    Made { text, lines: cut(&shown.join("\n")).to_owned(), form, ..Made::default() }
}

/// `COPY <file:4ac8…> /x` is `COPY … /x`: the digest says nothing to the person who writes the line.
fn without_digests(line: &str) -> String {
    if !line.starts_with("COPY ") && !line.starts_with("ADD ") {
        return line.to_owned();
    }
    let word =
        |word: &str| if word.starts_with('<') && word.ends_with('>') { "…".to_owned() } else { word.to_owned() };
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A longer one helps no reader.
fn cut(instruction: &str) -> &str {
    instruction.get(..instruction.floor_char_boundary(ADVICE_TEXT)).unwrap_or(instruction)
}

/// Its commands can be read, and others can follow: it is no list of words, and its end swallows nothing.
fn joins(command: &str) -> bool {
    command.len() < ADVICE_TEXT
        && !command.starts_with(['[', '<'])
        && !command.ends_with(['&', '|', ';'])
        && Line::read(command).is_some()
}

/// A path as seen from a directory.
fn below(directory: &str, path: &str) -> String {
    let whole = if path.starts_with('/') { path.to_owned() } else { format!("{directory}/{path}") };
    let names: Vec<&str> = whole.split('/').filter(|name| !["", "."].contains(name)).collect();
    let slash = if path.ends_with('/') && !names.is_empty() { "/" } else { "" };
    format!("/{}{slash}", names.join("/"))
}

impl Copied {
    fn read(word: &str, rest: &str, directory: &str) -> Option<Self> {
        let words: Vec<&str> = rest.split_whitespace().collect();
        if rest.starts_with('[') || words.iter().any(|word| word.starts_with(['"', '\''])) {
            return None;
        }
        let flags = words.iter().take_while(|word| word.starts_with("--")).count();
        let (flags, places) = words.split_at_checked(flags)?;
        let (target, sources) = places.split_last().filter(|(_, sources)| !sources.is_empty())?;
        let known = |source: &&str| *source != "…";
        Some(Self {
            word: if word == "ADD" { "ADD" } else { "COPY" },
            flags: flags.iter().map(|&flag| flag.to_owned()).collect(),
            sources: sources.iter().filter(|source| known(source)).map(|&source| source.to_owned()).collect(),
            target: below(directory, if *target == "." { "./" } else { target }),
            written: (*target).to_owned(),
        })
    }

    /// Where it puts things.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The only source, where the history names it.
    pub fn source(&self) -> Option<&str> {
        match &self.sources[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// ADD may have unpacked an archive: what came out of it, no flag and no `.dockerignore` reaches.
    pub fn may_unpack(&self) -> bool {
        let archive = |source: &String| !is_remote(source) && super::patterns::is_archive(source.as_bytes());
        self.word == "ADD" && (self.sources.is_empty() || self.sources.iter().any(archive))
    }

    /// From the build context, as it lies there: `.dockerignore` reaches it.
    pub fn is_of_context(&self) -> bool {
        !self.may_unpack() && !self.is_of_stage() && !self.sources.iter().any(|source| is_remote(source))
    }

    /// From another stage or image.
    fn is_of_stage(&self) -> bool {
        self.flags.iter().any(|flag| flag.starts_with("--from"))
    }

    /// A whole root file system, unpacked or out of another stage.
    fn is_root(&self) -> bool {
        self.target == "/" && (self.may_unpack() || self.is_of_stage())
    }

    /// The instruction with another value of a flag, in short where history has digests only.
    pub fn flagged(&self, flag: &str, value: &str) -> String {
        let mark = format!("{flag}=");
        let mut words = vec![self.word.to_owned(), format!("{mark}{value}")];
        words.extend(self.flags.iter().filter(|old| !old.starts_with(&mark)).cloned());
        words.extend(self.sources.iter().cloned());
        if self.sources.is_empty() {
            words.push("…".into());
        }
        words.push(self.written.clone());
        words.join(" ")
    }

    /// The name in the build context of a path of the image; `None` = not known.
    pub fn in_context(&self, path: &str) -> Option<String> {
        let folder = self.target.trim_end_matches('/');
        let rest = path.strip_prefix(folder)?;
        if !rest.is_empty() && !rest.starts_with('/') {
            return None;
        }
        let rest = rest.trim_start_matches('/');
        let named = |source: &&String| rest == source.rsplit('/').next().unwrap_or_default();
        let into = self.sources.len() > 1 || self.target.ends_with('/');
        let whole = match (self.sources.iter().find(named).filter(|_| into), self.source()) {
            _ if !self.is_of_context() => return None,
            (Some(source), _) => source.clone(),
            (None, Some(source)) if rest.is_empty() => source.to_owned(),
            (None, Some(source)) => format!("{source}/{rest}"),
            (None, None) => return None,
        };
        let found = below("", &whole);
        Some(found.trim_start_matches('/').to_owned()).filter(|path| !path.is_empty())
    }
}

/// A source that ADD fetches.
pub(super) fn is_remote(source: &str) -> bool {
    source.contains("://")
}
