//! What is written out: against the schema, against the tree's own answers, and with names that want to be something else.

mod schema;

use crate::support::{Layer, fixture, image, open, paths};
use layerscope::workspace::{Report, ReportKind, Workspace};
use serde_json::Value;

const KINDS: [ReportKind; 7] = [
    ReportKind::Json,
    ReportKind::DiveJson,
    ReportKind::CsvLayers,
    ReportKind::CsvFiles,
    ReportKind::CsvDead,
    ReportKind::Dockerfile,
    ReportKind::Html,
];

fn begun(workspace: &mut Workspace, kind: ReportKind, korean: bool) -> Report {
    workspace.reporter().begin(kind, korean, 1_700_000_000)
}

fn text(workspace: &mut Workspace, kind: ReportKind, korean: bool) -> String {
    let report = begun(workspace, kind, korean);
    let (mut out, mut from) = (Vec::new(), 0);
    while from < report.steps() {
        let (bytes, next) = workspace.reporter().batch(&report, from);
        assert!(next > from && next <= report.steps());
        out.extend(bytes);
        from = next;
    }
    String::from_utf8(out).unwrap()
}

fn hashed(name: &str) -> Workspace {
    let bytes = fixture(name);
    let mut workspace = open(&bytes, None);
    workspace.intake().hash_all(&&*bytes);
    workspace
}

/// A reader of RFC 4180 of its own; the guard's apostrophe is taken off.
fn csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut chars) = (false, text.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {
                assert_eq!(chars.next(), Some('\n'));
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            c => field.push(c),
        }
    }
    assert!(!quoted && row.is_empty() && field.is_empty(), "ends within a line");
    let plain = |field: String| field.strip_prefix('\'').map(str::to_owned).unwrap_or(field);
    rows.into_iter().map(|row: Vec<String>| row.into_iter().map(plain).collect()).collect()
}

#[test]
fn json_is_what_its_schema_says() {
    for name in [
        "docker/20.10/rich.tar.gz",
        "buildah/1.28/layers.oci.tar",
        "skopeo/1.9/diary.encrypted.tar",
        "umoci/0.4/layout.tar",
    ] {
        let mut workspace = hashed(name);
        let report: Value = serde_json::from_str(&text(&mut workspace, ReportKind::Json, false)).unwrap();
        schema::check(&report).unwrap_or_else(|why| panic!("{name}: {why}"));
        let top = workspace.image().layers.len() - 1;
        assert_eq!(report["files"].as_array().unwrap().len(), paths(&workspace, top).len());
        assert_eq!(report["layers"].as_array().unwrap().len(), top + 1);
        assert_eq!(report["waste"]["dead"], workspace.session_mut().waste().info().dead);
        assert_eq!(report["image"]["id"], workspace.image().id.as_str());
        let dead: u64 = report["layers"].as_array().unwrap().iter().map(|l| l["dead"].as_u64().unwrap()).sum();
        assert_eq!(dead, workspace.session_mut().waste().info().dead);
    }
    // The checker itself reports a value that does not fit.
    let mut report: Value =
        serde_json::from_str(&text(&mut hashed("docker/20.10/rich.tar.gz"), ReportKind::Json, false)).unwrap();
    report["layers"][0]["size"] = "12".into();
    assert!(schema::check(&report).unwrap_err().contains("/layers/0/size"));
    report["layers"][0]["size"] = 12.into();
    report["files"][3]["colour"] = "red".into();
    assert!(schema::check(&report).unwrap_err().contains("/files/3: colour"));
}

#[test]
fn a_report_in_many_steps_is_whole() {
    let mut layer = Layer::new();
    for n in 0..9001 {
        layer = layer.file(&format!("d/{n:05}"), "x");
    }
    let mut workspace = open(&image(vec![layer.bytes(), Layer::new().file(".wh.d", "").file("e", "").bytes()]), None);
    assert_eq!(begun(&mut workspace, ReportKind::CsvDead, false).steps(), 9002);
    let rows = csv(&text(&mut workspace, ReportKind::CsvDead, false));
    assert_eq!(rows.len(), 9002);
    assert_eq!(rows[1], ["/d/00000", "1", "2", "deleted", "", "1"]);
    let mut below = open(&image(vec![layer_of(9001)]), None);
    let report: Value = serde_json::from_str(&text(&mut below, ReportKind::Json, false)).unwrap();
    assert_eq!(report["files"].as_array().unwrap().len(), 9001);
    assert_eq!(csv(&text(&mut below, ReportKind::CsvFiles, false)).len(), 9002);
}

