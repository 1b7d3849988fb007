//! `build`: the steps of a build as its record tells them, and the step of each layer of an image that it made.

use super::chosen::Format;
use super::input::{Input, name_of, open_file, unreadable};
use super::output::{print, print_json};
use super::words::{language, note, say, word};
use clap::{Args, ValueHint};
use layerscope::build_record::{BuildRecord, BuildStep, LayerStep, Lines, StepBy};
use layerscope::problem::{Kind, Problem, Result};
use layerscope::source::ReadAt;
use layerscope::workspace::{BuildRecords, Workspace};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Arguments of `build`.
#[derive(Args)]
pub struct Build {
    #[arg(value_name = "RECORD", value_hint = ValueHint::AnyPath)]
    record: PathBuf,
    #[arg(value_name = "ARCHIVE", value_hint = ValueHint::AnyPath)]
    archives: Vec<PathBuf>,
    #[arg(long)]
    log: bool,
    #[command(flatten)]
    format: Format,
}

impl Build {
    pub fn answer(self) -> Result<u8> {
        let (records, workspace) = self.open()?;
        if records.is_empty() {
            let problem = Problem::new(Kind::NotFound).detail(word("build.none"));
            return Err(Box::new(Problem { file: Some(name_of(&self.record)), ..problem }));
        }
        let problems = records.list().iter().flat_map(|record| &record.problems);
        problems.for_each(|problem| note(&problem.message_in(language())));
        if self.format.json {
            print_json(&self.json(&records, workspace.as_ref())?)?;
        } else {
            let text = |index| self.text(&records, index, workspace.as_ref());
            print(&(0..records.list().len()).map(text).collect::<Result<Vec<_>>>()?.join("\n"));
        }
        Ok(0)
    }

    fn open(&self) -> Result<(BuildRecords, Option<Workspace>)> {
        if self.record.is_dir() {
            let input = Input::folder(&self.record).map_err(|error| unreadable(&self.record, &error))?;
            let files = if let Input::Folder(_, files) = &input { files.as_slice() } else { &[] };
            return Workspace::open_builds_folder(&name_of(&self.record), files, &input);
        }
        let paths: Vec<&PathBuf> = std::iter::once(&self.record).chain(&self.archives).collect();
        let files = paths.iter().map(|path| open_file(path)).collect::<Result<Vec<_>>>()?;
        let names: Vec<String> = paths.iter().map(|path| name_of(path)).collect();
        let named = names.iter().zip(&files).map(|(name, file)| (name.as_str(), file as &dyn ReadAt));
        Workspace::open_builds(&named.collect::<Vec<_>>())
    }

    /// A list of builds, each with the images that it made; `logs` with --log, a list for each step.
    fn json(&self, records: &BuildRecords, workspace: Option<&Workspace>) -> Result<Value> {
        let images = workspace.map_or(&[][..], Workspace::images);
        let mut list = Vec::new();
        for (index, record) in records.list().iter().enumerate() {
            let info = records.info(index)?;
            let made = images.iter().flat_map(|image| {
                let builds = records.of_image(image).into_iter().filter(move |build| build.build == index);
                builds.map(move |build| json!({ "id": image.id, "names": image.names, "by": build.by, "layers": build.layers }))
            });
            let mut entry =
                json!({ "record": info.record, "problems": info.problems, "images": made.collect::<Vec<_>>() });
            if let (true, Some(entry)) = (self.log, entry.as_object_mut()) {
                let logs = (0..record.steps.len()).map(|step| records.log(index, step)).collect::<Result<Vec<_>>>()?;
                entry.insert("logs".into(), json!(logs));
            }
            list.push(entry);
        }
        Ok(Value::Array(list))
    }

