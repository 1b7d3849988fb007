//! `files`, `changes`, `life`, `cat`: paths of the image, and what its layers did to them.

use super::chosen::{Chosen, Format, OpenArchives};
use super::output::{out, print, print_json};
use super::words::{named, say};
use clap::Args;
use layerscope::limits::JSON_CONTENT;
use layerscope::problem::{Kind, Problem, Result};
use layerscope::report::{changed_paths, changes_in, life_in, safe_json, write_merged_json, write_merged_listing};
use layerscope::source::block_on;
use layerscope::text::{base64, display, hex};
use serde_json::json;
use std::ffi::OsString;
use std::io::{self, Write};

/// Arguments of `files`.
#[derive(Args)]
pub struct Files {
    #[command(flatten)]
    chosen: Chosen,
    #[arg(long, value_name = "N")]
    height: Option<usize>,
    #[command(flatten)]
    format: Format,
}

/// Arguments of `changes`.
#[derive(Args)]
pub struct Changes {
    #[command(flatten)]
    chosen: Chosen,
    #[arg(long, value_name = "N")]
    layer: usize,
    #[command(flatten)]
    format: Format,
}

/// Arguments of `life`.
#[derive(Args)]
pub struct Life {
    #[command(flatten)]
    chosen: Chosen,
    path: OsString,
    #[command(flatten)]
    format: Format,
}

/// Arguments of `cat`.
#[derive(Args)]
pub struct Cat {
    #[command(flatten)]
    chosen: Chosen,
    path: OsString,
    #[arg(long, value_name = "N")]
    height: Option<usize>,
    #[arg(long, value_name = "N", conflicts_with = "height")]
    layer: Option<usize>,
    #[command(flatten)]
    format: Format,
}

impl Files {
    pub fn answer(self) -> Result<u8> {
        let session = self.chosen.scanned()?;
        let height = session.layer_or_top(self.height)?;
        // Written as it is made: the paths of a hostile image are far longer than its bytes.
        let (write, mut out) = (if self.format.json { write_merged_json } else { write_merged_listing }, out());
        let _ = write(session.workspace.tree(), height, &mut out).and_then(|()| out.flush());
        Ok(0)
    }
}

impl Changes {
    pub fn answer(self) -> Result<u8> {
        let session = self.chosen.hashed()?;
        let (layer, tree) = (session.layer_or_top(Some(self.layer))?, session.workspace.tree());
        if !self.format.json {
            print(&changes_in(tree, layer, &named));
            return Ok(0);
        }
        let mut out = out();
        let mut written = out.write_all(b"[");
        let mut separator = "\n";
        changed_paths(tree, layer, &mut |path| {
            if written.is_ok() {
                written = write!(out, "{separator}{}", safe_json(&path));
                separator = ",\n";
            }
        });
        let _ = written.and_then(|()| out.write_all(b"\n]\n")).and_then(|()| out.flush());
        Ok(0)
    }
}

impl Life {
    pub fn answer(self) -> Result<u8> {
        let session = self.chosen.hashed()?;
        let OpenArchives { workspace, input } = &session;
        let (tree, node) = (workspace.tree(), session.node(&self.path)?);
        let sum = |layer| {
            let content = workspace.ways().content(node, layer, 0).ok()?;
            let hash = block_on(input, async |feed| content.sha256(&feed, &mut |_| {}).await).ok()?;
            Some(hex(&hash))
        };
        if !self.format.json {
            print(&life_in(tree, node, sum, &named));
            return Ok(0);
        }
        let mut history = workspace.facts().life(node, tree.layers().saturating_sub(1))?;
        for version in history.versions.iter_mut().filter(|version| version.kind.is_some()) {
            version.sha256 = sum(version.layer);
        }
        print_json(&history)?;
        Ok(0)
    }
}

impl Cat {
    pub fn answer(self) -> Result<u8> {
        let session = self.chosen.scanned()?;
        let OpenArchives { workspace, input } = &session;
        let node = session.node(&self.path)?;
        let layer = match self.layer {
            Some(layer) => session.layer_or_top(Some(layer))?,
            None => {
                let seen = workspace.tree().seen_path(node, session.layer_or_top(self.height)?);
                seen.map_or(0, |seen| usize::from(workspace.tree().version(seen).layer))
            }
        };
        let content = workspace.ways().content(node, layer, 0)?;
        if !self.format.json {
            // The bytes before damage are sound, and printed.
            let mut out = io::stdout().lock();
            block_on(input, async |feed| content.copy(&feed, 0, &mut |bytes| out.write_all(bytes).is_ok()).await)?;
            return Ok(0);
        }
        let size = content.size();
        if size > JSON_CONTENT {
            let detail = say("too-large", &[("size", &size), ("limit", &JSON_CONTENT)]);
            return Err(Box::new(Problem::new(Kind::Limit).detail(detail)));
        }
        let count = usize::try_from(size).unwrap_or(usize::MAX);
        let (bytes, problem) = block_on(input, async |feed| content.read(&feed, 0, count).await);
        problem.map_or(Ok(()), |problem| Err(Box::new(problem)))?;
        let (encoding, text) = match String::from_utf8(bytes) {
            Ok(text) => ("utf-8", text),
            Err(error) => ("base64", base64(error.as_bytes())),
        };
        let path = format!("/{}", display(&workspace.tree().path(node)));
        print_json(&json!({ "path": path, "layer": layer, "size": size, "encoding": encoding, "content": text }))?;
        Ok(0)
    }
}
