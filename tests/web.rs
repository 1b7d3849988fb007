//! The core through its JavaScript boundary, in a dedicated worker of a real browser. The bytes of files are in memory here: slicing real
//! ones is the page's job.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use js_sys::{Array, Float64Array, Function, Reflect, Uint8Array};
use layerscope::dto::{Opened, RowsQuery};
use layerscope::wasm::{
    Session, Task, copy_stored, hash, import_job, index_archive, join_archive, memory_bytes, open_archives,
    read_content, scan, write_batch,
};
use tsify::{Ts, Tsify};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::File;

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const STORY: &[u8] = include_bytes!("fixtures/docker/20.10/story.tar.gz");
const STORY_MERGED: &str = include_str!("fixtures/docker/20.10/story.merged.txt");
const STORY_HISTORY: &str = include_str!("fixtures/docker/20.10/story.history-no-trunc.txt");
const LIFE: &[u8] = include_bytes!("fixtures/docker/20.10/life.container.export.tar.gz");
const LIFE_DIFF: &str = include_str!("fixtures/docker/20.10/life.container.diff.txt");
const RICH: &[u8] = include_bytes!("fixtures/skopeo/1.9/rich.oci-zstd.tar");
const RICH_MERGED: &str = include_str!("fixtures/docker/20.10/rich.merged.txt");
const RICH_HISTORY: &str = include_str!("fixtures/docker/20.10/rich.history-no-trunc.txt");

/// Hands a task what it asks for, until it is done.
fn drive(task: &mut Task, files: &[&[u8]]) {
    let mut at = task.step();
    while at >= 0.0 {
        let file = files[task.file()];
        let rest = file.get(at as usize..).unwrap_or_default();
        let bytes = rest[..rest.len().min(task.most())].to_vec();
        at = task.give(bytes, file.len() as f64);
    }
}

/// The answer of a task.
fn answer(task: Result<Task, JsValue>, files: &[&[u8]]) -> Result<JsValue, JsValue> {
    let mut task = task?;
    drive(&mut task, files);
    task.result()
}

/// As the person chose it.
fn file(bytes: &[u8]) -> File {
    File::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)), "image.tar").unwrap()
}

/// Opens one archive for all that is open.
fn open(session: &mut Session, bytes: &[u8]) -> Result<Ts<Opened>, JsValue> {
    let mut task = open_archives(vec![file(bytes)], nothing());
    drive(&mut task, &[bytes]);
    session.open(&mut task)
}

/// Indexes an archive that is to join.
fn index(bytes: &[u8], any: bool) -> Result<JsValue, JsValue> {
    answer(Ok(index_archive(&file(bytes), any, nothing())), &[bytes])
}

/// Joins what was indexed.
fn join(session: &mut Session, index: &[u8], number: usize) -> Result<Vec<usize>, JsValue> {
    let mut task = join_archive(index.to_vec(), number);
    drive(&mut task, &[]); // all that it reads is in the index
    session.join(&mut task)
}

/// A function that does nothing.
fn nothing<T: JsCast>() -> T {
    Function::new_no_args("").unchecked_into()
}

/// A value of JavaScript, of a generated type or of none.
trait Value {
    fn js(&self) -> JsValue;
}

impl Value for JsValue {
    fn js(&self) -> JsValue {
        self.clone()
    }
}

impl<T: Value> Value for &T {
    fn js(&self) -> JsValue {
        (*self).js()
    }
}

impl<T: Tsify> Value for Ts<T> {
    fn js(&self) -> JsValue {
        self.js_value()
    }
}

/// A value as an argument.
fn ts<T: Tsify>(value: impl Into<JsValue>) -> Ts<T> {
    Ts::new_unchecked(value.into())
}

fn get(object: &impl Value, path: &str) -> JsValue {
    path.split('.').fold(object.js(), |at, key| Reflect::get(&at, &JsValue::from_str(key)).unwrap())
}

fn text(object: &impl Value, path: &str) -> String {
    let value = get(object, path);
    value.as_string().unwrap_or_else(|| panic!("{path} is {value:?}"))
}

fn number(object: &impl Value, path: &str) -> f64 {
    get(object, path).as_f64().unwrap_or_else(|| panic!("{path} is no number"))
}

