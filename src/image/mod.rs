//! What the archive's documents say: images with names, platform, config, history and the layers they are made of.

mod attestation;
mod commit_change;
mod config;
mod docker;
mod history_step;
mod index_supplement;
mod instruction;
mod json;
mod layer_order;
mod legacy;
mod oci;
mod outline;
mod rootfs;
mod schema1;
mod skopeo_dir;
mod unlisted;

pub use attestation::{Attestation, Statement};
pub use commit_change::{BadChange, Changes};
pub use config::{Config, History};
pub use history_step::{HistoryStep, Shell};

use crate::archive::{Archive, Plan, Sniffed};
use crate::compression::Codec;
use crate::error::{Kind, Problem, Result};
use crate::limits::{ALL_LAYERS, IMAGES, LAYER_COST, LAYERS, PROBLEMS};
use crate::source::Feed;
use crate::text::hex;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Which document described the images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArchiveForm {
    /// `manifest.json`, as `docker load` reads it.
    Docker,
    /// `index.json` of an OCI layout.
    Oci,
    /// Chains of v1 `json`, before Docker 1.10.
    Legacy,
    /// Bare manifests or configs: the document that lists them is not there.
    Bare,
    /// No document at all: a root file system, shown as one layer.
    Rootfs,
}

impl ArchiveForm {
    /// The word for it in `Opened.form`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Docker => "docker",
            Self::Oci => "oci",
            Self::Legacy => "legacy",
            Self::Bare => "bare",
            Self::Rootfs => "rootfs",
        }
    }
}

/// One layer as the documents tell it; its entries are another module's.
#[derive(Debug, Clone)]
pub struct Layer {
    /// The archive member that holds it, when there is one.
    pub member: Option<usize>,
    /// The member's name as the document has it.
    pub name: String,
    /// How to get at its bytes, read them as a tar or not.
    pub plan: Option<Plan>,
    /// Compression by magic bytes.
    pub codec: Codec,
    /// sha256 of the uncompressed tar, as the config says.
    pub diff_id: Option<String>,
    /// Identity of this layer on top of all below it; `None` when a diff_id is lacking.
    pub chain_id: Option<String>,
    /// sha256 of the stored bytes, as the manifest says.
    pub blob_digest: Option<String>,
    /// As the manifest says; never believed.
    pub media_type: Option<String>,
    /// Stored bytes as the manifest says: all that is known of a blob that is not in the archive.
    pub size: Option<u64>,
    /// Index into the config's history of the entry that made it.
    pub history: Option<usize>,
    /// Addresses that a foreign layer could be had from: shown, never fetched.
    pub urls: Vec<String>,
    /// Why it can't be read.
    pub problem: Option<Problem>,
}

impl Layer {
    /// Bytes it takes in the archive.
    pub fn stored(&self) -> u64 {
        self.plan.as_ref().map_or(0, |p| p.span.len)
    }
}

/// One image.
#[derive(Debug, Clone, Default)]
pub struct Image {
    /// Tags; none for an untagged image.
    pub names: Vec<String>,
    /// sha256 of the config's bytes, "sha256:…": the image id.
    pub id: String,
    /// The id that the document names, where it names one: the config must hash to it.
    pub wanted_id: Option<String>,
    /// sha256 of its manifest, where one led to it.
    pub manifest: Option<String>,
    /// Members of the archive that describe it.
    pub documents: Vec<usize>,
    /// Provenance, SBOMs and the like that speak of it.
    pub attestations: Vec<Attestation>,
    /// The config, parsed.
    pub config: Config,
    /// Base first.
    pub layers: Vec<Layer>,
    /// What does not fit in its documents.
    pub problems: Vec<Problem>,
}

/// Images of an archive and the form they were found in.
#[derive(Debug)]
pub struct Images {
    /// Which document.
    pub form: ArchiveForm,
    /// In the document's order; never empty.
    pub list: Vec<Image>,
    /// What concerns no single image.
    pub problems: Vec<Problem>,
    /// Members that lead to the images: indexes, attestations' manifests.
    pub documents: Vec<usize>,
}

