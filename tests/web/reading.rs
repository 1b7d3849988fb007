//! Archives, layers, findings, treemaps and reports across the boundary.

use crate::page::*;
use js_sys::{Reflect, Uint8Array};
use layerscope::wasm::{Session, memory_bytes};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn a_docker_archive_reads_as_docker_says() {
    let (mut session, opened) = opened(STORY);
    assert_eq!((text(&opened, "form"), text(&opened, "codec")), ("docker".into(), "gzip".into()));
    assert_eq!(rows(&mut session, 2), engine(STORY_MERGED));
    assert_eq!(commands(&session.history(ts("graph"), true, 1.8e9).unwrap()), commands(STORY_HISTORY));
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
    assert_eq!(commands(&session.history(ts("graph"), true, 1.8e9).unwrap()), commands(RICH_HISTORY));
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
fn memory_can_be_read() {
    assert!(memory_bytes() >= 65536.0);
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
