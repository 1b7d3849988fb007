//! `files`, `changes`, `life`, `cat`: paths of the image, and what its layers did to them.

use super::chosen::{Chosen, Format, OpenArchives};
use super::output::{out, print, print_json};
use clap::Args;
use layerscope::error::{Kind, Problem, Result};
use layerscope::limits::JSON_CONTENT;
use layerscope::report::{changed_paths, changes, life, safe_json, write_merged_json, write_merged_listing};
use layerscope::source::block_on;
use layerscope::text::{base64, display, hex};
use serde_json::json;
use std::ffi::OsString;
use std::io::{self, Write};

/// List the merged view, as tar -tv does
///
/// List the file system that a process in a container sees, sorted by path, in the form of tar -tv.
#[derive(Args)]
#[command(after_long_help = "\
--json prints an array with a file a line, each as docs/schema.json describes a file.

Examples:
  layerscope files image.tar
  layerscope files --height 1 image.tar     what the two lowest layers show

Exit status:
  0  the files are listed
  1  the archive can't be read, or has no such image or layer
  2  wrong usage")]
pub struct Files {
    #[command(flatten)]
    chosen: Chosen,
    /// Merge the layers 0 to N only
    #[arg(long, value_name = "N")]
    height: Option<usize>,
    #[command(flatten)]
    format: Format,
}

/// List what one layer did
///
/// A line a path, sorted by path: kind of change, reasons, size before → after, path.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  layerscope changes --layer 2 image.tar

Exit status:
  0  the changes are listed
  1  the archive can't be read, or has no such image or layer
  2  wrong usage")]
pub struct Changes {
    #[command(flatten)]
    chosen: Chosen,
    /// The layer; 0 is the base
    #[arg(long, value_name = "N")]
    layer: usize,
    #[command(flatten)]
    format: Format,
}

/// List what each layer did to a path
///
/// A line a layer that touches the path, base first: layer, kind of change, reasons, size, mode, owner, time, sha256.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  layerscope life image.tar /etc/passwd

Exit status:
  0  the versions are listed
  1  the archive can't be read, or has no such image or path
  2  wrong usage")]
pub struct Life {
    #[command(flatten)]
    chosen: Chosen,
    /// The path, as it is or as the listings show it
    path: OsString,
    #[command(flatten)]
    format: Format,
}

/// Print a file's bytes
#[derive(Args)]
#[command(after_long_help = "\
--json prints path, layer, size, encoding (utf-8 or base64) and content, of files up to 64 MiB.

Examples:
  layerscope cat image.tar etc/passwd
  layerscope cat --layer 1 image.tar root/secret     a version that a later layer deleted

Exit status:
  0  all bytes are printed
  1  the archive can't be read, has no such image, layer or path, or the path has no content there
  2  wrong usage")]
pub struct Cat {
    #[command(flatten)]
    chosen: Chosen,
    /// The path, as it is or as the listings show it
    path: OsString,
    /// The version that the layers 0 to N show
    #[arg(long, value_name = "N")]
    height: Option<usize>,
    /// The version that this layer stores, overwritten or deleted since or not
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
            print(&changes(tree, layer));
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
            print(&life(tree, node, sum));
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
            let detail = format!("{size} bytes, more than {JSON_CONTENT}; without --json all are printed");
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
