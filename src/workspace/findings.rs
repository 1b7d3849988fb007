//! The one list of what is odd, wrong or worth knowing about the chosen image and its archive, and about files that could not be opened.

use super::Workspace;
use super::archives::Documented;
use super::dto::ProblemInfo;
use crate::error::{Kind, Problem, Severity};
use crate::image::ArchiveForm;
use crate::tar_format::FileKind;
use crate::tar_format::path::split;
use crate::text::display;
use crate::tree::NodeId;
use serde::Serialize;
use std::collections::HashSet;

/// One finding: what, where, what it means, and the path's node where it has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Kind, severity, place, sentence.
    #[serde(flatten)]
    pub problem: ProblemInfo,
    /// What it means for the person.
    pub meaning: &'static str,
    /// The path in the tree.
    pub node: Option<NodeId>,
}

impl Workspace {
    /// All findings, those of files that could not be opened first, then the archive's, then the image's, then its layers' from the base up; the grave ones of each first.
    pub fn findings(&self) -> Vec<Finding> {
        let mut found: Vec<(Problem, Option<NodeId>)> = Vec::new();
        let Documented { archive, problems, .. } = self.documented();
        found.extend(self.refused.iter().map(|p| (p.clone(), None)));
        let whole = archive.problem.iter().cloned().map(Problem::warning).chain(archive.notes.iter().cloned());
        found.extend(whole.chain(problems.iter().cloned()).map(|p| (p, None)));
        found.extend(self.unreferenced().map(|p| (p, None)));
        found.extend(self.image().problems.iter().map(|p| (p.clone(), None)));
        // The image's own notes, also while a container's tree is shown, which may be cut below them.
        let tree = self.image_tree();
        for (layer, progress) in self.layers.iter().enumerate() {
            let from = found.len();
            found.extend(progress.problem.iter().chain(&progress.mismatch).map(|p| (p.clone(), None)));
            found.extend(progress.notes.iter().map(|note| {
                let path = note.path.as_deref();
                let problem =
                    Problem { path: path.map(shown), count: Some(note.count), in_layer: true, ..severe(note.kind) };
                (problem.layer(layer).at(note.byte), path.and_then(|path| tree.find(path)))
            }));
            found.extend(tree.notes(layer).iter().map(|note| {
                let path = Some(shown(&tree.path(note.node)));
                let problem = Problem { path, count: Some(note.count), ..severe(note.kind) };
                (problem.layer(layer), Some(note.node))
            }));
            found.get_mut(from..).unwrap_or_default().sort_by_key(|(p, _)| p.severity as u8);
        }
        let finding = |(problem, node): (Problem, Option<NodeId>)| Finding {
            meaning: problem.kind.meaning(),
            problem: (&problem).into(),
            node,
        };
        found.into_iter().map(finding).collect()
    }

    /// Members that no image, document or attestation names.
    fn unreferenced(&self) -> Option<Problem> {
        let Documented { archive, form, documents, .. } = self.documented();
        if *form == ArchiveForm::Rootfs {
            return None;
        }
        let mut used: HashSet<usize> = documents.iter().copied().collect();
        for image in self.images.of_archive(self.images.archive_of(self.chosen)) {
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
        let mut loose =
            members.filter(|(at, m)| m.entry.kind == FileKind::File && !used.contains(at) && !known(&m.path));
        let (_, first) = loose.next()?;
        let count = 1 + loose.count() as u64;
        Some(Problem {
            count: Some(count),
            ..Problem::new(Kind::UnreferencedMembers).info().member(display(&first.path))
        })
    }
}

/// A path as people read it.
fn shown(path: &[u8]) -> String {
    format!("/{}", display(path))
}

/// How grave a kind of note is.
fn severe(kind: Kind) -> Problem {
    let problem = Problem::new(kind);
    match kind {
        Kind::DanglingWhiteout | Kind::OddName | Kind::OverlayMarker | Kind::DuplicatePath | Kind::DataAfterEnd => {
            problem.info()
        }
        _ => problem.warning(),
    }
}

impl Finding {
    /// The finding as one line: the sentence, and what it means.
    pub fn line(&self) -> String {
        let severity = match self.problem.problem.severity {
            Severity::Error => "error: ",
            Severity::Warning => "warning: ",
            Severity::Info => "",
        };
        let stop = if self.meaning.is_empty() { "" } else { ". " };
        format!("{severity}{}{stop}{}", self.problem.message, self.meaning)
    }
}
