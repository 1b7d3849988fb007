//! Containers across the boundary: imported, worked in, typed in, saved.

use crate::page::*;
use js_sys::{Array, Function, Reflect, Uint8Array};
use layerscope::wasm::{copy_stored, import_job, read_content, scan, write_batch};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

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
