//! Differences of two configs, setting by setting, under the names of Dockerfile instructions.

use crate::image::Config;
use crate::sorting::sort;
use crate::text::display_text;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A setting that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Setting {
    /// "Env PATH", "Cmd", "Label x", "Architecture", "Created".
    pub key: String,
    /// Value on the left; `None` = absent.
    pub left: Option<String>,
    /// Value on the right; `None` = absent.
    pub right: Option<String>,
}

/// Labels about the time and the tool of a build. They do not make another image.
const TIMES: [&str; 6] = [
    "Created",
    "Docker version",
    "Label io.buildah.version",
    "Label org.opencontainers.image.created",
    "Label org.label-schema.build-date",
    "Label build-date",
];

/// Fields beside `config`, and their names here. `history` and `rootfs` are compared apart.
const TOP: [(&str, &str); 8] = [
    ("architecture", "Architecture"),
    ("variant", "Variant"),
    ("os", "OS"),
    ("os.version", "OS version"),
    ("os.features", "OS features"),
    ("author", "Author"),
    ("docker_version", "Docker version"),
    ("created", "Created"),
];

/// Fields of `config` about the container of the build, which engines do not use for another one. BuildKit marks a command in the shell
/// form with `ArgsEscaped`; the classic builder leaves it out, and only Windows reads it.
const BUILDER: [&str; 10] = [
    "Hostname",
    "Domainname",
    "Image",
    "AttachStdin",
    "AttachStdout",
    "AttachStderr",
    "OpenStdin",
    "StdinOnce",
    "Tty",
    "ArgsEscaped",
];

impl Setting {
    /// The setting is the time of the build alone.
    pub fn is_time(&self) -> bool {
        TIMES.contains(&&*self.key)
    }
}

/// Settings that differ: first the fields beside `config`, then those in it, by name.
pub(super) fn differences(left: &Config, right: &Config) -> Vec<Setting> {
    let (left, right) = (settings(&left.value), settings(&right.value));
    let mut keys: Vec<_> = left.keys().chain(right.keys()).collect();
    sort(&mut keys);
    keys.dedup();
    let shown = |value: Option<&Value>| value.and_then(text).map(|text| display_text(&text));
    let differs = keys.into_iter().filter(|key| left.get(*key) != right.get(*key));
    let setting = |key: &(usize, String)| Setting {
        key: display_text(&key.1),
        left: shown(left.get(key)),
        right: shown(right.get(key)),
    };
    differs.map(setting).collect()
}

/// The settings by name; the number keeps their order. They are JSON values, because an object's fields may stand in any order.
fn settings(config: &Value) -> BTreeMap<(usize, String), Value> {
    let mut settings = BTreeMap::new();
    let mut set = |order: usize, key: String, value: &Value| {
        settings.extend(text(value).map(|_| ((order, key), value.clone())));
    };
    for (order, (field, name)) in TOP.iter().enumerate() {
        set(order, (*name).to_owned(), config.get(field).unwrap_or(&Value::Null));
    }
    let fields = config.get("config").and_then(Value::as_object);
    for (key, value) in fields.into_iter().flatten().filter(|(key, _)| !BUILDER.contains(&key.as_str())) {
        match (key.as_str(), value) {
            ("Env", Value::Array(list)) => {
                for pair in list.iter().filter_map(Value::as_str) {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    let value = Value::from(if value.is_empty() { "\"\"" } else { value });
                    set(TOP.len() + 1, format!("Env {name}"), &value);
                }
            }
            ("Labels", Value::Object(labels)) => {
                for (name, value) in labels {
                    let empty = Value::from("\"\"");
                    set(TOP.len() + 2, format!("Label {name}"), if value == "" { &empty } else { value });
                }
            }
            _ => set(TOP.len(), key.clone(), value),
        }
    }
    settings
}

/// A value as text, fields by name; `None` = nothing is set. The keys of `{"80/tcp": {}}` are its values.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::String(text) => Some(text.clone()),
        Value::Object(map) if map.values().all(|v| v.as_object().is_some_and(serde_json::Map::is_empty)) => {
            let mut keys: Vec<&str> = map.keys().map(String::as_str).collect();
            sort(&mut keys);
            Some(keys.join(", "))
        }
        Value::Array(list) if list.is_empty() => None,
        other => {
            let mut sorted = other.clone();
            sorted.sort_all_objects();
            Some(sorted.to_string())
        }
    }
    .filter(|text| !text.is_empty())
}
