//! The only `#[wasm_bindgen]`: converts between the core's data and JavaScript's, and decides nothing.
//!
//! Types and calls of JavaScript are generated from here (`www/pkg/layerscope.d.ts`). Everything throws a plain `ProblemInfo`.

mod compare;
mod container;
mod content;
mod convert;
mod diagram;
mod images;
mod import;
mod in_steps;
mod reports;
mod shapes;
mod shell;
mod task;
mod treemap;
mod waste;

pub use container::copy_stored;
pub use content::{hash_content, pretty_document, read_content, write_batch};
pub use convert::{OnChunk, OnProgress};
pub use images::{index_archive, join_archive};
pub use import::import_job;
pub use shapes::{
    ByteArray, CompareJob, ContentBytes, ContentSource, Executed, Hashed, Job, ReportBatch, ReportSize, SavePart,
    ShellOutput, TarBatch, TarSize,
};
pub use task::Task;

use crate::archive::{FolderFile, Plan};
use crate::container::UpperTar;
use crate::content::ExportPlan;
use crate::dto::{Finding, ImageInfo, LayerInfo, MemberInfo, Opened, RowsPage, RowsQuery};
use crate::error::{Kind, Problem};
use crate::layer::{self, Digests, FileHashes, ScanRange};
use crate::view::PathHistory;
use crate::workspace::{ReadArchive, Report, Workspace};
use content::{Chunks, batches};
use convert::{Answer, Answers, from_js, list_to_js, or_thrown, thrown, to_js};
use in_steps::InSteps;
use std::rc::Rc;
use task::Outcome;
use tsify::Ts;
use wasm_bindgen::prelude::*;
use web_sys::File;

/// The home worker's one object: the opened archives, or none yet.
#[wasm_bindgen]
#[derive(Default)]
pub struct Session {
    workspace: Option<Workspace>,
    /// A directory on its way to a tar, batch by batch.
    export: InSteps<ExportPlan>,
    /// A report on its way to the page.
    report: InSteps<Report>,
    /// An upper directory on its way to a tar.
    upper: InSteps<UpperTar>,
}

#[wasm_bindgen]
impl Session {
    /// Nothing open.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the archives that a task of `openArchives` or `openFolder` has read; they replace all that is open.
    pub fn open(&mut self, task: &mut Task) -> Answer<Opened> {
        self.workspace = None;
        let workspace = or_thrown(Workspace::of(task.archives()))?;
        to_js(&self.workspace.insert(workspace).opened())
    }

    /// Chooses an image.
    pub fn choose(&mut self, image: usize) -> Answer<ImageInfo> {
        let workspace = self.live()?;
        or_thrown(workspace.choose(image))?;
        to_js(&workspace.image_info())
    }

    /// The layers of the chosen image to be scanned, base first.
    pub fn jobs(&mut self) -> Answers<Job> {
        let jobs = self.live()?.session().scan_jobs();
        jobs.iter().map(|job| to_js(&Job::new(job)?)).collect()
    }

    /// The layers of the chosen image to be hashed, without those that another image has brought already.
    #[wasm_bindgen(js_name = hashJobs)]
    pub fn hash_jobs(&mut self) -> Answers<Job> {
        let jobs = self.live()?.session().hash_jobs();
        jobs.iter().map(|job| to_js(&Job::new(job)?)).collect()
    }

    /// Takes a scanned layer, one buffer a stretch, in any order of layers → the layers that changed.
    #[wasm_bindgen(js_name = addLayer)]
    pub fn add_layer(&mut self, index: usize, stretches: Vec<js_sys::Uint8Array>) -> Answers<LayerInfo> {
        let stretches: Vec<Vec<u8>> = stretches.iter().map(js_sys::Uint8Array::to_vec).collect();
        let workspace = self.live()?;
        let changed = or_thrown(workspace.add_stretches(index, stretches))?;
        layers(workspace, &changed)
    }

    /// Marks a layer as impossible to scan (a trap, a terminated worker) → the layers that changed.
    #[wasm_bindgen(js_name = failLayer)]
    pub fn fail_layer(&mut self, index: usize, problem: Ts<Problem>) -> Answers<LayerInfo> {
        let problem = from_js(problem)?;
        let workspace = self.live()?;
        let changed = workspace.fail_layer(index, problem);
        layers(workspace, &changed)
    }

    /// All layers are merged.
    pub fn complete(&mut self) -> Result<bool, JsValue> {
        Ok(self.live()?.session().complete())
    }

    /// The chosen image.
    pub fn image(&mut self) -> Answer<ImageInfo> {
        to_js(&self.live()?.image_info())
    }

    /// One layer.
    pub fn layer(&mut self, index: usize) -> Answer<LayerInfo> {
        let missing = || thrown(&Problem::new(Kind::NotFound).detail(format!("layer {index}")));
        to_js(&self.live()?.layer_info(index).ok_or_else(missing)?)
    }

    /// Takes the digests of a layer → the layers that changed.
    #[wasm_bindgen(js_name = setDigests)]
    pub fn set_digests(&mut self, index: usize, digests: Ts<Digests>) -> Answers<LayerInfo> {
        let digests = from_js(digests)?;
        let workspace = self.live()?;
        workspace.set_digests(index, digests);
        layers(workspace, &[index])
    }

    /// Takes the hashes of a layer's files → the layers that changed.
    #[wasm_bindgen(js_name = setContents)]
    pub fn set_contents(&mut self, index: usize, contents: Vec<u8>) -> Answers<LayerInfo> {
        let workspace = self.live()?;
        let changed = workspace.set_contents(index, FileHashes::from_bytes(contents));
        layers(workspace, &changed)
    }

