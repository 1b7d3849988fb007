//! Flags and operands of a command, split as getopt does.

/// Arguments of a command.
#[derive(Debug, Clone, Default)]
pub(super) struct Args {
    flags: Vec<(u8, Vec<u8>)>,
    /// Arguments that are no flags.
    pub operands: Vec<Vec<u8>>,
}

impl Args {
    /// `spec` lists the letters; a colon after a letter means that it takes a value. `long` has their long names. Flags
    /// may follow operands; after `--` everything is an operand. *Errors:* getopt's words.
    pub fn parse(words: &[Vec<u8>], spec: &str, long: &[(&str, u8)]) -> Result<Self, String> {
        let mut args = Self::default();
        let takes = |letter: u8| {
            let at = spec.bytes().position(|b| b == letter && b != b':')?;
            Some(spec.as_bytes().get(at + 1) == Some(&b':'))
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if word == b"--" {
                args.operands.extend(words.cloned());
                break;
            }
            if let Some(name) = word.strip_prefix(b"--") {
                let mut parts = name.splitn(2, |byte| *byte == b'=');
                let (name, value) = (parts.next().unwrap_or_default(), parts.next());
                let text = String::from_utf8_lossy(name);
                let (_, letter) = long
                    .iter()
                    .find(|(full, _)| full.as_bytes() == name)
                    .ok_or_else(|| format!("unrecognized option '--{text}'"))?;
                let value = match (takes(*letter) == Some(true), value) {
                    (true, Some(value)) => value.to_vec(),
                    (true, None) => {
                        words.next().cloned().ok_or_else(|| format!("option '--{text}' requires an argument"))?
                    }
                    (false, _) => Vec::new(),
                };
                args.flags.push((*letter, value));
                continue;
            }
            let Some(mut letters) = word.strip_prefix(b"-").filter(|rest| !rest.is_empty()) else {
                args.operands.push(word.clone());
                continue;
            };
            while let Some((letter, rest)) = letters.split_first() {
                letters = rest;
                let shown = char::from(*letter);
                match takes(*letter) {
                    None => return Err(format!("invalid option -- '{shown}'")),
                    Some(false) => args.flags.push((*letter, Vec::new())),
                    Some(true) => {
                        let value = if rest.is_empty() { words.next().cloned() } else { Some(rest.to_vec()) };
                        let value = value.ok_or_else(|| format!("option requires an argument -- '{shown}'"))?;
                        args.flags.push((*letter, value));
                        break;
                    }
                }
            }
        }
        Ok(args)
    }

    /// The flag is set.
    pub fn has(&self, letter: char) -> bool {
        self.flags.iter().any(|(flag, _)| char::from(*flag) == letter)
    }

    /// The last value of a flag.
    pub fn value(&self, letter: char) -> Option<&[u8]> {
        self.flags.iter().rev().find(|(flag, _)| char::from(*flag) == letter).map(|(_, value)| value.as_slice())
    }

    /// All values of a flag, in their order.
    pub fn values(&self, letter: char) -> impl Iterator<Item = &[u8]> {
        self.flags.iter().filter(move |(flag, _)| char::from(*flag) == letter).map(|(_, value)| value.as_slice())
    }

    /// The last of several flags that exclude each other.
    pub fn last_of(&self, letters: &str) -> Option<char> {
        self.flags.iter().rev().map(|(flag, _)| char::from(*flag)).find(|flag| letters.contains(*flag))
    }
}
