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
mod treemap;
mod waste;

pub use container::copy_stored;
pub use content::{read_content, write_batch};
pub use images::index_archive;

pub use import::import_job;

use crate::archive::{FolderFile, Plan};
use crate::container::UpperTar;
use crate::content::Order;
use crate::error::{Kind, Problem};
use crate::layer::{self, Contents};
use crate::source::{BlobSource, ReadAt, Sources};
use crate::workspace::{Job, LayerInfo, MemberInfo, ProblemInfo, Question, Report, Workspace};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io;
use wasm_bindgen::prelude::*;
use web_sys::File;

type Answer = Result<JsValue, JsValue>;

/// The home worker's one object: the opened archives, or none yet.
#[wasm_bindgen]
#[derive(Default)]
pub struct Session {
    workspace: Option<Workspace>,
    /// What is being saved as a tar, batch by batch.
    export: Option<Order>,
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

    /// Indexes the files, each of them an archive → `Opened`.
    pub fn open(&mut self, files: Vec<File>, on_progress: &js_sys::Function) -> Answer {
        self.workspace = None;
        let names: Vec<String> = files.iter().map(File::name).collect();
        let sources = files.into_iter().map(source).collect::<Result<Vec<_>, _>>()?;
        let named = names.iter().zip(&sources).map(|(name, source)| (name.as_str(), source as &dyn ReadAt));
        let files: Vec<(&str, &dyn ReadAt)> = named.collect();
        let workspace = Workspace::open_all(&files, &mut |done, total| tell(on_progress, done, total));
        to_js(&self.workspace.insert(workspace.map_err(|p| thrown(&p))?).opened())
    }

    /// Takes the files of a folder, each with its path below it, for an archive → `Opened`.
    #[wasm_bindgen(js_name = openFolder)]
    pub fn open_folder(&mut self, name: &str, files: Vec<File>, paths: Vec<String>) -> Answer {
        self.workspace = None;
        let entry =
            |(file, path): (&File, String)| FolderFile { path: path.into_bytes(), len: file.size() as u64, link: None };
        let entries: Vec<FolderFile> = files.iter().zip(paths).map(entry).collect();
        let workspace = Workspace::open_folder(name, &entries, &Folder(files)).map_err(|p| thrown(&p))?;
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
        let jobs = self.live()?.scan_jobs();
        jobs_to_js(jobs)
    }

    /// Layers to be hashed → `Job[]`.
    #[wasm_bindgen(js_name = hashJobs)]
    pub fn hash_jobs(&mut self) -> Answer {
        let jobs = self.live()?.hash_jobs();
        jobs_to_js(jobs)
    }

    /// Takes a scanned layer → the `LayerInfo`s that changed.
    #[wasm_bindgen(js_name = addLayer)]
    pub fn add_layer(&mut self, index: usize, buffer: Vec<u8>) -> Answer {
        let workspace = self.live()?;
        let changed = workspace.add_layer(index, buffer).map_err(|p| thrown(&p))?;
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
        Ok(self.live()?.complete())
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
        let changed = workspace.set_contents(index, Contents::from_bytes(contents));
        layers(workspace, &changed)
    }

    /// Rows of a view → `RowsPage`.
    pub fn rows(&mut self, view: JsValue, from: usize, count: usize) -> Answer {
        let question: Question = from_js(view)?;
        to_js(&self.live()?.ask(question, from, count))
    }

    /// Opens or closes a directory.
    pub fn expand(&mut self, node: u32, open: bool, deep: bool) -> Result<(), JsValue> {
        self.live()?.expand(node, open, deep);
        Ok(())
    }

    /// Opens a node's parents → its row, or -1.
    pub fn reveal(&mut self, node: u32) -> Result<i32, JsValue> {
        Ok(self.live()?.reveal(node).map_or(-1, |row| row as i32))
    }

    /// A path's life → `PathInfo`.
    pub fn path(&mut self, node: u32, height: usize) -> Answer {
        let life = self.live()?.life(node, height).map_err(|p| thrown(&p))?;
        to_js(&life)
    }

    /// What is odd, wrong or worth knowing → `Finding[]`.
    pub fn findings(&mut self) -> Answer {
        to_js(&self.live()?.findings())
    }

    /// One statement of an attestation of the chosen image, as pretty JSON; the files must be those that were opened.
    pub fn statement(&mut self, files: Vec<File>, attestation: usize, statement: usize) -> Result<String, JsValue> {
        let text = self.live()?.statement(&Folder(files), attestation, statement).map_err(|p| thrown(&p))?;
        Ok(crate::text::display_text(&text))
    }

