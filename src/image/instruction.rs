//! A history entry's command, shortened for the eye: the Dockerfile instruction it came from.

use super::History;

impl History {
    /// What stood in the Dockerfile, as `created_by` tells it; else the comment. Nothing is made safe to show.
    pub fn instruction(&self) -> String {
        shorten(&self.created_by, &self.comment)
    }
}

/// "RUN apt-get update", "COPY hello /srv/hello", "Imported from -".
///
/// *Source:* the classic builder writes `/bin/sh -c #(nop)  CMD ["sh"]` and `/bin/sh -c apt-get …`; BuildKit writes
/// `RUN |1 WHO=me /bin/sh -c … # buildkit` and plain instructions; `docker commit` the container's command.
fn shorten(created_by: &str, comment: &str) -> String {
    let text = created_by.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return comment.trim().to_owned();
    }
    let text = text.strip_suffix("# buildkit").unwrap_or(&text).trim_end();
    if let Some(run) = text.strip_prefix("RUN ") {
        return format!("RUN {}", without_shell(without_args(run)));
    }
    match text.strip_prefix("/bin/sh -c ") {
        Some(rest) => match rest.strip_prefix("#(nop)") {
            Some(instruction) => instruction.trim().to_owned(),
            None => format!("RUN {rest}"),
        },
        None => match text.strip_prefix('|').map(|_| without_args(text)) {
            Some(rest) => format!("RUN {}", without_shell(rest)),
            None => text.to_owned(),
        },
    }
}

/// `|2 A=1 B=2 /bin/sh -c …`: the build arguments in front of a command.
fn without_args(text: &str) -> &str {
    match text.strip_prefix('|') {
        Some(_) => text.find("/bin/sh -c ").and_then(|at| text.get(at..)).unwrap_or(text),
        None => text,
    }
}

fn without_shell(text: &str) -> &str {
    text.strip_prefix("/bin/sh -c ").unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::shorten;

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
            assert_eq!(shorten(created_by, comment), wanted);
        }
    }
}
