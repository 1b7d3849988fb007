//! Imported containers: their kind, their place, and how well they fit each image.

use crate::container::import::{Fit, ImportNote, Origin, Remark};
use crate::messages::{self, Language};
use crate::text::display;
use serde::{Deserialize, Serialize};

/// Where a container is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct ImportPlace {
    /// In the list of images.
    pub image: usize,
    /// Its layers 0..=height; `None` = all.
    pub height: Option<usize>,
}

/// A fit, and its reason in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct FitInfo {
    /// In the list of images.
    pub image: usize,
    /// The height, and the numbers behind the verdict.
    #[serde(flatten)]
    pub counts: Fit,
    /// At least half of the expected paths are there.
    pub fits: bool,
    /// The English sentence of these numbers.
    pub reason: String,
}

/// A remark, safe to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct RemarkInfo {
    /// The kind of remark; the page words it by this.
    pub what: Remark,
    /// The first path concerned.
    pub path: Option<String>,
    /// How many.
    pub count: u64,
    /// A cut tar only: the cause.
    pub problem: Option<String>,
    /// English, for kinds that the page has no words for.
    pub message: String,
}

/// The outcome of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Imported {
    /// Number of the import, for `importAgain`.
    pub import: usize,
    /// The new container, which is not shown yet; `None` = the tar fits no image, see `notes` and `fits`.
    pub container: Option<usize>,
    /// The origin of the tar.
    pub kind: Origin,
    /// The place of the container.
    pub chosen: Option<FitInfo>,
    /// Every height of every image that has been read, the best first.
    pub fits: Vec<FitInfo>,
    /// Images with unread layers: choose each once, then call `importAgain`.
    pub unread: Vec<usize>,
    /// Remarks on the import.
    pub notes: Vec<RemarkInfo>,
}

impl FitInfo {
    /// The fit of a tar of this origin on an image.
    pub fn new(image: usize, fit: &Fit, origin: Origin) -> Self {
        Self { image, counts: *fit, fits: fit.fits(origin), reason: fit.reason(origin, Language::English) }
    }
}

impl RemarkInfo {
    /// A note; a cut tar's note gets the `cause` of the cut.
    pub fn new(note: &ImportNote, cause: Option<&String>) -> Self {
        let path = note.path.as_ref().map(|path| format!("/{}", display(path)));
        let problem = cause.filter(|_| note.what == Remark::Cut).cloned();
        let mut info = Self { what: note.what, path, count: note.count, problem, message: String::new() };
        info.message = info.line(Language::English, info.problem.as_deref());
        info
    }

    /// One line: path, number, sentence; and the `cause` of a cut.
    pub fn line(&self, language: Language, cause: Option<&str>) -> String {
        let place = match &self.path {
            None => String::new(),
            Some(path) if self.count > 1 => {
                let others = self.count - 1;
                messages::text(language, "import.note.others", &[("path", path), ("n", &others)]) + ": "
            }
            Some(path) => format!("{path}: "),
        };
        let cause = cause.filter(|_| self.what == Remark::Cut).map(|cause| format!(" ({cause})"));
        format!("{place}{}{}", self.what.sentence(language), cause.unwrap_or_default())
    }
}
