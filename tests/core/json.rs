//! `--json` of every subcommand, the help, completions and the manual page.

use crate::inspect::{inspect, text};
use serde_json::{Value, json};

const STORY: &str = "docker/20.10/story.tar.gz";

fn value(args: &[&str]) -> Value {
    let out = text(&inspect(args));
    serde_json::from_str(&out).unwrap_or_else(|e| panic!("{args:?}: {e}: {out}"))
}

#[test]
fn every_command_answers_in_json() {
    let images = value(&["images", STORY, "--json"]);
    assert_eq!((&images[0]["names"], &images[0]["layers"][0]["index"]), (&json!(["layers:v2"]), &json!(0)));
    let listed = text(&inspect(&["images", STORY]));
    assert_eq!(listed.trim_end().rsplit('\t').next(), Some(&*images[0]["size"].to_string()));
    let history = value(&["history", STORY, "--json"]);
    assert!(history[0]["id"].as_str().unwrap().starts_with("sha256:8afe811bcc05"));
    assert!(history.as_array().unwrap().iter().all(|step| step["createdBy"].is_string() && step["created"].is_i64()));
    assert!(value(&["image", STORY, "--json"])[0]["Id"].is_string());
    let files = value(&["files", STORY, "--json", "--height", "1"]);
    let one = files.as_array().unwrap().iter().find(|file| file["path"] == "/root/one.txt").unwrap();
    assert_eq!((&one["kind"], &one["layer"]), (&json!("file"), &json!(1)));
    let listed = text(&inspect(&["files", STORY, "--height", "1"])).lines().count();
    assert_eq!(files.as_array().unwrap().len(), listed);
    let changes = value(&["changes", "--layer", "2", STORY, "--json"]);
    let gone = changes.as_array().unwrap().iter().find(|change| change["path"] == "/root/one.txt").unwrap();
    assert_eq!((&gone["change"], &gone["after"]), (&json!("removed"), &Value::Null));
    assert_eq!(changes.as_array().unwrap().len(), text(&inspect(&["changes", "--layer", "2", STORY])).lines().count());
    let life = value(&["life", STORY, "root/one.txt", "--json"]);
    let versions = life["versions"].as_array().unwrap();
    assert_eq!(versions.last().unwrap()["change"], "removed");
    assert_eq!(versions[0]["sha256"].as_str().unwrap().len(), 64);
    let members = value(&["members", STORY, "--json"]);
    assert!(members.as_array().unwrap().iter().any(|member| member["path"] == "manifest.json"));
    let verify = value(&["verify", STORY, "--json"]);
    assert_eq!(
        (verify.as_array().unwrap().len(), &verify[0]["layer"], &verify[1]["layer"]),
        (4, &Value::Null, &json!(0))
    );
    assert!(verify.as_array().unwrap().iter().all(|proof| proof["ok"] == true && proof["found"] == proof["expected"]));
    assert_eq!(value(&["check", "--max-dead", "1GB", STORY, "--json"])["passed"], true);
    assert!(value(&["waste", STORY, "--json"])["waste"]["dead"].is_u64());
    assert!(value(&["waste", "--dive", STORY, "--json"])["wastedBytes"].is_u64());
    assert_eq!(value(&["dive-json", STORY, "--json"]), value(&["dive-json", STORY]));
    let dockerfile = value(&["dockerfile", STORY, "--json"]);
    assert_eq!(dockerfile["dockerfile"], text(&inspect(&["dockerfile", STORY])));
    let share = value(&["share", STORY, "--have", "0", "--want", "0", "--json"]);
    assert_eq!((&share["pull"]["download"], share["sharing"]["layers"].as_array().unwrap().len()), (&json!(0), 3));
    assert_eq!(value(&["share", STORY, "--json"])["pull"], Value::Null);
    assert!(value(&["squash", STORY, "--json"])["all"]["saved"].is_u64());
    let compared = value(&["compare", STORY, STORY, "--json"]);
    assert_eq!((&compared["rebuild"], &compared["rows"]), (&json!("identical"), &json!([])));
}

#[test]
fn reports_are_wrapped_where_they_are_no_json() {
    for kind in ["csv-layers", "csv-files", "csv-dead", "html", "dockerfile"] {
        let args = ["report", kind, STORY, "--now", "2026-12-24T03:58:51Z"];
        let wrapped = value(&[&args[..], &["--json"]].concat());
        assert_eq!(wrapped["kind"], kind);
        assert_eq!(wrapped["text"], text(&inspect(&args)), "{kind}");
    }
    for kind in ["json", "dive-json"] {
        let args = ["report", kind, STORY, "--now", "2026-12-24T03:58:51Z"];
        assert_eq!(value(&[&args[..], &["--json"]].concat()), value(&args), "{kind}");
    }
}

