//! A record's manifest → the record: its documents are read by their media types.

use super::fold::Fold;
use super::model::{BuildRecord, BuildResult};
use super::order::order;
use super::provenance::PREDICATES;
use super::{frames, history_record, provenance, rpc_error};
use crate::archive::Archive;
use crate::image::{blob, json, sha256_digest};
use crate::limits::{ATTESTATION_BYTES, BUILD_RECORDS, BUILD_STATUS_BYTES, CONFIG_BYTES, DOCUMENT_BYTES};
use crate::problem::{Kind, Problem, Result};
use crate::source::Feed;
use crate::text::{display, display_text};
use serde_json::Value;
use std::cell::RefCell;

const STATUS: &str = "application/vnd.buildkit.status.v0";
const STATEMENT: &str = "application/vnd.in-toto+json";
/// BuildKit spells it like this.
const ERROR: &str = "application/vnd.googeapis.google.rpc.status+proto";
const INDEX: &str = "application/vnd.oci.image.index.v1+json";

/// Reads the records whose manifests `image::find` has found. It never fails: what cannot be read is a problem of its record.
pub async fn read(archive: &Archive, feed: &Feed, manifests: &[usize]) -> Vec<BuildRecord> {
    let mut records = Vec::new();
    for member in manifests.iter().take(BUILD_RECORDS) {
        let Ok(manifest) = json::read(archive, feed, *member, DOCUMENT_BYTES).await else { continue };
        records.push(Reader { archive, feed, mismatches: RefCell::default() }.record(&manifest).await);
    }
    records
}

/// Reads the blobs of one record.
struct Reader<'a> {
    archive: &'a Archive,
    feed: &'a Feed,
    /// Blobs that do not hash to their digests: they are read all the same.
    mismatches: RefCell<Vec<Problem>>,
}

impl Reader<'_> {
    async fn record(&self, manifest: &Value) -> BuildRecord {
        let mut record = BuildRecord { file: self.archive.name.clone(), ..BuildRecord::default() };
        let config = manifest.get("config").map(|config| json::text(config, "digest")).unwrap_or_default();
        let document = self.document(&config, CONFIG_BYTES).await.unwrap_or_else(|problem| {
            record.problems.push(*problem);
            Value::Null
        });
        let times = history_record::fill(&document, &mut record);
        let mut fold = Fold::default();
        for (digest, _) in layers(manifest, STATUS) {
            if let Err(problem) = self.status(&digest, &mut fold).await {
                record.problems.push(*problem);
            }
        }
        fold.into_record_from(times.created, &mut record);
        order(&mut record);
        for (digest, layer) in layers(manifest, STATEMENT) {
            let kind = layer.get("annotations").map(|a| json::text(a, "in-toto.io/predicate-type")).unwrap_or_default();
            if !PREDICATES.contains(&&*kind) {
                continue;
            }
            match self.document(&digest, ATTESTATION_BYTES).await {
                Ok(document) => provenance::add(&document, &mut record),
                Err(problem) => record.problems.push(*problem),
            }
        }
        for (digest, _) in layers(manifest, ERROR) {
            let read = self.bytes(&digest, DOCUMENT_BYTES).await;
            if let Err(problem) = read.and_then(|bytes| rpc_error::add(&bytes, &mut record)) {
                record.problems.push(self.named(*problem, &digest));
            }
        }
        self.platforms(&mut record).await;
        record.problems.append(&mut self.mismatches.borrow_mut());
        record
    }

    /// The manifests that the index of the result lists, where the record holds that index.
    async fn platforms(&self, record: &mut BuildRecord) {
        let indexes: Vec<String> =
            record.results.iter().filter(|r| r.kind == INDEX).map(|r| r.digest.clone()).collect();
        for digest in indexes {
            let Ok(index) = self.document(&digest, DOCUMENT_BYTES).await else { continue };
            for descriptor in json::list(&index, "manifests") {
                let attests = crate::image::is_no_image(descriptor);
                let platform = descriptor.get("platform").filter(|_| !attests).map(|p| {
                    let parts = ["os", "architecture", "variant"].map(|key| json::text(p, key));
                    display_text(parts.iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join("/").as_str())
                });
                record.results.push(BuildResult {
                    platform,
                    kind: display_text(&json::text(descriptor, "mediaType")),
                    digest: display_text(&json::text(descriptor, "digest")),
                    size: json::descriptor_size(descriptor),
                    attests,
                });
            }
        }
    }

    async fn document(&self, digest: &str, limit: u64) -> Result<Value> {
        let bytes = self.bytes(digest, limit).await?;
        let parsed = match std::str::from_utf8(&bytes) {
            Ok(text) => json::parse_text(self.archive, text),
            Err(_) => json::parse(&bytes),
        };
        parsed.map_err(|problem| Box::new(self.named(*problem, digest)))
    }

    async fn bytes(&self, digest: &str, limit: u64) -> Result<Vec<u8>> {
        let member = blob(self.archive, digest)?;
        let bytes = self.archive.read(self.feed, member, limit).await?;
        self.archive.spend(bytes.len() as u64)?;
        let found = sha256_digest(&bytes);
        if digest.starts_with("sha256:") && found != digest {
            let problem = Problem::new(Kind::BlobMismatch).warning().expected(digest, found);
            self.mismatches.borrow_mut().push(self.named(problem, digest));
        }
        Ok(bytes)
    }

    async fn status(&self, digest: &str, fold: &mut Fold) -> Result<()> {
        let bytes = self.bytes(digest, BUILD_STATUS_BYTES).await?;
        frames::read(&bytes, &mut |event| fold.take(event)).map_err(|problem| Box::new(self.named(*problem, digest)))
    }

    /// The problem with the names of its file and member.
    fn named(&self, problem: Problem, digest: &str) -> Problem {
        let member = blob(self.archive, digest).ok().and_then(|at| self.archive.members.get(at));
        let member = member.map(|member| display(&member.path));
        let severity = if problem.kind == Kind::Limit { problem.clone().warning().severity } else { problem.severity };
        Problem {
            file: Some(self.archive.name.clone()),
            member: problem.member.clone().or(member),
            severity,
            ..problem
        }
    }
}

/// Blobs of a manifest that have a media type.
fn layers<'v>(manifest: &'v Value, kind: &'v str) -> impl Iterator<Item = (String, &'v Value)> {
    let layers = json::list(manifest, "layers").iter().filter(move |layer| json::text(layer, "mediaType") == kind);
    layers.map(|layer| (json::text(layer, "digest"), layer))
}
