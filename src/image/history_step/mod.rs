//! One entry of the history → the lines of its instruction.

mod go;
mod heredoc;
mod pairs;

use super::History;
use go::{Go, list, strings};
use heredoc::{in_lines, with_ends};
use pairs::{pairs, quoted};
use serde_json::Value;

/// What ends a line of a Dockerfile: behind it stands another instruction.
const BREAKS: [char; 2] = ['\n', '\r'];

const INSTRUCTIONS: [&str; 17] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// What the entries so far have set.
pub struct Shell {
    /// The words in front of a command line, joined.
    words: String,
    /// Build arguments that were told, "NAME" and "NAME=value".
    args: Vec<String>,
}

impl Default for Shell {
    fn default() -> Self {
        Self { words: "/bin/sh -c".into(), args: Vec::new() }
    }
}

/// An instruction, or what is told of an entry that is none.
#[derive(Default)]
pub struct HistoryStep {
    /// The instruction; none = no instruction made the entry.
    pub lines: Vec<String>,
    /// What history does not keep of it.
    pub notes: Vec<String>,
    /// The entry as it is.
    pub text: String,
}

impl HistoryStep {
    /// Reads an entry. *Source:* moby builder/dockerfile (classic), BuildKit dockerfile2llb `commitToHistory`, buildah's and kaniko's
    /// histories; each wrote some of the fixtures.
    pub fn new(entry: &History, config: &Value, shell: &mut Shell) -> Self {
        let text = entry.created_by.trim();
        let mut step = Self::default();
        let buildkit = text.strip_suffix("# buildkit").map(str::trim_end);
        let body = buildkit.unwrap_or(text);
        if let Some(instruction) = nop(body, shell) {
            step.instruction(instruction, config, shell);
        } else if let Some(command) = body.strip_prefix("RUN ") {
            let command = command.trim_start();
            let rest = step.args(command, shell);
            match (after_shell(rest, shell), buildkit.is_some()) {
                (Some(line), _) => step.run(line),
                (None, true) => {
                    step.notes.push("an exec form, [...]: history does not keep where its words end".into());
                    step.run(rest);
                }
                (None, false) => step.run(rest),
            }
        } else if body.starts_with('|') || after_shell(body, shell).is_some() {
            let rest = step.args(body, shell);
            if let Some(line) = after_shell(rest, shell) {
                step.run(line);
            }
        } else {
            step.instruction(body, config, shell);
        }
        if step.lines.is_empty() {
            step.notes.clear();
            let made = [text, entry.comment.trim()].into_iter().find(|t| !t.is_empty());
            step.text = made.unwrap_or("nothing is told of it").to_owned();
        }
        step
    }

    fn run(&mut self, line: &str) {
        self.lines.extend(match serde_json::from_str::<Vec<String>>(line) {
            Ok(words) if line.contains(BREAKS) => vec![format!("RUN {}", strings(&words))],
            Ok(_) => vec![format!("RUN {line}")],
            Err(_) => in_lines(line),
        });
    }

    /// Takes `|2 A=1 B=2` off a command: arguments that no ARG told of get one.
    fn args<'t>(&mut self, text: &'t str, shell: &mut Shell) -> &'t str {
        let Some((count, rest)) = text.strip_prefix('|').and_then(|t| t.split_once(' ')) else { return text };
        let Ok(count) = count.parse::<usize>() else { return text };
        let mark = format!("{} ", shell.words);
        let before_shell = rest.find(&mark).map(|at| rest.split_at(at));
        let (told, command) = match before_shell {
            Some(parts) => parts,
            None if count == 0 => ("", rest),
            None => return text,
        };
        for (name, value) in pairs(told.trim_end(), &|_| true) {
            if name.is_empty() || self.lines.len() >= count {
                continue;
            }
            let whole = format!("{name}={value}");
            if shell.args.contains(&whole) {
                continue;
            }
            // What is no name can't be declared.
            if shell.args.contains(&name) || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b)) {
                self.notes.push(format!("built with --build-arg {}", quoted(&whole)));
                continue;
            }
            if value.contains(BREAKS) {
                self.notes.push(format!("a value of several lines, {}", quoted(&whole)));
                self.lines.push(format!("ARG {name}"));
            } else {
                self.lines.push(format!("ARG {name}={}", quoted(&value)));
            }
            shell.args.extend([name, whole]);
        }
        command
    }

    fn instruction(&mut self, text: &str, config: &Value, shell: &mut Shell) {
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let rest = rest.trim();
        // A line break here would be another instruction, whatever it says; and each of them says something.
        if !INSTRUCTIONS.contains(&word) || rest.is_empty() || word != "RUN" && rest.contains(BREAKS) {
            return;
        }
        let line = match word {
            "RUN" => return self.run(rest),
            "ADD" | "COPY" => return self.copy(word, rest),
            "CMD" | "ENTRYPOINT" | "VOLUME" | "SHELL" => list(rest).map_or(rest.to_owned(), |words| {
                if word == "SHELL" {
                    shell.words = words.join(" ");
                }
                strings(&words)
            }),
            "EXPOSE" => ports(rest),
            "HEALTHCHECK" => healthcheck(rest).unwrap_or_else(|| rest.to_owned()),
            "ENV" => named(rest, &|name| env_has(config, name)),
            "LABEL" => named(rest, &|name| config.pointer("/config/Labels").is_some_and(|l| l.get(name).is_some())),
            "ARG" => {
                let (name, value) = rest.split_once('=').map_or((rest, None), |(name, value)| (name, Some(value)));
                shell.args.extend([name.to_owned(), rest.to_owned()]);
                value.map_or(name.to_owned(), |value| format!("{name}={}", quoted(value)))
            }
            _ => rest.to_owned(),
        };
        // A backslash at the end would join the line after it.
        if !line.ends_with('\\') {
            self.lines.push(format!("{word} {line}").trim_end().to_owned());
        }
    }

    /// The classic builder and buildah write a digest for the sources: `file:4ac8… in /srv/more`.
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
        let ends = with_ends(&line);
        if ends.len() > 1 {
            self.notes.push("history does not keep the text".into());
        }
        self.lines.extend(ends);
    }
}

/// What stands behind `#(nop)`, and before that only a shell.
fn nop<'t>(text: &'t str, shell: &Shell) -> Option<&'t str> {
    let (before, instruction) = text.split_once("#(nop)")?;
    let before = before.trim_end();
    (before == shell.words || ["/bin/sh -c", "cmd /S /C"].contains(&before)).then(|| instruction.trim())
}

fn after_shell<'t>(text: &'t str, shell: &Shell) -> Option<&'t str> {
    text.strip_prefix(&*shell.words)?.strip_prefix(' ').map(str::trim)
}

/// `ENV` and `LABEL`: values were unquoted, so that where the next name starts is told by what the config has.
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
