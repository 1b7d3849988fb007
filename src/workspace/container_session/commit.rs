//! `docker commit`: a container's layer becomes a read-only one, on top of those that it stands on, in a new image.

use crate::archive::Plan;
use crate::compression::Codec;
use crate::container::{Container, Time};
use crate::dto::Commit;
use crate::image::{Changes, Config, Image, Layer, chain_id, labels, sha256_digest};
use crate::problem::{Kind, Problem, Result};
use crate::report::{go_json, rfc3339_nano};
use crate::source::Span;
use serde_json::{Map, Value, json};

/// The image that a container becomes on top of its base. *Errors:* `BadJson` for a change that makes no sense; `WindowsLayer` for a layer
/// that only Windows can write; `Internal` for a layer that is missing.
pub fn commit(base: &Image, container: &Container, commit: &Commit, now: Time) -> Result<Image> {
    if commit.layer.is_none() && !container.upper().is_empty() {
        return Err(Box::new(Problem::new(Kind::Internal).detail("the container's layer was not written")));
    }
    if commit.layer.is_some() && base.is_windows() {
        return Err(Box::new(Problem::new(Kind::WindowsLayer)));
    }
    let below = container.height().map_or(0, |height| height + 1);
    let document = document(base, below, commit, now)?;
    let bytes = go_json(&document.to_string());
    let config = Config::parse(bytes.as_bytes())?;
    let mut layers: Vec<Layer> = base.layers.iter().take(below).cloned().collect();
    if let Some(written) = &commit.layer {
        let under = layers.last().and_then(|layer| layer.chain_id.clone());
        let plan = Plan { file: written.file, ..Plan::plain(Span { offset: 0, len: written.size }) };
        layers.push(Layer {
            member: None,
            name: format!("blobs/sha256/{}", written.diff_id.trim_start_matches("sha256:")),
            plan: Some(plan),
            codec: Codec::None,
            chain_id: chain_id(below, under.as_deref(), Some(&written.diff_id)),
            diff_id: Some(written.diff_id.clone()),
            blob_digest: None,
            media_type: None,
            size: None,
            history: config.history.iter().rposition(|entry| !entry.empty_layer),
            urls: Vec::new(),
            problem: None,
        });
    }
    Ok(Image {
        names: commit.name.iter().cloned().collect(),
        id: sha256_digest(bytes.as_bytes()),
        annotations: labels(&config.value),
        config,
        layers,
        ..Image::default()
    })
}

/// The command of an image's containers as the history of a commit names it. *Source:* moby image.NewChildImage: the words of the command,
/// one space between them; the entrypoint is no part of it.
pub fn command(image: &Image) -> String {
    let words = image.config.value.get("config").and_then(|config| config.get("Cmd")).and_then(Value::as_array);
    words.into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
}

/// The new image's config: the old one, edited in its own order. *Source:* moby image.NewChildImage.
fn document(base: &Image, below: usize, commit: &Commit, now: Time) -> Result<Value> {
    let mut document = base.config.value.as_object().cloned().unwrap_or_default();
    let ordered = document.keys().is_sorted();
    let old = document.get("config").cloned();
    let created_by = commit.created_by.clone().unwrap_or_else(|| command(base));
    let mut changes = Changes::new(old.as_ref());
    for line in &commit.changes {
        changes.apply(line).map_err(|bad| Problem::new(Kind::BadJson).member("--change").detail(bad.0))?;
    }
    document.insert("config".into(), changes.into_config());
    // These describe the container that made the old image. No container made this one.
    for key in ["container", "parent", "id", "comment", "author"] {
        document.shift_remove(key);
    }
    if let (Some(made), Some(old)) = (document.get_mut("container_config"), old) {
        *made = old;
    }
    let created = json!(rfc3339_nano(now.seconds, now.nanos));
    document.insert("created".into(), created.clone());
    let mut entry = Map::new();
    let mut put = |key: &str, text: &str| {
        if !text.is_empty() {
            entry.insert(key.into(), json!(text));
        }
    };
    put("author", &commit.author);
    put("created_by", &created_by);
    put("comment", &commit.message);
    entry.shift_insert(0, "created".into(), created);
    if commit.layer.is_none() {
        entry.insert("empty_layer".into(), json!(true));
    }
    if !commit.author.is_empty() {
        document.insert("author".into(), json!(commit.author));
    }
    let mut history = document.get("history").and_then(Value::as_array).cloned().unwrap_or_default();
    if below < base.layers.len() {
        // The container was run from this height: later entries are not its history.
        let last = below.checked_sub(1).and_then(|top| base.layers.get(top)).and_then(|layer| layer.history);
        history.truncate(last.map_or(0, |last| last + 1));
    }
    history.push(Value::Object(entry));
    document.insert("history".into(), Value::Array(history));
    let mut diff_ids: Vec<Value> = base.config.diff_ids.iter().take(below).map(|id| json!(id)).collect();
    if diff_ids.len() < below {
        return Err(Box::new(
            Problem::new(Kind::LayerCountMismatch).expected(below.to_string(), diff_ids.len().to_string()),
        ));
    }
    diff_ids.extend(commit.layer.as_ref().map(|layer| json!(layer.diff_id)));
    document.insert("rootfs".into(), json!({ "type": "layers", "diff_ids": diff_ids }));
    for (key, value) in [("architecture", "amd64"), ("os", "linux")] {
        document.entry(key).or_insert_with(|| json!(value));
    }
    if ordered {
        document.sort_keys();
    }
    Ok(Value::Object(document))
}
