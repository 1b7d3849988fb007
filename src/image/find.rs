//! Where an archive describes its images: the first document that counts, and the bounds on what it lists.

use super::model::{ArchiveForm, Images};
use super::{docker, index_supplement, json, legacy, oci, rootfs, unlisted};
use crate::archive::Archive;
use crate::limits::{ALL_LAYERS, IMAGES, PROBLEMS};
use crate::problem::{Kind, Problem, Result};
use crate::source::Feed;
use std::collections::HashMap;

/// Finds the images. `manifest.json` comes first, as for `docker load`: some versions write wrong OCI documents next to
/// it. Then come `index.json`, v1 chains, bare manifests, bare configs, and last a root file system.
///
/// *Errors:* `NoImages`; `Truncated` when the archive is cut before any document of an image; `BadJson`, `MissingBlob`,
/// `MissingConfig`.
pub async fn find(archive: &Archive, feed: &Feed) -> Result<Images> {
    let named = |p: Box<Problem>| Box::new(Problem { file: Some(archive.name.clone()), ..*p });
    let mut images = documented(archive, feed).await.map_err(named)?;
    if images.list.len() > IMAGES {
        images.problems.push(Problem::new(Kind::Limit).detail(format!("more than {IMAGES} images")));
        images.list.truncate(IMAGES);
    }
    let mut layers = 0;
    let fit = images.list.iter().position(|image| {
        layers += image.layers.len();
        layers > ALL_LAYERS
    });
    if let Some(fit) = fit {
        images.problems.push(Problem::new(Kind::Limit).detail(format!("more than {ALL_LAYERS} layers in all images")));
        images.list.truncate(fit.max(1));
    }
    if images.form == ArchiveForm::Docker {
        index_supplement::add(archive, feed, &mut images).await;
    }
    let tops = [&b"manifest.json"[..], b"index.json"].into_iter().filter_map(|name| archive.find(name));
    let own = images.list.iter().flat_map(|image| &image.documents).chain(&images.documents).copied();
    let contradictions = json::contradictions(archive, feed, tops.chain(own)).await;
    images.problems.extend(contradictions);
    images.problems = counted_once(images.problems);
    Ok(images)
}

/// Merges equal problems of one document into one with a count, and keeps the first `PROBLEMS` of them.
fn counted_once(problems: Vec<Problem>) -> Vec<Problem> {
    let mut list: Vec<Problem> = Vec::new();
    let mut known = HashMap::new();
    let mut left_out = 0u64;
    for problem in problems {
        let key = (problem.kind, problem.member.clone(), problem.expected.clone(), problem.detail.clone());
        if let Some(first) = known.get(&key).and_then(|at: &usize| list.get_mut(*at)) {
            first.count = Some(first.count.unwrap_or(1).saturating_add(1));
        } else if list.len() < PROBLEMS {
            known.insert(key, list.len());
            list.push(problem);
        } else {
            left_out += 1;
        }
    }
    if left_out > 0 {
        list.push(
            Problem::new(Kind::Limit).info().detail(format!("{left_out} more problems of documents are left out")),
        );
    }
    list
}

async fn documented(archive: &Archive, feed: &Feed) -> Result<Images> {
    let index = archive.find(b"index.json");
    if let Some(manifest) = archive.find(b"manifest.json") {
        let listed = docker::images(archive, feed, manifest).await;
        // It may list nothing because the archive holds artifacts, which `docker load` does not know.
        let (Err(problem), Some(index)) = (&listed, index) else { return listed };
        let found = oci::images(archive, feed, index).await.ok();
        return found.filter(|found| found.list.is_empty()).ok_or_else(|| problem.clone());
    }
    if let Some(index) = index {
        return oci::images(archive, feed, index).await;
    }
    let mut found = legacy::images(archive, feed).await;
    if found.is_none() {
        found = unlisted::images(archive, feed).await;
    }
    found.or_else(|| rootfs::images(archive)).ok_or_else(|| Box::new(no_image(archive)))
}

/// The reason why an archive has no image: it is cut short, or it is something else.
fn no_image(archive: &Archive) -> Problem {
    match &archive.problem {
        Some(problem) => {
            let detail =
                format!("nothing that describes an image was reached; {} members are sound", archive.members.len());
            Problem { detail: Some(detail), ..problem.clone() }
        }
        None => Problem::new(Kind::NoImages),
    }
}