/// A layer before it is matched with the config: where the manifest says it is.
#[derive(Debug, Clone, Default)]
struct ListedLayer {
    member: Option<usize>,
    name: String,
    blob_digest: Option<String>,
    media_type: Option<String>,
    size: Option<u64>,
    urls: Vec<String>,
}

/// Finds the images. `manifest.json` wins when present, as it does for `docker load`: the OCI documents beside it are known
/// to be wrong in some versions. Then `index.json`, v1 chains, bare manifests, bare configs; last, a root file system.
///
/// *Errors:* `NoImages`, `Truncated` (when the archive was cut before anything that describes an image), `BadJson`,
/// `MissingBlob`, `MissingConfig`.
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
    images.problems = told_once(images.problems);
    Ok(images)
}

/// The same problem of the same document is told once, with its count; of thousands, the first ones.
fn told_once(problems: Vec<Problem>) -> Vec<Problem> {
    let mut told: Vec<Problem> = Vec::new();
    let mut known = HashMap::new();
    let mut left_out = 0u64;
    for problem in problems {
        let key = (problem.kind, problem.member.clone(), problem.expected.clone(), problem.detail.clone());
        if let Some(first) = known.get(&key).and_then(|at: &usize| told.get_mut(*at)) {
            first.count = Some(first.count.unwrap_or(1).saturating_add(1));
        } else if told.len() < PROBLEMS {
            known.insert(key, told.len());
            told.push(problem);
        } else {
            left_out += 1;
        }
    }
    if left_out > 0 {
        told.push(
            Problem::new(Kind::Limit).info().detail(format!("{left_out} more problems of documents are not told")),
        );
    }
    told
}

async fn documented(archive: &Archive, feed: &Feed) -> Result<Images> {
    if let Some(manifest) = archive.find(b"manifest.json") {
        return docker::images(archive, feed, manifest).await;
    }
    if let Some(index) = archive.find(b"index.json") {
        return oci::images(archive, feed, index).await;
    }
    let mut found = legacy::images(archive, feed).await;
    if found.is_none() {
        found = unlisted::images(archive, feed).await;
    }
    found.or_else(|| rootfs::images(archive)).ok_or_else(|| Box::new(none(archive)))
}

/// Why there is no image: cut short, or something else altogether.
fn none(archive: &Archive) -> Problem {
    match &archive.problem {
        Some(problem) => {
            let detail =
                format!("nothing that describes an image was reached; {} members are sound", archive.members.len());
            Problem { detail: Some(detail), ..problem.clone() }
        }
        None => Problem::new(Kind::NoImages),
    }
}

/// Puts an image together from its config and the layers its manifest names.
async fn assemble(
    archive: &Archive,
    feed: &Feed,
    config: Config,
    found: Vec<ListedLayer>,
    names: Vec<String>,
) -> Result<Image> {
    let mut problems = Vec::new();
    // A config without diff_ids (v1 chains have none) says nothing about their number.
    if found.len() != config.diff_ids.len() && !config.diff_ids.is_empty() {
        let counts = (config.diff_ids.len().to_string(), found.len().to_string());
        problems.push(Problem::new(Kind::LayerCountMismatch).warning().expected(counts.0, counts.1));
    }
    let count = found.len().max(config.diff_ids.len());
    if count > LAYERS {
        return Err(Box::new(Problem::new(Kind::Limit).detail(format!("{count} layers, more than {LAYERS}"))));
    }
    archive.spend(LAYER_COST.saturating_mul(count as u64))?;
    let made = config.history.iter().enumerate().filter(|(_, h)| !h.empty_layer);
    let made: Vec<usize> = made.map(|(index, _)| index).collect();
    if !config.history.is_empty() && made.len() != count {
        let counts = (count.to_string(), made.len().to_string());
        problems.push(Problem::new(Kind::HistoryMismatch).warning().expected(counts.0, counts.1));
    }
    let placed = layer_order::place(found, &config.diff_ids, count);
    if placed.reordered {
        problems.push(Problem::new(Kind::LayerOrder).warning());
    }
    let mut chain: Option<String> = None;
    let mut layers = Vec::with_capacity(count);
    for (index, blob) in placed.layers.into_iter().enumerate() {
        let diff_id = config.diff_ids.get(index).cloned();
        chain = chain_id(index, chain.as_deref(), diff_id.as_deref());
        let history = made.get(index).copied();
        layers.push(Layer { diff_id, chain_id: chain.clone(), history, ..layer(archive, feed, blob, index).await });
    }
    Ok(Image {
        names,
        id: config.digest.clone(),
        wanted_id: None,
        manifest: None,
        documents: Vec::new(),
        attestations: Vec::new(),
        config,
        layers,
        problems,
    })
}

