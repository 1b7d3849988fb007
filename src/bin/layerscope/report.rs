//! `waste`, `dive-json`, `dockerfile`, `report`: what is stored for nothing, beside dive's figures; and reports written as they are made.

use super::chosen::{Chosen, Format, OneImage, OpenArchives, now, time};
use super::output::{out, print, print_json};
use super::words::{language, say, word, word_of};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use layerscope::messages::{self, Language, Parameter};
use layerscope::problem::Result;
use layerscope::report::safe_json;
use layerscope::text::display_text;
use layerscope::waste::{By, Cause, WasteQuery, Why};
use layerscope::workspace::{ReportKind, WasteInfo};
use serde_json::json;
use std::fmt::Write as _;
use std::io::{self, Write as _};

/// Rows of each list at a terminal.
const ROWS: usize = 20;

/// Arguments of `waste`.
#[derive(Args)]
pub struct Waste {
    #[command(flatten)]
    chosen: Chosen,
    #[arg(long)]
    dive: bool,
    #[command(flatten)]
    format: Format,
}

/// Arguments of `report`.
#[derive(Args)]
pub struct Report {
    #[arg(value_parser = kinds())]
    kind: ReportKind,
    #[command(flatten)]
    chosen: Chosen,
    #[arg(long)]
    korean: bool,
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
        let sum = say("waste.dead", &[("dead", &info.dead), ("size", &info.size), ("paths", &info.paths)]);
        let mut out = sum + "\n";
        for layer in &info.layers {
            let (number, bytes, dead, hides) = (&layer.layer, &layer.size, &layer.dead, &layer.hides);
            let values: [Parameter; 4] = [("layer", number), ("bytes", bytes), ("dead", dead), ("hides", hides)];
            let _ = writeln!(out, "{}", say("waste.layer", &values));
        }
        for cause in &info.causes {
            let how = how(cause.cause, cause.why);
            let values: [Parameter; 3] = [("how", &how), ("bytes", &cause.bytes), ("paths", &cause.paths)];
            let _ = writeln!(out, "{}", say("waste.cause", &values));
        }
        out.push('\n');
        for row in folders.rows.iter().chain(&rows.rows) {
            let path = if row.path.is_empty() { "/" } else { &row.path };
            let (how, by) = (how(row.cause, row.why), &row.hidden_by);
            let values: [Parameter; 5] =
                [("bytes", &row.bytes), ("layer", &row.layer), ("by", by), ("how", &how), ("path", &path)];
            let _ = writeln!(out, "{}", say("waste.row", &values));
        }
        let _ = writeln!(out, "\n{}{}", dive_line(&info), word("waste.difference"));
        let values: [Parameter; 2] = [("bytes", &duplicates.bytes), ("groups", &duplicates.total)];
        let _ = writeln!(out, "\n{}", say("waste.duplicates", &values));
        for group in &duplicates.groups {
            let place = |path, layer| say("waste.place", &[("path", path), ("layer", layer)]);
            let places: Vec<String> = group.places.iter().map(|p| place(&p.path, &p.layer)).collect();
            let _ = writeln!(out, "{}\t{}×{}\t{}", group.bytes, group.copies, group.size, places.join("  "));
        }
        for advice in &advice {
            let state = word(if advice.dead { "waste.advice.dead" } else { "waste.advice.live" });
            let what = messages::text(language(), &format!("advice.{}.what", advice.kind), &[]);
            let (kind, bytes, paths) = (&advice.kind, &advice.bytes, &advice.paths);
            let values: [Parameter; 4] = [("kind", kind), ("bytes", bytes), ("paths", paths), ("state", &state)];
            let _ = writeln!(out, "\n{}\n  {what}", say("waste.advice", &values));
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
    let result = word(if dive.passes { "waste.dive.passes" } else { "waste.dive.fails" });
    let share = format!("{:.4}", dive.wasted_share);
    let (efficiency, bytes) = (&dive.efficiency, &dive.wasted_bytes);
    let values: [Parameter; 4] = [("efficiency", efficiency), ("bytes", bytes), ("share", &share), ("result", &result)];
    say("waste.dive", &values) + "\n"
}

fn how(how: Cause, why: Option<Why>) -> String {
    let how = word_of("cause", how);
    why.map_or(how.clone(), |why| format!("{how} ({})", word_of("why", why)))
}

/// `dive-json`: what dive --json writes; that is JSON with --json and without it.
pub fn dive_json(args: &OneImage) -> Result<u8> {
    write_report(args.chosen.scanned()?, ReportKind::DiveJson, false, 0, false);
    Ok(0)
}

/// `dockerfile`
pub fn dockerfile(args: &OneImage) -> Result<u8> {
    let text = args.chosen.scanned()?.workspace.documents().dockerfile();
    if args.format.json {
        print_json(&json!({ "dockerfile": text }))?;
    } else {
        print(&text);
    }
    Ok(0)
}

impl Report {
    pub fn answer(self) -> Result<u8> {
        let is_json = matches!(self.kind, ReportKind::Json | ReportKind::DiveJson);
        let wrapped = self.format.json && !is_json;
        let korean = self.korean || language() == Language::Korean;
        write_report(self.chosen.hashed()?, self.kind, korean, now(self.now), wrapped);
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
