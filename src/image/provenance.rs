//! Materials of a build: what a provenance statement says that went into an image.

use super::json;
use super::subject::statement;
use crate::limits::MATERIALS;
use serde_json::Value;

/// One material.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Material {
    /// As the statement names it: `pkg:docker/alpine@3.19`, an address of sources.
    pub uri: String,
    /// "sha256:…"; `None` = the statement has no digest of it.
    pub digest: Option<String>,
    /// The digest of the statement.
    pub statement: String,
}

impl Material {
    /// The material is an image. *Source:* package-url's types `docker` and `oci`; BuildKit's `docker-image://`.
    pub fn is_image(&self) -> bool {
        ["pkg:docker/", "pkg:oci/", "docker-image://", "oci://"].iter().any(|start| self.uri.starts_with(start))
    }
}

/// The predicate is provenance: its statement has materials.
pub fn is_provenance(predicate: &str) -> bool {
    predicate.starts_with("https://slsa.dev/provenance/")
}

/// The materials of a document that is a provenance statement; an empty list for any other. `digest` = the statement's.
/// *Source:* SLSA provenance v0.2 (`materials`) and v1 (`buildDefinition.resolvedDependencies`).
pub fn materials(document: &Value, digest: &str) -> Vec<Material> {
    let Some(statement) = statement(document) else { return Vec::new() };
    if !is_provenance(&json::text(&statement, "predicateType")) {
        return Vec::new();
    }
    let predicate = statement.get("predicate").unwrap_or(&Value::Null);
    let with_statement = |(uri, found)| Material { uri, digest: found, statement: digest.to_owned() };
    named_materials(predicate).into_iter().map(with_statement).collect()
}

/// The materials of a predicate: how it names each, and "sha256:…" or another digest where it has one.
pub fn named_materials(predicate: &Value) -> Vec<(String, Option<String>)> {
    let lists = ["/buildDefinition/resolvedDependencies", "/materials"];
    let list = lists.iter().find_map(|at| predicate.pointer(at).and_then(Value::as_array));
    let found = list.into_iter().flatten().take(MATERIALS).filter_map(|material| {
        let uri = json::some_text(material, "uri").or_else(|| json::some_text(material, "name"))?;
        let digests = material.get("digest").and_then(Value::as_object);
        let digests: Vec<(&String, &str)> =
            digests.into_iter().flatten().filter_map(|(name, value)| Some((name, value.as_str()?))).collect();
        let best = digests.iter().find(|(name, _)| *name == "sha256").or(digests.first());
        Some((uri, best.map(|(name, value)| format!("{name}:{value}"))))
    });
    found.collect()
}
