//! The only `#[wasm_bindgen]`: converts between the core's data and JavaScript's, and decides nothing.
//!
//! Shapes: `www/types.d.ts`. Everything throws a plain `Problem`.

mod compare;
mod container;
mod content;
mod diagram;
mod images;
mod import;
mod reports;
mod shell;
mod task;
mod treemap;
mod waste;

pub use container::copy_stored;
pub use content::{hash_content, pretty_document, read_content, write_batch};
pub use images::{index_archive, join_archive};
pub use import::import_job;
pub use task::Task;

use crate::archive::{FolderFile, Plan};
use crate::container::UpperTar;
use crate::content::ExportPlan;
use crate::error::{Kind, Problem};
use crate::layer::{self, FileHashes, ScanRange};
use crate::workspace::{Job, LayerInfo, MemberInfo, ProblemInfo, Question, ReadArchive, Report, Workspace};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::rc::Rc;
use task::{Outcome, or_thrown};
use wasm_bindgen::prelude::*;
use web_sys::File;

type Answer = Result<JsValue, JsValue>;

/// The home worker's one object: the opened archives, or none yet.
#[wasm_bindgen]
#[derive(Default)]
pub struct Session {
    workspace: Option<Workspace>,
    /// What is being saved as a tar, batch by batch.
    export: Option<ExportPlan>,
    /// … as a report.
    report: Option<Report>,
    /// An upper directory on its way to a tar.
    upper: Option<UpperTar>,
}

#[wasm_bindgen]
impl Session {
    /// Nothing open.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the archives that a task has read for all that is open → `Opened`.
    pub fn open(&mut self, task: &mut Task) -> Answer {
        self.workspace = None;
        let workspace = or_thrown(Workspace::of(task.archives()))?;
        to_js(&self.workspace.insert(workspace).opened())
    }

    /// Chooses an image → `ImageInfo`.
    pub fn choose(&mut self, image: usize) -> Answer {
        let workspace = self.live()?;
        workspace.choose(image).map_err(|p| thrown(&p))?;
        to_js(&workspace.image_info())
    }

    /// Layers to be scanned → `Job[]`.
    pub fn jobs(&mut self) -> Answer {
        let jobs = self.live()?.session().scan_jobs();
        jobs_to_js(jobs)
    }

    /// Layers to be hashed → `Job[]`.
    #[wasm_bindgen(js_name = hashJobs)]
    pub fn hash_jobs(&mut self) -> Answer {
        let jobs = self.live()?.session().hash_jobs();
        jobs_to_js(jobs)
    }

    /// Takes a scanned layer, one buffer a stretch (`Uint8Array[]`) → the `LayerInfo`s that changed.
    #[wasm_bindgen(js_name = addLayer)]
    pub fn add_layer(&mut self, index: usize, stretches: js_sys::Array) -> Answer {
        let stretches: Vec<Vec<u8>> = stretches.iter().map(|bytes| js_sys::Uint8Array::new(&bytes).to_vec()).collect();
        let workspace = self.live()?;
        let changed = or_thrown(workspace.add_stretches(index, stretches))?;
        layers(workspace, &changed)
    }

    /// A layer that could not be scanned → the `LayerInfo`s that changed.
    #[wasm_bindgen(js_name = failLayer)]
    pub fn fail_layer(&mut self, index: usize, problem: JsValue) -> Answer {
        let problem = from_js(problem)?;
        let workspace = self.live()?;
        let changed = workspace.fail_layer(index, problem);
        layers(workspace, &changed)
    }

    /// All layers merged?
    pub fn complete(&mut self) -> Result<bool, JsValue> {
        Ok(self.live()?.session().complete())
    }

    /// The chosen image → `ImageInfo`.
    pub fn image(&mut self) -> Answer {
        to_js(&self.live()?.image_info())
    }

    /// One layer → `LayerInfo`.
    pub fn layer(&mut self, index: usize) -> Answer {
        to_js(&self.live()?.layer_info(index))
    }

    /// Takes `Digests` → `LayerInfo`.
    #[wasm_bindgen(js_name = setDigests)]
    pub fn set_digests(&mut self, index: usize, digests: JsValue) -> Answer {
        let digests = from_js(digests)?;
        let workspace = self.live()?;
        workspace.set_digests(index, digests);
        to_js(&workspace.layer_info(index))
    }

