//! The catalogue of sentences: both languages say the same things, everything that needs a text has one, and no text is unused.

use layerscope::container::import::{Origin, Remark};
use layerscope::messages::{self, Language};
use layerscope::problem::{Kind, Problem, Severity};
use layerscope::search::QueryErrorKind;
use layerscope::tree::{Change, Reasons};
use layerscope::waste::{AdviceKind, Cause, Why};
use serde::Deserialize;
use serde::de::value::Error;
use serde::de::{Deserializer, Visitor};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::path::Path;

const ENGLISH: &str = include_str!("../../src/messages/en.json");
const KOREAN: &str = include_str!("../../src/messages/ko.json");

/// All catalogues: name, English, Korean. The command line's own are no part of the library.
const CATALOGUES: [(&str, &str, &str); 4] = [
    ("shared", ENGLISH, KOREAN),
    ("check", include_str!("../../src/messages/check.en.json"), include_str!("../../src/messages/check.ko.json")),
    (
        "command line",
        include_str!("../../src/bin/layerscope/words/en.json"),
        include_str!("../../src/bin/layerscope/words/ko.json"),
    ),
    (
        "help",
        include_str!("../../src/bin/layerscope/words/help.en.json"),
        include_str!("../../src/bin/layerscope/words/help.ko.json"),
    ),
];

fn entries(json: &str) -> Map<String, Value> {
    serde_json::from_str(json).unwrap()
}

/// The texts of an entry: one, or those of its plural.
fn texts(entry: &Value) -> Vec<&str> {
    match entry {
        Value::String(text) => vec![text],
        Value::Object(forms) if forms.contains_key("same") => Vec::new(),
        Value::Array(lines) => lines.iter().map(|line| line.as_str().unwrap()).collect(),
        Value::Object(forms) => ["one", "other"].map(|form| forms[form].as_str().unwrap()).to_vec(),
        other => panic!("{other}"),
    }
}

/// Asks serde for the names of an enum's variants: a new one can't be forgotten here.
struct Names<'o>(&'o mut Vec<&'static str>);

