//! The command line in Korean: help, wrong usage, rules, problems, notes, listings, the manual; and the choice of the language.

use crate::inspect::{binary, inspect, text};
use crate::support::fixture_path;
use serde_json::Value;
use std::process::{Command, Output};

const STORY: &str = "docker/20.10/story.tar.gz";
const RICH: &str = "docker/20.10/rich.tar.gz";

fn korean(args: &[&str]) -> Output {
    inspect(&[&["--language", "ko"], args].concat())
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

fn has_hangul(text: &str) -> bool {
    text.chars().any(is_hangul)
}

/// The names under a heading of the help.
fn commands(help: &str, heading: &str) -> Vec<String> {
    let list = help.split(heading).nth(1).unwrap_or_else(|| panic!("{heading}: {help}"));
    let lines = list.lines().take_while(|line| !line.is_empty());
    lines.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

#[test]
fn the_help_of_every_command_is_korean() {
    let help = text(&korean(&["help"]));
    assert_eq!(help, text(&korean(&["--help"])));
    let names = commands(&help, "명령:\n");
    assert_eq!(names, commands(&text(&inspect(&["help"])), "Commands:\n"));
    assert!(names.len() > 20);
    for name in names.iter().filter(|name| *name != "help") {
        let help = text(&korean(&[name, "--help"]));
        assert_eq!(help, text(&korean(&["help", name])), "{name}");
        for part in ["사용법: layerscope ", "옵션:\n", "예:\n  layerscope", "종료 상태:\n  0  ", "\n  2  사용법"]
        {
            assert!(help.contains(part), "{name}: {part}: {help}");
        }
        for english in
            ["Usage", "Options", "Arguments", "Commands", "[OPTIONS]", "Print", "possible values", "default:"]
        {
            assert!(!help.contains(english), "{name}: {english}: {help}");
        }
        let short = text(&korean(&[name, "-h"]));
        assert!(short.lines().count() < help.lines().count() && has_hangul(&short), "{name}: {short}");
        // The options are the same in both languages.
        let english = text(&inspect(&[name, "--help"]));
        let options = |help: &str| -> Vec<String> {
            let words = help.split_whitespace().filter(|word| word.starts_with("--") && !word.contains(is_hangul));
            let trimmed = words.map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned());
            trimmed.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
        };
        assert!(options(&english).iter().all(|option| help.contains(option)), "{name}");
    }
}

#[test]
fn wrong_usage_is_worded_and_keeps_its_status() {
    for (args, sentence) in [
        (&["frobnicate"][..], "오류: 'frobnicate' 명령은 없습니다"),
        (&["fils", "a.tar"], "비슷한 이름: 'files'"),
        (&["files"], "오류: 필요한 인수가 없습니다:\n  <ARCHIVE>"),
        (&["files", "a", "--colour"], "'--colour' 인수는 쓸 수 없습니다"),
        (&["files", "a", "--jso"], "비슷한 이름: '--json'"),
        (&["files", "a", "--height"], "'--height <N>'에 값이 없습니다"),
        (&["files", "a", "--height", "x"], "'--height <N>'에 'x' 값을 쓸 수 없습니다: 0 이상의 정수가 아닙니다\n"),
        (&["files", "a", "b"], "'b' 인수는 쓸 수 없습니다"),
        (&["files", "a", "--json", "--json"], "'--json' 인수는 한 번만 쓸 수 있습니다"),
        (&["cat", "a", "b", "--height", "1", "--layer", "1"], "함께 쓸 수 없습니다"),
        (&["completions", "tcsh"], "'tcsh' 값을 쓸 수 없습니다\n  [bash, "),
        (&["check", "a", "--max-dead", "50 apples"], "\"50 apples\": 크기가 아닙니다"),
        (&["check", "a", "--max-dead-share", "101%"], "\"101%\": 비율이 아닙니다"),
        (&["history", "a", "--now", "now"], "RFC 3339 형식의 시각이 아닙니다"),
    ] {
        let out = korean(args);
        assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0), "{args:?}");
        let said = said(&out);
        assert!(said.starts_with("오류: ") && said.contains(sentence), "{args:?}: {said}");
        assert!(said.ends_with("'--help'로 볼 수 있습니다.\n") && !said.contains("Usage"), "{args:?}: {said}");
        let english = self::said(&inspect(args));
        assert!(english.starts_with("error: ") && !has_hangul(&english), "{args:?}: {english}");
        assert!(english.ends_with("\n\nFor more information, try '--help'.\n"), "{args:?}: {english}");
    }
    let bare = korean(&[]);
    assert_eq!(bare.status.code(), Some(2));
    assert!(said(&bare).starts_with("오류: 명령이 없습니다\n\n사용법: layerscope "), "{}", said(&bare));
    let unknown = inspect(&["--language", "de", "images", STORY]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(said(&unknown).contains("[en, ko]"), "{}", said(&unknown));
}

