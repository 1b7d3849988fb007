//! The one list of findings: about the chosen image, its archive, and files that could not be opened.

use super::catalog::{Catalog, OpenedArchive};
use super::image_session::ImageSession;
use crate::dto::Finding;
use crate::image::{ArchiveForm, Artifact};
use crate::messages::Language;
use crate::problem::{Kind, Problem};
use crate::sorting::sort_by_key;
use crate::tar_format::FileKind;
use crate::tar_format::path::split;
use crate::text::display;
use crate::tree::NodeId;
use std::collections::HashSet;

/// All findings: of files that could not be opened, then of the archive, of the image, of its layers from the base up, the grave ones of each
/// layer first. A container that is shown changes none of them.
pub fn list_findings(catalog: &Catalog, session: &ImageSession) -> Vec<Finding> {
    let mut found: Vec<(Problem, Option<NodeId>)> = Vec::new();
    let OpenedArchive { archive, problems, .. } = session.opened_archive();
    found.extend(catalog.refused().iter().map(|p| (p.clone(), None)));
    let whole = archive.problem.iter().cloned().map(Problem::warning).chain(archive.notes.iter().cloned());
    found.extend(whole.chain(problems.iter().cloned()).map(|p| (p, None)));
    found.extend(unreferenced(catalog, session).map(|p| (p, None)));
    found.extend(session.image().problems.iter().map(|p| (p.clone(), None)));
    // The shown tree may be cut below some of the image's layers.
    let tree = session.image_tree();
    for (layer, progress) in session.layers().iter().enumerate() {
        let from = found.len();
        found.extend(progress.problem.iter().chain(&progress.mismatch).map(|p| (p.clone(), None)));
        found.extend(progress.notes.iter().map(|note| {
            let path = note.path.as_deref();
            let problem = Problem { in_layer: true, ..noted(note.kind, note.count, path.map(shown)) };
            (problem.layer(layer).at(note.byte), path.and_then(|path| tree.find(path)))
        }));
        found.extend(tree.notes(layer).iter().map(|note| {
            let problem = noted(note.kind, note.count, Some(shown(&tree.path(note.node))));
            (problem.layer(layer), Some(note.node))
        }));
        sort_by_key(found.get_mut(from..).unwrap_or_default(), |(p, _)| p.severity as u8);
    }
    let finding = |(problem, node): (Problem, Option<NodeId>)| Finding {
        meaning: problem.kind.meaning(Language::English),
        problem: (&problem).into(),
        node,
    };
    found.into_iter().map(finding).collect()
}

/// Members that no image, document or attestation names.
fn unreferenced(catalog: &Catalog, session: &ImageSession) -> Option<Problem> {
    let OpenedArchive { archive, form, documents, artifacts, .. } = session.opened_archive();
    if *form == ArchiveForm::Rootfs {
        return None;
    }
    let mut used: HashSet<usize> = documents.iter().copied().collect();
    used.extend(artifacts.iter().flat_map(Artifact::members));
    for image in catalog.siblings(session.index()) {
        used.extend(&image.documents);
        used.extend(image.layers.iter().filter_map(|l| l.member));
        let statements = image.attestations.iter().flat_map(|a| &a.statements);
        used.extend(statements.filter_map(|s| s.member));
    }
    let known = |path: &[u8]| {
        let (folder, name) = split(path);
        let beside_a_layer = || archive.find(&[folder, b"/layer.tar"].concat()).is_some();
        let top =
            folder.is_empty() && matches!(name, b"manifest.json" | b"index.json" | b"oci-layout" | b"repositories");
        top || matches!(name, b"VERSION" | b"json") && beside_a_layer()
    };
    let members = archive.members.iter().enumerate();
    let mut loose = members.filter(|(at, m)| m.entry.kind == FileKind::File && !used.contains(at) && !known(&m.path));
    let (_, first) = loose.next()?;
    let count = 1 + loose.count() as u64;
    Some(Problem { count: Some(count), ..Problem::new(Kind::UnreferencedMembers).info().member(display(&first.path)) })
}

/// A note of a layer, as a problem without its place.
fn noted(kind: Kind, count: u64, path: Option<String>) -> Problem {
    Problem { severity: kind.severity_of_note(), count: Some(count), path, ..Problem::new(kind) }
}

/// A path as people read it.
fn shown(path: &[u8]) -> String {
    format!("/{}", display(path))
}
