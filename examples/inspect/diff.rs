//! `inspect diff`: a container from real life, given as a tar beside an image.

use super::{Args, Input};
use layerscope::container::import::Origin;
use layerscope::error::{Kind, Problem};
use layerscope::layer::{Stretch, scan};
use layerscope::source::{ReadAt, block_on};
use layerscope::workspace::{ImportPlace, Workspace, import_plan};
use std::fs::File;

/// The tar, and what it is said to be.
#[derive(Default)]
pub struct Import {
    tar: Option<String>,
    origin: Option<Origin>,
}

impl Import {
    pub fn option(&mut self, word: &str, tar: String) {
        self.origin = match word {
            "--export" => Some(Origin::Export),
            "--upper" => Some(Origin::Upper),
            "--layer" => Some(Origin::Layer),
            _ => None,
        };
        self.tar = Some(tar);
    }

    pub fn is_given(&self) -> bool {
        self.tar.is_some()
    }
}

/// The lines, by path. Notes and the place go to standard error. *Errors:* what stops reading; `NotFound` when it fits no image.
pub fn diff(workspace: &mut Workspace, args: &Args, input: &Input) -> Result<String, Box<Problem>> {
    let path = args.import.tar.as_deref().unwrap_or_default();
    let failed = |e: std::io::Error| Box::new(Problem::new(Kind::ReadFailed).detail(format!("{path}: {e}")));
    let file = File::open(path).map_err(failed)?;
    let mut head = [0; 8];
    let got = file.read_at(0, &mut head).map_err(failed)?;
    let plan = import_plan(1, file.metadata().map_err(failed)?.len(), &head[..got]);
    let buffer = block_on(&file, async |feed| scan(&plan, &feed, &Stretch::default(), &mut |_| {}).await);
    let given = args.image.is_some() || args.platform.is_some();
    let image = workspace.image_info().index;
    if !given {
        // Any image may be the one: all of them are read.
        for other in (0..workspace.images().len()).filter(|other| *other != image) {
            workspace.choose(other)?;
            workspace.scan_all(input)?;
        }
        workspace.choose(image)?;
        workspace.scan_all(input)?;
    }
    let place = (given || args.height.is_some()).then_some(ImportPlace { image, height: args.height });
    let imported = workspace.importer().import(plan, buffer, args.import.origin, place)?;
    for note in &imported.notes {
        eprintln!("note: {}", note.message);
    }
    let fit = imported.chosen.as_ref().or(imported.fits.first());
    if let Some(fit) = fit {
        let height = fit.counts.height.map_or("no layer".into(), |height| format!("layer {}", height + 1));
        eprintln!("note: {:?} on image {}, up to {height}: {}", imported.kind, fit.image + 1, fit.reason);
    }
    let container = imported.container.ok_or_else(|| {
        Box::new(
            Problem::new(Kind::NotFound).detail("an image that it fits; --image and --height place it all the same"),
        )
    })?;
    workspace.choose_container(Some(container))?;
    workspace.scan_all(input)?; // when it stands on another image than the chosen one
    Ok(workspace.shown().diff().iter().map(|difference| difference.line() + "\n").collect())
}