#[test]
fn rules_fail_with_korean_reasons() {
    let out = korean(&["check", RICH, "--max-dead", "1kB", "--min-efficiency", "100%", "--no-dive-ci"]);
    assert_eq!(out.status.code(), Some(1));
    let shown = String::from_utf8(out.stdout).unwrap();
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[0], "PASS\treadable-layers\t0\t최대 0");
    assert!(lines[1].starts_with("FAIL\tmax-dead\t") && lines[1].ends_with("\t최대 1000"), "{shown}");
    assert!(lines[2].starts_with("FAIL\tmin-efficiency\t") && lines[2].ends_with("\t최소 1"), "{shown}");
    assert!(shown.contains("바이트가 가려져 있습니다\n") && shown.contains("맨 위의 경로에 필요한 것은"), "{shown}");
    assert!(lines.iter().any(|line| line.contains("바이트\t레이어 ") && line.ends_with("/data/dup/blob1")), "{shown}");
    let dive = korean(&["check", RICH, "--dive-ci", "/dev/null"]);
    assert_eq!(dive.status.code(), Some(0));
    assert!(said(&dive).contains("참고: /dev/null에서 dive의 규칙을 읽었습니다\n"), "{}", said(&dive));
    let listed = text(&dive);
    assert!(listed.contains("SKIP\tdive highestWastedBytes\t") && listed.contains("\t사용 안 함\n"), "{listed}");
    let path = std::env::temp_dir().join(format!("layerscope-language-{}.yaml", std::process::id()));
    std::fs::write(&path, "rules:\n  lowestEfficiency: 95%\n").unwrap();
    let wrong = korean(&["check", RICH, "--dive-ci", path.to_str().unwrap()]);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(wrong.status.code(), Some(2));
    let said = said(&wrong);
    assert!(said.starts_with("오류: ") && said.contains("2번째 줄: lowestEfficiency: \"95%\": 0부터"), "{said}");
}

