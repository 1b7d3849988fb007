//! `inspect compare`: two images beside each other, by their bytes.

use super::{Args, pick};
use layerscope::compare::{Sizes, Status, Verdict};
use layerscope::error::{Kind, Problem, Result};
use layerscope::source::Sources;
use layerscope::text::{display_text, short_digest};
use layerscope::workspace::{Compared, ComparedRow, Workspace};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Reads and hashes both images; what differs, for the eye or as JSON (`Compared`, and `rows`).
pub fn compare(workspace: &mut Workspace, args: &Args, input: &dyn Sources) -> Result<String> {
    let (left, right) = pair(workspace, args)?;
    workspace.choose(right)?;
    workspace.scan_all(input)?;
    workspace.hash_all(input);
    super::notes(workspace);
    let compared = workspace.comparing().all(left, input)?;
    let rows = workspace.comparing().rows(None, "", 0, usize::MAX)?.rows;
    if args.as_json {
        let failed = |e: serde_json::Error| Box::new(Problem::new(Kind::Internal).detail(e.to_string()));
        let mut value = serde_json::to_value(&compared).map_err(failed)?;
        if let Value::Object(fields) = &mut value {
            fields.insert("rows".into(), json!(rows));
        }
        return Ok(format!("{value:#}\n"));
    }
    Ok(text(workspace, &compared, &rows))
}

/// The two images that were asked for: `LEFT:RIGHT`, each as `--image` takes it; the colon between is the first one that leaves two images.
fn pair(workspace: &Workspace, args: &Args) -> Result<(usize, usize)> {
    let all = workspace.catalog();
    let images = all.images().len();
    // Of two archives each has one of the two images.
    let own = (!args.more.is_empty()).then(|| (0..images).filter(|image| all.archive_of(*image) == Some(0)).count());
    if own == Some(images) {
        super::notes(workspace);
        return Err(Box::new(Problem::new(Kind::NotFound).detail("a second archive")));
    }
    let (lefts, rights) = own.map_or((0..images, 0..images), |own| (0..own, own..images));
    let platform = args.platform.as_deref();
    let Some(wanted) = args.image.as_deref() else {
        if own.is_none() && images != 2 {
            let detail = "--image LEFT:RIGHT says which two images are compared";
            return Err(Box::new(Problem::new(Kind::NotFound).detail(detail)));
        }
        let (lefts, rights) = if own.is_none() { (0..1, 1..2) } else { (lefts, rights) };
        return Ok((pick(workspace, lefts, None, platform)?, pick(workspace, rights, None, platform)?));
    };
    let found = |name: &str, among| pick(workspace, among, Some(name), platform).ok();
    let halves = wanted.match_indices(':').map(|(at, _)| (&wanted[..at], &wanted[at + 1..]));
    let mut pairs =
        halves.filter_map(|(left, right)| Some((found(left, lefts.clone())?, found(right, rights.clone())?)));
    pairs.next().ok_or_else(|| Box::new(Problem::new(Kind::NotFound).detail(format!("two images {wanted}"))))
}

fn text(workspace: &Workspace, compared: &Compared, rows: &[ComparedRow]) -> String {
    let Compared { left, right, comparison } = compared;
    let mut out = String::new();
    for (side, index, size) in [("left", *left, comparison.sizes.left), ("right", *right, comparison.sizes.right)] {
        let image = &workspace.images()[index];
        let names = if image.names.is_empty() { "<none>".into() } else { display_text(&image.names.join(",")) };
        let (id, layers) = (display_text(short_digest(&image.id)), image.layers.len());
        let _ = writeln!(out, "{side}\t{names}\t{id}\t{layers} layers\t{size} bytes");
    }
    let verdict = format!("{:?}", comparison.rebuild).to_lowercase();
    let certain = if comparison.certain { "" } else { "; not all bytes are known" };
    // Tops that are the same hide what lies below them: dead bytes, and copies where the other one has links.
    let Sizes { left, right } = comparison.sizes;
    let more = match (comparison.rebuild, left.abs_diff(right)) {
        (Verdict::Different, _) | (_, 0) => String::new(),
        (_, more) => format!("; the {} one stores {more} bytes more", if left > right { "left" } else { "right" }),
    };
    let _ = writeln!(out, "{verdict}{certain}; {} layers in common{more}\n\nlayers", comparison.common);
    let number = |layer: Option<usize>| layer.map_or("-".into(), |n| n.to_string());
    for pair in &comparison.layers {
        let word = match (pair.left, pair.right) {
            (Some(_), Some(_)) if pair.equal => "equal",
            (Some(_), Some(_)) if pair.same_files => "same files",
            (Some(_), Some(_)) => "differs",
            (Some(_), None) => "left only",
            _ => "right only",
        };
        let _ = writeln!(out, "{}\t{}\t{word}\t{}", number(pair.left), number(pair.right), pair.instruction);
    }
    let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".into());
    if !comparison.config.is_empty() {
        out.push_str("\nconfig\n");
    }
    for setting in &comparison.config {
        let _ = writeln!(out, "{}\t{} → {}", setting.key, or_none(&setting.left), or_none(&setting.right));
    }
    if comparison.history.iter().any(|step| !step.equal) {
        out.push_str("\nhistory\n");
    }
    for step in comparison.history.iter().filter(|step| !step.equal) {
        let (sign, step) = if step.left.is_some() { ('-', &step.left) } else { ('+', &step.right) };
        let _ = writeln!(out, "{sign} {}", or_none(step));
    }
    let sums = &comparison.files;
    let named = [("added", sums.added), ("changed", sums.changed), ("removed", sums.removed), ("moved", sums.moved)];
    let told = named.map(|(name, sum)| format!("{} {name} ({} bytes)", sum.paths, sum.bytes)).join(", ");
    let _ = writeln!(
        out,
        "\nfiles: {told}, {} equal; of the changed {} in nothing but their time",
        sums.equal, comparison.times_only
    );
    rows.iter().for_each(|row| line(&mut out, row));
    out
}

fn line(out: &mut String, row: &ComparedRow) {
    let size = |size: Option<u64>| size.map_or("-".into(), |n| n.to_string());
    let (left, right) = (size(row.left), size(row.right));
    let _ = match row.status {
        Status::Added => writeln!(out, "A\t\t{right}\t{}", row.path),
        Status::Removed => writeln!(out, "D\t\t{left}\t{}", row.path),
        Status::Moved => {
            writeln!(out, "M\t\t{right}\t{} → {}", row.from.as_deref().unwrap_or_default(), row.path)
        }
        Status::Changed => writeln!(out, "C\t{}\t{left} → {right}\t{}", row.reasons.join(","), row.path),
    };
}