fn bytes(object: &impl Value, path: &str) -> Vec<u8> {
    Uint8Array::from(get(object, path)).to_vec()
}

/// Opens a file as the page's engine does: index, choose, scan and hash every layer, hand it home.
fn opened(file: &[u8]) -> (Session, Ts<Opened>) {
    let mut session = Session::new();
    let opened = open(&mut session, file).unwrap();
    session.choose(0).unwrap();
    for job in session.jobs().unwrap() {
        let buffer = answer(scan(&bytes(&job, "plan"), 0.0, nothing()), &[file]).unwrap();
        session.add_layer(number(&job, "layer") as usize, vec![Uint8Array::from(buffer)]).unwrap();
    }
    assert!(session.complete().unwrap());
    for job in session.hash_jobs().unwrap() {
        let places = get(&job, "files").unchecked_into::<Float64Array>().to_vec();
        let proven = get(&job, "proven").is_truthy();
        let found = answer(hash(&bytes(&job, "plan"), places, proven, nothing()), &[file]).unwrap();
        let layer = number(&job, "layer") as usize;
        session.set_contents(layer, bytes(&found, "contents")).unwrap();
        session.set_digests(layer, ts(get(&found, "digests"))).unwrap();
    }
    (session, opened)
}

fn jobs(list: JsValue) -> Vec<JsValue> {
    list.unchecked_into::<Array>().iter().collect()
}

fn view(height: u32, mode: &str, ghosts: bool) -> Ts<RowsQuery> {
    let view = js_sys::Object::new();
    for (key, value) in
        [("height", JsValue::from(height)), ("mode", JsValue::from_str(mode)), ("ghosts", JsValue::from(ghosts))]
    {
        Reflect::set(&view, &JsValue::from_str(key), &value).unwrap();
    }
    ts(view)
}

/// Rows of the whole merged view as "mode name", directories with `/`, as tar lists them; placeholders of a container left out.
fn rows(session: &mut Session, height: u32) -> Vec<String> {
    session.expand(0, true, true).unwrap();
    let page = session.rows(view(height, "merged", false), 0, 100_000).unwrap();
    let mut folders: Vec<String> = Vec::new();
    let mut out = Vec::new();
    for row in jobs(get(&page, "rows")) {
        folders.truncate(number(&row, "depth") as usize);
        let name = text(&row, "name");
        let target = get(&row, "target").as_string().filter(|_| text(&row, "kind") == "symlink");
        let path = format!("{}{name}", folders.concat());
        folders.push(format!("{name}/"));
        let slash = if text(&row, "kind") == "dir" { "/" } else { "" };
        out.push(format!(
            "{} {path}{slash}{}",
            text(&row, "mode"),
            target.map(|t| format!(" -> {t}")).unwrap_or_default()
        ));
    }
    out.sort();
    out
}

fn engine(listing: &str) -> Vec<String> {
    let placeholder = |path: &str| include_str!("fixtures/docker/placeholders.txt").lines().any(|line| line == path);
    let line = |line: &str| {
        let (mode, rest) = line.split_once(' ').unwrap();
        let path = rest.split_once(':').unwrap().1.split_once(' ').unwrap().1;
        (!placeholder(path)).then(|| format!("{mode} {path}"))
    };
    let mut out: Vec<String> = listing.lines().filter_map(line).collect();
    out.sort();
    out
}

