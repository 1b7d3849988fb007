//! Archives from before manifest.json: `<id>/json` names its parent, `repositories` names the top layers.

use super::assemble::assemble;
use super::json;
use super::layer_order::ListedLayer;
use super::model::{ArchiveForm, Image, Images};
use super::v1::{config, entry};
use crate::archive::Archive;
use crate::limits::{CONFIG_BYTES, DOCUMENT_BYTES, IMAGES, LAYERS};
use crate::problem::{Kind, Problem, Result};
use crate::sorting::sort_by_key;
use crate::source::Feed;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The images of chains of v1 `json`; `None` = there is no chain. *Source:* moby image/spec v1.
pub async fn images(archive: &Archive, feed: &Feed) -> Option<Images> {
    let mut images = Images {
        form: ArchiveForm::Legacy,
        list: Vec::new(),
        artifacts: Vec::new(),
        problems: Vec::new(),
        documents: Vec::new(),
        build_records: Vec::new(),
    };
    let mut known: HashMap<String, (usize, Value)> = HashMap::new();
    for (index, member) in archive.members.iter().enumerate() {
        let Some(id) = member.path.strip_suffix(b"/json").and_then(|id| std::str::from_utf8(id).ok()) else { continue };
        match json::read(archive, feed, index, CONFIG_BYTES).await {
            Ok(document) if is_id(id) => drop(known.insert(id.to_owned(), (index, document))),
            Ok(_) => {}
            Err(problem) => images.problems.push(*problem),
        }
    }
    let mut tops = named_tops(archive, feed).await;
    if tops.is_empty() {
        let parents: HashSet<String> = known.values().map(|(_, v)| json::text(v, "parent")).collect();
        // In the archive's order: a hash map's order is not stable.
        let mut loose: Vec<&String> = known.keys().filter(|id| !parents.contains(*id)).collect();
        sort_by_key(&mut loose, |id| known.get(*id).map(|(index, _)| *index));
        tops = loose.into_iter().map(|id| (id.clone(), Vec::new())).collect();
    }
    for (id, names) in tops.into_iter().take(IMAGES) {
        match image(archive, feed, &known, &id, names).await {
            Ok(image) => images.list.push(image),
            Err(problem) => images.problems.push(*problem),
        }
    }
    (!images.list.is_empty()).then_some(images)
}

fn is_id(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// `repositories`: {"name": {"tag": "id"}} → ids with their names.
async fn named_tops(archive: &Archive, feed: &Feed) -> Vec<(String, Vec<String>)> {
    let document = match archive.find(b"repositories") {
        Some(member) => json::read(archive, feed, member, DOCUMENT_BYTES).await.ok(),
        None => None,
    };
    let mut tops: Vec<(String, Vec<String>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (name, tags) in document.as_ref().and_then(Value::as_object).into_iter().flatten() {
        for (tag, id) in tags.as_object().into_iter().flatten() {
            let Some(id) = id.as_str() else { continue };
            let full = format!("{name}:{tag}");
            let at = *known.entry(id.to_owned()).or_insert(tops.len());
            match tops.get_mut(at) {
                Some((_, names)) => names.push(full),
                None => tops.push((id.to_owned(), vec![full])),
            }
        }
    }
    tops
}

async fn image(
    archive: &Archive,
    feed: &Feed,
    known: &HashMap<String, (usize, Value)>,
    top: &str,
    names: Vec<String>,
) -> Result<Image> {
    let mut chain = Vec::new();
    let mut seen = HashSet::new();
    let mut next = top.to_owned();
    let mut broken = None;
    while !next.is_empty() {
        let Some((member, document)) = known.get(&next) else {
            broken = Some(Problem::new(Kind::MissingMember).warning().member(format!("{next}/json")));
            break;
        };
        if !seen.insert(next.clone()) || chain.len() > LAYERS {
            let problem = Problem::new(Kind::Limit).member(format!("{top}/json"));
            return Err(Box::new(problem.detail("the parents form a circle")));
        }
        chain.push((next.clone(), *member, document));
        next = json::text(document, "parent");
    }
    let Some((_, _, newest)) = chain.first() else {
        return Err(Box::new(
            broken.unwrap_or_else(|| Problem::new(Kind::MissingMember).member(format!("{top}/json"))),
        ));
    };
    let history: Vec<Value> = chain.iter().rev().map(|(_, _, v)| entry(v)).collect();
    let config = config(newest, history, top.to_owned())?;
    let found = chain.iter().rev().map(|(id, ..)| {
        let name = format!("{id}/layer.tar");
        ListedLayer { member: archive.find(name.as_bytes()), name, ..ListedLayer::default() }
    });
    let mut image = assemble(archive, feed, config, found.collect(), names).await?;
    image.documents = chain.iter().map(|(_, member, _)| *member).collect();
    image.problems.extend(broken);
    Ok(image)
}