/// One layer's bytes: where, how compressed, and why not when they can't be read.
async fn layer(archive: &Archive, feed: &Feed, found: ListedLayer, index: usize) -> Layer {
    let mut layer = Layer {
        member: found.member,
        name: found.name,
        plan: None,
        codec: Codec::None,
        diff_id: None,
        chain_id: None,
        blob_digest: found.blob_digest,
        media_type: found.media_type,
        size: found.size,
        history: None,
        urls: found.urls,
        problem: None,
    };
    let media_type = layer.media_type.clone().unwrap_or_default();
    let problem = match layer.member {
        None if media_type.contains("foreign") || media_type.contains("nondistributable") => {
            Problem::new(Kind::ForeignLayer).warning().expected(media_type, "nothing")
        }
        None => {
            let kind = if layer.blob_digest.is_some() { Kind::MissingBlob } else { Kind::MissingMember };
            Problem::new(kind).expected(layer.blob_digest.clone().unwrap_or_default(), "nothing")
        }
        Some(member) => match open(archive, feed, member, &media_type).await {
            Ok((plan, unreadable)) => {
                layer.codec = plan.inner;
                layer.plan = Some(plan);
                let Some(problem) = unreadable else { return layer };
                problem
            }
            Err(problem) => *problem,
        },
    };
    layer.problem = Some(problem.layer(index).member(&*layer.name));
    layer
}

/// How to get at a layer's bytes, and why they are no tar where they are none: they can still be hashed.
async fn open(archive: &Archive, feed: &Feed, member: usize, media_type: &str) -> Result<(Plan, Option<Problem>)> {
    let plan = archive.plan(member)?;
    if media_type.contains("+encrypted") {
        return Ok((plan, Some(Problem::new(Kind::EncryptedLayer).expected("a tar", media_type))));
    }
    Ok(match archive.sniff(feed, member).await? {
        Sniffed::Tar(codec) => (plan.inner(codec), None),
        Sniffed::FileSystem(found) => (plan, Some(Problem::new(Kind::FileSystemLayer).expected("a tar", found.name()))),
    })
}

/// ChainID(0) = diff_id(0); ChainID(n) = sha256(ChainID(n-1) + " " + diff_id(n)). *Source:* OCI image-spec, config.md.
pub fn chain_id(index: usize, below: Option<&str>, diff_id: Option<&str>) -> Option<String> {
    match (index, below, diff_id) {
        (0, _, Some(diff_id)) => Some(diff_id.to_owned()),
        (_, Some(below), Some(diff_id)) => Some(sha256_digest(format!("{below} {diff_id}").as_bytes())),
        _ => None,
    }
}

/// "sha256:" and the hash in hex.
pub fn sha256_digest(bytes: &[u8]) -> String {
    digest_text(&Sha256::digest(bytes))
}

/// A finished hash as "sha256:…".
pub fn digest_text(hash: &[u8]) -> String {
    format!("sha256:{}", hex(hash))
}
