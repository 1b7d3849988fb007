//! `compare`, `share`, `squash`: images beside each other: what differs, what they have in common, what merging layers would change.

mod text;

use super::chosen::{Archive, Choice, Format, OpenArchives, open};
use super::output::{print, print_json};
use super::words::word;
use clap::{Args, ValueHint};
use layerscope::image::{pick, pick_pair};
use layerscope::problem::{Kind, Problem, Result};
use layerscope::workspace::Workspace;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Arguments of `compare`.
#[derive(Args)]
pub struct Compare {
    #[command(flatten)]
    archive: Archive,
    #[arg(value_hint = ValueHint::AnyPath)]
    other: Option<PathBuf>,
    #[arg(long, value_name = "LEFT:RIGHT")]
    image: Option<String>,
    #[arg(long, value_name = "OS/ARCH[/VARIANT]")]
    platform: Option<String>,
    #[command(flatten)]
    format: Format,
}

/// Arguments of `share`.
#[derive(Args)]
pub struct Share {
    #[command(flatten)]
    archives: Archives,
    #[arg(long, value_name = "NAME", requires = "want")]
    have: Vec<String>,
    #[arg(long, value_name = "NAME")]
    want: Option<String>,
    #[command(flatten)]
    format: Format,
}

/// Arguments of `squash`.
#[derive(Args)]
pub struct Squash {
    #[command(flatten)]
    archives: Archives,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    format: Format,
}

/// Several archives.
#[derive(Args)]
struct Archives {
    #[arg(value_name = "ARCHIVE", required = true, value_hint = ValueHint::AnyPath)]
    archives: Vec<PathBuf>,
}

impl Compare {
    pub fn answer(self) -> Result<u8> {
        let paths: Vec<PathBuf> = [&self.archive.archive].into_iter().chain(&self.other).cloned().collect();
        let mut session = open(&paths)?;
        let (left, right) = self.pair(&session)?;
        let OpenArchives { workspace, input } = &mut session;
        workspace.choose(right)?;
        workspace.intake().scan_all(input)?;
        workspace.intake().hash_all(input);
        session.notes();
        let OpenArchives { workspace, input } = &mut session;
        let compared = workspace.comparing().all(left, input)?;
        let rows = workspace.comparing().rows(None, "", 0, usize::MAX)?.rows;
        if !self.format.json {
            print(&text::compared(workspace, &compared, &rows));
            return Ok(0);
        }
        let mut value =
            serde_json::to_value(&compared).map_err(|e| Problem::new(Kind::Internal).detail(e.to_string()))?;
        if let Value::Object(fields) = &mut value {
            fields.insert("rows".into(), json!(rows));
        }
        print_json(&value)?;
        Ok(0)
    }

    /// The two images. Of two archives each has one of them.
    fn pair(&self, session: &OpenArchives) -> Result<(usize, usize)> {
        let all = session.workspace.images();
        let count = all.len();
        let own = self
            .other
            .as_ref()
            .map(|_| (0..count).filter(|image| session.workspace.catalog().archive_of(*image) == Some(0)).count());
        if own == Some(count) {
            session.notes();
            return Err(Box::new(Problem::new(Kind::NotFound).detail(word("no-second"))));
        }
        let ranges = own.map_or((0..count, 0..count), |own| (0..own, own..count));
        let platform = self.platform.as_deref();
        if let Some(pair) = &self.image {
            return pick_pair(all, ranges, pair, platform);
        }
        if own.is_none() && count != 2 {
            let detail = word("which-two");
            return Err(Box::new(Problem::new(Kind::NotFound).detail(detail)));
        }
        let (lefts, rights) = if own.is_none() { (0..1, 1..2) } else { ranges };
        Ok((pick(all, lefts, None, platform)?, pick(all, rights, None, platform)?))
    }
}

fn find(workspace: &Workspace, name: &str) -> Result<usize> {
    let all = workspace.images();
    pick(all, 0..all.len(), Some(name), None)
}

impl Share {
    pub fn answer(self) -> Result<u8> {
        let session = open(&self.archives.archives)?;
        session.notes();
        let workspace = &session.workspace;
        let sharing = workspace.all_images().sharing();
        let want = self.want.as_deref().map(|want| find(workspace, want)).transpose()?;
        let have: Vec<usize> = self.have.iter().map(|have| find(workspace, have)).collect::<Result<_>>()?;
        let plan = want.map(|want| workspace.all_images().pull(&have, want)).transpose()?;
        if self.format.json {
            print_json(&json!({ "sharing": sharing, "pull": plan }))?;
        } else {
            print(&text::shared(workspace, &sharing, plan.as_ref()));
        }
        Ok(0)
    }
}

impl Squash {
    pub fn answer(self) -> Result<u8> {
        let mut session = open(&self.archives.archives)?;
        self.choice.apply(&mut session.workspace)?;
        session.workspace.intake().scan_all(&session.input)?;
        session.notes();
        let what_if = session.workspace.what_if();
        if self.format.json {
            print_json(&what_if)?;
        } else {
            print(&text::squashed(&session.workspace, &what_if));
        }
        Ok(0)
    }
}