#[test]
fn contents_are_text_or_base64() {
    let cat = value(&["cat", STORY, "/root/one.txt", "--layer", "1", "--json"]);
    let plain = text(&inspect(&["cat", STORY, "/root/one.txt", "--layer", "1"]));
    assert_eq!(
        (&cat["content"], &cat["encoding"], &cat["path"]),
        (&json!(plain), &json!("utf-8"), &json!("/root/one.txt"))
    );
    let busybox = value(&["cat", STORY, "bin/busybox", "--json"]);
    assert_eq!(busybox["encoding"], "base64");
    assert!(busybox["content"].as_str().unwrap().starts_with("f0VMR"), "ELF");
    assert_eq!(busybox["content"].as_str().unwrap().len() as u64, busybox["size"].as_u64().unwrap().div_ceil(3) * 4);
}

#[test]
fn a_container_answers_in_json() {
    let op = r#"{"op":"write","path":"/new","content":"text"}"#;
    let steps = ["--sh", "cat /new; ls /none", "--op", op, "--sh", "cat /new"];
    let out = inspect(&[&["run", STORY, "--diff", "--files", "--effects", "--json"], &steps[..]].concat());
    let run: Value = serde_json::from_slice(&out.stdout).unwrap();
    let [first, second, third] = run["steps"].as_array().unwrap().as_slice() else { panic!("{run}") };
    assert!(first["output"].as_array().unwrap().iter().all(|output| output["error"] == true), "before it is written");
    assert_eq!(second["effects"][0]["path"], "/new");
    assert_eq!(third["output"], json!([{ "text": "text", "error": false }]));
    assert_eq!(run["diff"], json!([{ "differs": "A", "path": "/new" }]));
    assert!(run["files"].as_array().unwrap().iter().any(|file| file["path"] == "/new"));
    assert_eq!((&run["image"], out.status.code()), (&Value::Null, first["status"].as_u64().map(|code| code as i32)));
    let diff = inspect(&["diff", "--export", "docker/20.10/story.container.export.tar.gz", STORY, "--json"]);
    let diff: Value = serde_json::from_str(&text(&diff)).unwrap();
    assert_eq!(diff["import"]["kind"], "export");
    assert!(diff["diff"].as_array().unwrap().iter().all(|line| line["path"].as_str().unwrap().starts_with('/')));
}

#[test]
fn the_help_has_examples_and_exit_statuses() {
    let help = text(&inspect(&["help"]));
    assert!(help.contains("Exit status:"), "{help}");
    let names: Vec<&str> = help
        .split("Commands:\n")
        .nth(1)
        .unwrap()
        .lines()
        .take_while(|l| !l.is_empty())
        .map(|l| l.split_whitespace().next().unwrap())
        .collect();
    assert_eq!(names.len(), 25, "{names:?}");
    for name in names.iter().filter(|name| **name != "help") {
        let help = text(&inspect(&[name, "--help"]));
        for part in ["Examples:\n  layerscope", "Exit status:\n  0  ", "\n  2  wrong usage"] {
            assert!(help.contains(part), "{name}: {help}");
        }
        assert_eq!(help, text(&inspect(&["help", name])));
        let json = !["completions", "man"].contains(name);
        assert_eq!(help.contains("--json"), json, "{name}");
        let page = text(&inspect(&["man", name]));
        assert!(page.contains(&format!(".TH layerscope-{name} 1")) && page.contains("Exit status"), "{name}: {page}");
    }
    let page = text(&inspect(&["man"]));
    assert!(page.contains(".TH layerscope 1") && page.contains("check"), "{page}");
    assert_eq!(inspect(&["man", "frobnicate"]).status.code(), Some(1));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = text(&inspect(&["completions", shell]));
        // The other two complete no values.
        let values = ["bash", "zsh", "fish"].contains(&shell);
        assert!(script.contains("max-dead-share") && script.contains("escaping-name") == values, "{shell}");
    }
    assert_eq!(inspect(&["completions", "tcsh"]).status.code(), Some(2));
    assert!(text(&inspect(&["--version"])).starts_with("layerscope "));
}
