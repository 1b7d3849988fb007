//! Arguments that many subcommands have: the archives, and the image of them that is looked at; and how they are opened.
//! Their texts stand in `words/help.*.json`.

use super::input::{Input, name_of, open_file, unreadable};
use super::words::{language, note, say, word};
use clap::{Args, ValueHint};
use layerscope::image::pick;
use layerscope::problem::{Kind, Problem, Result};
use layerscope::report::parse_time;
use layerscope::source::ReadAt;
use layerscope::tar_format::path::clean;
use layerscope::text::parse_display;
use layerscope::tree::NodeId;
use layerscope::workspace::{Catalog, Workspace};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Whether the answer is JSON.
#[derive(Args)]
pub struct Format {
    #[arg(long)]
    pub json: bool,
}

/// One archive.
#[derive(Args)]
pub struct Archive {
    #[arg(value_name = "ARCHIVE", value_hint = ValueHint::AnyPath)]
    pub archive: PathBuf,
}

/// Which of its images.
#[derive(Args)]
pub struct Choice {
    #[arg(long, value_name = "NAME")]
    pub image: Option<String>,
    #[arg(long, value_name = "OS/ARCH[/VARIANT]")]
    pub platform: Option<String>,
}

/// One archive and one of its images.
#[derive(Args)]
pub struct Chosen {
    #[command(flatten)]
    archive: Archive,
    #[command(flatten)]
    choice: Choice,
}

/// One image, and whether the answer is JSON: all that many commands ask for.
#[derive(Args)]
pub struct OneImage {
    #[command(flatten)]
    pub chosen: Chosen,
    #[command(flatten)]
    pub format: Format,
}

/// The open archives, and the workspace on them.
pub struct OpenArchives {
    pub workspace: Workspace,
    pub input: Input,
}

impl Archive {
    /// *Errors:* what opening says.
    pub fn open(&self) -> Result<OpenArchives> {
        open(std::slice::from_ref(&self.archive))
    }
}

impl Choice {
    /// Chooses the image where one is named. *Errors:* `NotFound`.
    pub fn apply(&self, workspace: &mut Workspace) -> Result<()> {
        if !self.is_given() {
            return Ok(());
        }
        let all = workspace.images();
        let index = pick(all, 0..all.len(), self.image.as_deref(), self.platform.as_deref())?;
        workspace.choose(index)
    }

    pub fn is_given(&self) -> bool {
        self.image.is_some() || self.platform.is_some()
    }
}

impl Chosen {
    /// Opens the archive and chooses the image. *Errors:* what opening says; `NotFound`.
    pub fn open(&self) -> Result<OpenArchives> {
        let mut session = self.archive.open()?;
        self.choice.apply(&mut session.workspace)?;
        Ok(session)
    }

    /// The same, with all layers read and the notes printed.
    pub fn scanned(&self) -> Result<OpenArchives> {
        let mut session = self.open()?;
        session.workspace.intake().scan_all(&session.input)?;
        session.notes();
        Ok(session)
    }

    /// The same, with all layers hashed.
    pub fn hashed(&self) -> Result<OpenArchives> {
        let mut session = self.scanned()?;
        session.workspace.intake().hash_all(&session.input);
        Ok(session)
    }

    pub fn is_given(&self) -> bool {
        self.choice.is_given()
    }

    pub fn has_platform(&self) -> bool {
        self.choice.platform.is_some()
    }
}

impl OpenArchives {
    /// Prints the findings, which don't stop the answer.
    pub fn notes(&self) {
        for finding in self.workspace.facts().findings() {
            note(&finding.line(language()));
        }
    }

    /// The layer that is asked for, or the top one. *Errors:* `NotFound`.
    pub fn layer_or_top(&self, layer: Option<usize>) -> Result<usize> {
        let layers = self.workspace.image().layers.len();
        let layer = layer.unwrap_or(layers.saturating_sub(1));
        if layer < layers.max(1) {
            return Ok(layer);
        }
        let detail = say("no-layer", &[("layer", &layer), ("layers", &layers)]);
        Err(Box::new(Problem::new(Kind::NotFound).detail(detail)))
    }

    /// The path's node: the path as it is, or as the listings show it. *Errors:* `NotFound`.
    pub fn node(&self, path: &OsStr) -> Result<NodeId> {
        let find = |path: &[u8]| self.workspace.tree().find(&clean(path).bytes);
        let shown = path.to_string_lossy();
        let found = find(path.as_encoded_bytes()).or_else(|| find(&parse_display(&shown)));
        found.ok_or_else(|| Box::new(Problem::new(Kind::NotFound).detail(shown)))
    }
}

/// Opens archives beside each other; a single one may be a folder. *Errors:* `ReadFailed`; what opening says.
pub fn open(paths: &[PathBuf]) -> Result<OpenArchives> {
    let (catalog, input) = read(paths)?;
    Ok(OpenArchives { workspace: Workspace::over(catalog)?, input })
}

/// The same for what need not hold an image. *Errors:* as `open`.
pub fn read(paths: &[PathBuf]) -> Result<(Catalog, Input)> {
    if let [path] = paths
        && path.is_dir()
    {
        let input = Input::folder(path).map_err(|error| unreadable(path, &error))?;
        let files = if let Input::Folder(_, files) = &input { files.as_slice() } else { &[] };
        let catalog = Catalog::open_folder(&name_of(path), files, &input)?;
        return Ok((catalog, input));
    }
    let files = paths.iter().map(|path| open_file(path)).collect::<Result<Vec<_>>>()?;
    let names: Vec<String> = paths.iter().map(|path| name_of(path)).collect();
    let named = names.iter().zip(&files).map(|(name, file)| (name.as_str(), file as &dyn ReadAt));
    let catalog = Catalog::open_all(&named.collect::<Vec<_>>(), &mut |_, _| {})?;
    Ok((catalog, Input::Archives(files)))
}

/// Reads the value of `--now`.
pub fn time(text: &str) -> std::result::Result<i64, String> {
    parse_time(text).ok_or_else(|| word("bad-time"))
}

/// The time that is given, or that of the clock. *Units:* seconds since 1970.
pub fn now(given: Option<i64>) -> i64 {
    given.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64))
}

/// A text file that is named on the command line. *Errors:* `ReadFailed`.
pub fn text_of(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}
