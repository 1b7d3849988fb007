//! What the page does around the core: tasks are driven, values of JavaScript read and written.

use js_sys::{Array, Float64Array, Function, Reflect, Uint8Array};
use layerscope::dto::{Opened, RowsQuery};
use layerscope::wasm::{Session, Task, hash, index_archive, join_archive, open_archives, scan};
use tsify::{Ts, Tsify};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

pub const STORY: &[u8] = include_bytes!("../fixtures/docker/20.10/story.tar.gz");
pub const STORY_MERGED: &str = include_str!("../fixtures/docker/20.10/story.merged.txt");
pub const STORY_HISTORY: &str = include_str!("../fixtures/docker/20.10/story.history-no-trunc.txt");
pub const LIFE: &[u8] = include_bytes!("../fixtures/docker/20.10/life.container.export.tar.gz");
pub const LIFE_DIFF: &str = include_str!("../fixtures/docker/20.10/life.container.diff.txt");
pub const RICH: &[u8] = include_bytes!("../fixtures/skopeo/1.9/rich.oci-zstd.tar");
pub const RICH_MERGED: &str = include_str!("../fixtures/docker/20.10/rich.merged.txt");
pub const RICH_HISTORY: &str = include_str!("../fixtures/docker/20.10/rich.history-no-trunc.txt");

/// Hands a task what it asks for, until it is done.
pub fn drive(task: &mut Task, files: &[&[u8]]) {
    let mut at = task.step();
    while at >= 0.0 {
        let file = files[task.file()];
        let rest = file.get(at as usize..).unwrap_or_default();
        let bytes = rest[..rest.len().min(task.most())].to_vec();
        at = task.give(bytes, file.len() as f64);
    }
}

/// The answer of a task.
pub fn answer(task: Result<Task, JsValue>, files: &[&[u8]]) -> Result<JsValue, JsValue> {
    let mut task = task?;
    drive(&mut task, files);
    task.result()
}

/// As the person chose it.
pub fn file(bytes: &[u8]) -> File {
    File::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)), "image.tar").unwrap()
}

/// Opens one archive for all that is open.
pub fn open(session: &mut Session, bytes: &[u8]) -> Result<Ts<Opened>, JsValue> {
    let mut task = open_archives(vec![file(bytes)], nothing());
    drive(&mut task, &[bytes]);
    session.open(&mut task)
}

/// Indexes an archive that is to join.
pub fn index(bytes: &[u8], any: bool) -> Result<JsValue, JsValue> {
    answer(Ok(index_archive(&file(bytes), any, nothing())), &[bytes])
}

/// Joins what was indexed.
pub fn join(session: &mut Session, index: &[u8], number: usize) -> Result<Vec<usize>, JsValue> {
    let mut task = join_archive(index.to_vec(), number);
    drive(&mut task, &[]); // all that it reads is in the index
    session.join(&mut task)
}

/// A function that does nothing.
pub fn nothing<T: JsCast>() -> T {
    Function::new_no_args("").unchecked_into()
}

/// A value of JavaScript, of a generated type or of none.
pub trait Value {
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
pub fn ts<T: Tsify>(value: impl Into<JsValue>) -> Ts<T> {
    Ts::new_unchecked(value.into())
}

pub fn get(object: &impl Value, path: &str) -> JsValue {
    path.split('.').fold(object.js(), |at, key| Reflect::get(&at, &JsValue::from_str(key)).unwrap())
}

pub fn text(object: &impl Value, path: &str) -> String {
    let value = get(object, path);
    value.as_string().unwrap_or_else(|| panic!("{path} is {value:?}"))
}

pub fn number(object: &impl Value, path: &str) -> f64 {
    get(object, path).as_f64().unwrap_or_else(|| panic!("{path} is no number"))
}

pub fn bytes(object: &impl Value, path: &str) -> Vec<u8> {
    Uint8Array::from(get(object, path)).to_vec()
}

/// Opens a file as the page's engine does: index, choose, scan and hash every layer, hand it home.
pub fn opened(file: &[u8]) -> (Session, Ts<Opened>) {
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

pub fn jobs(list: JsValue) -> Vec<JsValue> {
    list.unchecked_into::<Array>().iter().collect()
}

pub fn view(height: u32, mode: &str, ghosts: bool) -> Ts<RowsQuery> {
    let view = js_sys::Object::new();
    for (key, value) in
        [("height", JsValue::from(height)), ("mode", JsValue::from_str(mode)), ("ghosts", JsValue::from(ghosts))]
    {
        Reflect::set(&view, &JsValue::from_str(key), &value).unwrap();
    }
    ts(view)
}

/// Rows of the whole merged view as "mode name", directories with `/`, as tar lists them; placeholders of a container left out.
pub fn rows(session: &mut Session, height: u32) -> Vec<String> {
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

pub fn engine(listing: &str) -> Vec<String> {
    let placeholder = |path: &str| include_str!("../fixtures/docker/placeholders.txt").lines().any(|line| line == path);
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
pub fn commands(table: &str) -> Vec<String> {
    let from = table.find("CREATED BY").unwrap();
    table
        .lines()
        .map(|line| line.chars().skip(from).collect::<String>())
        .map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

pub fn value(json: &str) -> JsValue {
    js_sys::JSON::parse(json).unwrap()
}