impl<'de> Deserializer<'de> for Names<'_> {
    type Error = Error;

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        self.0.extend(variants);
        Err(serde::de::Error::custom("only the names are wanted"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        panic!("not an enum")
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

fn names<'de, T: Deserialize<'de>>() -> Vec<&'static str> {
    let mut names = Vec::new();
    let _ = T::deserialize(Names(&mut names));
    assert!(!names.is_empty());
    names
}

#[test]
fn both_languages_have_the_same_keys_placeholders_and_references() {
    let placeholders = |entry: &Value| -> BTreeSet<String> {
        let names =
            |text: &str| text.split('{').skip(1).map(|rest| rest.split_once('}').unwrap().0.to_owned()).collect();
        texts(entry).into_iter().flat_map(|text| -> Vec<String> { names(text) }).collect()
    };
    for (catalogue, english, korean) in CATALOGUES {
        let (english, korean) = (entries(english), entries(korean));
        assert!(english.len() > 20, "{catalogue}");
        assert_eq!(english.keys().collect::<Vec<_>>(), korean.keys().collect::<Vec<_>>(), "{catalogue}");
        for (key, entry) in &english {
            assert_eq!(placeholders(entry), placeholders(&korean[key]), "{catalogue}: {key}");
            assert_eq!(entry.get("same"), korean[key].get("same"), "{catalogue}: {key}");
            for entry in [entry, &korean[key]] {
                let said = texts(entry);
                assert!(entry.get("same").is_some() || said.iter().any(|text| !text.is_empty()), "{catalogue}: {key}");
                assert!(said.iter().all(|text| text.trim_end() == *text || key.contains("examples")), "{key}");
            }
            if let Some(same) = entry.get("same").and_then(Value::as_str) {
                assert!(!texts(&english[same]).is_empty(), "{key} leads to {same}, which has no text of its own");
            }
        }
    }
    let shared = entries(ENGLISH);
    for language in [Language::English, Language::Korean] {
        for key in shared.keys() {
            assert!(messages::find(language, key, &[]).is_some_and(|text| !text.is_empty()), "{key}");
        }
        assert_eq!(messages::keys(language).count(), shared.len());
        assert_eq!(messages::CHECK.keys(language).count(), entries(CATALOGUES[1].1).len());
    }
}

/// Sentences are translated: a text that is the same in both languages is a name, a mark, or Docker's or dive's own word.
#[test]
fn every_korean_text_is_korean() {
    for (catalogue, english, korean) in CATALOGUES {
        let korean = entries(korean);
        for (key, entry) in entries(english) {
            let (said, translated) = (texts(&entry), texts(&korean[&key]));
            let hangul = translated.iter().any(|text| text.chars().any(|c| ('가'..='힣').contains(&c)));
            let words: usize = said.iter().map(|text| text.split(' ').count()).sum();
            assert!(hangul || words < 4 || key.contains("examples"), "{catalogue}: {key}: {translated:?}");
        }
    }
}

#[test]
fn a_sentence_stands_once() {
    for (language, json) in [("en", ENGLISH), ("ko", KOREAN)] {
        let all = entries(json);
        let mut seen = BTreeSet::new();
        for text in all.values().flat_map(texts).filter(|text| text.ends_with('.')) {
            assert!(seen.insert(text), "{language}: {text}");
        }
    }
}

/// Keys by what they are the words of.
fn wanted() -> BTreeSet<String> {
    let family = |before: &str, names: &[&str], after: &str| -> Vec<String> {
        names.iter().map(|name| format!("{before}.{name}{after}")).collect()
    };
    let causes = names::<Cause>();
    let advice = names::<AdviceKind>();
    let sizes = ["download", "content", "unpacked", "disk"];
    [
        family("problem", &names::<Kind>(), ".what"),
        family("finding", &names::<Severity>(), ""),
        family("finding", &names::<Severity>(), ".all"),
        family("query-error", &names::<QueryErrorKind>(), ""),
        family("import.note", &names::<Remark>(), ""),
        family("cause", &causes, ""),
        family("cause", &causes, ".text"),
        family("why", &names::<Why>(), ""),
        family("advice", &advice, ".what"),
        family("advice", &advice, ".do"),
        family("size", &sizes, ""),
        family("size", &sizes, ".meaning"),
        family("size", &sizes, ".unknown"),
    ]
    .concat()
    .into_iter()
    .collect()
}

#[test]
fn every_kind_cause_reason_query_error_and_advice_has_its_texts() {
    let english = entries(ENGLISH);
    let wanted = wanted();
    assert!(wanted.len() > 130, "{}", wanted.len());
    let absent: Vec<_> = wanted.iter().filter(|key| !english.contains_key(*key)).collect();
    assert!(absent.is_empty(), "{absent:?}");
    for name in names::<AdviceKind>() {
        let kind: AdviceKind = serde_json::from_value(name.into()).unwrap();
        assert_eq!(kind.name(), name);
    }
    for kind in names::<Kind>() {
        let more = ["means", "try"].iter().any(|part| english.contains_key(&format!("problem.{kind}.{part}")));
        assert!(more || kind == "not-found", "problem.{kind}.means or .try");
    }
}

/// All text of the sources in which a key may be named.
fn sources(folder: &Path, out: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("pkg") {
                sources(&path, out);
            }
        } else if path.extension().is_some_and(|ending| ["rs", "js", "ts"].iter().any(|known| ending == *known)) {
            out.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn no_text_is_unused() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    for folder in ["src", "www"] {
        sources(&root.join(folder), &mut text);
    }
    let wanted = wanted();
    let kinds: Vec<&str> = names::<Kind>().into_iter().chain(["folder-empty", "folder-no-images"]).collect();
    let of_a_kind = |key: &str| {
        let mut parts = key.splitn(3, '.');
        let (first, kind, part) = (parts.next(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        first == Some("problem") && kinds.contains(&kind) && ["what", "means", "try", "short"].contains(&part)
    };
    // The page puts the key together from the name of a field of its form.
    let fields = text.contains("`container.wrong.${");
    let of_a_field = |key: &str| fields && key.starts_with("container.wrong.");
    let unused: Vec<String> = entries(ENGLISH)
        .keys()
        .filter(|key| !wanted.contains(*key) && !of_a_kind(key) && !of_a_field(key))
        .filter(|key| !text.contains(&format!("\"{key}\"")))
        .cloned()
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
    // The other catalogues but the help, whose keys the program's own tests hold against its commands.
    let families = [
        "change.",
        "reason.",
        "cause.",
        "why.",
        "errno.",
        "origin.",
        "compare.identical",
        "compare.rebuild",
        "compare.different",
    ];
    for (catalogue, english, _) in &CATALOGUES[1..3] {
        let unused: Vec<String> = entries(english)
            .keys()
            .filter(|key| !text.contains(&format!("\"{key}\"")))
            .filter(|key| *catalogue == "check" || !families.iter().any(|family| key.starts_with(family)))
            .cloned()
            .collect();
        assert!(unused.is_empty(), "{catalogue}: {unused:?}");
    }
}

/// The command line words these by their names.
#[test]
fn every_name_that_the_command_line_words_has_its_word() {
    let english = entries(CATALOGUES[2].1);
    let mut wanted: Vec<String> = Vec::new();
    let mut family = |family: &str, names: &[&str]| wanted.extend(names.iter().map(|name| format!("{family}.{name}")));
    family("cause", &names::<Cause>());
    family("why", &names::<Why>());
    family("origin", &names::<Origin>());
    family("compare", &["identical", "rebuild", "different"]);
    let changes = [
        Change::Added,
        Change::Content,
        Change::Attributes,
        Change::Removed,
        Change::Replaced,
        Change::Hidden,
        Change::Unchanged,
        Change::Below,
    ];
    family("change", &changes.map(Change::name));
    let reasons = [
        Reasons::TYPE,
        Reasons::SIZE,
        Reasons::MTIME,
        Reasons::MODE,
        Reasons::OWNER,
        Reasons::XATTRS,
        Reasons::TARGET,
        Reasons::DEVICE,
        Reasons::CONTENT,
    ];
    family("reason", &reasons.map(Reasons::names).concat());
    let absent: Vec<_> = wanted.iter().filter(|key| !english.contains_key(*key)).collect();
    assert!(absent.is_empty(), "{absent:?}");
    assert_eq!(wanted.len(), 5 + 5 + 3 + 3 + 8 + 9);
}

#[test]
fn a_message_has_place_sentence_count_and_particulars_in_both_languages() {
    let mut problem =
        Problem::new(Kind::BlobMismatch).member("blobs/x").layer(1).at(7).expected("sha256:a", "sha256:b");
    problem.in_layer = true;
    problem.detail = Some("the decoder says so".into());
    assert_eq!(
        problem.message(),
        "layer 2: blobs/x: byte 7 of the layer’s tar: A blob does not hash to the digest that names it. \
         (expected sha256:a; found sha256:b; the decoder says so)"
    );
    assert_eq!(
        problem.message_in(Language::Korean),
        "레이어 2: blobs/x: 레이어 tar의 바이트 위치 7: 블롭의 해시가 문서에 적힌 다이제스트와 다릅니다. \
         (기대한 값 sha256:a; 실제 값 sha256:b; the decoder says so)"
    );
    let said = Problem::new(Kind::LayerCountMismatch).expected("3", "{found}");
    assert_eq!(said.message(), "The config names 3 layers, the manifest {found}.");
    let counted = Problem { count: Some(3), ..Problem::new(Kind::DuplicatePath) };
    assert_eq!(counted.message(), "The layer holds the same name more than once. (3×)");
    assert_eq!(Kind::Truncated.meaning(Language::English), "All up to the missing part is shown.");
    assert_eq!(
        Kind::ReadFailed.meaning(Language::Korean),
        messages::text(Language::Korean, "problem.read-failed.try", &[])
    );
    assert_eq!(Kind::NotFound.meaning(Language::English), "");
}
