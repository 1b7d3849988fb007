//! A parsed entry → the lines of its instruction in a Dockerfile.

use super::build_state::BuildState;
use super::entry::{BREAKS, BuildArgs, Entry, Run, RunForm};
use super::go::{Go, list, strings};
use super::heredoc::{in_lines, with_delimiters};
use super::pairs::{pairs, quoted};
use serde_json::Value;

/// One instruction.
#[derive(Default)]
pub(super) struct Lines {
    pub keyword: &'static str,
    /// `ARG` lines for build arguments that no entry declared.
    pub build_args: Vec<String>,
    /// The instruction itself.
    pub lines: Vec<String>,
    /// Facts that history does not keep.
    pub notes: Vec<String>,
}

impl Lines {
    /// The lines of an entry; `None` = it is no instruction that a Dockerfile can have. Notes in `state` what the entry sets.
    pub fn of(entry: Entry, config: &Value, state: &mut BuildState) -> Option<Self> {
        let mut lines = Self::default();
        match entry {
            Entry::Run(Run { form: RunForm::Unread, .. }) | Entry::Text(_) | Entry::Comment(_) => return None,
            Entry::Run(Run { build_args, command, form }) => {
                lines.keyword = "RUN";
                if let Some(args) = build_args {
                    lines.declare(args, state);
                }
                if form == RunForm::Exec {
                    lines.notes.push("an exec form, [...]: history does not keep where its words end".into());
                }
                lines.run(command);
            }
            Entry::Instruction { keyword, arguments } => {
                lines.keyword = keyword;
                lines.instruction(keyword, arguments, config, state);
            }
        }
        (!lines.lines.is_empty()).then_some(lines)
    }

    fn run(&mut self, line: &str) {
        self.lines.extend(match serde_json::from_str::<Vec<String>>(line) {
            Ok(words) if line.contains(BREAKS) => vec![format!("RUN {}", strings(&words))],
            Ok(_) => vec![format!("RUN {line}")],
            Err(_) => in_lines(line),
        });
    }

    /// Declares build arguments that no ARG of the history declared.
    fn declare(&mut self, BuildArgs { count, pairs: text }: BuildArgs, state: &mut BuildState) {
        for (name, value) in pairs(text, &|_| true) {
            if name.is_empty() || self.build_args.len() >= count {
                continue;
            }
            let whole = format!("{name}={value}");
            if state.args.contains(&whole) {
                continue;
            }
            // ARG takes only a name.
            if state.args.contains(&name) || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b)) {
                self.notes.push(format!("built with --build-arg {}", quoted(&whole)));
                continue;
            }
            if value.contains(BREAKS) {
                self.notes.push(format!("a value of several lines, {}", quoted(&whole)));
                self.build_args.push(format!("ARG {name}"));
            } else {
                self.build_args.push(format!("ARG {name}={}", quoted(&value)));
            }
            state.args.extend([name, whole]);
        }
    }

    fn instruction(&mut self, word: &str, rest: &str, config: &Value, state: &mut BuildState) {
        let line = match word {
            "ADD" | "COPY" => return self.copy(word, rest),
            "CMD" | "ENTRYPOINT" | "VOLUME" | "SHELL" => list(rest).map_or(rest.to_owned(), |words| {
                if word == "SHELL" {
                    state.shell = words.join(" ");
                }
                strings(&words)
            }),
            "EXPOSE" => ports(rest),
            "HEALTHCHECK" => healthcheck(rest).unwrap_or_else(|| rest.to_owned()),
            "ENV" => named(rest, &|name| env_has(config, name)),
            "LABEL" => named(rest, &|name| config.pointer("/config/Labels").is_some_and(|l| l.get(name).is_some())),
            "ARG" => {
                let (name, value) = rest.split_once('=').map_or((rest, None), |(name, value)| (name, Some(value)));
                state.args.extend([name.to_owned(), rest.to_owned()]);
                value.map_or(name.to_owned(), |value| format!("{name}={}", quoted(value)))
            }
            _ => rest.to_owned(),
        };
        // A backslash at the end joins the next line to this one.
        if !line.ends_with('\\') {
            self.lines.push(format!("{word} {line}").trim_end().to_owned());
        }
    }

    /// COPY and ADD. The classic builder and buildah write a digest for the sources: `file:4ac8… in /srv/more`.
    fn copy(&mut self, word: &str, rest: &str) {
        let digest = rest.split_once(" in ").and_then(|(from, to)| {
            let (flags, source) = from.rsplit_once(' ').map_or(("", from), |(flags, source)| (flags, source));
            let (kind, hex) = source.split_once(':').unwrap_or(("file", source));
            let is_digest = hex.len() >= 32 && hex.bytes().all(|b| b.is_ascii_hexdigit());
            (is_digest && ["file", "dir", "multi"].contains(&kind)).then(|| (flags, format!("{kind}:{hex}"), to.trim()))
        });
        let line = match digest {
            Some((flags, source, to)) => {
                self.notes.push("history names the source by its digest only".into());
                let space = if flags.is_empty() { "" } else { " " };
                format!("{word} {flags}{space}<{source}> {to}")
            }
            None => format!("{word} {rest}"),
        };
        if line.ends_with('\\') {
            return;
        }
        let lines = with_delimiters(&line);
        if lines.len() > 1 {
            self.notes.push("history does not keep the text".into());
        }
        self.lines.extend(lines);
    }
}

