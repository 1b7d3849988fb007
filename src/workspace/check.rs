//! The chosen image held against rules, and its digests against its bytes.

use super::catalog::Catalog;
use super::container_session::ContainerSession;
use super::facts::Facts;
use super::image_session::ImageSession;
use super::layer_store::LayerStore;
use crate::check::{Checked, Measured, Rules};
use crate::dto::{LayerInfo, LayerState, VerifyState};
use crate::messages::{self, CHECK, Language};
use crate::problem::Kind;
use crate::text::{display, display_text};
use crate::waste::{By, WasteQuery};
use serde::Serialize;

/// Causes that a failed rule names, largest first.
const CAUSES: usize = 5;

/// One digest that the image's documents promise, and what the bytes hash to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// The layer, 0 = base; `None` = the config.
    pub layer: Option<usize>,
    /// The kind of the finding that it would be: the config's, the blob's or the diff_id's digest.
    #[serde(skip)]
    pub kind: Kind,
    /// The promised digest, safe to show.
    pub expected: String,
    /// The digest of the bytes; `None` = they could not all be read.
    pub found: Option<String>,
    /// The two are the same.
    pub ok: bool,
}

/// Holds the chosen image against rules.
pub struct Checker<'w> {
    pub(super) catalog: &'w Catalog,
    pub(super) store: &'w LayerStore,
    pub(super) session: &'w mut ImageSession,
    pub(super) containers: &'w ContainerSession,
}

impl Checker<'_> {
    fn facts(&self) -> Facts<'_> {
        Facts { catalog: self.catalog, store: self.store, session: self.session, containers: self.containers }
    }

    /// The config's digest, then every layer's: that of its blob, where the manifest names one, and its diff_id, where the config does.
    /// True with them: each is proven and no layer has a problem. Call it once the layers are hashed.
    pub fn proofs(&self) -> (Vec<Proof>, bool) {
        let (image, info) = (self.session.image(), self.facts().image());
        let mut proofs = Vec::new();
        let mut prove = |layer, kind, expected: &str, found: Option<&String>| {
            let expected = display_text(expected);
            let ok = found.is_some_and(|found| *found == expected);
            proofs.push(Proof { layer, kind, expected, found: found.cloned(), ok });
        };
        if image.id.starts_with("sha256:") {
            let expected = image.wanted_id.as_ref().unwrap_or(&image.id);
            prove(None, Kind::DigestMismatch, expected, Some(&image.id));
        }
        for layer in &info.layers {
            let digests = [
                (Kind::BlobMismatch, &layer.blob_digest, &layer.found_blob_digest),
                (Kind::DiffIdMismatch, &layer.diff_id, &layer.found_diff_id),
            ];
            for (kind, expected, found) in digests {
                if let Some(expected) = expected {
                    prove(Some(layer.index), kind, expected, found.as_ref());
                }
            }
        }
        let sound = info.layers.iter().all(|layer| layer.verify != VerifyState::Mismatch && layer.problem.is_none());
        let proven = sound && proofs.iter().all(|proof| proof.ok);
        (proofs, proven)
    }

    /// Holds the chosen image against rules, by what has been read of it: where `Rules::needs_hashes`, it must have been hashed.
    pub fn check(&mut self, rules: &Rules, language: Language) -> Checked {
        let waste = self.session.waste().info();
        let query = WasteQuery { by: By::Path, layer: None, hidden_by: None, cause: None };
        let largest = self.session.waste().rows(query, 0, CAUSES).rows;
        let figures = self.session.waste().figures();
        let tree = self.session.image_tree();
        let wasted = figures.references(tree).into_iter().take(CAUSES);
        let wasted = wasted.map(|r| (r.bytes, r.count, format!("/{}", display(&tree.path(r.node)))));
        let measured = Measured {
            size: waste.size,
            dead: waste.dead,
            figures: &figures,
            unread: self.unread(language),
            findings: self.denied(language),
            largest,
            wasted: wasted.collect(),
        };
        rules.check(&measured, language)
    }

    /// A sentence for each layer that was not read to its end.
    fn unread(&self, language: Language) -> Vec<String> {
        let info = self.facts().image();
        let unread = info.layers.iter().filter(|layer| layer.state != LayerState::Ready);
        let sentence = |layer: &LayerInfo| match &layer.problem {
            Some(problem) => problem.problem.message_in(language),
            None => CHECK.text(language, "unread", &[("n", &(layer.index + 1))]),
        };
        unread.map(sentence).collect()
    }

    /// All findings by kind, and the wrong digests that no finding names, where a layer has another problem.
    fn denied(&self, language: Language) -> Vec<(Kind, String)> {
        let findings = self.facts().findings();
        let mut denied: Vec<(Kind, String)> = Vec::new();
        let told = |kind: Kind, layer: Option<usize>| {
            findings.iter().map(|f| &f.problem.problem).any(|p| p.kind == kind && (layer == p.layer || layer.is_none()))
        };
        denied.extend(findings.iter().map(|finding| (finding.problem.problem.kind, finding.line(language))));
        for Proof { layer, kind, expected, found, ok } in self.proofs().0 {
            if let Some(found) = found.filter(|_| !ok && !told(kind, layer)) {
                let number = |layer: usize| messages::text(language, "problem.layer", &[("n", &(layer + 1))]);
                let place = layer.map_or_else(|| CHECK.text(language, "config", &[]), number);
                let values: [messages::Parameter; 3] = [("place", &place), ("found", &found), ("expected", &expected)];
                denied.push((kind, CHECK.text(language, "hash", &values)));
            }
        }
        denied
    }
}
