//! A root file system without an image, as `docker export` and `buildx --output type=tar` write it: one layer.

use super::config::Config;
use super::model::{ArchiveForm, Image, Images, Layer, Loading};
use crate::archive::Archive;
use crate::limits::PLATFORMS;
use crate::problem::{Kind, Problem};
use crate::tar_format::path::split;
use serde_json::json;
use std::collections::HashMap;

/// Folders of a usual root file system.
const ROOTS: [&[u8]; 12] =
    [b"etc", b"bin", b"usr", b"lib", b"sbin", b"dev", b"proc", b"sys", b"var", b"root", b"home", b"tmp"];

/// One image of one layer, or one for each platform's folder (`linux_amd64/`); `None` = no root file system.
pub fn images(archive: &Archive) -> Option<Images> {
    if archive.is_folder {
        return None; // there is no tar of it
    }
    let list: Vec<Image> = roots(archive).into_iter().filter_map(|prefix| image(archive, prefix)).collect();
    let problems = vec![Problem::new(Kind::FlatRootfs).info()];
    (!list.is_empty()).then_some(Images {
        form: ArchiveForm::Rootfs,
        list,
        artifacts: Vec::new(),
        problems,
        documents: Vec::new(),
        build_records: Vec::new(),
    })
}

/// The signs of a root file system in a folder.
#[derive(Default, Clone, Copy)]
struct RootSigns {
    /// A bit for each of `ROOTS`.
    roots: u16,
    /// `.dockerenv`.
    marked: bool,
}

impl RootSigns {
    fn add_name(&mut self, name: &[u8]) {
        self.marked |= name == b".dockerenv";
        if let Some(bit) = ROOTS.iter().position(|root| *root == name) {
            self.roots |= 1 << bit;
        }
    }

    /// Two of the usual folders, or `.dockerenv`.
    fn is_root(self) -> bool {
        self.marked || self.roots.count_ones() >= 2
    }
}

/// The folders that are roots: the top itself (as ""), else top folders named `os_arch` or `os_arch_variant`. *Shape:*
/// in the archive's order. *Cost:* one pass over the members.
fn roots(archive: &Archive) -> Vec<Vec<u8>> {
    let mut top = RootSigns::default();
    let mut folders: Vec<(&[u8], RootSigns)> = Vec::new();
    let mut known: HashMap<&[u8], usize> = HashMap::new();
    for member in &archive.members {
        let mut parts = member.path.split(|b| *b == b'/');
        let first = parts.next().unwrap_or_default();
        top.add_name(first);
        if !first.contains(&b'_') || (folders.len() >= PLATFORMS && !known.contains_key(first)) {
            continue;
        }
        let at = *known.entry(first).or_insert(folders.len());
        if at == folders.len() {
            folders.push((first, RootSigns::default()));
        }
        if let (Some((_, signs)), Some(second)) = (folders.get_mut(at), parts.next()) {
            signs.add_name(second);
        }
    }
    if top.is_root() {
        return vec![Vec::new()];
    }
    folders.into_iter().filter(|(_, signs)| signs.is_root()).map(|(folder, _)| folder.to_vec()).collect()
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
        size: None,
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
        loading: Loading::default(),
        documents: Vec::new(),
        attestations: Vec::new(),
        indexes: Vec::new(),
        annotations: Vec::new(),
        materials: Vec::new(),
        config,
        layers: vec![layer],
        problems: Vec::new(),
    })
}
