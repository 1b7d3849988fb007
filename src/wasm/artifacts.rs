//! What archives hold beside images, converted: the list for the home worker, tasks that open blobs for the others.

use super::convert::{Answer, Answers, list_to_js, or_thrown, thrown, to_js};
use super::session::Session;
use super::{BlobView, ContentSource, Task};
use crate::archive::Plan;
use crate::content::{Extent, Pieces, open_blob, open_entry};
use crate::dto::ArtifactInfo;
use crate::problem::{Kind, Problem};
use crate::workspace::Artifacts;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// All artifacts of the open archives.
    pub fn artifacts(&mut self) -> Answers<ArtifactInfo> {
        list_to_js(&self.shelved()?.list())
    }

    /// A blob of an artifact as it is stored, for `openBlob`; -1 = the manifest.
    #[wasm_bindgen(js_name = blobPlan)]
    pub fn blob_plan(&mut self, artifact: usize, blob: i32) -> Answer<ContentSource> {
        to_js(&ContentSource::of_plan(&or_thrown(self.shelved()?.plan(artifact, usize::try_from(blob).ok()))?)?)
    }

    /// The same for readers of content: to be hashed or saved.
    #[wasm_bindgen(js_name = blobContent)]
    pub fn blob_content(&mut self, artifact: usize, blob: i32) -> Answer<ContentSource> {
        let plan = or_thrown(self.shelved()?.plan(artifact, usize::try_from(blob).ok()))?;
        let size = plan.span.len;
        to_js(&ContentSource::of_pieces(&Pieces::from(Extent { plan, at: 0, size, sparse: false }))?)
    }

    fn shelved(&self) -> Result<Artifacts<'_>, JsValue> {
        let missing = || thrown(&Problem::new(Kind::NotFound).detail("no archive is open"));
        let of_images = self.workspace.as_ref().map(|workspace| workspace.artifacts());
        of_images.or_else(|| self.shelf.as_ref().map(Artifacts::of)).ok_or_else(missing)
    }
}

/// Opens a blob: its text, or the list of its files.
#[wasm_bindgen(js_name = openBlob, unchecked_return_type = "TaskOf<BlobView>")]
pub fn open_blob_task(plan: &[u8]) -> Result<Task, JsValue> {
    let plan = or_thrown(Plan::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| to_js(&BlobView::new(or_thrown(open_blob(&plan, &feed).await)?)?)))
}

/// Opens a file of a blob's tar.
#[wasm_bindgen(js_name = openEntry, unchecked_return_type = "TaskOf<BlobView>")]
pub fn open_entry_task(plan: &[u8]) -> Result<Task, JsValue> {
    let content = or_thrown(Pieces::from_bytes(plan))?;
    Ok(Task::answering(async move |feed| to_js(&BlobView::new(or_thrown(open_entry(&content, &feed).await)?)?)))
}
