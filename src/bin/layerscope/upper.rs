//! `diff`: a container from real life, given as a tar beside its image.

use super::chosen::{Chosen, Format, OpenArchives};
use super::input::{name_of, open_file, unreadable};
use super::output::{print, print_json};
use super::words::{language, note, say, word, word_of};
use clap::{Args, ValueHint};
use layerscope::container::import::Origin;
use layerscope::layer::{LayerBuffer, ScanRange, scan};
use layerscope::messages::Parameter;
use layerscope::problem::{Kind, Problem, Result};
use layerscope::source::{ReadAt, block_on};
use layerscope::text::display_text;
use layerscope::workspace::{ImportPlace, import_plan};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Arguments of `diff`.
#[derive(Args)]
pub struct Diff {
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    tar: Tar,
    #[arg(long, value_name = "N")]
    height: Option<usize>,
    #[command(flatten)]
    format: Format,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Tar {
    #[arg(long, value_name = "TAR", value_hint = ValueHint::FilePath)]
    export: Option<PathBuf>,
    #[arg(long, value_name = "TAR", value_hint = ValueHint::FilePath)]
    upper: Option<PathBuf>,
    #[arg(long, value_name = "TAR", value_hint = ValueHint::FilePath)]
    layer: Option<PathBuf>,
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
        let cause = LayerBuffer::new(&buffer)?.summary.problem;
        let cause = cause.map(|problem| display_text(&problem.message_in(language())));
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
        for remark in &imported.notes {
            note(&remark.line(language(), cause.as_deref()));
        }
        if let Some(fit) = imported.chosen.as_ref().or(imported.fits.first()) {
            let layer = |height: usize| say("fit.layer", &[("n", &(height + 1))]);
            let height = fit.counts.height.map_or_else(|| word("fit.no-layer"), layer);
            let (kind, image) = (word_of("origin", imported.kind), fit.image + 1);
            let reason = fit.counts.reason(imported.kind, language());
            let values: [Parameter; 4] = [("kind", &kind), ("image", &image), ("height", &height), ("reason", &reason)];
            note(&say("fit", &values));
        }
        let container = imported.container.ok_or_else(|| Problem::new(Kind::NotFound).detail(word("no-fit")))?;
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
