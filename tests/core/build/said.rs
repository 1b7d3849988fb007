//! What `docker buildx history inspect` and `logs` printed of a record, and what is read of it.

use super::{CONTAINERD, record};
use crate::support::fixture_text;
use layerscope::build_record::{BuildRecord, StepState};
use std::collections::{BTreeMap, BTreeSet};

const RECORDS: [&str; 6] = [
    "engines/docker-28-containerd/bread-cached",
    "engines/docker-28-containerd/bread-uncached",
    "engines/docker-28-containerd/bread-failed",
    "engines/docker-28-containerd/platforms",
    "engines/docker-28-graph/bread-uncached",
    "builds/least",
];

/// The steps in a line each, for comparing two readings.
pub fn outline(record: &BuildRecord) -> Vec<String> {
    let step = |step: &layerscope::build_record::BuildStep| {
        format!("{} {:?} {:?} {:?} {:?} {:?}", step.name, step.state, step.inputs, step.spent, step.lines, step.parts)
    };
    record.steps.iter().map(step).collect()
}

/// A step as `logs` prints it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    end: String,
    warnings: BTreeSet<String>,
    output: Vec<String>,
}

/// Steps by their names, out of `#7 [2/3] RUN make`, `#7 0.118 text`, `#7 WARN: text`, `#7 DONE 0.1s`.
fn logs(text: &str) -> BTreeMap<String, Said> {
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    let mut said: BTreeMap<String, Said> = BTreeMap::new();
    for line in text.lines().take_while(|line| *line != "------").filter(|line| line.starts_with('#')) {
        let (number, rest) = line.split_once(' ').unwrap();
        let Some(name) = names.get(number) else {
            names.insert(number, rest.to_owned());
            said.entry(rest.to_owned()).or_default();
            continue;
        };
        let step = said.get_mut(name).unwrap();
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        if let Some(warning) = rest.strip_prefix("WARN: ") {
            step.warnings.insert(warning.to_owned());
        } else if ["DONE", "CACHED", "ERROR:", "CANCELED"].contains(&word) {
            step.end = rest.to_owned();
        } else if word
            .split_once('.')
            .is_some_and(|(a, b)| b.len() == 3 && (a.to_owned() + b).bytes().all(|b| b.is_ascii_digit()))
        {
            step.output.push(after.to_owned());
        }
    }
    said
}

#[test]
fn states_times_warnings_and_output_are_those_of_buildx_history_logs() {
    for name in RECORDS {
        let record = record(&format!("{name}.dockerbuild"));
        let said = logs(&fixture_text(&format!("{name}.logs.txt")));
        assert!(said.len() > 5, "{name}");
        for (step_name, said) in &said {
            let step = record.steps.iter().find(|step| step.name == *step_name);
            let Some(step) = step else {
                // Platforms share the copy of a `COPY --link`: its group alone has the name that is printed.
                assert!(record.steps.iter().any(|s| s.group_name == *step_name), "{name}: no step {step_name}");
                continue;
            };
            let end = match step.state {
                StepState::Done => format!("DONE {:.1}s", step.spent as f64 / 1e6),
                StepState::Cached => "CACHED".to_owned(),
                StepState::Failed => format!("ERROR: {}", step.error.clone().unwrap()),
                StepState::Canceled => "CANCELED".to_owned(),
                StepState::Unfinished | StepState::Waiting => String::new(),
            };
            // A group prints the time of all its steps.
            assert!(end == said.end || !step.group.is_empty(), "{name}: {step_name}: {end} {} {step:?}", said.end);
            let warnings: BTreeSet<String> = step.warnings.iter().map(|warning| warning.text.clone()).collect();
            assert_eq!(warnings, said.warnings, "{name}: {step_name}");
            let lines = step.log.lines(step.started);
            let output: Vec<String> = lines.iter().flat_map(|l| l.text.lines().map(str::to_owned)).collect();
            assert_eq!(output, said.output, "{name}: {step_name}");
        }
        let left: Vec<&str> =
            record.steps.iter().map(|step| step.name.as_str()).filter(|n| !said.contains_key(*n)).collect();
        // A merge prints with the copy that it belongs to, and what never started prints nothing.
        let silent = |name: &&str| {
            record.steps.iter().any(|s| s.name == **name && (s.state == StepState::Waiting || !s.group.is_empty()))
        };
        assert!(left.iter().all(silent), "{name}: {left:?}");
    }
}

/// The value of a line `Key:  value`.
fn field<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':')).map(str::trim)
}

