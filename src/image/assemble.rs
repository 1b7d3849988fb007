//! A config and the layers that a manifest lists → an image.

use super::annotation::labels;
use super::config::Config;
use super::digest::chain_id;
use super::layer_order::{self, ListedLayer};
use super::media_types::is_foreign;
use super::model::{Image, Layer, Loading, WINDOWS_ROOT};
use crate::archive::{Archive, Plan, Sniffed};
use crate::compression::Codec;
use crate::limits::{LAYER_COST, LAYERS};
use crate::problem::{Kind, Problem, Result};
use crate::source::Feed;

/// Puts an image together from its config and the layers that its manifest lists.
pub(super) async fn assemble(
    archive: &Archive,
    feed: &Feed,
    config: Config,
    found: Vec<ListedLayer>,
    names: Vec<String>,
) -> Result<Image> {
    let mut problems = Vec::new();
    // A config without diff_ids, as v1 chains have, says nothing about their number.
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
    let placed = layer_order::match_layers(found, &config.diff_ids, count);
    if placed.reordered {
        problems.push(Problem::new(Kind::LayerOrder).warning());
    }
    let windows = config.value.get("os").is_some_and(|os| os == "windows");
    let mut chain: Option<String> = None;
    let mut layers = Vec::with_capacity(count);
    for (index, blob) in placed.layers.into_iter().enumerate() {
        let diff_id = config.diff_ids.get(index).cloned();
        chain = chain_id(index, chain.as_deref(), diff_id.as_deref());
        let history = made.get(index).copied();
        let mut layer = layer(archive, feed, blob, index).await;
        if let Some(plan) = layer.plan.as_mut().filter(|_| windows) {
            plan.below = WINDOWS_ROOT.to_vec();
        }
        layers.push(Layer { diff_id, chain_id: chain.clone(), history, ..layer });
    }
    Ok(Image {
        names,
        id: config.digest.clone(),
        wanted_id: None,
        manifest: None,
        loading: Loading::default(),
        documents: Vec::new(),
        attestations: Vec::new(),
        indexes: Vec::new(),
        annotations: labels(&config.value),
        materials: Vec::new(),
        config,
        layers,
        problems,
    })
}

/// One layer: the way to its bytes, its compression, or the reason why it can't be read.
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
        None if is_foreign(&media_type) || !layer.urls.is_empty() => {
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

/// The way to a layer's bytes. A blob that is no tar has a way and a problem: it can still be hashed.
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
