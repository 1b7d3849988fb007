//! Imported containers: their kind, their place, and how well they fit each image.

use crate::container::import::{Fit, ImportNote, Origin, Remark};
use crate::text::display;
use serde::{Deserialize, Serialize};

/// Where a container is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPlace {
    /// In the list of images.
    pub image: usize,
    /// Its layers 0..=height; `None` = all.
    pub height: Option<usize>,
}

/// A fit, and its reason in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct FitInfo {
    pub image: usize,
    #[serde(flatten)]
    pub counts: Fit,
    pub fits: bool,
    pub reason: String,
}

/// A remark, safe to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct RemarkInfo {
    pub what: Remark,
    pub path: Option<String>,
    pub count: u64,
    pub problem: Option<String>,
    pub message: String,
}

/// What became of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // `www/types*.d.ts` document the fields
pub struct Imported {
    pub import: usize,
    pub container: Option<usize>,
    pub kind: Origin,
    pub chosen: Option<FitInfo>,
    pub fits: Vec<FitInfo>,
    pub unread: Vec<usize>,
    pub notes: Vec<RemarkInfo>,
}

impl FitInfo {
    /// The fit of a tar of this origin on an image.
    pub fn new(image: usize, fit: &Fit, origin: Origin) -> Self {
        Self { image, counts: *fit, fits: fit.fits(origin), reason: fit.reason(origin) }
    }
}

impl RemarkInfo {
    /// A note; a cut tar's note gets the `cause` of the cut.
    pub fn new(note: &ImportNote, cause: Option<&String>) -> Self {
        let path = note.path.as_ref().map(|path| format!("/{}", display(path)));
        let problem = cause.filter(|_| note.what == Remark::Cut).cloned();
        let message = match &problem {
            Some(problem) => format!("{} ({problem})", note.line()),
            None => note.line(),
        };
        Self { what: note.what, path, count: note.count, problem, message }
    }
}
