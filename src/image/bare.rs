//! The document that lists the images is not there (an archive cut short, a folder of blobs): manifests or configs stand alone.

use super::{Config, Form, Found, Image, Images, assemble, json, oci, place};
use crate::archive::Archive;
use crate::framing::FileKind;
use crate::limits::{BARE_DOCUMENTS, CONFIG_BYTES};
use crate::source::Sources;
use serde_json::Value;

/// Larger documents than this are looked at only when something names them.
const SMALL: u64 = 1 << 20;

/// Images from bare manifests, else from bare configs whose layers can be found by their diff_ids.
pub fn images(archive: &Archive, sources: &dyn Sources) -> Option<Images> {
    let documents: Vec<(usize, Value)> =
        candidates(archive).filter_map(|m| Some((m, document(archive, sources, m)?))).collect();
    let manifests =
        documents.iter().filter(|(_, v)| v.get("config").is_some() && v.get("layers").is_some_and(Value::is_array));
    let mut problems = Vec::new();
    let mut list: Vec<Image> = Vec::new();
    for (member, manifest) in manifests {
        match oci::from_manifest(archive, sources, manifest, Vec::new()) {
            Ok(image) => list.extend(image.map(|mut image| {
                image.documents.push(*member);
                image
            })),
            Err(problem) => problems.push(*problem),
        }
    }
    if list.is_empty() {
        let configs = documents.iter().filter(|(_, v)| v.get("rootfs").is_some_and(|r| r.get("diff_ids").is_some()));
        list.extend(configs.filter_map(|(member, _)| from_config(archive, sources, *member)));
    }
    (!list.is_empty()).then_some(Images { form: Form::Bare, list, problems, documents: Vec::new() })
}

fn candidates(archive: &Archive) -> impl Iterator<Item = usize> {
    let small = |m: &crate::archive::Member| m.entry.kind == FileKind::File && (2..=SMALL).contains(&m.entry.stored);
    let names = |m: &crate::archive::Member| place::digest_in_name(&String::from_utf8_lossy(&m.path)).is_some();
    let members = archive.members.iter().enumerate().filter(move |(_, m)| small(m) && names(m));
    members.map(|(index, _)| index).take(BARE_DOCUMENTS)
}

fn document(archive: &Archive, sources: &dyn Sources, member: usize) -> Option<Value> {
    let head = archive.read(sources, member, CONFIG_BYTES).ok().filter(|bytes| bytes.starts_with(b"{"));
    head.and_then(|_| json::read(archive, sources, member, CONFIG_BYTES).ok())
}

fn from_config(archive: &Archive, sources: &dyn Sources, member: usize) -> Option<Image> {
    let config = Config::parse(&json::bytes(archive, sources, member, CONFIG_BYTES).ok()?).ok()?;
    let found = config.diff_ids.iter().map(|diff_id| Found {
        member: oci::blob(archive, diff_id).ok(),
        name: diff_id.clone(),
        ..Found::default()
    });
    let found: Vec<Found> = found.collect();
    if found.iter().all(|f| f.member.is_none()) {
        return None;
    }
    let mut image = assemble(archive, sources, config, found, Vec::new()).ok()?;
    image.documents.push(member);
    Some(image)
}
