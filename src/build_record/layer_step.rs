//! The step that made each layer of an image that the build made.

use super::image_link::LinkedBy;
use super::model::{BuildRecord, Chain};
use crate::image::{Image, Layer};
use serde::Serialize;
use std::collections::HashSet;

/// The ground of the join of a layer and a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
pub enum StepBy {
    /// The provenance names the digests of the layer and of all below it as the step's result.
    Digest,
    /// The provenance does so for the place of the layer, under other digests: the image was loaded and saved since.
    Place,
    /// The commands in the history and in the record read alike, and no other step's does. Not certain.
    Command,
}

/// A step that made a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct LayerStep {
    /// Index of the step.
    pub step: usize,
    /// The ground of the join.
    pub by: StepBy,
    /// The layer is of an image that the build started from.
    pub base: bool,
}

/// For each layer of the image the step that made it; `None` = nothing shows which.
pub fn layer_steps(record: &BuildRecord, image: &Image, linked: LinkedBy) -> Vec<Option<LayerStep>> {
    let digests = |of: &dyn Fn(&Layer) -> Option<&String>| -> Option<Vec<String>> {
        image.layers.iter().map(|layer| of(layer).cloned()).collect()
    };
    let known = [digests(&|layer| layer.blob_digest.as_ref()), digests(&|layer| layer.diff_id.as_ref())];
    let own = known.into_iter().flatten().find(|chain| record.chains.iter().any(|made| made.layers.starts_with(chain)));
    let (chain, by) = match own {
        Some(chain) => (Some(chain), StepBy::Digest),
        None => (placed(record, image.layers.len()).filter(|_| linked < LinkedBy::Layers), StepBy::Place),
    };
    let count = image.layers.len();
    let by_chain = |chain: &Vec<String>| (0..count).map(|layer| of_chain(record, chain, layer, by)).collect();
    let mut steps: Vec<Option<LayerStep>> = chain.as_ref().map_or_else(|| vec![None; count], by_chain);
    if steps.contains(&None) {
        by_command(record, image, &mut steps);
    }
    steps
}

/// The one chain of so many layers that no other chain contradicts.
fn placed(record: &BuildRecord, count: usize) -> Option<Vec<String>> {
    let mut whole = record.chains.iter().filter(|chain| chain.layers.len() == count).map(|chain| &chain.layers);
    let first = whole.next()?;
    let longer = record.chains.iter().any(|chain| chain.layers.len() > count);
    (!longer && whole.all(|other| other == first)).then(|| first.clone())
}

/// The step whose result ends with this layer; for layers of a base the step that took it.
fn of_chain(record: &BuildRecord, chain: &[String], layer: usize, by: StepBy) -> Option<LayerStep> {
    let below = chain.get(..=layer)?;
    let ends: Vec<&Chain> = record.chains.iter().filter(|made| made.layers == below).collect();
    let is_base = |step: usize| record.steps.get(step).is_some_and(|step| step.inputs.is_empty());
    if let Some(made) = ends.iter().find(|made| is_base(made.step)) {
        return Some(LayerStep { step: made.step, by, base: true });
    }
    if let Some(made) = ends.first() {
        return Some(LayerStep { step: worker(record, made.step), by, base: false });
    }
    let taken = record.chains.iter().find(|made| is_base(made.step) && made.layers.starts_with(below))?;
    Some(LayerStep { step: taken.step, by, base: true })
}

/// `COPY --link` is two steps of one group: a copy, and a merge that puts it on the layers below. The copy did the work.
fn worker(record: &BuildRecord, step: usize) -> usize {
    let Some(merge) = record.steps.get(step).filter(|step| !step.group.is_empty()) else { return step };
    let copy =
        merge.inputs.iter().find(|input| record.steps.get(**input).is_some_and(|copy| copy.group == merge.group));
    copy.copied().unwrap_or(step)
}

/// Joins the layers that are left by their commands. Each command must stand once among the steps and once in the history, and steps must
/// come in the order of the layers.
fn by_command(record: &BuildRecord, image: &Image, steps: &mut [Option<LayerStep>]) {
    let used: HashSet<usize> = steps.iter().flatten().map(|step| step.step).collect();
    let names: Vec<Option<String>> = record.steps.iter().map(|step| command_of_step(&step.name)).collect();
    let commands: Vec<Option<String>> = image.layers.iter().map(|layer| command_of_layer(image, layer)).collect();
    for (layer, step) in steps.iter_mut().enumerate().filter(|(_, step)| step.is_none()) {
        let Some(command) = commands.get(layer).and_then(Option::as_ref) else { continue };
        let once = commands.iter().flatten().filter(|other| *other == command).count() == 1;
        let mut same = names.iter().enumerate().filter(|(_, name)| name.as_ref() == Some(command)).map(|(at, _)| at);
        if let (Some(at), None, true) = (same.next(), same.next(), once) {
            *step = (!used.contains(&at)).then_some(LayerStep { step: at, by: StepBy::Command, base: false });
        }
    }
}

/// "[stage-1 3/4] RUN --mount=type=cache,target=/c make" → "RUN make". `None` = no instruction, or a script in a heredoc, whose text the name
/// leaves out.
fn command_of_step(name: &str) -> Option<String> {
    let (place, instruction) = name.strip_prefix('[')?.split_once("] ")?;
    if place == "internal" || instruction.contains("<<") {
        return None;
    }
    plain(instruction)
}

fn command_of_layer(image: &Image, layer: &Layer) -> Option<String> {
    plain(&image.config.history.get(layer.history?)?.instruction())
}

/// The keyword and its arguments without flags, one space between words.
fn plain(instruction: &str) -> Option<String> {
    let mut words = instruction.split_whitespace();
    let keyword = words.next()?;
    if !["ADD", "COPY", "RUN", "WORKDIR"].contains(&keyword) {
        return None;
    }
    let arguments: Vec<&str> = words.skip_while(|word| word.starts_with("--")).collect();
    (!arguments.is_empty()).then(|| format!("{keyword} {}", arguments.join(" ")))
}
