//! A provenance by BuildKit, SLSA v0.2 or v1 → materials, arguments, and with `mode=max` the sources, each step's lines and its layers.
//!
//! *Source:* BuildKit docs/attestations/slsa-definitions.md; slsa.dev/spec/v1.0/provenance.

use super::fold::{Sources, lines};
use super::history_record::{pair, pairs};
use super::model::{BuildRecord, Chain, Lines, Material};
use crate::image::{json, named_materials};
use crate::text::{display_text, parse_base64};
use serde_json::Value;
use std::collections::HashMap;

/// A statement's type that a provenance has.
pub const PREDICATES: [&str; 2] = ["https://slsa.dev/provenance/v0.2", "https://slsa.dev/provenance/v1"];

const V02_METADATA: &str = "https://mobyproject.org/buildkit@v1#metadata";

/// The parts of a provenance, wherever its version has them.
struct Parts<'v> {
    materials: Vec<(String, Option<String>)>,
    args: Option<&'v Value>,
    /// Operations: digest → the name that locations and layers use.
    mapping: Option<&'v Value>,
    metadata: Option<&'v Value>,
}

impl<'v> Parts<'v> {
    /// A predicate alone, or the statement around it.
    fn of(document: &'v Value) -> Self {
        let predicate = document.get("predicate").unwrap_or(document);
        let get = |path: &[&str]| path.iter().try_fold(predicate, |value, key| value.get(*key));
        let materials = named_materials(predicate);
        match get(&["buildDefinition"]) {
            Some(_) => Self {
                materials,
                args: get(&["buildDefinition", "externalParameters", "request", "args"]),
                mapping: get(&["buildDefinition", "internalParameters", "buildConfig", "digestMapping"]),
                metadata: get(&["runDetails", "metadata", "buildkit_metadata"]),
            },
            None => Self {
                materials,
                args: get(&["invocation", "parameters", "args"]),
                mapping: get(&["buildConfig", "digestMapping"]),
                metadata: get(&["metadata", V02_METADATA]),
            },
        }
    }
}

/// Adds what a provenance tells to a record whose steps are known.
pub fn add(document: &Value, record: &mut BuildRecord) {
    let Parts { materials, args, mapping, metadata } = Parts::of(document);
    for (uri, digest) in materials {
        let material = Material { uri: display_text(&uri), digest: digest.map(|digest| display_text(&digest)) };
        if !record.materials.contains(&material) {
            record.materials.push(material);
        }
    }
    for (key, value) in pairs(args) {
        let Some(key) = key.strip_prefix("build-arg:") else { continue };
        let arg = pair(key, &value);
        if !record.args.iter().any(|known| known.key == arg.key) {
            record.args.push(arg);
        }
    }
    let by_digest: HashMap<&str, usize> =
        record.steps.iter().enumerate().map(|(at, step)| (step.digest.as_str(), at)).collect();
    let named: HashMap<String, usize> = pairs(mapping)
        .into_iter()
        .filter_map(|(digest, name)| Some((name, *by_digest.get(digest.as_str())?)))
        .collect();
    let Some(metadata) = metadata else { return };
    if let Some(source) = metadata.get("source") {
        add_lines(source, &named, record);
    }
    for (output, chains) in metadata.get("layers").and_then(Value::as_object).into_iter().flatten() {
        let step = output.rsplit_once(':').and_then(|(name, _)| named.get(name));
        let Some(step) = step else { continue };
        for chain in chains.as_array().into_iter().flatten() {
            let layers = chain.as_array().into_iter().flatten().map(|layer| json::text(layer, "digest")).collect();
            let chain = Chain { step: *step, layers };
            if !chain.layers.is_empty() && !record.chains.contains(&chain) {
                record.chains.push(chain);
            }
        }
    }
}

fn add_lines(source: &Value, named: &HashMap<String, usize>, record: &mut BuildRecord) {
    let mut sources = Sources { list: std::mem::take(&mut record.sources) };
    let index = |info: &Value| {
        let data = parse_base64(json::text(info, "data").as_bytes()).unwrap_or_default();
        sources.index(json::text(info, "filename").as_bytes(), &data)
    };
    let indexes: Vec<usize> = json::list(source, "infos").iter().map(index).collect();
    for (name, locations) in source.get("locations").and_then(Value::as_object).into_iter().flatten() {
        let step = named.get(name).and_then(|at| record.steps.get_mut(*at));
        let Some(step) = step else { continue };
        for location in json::list(locations, "locations") {
            let of = location.get("sourceIndex").and_then(Value::as_u64).unwrap_or(0);
            let source = usize::try_from(of).ok().and_then(|of| indexes.get(of));
            for lines in source.into_iter().flat_map(|source| lines_of(*source, location)) {
                if !step.lines.contains(&lines) {
                    step.lines.push(lines);
                }
            }
        }
    }
    record.sources = sources.list;
}

/// The lines of a JSON object with `ranges`.
pub fn lines_of(source: usize, location: &Value) -> Vec<Lines> {
    let ranges = json::list(location, "ranges").iter().filter_map(|range| {
        let line = |key: &str| range.get(key).and_then(|p| p.get("line")).and_then(Value::as_i64);
        let first = line("start")?;
        Some((first, line("end").unwrap_or(first)))
    });
    lines(source, ranges)
}