/// `ENV` and `LABEL`: history has the values without quotes, so the config's names tell where a value ends.
fn named(rest: &str, is_name: &dyn Fn(&str) -> bool) -> String {
    let pair = |(name, value): (String, String)| format!("{}={}", quoted(&name), quoted(&value));
    pairs(rest, is_name).into_iter().map(pair).collect::<Vec<_>>().join(" ")
}

fn env_has(config: &Value, name: &str) -> bool {
    let env = config.pointer("/config/Env").and_then(Value::as_array);
    let is = |entry: &Value| entry.as_str().is_some_and(|e| e.strip_prefix(name).is_some_and(|v| v.starts_with('=')));
    env.is_some_and(|env| env.iter().any(is))
}

/// `EXPOSE map[80/tcp:{} 53/udp:{}]`, as BuildKit wrote it once, or `[80/tcp]`.
fn ports(rest: &str) -> String {
    let Some(inner) = rest.trim_start_matches("map").strip_prefix('[').and_then(|t| t.strip_suffix(']')) else {
        return rest.to_owned();
    };
    inner.split_whitespace().map(|port| port.trim_end_matches(":{}")).collect::<Vec<_>>().join(" ")
}

/// `&{["CMD" "sh"] "30s" "0s" "0s" '\x00'}`: test, interval, timeout, start period, since Docker 25 start interval, retries.
fn healthcheck(rest: &str) -> Option<String> {
    let mut go = Go::new(rest.strip_prefix("&{")?);
    let test = go.list()?;
    let mut times = Vec::new();
    let retries = loop {
        match go.string() {
            Some(time) if time.chars().all(|c| c.is_alphanumeric() || c == '.') => times.push(time),
            Some(_) => return None,
            None => break go.rune()?,
        }
    };
    let mut line = String::new();
    for (name, time) in ["interval", "timeout", "start-period", "start-interval"].iter().zip(&times) {
        if time != "0s" {
            line.push_str(&format!("--{name}={time} "));
        }
    }
    if retries != 0 {
        line.push_str(&format!("--retries={retries} "));
    }
    match test.split_first()? {
        (first, _) if first == "NONE" => line.push_str("NONE"),
        (first, [command]) if first == "CMD-SHELL" && command.contains(BREAKS) => {
            line.push_str(&format!("CMD {}", strings(&["/bin/sh".into(), "-c".into(), command.clone()])));
        }
        (first, [command]) if first == "CMD-SHELL" => line.push_str(&format!("CMD {command}")),
        (first, words) if first == "CMD" => line.push_str(&format!("CMD {}", strings(words))),
        _ => return None,
    }
    Some(line)
}
