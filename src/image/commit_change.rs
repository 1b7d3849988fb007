//! `docker commit --change`: one Dockerfile instruction changes an image's config.
//!
//! *Source:* moby builder/dockerfile (`BuildFromConfig`, `dispatchers.go`, the shell lexer), buildkit frontend/dockerfile/parser.

use serde_json::{Map, Value, json};

/// A line that `docker commit` refuses, and the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadChange(pub String);

/// The `config` object of an image's config, while instructions change it.
pub struct Changes {
    config: Map<String, Value>,
    /// A CMD was among them; then ENTRYPOINT does not clear `Cmd`.
    has_cmd: bool,
}

impl Changes {
    /// Starts from a config; `None` = from an empty one.
    pub fn new(config: Option<&Value>) -> Self {
        Self { config: config.and_then(Value::as_object).cloned().unwrap_or_default(), has_cmd: false }
    }

    /// The changed config.
    pub fn into_config(self) -> Value {
        Value::Object(self.config)
    }

    /// Applies one line. *Errors:* an instruction that `docker commit` does not take, or wrong arguments.
    pub fn apply(&mut self, line: &str) -> Result<(), BadChange> {
        let line = line.trim();
        let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let (name, rest) = (name.to_ascii_uppercase(), rest.trim());
        let takes = ["CMD", "ENTRYPOINT", "ENV", "EXPOSE", "HEALTHCHECK", "LABEL", "ONBUILD", "STOPSIGNAL", "USER"];
        if !takes.contains(&&*name) && !["VOLUME", "WORKDIR"].contains(&&*name) {
            return Err(BadChange(format!("{} is not a valid change command", name.to_ascii_lowercase())));
        }
        if rest.is_empty() && name != "CMD" {
            return Err(BadChange(format!("{name} requires at least one argument")));
        }
        match &*name {
            "CMD" => {
                self.has_cmd = true;
                let command = self.command(rest);
                self.set("Cmd", command);
            }
            "ENTRYPOINT" => {
                let command = self.command(rest);
                self.set("Entrypoint", command);
                if !self.has_cmd {
                    self.set("Cmd", Value::Null);
                }
            }
            "ENV" => {
                for (key, value) in self.pairs(rest, "ENV")? {
                    self.set_env(&key, &value);
                }
            }
            "LABEL" => {
                let pairs = self.pairs(rest, "LABEL")?;
                self.extend("Labels", pairs.into_iter().map(|(key, value)| (key, Value::String(value))));
            }
            "EXPOSE" => {
                for port in words(rest) {
                    let port = self.word(&port);
                    self.extend("ExposedPorts", ports(&port)?.into_iter().map(|port| (port, json!({}))));
                }
            }
            "VOLUME" => {
                let list = exec(rest).unwrap_or_else(|| words(rest));
                let list: Vec<String> = list.iter().map(|word| self.word(word)).collect();
                self.extend("Volumes", list.into_iter().map(|path| (path, json!({}))));
            }
            "HEALTHCHECK" => {
                let check = healthcheck(rest)?;
                self.set("Healthcheck", check);
            }
            "ONBUILD" => {
                let mut list = self.config.get("OnBuild").and_then(Value::as_array).cloned().unwrap_or_default();
                list.push(json!(rest));
                self.set("OnBuild", Value::Array(list));
            }
            "WORKDIR" => {
                let to = self.word(rest);
                let now = self.config.get("WorkingDir").and_then(Value::as_str).unwrap_or_default();
                let path = if to.starts_with('/') { to } else { format!("/{now}/{to}") };
                let clean = crate::tar_format::path::clean(path.as_bytes()).bytes;
                self.set("WorkingDir", json!(format!("/{}", String::from_utf8_lossy(&clean))));
            }
            field => {
                let value = json!(self.word(rest));
                self.set(if field == "USER" { "User" } else { "StopSignal" }, value);
            }
        }
        Ok(())
    }

    fn set(&mut self, key: &str, value: Value) {
        self.config.insert(key.to_owned(), value);
    }

    /// Adds to a field that is an object, sorted by key as Go writes it.
    fn extend(&mut self, key: &str, more: impl IntoIterator<Item = (String, Value)>) {
        let mut map = self.config.get(key).and_then(Value::as_object).cloned().unwrap_or_default();
        map.extend(more);
        map.sort_keys();
        self.set(key, Value::Object(map));
    }

