//! Build records on the page, converted.

use super::convert::{Answer, Answers, list_to_js, or_thrown, to_js};
use super::session::Session;
use crate::build_record::LogLine;
use crate::dto::{BuildChoice, BuildInfo, ImageBuild};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Session {
    /// All open build records.
    pub fn builds(&mut self) -> Answers<BuildChoice> {
        let images = self.workspace.as_ref().map_or(&[][..], |workspace| workspace.images());
        list_to_js(&self.records.choices(images))
    }

    /// One in full.
    pub fn build(&mut self, index: usize) -> Answer<BuildInfo> {
        to_js(&or_thrown(self.records.info(index))?)
    }

    /// The output of one of its steps, the end of a long one.
    #[wasm_bindgen(js_name = buildLog)]
    pub fn build_log(&mut self, index: usize, step: usize) -> Answers<LogLine> {
        list_to_js(&or_thrown(self.records.log(index, step))?)
    }

    /// The builds that made the chosen image, with the step of each layer.
    #[wasm_bindgen(js_name = imageBuilds)]
    pub fn image_builds(&mut self) -> Answers<ImageBuild> {
        let Some(workspace) = &self.workspace else { return Ok(Vec::new()) };
        list_to_js(&self.records.of_image(workspace.image()))
    }
}