    /// Takes what a layer's files hash to → the `LayerInfo`s that changed.
    #[wasm_bindgen(js_name = setContents)]
    pub fn set_contents(&mut self, index: usize, contents: Vec<u8>) -> Answer {
        let workspace = self.live()?;
        let changed = workspace.set_contents(index, FileHashes::from_bytes(contents));
        layers(workspace, &changed)
    }

    /// Rows of a view → `RowsPage`.
    pub fn rows(&mut self, view: JsValue, from: usize, count: usize) -> Answer {
        let question: Question = from_js(view)?;
        to_js(&self.live()?.session_mut().ask(question, from, count))
    }

    /// Opens or closes a directory.
    pub fn expand(&mut self, node: u32, open: bool, deep: bool) -> Result<(), JsValue> {
        self.live()?.session_mut().expand(node.into(), open, deep);
        Ok(())
    }

    /// Opens a node's parents → its row, or -1.
    pub fn reveal(&mut self, node: u32) -> Result<i32, JsValue> {
        Ok(self.live()?.session_mut().reveal(node.into()).map_or(-1, |row| row as i32))
    }

    /// A path's life → `PathInfo`.
    pub fn path(&mut self, node: u32, height: usize) -> Answer {
        let life = self.live()?.life(node.into(), height).map_err(|p| thrown(&p))?;
        to_js(&life)
    }

    /// What is odd, wrong or worth knowing → `Finding[]`.
    pub fn findings(&mut self) -> Answer {
        to_js(&self.live()?.findings())
    }

    /// The way to one statement of an attestation of the chosen image, for `prettyDocument` → `{ file, plan, size }`.
    #[wasm_bindgen(js_name = statementPlan)]
    pub fn statement_plan(&mut self, attestation: usize, statement: usize) -> Answer {
        let plan = or_thrown(self.live()?.documents().statement_plan(attestation, statement))?;
        content::way(plan.file, &or_thrown(plan.to_bytes())?, Some(plan.span.len))
    }

    /// Members of the chosen image's archive → `MemberInfo[]`.
    pub fn members(&mut self, from: usize, count: usize) -> Answer {
        let members: Vec<MemberInfo> = self.live()?.documents().members(from, count);
        to_js(&members)
    }

    /// `docker history`'s table. Invisible characters are escaped, as everywhere on the page.
    pub fn history(&mut self, no_trunc: bool, now_seconds: f64) -> Result<String, JsValue> {
        let table = self.live()?.documents().history().table(now_seconds as i64, no_trunc);
        Ok(crate::text::display_text(&table))
    }

    /// `docker image inspect`'s JSON.
    pub fn inspect(&mut self) -> Result<String, JsValue> {
        Ok(crate::text::display_text(&self.live()?.documents().inspect()))
    }

    /// The config in full.
    pub fn config(&mut self) -> Result<String, JsValue> {
        Ok(crate::text::display_text(&self.live()?.documents().config()))
    }

    fn live(&mut self) -> Result<&mut Workspace, JsValue> {
        self.workspace.as_mut().ok_or_else(|| thrown(&Problem::new(Kind::NotFound).detail("no archive is open")))
    }
}

/// Indexes the files, each of them an archive, for `Session.open`. Their bytes come as those of any task.
#[wasm_bindgen(js_name = openArchives)]
pub fn open_archives(files: Vec<File>, on_progress: js_sys::Function) -> Task {
    Task::new(async move |feed| {
        let total = files.iter().map(|file| file.size()).sum::<f64>() as u64;
        let (mut before, mut read) = (0u64, Vec::new());
        for (number, file) in files.iter().enumerate() {
            let mut progress = |done: u64, _| tell(&on_progress, before.saturating_add(done), total);
            read.push(ReadArchive::read(&file.name(), &feed, number, &mut progress).await);
            before = before.saturating_add(file.size() as u64);
        }
        Outcome::Archives(read)
    })
}

/// Takes the files of a folder, each with its path below it, as one archive for `Session.open`.
#[wasm_bindgen(js_name = openFolder)]
pub fn open_folder(name: String, files: Vec<File>, paths: Vec<String>) -> Task {
    Task::new(async move |feed| {
        let file =
            |(path, file): (String, &File)| FolderFile { path: path.into_bytes(), len: file.size() as u64, link: None };
        let files: Vec<FolderFile> = paths.into_iter().zip(&files).map(file).collect();
        Outcome::Archives(vec![ReadArchive::read_folder(&name, &files, &feed).await])
    })
}

