//! Docker's v1 JSON of a layer, from before images had configs → the config and history that Docker derives from it.

use super::config::{Config, command_of};
use super::json;
use crate::problem::Result;
use serde_json::{Value, json};

/// The config that Docker derives from the newest v1 JSON. It has no diff_ids.
pub fn config(newest: &Value, history: Vec<Value>, id: String) -> Result<Config> {
    let field = |key: &str| newest.get(key).cloned().unwrap_or(Value::Null);
    let config = json!({
        "architecture": field("architecture"), "os": field("os"), "created": field("created"), "author": field("author"),
        "docker_version": field("docker_version"), "comment": field("comment"), "config": field("config"),
        "history": history, "rootfs": {"type": "layers", "diff_ids": []},
    });
    Config::from_value(config, id)
}

/// The history entry that Docker derives from v1 JSON.
pub fn entry(v1: &Value) -> Value {
    let command = command_of(v1.get("container_config"));
    json!({
        "created": v1.get("created").cloned().unwrap_or(Value::Null), "created_by": command,
        "author": json::text(v1, "author"), "comment": json::text(v1, "comment"),
    })
}
