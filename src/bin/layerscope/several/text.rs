//! The answers of `compare`, `share` and `squash` as tab-separated lines.

use layerscope::compare::{Sizes, Status, Verdict};
use layerscope::sharing::{PullPlan, SharedLayer, Sharing, Squash, WhatIf};
use layerscope::text::{display_text, short_digest};
use layerscope::workspace::{Compared, ComparedRow, Workspace};
use std::fmt::Write;

/// An image by its tags or the start of its id.
fn named(sharing: &Sharing, workspace: &Workspace, image: usize) -> String {
    let names = sharing.images.get(image).map(|image| image.names.join(",")).filter(|names| !names.is_empty());
    let id = || workspace.images().get(image).map(|image| display_text(short_digest(&image.id)));
    names.or_else(id).unwrap_or_default()
}

/// Both images, the verdict, layers, config, history, files.
pub fn compared(workspace: &Workspace, compared: &Compared, rows: &[ComparedRow]) -> String {
    let Compared { left, right, comparison } = compared;
    let mut out = String::new();
    for (side, index, size) in [("left", *left, comparison.sizes.left), ("right", *right, comparison.sizes.right)] {
        let Some(image) = workspace.images().get(index) else { continue };
        let names = if image.names.is_empty() { "<none>".into() } else { display_text(&image.names.join(",")) };
        let (id, layers) = (display_text(short_digest(&image.id)), image.layers.len());
        let _ = writeln!(out, "{side}\t{names}\t{id}\t{layers} layers\t{size} bytes");
    }
    let verdict = format!("{:?}", comparison.rebuild).to_lowercase();
    let certain = if comparison.certain { "" } else { "; not all bytes are known" };
    // Equal tops hide what lies below them: dead bytes, and copies where the other image has links.
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
    let sums_text = named.map(|(name, sum)| format!("{} {name} ({} bytes)", sum.paths, sum.bytes)).join(", ");
    let _ = writeln!(
        out,
        "\nfiles: {sums_text}, {} equal; of the changed {} in nothing but their time",
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

fn bytes(known: bool, bytes: u64) -> String {
    if known { bytes.to_string() } else { "unknown".into() }
}

fn digest(layer: &SharedLayer) -> &str {
    layer.diff_id.as_deref().map_or("-", short_digest)
}

/// Trunks, images, sums; then the pull, where one is asked for.
pub fn shared(workspace: &Workspace, sharing: &Sharing, plan: Option<&PullPlan>) -> String {
    let name = |image: &usize| named(sharing, workspace, *image);
    let number = |id: Option<usize>| id.map_or("-".into(), |id| id.to_string());
    let mut out = String::from("layer\ton\tbytes\tstored as\tdiff_id\timages\tinstruction\n");
    for layer in &sharing.layers {
        let form = if !layer.known {
            "unknown"
        } else if layer.compressed {
            "compressed"
        } else {
            "plain tar"
        };
        let images: Vec<String> = layer.images.iter().map(name).collect();
        out.push_str(&format!(
            "{}\t{}\t{}\t{form}\t{}\t{}\t{}\n",
            layer.id,
            number(layer.parent),
            bytes(layer.known, layer.stored),
            digest(layer),
            images.join(" "),
            layer.instruction
        ));
    }
    out.push_str("\nimage\ttop\tlayers\tbytes\town\n");
    for image in &sharing.images {
        let (name, top) = (name(&image.image), number(image.top));
        out.push_str(&format!("{name}\t{top}\t{}\t{}\t{}\n", image.layers, image.stored, image.own));
    }
    let Sharing { sum, once, content, .. } = sharing;
    out.push_str(&format!("\nall images\t{sum}\neach layer once\t{once}\neach content once\t{content}\n"));
    if let Some(plan) = plan {
        out.push_str(&format!("\npull {}\n", name(&plan.want)));
        for row in &plan.rows {
            let by = match (row.by, row.again) {
                (Some(image), _) => format!("there with {}", name(&image)),
                (None, Some(layer)) => format!("with layer {layer}"),
                (None, None) => "download".into(),
            };
            out.push_str(&format!("{}\t{}\t{by}\t{}\n", row.layer, bytes(row.known, row.bytes), row.instruction));
        }
        let how =
            if plan.compressed { "as a registry sends them" } else { "not all as a registry sends them: plain tars" };
        let least = if plan.known { "" } else { " or more: not all layers' bytes are known" };
        out.push_str(&format!("download\t{}{least}\nthere\t{}\nbytes\t{how}\n", plan.download, plan.kept));
    }
    out
}

fn squash_line(what: &str, squash: &Squash) -> String {
    let Squash { from, to, layers, saved, size, layer, unshared, sharers, pull, .. } = squash;
    let shared = sharers.len();
    format!("{what}\t{from}..{to}\t{layers}\t{saved}\t{size}\t{layer}\t{unshared}\t{shared}\t{pull}\n")
}

/// Each way to squash the chosen image: what it saves and what it costs.
pub fn squashed(workspace: &Workspace, what_if: &WhatIf) -> String {
    let mut out =
        String::from("merge\tlayers\tleft\tsaved\tsize\tnew layer\tunshared\tsharers\tpull of a changed top\n");
    let now = what_if.now;
    out.push_str(&format!("now\t-\t{}\t0\t{}\t-\t0\t0\t{}\n", now.layers, now.size, now.pull));
    out.push_str(&squash_line("all", &what_if.all));
    what_if.from.iter().skip(1).filter(|s| s.merged > 1).for_each(|s| out.push_str(&squash_line("from", s)));
    what_if.runs.iter().for_each(|s| out.push_str(&squash_line("run", s)));
    out.push_str(&format!("\ndead\t{}\n", now.dead));
    if let Some(stable) = &what_if.stable {
        let name = named(&workspace.all_images().sharing(), workspace, stable.image);
        out.push_str(&format!("stable\tthe lowest {} layers, beside {name}\n", stable.until));
    }
    out
}
