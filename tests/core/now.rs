//! What the core does as its bytes come, done here and now over sources that block.

use layerscope::archive::{Archive, Plan};
use layerscope::content::{Batch, Pieces};
use layerscope::image::{self, Images};
use layerscope::layer::{self, Digests, FileHashes, ScanRange};
use layerscope::problem::{Problem, Result};
use layerscope::source::{Sources, block_on};
use layerscope::workspace::{self, Part, ReadArchive, Workspace};
use std::ops::Range;

pub fn scan(plan: &Plan, sources: &dyn Sources) -> Vec<u8> {
    block_on(sources, async |feed| layer::scan(plan, &feed, &ScanRange::default(), &mut |_| {}).await)
}

pub fn hash(plan: &Plan, sources: &dyn Sources, files: &[u64]) -> (Digests, FileHashes) {
    block_on(sources, async |feed| layer::hash(plan, &feed, files, &mut |_| {}).await)
}

pub fn read(pieces: &Pieces, sources: &dyn Sources, from: u64, count: usize) -> (Vec<u8>, Option<Problem>) {
    block_on(sources, async |feed| pieces.read(&feed, from, count).await)
}

pub fn copy(pieces: &Pieces, sources: &dyn Sources, from: u64, each: &mut dyn FnMut(&[u8]) -> bool) -> Result<()> {
    block_on(sources, async |feed| pieces.copy(&feed, from, each).await)
}

pub fn copy_layer(plan: &Plan, sources: &dyn Sources, each: &mut dyn FnMut(&[u8]) -> bool) -> Result<()> {
    block_on(sources, async |feed| plan.copy(&feed, each).await)
}

pub fn write(batch: &Batch, sources: &dyn Sources, each: &mut dyn FnMut(&[u8]) -> bool) -> Vec<Problem> {
    block_on(sources, async |feed| batch.write(&feed, each).await)
}

pub fn write_parts(parts: &[Part], sources: &dyn Sources, each: &mut dyn FnMut(&[u8]) -> bool) -> Result<()> {
    block_on(sources, async |feed| workspace::write_parts(parts, &feed, each).await)
}

pub fn open(name: &str, sources: &dyn Sources) -> Result<Archive> {
    block_on(sources, async |feed| Archive::open(name, &feed, 0, &mut |_, _| {}).await)
}

/// One more archive beside those that are open; the workspace reports one that can't be read, too.
pub fn add(workspace: &mut Workspace, name: &str, sources: &dyn Sources, file: usize) -> Result<Range<usize>> {
    let read = block_on(sources, async |feed| ReadArchive::read(name, &feed, file, &mut |_, _| {}).await);
    match read {
        Ok(read) => Ok(workspace.catalog_mut().join(read)),
        Err(problem) => {
            workspace.catalog_mut().refuse((*problem).clone());
            Err(problem)
        }
    }
}

pub fn index(name: &str, sources: &dyn Sources, any: bool) -> Result<Option<Vec<u8>>> {
    block_on(sources, async |feed| workspace::index(name, &feed, 0, any, &mut |_, _| {}).await)
}

pub fn join(workspace: &mut Workspace, index: &[u8], sources: &dyn Sources, file: usize) -> Result<Range<usize>> {
    let read = block_on(sources, async |feed| ReadArchive::from_index(index, &feed, file).await)?;
    Ok(workspace.catalog_mut().join(read))
}

pub fn statement(workspace: &Workspace, sources: &dyn Sources, attestation: usize, at: usize) -> Result<String> {
    let plan = workspace.documents().statement_plan(attestation, at)?;
    block_on(sources, async |feed| workspace::pretty_document(&plan, &feed).await)
}

pub fn find(archive: &Archive, sources: &dyn Sources) -> Result<Images> {
    block_on(sources, async |feed| image::find(archive, &feed).await)
}

/// Reads a member as a document, and what it is: nothing may break.
pub fn touch(archive: &Archive, sources: &dyn Sources, member: usize) {
    block_on(sources, async |feed| {
        let _ = archive.read(&feed, member, 1 << 20).await;
        let _ = archive.sniff(&feed, member).await;
    });
}
