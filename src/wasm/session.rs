//! The home worker's one object: opening, the layers of the chosen image, rows and documents. Other files have its other calls.

use super::convert::{Answer, Answers, from_js, list_to_js, or_thrown, thrown, to_js};
use super::in_steps::InSteps;
use super::shapes::{ContentSource, Job};
use super::task::Task;
use crate::container::UpperTar;
use crate::content::ExportPlan;
use crate::dto::{Finding, ImageInfo, LayerInfo, MemberInfo, Opened, RowsPage, RowsQuery};
use crate::layer::{Digests, FileHashes};
use crate::problem::{Kind, Problem};
use crate::report::{Engine, Printer, Store};
use crate::view::PathHistory;
use crate::workspace::{BuildRecords, Catalog, Report, Workspace};
use tsify::Ts;
use wasm_bindgen::prelude::*;

/// The home worker's one object: the opened archives, or none yet.
#[wasm_bindgen]
#[derive(Default)]
pub struct Session {
    pub(super) workspace: Option<Workspace>,
    /// The opened archives, when they hold artifacts alone.
    pub(super) shelf: Option<Catalog>,
    /// Build records, with images or alone.
    pub(super) records: BuildRecords,
    /// A directory on its way to a tar, batch by batch.
    pub(super) export: InSteps<ExportPlan>,
    /// A report on its way to the page.
    pub(super) report: InSteps<Report>,
    /// An upper directory on its way to a tar.
    pub(super) upper: InSteps<UpperTar>,
}

#[wasm_bindgen]
impl Session {
    /// Nothing open.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the archives that a task of `openArchives` or `openFolder` has read; they replace all that is open. Without an image only the
    /// artifacts and the build records can be asked for.
    pub fn open(&mut self, task: &mut Task) -> Answer<Opened> {
        (self.workspace, self.shelf) = (None, None);
        let (records, files) = BuildRecords::taken(task.archives());
        self.records = records;
        let catalog = match Catalog::new(files) {
            Ok(catalog) => catalog,
            Err(problem) => return to_js(&or_thrown(self.records.opened(problem))?),
        };
        if catalog.images().is_empty() {
            let opened = or_thrown(self.records.beside(&catalog))?;
            self.shelf = Some(catalog);
            return to_js(&opened);
        }
        let workspace = or_thrown(Workspace::over(catalog))?;
        to_js(&self.workspace.insert(workspace).facts().opened())
    }

    /// Chooses an image.
    pub fn choose(&mut self, image: usize) -> Answer<ImageInfo> {
        let workspace = self.live()?;
        or_thrown(workspace.choose(image))?;
        to_js(&workspace.facts().image())
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
        let changed = or_thrown(workspace.intake().add_stretches(index, stretches))?;
        layers(workspace, &changed)
    }

    /// Marks a layer as impossible to scan (a trap, a terminated worker) → the layers that changed.
    #[wasm_bindgen(js_name = failLayer)]
    pub fn fail_layer(&mut self, index: usize, problem: Ts<Problem>) -> Answers<LayerInfo> {
        let problem = from_js(problem)?;
        let workspace = self.live()?;
        let changed = workspace.intake().fail_layer(index, problem);
        layers(workspace, &changed)
    }

    /// All layers are merged.
    pub fn complete(&mut self) -> Result<bool, JsValue> {
        Ok(self.live()?.session().complete())
    }

    /// The chosen image.
    pub fn image(&mut self) -> Answer<ImageInfo> {
        to_js(&self.live()?.facts().image())
    }

    /// One layer.
    pub fn layer(&mut self, index: usize) -> Answer<LayerInfo> {
        let missing = || thrown(&Problem::new(Kind::NotFound).detail(format!("layer {index}")));
        to_js(&self.live()?.facts().layer(index).ok_or_else(missing)?)
    }

    /// Takes the digests of a layer → the layers that changed.
    #[wasm_bindgen(js_name = setDigests)]
    pub fn set_digests(&mut self, index: usize, digests: Ts<Digests>) -> Answers<LayerInfo> {
        let digests = from_js(digests)?;
        let workspace = self.live()?;
        workspace.intake().set_digests(index, digests);
        layers(workspace, &[index])
    }

    /// Takes the hashes of a layer's files → the layers that changed.
    #[wasm_bindgen(js_name = setContents)]
    pub fn set_contents(&mut self, index: usize, contents: Vec<u8>) -> Answers<LayerInfo> {
        let workspace = self.live()?;
        let changed = workspace.intake().set_contents(index, FileHashes::from_bytes(contents));
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
        to_js(&or_thrown(self.live()?.facts().life(node.into(), height))?)
    }

    /// Everything odd, wrong or worth knowing.
    pub fn findings(&mut self) -> Answers<Finding> {
        list_to_js(&self.live()?.facts().findings())
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
    pub fn history(&mut self, store: Ts<Store>, no_trunc: bool, now_seconds: f64) -> Result<String, JsValue> {
        let printer = printer(from_js(store)?);
        let table = self.live()?.documents().history(printer).table(now_seconds as i64, no_trunc);
        Ok(crate::text::display_text(&table))
    }

    /// `docker image inspect`'s JSON.
    pub fn inspect(&mut self, store: Ts<Store>) -> Result<String, JsValue> {
        let printer = printer(from_js(store)?);
        Ok(crate::text::display_text(&self.live()?.documents().inspect(printer)))
    }

    /// The config in full.
    pub fn config(&mut self) -> Result<String, JsValue> {
        Ok(crate::text::display_text(&self.live()?.documents().config()))
    }

    pub(super) fn live(&mut self) -> Result<&mut Workspace, JsValue> {
        live(&mut self.workspace)
    }
}

/// Today's Docker with this store.
fn printer(store: Store) -> Printer {
    Printer { store, engine: Engine::default(), by_platform: false }
}

/// The open archives. *Errors:* `NotFound`.
pub(super) fn live(workspace: &mut Option<Workspace>) -> Result<&mut Workspace, JsValue> {
    workspace.as_mut().ok_or_else(|| thrown(&Problem::new(Kind::NotFound).detail("no archive is open")))
}

fn layers(workspace: &Workspace, changed: &[usize]) -> Answers<LayerInfo> {
    changed.iter().filter_map(|layer| workspace.facts().layer(*layer)).map(|info| to_js(&info)).collect()
}
