//! What the archive's documents say: images with names, platform, config, history and the layers they are made of.

mod config;
mod docker;
mod instruction;
mod json;
mod oci;

pub use config::{Config, History};
pub use instruction::shorten;

use crate::archive::{Archive, Plan};
use crate::compression::Codec;
use crate::error::{Kind, Problem, Result};
use crate::limits::{IMAGES, LAYERS};
use crate::source::ReadAt;
use sha2::{Digest, Sha256};

/// Which document described the images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `manifest.json`, as `docker load` reads it.
    Docker,
    /// `index.json` of an OCI layout.
    Oci,
}

/// One layer as the documents tell it; its entries are another module's.
#[derive(Debug, Clone)]
pub struct Layer {
    /// The archive member that holds it, when there is one.
    pub member: Option<usize>,
    /// The member's name as the document has it.
    pub name: String,
    /// How to get at its bytes.
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
    /// Index into the config's history of the entry that made it.
    pub history: Option<usize>,
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
#[derive(Debug, Clone)]
pub struct Image {
    /// Tags; none for an untagged image.
    pub names: Vec<String>,
    /// sha256 of the config's bytes, "sha256:…": the image id.
    pub id: String,
    /// The id that the document names, where it names one: the config must hash to it.
    pub wanted_id: Option<String>,
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
    pub form: Form,
    /// In the document's order; never empty.
    pub list: Vec<Image>,
    /// What concerns no single image.
    pub problems: Vec<Problem>,
}

/// A layer before it is matched with the config: where the manifest says it is.
struct Found {
    member: Option<usize>,
    name: String,
    blob_digest: Option<String>,
    media_type: Option<String>,
}

/// Finds the images. `manifest.json` wins when present, as it does for `docker load`: the OCI documents beside it are known
/// to be wrong in some versions.
///
/// *Errors:* `NoImages`, `FlatRootfs`, `Truncated` (when the archive was cut before its documents), `BadJson`, `MissingBlob`, `MissingConfig`.
pub fn find(archive: &Archive, source: &dyn ReadAt) -> Result<Images> {
    let named = |p: Box<Problem>| Box::new(Problem { file: Some(archive.name.clone()), ..*p });
    let found = if let Some(manifest) = archive.find(b"manifest.json") {
        docker::images(archive, source, manifest)
    } else if let Some(index) = archive.find(b"index.json") {
        oci::images(archive, source, index)
    } else {
        Err(Box::new(none(archive)))
    };
    let mut images = found.map_err(named)?;
    if images.list.len() > IMAGES {
        images.problems.push(Problem::new(Kind::Limit).detail(format!("more than {IMAGES} images")));
        images.list.truncate(IMAGES);
    }
    Ok(images)
}

/// Why there is no image: cut short, a container's file system, or something else altogether.
fn none(archive: &Archive) -> Problem {
    if let Some(problem) = &archive.problem {
        let detail = format!("the index of images was not reached; {} members are sound", archive.members.len());
        return Problem { detail: Some(detail), ..problem.clone() };
    }
    let has =
        |name: &[u8]| archive.members.iter().any(|m| m.path == name || m.path.starts_with(&[name, b"/"].concat()));
    if has(b"etc") && (has(b"bin") || has(b"usr") || has(b"lib")) {
        return Problem::new(Kind::FlatRootfs);
    }
    Problem::new(Kind::NoImages)
}

/// Puts an image together from its config's bytes and the layers its manifest names.
fn assemble(
    archive: &Archive,
    source: &dyn ReadAt,
    config: &[u8],
    found: Vec<Found>,
    names: Vec<String>,
) -> Result<Image> {
    let config = Config::parse(config)?;
    let mut problems = Vec::new();
    if found.len() != config.diff_ids.len() {
        let counts = (config.diff_ids.len().to_string(), found.len().to_string());
        problems.push(Problem::new(Kind::LayerCountMismatch).warning().expected(counts.0, counts.1));
    }
    let count = found.len().max(config.diff_ids.len());
    if count > LAYERS {
        return Err(Box::new(Problem::new(Kind::Limit).detail(format!("{count} layers, more than {LAYERS}"))));
    }
    let made: Vec<usize> = (0..config.history.len()).filter(|h| !config.history[*h].empty_layer).collect();
    if !config.history.is_empty() && made.len() != count {
        problems
            .push(Problem::new(Kind::HistoryMismatch).warning().expected(count.to_string(), made.len().to_string()));
    }
    let mut chain: Option<String> = None;
    let mut found = found.into_iter();
    let mut layers = Vec::with_capacity(count);
    for index in 0..count {
        let diff_id = config.diff_ids.get(index).cloned();
        chain = chain_id(index, chain.as_deref(), diff_id.as_deref());
        let blob =
            found.next().unwrap_or(Found { member: None, name: String::new(), blob_digest: None, media_type: None });
        layers.push(layer(archive, source, blob, diff_id, chain.clone(), made.get(index).copied(), index));
    }
    Ok(Image { names, id: config.digest.clone(), wanted_id: None, config, layers, problems })
}

fn layer(
    archive: &Archive,
    source: &dyn ReadAt,
    blob: Found,
    diff_id: Option<String>,
    chain_id: Option<String>,
    history: Option<usize>,
    index: usize,
) -> Layer {
    let mut codec = Codec::None;
    let mut plan = None;
    let mut problem = None;
    match blob.member {
        Some(member) => match archive.sniff(source, member) {
            Ok(sniffed) => {
                codec = sniffed;
                plan = Some(archive.plan(member).inner(codec));
            }
            Err(p) => problem = Some(p.layer(index).member(&*blob.name)),
        },
        None => {
            let kind = if blob.blob_digest.is_some() { Kind::MissingBlob } else { Kind::MissingMember };
            let wanted = blob.blob_digest.clone().unwrap_or_default();
            problem = Some(Problem::new(kind).layer(index).member(&*blob.name).expected(wanted, "nothing"));
        }
    }
    let Found { member, name, blob_digest, media_type } = blob;
    Layer { member, name, plan, codec, diff_id, chain_id, blob_digest, media_type, history, problem }
}

/// ChainID(0) = diff_id(0); ChainID(n) = sha256(ChainID(n-1) + " " + diff_id(n)). *Source:* OCI image-spec, config.md.
fn chain_id(index: usize, below: Option<&str>, diff_id: Option<&str>) -> Option<String> {
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
    let mut out = String::from("sha256:");
    for byte in hash {
        let _ = std::fmt::Write::write_fmt(&mut out, format_args!("{byte:02x}"));
    }
    out
}
