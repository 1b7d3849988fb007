//! What an image was built from: annotations, provenance, other open images. History alone proves nothing.

use super::catalog::Catalog;
use crate::dto::{BaseInfo, LayersInfo, MaterialInfo, OriginInfo};
use crate::image::{Image, Material, Place};
use crate::text::{display_text, short_digest};

const BASE_NAME: &str = "org.opencontainers.image.base.name";
const BASE_DIGEST: &str = "org.opencontainers.image.base.digest";

/// The origin of an image.
pub fn origin(catalog: &Catalog, index: usize) -> OriginInfo {
    let Ok(image) = catalog.image(index) else { return OriginInfo::default() };
    OriginInfo {
        bases: [Place::Index, Place::Manifest, Place::Label]
            .into_iter()
            .filter_map(|place| base(image, place))
            .collect(),
        materials: image.materials.iter().map(material).collect(),
        layers: below(catalog, index),
    }
}

/// The base that the annotations of one place name.
fn base(image: &Image, place: Place) -> Option<BaseInfo> {
    let value = |key: &str| {
        let found = image.annotations.iter().find(|a| a.place == place && a.key == key && !a.value.is_empty());
        found.map(|annotation| display_text(&annotation.value))
    };
    let (name, digest) = (value(BASE_NAME), value(BASE_DIGEST));
    (name.is_some() || digest.is_some()).then_some(BaseInfo { name, digest, place: place.name() })
}

fn material(material: &Material) -> MaterialInfo {
    MaterialInfo {
        uri: display_text(&material.uri),
        digest: material.digest.as_deref().map(display_text),
        image: material.is_image(),
        statement: display_text(&material.statement),
    }
}

/// The open image with the most layers below all of which this one adds some: the chain id of its top is that of a layer here.
fn below(catalog: &Catalog, index: usize) -> Option<LayersInfo> {
    let image = catalog.image(index).ok()?;
    let fits = |other: &Image| {
        let last = other.layers.last()?.chain_id.as_ref()?;
        let count = other.layers.len();
        let own = image.layers.get(count - 1)?.chain_id.as_ref()?;
        (count < image.layers.len() && own == last).then(|| (count, own.clone()))
    };
    let others = catalog.images().iter().enumerate().filter(|(at, _)| *at != index);
    let found = others.filter_map(|(at, other)| fits(other).map(|(count, chain)| (at, other, count, chain)));
    // Of several with as many layers the first one counts.
    let (at, other, count, chain_id) = found.rev().max_by_key(|(_, _, count, _)| *count)?;
    let name = other.names.first().map_or_else(|| short_digest(&other.id), String::as_str);
    let file = catalog.get(at).map(|(_, opened)| opened.archive.name.clone()).unwrap_or_default();
    Some(LayersInfo { image: at, name: display_text(name), file, count, chain_id })
}