fn layer_of(files: usize) -> Vec<u8> {
    (0..files).fold(Layer::new(), |layer, n| layer.file(&format!("{n:05}"), "")).bytes()
}

#[test]
fn tables_hold_what_the_image_holds() {
    let mut workspace = hashed("docker/20.10/rich.tar.gz");
    let layers = csv(&text(&mut workspace, ReportKind::CsvLayers, false));
    let info = workspace.facts().image();
    let column = |rows: &[Vec<String>], name: &str| rows[0].iter().position(|n| n == name).unwrap();
    assert_eq!(layers.len(), info.layers.len() + 1);
    for (row, layer) in layers[1..].iter().zip(&info.layers) {
        assert_eq!(row[column(&layers, "layer")], (layer.index + 1).to_string());
        assert_eq!(row[column(&layers, "instruction")], layer.instruction);
        assert_eq!(row[column(&layers, "size")], layer.size.unwrap().to_string());
        assert_eq!(row[column(&layers, "dead")], layer.dead.unwrap().to_string());
        assert_eq!(row[column(&layers, "verified")], "yes");
    }
    let files = csv(&text(&mut workspace, ReportKind::CsvFiles, false));
    let top = info.layers.len() - 1;
    let listed: Vec<String> = paths(&workspace, top)
        .iter()
        .map(|p| format!("/{}", p.split(" -> ").next().unwrap().trim_end_matches('/')))
        .collect();
    assert_eq!(files[1..].iter().map(|row| row[0].clone()).collect::<Vec<_>>(), listed);
    let of = |path: &str| files.iter().find(|row| row[0] == path).unwrap();
    assert_eq!(of("/data/dup/blob2")[1..6], ["file", "40000", "0644", "1000", "1000"]);
    assert_eq!(of("/data/dup/blob2")[9].len(), 64);
    assert_eq!(of("/data/links/soft")[8], "hard");
    assert_eq!(of("/data/types/caf\\351")[1], "file");
    let dead = csv(&text(&mut workspace, ReportKind::CsvDead, false));
    let sum: u64 = dead[1..].iter().map(|row| row[5].parse::<u64>().unwrap()).sum();
    assert_eq!(
        (sum, dead.len() - 1),
        (workspace.session_mut().waste().info().dead, workspace.session_mut().waste().info().paths)
    );
    assert!(sum > 0);
}

#[test]
fn the_printed_page_loads_nothing_and_tells_both_languages() {
    let mut workspace = hashed("docker/20.10/rich.tar.gz");
    for (korean, wanted) in [(false, "Dead bytes and their causes"), (true, "가려진 용량과 원인")] {
        let page = text(&mut workspace, ReportKind::Html, korean);
        assert!(page.contains(wanted) && page.contains(if korean { "lang=\"ko\"" } else { "lang=\"en\"" }));
        assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
        let lower = page.to_lowercase();
        for never in ["<script", "<img", "<link", "<iframe", "src=", "href=", "url(", "@import", " on"] {
            assert!(!lower.contains(&format!("{never}load")) && (never == " on" || !lower.contains(never)), "{never}");
        }
        assert!(page.contains("layers:rich") && page.contains("/data/"));
        assert!(page.len() < 40_000, "{}", page.len());
    }
}

/// `a` stores the bytes; the whiteout leaves them to `b`, and `d` is one more name of `c`.
#[test]
fn the_largest_files_are_contents_under_a_name_that_is_seen() {
    let layers = vec![
        Layer::new().file("a", &"a".repeat(500_000)).hardlink("b", "a").file("small", "small").bytes(),
        Layer::new().file(".wh.a", "").file("c", &"c".repeat(400_000)).hardlink("d", "c").bytes(),
    ];
    let page = text(&mut open(&image(layers), None), ReportKind::Html, false);
    let row = |path: &str| page.lines().find(|line| line.contains(&format!(">{path}<"))).map(str::to_owned);
    assert!(row("/b").is_some_and(|row| row.contains("500")), "{page}");
    assert!(row("/c").is_some_and(|row| row.contains("400")) && row("/d").is_none() && row("/a").is_none());
}

