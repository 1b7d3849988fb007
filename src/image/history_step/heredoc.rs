//! RUN, COPY and ADD on several lines: here-documents, so that no line becomes an instruction of its own.

/// The delimiters of the here-documents that a line opens. *Source:* BuildKit parser `^(\d*)<<(-?)([^<]*)$`, for each word.
fn delimiters<'l>(line: &'l str) -> Vec<&'l str> {
    let name = |word: &'l str| {
        let name = word.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix("<<")?;
        Some(name.trim_start_matches('-').trim_matches(['"', '\''])).filter(|n| !n.is_empty() && !n.contains('<'))
    };
    line.split_whitespace().filter_map(name).collect()
}

/// `RUN` with a command: one line, or the here-document that holds several.
pub fn in_lines(command: &str) -> Vec<String> {
    let command = command.trim_end_matches('\n');
    let mut lines = command.lines();
    let first = lines.next().unwrap_or_default();
    let opened = delimiters(first);
    if opened.is_empty() && command == first && !first.ends_with('\\') {
        return vec![format!("RUN {first}")];
    }
    // The command's own here-document, closed by its last line.
    if !opened.is_empty() && !first.ends_with('\\') {
        let mut waiting = opened.iter();
        let mut end = waiting.next();
        let mut after = false;
        for line in lines {
            after |= end.is_none();
            if end.is_some_and(|end| line.trim_start_matches('\t') == *end) {
                end = waiting.next();
            }
        }
        if end.is_none() && !after {
            return format!("RUN {command}").lines().map(str::to_owned).collect();
        }
    }
    let taken = |name: &str| command.lines().any(|line| line.trim() == name);
    let mut name = String::from("EOF");
    while taken(&name) {
        name.push('F');
    }
    let mut out = vec![format!("RUN <<{name}")];
    out.extend(command.lines().map(str::to_owned));
    out.push(name);
    out
}

/// `COPY <<EOF /x`: the line, and the delimiter of each here-document. Their text is not known.
pub fn with_delimiters(line: &str) -> Vec<String> {
    let mut out = vec![line.to_owned()];
    out.extend(delimiters(line).into_iter().map(str::to_owned));
    out
}
