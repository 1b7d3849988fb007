//! A Dockerfile as far as an image's history has it: the same instructions in the same order, with comments for what is not known.
//!
//! Nothing is guessed: the sources of ADD and COPY, the names of base images and stages that were thrown away are not in a history.
//! Entries that no instruction made (imports, commits, other tools) stay as comments.

use super::human_size;
use crate::image::{BuildState, HistoryStep, Image};
use crate::text::{display_text, short_digest};

/// The first line. After a comment no parser directive can follow.
const TITLE: &str = "Rebuilt from the history of the image. It does not record the sources of ADD and COPY, nor the names of base images.";
/// The name of a base image that is not known.
const UNNAMED: &str = "base";

/// The Dockerfile; `sizes`: of the layers, base first, `None` = not read. *Shape:* lines for people, safe to show; layers from 1.
pub fn dockerfile(image: &Image, sizes: &[Option<u64>]) -> String {
    let mut state = BuildState::default();
    let mut layers = 0..image.layers.len().max(sizes.len());
    let history = &image.config.history;
    let mut text = String::new();
    comment(&mut text, TITLE);
    let name = image.names.first().map_or("an image without a name", |name| name);
    let platform = image.config.platform.as_deref().unwrap_or("unknown platform");
    comment(&mut text, &format!("{name}, {platform}, {}", short_digest(&image.id)));
    text.push('\n');
    let mut steps: Vec<(String, HistoryStep)> = Vec::new();
    for entry in history {
        let layer = if entry.empty_layer { None } else { Some(layers.next()) };
        let note = layer.map(|layer| label(layer, sizes)).unwrap_or_default();
        steps.push((note, HistoryStep::new(entry, &image.config.value, &mut state)));
    }
    // buildah names the image below an entry: the last name is the base of all entries after it.
    let named = steps.iter().enumerate().rev().find_map(|(at, (_, step))| Some((at, step.base.as_deref()?)));
    let start = named.map_or_else(|| steps.iter().take_while(|(_, s)| s.keyword.is_none()).count(), |(at, _)| at);
    for ((note, step), entry) in steps.iter().zip(history).take(start) {
        let made = entry.instruction();
        comment(&mut text, &noted(note, if step.keyword.is_none() { &step.text } else { &made }));
    }
    let from = match (named, start, history.is_empty()) {
        (Some((_, name)), ..) => name,
        (None, 0, false) => "scratch",
        _ => UNNAMED,
    };
    if history.is_empty() {
        layers.by_ref().for_each(|layer| comment(&mut text, &label(Some(layer), sizes)));
    }
    if from == UNNAMED {
        let what = if start == 0 { "history tells nothing" } else { "no instruction made what stands above" };
        comment(&mut text, &format!("{what}: \"{UNNAMED}\" stands for it, as an image"));
    }
    text.push_str(&format!("FROM {from}\n"));
    for (note, step) in steps.iter().skip(start) {
        text.push('\n');
        if step.keyword.is_none() {
            comment(&mut text, &noted(note, &step.text));
            continue;
        }
        let notes = [note].into_iter().chain(&step.notes).filter(|note| !note.is_empty());
        notes.for_each(|note| comment(&mut text, note));
        step.build_args.iter().chain(&step.lines).for_each(|line| text.push_str(&format!("{line}\n")));
    }
    for layer in layers {
        comment(&mut text, &noted(&label(Some(layer), sizes), "the history has no entry for it"));
    }
    display_text(&text)
}

/// Every line of it as a comment.
fn comment(to: &mut String, text: &str) {
    for line in text.lines() {
        to.push_str("# ");
        to.push_str(line);
        to.push('\n');
    }
}

fn noted(note: &str, what: &str) -> String {
    if note.is_empty() { what.to_owned() } else { format!("{note}: {what}") }
}

fn label(layer: Option<usize>, sizes: &[Option<u64>]) -> String {
    let Some(layer) = layer else { return "a layer that the image does not have".into() };
    match sizes.get(layer) {
        Some(Some(size)) => format!("layer {}, {}", layer + 1, human_size(*size)),
        _ => format!("layer {}, not read", layer + 1),
    }
}
