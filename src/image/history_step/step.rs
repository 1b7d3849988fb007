//! The facts derived from a parsed entry: its short text, its lines of a Dockerfile, and where it came from.

use super::build_state::BuildState;
use super::entry::{Entry, Run};
use super::lines::Lines;
use crate::image::History;
use serde_json::Value;

/// One entry of the history.
#[derive(Debug, Clone, Default)]
pub struct HistoryStep {
    /// The instruction that made the entry; `None` = no instruction did.
    pub keyword: Option<&'static str>,
    /// An `ARG` line for each build argument of a RUN that no entry declared before.
    pub build_args: Vec<String>,
    /// The instruction's lines; empty without an instruction.
    pub lines: Vec<String>,
    /// Facts about the instruction that history does not keep.
    pub notes: Vec<String>,
    /// The entry as it is, for one without an instruction; else empty.
    pub text: String,
    /// buildah: the name of the image that the entry was put on.
    pub base: Option<String>,
    /// `docker import` made the entry.
    pub imported: bool,
}

impl HistoryStep {
    /// Reads an entry and notes in `state` what it sets. `config` is the image's: ENV and LABEL end their values where it has a name.
    pub fn new(entry: &History, config: &Value, state: &mut BuildState) -> Self {
        let parsed = Entry::parse(entry, &state.shell);
        let lines = Lines::of(parsed, config, state);
        let base = base_name(&entry.comment).map(str::to_owned);
        let imported = matches!(parsed, Entry::Comment(_)) && entry.comment.starts_with("Imported from");
        match lines {
            Some(Lines { keyword, build_args, lines, notes }) => {
                Self { keyword: Some(keyword), build_args, lines, notes, text: String::new(), base, imported }
            }
            None => {
                let texts = [&entry.created_by, &entry.comment].map(|text| text.trim());
                let text = texts
                    .into_iter()
                    .find(|text| !text.is_empty())
                    .unwrap_or("history says nothing about it")
                    .to_owned();
                Self { text, base, imported, ..Self::default() }
            }
        }
    }

    /// The arguments on the instruction's first line.
    pub fn arguments(&self) -> &str {
        let first = self.lines.first().map_or("", String::as_str);
        self.keyword.and_then(|keyword| first.strip_prefix(keyword)).unwrap_or_default().trim()
    }
}

impl History {
    /// The instruction on one line, as the stack shows it: "RUN apt-get update", "COPY hello /srv/hello"; else the entry's text, else its
    /// comment. Not safe to show. A shell that SHELL set stays in the line.
    pub fn instruction(&self) -> String {
        match Entry::parse(self, &BuildState::default().shell) {
            Entry::Run(Run { command, .. }) => format!("RUN {}", one_line(command)),
            Entry::Instruction { keyword, arguments } => format!("{keyword} {}", one_line(arguments)),
            Entry::Text(text) => one_line(text),
            Entry::Comment(comment) => comment.to_owned(),
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The command line in the text of a `docker commit`: the container's command when that was a shell's.
pub fn commit_command(text: &str) -> Option<&str> {
    ["sh -c ", "bash -c ", "/bin/bash -c "].iter().find_map(|shell| text.strip_prefix(shell))
}

/// "FROM localhost/story:3", which buildah writes as a comment. An id in that place is only the entry before.
fn base_name(comment: &str) -> Option<&str> {
    let name = comment.strip_prefix("FROM ")?.trim();
    let id = name.len() >= 12 && name.bytes().all(|b| b.is_ascii_hexdigit());
    (!id && !name.is_empty() && !name.contains(char::is_whitespace)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_builders_and_commits_read_as_instructions() {
        for (created_by, comment, wanted) in [
            ("/bin/sh -c #(nop)  CMD [\"-c\" \"echo hi\"]", "", "CMD [\"-c\" \"echo hi\"]"),
            ("/bin/sh -c chmod 640 /data/dup/blob1", "", "RUN chmod 640 /data/dup/blob1"),
            (
                "RUN |1 WHO=me /bin/sh -c echo \"$WHO\" > /x # buildkit",
                "buildkit.dockerfile.v0",
                "RUN echo \"$WHO\" > /x",
            ),
            ("RUN /bin/sh -c true # buildkit", "", "RUN true"),
            ("|1 WHO=me /bin/sh -c echo hi", "", "RUN echo hi"),
            ("COPY hello /srv/hello # buildkit", "buildkit.dockerfile.v0", "COPY hello /srv/hello"),
            ("sh -c echo one > /root/one.txt", "", "sh -c echo one > /root/one.txt"),
            ("", "Imported from -", "Imported from -"),
        ] {
            let (created_by, comment) = (created_by.to_owned(), comment.to_owned());
            assert_eq!(History { created_by, comment, ..History::default() }.instruction(), wanted);
        }
    }
}