/// Names and commands that are something else where they are not escaped.
const HOSTILE: [&str; 5] =
    ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "a\"b,c\r\nd", "\u{202e}gpj.exe\u{200b}", "'&amp;<b>"];

#[test]
fn hostile_names_come_out_escaped_in_every_format() {
    let mut base = Layer::new();
    let mut top = Layer::new();
    for name in HOSTILE {
        base =
            base.file(name, "four").file(&format!("gone/{name}"), "dead bytes").symlink(&format!("links/{name}"), name);
        top = top.file(name, "again");
    }
    let layers = vec![base.bytes(), top.file(".wh.gone", "").bytes()];
    let mut config = crate::builder::Image::reference();
    config.layers = layers;
    config = config.packed(crate::builder::Packing::Plain).configured(|config| {
        config["history"] =
            HOSTILE.iter().map(|h| serde_json::json!({ "created_by": h, "comment": h, "author": h })).collect();
        config["author"] = HOSTILE[1].into();
        config["architecture"] = HOSTILE[3].into();
        config["config"] =
            serde_json::json!({ "Labels": { HOSTILE[3]: HOSTILE[1] }, "Cmd": HOSTILE, "User": HOSTILE[1] });
    });
    let names: Vec<String> = (0..config.layers.len()).map(|layer| format!("{layer}.tar")).collect();
    let manifest = serde_json::json!([config.docker_entry("config.json", names.clone())]);
    let mut members = vec![("manifest.json".into(), manifest.to_string().into_bytes())];
    members.push(("config.json".into(), config.config_bytes()));
    members.extend(names.into_iter().zip(config.layers.clone()));
    let bytes = crate::support::pack(&members);
    let mut workspace = open(&bytes, None);
    workspace.intake().hash_all(&&*bytes);
    for kind in KINDS {
        for korean in [false, true] {
            let text = text(&mut workspace, kind, korean);
            if kind == ReportKind::DiveJson {
                continue; // dive's own bytes: nothing of it is shown
            }
            assert!(!text.contains(['\u{202e}', '\u{200b}']), "{kind:?}");
            match kind {
                ReportKind::Html => {
                    assert!(!text.contains("<script") && !text.contains("<b>'") && text.contains("&lt;script&gt;"));
                    assert!(!text.contains("'&amp;<b>"));
                }
                ReportKind::Json => {
                    let report: Value = serde_json::from_str(&text).unwrap();
                    schema::check(&report).unwrap();
                    // The config is as it was.
                    assert_eq!(report["config"]["config"]["Labels"][HOSTILE[3]], HOSTILE[1]);
                    assert!(report["files"].as_array().unwrap().iter().any(|f| f["path"] == "/a\"b,c\\r\\nd"));
                }
                ReportKind::Dockerfile => {
                    let lines: Vec<&str> = text.lines().filter(|l| !l.is_empty() && !l.starts_with("# ")).collect();
                    assert_eq!(lines, ["FROM base"], "{text}");
                }
                _ => {
                    let rows = csv(&text);
                    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{kind:?}");
                    // No raw field begins like a formula.
                    for line in text.split("\r\n") {
                        assert!(
                            !line.starts_with(['=', '+', '-', '@']) && !line.contains(",=") && !line.contains("\"="),
                            "{line}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_container_takes_no_part() {
    let mut workspace = hashed("docker/20.10/rich.tar.gz");
    let before: Vec<String> = KINDS.iter().map(|kind| text(&mut workspace, *kind, false)).collect();
    let container = workspace.containers().run(Some(2)).unwrap();
    workspace.containers().choose(Some(container)).unwrap();
    let op = serde_json::from_value(serde_json::json!({ "op": "remove", "path": "/data", "recursive": true })).unwrap();
    workspace.shown_mut().apply(&[op], layerscope::container::Time { seconds: 0, nanos: 0 }).unwrap();
    let after: Vec<String> = KINDS.iter().map(|kind| text(&mut workspace, *kind, false)).collect();
    assert!(before == after);
}