    /// Rows of a view.
    pub fn rows(&mut self, query: Ts<RowsQuery>, from: usize, count: usize) -> Answer<RowsPage> {
        let query = from_js(query)?;
        to_js(&self.live()?.session_mut().ask(query, from, count))
    }

    /// Opens or closes a directory; `deep`: with all below it.
    pub fn expand(&mut self, node: u32, open: bool, deep: bool) -> Result<(), JsValue> {
        self.live()?.session_mut().expand(node.into(), open, deep);
        Ok(())
    }

    /// Opens a node's parents → its row, or -1 when it is not in the view.
    pub fn reveal(&mut self, node: u32) -> Result<i32, JsValue> {
        Ok(self.live()?.session_mut().reveal(node.into()).map_or(-1, |row| row as i32))
    }

    /// A path's versions.
    pub fn path(&mut self, node: u32, height: usize) -> Answer<PathHistory> {
        to_js(&or_thrown(self.live()?.life(node.into(), height))?)
    }

    /// Everything odd, wrong or worth knowing.
    pub fn findings(&mut self) -> Answers<Finding> {
        list_to_js(&self.live()?.findings())
    }

    /// A statement of an attestation of the chosen image, for `prettyDocument`.
    #[wasm_bindgen(js_name = statementPlan)]
    pub fn statement_plan(&mut self, attestation: usize, statement: usize) -> Answer<ContentSource> {
        to_js(&ContentSource::of_plan(&or_thrown(self.live()?.documents().statement_plan(attestation, statement))?)?)
    }

    /// Members of the chosen image's archive.
    pub fn members(&mut self, from: usize, count: usize) -> Answers<MemberInfo> {
        list_to_js(&self.live()?.documents().members(from, count))
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
        live(&mut self.workspace)
    }
}

/// Indexes the files, each of them an archive, for `Session.open`. Their bytes come as those of any task.
#[wasm_bindgen(js_name = openArchives)]
pub fn open_archives(files: Vec<File>, on_progress: OnProgress) -> Task {
    Task::new(async move |feed| {
        let total = files.iter().map(|file| file.size()).sum::<f64>() as u64;
        let (mut before, mut read) = (0u64, Vec::new());
        for (number, file) in files.iter().enumerate() {
            let mut progress = |done: u64, _| report(&on_progress, before.saturating_add(done), total);
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

/// Scans one layer from the first header at or after byte `from` → one flat buffer, which records damage.
#[wasm_bindgen(unchecked_return_type = "TaskOf<Uint8Array<ArrayBuffer>>")]
pub fn scan(plan: &[u8], from: f64, on_progress: OnProgress) -> Result<Task, JsValue> {
    let plan = or_thrown(Plan::from_bytes(plan))?;
    let stretch = Rc::new(ScanRange::from(from as u64));
    Ok(Task::of_stretch(stretch.clone(), async move |feed| {
        let mut progress = stepped(plan.span.len, on_progress);
        let pieces = layer::scan_in_pieces(&plan, &feed, &stretch, &mut progress).await;
        Outcome::Answer(Ok(joined(&pieces).into()))
    }))
}

/// Pieces of bytes as one array of JavaScript: linear memory never shrinks, so they are not joined in it.
fn joined(pieces: &[Vec<u8>]) -> js_sys::Uint8Array {
    let array = js_sys::Uint8Array::new_with_length(pieces.iter().map(Vec::len).sum::<usize>() as u32);
    let mut at = 0;
    for piece in pieces {
        let end = at + piece.len() as u32;
        array.subarray(at, end).copy_from(piece);
        at = end;
    }
    array
}

/// Hashes one layer and the files in it that start at `files`; of a `proven` layer the files alone.
#[wasm_bindgen(unchecked_return_type = "TaskOf<Hashed>")]
pub fn hash(plan: &[u8], files: Vec<f64>, proven: bool, on_progress: OnProgress) -> Result<Task, JsValue> {
    let plan = or_thrown(Plan::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| {
        let files: Vec<u64> = files.into_iter().map(|file| file as u64).collect();
        let mut progress = stepped(plan.span.len, on_progress);
        let (digests, contents) = if proven {
            (None, layer::hash_files(&plan, &feed, &files, &mut progress).await)
        } else {
            let (digests, contents) = layer::hash(&plan, &feed, &files, &mut progress).await;
            (Some(digests), contents)
        };
        to_js(&Hashed { digests, contents: ByteArray(contents.into_bytes()) })
    }))
}

/// The open archives. *Errors:* `NotFound`.
fn live(workspace: &mut Option<Workspace>) -> Result<&mut Workspace, JsValue> {
    workspace.as_mut().ok_or_else(|| thrown(&Problem::new(Kind::NotFound).detail("no archive is open")))
}

/// Bytes of this instance's linear memory. (`memory` itself is the name of the wasm export.)
#[wasm_bindgen(js_name = memoryBytes)]
pub fn memory_bytes() -> f64 {
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let buffer: js_sys::ArrayBuffer = memory.buffer().unchecked_into();
    f64::from(buffer.byte_length())
}

/// Progress once every so many stored bytes: a call into JavaScript costs more than an entry.
fn stepped(total: u64, on_progress: OnProgress) -> impl FnMut(u64) {
    const STEP: u64 = 4 << 20;
    let mut next = 0;
    move |done| {
        if done >= next {
            next = done + STEP;
            report(&on_progress, done, total);
        }
    }
}

fn report(on_progress: &OnProgress, done: u64, total: u64) {
    let _ = on_progress.call2(&JsValue::NULL, &JsValue::from_f64(done as f64), &JsValue::from_f64(total as f64));
}

fn layers(workspace: &Workspace, changed: &[usize]) -> Answers<LayerInfo> {
    changed.iter().filter_map(|layer| workspace.layer_info(*layer)).map(|info| to_js(&info)).collect()
}
