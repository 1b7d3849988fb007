//! An image's config document: what runs, for which platform, and the history of its making.

use super::digest::sha256_digest;
use super::json;
use crate::problem::{Kind, Problem, Result};
use serde_json::Value;
use std::sync::Arc;

/// One entry of the history. Any field may be absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// RFC 3339.
    pub created: Option<String>,
    /// The command or instruction, as the builder wrote it.
    pub created_by: String,
    /// `--author` or MAINTAINER.
    pub author: String,
    /// The comment, such as the message of a commit.
    pub comment: String,
    /// The entry made no layer.
    pub empty_layer: bool,
}

/// A config document. The fields are those that the core uses; `value` has all of it, in its own order.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// sha256 of its bytes: the image id.
    pub digest: String,
    /// The document.
    pub value: Value,
    /// Its bytes; empty when the core made the document from others.
    pub bytes: Arc<[u8]>,
    /// "linux/amd64", "linux/arm/v7".
    pub platform: Option<String>,
    /// RFC 3339.
    pub created: Option<String>,
    /// Author of the image.
    pub author: String,
    /// Base first.
    pub history: Vec<History>,
    /// Base first.
    pub diff_ids: Vec<String>,
}

/// The words of `Cmd` in a container's config, one space between them: the `created_by` that an engine writes for its commit.
/// *Source:* moby image.NewChildImage; the entrypoint is no part of it.
pub fn command_of(config: Option<&Value>) -> String {
    config.map(|config| json::texts(config, "Cmd").join(" ")).unwrap_or_default()
}

impl Config {
    /// Parses a config. *Source:* OCI image-spec config.md; moby image/spec v1.2. *Errors:* `BadJson`.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        Ok(Self { bytes: bytes.into(), ..Self::from_value(json::parse(bytes)?, sha256_digest(bytes))? })
    }

    /// The same from a parsed document; `digest` is the image's id.
    pub fn from_value(value: Value, digest: String) -> Result<Self> {
        if !value.is_object() {
            return Err(Box::new(Problem::new(Kind::BadJson).detail("the config is not an object")));
        }
        let history = json::list(&value, "history").iter().map(|h| History {
            created: json::some_text(h, "created"),
            created_by: json::text(h, "created_by"),
            author: json::text(h, "author"),
            comment: json::text(h, "comment"),
            empty_layer: h.get("empty_layer").and_then(Value::as_bool).unwrap_or(false),
        });
        let history = history.collect();
        let diff_ids = value.get("rootfs").map(|r| json::texts(r, "diff_ids")).unwrap_or_default();
        let platform = [json::text(&value, "os"), json::text(&value, "architecture"), json::text(&value, "variant")];
        let platform = platform.iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join("/");
        Ok(Self {
            digest,
            bytes: Arc::default(),
            platform: Some(platform).filter(|p| !p.is_empty()),
            created: json::some_text(&value, "created"),
            author: json::text(&value, "author"),
            history,
            diff_ids,
            value,
        })
    }
}