#[test]
fn names_times_counts_materials_and_results_are_those_of_buildx_history_inspect() {
    for name in RECORDS {
        let record = record(&format!("{name}.dockerbuild"));
        let text = fixture_text(&format!("{name}.record.txt"));
        assert_eq!(Some(record.name.as_str()), field(&text, "Name"), "{name}");
        let started = field(&text, "Started").unwrap().replace(' ', "T");
        assert!(record.created.as_ref().unwrap().starts_with(&started), "{name}: {:?}", record.created);
        let duration = format!("{:.1}s", record.duration.unwrap() as f64 / 1e6);
        assert_eq!(Some(&*duration), field(&text, "Duration"), "{name}");
        let counts = record.counts.unwrap();
        let share = counts.cached * 100 / counts.total;
        let steps = format!("{}/{} ({share}% cached)", counts.completed, counts.total);
        assert!(field(&text, "Build Steps").unwrap().starts_with(steps.split(" (").next().unwrap()), "{name}: {steps}");
        assert_eq!(record.steps.len() as u64, counts.total, "{name}");
        let cached = record.steps.iter().filter(|step| step.state == StepState::Cached).count();
        assert_eq!(cached as u64, counts.cached, "{name}");
        assert_eq!(
            record.steps.iter().map(|step| step.warnings.len()).sum::<usize>() as u64,
            counts.warnings,
            "{name}"
        );
        let ended =
            record.steps.iter().filter(|s| matches!(s.state, StepState::Done | StepState::Cached | StepState::Failed));
        assert_eq!(ended.count() as u64, counts.completed, "{name}");
        for arg in &record.args {
            assert!(text.lines().any(|l| l.split_whitespace().eq([arg.key.as_str(), &arg.value])), "{name}: {arg:?}");
        }
        for label in &record.labels {
            assert!(
                text.lines().any(|l| l.split_whitespace().eq([label.key.as_str(), &label.value])),
                "{name}: {label:?}"
            );
        }
        for material in &record.materials {
            let digest = material.digest.as_deref().unwrap();
            assert!(
                text.lines().any(|l| l.split_whitespace().eq([material.uri.as_str(), digest])),
                "{name}: {material:?}"
            );
        }
        let attached =
            text.lines().skip_while(|line| !line.starts_with("DIGEST")).skip(1).take_while(|line| !line.is_empty());
        for line in attached {
            let digest = line.split_whitespace().next().unwrap();
            let kind = line.split_whitespace().last().unwrap();
            assert!(
                record.results.iter().any(|r| r.digest == digest && r.kind == kind),
                "{name}: {line}: {:?}",
                record.results
            );
        }
    }
}

#[test]
fn a_failed_build_tells_its_step_and_lines() {
    let record = record(&format!("{CONTAINERD}/bread-failed.dockerbuild"));
    let error = record.error.as_ref().unwrap();
    let step = &record.steps[error.step.unwrap()];
    assert!(error.message.ends_with("did not complete successfully: exit code: 3"), "{error:?}");
    assert!(step.name.starts_with("[filling 3/3] RUN") && step.state == StepState::Failed, "{step:?}");
    let lines: Vec<(u32, u32)> = error.lines.iter().map(|lines| (lines.first, lines.last)).collect();
    assert_eq!(lines, [(12, 16)]);
    let source = &record.sources[error.lines[0].source];
    assert_eq!(source.name, "failing");
    assert_eq!(source.text.lines().nth(14), Some("exit 3 > /filling/beaten"));
}

#[test]
fn steps_know_their_lines_and_what_they_take_from() {
    let record = record(&format!("{CONTAINERD}/bread-uncached.dockerbuild"));
    let step =
        |name: &str| record.steps.iter().position(|step| step.name.contains(name)).unwrap_or_else(|| panic!("{name}"));
    let lines = |name: &str| record.steps[step(name)].lines.iter().map(|l| (l.first, l.last)).collect::<Vec<_>>();
    assert_eq!(lines("[filling 3/3]"), [(12, 16)]);
    assert_eq!(lines("[dough 4/4]"), [(8, 8)]);
    let base = record.steps.iter().find(|step| step.name.contains("FROM docker.io/library/base")).unwrap();
    assert_eq!(base.lines.iter().map(|l| l.first).collect::<BTreeSet<_>>(), BTreeSet::from([5, 10, 18]));
    assert!(record.steps[step("[dough 4/4]")].inputs.contains(&step("[dough 3/4]")));
    assert!(record.steps[step("[dough 4/4]")].level > record.steps[step("[dough 3/4]")].level);
    assert_eq!(record.sources.iter().filter(|source| source.name == "Dockerfile").count(), 1);
}
