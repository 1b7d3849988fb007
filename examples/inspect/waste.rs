//! `inspect waste` and `inspect dive-json`: what is stored for nothing, beside what dive says.

use layerscope::text::display_text;
use layerscope::waste::{By, Death, WasteQuery, Why};
use layerscope::workspace::{WasteInfo, Workspace};
use serde_json::json;
use std::fmt::Write as _;
use std::io::{self, Write as _};

/// Rows of each list at a terminal.
const ROWS: usize = 20;
const DIFFERENCE: &str = "dive counts the copy that survives, too, and nothing below an opaque directory or a directory that one whiteout \
removed; dead are exactly the bytes that no path of the merged view needs.";

/// The report. `all` = as one JSON document; `dive` = only dive's figures.
pub fn waste(workspace: &mut Workspace, all: bool, dive: bool) -> String {
    let info = workspace.waste().info();
    if dive {
        return told_by_dive(&info);
    }
    let query = |by| WasteQuery { by, layer: None, killer: None, how: None };
    let rows = workspace.waste().rows(query(By::Path), 0, ROWS);
    let folders = workspace.waste().rows(query(By::Directory), 0, ROWS);
    let duplicates = workspace.waste().duplicates(0, ROWS);
    let advice = workspace.waste().advice();
    if all {
        let all =
            json!({ "waste": info, "paths": rows, "directories": folders, "duplicates": duplicates, "advice": advice });
        return format!("{all:#}\n");
    }
    let mut out = format!("dead\t{} of {} bytes, {} paths\n", info.dead, info.size, info.paths);
    for layer in &info.layers {
        let _ = writeln!(
            out,
            "layer {}\t{} bytes\t{} dead\t{} killed by it",
            layer.layer, layer.size, layer.dead, layer.killed
        );
    }
    for death in &info.deaths {
        let _ = writeln!(out, "{}\t{} bytes\t{} paths", how(death.how, death.why), death.bytes, death.paths);
    }
    out.push('\n');
    for row in folders.rows.iter().chain(&rows.rows) {
        let what = if row.path.is_empty() { "/" } else { &row.path };
        let _ =
            writeln!(out, "{}\tlayer {}\tby layer {}\t{}\t{what}", row.bytes, row.layer, row.by, how(row.how, row.why));
    }
    let _ = writeln!(out, "\n{}{DIFFERENCE}", told_by_dive(&info));
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
    out
}

fn told_by_dive(info: &WasteInfo) -> String {
    let dive = &info.dive;
    let result = if dive.passes { "passes" } else { "fails" };
    format!(
        "dive\tefficiency {}, {} bytes wasted, {:.4} of the user's; --ci {result}\n",
        dive.efficiency, dive.wasted_bytes, dive.wasted_share
    )
}

fn how(how: Death, why: Option<Why>) -> String {
    let word = |text: String| text.to_lowercase();
    match why {
        Some(why) => format!("{} ({})", word(format!("{how:?}")), word(format!("{why:?}"))),
        None => word(format!("{how:?}")),
    }
}

/// Writes what `dive --json FILE` writes, as it is made. *Errors:* of the output.
pub fn dive_json(workspace: &mut Workspace) -> io::Result<()> {
    let document = workspace.waste().dive_json();
    let mut out = io::stdout().lock();
    for step in 0..document.steps() {
        out.write_all(&document.batch(workspace.session().image_tree(), step))?;
    }
    out.flush()
}
