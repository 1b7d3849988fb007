//! ContentLocator to the bytes of the chosen image: of one version of a path, of a whole layer.

use super::Workspace;
use crate::archive::Plan;
use crate::compression::{Checkpoint, Codec, nearest};
use crate::container::ContentPiece;
use crate::content::{Batch, ContentLocator, ExportPlan, Extent, Pieces};
use crate::error::{Kind, Problem, Result};
use crate::source::Span;
use crate::tree::{ContentForm, NodeId, StoredContent};
use std::sync::Arc;

impl Workspace {
    /// Where the bytes are that a layer holds at a path, for one who reads them from byte `from` on. *Errors:* `NotFound` for what has
    /// no content: a directory, a link to nothing, a layer that does not touch the path.
    pub fn content(&self, node: NodeId, layer: usize, from: u64) -> Result<Pieces> {
        let none = || Box::new(Problem::new(Kind::NotFound).detail(format!("content of path {node} in layer {layer}")));
        let version = self.tree.version_in(node, layer).ok_or_else(none)?;
        // A hard link's content may stand in a lower layer.
        let stored = self.tree.content_of(version).ok_or_else(none)?;
        if let Some(content) = self.written(&stored) {
            return self.pieces_from(content, from);
        }
        // A sparse file's map stands before its bytes.
        let ahead = if stored.is_sparse() { 0 } else { from.min(stored.size) };
        let plan = self.plan_to(usize::from(stored.layer), stored.at.saturating_add(ahead))?;
        Ok(Extent { plan, at: stored.at, size: stored.size, sparse: stored.is_sparse() }.into())
    }

    /// Ways to the pieces of a container's file. *Errors:* as `content`.
    pub fn pieces_of(&self, content: &[ContentPiece]) -> Result<Pieces> {
        self.pieces_from(content, 0)
    }

    /// The same for one who reads it from byte `from` on. *Errors:* as `content`.
    fn pieces_from(&self, content: &[ContentPiece], from: u64) -> Result<Pieces> {
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
                ContentPiece::Imported { import, at, size, sparse } => self.imported(import, at, size, sparse)?,
            })
        };
        Ok(Pieces(content.iter().map(extent).collect::<Result<_>>()?))
    }

    /// The way to a decompressed byte of a layer: from the nearest checkpoint before it. *Errors:* `NotFound` for a layer that can't be
    /// read as a tar.
    fn plan_to(&self, layer: usize, decoded: u64) -> Result<Plan> {
        let none = || Box::new(Problem::new(Kind::NotFound).detail(format!("bytes of layer {layer}")));
        let of = self.image().layers.get(layer).filter(|l| l.problem.is_none()).ok_or_else(none)?;
        let whole = of.plan.as_ref().ok_or_else(none)?;
        let checkpoints = self.layers.get(layer).map_or(&[][..], |l| &l.checkpoints);
        // In plain bytes every byte is one: a compressed archive around them has checkpoints of its own.
        let plain = (whole.inner == Codec::None).then(|| Arc::new(Checkpoint::at(decoded, decoded)));
        let Some(point) = plain.as_ref().or_else(|| nearest(checkpoints, decoded)) else { return Ok(whole.clone()) };
        match of.member {
            Some(member) => {
                let plan = self.archive().plan_from(member, Some(point))?;
                Ok(Plan { inner: whole.inner, below: whole.below.clone(), ..plan })
            }
            None => Ok(Plan { resume: Some(point.clone()), ..whole.clone() }),
        }
    }

    /// What is seen at and below a path from a height, in the order in which it is written as a tar.
    pub fn export(&self, node: NodeId, height: usize) -> ExportPlan {
        let mut order = ExportPlan::new(&self.tree, node, height);
        order.edition = self.edition;
        order
    }

    /// The next entries of an export, and where the ones after them start. *Errors:* as `content`; `Changed` when a container changed since,
    /// or another tree is shown.
    pub fn export_batch(&self, order: &ExportPlan, from: usize) -> Result<(Batch, usize)> {
        self.unchanged_since(order.edition)?;
        order.batch(&self.tree, from, self)
    }

    /// *Errors:* `Changed` when the tree is not the one that had this number.
    pub(super) fn unchanged_since(&self, edition: u64) -> Result<()> {
        if edition == self.edition { Ok(()) } else { Err(Box::new(Problem::new(Kind::Changed))) }
    }

    /// The way to a layer's tar, from its start: the bytes that its diff_id proves. *Errors:* as `content`.
    pub fn layer_plan(&self, layer: usize) -> Result<Plan> {
        self.plan_to(layer, 0)
    }
}

impl Workspace {
    /// The pieces of a version that the shown container wrote; `None` = an image's layer stores it.
    fn written(&self, stored: &StoredContent) -> Option<&[ContentPiece]> {
        let container = self.container().filter(|_| stored.form == ContentForm::Inode)?;
        Some(container.upper().inode(stored.at).map_or(&[][..], |inode| &inode.content))
    }
}

impl ContentLocator for Workspace {
    fn plan(&self, layer: usize, at: u64) -> Result<Plan> {
        self.plan_to(layer, at)
    }

    fn pieces(&self, stored: &StoredContent) -> Result<Option<Pieces>> {
        self.written(stored).map(|content| self.pieces_of(content)).transpose()
    }
}