    /// The words of an exec form, or the shell's words and the line.
    fn command(&self, rest: &str) -> Value {
        let shell = self.config.get("Shell").filter(|shell| shell.as_array().is_some_and(|list| !list.is_empty()));
        match exec(rest) {
            Some(words) => json!(words),
            None if rest.is_empty() => Value::Null,
            None => {
                let mut list =
                    shell.and_then(Value::as_array).cloned().unwrap_or_else(|| vec![json!("/bin/sh"), json!("-c")]);
                list.push(json!(rest));
                Value::Array(list)
            }
        }
    }

    fn set_env(&mut self, key: &str, value: &str) {
        let mut list = self.config.get("Env").and_then(Value::as_array).cloned().unwrap_or_default();
        let entry = json!(format!("{key}={value}"));
        let named = |v: &Value| v.as_str().and_then(|v| v.split_once('=')).is_some_and(|(name, _)| name == key);
        match list.iter_mut().find(|v| named(v)) {
            Some(place) => *place = entry,
            None => list.push(entry),
        }
        self.set("Env", Value::Array(list));
    }

    fn env(&self, key: &str) -> Option<&str> {
        let list = self.config.get("Env").and_then(Value::as_array)?;
        list.iter().filter_map(|v| v.as_str()?.split_once('=')).find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    /// `K=V K2="v 2"`, or the old form `K value`.
    fn pairs(&self, rest: &str, of: &str) -> Result<Vec<(String, String)>, BadChange> {
        let list = words(rest);
        if !list.first().is_some_and(|word| word.contains('=')) {
            let (key, value) = rest
                .split_once(char::is_whitespace)
                .ok_or_else(|| BadChange(format!("{of} must have two arguments")))?;
            return Ok(vec![(self.word(key), self.word(value.trim()))]);
        }
        let pair = |word: &String| {
            let (key, value) = word.split_once('=').ok_or_else(|| {
                BadChange(format!("Syntax error - can't find = in {word:?}. Must be of the form: name=value"))
            })?;
            if key.is_empty() {
                return Err(BadChange(format!("{of} names can not be blank")));
            }
            Ok((self.word(key), self.word(value)))
        };
        list.iter().map(pair).collect()
    }

    /// A word as the builder reads it: without quotes, with `$NAME`, `${NAME}`, `${NAME:-else}` and `${NAME:+then}`
    /// expanded.
    fn word(&self, word: &str) -> String {
        let mut out = String::new();
        let mut rest = word.chars().peekable();
        let mut quote = None;
        while let Some(c) = rest.next() {
            match c {
                '\'' if quote != Some('"') => quote = if quote.is_none() { Some('\'') } else { None },
                '"' if quote != Some('\'') => quote = if quote.is_none() { Some('"') } else { None },
                '\\' if quote != Some('\'') => match rest.next() {
                    Some(next) if quote.is_none() || matches!(next, '"' | '$' | '\\') => out.push(next),
                    Some(next) => out.extend(['\\', next]),
                    None => out.push('\\'),
                },
                '$' if quote != Some('\'') && rest.peek() == Some(&'{') => {
                    rest.next();
                    let inner: String = rest.by_ref().take_while(|c| *c != '}').collect();
                    let end = inner.find(':').unwrap_or(inner.len());
                    let (name, modifier) = inner.split_at_checked(end).unwrap_or((&inner, ""));
                    let value = self.env(name).filter(|value| !value.is_empty() || modifier.is_empty());
                    match (modifier.strip_prefix(":-"), modifier.strip_prefix(":+")) {
                        (Some(other), _) => out.push_str(value.unwrap_or(other)),
                        (_, Some(then)) => out.push_str(value.map_or("", |_| then)),
                        _ => out.push_str(value.unwrap_or_default()),
                    }
                }
                '$' if quote != Some('\'') => {
                    let mut name = String::new();
                    while let Some(c) = rest.next_if(|c| c.is_ascii_alphanumeric() || *c == '_') {
                        name.push(c);
                    }
                    if name.is_empty() {
                        out.push('$');
                    }
                    out.push_str(self.env(&name).unwrap_or_default());
                }
                c => out.push(c),
            }
        }
        out
    }
}

/// The exec form, `["a", "b"]`.
fn exec(rest: &str) -> Option<Vec<String>> {
    serde_json::from_str(rest).ok()
}

/// Words with their quotes. A space within quotes or after a backslash does not end a word.
fn words(rest: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quote, mut escaped) = (String::new(), None, false);
    for c in rest.chars() {
        match c {
            c if c.is_whitespace() && quote.is_none() && !escaped => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                continue;
            }
            '"' | '\'' if !escaped && quote.is_none_or(|q| q == c) => {
                quote = if quote.is_none() { Some(c) } else { None }
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped && quote != Some('\'');
        word.push(c);
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// `80`, `80/udp`, `80-82`: each port with its protocol.
fn ports(text: &str) -> Result<Vec<String>, BadChange> {
    let bad = || BadChange(format!("Invalid containerPort: {text}"));
    let (numbers, protocol) = text.split_once('/').unwrap_or((text, "tcp"));
    let protocol = protocol.to_ascii_lowercase();
    if !["tcp", "udp", "sctp"].contains(&&*protocol) {
        return Err(BadChange(format!("Invalid proto: {protocol}")));
    }
    let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
    let (first, last): (u16, u16) = (first.parse().map_err(|_| bad())?, last.parse().map_err(|_| bad())?);
    if last < first {
        return Err(bad());
    }
    Ok((first..=last).map(|port| format!("{port}/{protocol}")).collect())
}

fn healthcheck(rest: &str) -> Result<Value, BadChange> {
    if rest.eq_ignore_ascii_case("NONE") {
        return Ok(json!({ "Test": ["NONE"] }));
    }
    let mut options = Map::new();
    let mut rest = rest;
    while let Some(flag) = rest.strip_prefix("--") {
        let (flag, after) = flag.split_once(char::is_whitespace).unwrap_or((flag, ""));
        let (name, value) = flag.split_once('=').unwrap_or((flag, ""));
        let bad = || BadChange(format!("invalid value {value:?} of --{name}"));
        let (key, value) = match name {
            "interval" => ("Interval", json!(nanoseconds(value).ok_or_else(bad)?)),
            "timeout" => ("Timeout", json!(nanoseconds(value).ok_or_else(bad)?)),
            "start-period" => ("StartPeriod", json!(nanoseconds(value).ok_or_else(bad)?)),
            "start-interval" => ("StartInterval", json!(nanoseconds(value).ok_or_else(bad)?)),
            "retries" => ("Retries", json!(value.parse::<u32>().map_err(|_| bad())?)),
            _ => return Err(BadChange(format!("Unknown flag: {name}"))),
        };
        options.insert(key.to_owned(), value);
        rest = after.trim_start();
    }
    let (kind, command) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let command = command.trim();
    if !kind.eq_ignore_ascii_case("CMD") || command.is_empty() {
        return Err(BadChange("Unknown type in HEALTHCHECK (try CMD)".into()));
    }
    let mut test = vec![if exec(command).is_some() { "CMD" } else { "CMD-SHELL" }.to_owned()];
    test.extend(exec(command).unwrap_or_else(|| vec![command.to_owned()]));
    let mut check = Map::new();
    check.insert("Test".into(), json!(test));
    for key in ["Interval", "Timeout", "StartPeriod", "StartInterval", "Retries"] {
        check.extend(options.remove(key).map(|value| (key.to_owned(), value)));
    }
    Ok(Value::Object(check))
}

/// A duration as Go writes it: "1m30s", "500ms".
fn nanoseconds(text: &str) -> Option<u64> {
    let mut rest = text;
    let mut sum = 0.0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest.get(..digits)?.parse().ok()?;
        let unit = rest.get(digits..)?;
        let end = unit.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(unit.len());
        sum += number
            * match unit.get(..end)? {
                "ns" => 1.0,
                "us" | "µs" => 1e3,
                "ms" => 1e6,
                "s" => 1e9,
                "m" => 60e9,
                "h" => 3600e9,
                _ => return None,
            };
        rest = unit.get(end..)?;
    }
    (!text.is_empty() && sum < 9e18).then_some(sum as u64)
}
