//! The language of the program, and its words out of the catalogue: `words/en.json`, `words/ko.json`.

use clap::ValueEnum;
use layerscope::messages::{Catalogue, Language, Parameter};
use serde::Serialize;
use std::ffi::OsString;
use std::sync::atomic::{AtomicBool, Ordering};

static WORDS: Catalogue = Catalogue::new(include_str!("words/en.json"), include_str!("words/ko.json"));

/// Set before the arguments are parsed, for the help and what is wrong with them have a language, too.
static KOREAN: AtomicBool = AtomicBool::new(false);

/// The value of `--language`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Tag {
    En,
    Ko,
}

impl From<Tag> for Language {
    fn from(tag: Tag) -> Self {
        match tag {
            Tag::En => Self::English,
            Tag::Ko => Self::Korean,
        }
    }
}

/// The language in which the program speaks.
pub fn language() -> Language {
    if KOREAN.load(Ordering::Relaxed) { Language::Korean } else { Language::English }
}

pub fn set_language(language: Language) {
    KOREAN.store(language == Language::Korean, Ordering::Relaxed);
}

/// The language that `--language` names among arguments which are not parsed yet.
pub fn language_of_arguments(arguments: &[OsString]) -> Option<Language> {
    let texts: Vec<&str> = arguments.iter().map_while(|text| Some(text.to_str().unwrap_or(""))).collect();
    let options = texts.split(|text| *text == "--").next().unwrap_or_default();
    let tag = |text: &str| Tag::from_str(text, false).ok().map(Language::from);
    let joined = options.iter().rev().find_map(|text| tag(text.strip_prefix("--language=")?));
    joined
        .or_else(|| options.windows(2).find_map(|pair| if let ["--language", text] = pair { tag(text) } else { None }))
}

/// The language of the environment: that of the first variable which is set and not empty. *Source:* POSIX, 8.2.
pub fn language_of_environment(variable: impl Fn(&str) -> Option<OsString>) -> Language {
    let values = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable);
    let locale = values.map(|value| value.to_string_lossy().into_owned()).find(|value| !value.is_empty());
    let korean = locale.is_some_and(|locale| locale.split(['_', '.', '@', '-']).next() == Some("ko"));
    if korean { Language::Korean } else { Language::English }
}

/// The text of a key in the program's language.
pub fn say(key: &str, parameters: &[Parameter]) -> String {
    WORDS.text(language(), key, parameters)
}

/// The same without parameters.
pub fn word(key: &str) -> String {
    say(key, &[])
}

/// The word of a name in a family of names: `named("change", "added")`.
pub fn named(family: &'static str, name: &'static str) -> String {
    word(&format!("{family}.{name}"))
}

/// The word of a value that JSON names: `word_of("cause", Cause::Deleted)`.
pub fn word_of<T: Serialize>(family: &str, value: T) -> String {
    let name = serde_json::to_value(value).ok();
    let name = name.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
    word(&format!("{family}.{name}"))
}

/// Prints a note to standard error.
pub fn note(text: &str) {
    eprintln!("{}", say("note", &[("text", &text)]));
}

#[cfg(test)]
mod tests {
    use super::{language_of_arguments, language_of_environment};
    use layerscope::messages::Language::{self, English, Korean};

    #[test]
    fn the_first_variable_that_is_set_decides() {
        for (values, wanted) in [
            (["", "", ""], English),
            (["", "", "ko_KR.UTF-8"], Korean),
            (["", "ko", "en_US.UTF-8"], Korean),
            (["C", "ko_KR.UTF-8", "ko_KR.UTF-8"], English),
            (["ko_KR", "C", "C"], Korean),
            (["POSIX", "", ""], English),
            (["kok_IN", "", ""], English),
            (["", "", "de_DE.UTF-8"], English),
        ] {
            let variable = |name: &str| {
                let at = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().position(|known| *known == name)?;
                Some(values[at].into())
            };
            assert_eq!(language_of_environment(variable), wanted, "{values:?}");
        }
        assert_eq!(language_of_environment(|_| None), English);
    }

    #[test]
    fn an_option_is_seen_before_the_arguments_are_parsed() {
        for (line, wanted) in [
            ("files a.tar", None),
            ("--language ko files a.tar", Some(Korean)),
            ("files a.tar --language=ko", Some(Korean)),
            ("files --language en a.tar", Some(English)),
            ("files --language de a.tar", None),
            ("files -- --language ko", None),
            ("files --language", None),
        ] {
            let arguments: Vec<_> = line.split(' ').map(Into::into).collect();
            assert_eq!(language_of_arguments(&arguments), wanted as Option<Language>, "{line}");
        }
    }
}