/// Scans one layer from the first header at or behind byte `from` → one flat buffer. Damage is told inside it.
#[wasm_bindgen]
pub fn scan(plan: &[u8], from: f64, on_progress: js_sys::Function) -> Result<Task, JsValue> {
    let plan = or_thrown(Plan::from_bytes(plan))?;
    let stretch = Rc::new(ScanRange::from(from as u64));
    Ok(Task::of_stretch(stretch.clone(), async move |feed| {
        let mut progress = stepped(plan.span.len, on_progress);
        let buffer = layer::scan(&plan, &feed, &stretch, &mut progress).await;
        Outcome::Answer(Ok(js_sys::Uint8Array::from(&*buffer).into()))
    }))
}

/// Hashes one layer and the files in it that start at `files` → `{ digests: Digests, contents: Uint8Array }`; of a layer that is proven the
/// files alone, and null.
#[wasm_bindgen]
pub fn hash(plan: &[u8], files: Vec<f64>, proven: bool, on_progress: js_sys::Function) -> Result<Task, JsValue> {
    let plan = or_thrown(Plan::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| {
        let files: Vec<u64> = files.into_iter().map(|file| file as u64).collect();
        let mut progress = stepped(plan.span.len, on_progress);
        let (digests, contents) = if proven {
            (JsValue::NULL, layer::hash_files(&plan, &feed, &files, &mut progress).await)
        } else {
            let (digests, contents) = layer::hash(&plan, &feed, &files, &mut progress).await;
            (to_js(&digests)?, contents)
        };
        let contents = js_sys::Uint8Array::from(&*contents.into_bytes());
        object([("digests", digests), ("contents", contents.into())])
    }))
}

/// Bytes of this instance's linear memory. (`memory` itself is the name of the wasm export.)
#[wasm_bindgen(js_name = memoryBytes)]
pub fn memory_bytes() -> f64 {
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let buffer: js_sys::ArrayBuffer = memory.buffer().unchecked_into();
    f64::from(buffer.byte_length())
}

/// A call into JavaScript costs more than an entry: progress is told once every so many stored bytes.
fn stepped(total: u64, on_progress: js_sys::Function) -> impl FnMut(u64) {
    const STEP: u64 = 4 << 20;
    let mut next = 0;
    move |done| {
        if done >= next {
            next = done + STEP;
            tell(&on_progress, done, total);
        }
    }
}

fn tell(on_progress: &js_sys::Function, done: u64, total: u64) {
    let _ = on_progress.call2(&JsValue::NULL, &JsValue::from_f64(done as f64), &JsValue::from_f64(total as f64));
}

fn layers(workspace: &Workspace, changed: &[usize]) -> Answer {
    let infos: Vec<LayerInfo> = changed.iter().filter_map(|layer| workspace.layer_info(*layer)).collect();
    to_js(&infos)
}

/// `Job[]` of `www/types.d.ts`.
fn jobs_to_js(jobs: Vec<Job>) -> Answer {
    let list = js_sys::Array::new();
    for job in jobs {
        list.push(&job_to_js(&job)?);
    }
    Ok(list.into())
}

/// The plan goes as bytes, so that it can be posted as it is.
fn job_to_js(job: &Job) -> Answer {
    let plan = or_thrown(job.plan.to_bytes())?;
    let files: Vec<f64> = job.files.iter().map(|file| *file as f64).collect();
    object([
        ("layer", JsValue::from_f64(job.layer as f64)),
        ("key", JsValue::from_str(&job.key)),
        ("stored", JsValue::from_f64(job.plan.span.len as f64)),
        ("file", JsValue::from_f64(job.plan.file as f64)),
        ("plain", JsValue::from_bool(job.plan.is_plain())),
        ("plan", js_sys::Uint8Array::from(plan.as_slice()).into()),
        ("files", js_sys::Float64Array::from(&*files).into()),
        ("proven", JsValue::from_bool(job.proven)),
    ])
}

/// A plain object: for what serde has no words for, typed arrays above all.
fn object<const N: usize>(fields: [(&str, JsValue); N]) -> Answer {
    let object = js_sys::Object::new();
    for (key, value) in fields {
        js_sys::Reflect::set(&object, &JsValue::from_str(key), &value)?;
    }
    Ok(object.into())
}

fn thrown(problem: &Problem) -> JsValue {
    to_js(&ProblemInfo::from(problem)).unwrap_or_else(|_| JsValue::from_str(&problem.message()))
}

fn to_js<T: Serialize>(value: &T) -> Answer {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(|e| JsValue::from_str(&e.to_string()))
}

fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|e| thrown(&Problem::new(Kind::Internal).detail(e.to_string())))
}
