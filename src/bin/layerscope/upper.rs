//! `diff`: a container from real life, given as a tar beside its image.

use super::chosen::{Chosen, Format, OpenArchives};
use super::input::{name_of, open_file, unreadable};
use super::output::{print, print_json};
use clap::{Args, ValueHint};
use layerscope::container::import::Origin;
use layerscope::error::{Kind, Problem, Result};
use layerscope::layer::{ScanRange, scan};
use layerscope::source::{ReadAt, block_on};
use layerscope::workspace::{ImportPlace, import_plan};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Print what docker diff prints of a container, from a tar of it
///
/// A line a path: A added, C changed, D deleted. The image and the height that fit best are found; --image and --height place the tar.
#[derive(Args)]
#[command(after_long_help = "\
--json prints an object: import (the kind, the fits, the notes) and diff, each with differs and path.

Examples:
  layerscope diff --export container.tar image.tar     what docker export wrote
  layerscope diff --import upper.tar image.tar

Exit status:
  0  the differences are listed
  1  a file can't be read, or the tar fits none of the images
  2  wrong usage")]
pub struct Diff {
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    tar: Tar,
    /// The container runs on the layers 0 to N
    #[arg(long, value_name = "N")]
    height: Option<usize>,
    #[command(flatten)]
    format: Format,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Tar {
    /// A tar that docker export wrote
    #[arg(long, value_name = "TAR", value_hint = ValueHint::FilePath)]
    export: Option<PathBuf>,
    /// A tar of an overlay2 upper directory
    #[arg(long, value_name = "TAR", value_hint = ValueHint::FilePath)]
    upper: Option<PathBuf>,
    /// A layer of an image
    #[arg(long, value_name = "TAR", value_hint = ValueHint::FilePath)]
    layer: Option<PathBuf>,
    /// One of the three: the content says which
    #[arg(long, value_name = "TAR", value_hint = ValueHint::FilePath)]
    import: Option<PathBuf>,
}

impl Tar {
    fn origin(&self) -> (&Path, Option<Origin>) {
        match self {
            Self { export: Some(path), .. } => (path, Some(Origin::Export)),
            Self { upper: Some(path), .. } => (path, Some(Origin::Upper)),
            Self { layer: Some(path), .. } => (path, Some(Origin::Layer)),
            Self { import, .. } => (import.as_deref().unwrap_or(Path::new("")), None),
        }
    }
}

impl Diff {
    pub fn answer(self) -> Result<u8> {
        let OpenArchives { mut workspace, input } = self.chosen.scanned()?;
        let (path, origin) = self.tar.origin();
        let file = open_file(path)?;
        let mut head = [0; 8];
        let got = file.read_at(0, &mut head).map_err(|error| unreadable(path, &error))?;
        let size = file.metadata().map_err(|error| unreadable(path, &error))?.len();
        let plan = import_plan(input.count(), size, head.get(..got).unwrap_or_default());
        let buffer = block_on(&file, async |feed| scan(&plan, &feed, &ScanRange::default(), &mut |_| {}).await);
        let image = workspace.facts().image().index;
        if !self.chosen.is_given() {
            // Any image may be the one: all of them are read.
            for other in (0..workspace.images().len()).filter(|other| *other != image) {
                workspace.choose(other)?;
                workspace.intake().scan_all(&input)?;
            }
            workspace.choose(image)?;
            workspace.intake().scan_all(&input)?;
        }
        let placed = self.chosen.is_given() || self.height.is_some();
        let place = placed.then_some(ImportPlace { image, height: self.height });
        let named = |problem| Box::new(Problem { file: Some(name_of(path)), ..problem });
        let imported = workspace.importer().import(plan, buffer, origin, place).map_err(|problem| named(*problem))?;
        for note in &imported.notes {
            eprintln!("note: {}", note.message);
        }
        if let Some(fit) = imported.chosen.as_ref().or(imported.fits.first()) {
            let height = fit.counts.height.map_or("no layer".into(), |height| format!("layer {}", height + 1));
            eprintln!("note: {:?} on image {}, up to {height}: {}", imported.kind, fit.image + 1, fit.reason);
        }
        let container = imported.container.ok_or_else(|| {
            let detail = "an image that it fits; --image and --height place it all the same";
            Problem::new(Kind::NotFound).detail(detail)
        })?;
        workspace.containers().choose(Some(container))?;
        workspace.intake().scan_all(&input)?; // when it stands on another image than the chosen one
        let diff = workspace.shown().diff();
        if self.format.json {
            print_json(&json!({ "import": imported, "diff": diff }))?;
        } else {
            print(&diff.iter().map(|difference| difference.line() + "\n").collect::<String>());
        }
        Ok(0)
    }
}
