//! `inspect share` and `inspect squash`: what images have in common, what a pull of one costs, what merging layers would save.

use super::{Args, pick};
use layerscope::error::Problem;
use layerscope::sharing::{SharedLayer, Sharing, Squash};
use layerscope::text::{display_text, short_digest};
use layerscope::workspace::Workspace;

/// What of a machine's images is asked.
#[derive(Default)]
pub struct Pull {
    pub have: Vec<String>,
    pub want: Option<String>,
}

fn named(sharing: &Sharing, workspace: &Workspace, image: usize) -> String {
    let names = sharing.images.get(image).map(|image| image.names.join(",")).filter(|names| !names.is_empty());
    names.unwrap_or_else(|| display_text(short_digest(&workspace.images()[image].id)))
}

fn bytes(known: bool, bytes: u64) -> String {
    if known { bytes.to_string() } else { "unknown".into() }
}

fn digest(layer: &SharedLayer) -> &str {
    layer.diff_id.as_deref().map_or("-", short_digest)
}

/// Trunks, images, sums; then the pull, where one is asked for. *Errors:* `NotFound` for a name that no image has.
pub fn share(workspace: &Workspace, args: &Args) -> Result<String, Box<Problem>> {
    let sharing = workspace.sharing();
    let name = |image: &usize| named(&sharing, workspace, *image);
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
    if let Some(want) = &args.pull.want {
        let want = pick(workspace, 0..workspace.images().len(), Some(want), None)?;
        let have: Vec<usize> = args
            .pull
            .have
            .iter()
            .map(|have| pick(workspace, 0..workspace.images().len(), Some(have), None))
            .collect::<Result<_, _>>()?;
        let plan = workspace.pull(&have, want)?;
        out.push_str(&format!("\npull {}\n", name(&want)));
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
    Ok(out)
}

fn squash_line(what: &str, squash: &Squash) -> String {
    let Squash { from, to, layers, saved, size, layer, unshared, sharers, pull, .. } = squash;
    let shared = sharers.len();
    format!("{what}\t{from}..{to}\t{layers}\t{saved}\t{size}\t{layer}\t{unshared}\t{shared}\t{pull}\n")
}

/// What squashing the chosen image would save and cost.
pub fn squash(workspace: &mut Workspace) -> String {
    let told = workspace.what_if();
    let mut out =
        String::from("merge\tlayers\tleft\tsaved\tsize\tnew layer\tunshared\tsharers\tpull of a changed top\n");
    let now = told.now;
    out.push_str(&format!("now\t-\t{}\t0\t{}\t-\t0\t0\t{}\n", now.layers, now.size, now.pull));
    out.push_str(&squash_line("all", &told.all));
    told.from.iter().skip(1).filter(|s| s.merged > 1).for_each(|s| out.push_str(&squash_line("from", s)));
    told.runs.iter().for_each(|s| out.push_str(&squash_line("run", s)));
    out.push_str(&format!("\ndead\t{}\n", now.dead));
    if let Some(stable) = told.stable {
        let name = named(&workspace.sharing(), workspace, stable.image);
        out.push_str(&format!("stable\tthe lowest {} layers, beside {name}\n", stable.until));
    }
    out
}
