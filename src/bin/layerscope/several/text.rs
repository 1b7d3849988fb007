//! The answers of `compare`, `share` and `squash` as tab-separated lines.

use crate::program::words::{self, say, word, word_of};
use layerscope::compare::{Sizes, Status, Sum, Verdict};
use layerscope::messages::Parameter;
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
    let sides = [("compare.left", *left, comparison.sizes.left), ("compare.right", *right, comparison.sizes.right)];
    for (side, index, size) in sides {
        let Some(image) = workspace.images().get(index) else { continue };
        let names = if image.names.is_empty() { "<none>".into() } else { display_text(&image.names.join(",")) };
        let (id, layers) = (display_text(short_digest(&image.id)), image.layers.len());
        let values: [Parameter; 4] = [("names", &names), ("id", &id), ("layers", &layers), ("size", &size)];
        let _ = writeln!(out, "{}", say(side, &values));
    }
    let verdict = word_of("compare", comparison.rebuild);
    let certain = if comparison.certain { String::new() } else { format!("; {}", word("compare.uncertain")) };
    // Equal tops hide what lies below them: dead bytes, and copies where the other image has links.
    let Sizes { left, right } = comparison.sizes;
    let more = match (comparison.rebuild, left.abs_diff(right)) {
        (Verdict::Different, _) | (_, 0) => String::new(),
        (_, more) => {
            let side = if left > right { "compare.more.left" } else { "compare.more.right" };
            format!("; {}", say(side, &[("n", &more)]))
        }
    };
    let common = say("compare.common", &[("layers", &comparison.common)]);
    let _ = writeln!(out, "{verdict}{certain}; {common}{more}\n\n{}", word("compare.layers"));
    let number = |layer: Option<usize>| layer.map_or("-".into(), |n| n.to_string());
    for pair in &comparison.layers {
        let word = word(match (pair.left, pair.right) {
            (Some(_), Some(_)) if pair.equal => "compare.equal",
            (Some(_), Some(_)) if pair.same_files => "compare.same-files",
            (Some(_), Some(_)) => "compare.differs",
            (Some(_), None) => "compare.left-only",
            _ => "compare.right-only",
        });
        let _ = writeln!(out, "{}\t{}\t{word}\t{}", number(pair.left), number(pair.right), pair.instruction);
    }
    let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".into());
    if !comparison.config.is_empty() {
        let _ = writeln!(out, "\n{}", word("compare.config"));
    }
    for setting in &comparison.config {
        let _ = writeln!(out, "{}\t{} → {}", setting.key, or_none(&setting.left), or_none(&setting.right));
    }
    if comparison.history.iter().any(|step| !step.equal) {
        let _ = writeln!(out, "\n{}", word("compare.history"));
    }
    for step in comparison.history.iter().filter(|step| !step.equal) {
        let (sign, step) = if step.left.is_some() { ('-', &step.left) } else { ('+', &step.right) };
        let _ = writeln!(out, "{sign} {}", or_none(step));
    }
    let sums = &comparison.files;
    let listed = [
        say_sum("compare.added", sums.added),
        say_sum("compare.changed", sums.changed),
        say_sum("compare.removed", sums.removed),
        say_sum("compare.moved", sums.moved),
    ];
    let listed = listed.join(", ");
    let values: [Parameter; 3] = [("sums", &listed), ("equal", &sums.equal), ("times", &comparison.times_only)];
    let _ = writeln!(out, "\n{}", say("compare.files", &values));
    rows.iter().for_each(|row| line(&mut out, row));
    out
}

fn say_sum(key: &str, sum: Sum) -> String {
    say(key, &[("paths", &sum.paths), ("bytes", &sum.bytes)])
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
        Status::Changed => {
            let reasons: Vec<String> = row.reasons.iter().map(|reason| words::named("reason", reason)).collect();
            writeln!(out, "C\t{}\t{left} → {right}\t{}", reasons.join(","), row.path)
        }
    };
}

fn bytes(known: bool, bytes: u64) -> String {
    if known { bytes.to_string() } else { word("unknown") }
}

fn digest(layer: &SharedLayer) -> &str {
    layer.diff_id.as_deref().map_or("-", short_digest)
}

/// Trunks, images, sums; then the pull, where one is asked for.
pub fn shared(workspace: &Workspace, sharing: &Sharing, plan: Option<&PullPlan>) -> String {
    let name = |image: &usize| named(sharing, workspace, *image);
    let number = |id: Option<usize>| id.map_or("-".into(), |id| id.to_string());
    let mut out = word("share.layers") + "\n";
    for layer in &sharing.layers {
        let form = word(match (layer.known, layer.compressed) {
            (false, _) => "unknown",
            (_, true) => "share.compressed",
            (_, false) => "share.plain",
        });
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
    out.push_str(&format!("\n{}\n", word("share.images")));
    for image in &sharing.images {
        let (name, top) = (name(&image.image), number(image.top));
        out.push_str(&format!("{name}\t{top}\t{}\t{}\t{}\n", image.layers, image.stored, image.own));
    }
    let Sharing { sum, once, content, .. } = sharing;
    let count = |key: &str, n: &u64| say(key, &[("n", n)]) + "\n";
    out.push('\n');
    for (key, n) in [("share.sum", sum), ("share.once", once), ("share.content", content)] {
        out.push_str(&count(key, n));
    }
    if let Some(plan) = plan {
        out.push_str(&format!("\n{}\n", say("share.pull", &[("name", &name(&plan.want))])));
        for row in &plan.rows {
            let by = match (row.by, row.again) {
                (Some(image), _) => say("share.with-image", &[("name", &name(&image))]),
                (None, Some(layer)) => say("share.with-layer", &[("layer", &layer)]),
                (None, None) => word("share.download"),
            };
            out.push_str(&format!("{}\t{}\t{by}\t{}\n", row.layer, bytes(row.known, row.bytes), row.instruction));
        }
        out.push_str(&count(if plan.known { "share.downloads" } else { "share.at-least" }, &plan.download));
        out.push_str(&count("share.kept", &plan.kept));
        out.push_str(&word(if plan.compressed { "share.as-sent" } else { "share.not-as-sent" }));
        out.push('\n');
    }
    out
}

fn squash_line(what: &str, squash: &Squash) -> String {
    let what = word(what);
    let Squash { from, to, layers, saved, size, layer, unshared, sharers, pull, .. } = squash;
    let shared = sharers.len();
    format!("{what}\t{from}..{to}\t{layers}\t{saved}\t{size}\t{layer}\t{unshared}\t{shared}\t{pull}\n")
}

/// Each way to squash the chosen image: what it saves and what it costs.
pub fn squashed(workspace: &Workspace, what_if: &WhatIf) -> String {
    let mut out = word("squash.columns") + "\n";
    let (now, label) = (what_if.now, word("squash.now"));
    out.push_str(&format!("{label}\t-\t{}\t0\t{}\t-\t0\t0\t{}\n", now.layers, now.size, now.pull));
    out.push_str(&squash_line("squash.all", &what_if.all));
    what_if.from.iter().skip(1).filter(|s| s.merged > 1).for_each(|s| out.push_str(&squash_line("squash.from", s)));
    what_if.runs.iter().for_each(|s| out.push_str(&squash_line("squash.run", s)));
    out.push_str(&format!("\n{}\n", say("squash.dead", &[("n", &now.dead)])));
    if let Some(stable) = &what_if.stable {
        let name = named(&workspace.all_images().sharing(), workspace, stable.image);
        out.push_str(&(say("squash.stable", &[("layers", &stable.until), ("name", &name)]) + "\n"));
    }
    out
}
