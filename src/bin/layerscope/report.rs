//! `waste`, `dive-json`, `dockerfile`, `report`: what is stored for nothing, beside dive's figures; and reports written as they are made.

use super::chosen::{Chosen, Format, OpenArchives, now, time};
use super::output::{out, print, print_json};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use layerscope::error::Result;
use layerscope::report::safe_json;
use layerscope::text::display_text;
use layerscope::waste::{By, Cause, WasteQuery, Why};
use layerscope::workspace::{ReportKind, WasteInfo};
use serde_json::json;
use std::fmt::Write as _;
use std::io::{self, Write as _};

/// Rows of each list at a terminal.
const ROWS: usize = 20;
const DIFFERENCE: &str = "dive counts the copy that survives, too, and nothing below an opaque directory or a directory that one whiteout \
removed; dead are exactly the bytes that no path of the merged view needs.";

/// Tell what is stored for nothing, and what to do about it
///
/// Dead bytes by layer and by cause, the largest directories and paths, dive's figures, contents stored twice, advice.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  layerscope waste image.tar
  layerscope waste --json image.tar | jq .waste.dead

Exit status:
  0  the answer is printed, however much is dead (layerscope check has rules)
  1  the archive can't be read, or has no such image
  2  wrong usage")]
pub struct Waste {
    #[command(flatten)]
    chosen: Chosen,
    /// Print dive's figures only
    #[arg(long)]
    dive: bool,
    #[command(flatten)]
    format: Format,
}

/// Print what dive --json writes
#[derive(Args)]
#[command(after_long_help = "\
The answer is JSON, with --json and without it.

Examples:
  layerscope dive-json image.tar > dive.json

Exit status:
  0  the document is printed
  1  the archive can't be read, or has no such image
  2  wrong usage")]
pub struct DiveJson {
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    format: Format,
}

/// Print a Dockerfile, as far as the history tells it
#[derive(Args)]
#[command(after_long_help = "\
--json prints an object with the member dockerfile.

Examples:
  layerscope dockerfile image.tar

Exit status:
  0  the Dockerfile is printed
  1  the archive can't be read, or has no such image
  2  wrong usage")]
pub struct Dockerfile {
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    format: Format,
}

/// Print a report: JSON, CSV, a page to print
#[derive(Args)]
#[command(after_long_help = "\
KIND is one of:
  json         all that is known of the image (docs/schema.json)
  csv-layers   a line a layer
  csv-files    a line a path of the merged view
  csv-dead     a line a dead version of a path
  html         one page to print
  dive-json    what dive --json writes
  dockerfile   a Dockerfile, as far as the history tells it
--json prints the kinds json and dive-json as they are; of the others an object with kind and text.

Examples:
  layerscope report html image.tar > report.html
  layerscope report csv-dead image.tar

Exit status:
  0  the report is printed
  1  the archive can't be read, or has no such image
  2  wrong usage")]
pub struct Report {
    /// The kind of report
    #[arg(value_parser = kinds())]
    kind: ReportKind,
    #[command(flatten)]
    chosen: Chosen,
    /// Write the page in Korean
    #[arg(long)]
    korean: bool,
    /// The time that the report says it was made at [default: now]
    #[arg(long, value_name = "RFC3339", value_parser = time)]
    now: Option<i64>,
    #[command(flatten)]
    format: Format,
}

fn kinds() -> impl TypedValueParser<Value = ReportKind> {
    let names = ["json", "csv-layers", "csv-files", "csv-dead", "html", "dive-json", "dockerfile"];
    PossibleValuesParser::new(names).try_map(|name| serde_json::from_value(name.into()))
}