    /// Members of the chosen image's archive → `MemberInfo[]`.
    pub fn members(&mut self, from: usize, count: usize) -> Answer {
        let members: Vec<MemberInfo> = self.live()?.members(from, count);
        to_js(&members)
    }

    /// `docker history`'s table. Invisible characters are escaped, as everywhere on the page.
    pub fn history(&mut self, no_trunc: bool, now_seconds: f64) -> Result<String, JsValue> {
        let table = self.live()?.history().table(now_seconds as i64, no_trunc);
        Ok(crate::text::display_text(&table))
    }

    /// `docker image inspect`'s JSON.
    pub fn inspect(&mut self) -> Result<String, JsValue> {
        Ok(crate::text::display_text(&self.live()?.inspect()))
    }

    /// The config in full.
    pub fn config(&mut self) -> Result<String, JsValue> {
        Ok(crate::text::display_text(&self.live()?.config()))
    }

    fn live(&mut self) -> Result<&mut Workspace, JsValue> {
        self.workspace.as_mut().ok_or_else(|| thrown(&Problem::new(Kind::NotFound).detail("no archive is open")))
    }
}

/// The opened files, for the core.
struct Folder(Vec<File>);

impl Sources for Folder {
    fn open(&self, file: usize) -> io::Result<Box<dyn ReadAt + '_>> {
        let file = self.0.get(file).ok_or_else(|| io::Error::other("no such file"))?;
        Ok(Box::new(BlobSource::new(file.clone().into())?))
    }
}

/// Scans one layer → one flat buffer. Damage is told inside it.
#[wasm_bindgen]
pub fn scan(file: File, plan: &[u8], on_progress: &js_sys::Function) -> Result<Vec<u8>, JsValue> {
    let plan = Plan::from_bytes(plan).map_err(|p| thrown(&p))?;
    let source = source(file)?;
    let total = plan.span.len;
    Ok(layer::scan(&plan, &source, &mut stepped(total, on_progress)))
}

/// Hashes one layer and its files → `{ digests: Digests, contents: Uint8Array }`.
#[wasm_bindgen]
pub fn hash(file: File, plan: &[u8], on_progress: &js_sys::Function) -> Answer {
    let plan = Plan::from_bytes(plan).map_err(|p| thrown(&p))?;
    let source = source(file)?;
    let total = plan.span.len;
    let (digests, contents) = layer::hash(&plan, &source, &mut stepped(total, on_progress));
    let contents = js_sys::Uint8Array::from(&*contents.into_bytes());
    object([("digests", to_js(&digests)?), ("contents", contents.into())])
}

/// Bytes of this instance's linear memory. (`memory` itself is the name of the wasm export.)
#[wasm_bindgen(js_name = memoryBytes)]
pub fn memory_bytes() -> f64 {
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let buffer: js_sys::ArrayBuffer = memory.buffer().unchecked_into();
    f64::from(buffer.byte_length())
}

/// A call into JavaScript costs more than an entry: progress is told once every so many stored bytes.
fn stepped(total: u64, on_progress: &js_sys::Function) -> impl FnMut(u64) {
    const STEP: u64 = 4 << 20;
    let mut next = 0;
    move |done| {
        if done >= next {
            next = done + STEP;
            tell(on_progress, done, total);
        }
    }
}

fn tell(on_progress: &js_sys::Function, done: u64, total: u64) {
    let _ = on_progress.call2(&JsValue::NULL, &JsValue::from_f64(done as f64), &JsValue::from_f64(total as f64));
}

fn source(file: File) -> Result<BlobSource, JsValue> {
    BlobSource::new(file.into()).map_err(|e| thrown(&Problem::new(Kind::ReadFailed).detail(e.to_string())))
}

fn layers(workspace: &Workspace, changed: &[usize]) -> Answer {
    let infos: Vec<LayerInfo> = changed.iter().filter_map(|layer| workspace.layer_info(*layer)).collect();
    to_js(&infos)
}

/// `Job` of `www/types.d.ts`; the plan goes as bytes, so that it can be posted as it is.
fn jobs_to_js(jobs: Vec<Job>) -> Answer {
    let list = js_sys::Array::new();
    for job in jobs {
        let plan = job.plan.to_bytes().map_err(|p| thrown(&p))?;
        let job = object([
            ("layer", JsValue::from_f64(job.layer as f64)),
            ("key", JsValue::from_str(&job.key)),
            ("stored", JsValue::from_f64(job.plan.span.len as f64)),
            ("file", JsValue::from_f64(job.plan.file as f64)),
            ("plan", js_sys::Uint8Array::from(plan.as_slice()).into()),
        ])?;
        list.push(&job);
    }
    Ok(list.into())
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
