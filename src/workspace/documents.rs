//! The chosen image's documents, and the texts that Docker would print of it.

use super::image_session::ImageSession;
use crate::archive::Plan;
use crate::dto::MemberInfo;
use crate::limits::ATTESTATION_BYTES;
use crate::problem::{Kind, Problem, Result};
use crate::report::{HeldImage, History, Printer, dockerfile, image_inspect, pretty};
use crate::source::Feed;

/// Texts that Docker would print of the chosen image, and its documents.
#[derive(Clone, Copy)]
pub struct ImageDocuments<'w> {
    pub(super) session: &'w ImageSession,
}

impl<'w> ImageDocuments<'w> {
    /// The store and the version whose output is printed unless a person asks for another.
    pub fn printer(self) -> Printer {
        self.session.printer()
    }

    /// The image as a store holds it.
    pub fn held(self, printer: Printer) -> HeldImage<'w> {
        self.session.held(printer)
    }

    /// `docker history`.
    pub fn history(self, printer: Printer) -> History {
        History::new(&self.held(printer))
    }

    /// `docker image inspect`.
    pub fn inspect(self, printer: Printer) -> String {
        image_inspect(&self.held(printer))
    }

    /// The config in full, two spaces, its own order.
    pub fn config(self) -> String {
        pretty(&self.session.image().config.value, b"  ")
    }

    /// A Dockerfile as far as history has its instructions.
    pub fn dockerfile(self) -> String {
        let sizes: Vec<Option<u64>> = self.session.layers().iter().map(|l| l.counts.map(|c| c.size)).collect();
        dockerfile(self.session.image(), &sizes)
    }

    /// Members of the image's archive, in its order.
    pub fn members(self, from: usize, count: usize) -> Vec<MemberInfo> {
        let archive = self.session.archive();
        let end = from.saturating_add(count).min(archive.members.len());
        archive.members.get(from..end).unwrap_or_default().iter().map(Into::into).collect()
    }

    /// The way to one statement of an attestation. *Errors:* `NotFound`, `MissingBlob`, `Limit`.
    pub fn statement_plan(self, attestation: usize, statement: usize) -> Result<Plan> {
        let attestation = self.session.image().attestations.get(attestation);
        let statement = attestation.and_then(|a| a.statements.get(statement));
        let statement = statement.ok_or_else(|| Problem::new(Kind::NotFound).detail("attestation"))?;
        let missing = || Problem::new(Kind::MissingBlob).expected(&*statement.digest, "nothing");
        let plan = self.session.archive().plan(statement.member.ok_or_else(missing)?)?;
        if plan.span.len > ATTESTATION_BYTES {
            let detail = format!("{} bytes, more than {ATTESTATION_BYTES}", plan.span.len);
            return Err(Box::new(Problem::new(Kind::Limit).at(plan.span.offset).detail(detail)));
        }
        Ok(plan)
    }
}

/// A JSON document, pretty-printed; other bytes unchanged. *Errors:* those of reading.
pub async fn pretty_document(plan: &Plan, feed: &Feed) -> Result<String> {
    let mut bytes = Vec::new();
    let mut take = |more: &[u8]| {
        bytes.extend_from_slice(more);
        true
    };
    plan.copy(feed, &mut take).await?;
    match serde_json::from_slice(&bytes) {
        Ok(value) => Ok(pretty(&value, b"  ")),
        Err(_) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
    }
}