impl Waste {
    pub fn answer(self) -> Result<u8> {
        let OpenArchives { mut workspace, .. } = self.chosen.hashed()?;
        let info = workspace.session_mut().waste().info();
        if self.dive {
            if self.format.json {
                print_json(&info.dive)?;
            } else {
                print(&dive_line(&info));
            }
            return Ok(0);
        }
        let query = |by| WasteQuery { by, layer: None, hidden_by: None, cause: None };
        let rows = workspace.session_mut().waste().rows(query(By::Path), 0, ROWS);
        let folders = workspace.session_mut().waste().rows(query(By::Directory), 0, ROWS);
        let duplicates = workspace.session_mut().waste().duplicates(0, ROWS);
        let advice = workspace.session_mut().waste().advice();
        if self.format.json {
            print_json(&json!({
                "waste": info,
                "paths": rows,
                "directories": folders,
                "duplicates": duplicates,
                "advice": advice,
            }))?;
            return Ok(0);
        }
        let mut out = format!("dead\t{} of {} bytes, {} paths\n", info.dead, info.size, info.paths);
        for layer in &info.layers {
            let (bytes, dead, hides) = (layer.size, layer.dead, layer.hides);
            let _ = writeln!(out, "layer {}\t{bytes} bytes\t{dead} dead\t{hides} hidden by it", layer.layer);
        }
        for cause in &info.causes {
            let _ = writeln!(out, "{}\t{} bytes\t{} paths", how(cause.cause, cause.why), cause.bytes, cause.paths);
        }
        out.push('\n');
        for row in folders.rows.iter().chain(&rows.rows) {
            let path = if row.path.is_empty() { "/" } else { &row.path };
            let how = how(row.cause, row.why);
            let _ = writeln!(out, "{}\tlayer {}\tby layer {}\t{how}\t{path}", row.bytes, row.layer, row.hidden_by);
        }
        let _ = writeln!(out, "\n{}{DIFFERENCE}", dive_line(&info));
        let _ = writeln!(out, "\nduplicates\t{} bytes in {} groups", duplicates.bytes, duplicates.total);
        for group in &duplicates.groups {
            let places: Vec<String> = group.places.iter().map(|p| format!("{} (layer {})", p.path, p.layer)).collect();
            let _ = writeln!(out, "{}\t{}×{}\t{}", group.bytes, group.copies, group.size, places.join("  "));
        }
        for advice in &advice {
            let state = if advice.dead { "dead" } else { "live" };
            let _ = writeln!(out, "\n{}\t{} bytes\t{} paths\t{state}", advice.kind, advice.bytes, advice.paths);
            for (mark, text) in [("-", &advice.from), ("+", &advice.into)] {
                display_text(text).lines().for_each(|line| out.push_str(&format!("  {mark} {line}\n")));
            }
            for sample in &advice.sample {
                let _ = writeln!(out, "    {}\t{}", sample.bytes, sample.path);
            }
        }
        print(&out);
        Ok(0)
    }
}

fn dive_line(info: &WasteInfo) -> String {
    let dive = &info.dive;
    let result = if dive.passes { "passes" } else { "fails" };
    format!(
        "dive\tefficiency {}, {} bytes wasted, {:.4} of the user's; --ci {result}\n",
        dive.efficiency, dive.wasted_bytes, dive.wasted_share
    )
}

fn how(how: Cause, why: Option<Why>) -> String {
    let word = |text: String| text.to_lowercase();
    match why {
        Some(why) => format!("{} ({})", word(format!("{how:?}")), word(format!("{why:?}"))),
        None => word(format!("{how:?}")),
    }
}

impl DiveJson {
    pub fn answer(self) -> Result<u8> {
        write_report(self.chosen.scanned()?, ReportKind::DiveJson, false, 0, false);
        Ok(0)
    }
}

impl Dockerfile {
    pub fn answer(self) -> Result<u8> {
        let text = self.chosen.scanned()?.workspace.documents().dockerfile();
        if self.format.json {
            print_json(&json!({ "dockerfile": text }))?;
        } else {
            print(&text);
        }
        Ok(0)
    }
}

impl Report {
    pub fn answer(self) -> Result<u8> {
        let is_json = matches!(self.kind, ReportKind::Json | ReportKind::DiveJson);
        let wrapped = self.format.json && !is_json;
        write_report(self.chosen.hashed()?, self.kind, self.korean, now(self.now), wrapped);
        Ok(0)
    }
}

/// Writes a report as it is made; `wrapped` = as the text of a JSON object.
fn write_report(mut session: OpenArchives, kind: ReportKind, korean: bool, now: i64, wrapped: bool) {
    let report = session.workspace.reporter().begin(kind, korean, now);
    let mut out = out();
    let mut write = || -> io::Result<()> {
        if wrapped {
            write!(out, "{{\"kind\":{},\"text\":\"", safe_json(&kind))?;
        }
        let mut from = 0;
        while from < report.steps() {
            let (bytes, next) = session.workspace.reporter().batch(&report, from);
            if wrapped {
                let text = safe_json(&String::from_utf8_lossy(&bytes));
                let inside = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
                out.write_all(inside.unwrap_or_default().as_bytes())?;
            } else {
                out.write_all(&bytes)?;
            }
            from = next;
        }
        if wrapped {
            out.write_all(b"\"}\n")?;
        }
        out.flush()
    };
    // A reader that has seen enough (head, less) is no error.
    let _ = write();
}
