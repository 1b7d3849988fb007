//! The figures and findings of an image that rules are held against.

use crate::problem::Kind;
use crate::waste::{Figures, WasteRow};

/// The figures and findings that the rules are held against.
#[derive(Debug)]
pub struct Measured<'f> {
    /// Bytes of all layers, as docker counts them.
    pub size: u64,
    /// Dead bytes.
    pub dead: u64,
    /// dive's figures.
    pub figures: &'f Figures,
    /// A sentence for each layer that was not read to its end.
    pub unread: Vec<String>,
    /// Kind and sentence of each finding.
    pub findings: Vec<(Kind, String)>,
    /// The largest dead contents, largest first.
    pub largest: Vec<WasteRow>,
    /// The paths that dive says waste most: bytes, how many layers touch it, path.
    pub wasted: Vec<(u64, u32, String)>,
}