    fn text(&self, records: &BuildRecords, index: usize, workspace: Option<&Workspace>) -> Result<String> {
        let info = records.info(index)?;
        let record = &info.record;
        let (warnings, cached) = records.choices(&[]).get(index).map_or((0, 0), |build| (build.warnings, build.cached));
        let counts =
            say("build.steps", &[("steps", &record.steps.len()), ("cached", &cached), ("warnings", &warnings)]);
        let created = record.created.as_deref().unwrap_or("-");
        let mut out =
            format!("{}\t{}\t{created}\t{}\t{counts}\n", record.name, record.reference, time(record.duration));
        if let Some(error) = &record.error {
            out.push_str(&format!(
                "{}{}\n",
                say("build.error", &[("text", &error.message)]),
                lines(record, &error.lines)
            ));
        }
        let pairs =
            [("build.arg", &record.args)].into_iter().flat_map(|(word, pairs)| pairs.iter().map(move |p| (word, p)));
        pairs.for_each(|(key, pair)| out.push_str(&format!("{}\t{}={}\n", word(key), pair.key, pair.value)));
        for material in &record.materials {
            let digest = material.digest.as_deref().unwrap_or("-");
            out.push_str(&format!("{}\t{}\t{digest}\n", word("build.material"), material.uri));
        }
        for result in record.results.iter() {
            let platform = result.platform.as_deref().unwrap_or("-");
            out.push_str(&format!("{}\t{}\t{platform}\t{}\n", word("build.result"), result.digest, result.kind));
        }
        for (number, step) in record.steps.iter().enumerate() {
            out.push_str(&step_line(record, number, step));
            let log = if self.log { records.log(index, number)? } else { Vec::new() };
            for line in log.iter().flat_map(|piece| piece.text.lines().map(move |line| (piece.at, line))) {
                out.push_str(&format!("\t| {}\t{}\n", time(line.0), line.1));
            }
        }
        let images = workspace.map_or(&[][..], Workspace::images);
        let mut linked = false;
        for image in images {
            for build in records.of_image(image).into_iter().filter(|build| build.build == index) {
                linked = true;
                let name = image.names.first().unwrap_or(&image.id);
                let by = serde_json::to_value(build.by)
                    .ok()
                    .and_then(|by| by.as_str().map(str::to_owned))
                    .unwrap_or_default();
                out.push_str(&format!("{}\t{name}\t{by}\n", word("build.image")));
                let layers = build.layers.iter().enumerate().map(|(layer, step)| layer_line(record, layer, *step));
                out.extend(layers);
            }
        }
        if !linked && !images.is_empty() {
            out.push_str(&format!("{}\n", word("build.unlinked")));
        }
        Ok(out)
    }
}

/// "12\tcached\t0.52\t0.00\t[stage-1 2/4] RUN make (Dockerfile:7)", and its warnings and error below it.
fn step_line(record: &BuildRecord, number: usize, step: &BuildStep) -> String {
    let state =
        serde_json::to_value(step.state).ok().and_then(|state| state.as_str().map(str::to_owned)).unwrap_or_default();
    let place = lines(record, &step.lines);
    let name = step.name.replace('\n', " ");
    let mut out = format!("{}\t{state}\t{}\t{}\t{name}{place}\n", number + 1, time(step.start), time(Some(step.spent)));
    for warning in &step.warnings {
        let place = lines(record, &warning.lines);
        out.push_str(&format!("\t{}{place}\n", say("build.warning", &[("text", &warning.text)])));
    }
    if let Some(error) = &step.error {
        out.push_str(&format!("\t{}\n", say("build.error", &[("text", error)])));
    }
    out
}

fn layer_line(record: &BuildRecord, layer: usize, step: Option<LayerStep>) -> String {
    let number = format!("{} {}", word("build.layer"), layer + 1);
    let Some((at, step)) = step.and_then(|at| Some((at, record.steps.get(at.step)?))) else {
        return format!("  {number}\t-\t{}\n", word("build.no-step"));
    };
    let base = if at.base { format!("\t{}", word("build.base")) } else { String::new() };
    let uncertain = if at.by == StepBy::Command { format!("\t{}", word("build.uncertain")) } else { String::new() };
    format!("  {number}\t{}\t{}{base}{uncertain}\n", at.step + 1, step.name.replace('\n', " "))
}

/// " (Dockerfile:3-5)"; "" without lines.
fn lines(record: &BuildRecord, lines: &[Lines]) -> String {
    let place = |lines: &Lines| {
        let name = record.sources.get(lines.source).map_or("", |source| source.name.as_str());
        let last = if lines.last > lines.first { format!("-{}", lines.last) } else { String::new() };
        format!("{name}:{}{last}", lines.first)
    };
    if lines.is_empty() {
        String::new()
    } else {
        format!(" ({})", lines.iter().map(place).collect::<Vec<_>>().join(", "))
    }
}

/// Microseconds as seconds.
fn time(micros: Option<i64>) -> String {
    micros.map_or_else(|| "-".to_owned(), |micros| format!("{:.2}", micros as f64 / 1e6))
}
