//! The one catalogue of sentences that page, reports and command line share: a JSON file a language, key → text.
//!
//! *Shape* of an entry: a text with `{name}` placeholders; `{"one": …, "other": …}`, chosen by the parameter `n`; or
//! `{"same": KEY}`, the text of another key. `www/src/ui/catalogue.ts` reads the same files by the same rules.
//!
//! Files that the page does not need make catalogues of their own, by the same rules: the rules' texts here, the command line's
//! in `src/bin/layerscope`. There an entry may also be a list of lines. The linker drops a catalogue that no caller reads.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::{Display, Write};
use std::sync::OnceLock;

/// A language of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Korean.
    Korean,
}

impl Language {
    /// The tag that HTML has for it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Korean => "ko",
        }
    }
}

/// An entry of the catalogue.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Text(Box<str>),
    Plural { one: Box<str>, other: Box<str> },
    Same { same: Box<str> },
    Lines(Vec<Box<str>>),
}

type Entries = BTreeMap<Box<str>, Entry>;

/// A parameter's name and value.
pub type Parameter<'p> = (&'p str, &'p dyn Display);

/// Texts in both languages: a JSON file each, read when the first text is asked for.
pub struct Catalogue {
    json: [&'static str; 2],
    entries: [OnceLock<Entries>; 2],
}

static SHARED: Catalogue = Catalogue::new(include_str!("en.json"), include_str!("ko.json"));

/// Texts of rules and their reasons, which only the command line prints.
pub static CHECK: Catalogue = Catalogue::new(include_str!("check.en.json"), include_str!("check.ko.json"));

impl Catalogue {
    /// The catalogue of two JSON files. A file that can't be read has no texts: tests prove that each can.
    pub const fn new(english: &'static str, korean: &'static str) -> Self {
        Self { json: [english, korean], entries: [OnceLock::new(), OnceLock::new()] }
    }

    fn entries(&self, language: Language) -> &Entries {
        let ([english, korean], [read_english, read_korean]) = (&self.json, &self.entries);
        let (json, entries) = match language {
            Language::English => (english, read_english),
            Language::Korean => (korean, read_korean),
        };
        entries.get_or_init(|| serde_json::from_str(json).unwrap_or_default())
    }

    /// All keys of a language, in order.
    pub fn keys(&self, language: Language) -> impl Iterator<Item = &str> {
        self.entries(language).keys().map(|key| &**key)
    }

    /// The text of a key with its parameters put in; `None` where the catalogue has no such key.
    pub fn find(&self, language: Language, key: &str, parameters: &[Parameter]) -> Option<String> {
        find_in(self.entries(language), key, parameters)
    }

    /// The same; a key without a text stands for itself, as on the page.
    pub fn text(&self, language: Language, key: &str, parameters: &[Parameter]) -> String {
        self.find(language, key, parameters).unwrap_or_else(|| key.to_owned())
    }
}

/// All keys of the shared catalogue, in order.
pub fn keys(language: Language) -> impl Iterator<Item = &'static str> {
    SHARED.keys(language)
}

/// The shared catalogue's text of a key with its parameters put in; `None` where it has no such key.
pub fn find(language: Language, key: &str, parameters: &[Parameter]) -> Option<String> {
    SHARED.find(language, key, parameters)
}

/// The same; a key without a text stands for itself, as on the page.
pub fn text(language: Language, key: &str, parameters: &[Parameter]) -> String {
    SHARED.text(language, key, parameters)
}

fn find_in(entries: &Entries, key: &str, parameters: &[Parameter]) -> Option<String> {
    let entry = match entries.get(key)? {
        Entry::Same { same } => entries.get(same)?,
        entry => entry,
    };
    let template = match entry {
        Entry::Text(text) => text,
        Entry::Plural { one, other } => {
            if is_one(parameters) {
                one
            } else {
                other
            }
        }
        Entry::Lines(lines) => return Some(render(&lines.join("\n"), parameters)),
        Entry::Same { .. } => return None, // a reference leads to a text, never to another reference
    };
    Some(render(template, parameters))
}

fn is_one(parameters: &[Parameter]) -> bool {
    parameters.iter().any(|(name, value)| *name == "n" && value.to_string() == "1")
}

/// Puts the parameters in; `?` where one is missing. Values are not looked at again: a brace in one stays a brace.
fn render(template: &str, parameters: &[Parameter]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        out.push_str(before);
        match parameters.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => {
                let _ = write!(out, "{value}");
            }
            None => out.push('?'),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Map, Value};

    /// The page's reader is held to the same cases by `tests/unit/catalogue.test.mjs`.
    #[derive(Deserialize)]
    struct Cases {
        entries: Entries,
        cases: Vec<(String, Map<String, Value>, String)>,
    }

    #[test]
    fn placeholders_plurals_and_references_are_read_by_the_shared_rules() {
        let all: Cases = serde_json::from_str(include_str!("cases.json")).unwrap();
        assert!(all.cases.len() > 10);
        for (key, values, wanted) in &all.cases {
            let values: Vec<(&str, &str)> = values.iter().map(|(name, v)| (&**name, v.as_str().unwrap())).collect();
            let parameters: Vec<Parameter> = values.iter().map(|(name, v)| (*name, v as &dyn Display)).collect();
            assert_eq!(find_in(&all.entries, key, &parameters).as_deref(), Some(&**wanted), "{key}");
        }
        assert_eq!(find_in(&all.entries, "nowhere", &[]), None);
    }

    #[test]
    fn a_key_without_a_text_stands_for_itself() {
        assert_eq!(text(Language::Korean, "no.such.key", &[]), "no.such.key");
    }

    #[test]
    fn lines_are_joined() {
        static LINES: Catalogue = Catalogue::new(r#"{"a": ["{x}", "", "2"]}"#, "{}");
        assert_eq!(LINES.find(Language::English, "a", &[("x", &1)]).as_deref(), Some("1\n\n2"));
        assert_eq!(LINES.find(Language::Korean, "a", &[]), None);
    }
}
