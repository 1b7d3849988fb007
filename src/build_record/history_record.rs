//! The record's own document, `application/vnd.buildkit.historyrecord.v0`: options, exporters, times, counts, results.
//!
//! *Source:* written by BuildKit from `BuildHistoryRecord` of `control.proto`; field names are those of the files that buildx writes.

use super::model::{BuildError, BuildRecord, BuildResult, Counts, Pair};
use super::time::{Nanos, nanos_of, since, text as time_text};
use crate::image::json;
use crate::text::display_text;
use serde_json::Value;

/// Attributes of the frontend that are arguments or labels.
const ARG: &str = "build-arg:";
const LABEL: &str = "label:";

/// Times of a record.
pub struct Times {
    pub created: Option<Nanos>,
    pub completed: Option<Nanos>,
}

/// Fills a record with all but its steps → its times.
pub fn fill(document: &Value, record: &mut BuildRecord) -> Times {
    let times = Times { created: time(document, "CreatedAt"), completed: time(document, "CompletedAt") };
    record.reference = shown(document, "Ref");
    record.created = times.created.and_then(time_text);
    record.duration = times.created.zip(times.completed).map(|(start, end)| since(start, end));
    for (key, value) in pairs(document.get("FrontendAttrs")) {
        let (list, key) = match (key.strip_prefix(ARG), key.strip_prefix(LABEL)) {
            (Some(key), _) => (&mut record.args, key),
            (_, Some(key)) => (&mut record.labels, key),
            _ => (&mut record.options, &*key),
        };
        list.push(pair(key, &value));
    }
    for exporter in json::list(document, "Exporters") {
        let kind = json::text(exporter, "Type");
        let name = exporter.get("Attrs").map(|attrs| json::text(attrs, "name")).unwrap_or_default();
        record.exports.extend(name.split(',').map(|name| pair(&kind, name)));
    }
    record.error = document
        .get("error")
        .filter(|error| error.is_object())
        .map(|error| BuildError { message: shown(error, "message"), ..BuildError::default() });
    let count = |key: &str| document.get(key).and_then(Value::as_u64).filter(|n| *n <= crate::limits::LARGEST_NUMBER);
    record.counts = count("numTotalSteps").map(|total| Counts {
        total,
        cached: count("numCachedSteps").unwrap_or(0),
        completed: count("numCompletedSteps").unwrap_or(0),
        warnings: count("numWarnings").unwrap_or(0),
    });
    results(document, record);
    record.name = name(document, record);
    times
}

fn time(document: &Value, key: &str) -> Option<Nanos> {
    let time = document.get(key)?;
    let nanos = time.get("nanos").and_then(Value::as_i64).unwrap_or(0);
    nanos_of(time.get("seconds").and_then(Value::as_i64)?, i32::try_from(nanos).ok()?)
}

/// A field, safe to show.
pub fn shown(value: &Value, key: &str) -> String {
    display_text(&json::text(value, key))
}

/// The strings of an object, in its order.
pub fn pairs(object: Option<&Value>) -> Vec<(String, String)> {
    let fields = object.and_then(Value::as_object).into_iter().flatten();
    fields.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
}

/// A pair, safe to show.
pub fn pair(key: &str, value: &str) -> Pair {
    Pair { key: display_text(key), value: display_text(value) }
}

/// Results of the build as a whole, then of each platform; the same one stands there twice.
fn results(document: &Value, record: &mut BuildRecord) {
    let whole = document.get("Result").map(|result| (None, result));
    let platforms = document.get("Results").and_then(Value::as_object).into_iter().flatten();
    let all = whole.into_iter().chain(platforms.map(|(platform, result)| (Some(platform), result)));
    for (platform, result) in all {
        let own = result.get("Results").and_then(Value::as_object).into_iter().flatten().map(|(_, d)| (d, false));
        let old = result.get("ResultDeprecated").into_iter().map(|d| (d, false));
        let statements = json::list(result, "Attestations").iter().map(|d| (d, true));
        for (descriptor, attests) in own.chain(old).chain(statements) {
            let predicate = descriptor.get("annotations").and_then(|a| json::some_text(a, "in-toto.io/predicate-type"));
            let made = BuildResult {
                platform: platform.map(|platform| display_text(platform)),
                kind: display_text(&predicate.unwrap_or_else(|| json::text(descriptor, "media_type"))),
                digest: shown(descriptor, "digest"),
                size: json::descriptor_size(descriptor),
                attests,
            };
            if !made.digest.is_empty() && !record.results.contains(&made) {
                record.results.push(made);
            }
        }
    }
}

/// *Source:* buildx `history inspect`: the last part of the context, "/" and the Dockerfile where it has another name, the target in brackets.
fn name(document: &Value, record: &BuildRecord) -> String {
    let option = |key: &str| record.options.iter().find(|pair| pair.key == key).map(|pair| pair.value.as_str());
    let local = document.get("localState");
    let place = local.map(|local| shown(local, "LocalPath")).filter(|path| !path.is_empty());
    let context = place.as_deref().or_else(|| option("context")).unwrap_or_default();
    let last = |path: &str| path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    let mut name = last(context);
    if let Some(file) = option("filename").map(last).filter(|file| file != "Dockerfile" && !file.is_empty()) {
        name = if name.is_empty() { file } else { format!("{name}/{file}") };
    }
    let target = option("target").map(str::to_owned).filter(|target| !target.is_empty() && target != "default");
    match target {
        _ if name.is_empty() => record.reference.clone(),
        Some(target) => format!("{name} ({target})"),
        None => name,
    }
}