/// The commands and sizes of a `docker history` table, whatever its first two columns.
fn commands(table: &str) -> Vec<String> {
    let from = table.find("CREATED BY").unwrap();
    table
        .lines()
        .map(|line| line.chars().skip(from).collect::<String>())
        .map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[wasm_bindgen_test]
fn a_docker_archive_reads_as_docker_says() {
    let (mut session, opened) = opened(STORY);
    assert_eq!((text(&opened, "form"), text(&opened, "codec")), ("docker".into(), "gzip".into()));
    assert_eq!(rows(&mut session, 2), engine(STORY_MERGED));
    assert_eq!(commands(&session.history(true, 1.8e9).unwrap()), commands(STORY_HISTORY));
    let image = session.image().unwrap();
    assert_eq!(number(&image, "size"), 2_012_500.0);
    for layer in jobs(get(&image, "layers")) {
        assert_eq!((text(&layer, "state"), text(&layer, "verify")), ("ready".into(), "ok".into()));
    }
}

#[wasm_bindgen_test]
fn archives_stand_side_by_side() {
    let (mut session, _) = opened(STORY);
    let indexed = Uint8Array::from(index(RICH, false).unwrap()).to_vec();
    assert_eq!(join(&mut session, &indexed, 1).unwrap(), [1]);
    assert_eq!(jobs(get(&session.opened().unwrap(), "images")).len(), 2);
    let sharing = session.sharing().unwrap();
    // The base is one, though the OCI layout stores it compressed; of what story has above it nothing is rich's.
    assert_eq!(jobs(get(&sharing, "layers")).len(), 3 + 10);
    let plan = session.pull(vec![0], 1).unwrap();
    assert_eq!(jobs(get(&plan, "rows")).iter().filter(|row| get(row, "has").is_truthy()).count(), 1);
    assert_eq!(number(&session.what_if().unwrap(), "now.layers"), 3.0);
    let problem = index(b"none", false).unwrap_err();
    assert_eq!(text(&problem, "kind"), "not-an-archive");
    assert!(index(b"none", true).unwrap().is_null());
    assert_eq!(text(&join(&mut session, b"none", 2).unwrap_err(), "kind"), "internal");
    session.refuse_archive(ts(problem)).unwrap();
    assert_eq!(jobs(get(&session.opened().unwrap(), "problems")).len(), 1);
    session.choose(1).unwrap();
    assert!(session.jobs().unwrap().iter().all(|job| number(job, "file") == 1.0));
}

#[wasm_bindgen_test]
fn an_oci_layout_with_zstd_layers_reads_as_docker_says() {
    let (mut session, opened) = opened(RICH);
    assert_eq!((text(&opened, "form"), text(&opened, "codec")), ("oci".into(), "none".into()));
    assert_eq!(rows(&mut session, 10), engine(RICH_MERGED));
    assert_eq!(commands(&session.history(true, 1.8e9).unwrap()), commands(RICH_HISTORY));
    let config: String = session.config().unwrap();
    assert!(config.contains("\"note\": \"quotes \\\" and \\\\ back\""));
    assert!(jobs(get(&session.image().unwrap(), "layers")).iter().all(|layer| text(layer, "verify") == "ok"));
}

#[wasm_bindgen_test]
fn a_lower_height_shows_what_a_whiteout_hides_above() {
    let (mut session, _) = opened(STORY);
    let has = |rows: &[String], path: &str| rows.iter().any(|r| r.ends_with(path));
    assert!(has(&rows(&mut session, 1), " root/one.txt"));
    assert!(!has(&rows(&mut session, 2), " root/one.txt"));
    let page = session.rows(view(2, "changes", false), 0, 1000).unwrap();
    let gone: Vec<String> =
        jobs(get(&page, "rows")).iter().filter(|r| get(r, "gone").is_truthy()).map(|r| text(r, "name")).collect();
    assert!(gone.contains(&"one.txt".into()) && gone.contains(&"doc".into()), "{gone:?}");
}

#[wasm_bindgen_test]
fn errors_are_plain_problems() {
    let mut session = Session::new();
    for (bytes, kind) in [(&b""[..], "empty-file"), (&b"no archive at all"[..], "not-an-archive")] {
        let problem = open(&mut session, bytes).unwrap_err();
        assert_eq!((text(&problem, "kind"), text(&problem, "file")), (kind.into(), "image.tar".into()));
        assert!(text(&problem, "message").starts_with("image.tar: "));
        assert!(get(&problem, "layer").is_null());
    }
    assert_eq!(text(&session.image().unwrap_err(), "kind"), "not-found");
    assert!(open(&mut session, STORY).is_ok(), "the next file opens");
}

#[wasm_bindgen_test]
fn a_damaged_layer_is_told_with_its_byte_and_the_rest_is_shown() {
    let mut bytes = RICH.to_vec();
    let magic = [0x28, 0xb5, 0x2f, 0xfd];
    let layer = (0..bytes.len() - 4).find(|at| bytes[*at..*at + 4] == magic).unwrap();
    bytes[layer + 6..layer + 90].fill(0xff);
    let (mut session, _) = opened(&bytes);
    let layers = jobs(get(&session.image().unwrap(), "layers"));
    let bad: Vec<_> = layers.iter().filter(|l| text(l, "state") != "ready").collect();
    assert_eq!(bad.len(), 1);
    assert!(number(bad[0], "problem.byte") >= 0.0);
    assert_eq!(number(bad[0], "problem.layer"), number(bad[0], "index"));
    assert!(!rows(&mut session, 10).is_empty());
}

#[wasm_bindgen_test]
fn treemaps_and_reports_come_out() {
    let (mut session, _) = opened(STORY);
    let query = js_sys::JSON::parse(r#"{ "root": 0, "what": "stored", "height": 0, "limit": 20 }"#).unwrap();
    let map = session.treemap(ts(query)).unwrap();
    assert!(number(&map, "bytes") > number(&map, "dead") && number(&map, "dead") > 0.0);
    assert_eq!((number(&map, "cells.0.up"), number(&map, "cells.0.bytes")), (-1.0, number(&map, "bytes")));
    assert!(session.dockerfile().unwrap().contains("FROM base"));
    for kind in ["json", "dive-json", "csv-layers", "csv-files", "csv-dead", "dockerfile", "html"] {
        let steps = number(&session.report_start(ts(kind), false, 1.8e12).unwrap(), "steps");
        let (mut from, mut bytes) = (0.0, 0);
        while from < steps {
            let batch = session.report_batch(from as usize).unwrap();
            bytes += Uint8Array::from(get(&batch, "bytes")).length();
            from = number(&batch, "next");
        }
        assert!(from == steps && bytes > 100, "{kind}: {bytes}");
        assert!(session.report_batch(0).is_err(), "it is over");
    }
}

#[wasm_bindgen_test]
fn an_export_becomes_a_container_that_differs_as_docker_says() {
    let (mut session, _) = opened(STORY);
    let job = &import_job(1, LIFE.len() as f64, &LIFE[..8]).unwrap()[0];
    assert_eq!(number(job, "file"), 1.0);
    let plan = bytes(job, "plan");
    let buffer = answer(scan(&plan, 0.0, nothing()), &[STORY, LIFE]).unwrap();
    let imported = session.import(&plan, Uint8Array::from(buffer).to_vec(), None, None).unwrap();
    assert_eq!((text(&imported, "kind"), number(&imported, "chosen.height")), ("export".into(), 2.0));
    assert!(get(&imported, "chosen.fits").is_truthy() && jobs(get(&imported, "notes")).is_empty());
    session.choose_container(number(&imported, "container") as i32).unwrap();
    let diff = session.docker_diff().unwrap();
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&diff), sorted(LIFE_DIFF));
    let place = js_sys::JSON::parse(r#"{"image":0,"height":1}"#).unwrap();
    let again = session.import_again(0, Some(ts("export")), Some(ts(place))).unwrap();
    assert_eq!((number(&again, "container"), number(&again, "chosen.height")), (1.0, 1.0));
}

#[wasm_bindgen_test]
fn memory_can_be_read() {
    assert!(memory_bytes() >= 65536.0);
}

fn value(json: &str) -> JsValue {
    js_sys::JSON::parse(json).unwrap()
}

/// Run, work, look, undo, commit, save, open again: as the page does it, an upload being a second file.
#[wasm_bindgen_test]
fn a_container_lives_and_is_saved() {
    let (mut session, _) = opened(STORY);
    let mut files = vec![STORY, b"uploaded"];
    let id = session.run(-1).unwrap();
    let info = session.choose_container(id as i32).unwrap();
    let top = get(&info, "layers").unchecked_into::<Array>().length() - 1;
    assert_eq!(number(&get(&info, "layers").unchecked_into::<Array>().get(top), "container"), id as f64);
    let piece = r#"[{"file":{"file":1,"offset":0,"len":8}}]"#;
    let ops = value(&format!(
        r#"[{{"op":"append","path":"/etc/motd","content":{piece}}},{{"op":"mkdir","path":"/a/b","parents":true}},
            {{"op":"remove","path":"/opt","recursive":true}},{{"op":"write","path":"","content":[]}},
            {{"op":"touch","path":"/a/t","time":{{"seconds":5,"nanos":0}}}},{{"op":"chown","path":"/a","uid":4294967295}}]"#
    ));
    // A name that is no text crosses as bytes.
    let name = Uint8Array::from(&b"/caf\xe9"[..]);
    Reflect::set(&ops.clone().unchecked_into::<Array>().get(3), &"path".into(), &name).unwrap();
    let ops = ops.unchecked_into::<Array>().iter().map(ts).collect();
    let told = session.apply(ops, 1_800_000_000_500.0).unwrap();
    assert!(get(&told, "refusal").is_null(), "{:?}", told.js());
    assert_eq!(text(&get(&told, "effects").unchecked_into::<Array>().get(1), "what"), "copyUp");
    assert_eq!(session.docker_diff().unwrap(), "A /a\nA /a/b\nA /a/t\nA /caf\\351\nC /etc\nC /etc/motd\nD /opt\n");
    let refused = session.apply(vec![ts(value(r#"{"op":"rmdir","path":"/etc"}"#))], 0.0).unwrap();
    assert_eq!(text(&refused, "refusal.errno"), "ENOTEMPTY");
    assert_eq!(text(&refused, "refusal.message"), "/etc: Directory not empty");
    let seen = rows(&mut session, top);
    session.undo().unwrap();
    assert_eq!(session.docker_diff().unwrap(), "");
    session.redo().unwrap();
    assert_eq!(rows(&mut session, top), seen);
    // The content of what was copied up and written to, from both files.
    let node = (0..).find(|node| text(&session.path(*node, top as usize).unwrap(), "path") == "/etc/motd").unwrap();
    let way = session.content(node, top as usize, 0.0).unwrap();
    let read = answer(read_content(&bytes(&way, "plan"), 0.0, 100), &files).unwrap();
    assert_eq!(bytes(&read, "bytes"), b"hello\nuploaded");
    // Commit.
    let chunks = Array::new();
    let push = {
        let chunks = chunks.clone();
        wasm_bindgen::closure::Closure::<dyn Fn(JsValue)>::new(move |chunk| {
            chunks.push(&chunk);
        })
    };
    session.upper_start(ts("layer")).unwrap();
    let batch = bytes(&session.upper_batch(0).unwrap(), "batch");
    let push: &Function = push.as_ref().unchecked_ref();
    answer(write_batch(&batch, push.clone().unchecked_into()), &files).unwrap();
    let tar: Vec<u8> = chunks.iter().flat_map(|chunk| Uint8Array::from(chunk).to_vec()).collect();
    let diff_id = layerscope::image::sha256_digest(&tar);
    files.push(&tar);
    let commit = value(&format!(
        r#"{{"message":"m","name":"new:1","changes":["ENV A=b"],"layer":{{"file":2,"size":{},"diffId":"{diff_id}"}}}}"#,
        tar.len()
    ));
    let new = session.commit(ts(commit), 1_800_000_000_500.0).unwrap();
    assert_eq!(session.images().unwrap().len(), new + 1);
    // Save: the archive is compressed, so its blobs are read; the new layer is a slice.
    let mut archive = Vec::new();
    for part in session.save_image(new).unwrap() {
        if !get(&part, "bytes").is_undefined() {
            archive.extend(bytes(&part, "bytes"));
        } else if !get(&part, "plan").is_undefined() {
            chunks.set_length(0);
            assert!(
                answer(copy_stored(&bytes(&part, "plan"), push.clone().unchecked_into()), &files).unwrap().is_null()
            );
            archive.extend(chunks.iter().flat_map(|chunk| Uint8Array::from(chunk).to_vec()));
        } else {
            assert_eq!((number(&part, "file"), number(&part, "len")), (2.0, tar.len() as f64));
            archive.extend_from_slice(&tar);
        }
    }
    let (mut again, _) = opened(&archive);
    assert_eq!(rows(&mut again, top), seen);
    assert!(again.config().unwrap().contains("A=b"));
    let gone = session.remove_container(id).unwrap();
    assert!(number(&gone, "bytes") > 8.0);
}

/// Typed lines cross as text, content and intents; positions are those of an input's, in units of UTF-16.
#[wasm_bindgen_test]
fn command_lines_are_run_and_completed() {
    let (mut session, _) = opened(STORY);
    assert_eq!(session.cwd().unwrap(), "/");
    let id = session.run(-1).unwrap();
    session.choose_container(id as i32).unwrap();
    let line = "cd /etc && echo 'h\u{e9} \u{1f600}' > '\u{1f600} x'; ls none; cat motd";
    let done = session.exec(line, 1.8e12, 1).unwrap();
    assert_eq!((number(&done, "status"), text(&done, "cwd")), (0.0, "/etc".into()));
    assert_eq!(Uint8Array::from(get(&done, "text")).to_vec(), "h\u{e9} \u{1f600}\n".as_bytes());
    assert!(get(&done, "intent").is_null() && get(&done, "applied.refusal").is_null());
    let output = jobs(get(&done, "output"));
    assert!(get(&output[0], "error").is_truthy() && text(&output[0], "text").contains("none: No such file"));
    // The content is a way into the opened file, not bytes.
    let way = get(&output[1], "content");
    assert_eq!(number(&way, "size"), 6.0);
    assert!(get(&output[1], "lines").is_null());
    let read = answer(read_content(&bytes(&way, "plan"), 0.0, 100), &[STORY]).unwrap();
    assert_eq!(bytes(&read, "bytes"), b"hello\n");
    assert_eq!(session.cwd().unwrap(), "/etc");
    // A smiley is two units.
    let line = "echo \u{1f600}; cat mot";
    let offered = session.complete_line(line, line.encode_utf16().count()).unwrap();
    assert_eq!(number(&offered, "from"), 13.0);
    assert_eq!(jobs(get(&offered, "candidates"))[0].as_string().unwrap(), "motd");
    let op = value(r#"{"op":"chmod","path":"/etc/a b","mode":384}"#);
    assert!(session.equivalent(ts(op)).unwrap().ends_with("'/etc/a b'"));
    let copied = session.exec("docker cp :/etc/motd out.txt", 1.8e12, 2).unwrap();
    assert_eq!((text(&copied, "intent.do"), text(&copied, "intent.name")), ("copyOut".into(), "out.txt".into()));
    let node = number(&copied, "intent.node") as u32;
    assert_eq!(text(&session.path(node, 3).unwrap(), "path"), "/etc/motd");
    // Its layer as files, in both forms, and one line of it.
    session.exec("rm motd", 1.8e12, 2).unwrap();
    for (form, name) in [("layer", "etc/.wh.motd"), ("overlay", "etc/motd")] {
        let page = session.upper_list(ts(form), 0, 10).unwrap();
        let lines = jobs(get(&page, "lines"));
        assert_eq!((number(&page, "total"), lines.len()), (3.0, 3));
        assert!(
            lines.iter().any(|line| text(line, "path") == name && text(line, "sign") == "whiteout"),
            "{:?}",
            page.js()
        );
    }
    assert_eq!(number(&session.upper_list(ts("layer"), 2, 10).unwrap(), "from"), 2.0);
}

/// The dead bytes as the page gets them: the core's own tests compare the figures with dive and a naive count.
#[wasm_bindgen_test]
fn dead_bytes_and_advice_cross_the_boundary() {
    let (mut session, _) = opened(RICH);
    let waste = session.waste().unwrap();
    assert_eq!((number(&waste, "dead"), get(&waste, "certain").as_bool()), (120_017.0, Some(true)));
    assert_eq!(
        (number(&waste, "dive.wastedBytes"), number(&waste, "dive.efficiency")),
        (160_004.0, 0.9723827003515394)
    );
    let query = js_sys::Object::new();
    for (key, value) in
        [("by", JsValue::from_str("path")), ("layer", JsValue::NULL), ("hiddenBy", 4.into()), ("cause", JsValue::NULL)]
    {
        Reflect::set(&query, &JsValue::from_str(key), &value).unwrap();
    }
    let page = session.waste_rows(ts(query), 0, 10).unwrap();
    let rows = jobs(get(&page, "rows"));
    assert_eq!(
        (rows.len(), text(&rows[0], "path"), text(&rows[0], "cause")),
        (1, "/data/dup/blob2".into(), "rewritten".into())
    );
    assert_eq!((text(&rows[0], "why"), number(&rows[0], "bytes")), ("owner".into(), 40_000.0));
    assert_eq!(number(&session.duplicates(0, 1).unwrap(), "bytes"), 160_007.0);
    let advice = session.advice().unwrap();
    assert!(advice.iter().any(|a| text(a, "kind") == "clean-same-layer" && number(a, "bytes") == 40_000.0));
}
