//! ContentLocator to the bytes of what is shown: of one version of a path, of a container's file, of a whole layer.

use super::container_session::ContainerSession;
use super::image_session::ImageSession;
use crate::archive::Plan;
use crate::compression::{Checkpoint, Codec, nearest};
use crate::container::{ContentPiece, UpperTar};
use crate::content::{Batch, ContentLocator, ExportPlan, Extent, Pieces};
use crate::problem::{Kind, Problem, Result};
use crate::source::Span;
use crate::tree::{ContentForm, NodeId, StoredContent};
use std::sync::Arc;

/// Finds bytes: in the layers of the chosen image, in opened files, in imported tars.
#[derive(Clone, Copy)]
pub struct ContentWays<'w> {
    pub(super) session: &'w ImageSession,
    pub(super) containers: &'w ContainerSession,
}

impl ContentWays<'_> {
    /// The bytes that a layer holds at a path, for a reader that starts at byte `from`. *Errors:* `NotFound` for a path without content: a
    /// directory, a link to nothing, a layer that does not touch the path.
    pub fn content(self, node: NodeId, layer: usize, from: u64) -> Result<Pieces> {
        let none = || Box::new(Problem::new(Kind::NotFound).detail(format!("content of path {node} in layer {layer}")));
        let stored = self.session.stored_in(node, layer).ok_or_else(none)?;
        if let Some(content) = self.written(&stored) {
            return self.pieces_from(content, from);
        }
        // A sparse file's map is stored before its bytes.
        let ahead = if stored.is_sparse() { 0 } else { from.min(stored.size) };
        let plan = self.plan_to(usize::from(stored.layer), stored.at.saturating_add(ahead))?;
        Ok(Extent { plan, at: stored.at, size: stored.size, sparse: stored.is_sparse() }.into())
    }

    /// The bytes of a container's file. *Errors:* as `content`.
    pub fn pieces_of(self, content: &[ContentPiece]) -> Result<Pieces> {
        self.pieces_from(content, 0)
    }

    /// The bytes of a container's file, for a reader that starts at byte `from`. *Errors:* as `content`.
    fn pieces_from(self, content: &[ContentPiece], from: u64) -> Result<Pieces> {
        let mut before = 0u64;
        let extent = |piece: &ContentPiece| {
            let ahead = from.saturating_sub(before);
            before = before.saturating_add(piece.len());
            Ok(match *piece {
                ContentPiece::Lower { layer, at, size, sparse } => {
                    let ahead = if sparse { 0 } else { ahead.min(size) };
                    Extent { plan: self.plan_to(layer, at.saturating_add(ahead))?, at, size, sparse }
                }
                ContentPiece::File { file, offset, len } => {
                    let plan = Plan { file, ..Plan::plain(Span { offset, len }) };
                    Extent { plan, at: 0, size: len, sparse: false }
                }
                ContentPiece::Imported { import, at, size, sparse } => {
                    Extent { plan: self.containers.imports().plan_to(import, at)?, at, size, sparse }
                }
            })
        };
        Ok(Pieces(content.iter().map(extent).collect::<Result<_>>()?))
    }

    /// The pieces of a version that the shown container wrote; `None` = a layer of the image stores it.
    fn written(&self, stored: &StoredContent) -> Option<&[ContentPiece]> {
        let top = self.session.top().filter(|_| stored.form == ContentForm::Inode)?;
        let container = self.containers.get(top.container).ok()?;
        Some(container.upper().inode(stored.at).map_or(&[][..], |inode| &inode.content))
    }

    /// The way to a decompressed byte of a layer: from the nearest checkpoint before it. *Errors:* `NotFound` for a layer that can't be
    /// read as a tar.
    fn plan_to(self, layer: usize, decoded: u64) -> Result<Plan> {
        let none = || Box::new(Problem::new(Kind::NotFound).detail(format!("bytes of layer {layer}")));
        let of = self.session.image().layers.get(layer).filter(|l| l.problem.is_none()).ok_or_else(none)?;
        let whole = of.plan.as_ref().ok_or_else(none)?;
        let checkpoints = self.session.layers().get(layer).map_or(&[][..], |l| &l.checkpoints);
        // Plain bytes can be read from anywhere. A compressed archive around them has checkpoints of its own.
        let plain = (whole.inner == Codec::None).then(|| Arc::new(Checkpoint::at(decoded, decoded)));
        let Some(point) = plain.as_ref().or_else(|| nearest(checkpoints, decoded)) else { return Ok(whole.clone()) };
        match of.member {
            Some(member) => {
                let plan = self.session.archive().plan_from(member, Some(point))?;
                Ok(Plan { inner: whole.inner, below: whole.below.clone(), ..plan })
            }
            None => Ok(Plan { resume: Some(point.clone()), ..whole.clone() }),
        }
    }

    /// The way to a layer's tar from its start: the bytes that its diff_id proves. *Errors:* as `content`.
    pub fn layer_plan(self, layer: usize) -> Result<Plan> {
        self.plan_to(layer, 0)
    }

    /// Paths seen at and below a node from a height, in the order in which a tar gets them.
    pub fn export(self, node: NodeId, height: usize) -> ExportPlan {
        let mut order = ExportPlan::new(self.session.tree(), node, height);
        order.edition = self.session.edition();
        order
    }

    /// The next entries of an export, and where the following ones start. *Errors:* as `content`; `Changed` when the shown tree has
    /// changed since.
    pub fn export_batch(self, order: &ExportPlan, from: usize) -> Result<(Batch, usize)> {
        self.session.unchanged_since(order.edition)?;
        order.batch(self.session.tree(), from, &self)
    }

    /// The next entries of an upper directory's tar, and where the following ones start. *Errors:* as `export_batch`; `NotFound` when no
    /// container is shown.
    pub fn upper_batch(self, tar: &UpperTar, from: usize) -> Result<(Batch, usize)> {
        self.session.unchanged_since(tar.edition)?;
        let container = self.containers.shown(self.session)?;
        tar.batch(container.upper(), from, &|content| self.pieces_of(content))
    }
}

impl ContentLocator for ContentWays<'_> {
    fn plan(&self, layer: usize, at: u64) -> Result<Plan> {
        self.plan_to(layer, at)
    }

    fn pieces(&self, stored: &StoredContent) -> Result<Option<Pieces>> {
        self.written(stored).map(|content| self.pieces_of(content)).transpose()
    }
}