#[test]
fn problems_and_notes_are_korean() {
    let none = korean(&["files", "/nowhere/at-all"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(said(&none).starts_with("at-all: 파일을 읽지 못했습니다."), "{}", said(&none));
    let layer = korean(&["files", STORY, "--height", "3"]);
    assert_eq!(layer.status.code(), Some(1));
    assert!(said(&layer).contains("(3번 레이어가 없습니다. 이미지의 레이어는 3개입니다)"), "{}", said(&layer));
    let command = korean(&["man", "frobnicate"]);
    assert_eq!(command.status.code(), Some(1));
    assert!(said(&command).contains("(frobnicate 명령이 없습니다)"), "{}", said(&command));
    let flat = korean(&["images", "docker/20.10/story.container.export.tar.gz"]);
    assert!(said(&flat).starts_with("참고: ") && said(&flat).contains("루트 파일 시스템입니다."), "{}", said(&flat));
    let diff = korean(&["diff", "--export", "docker/20.10/story.container.export.tar.gz", STORY]);
    assert!(said(&diff).lines().all(|line| line.starts_with("참고: ") && has_hangul(line)), "{}", said(&diff));
    assert_eq!(
        text(&diff),
        text(&inspect(&["diff", "--export", "docker/20.10/story.container.export.tar.gz", STORY])),
        "what docker diff prints"
    );
    let refused = korean(&["run", STORY, "--op", r#"{"op":"remove","path":"/none"}"#]);
    let english = inspect(&["run", STORY, "--op", r#"{"op":"remove","path":"/none"}"#]);
    assert_eq!((refused.status.code(), english.status.code()), (Some(1), Some(1)), "{}", said(&refused));
    assert_eq!(said(&refused), "ENOENT /none: 그런 파일이나 디렉터리가 없습니다\n");
    assert_eq!(said(&english), "ENOENT /none: No such file or directory\n");
}

/// Labels are worded; what Docker and tar print stays.
#[test]
fn listings_have_korean_labels() {
    for (args, label) in [
        (&["waste", STORY][..], "가려진 용량\t"),
        (&["waste", STORY], "\t가려짐\n  만든 레이어에서 지우기\n"),
        (&["waste", STORY, "--dive"], "dive\t효율 "),
        (&["changes", STORY, "--layer", "2"], "삭제\t-\t"),
        (&["life", STORY, "root/one.txt"], "\t추가\t"),
        (&["verify", STORY], "\t일치\n"),
        (&["share", STORY, "--want", "0"], "\n내려받을 양\t"),
        (&["squash", STORY], "\n가려진 용량\t"),
        (&["compare", STORY, STORY], "\n동일; 공통 레이어 3개\n"),
    ] {
        let (korean, english) = (text(&korean(args)), text(&inspect(args)));
        assert!(korean.contains(label), "{args:?}: {korean}");
        assert!(!has_hangul(&english), "{args:?}: {english}");
        let columns = |text: &str| text.lines().map(|line| line.split('\t').count()).collect::<Vec<_>>();
        assert_eq!(columns(&korean), columns(&english), "{args:?}");
    }
    let time = "2026-12-24T03:58:51Z";
    for args in [&["history", STORY, "--now", time][..], &["image", STORY], &["files", STORY], &["members", STORY]] {
        assert_eq!(text(&korean(args)), text(&inspect(args)), "{args:?}");
    }
}

#[test]
fn json_is_the_same_in_both_languages() {
    for args in [
        &["images", STORY, "--json"][..],
        &["changes", STORY, "--layer", "2", "--json"],
        &["life", STORY, "root/one.txt", "--json"],
        &["verify", STORY, "--json"],
        &["check", RICH, "--max-dead", "1kB", "--json"],
        &["waste", STORY, "--json"],
        &["compare", STORY, STORY, "--json"],
        &["diff", "--export", "docker/20.10/story.container.export.tar.gz", STORY, "--json"],
        &["report", "json", STORY, "--now", "2026-12-24T03:58:51Z"],
    ] {
        let (korean, english) = (korean(args), inspect(args));
        assert_eq!(korean.stdout, english.stdout, "{args:?}");
        assert!(serde_json::from_slice::<Value>(&korean.stdout).is_ok(), "{args:?}");
        assert_eq!(korean.status.code(), english.status.code(), "{args:?}");
    }
}

#[test]
fn the_printed_report_follows_the_language() {
    let args = ["report", "html", STORY, "--now", "2026-12-24T03:58:51Z"];
    let page = text(&korean(&args));
    assert!(page.contains("lang=\"ko\"") && page.contains("이미지 보고서"));
    assert_eq!(page, text(&inspect(&[&args[..], &["--korean"]].concat())));
}

#[test]
fn the_manual_and_completions_follow_the_language() {
    let page = text(&korean(&["man", "check"]));
    for part in [".TH layerscope-check 1", ".SH 이름\n", ".SH 개요\n", ".SH 설명\n", ".SH 옵션\n", "종료 상태"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    let headings: Vec<&str> = page.lines().filter(|line| line.starts_with(".SH")).collect();
    assert!(headings.iter().all(|heading| has_hangul(heading)), "{headings:?}");
    let whole = text(&inspect(&["man", "--language", "ko"]));
    assert!(whole.contains(".SH 명령\n") && whole.contains("병합 뷰의 목록"), "{whole}");
    assert!(!has_hangul(&text(&inspect(&["man"]))) && !has_hangul(&text(&inspect(&["man", "check"]))));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = text(&inspect(&["completions", shell]));
        assert!(script.contains("language") && !has_hangul(&script), "{shell}");
        let script = text(&korean(&["completions", shell]));
        // bash shows no texts.
        assert_eq!(has_hangul(&script), shell != "bash", "{shell}");
    }
}

#[test]
fn the_environment_chooses_unless_the_option_does() {
    let run = |variables: &[(&str, &str)], args: &[&str]| {
        let mut command = Command::new(binary());
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        command.envs(variables.iter().copied()).args(args).arg("verify").arg(fixture_path(STORY));
        has_hangul(&text(&command.output().unwrap()))
    };
    for (variables, korean) in [
        (&[][..], false),
        (&[("LANG", "ko_KR.UTF-8")], true),
        (&[("LANG", "ko_KR.UTF-8"), ("LC_ALL", "C")], false),
        (&[("LANG", "ko_KR.UTF-8"), ("LC_ALL", "")], true),
        (&[("LANG", "C"), ("LC_MESSAGES", "ko")], true),
        (&[("LANG", "ko_KR.UTF-8"), ("LC_MESSAGES", "en_GB.UTF-8")], false),
        (&[("LANG", "de_DE.UTF-8")], false),
    ] {
        assert_eq!(run(variables, &[]), korean, "{variables:?}");
        assert!(run(variables, &["--language", "ko"]), "{variables:?}");
        assert!(!run(variables, &["--language=en"]), "{variables:?}");
    }
    let after = text(&inspect(&["verify", STORY, "--language", "ko"]));
    assert!(has_hangul(&after), "the option may follow the command");
}

#[test]
fn sizes_and_stores_are_told_in_korean() {
    let sizes = text(&korean(&["image", "--sizes", STORY]));
    assert!(sizes.lines().count() == 4 && sizes.lines().all(has_hangul), "{sizes}");
    assert!(sizes.starts_with("내려받기\t알 수 없음\t"), "{sizes}");
    let old = korean(&["history", STORY, "--engine", "20.10", "--store", "containerd"]);
    assert_eq!(old.status.code(), Some(2));
    assert!(has_hangul(&said(&old)));
    let other = korean(&["history", "skopeo/1.9/story.oci-gzip.tar", "--store", "graph"]);
    assert!(said(&other).lines().count() == 1 && has_hangul(&said(&other)), "{}", said(&other));
}
