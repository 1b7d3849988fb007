//! `docker image inspect`, without what only an engine knows (GraphDriver, LastTagTime, a parent on the same machine).

use super::engine::{Engine, HeldImage, Store};
use crate::sorting::sort_by;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Fields of the container config in the order of Docker's struct, with what an absent one prints as; `None` = left out.
const CONFIG: [(&str, Option<&str>); 25] = [
    ("Hostname", Some("\"\"")),
    ("Domainname", Some("\"\"")),
    ("User", Some("\"\"")),
    ("AttachStdin", Some("false")),
    ("AttachStdout", Some("false")),
    ("AttachStderr", Some("false")),
    ("ExposedPorts", None),
    ("Tty", Some("false")),
    ("OpenStdin", Some("false")),
    ("StdinOnce", Some("false")),
    ("Env", Some("null")),
    ("Cmd", Some("null")),
    ("Healthcheck", None),
    ("ArgsEscaped", None),
    ("Image", Some("\"\"")),
    ("Volumes", Some("null")),
    ("WorkingDir", Some("\"\"")),
    ("Entrypoint", Some("null")),
    ("NetworkDisabled", None),
    ("MacAddress", None),
    ("OnBuild", Some("null")),
    ("Labels", Some("null")),
    ("StopSignal", None),
    ("StopTimeout", None),
    ("Shell", None),
];

/// The fields of OCI among them, which Docker prints since version 28.
const OCI: [&str; 13] = [
    "ArgsEscaped",
    "Cmd",
    "Entrypoint",
    "Env",
    "ExposedPorts",
    "Healthcheck",
    "Labels",
    "OnBuild",
    "Shell",
    "StopSignal",
    "User",
    "Volumes",
    "WorkingDir",
];

/// The JSON array that `docker image inspect` prints: 4 spaces, keys in Docker's order, maps sorted by key.
///
/// *Source:* moby api/types/image `InspectResponse`; the answers of the fixtures' engines.
pub fn image_inspect(held: &HeldImage) -> String {
    let config = &held.image.config;
    let oci = held.printer.engine == Engine::Docker28;
    let text = |key: &str| config.value.get(key).cloned().filter(Value::is_string).unwrap_or_else(|| json!(""));
    let last_comment = config.history.last().map(|h| h.comment.clone()).unwrap_or_default();
    let comment = Some(text("comment")).filter(|c| *c != "").unwrap_or_else(|| json!(last_comment));
    let version = if held.printer.store == Store::Graph { text("docker_version") } else { json!("") };
    let container = container_config(config.value.get("config"), oci);
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| {
        out.insert(key.to_owned(), value);
    };
    put("Id", json!(held.inspected_id()));
    put("RepoTags", json!(held.tags()));
    put("RepoDigests", json!(held.digests()));
    put("Parent", json!(""));
    put("Comment", comment);
    put("Created", text("created"));
    put("DockerVersion", version);
    put("Author", text("author"));
    if !oci {
        put("Config", container.clone());
    }
    put("Architecture", text("architecture"));
    for (key, from) in [("Variant", "variant"), ("Os", "os"), ("OsVersion", "os.version")] {
        let mut value = text(from);
        if key == "Os" && value == "" && held.printer.store == Store::Graph {
            // The classic store puts in the system that its daemon runs on.
            value = json!("linux");
        }
        if key == "Os" || value != "" {
            put(key, value);
        }
    }
    put("Size", json!(held.size()));
    if !oci {
        put("VirtualSize", json!(held.size()));
    }
    let kind = config.value.pointer("/rootfs/type").and_then(Value::as_str).unwrap_or("layers");
    put("RootFS", json!({ "Type": kind, "Layers": config.diff_ids }));
    if let Some(descriptor) = held.descriptor() {
        put("Descriptor", descriptor.clone());
    }
    if oci {
        put("Config", container);
    }
    pretty(&Value::Array(vec![Value::Object(out)]), b"    ")
}

/// The config with the defaults of Docker's struct; keys it does not know are dropped, as Docker drops them. In the struct's order, or the
/// fields of OCI alone, sorted at each level and without empty values.
fn container_config(config: Option<&Value>, oci: bool) -> Value {
    let absent = Value::Null;
    let config = config.unwrap_or(&absent);
    let mut out = Map::new();
    for (key, default) in CONFIG.into_iter().filter(|(key, _)| !oci || OCI.contains(key)) {
        let default = default.map(|d| serde_json::from_str(d).unwrap_or(Value::Null));
        let value = config.get(key).filter(|v| default.is_some() && !oci || !is_empty(v)).filter(|v| !v.is_null());
        if let Some(value) = value.cloned().or(default) {
            out.insert(key.to_owned(), sorted(value, !oci && key == "Healthcheck"));
        }
    }
    if oci {
        out.sort_keys();
    }
    Value::Object(out)
}

/// Go's `omitempty`.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Number(n) => n.as_f64() == Some(0.0),
        Value::String(s) => s.is_empty(),
        Value::Array(a) => a.is_empty(),
        Value::Object(o) => o.is_empty(),
        Value::Bool(true) => false,
    }
}

/// Go prints maps by key, but a struct (the healthcheck) in its own order.
fn sorted(value: Value, keep_order: bool) -> Value {
    match value {
        Value::Object(map) if !keep_order => {
            let mut entries: Vec<_> = map.into_iter().collect();
            sort_by(&mut entries, |a, b| a.0.cmp(&b.0));
            Value::Object(entries.into_iter().collect())
        }
        other => other,
    }
}

/// Pretty-printed JSON with the given indent and a line break at the end.
pub fn pretty(value: &Value, indent: &[u8]) -> String {
    let mut out = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(indent);
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, formatter);
    let written = value.serialize(&mut serializer).is_ok();
    out.push(b'\n');
    if written { String::from_utf8_lossy(&out).into_owned() } else { String::new() }
}

/// Escapes JSON text as Go's encoder does by default, so that it can stand in HTML.
pub fn go_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '&' | '<' | '>' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out
}
