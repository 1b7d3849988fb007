//! No image at all, but a root file system, as `docker export` and `buildx --output type=tar` write it: shown as one layer.

use super::{Config, Form, Image, Images, Layer};
use crate::archive::Archive;
use crate::error::{Kind, Problem};
use crate::framing::path::split;
use serde_json::json;

/// Folders that a root file system has some of.
const ROOTS: [&[u8]; 12] =
    [b"etc", b"bin", b"usr", b"lib", b"sbin", b"dev", b"proc", b"sys", b"var", b"root", b"home", b"tmp"];

/// One image of one layer, or one for each platform's folder (`linux_amd64/`); `None` when it does not look like that.
pub fn images(archive: &Archive) -> Option<Images> {
    if archive.is_folder {
        return None; // there is no tar of it
    }
    let prefixes = if looks_like_root(archive, b"") { vec![Vec::new()] } else { platforms(archive) };
    let list: Vec<Image> = prefixes.into_iter().filter_map(|prefix| image(archive, prefix)).collect();
    let problems = vec![Problem::new(Kind::FlatRootfs).info()];
    (!list.is_empty()).then_some(Images { form: Form::Rootfs, list, problems, documents: Vec::new() })
}

/// Two of the well-known folders, or a `.dockerenv`.
fn looks_like_root(archive: &Archive, prefix: &[u8]) -> bool {
    let has = |name: &[u8]| {
        let wanted = if prefix.is_empty() { name.to_vec() } else { [prefix, b"/", name].concat() };
        archive
            .members
            .iter()
            .any(|m| m.path.starts_with(&wanted) && matches!(m.path.get(wanted.len()), None | Some(b'/')))
    };
    has(b".dockerenv") || ROOTS.iter().filter(|root| has(root)).count() >= 2
}

/// Top folders named `os_arch` or `os_arch_variant`, each with a root inside.
fn platforms(archive: &Archive) -> Vec<Vec<u8>> {
    let mut tops: Vec<Vec<u8>> = Vec::new();
    for member in &archive.members {
        let top = member.path.split(|b| *b == b'/').next().unwrap_or_default();
        if tops.last().is_none_or(|last| last != top)
            && !tops.iter().any(|t| t == top)
            && top.contains(&b'_')
            && tops.len() < 64
        {
            tops.push(top.to_vec());
        }
    }
    tops.retain(|top| looks_like_root(archive, top));
    tops
}

fn image(archive: &Archive, prefix: Vec<u8>) -> Option<Image> {
    let platform = String::from_utf8_lossy(&prefix).replace('_', "/");
    let mut parts = platform.split('/');
    let config = json!({
        "os": parts.next().unwrap_or_default(), "architecture": parts.next().unwrap_or_default(),
        "variant": parts.next().unwrap_or_default(), "rootfs": {"type": "layers", "diff_ids": []},
    });
    let config = Config::from_value(config, String::new()).ok()?;
    let plan = archive.whole(prefix.clone());
    let layer = Layer {
        member: None,
        name: archive.name.clone(),
        codec: plan.inner,
        plan: Some(plan),
        diff_id: None,
        chain_id: None,
        blob_digest: None,
        media_type: None,
        history: None,
        urls: Vec::new(),
        problem: None,
    };
    let file = split(archive.name.as_bytes()).1;
    let names = vec![String::from_utf8_lossy(file).into_owned()];
    Some(Image {
        names,
        id: String::new(),
        wanted_id: None,
        manifest: None,
        documents: Vec::new(),
        attestations: Vec::new(),
        config,
        layers: vec![layer],
        problems: Vec::new(),
    })
}
