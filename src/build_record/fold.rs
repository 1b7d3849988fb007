//! The messages of a build's progress, in their order → its steps.

use super::frames::Event;
use super::log::Log;
use super::model::{BuildRecord, BuildSource, BuildStep, BuildWarning, Lines, StepPart, StepState};
use super::proto::{SourceInfo, Timestamp, Vertex, VertexLog, VertexStatus, VertexWarning};
use super::time::{Nanos, covered, nanos, since};
use crate::limits::{BUILD_INTERVALS, BUILD_PARTS, BUILD_STEPS};
use crate::problem::{Kind, Problem, Result};
use crate::sorting::sort;
use crate::text::{display, display_text};
use std::collections::HashMap;

/// Steps as far as they are known.
#[derive(Default)]
pub struct Fold {
    steps: Vec<Step>,
    by_digest: HashMap<Vec<u8>, usize>,
    pub sources: Sources,
    parts: usize,
}

/// A step while its messages come.
#[derive(Default)]
struct Step {
    vertex: Vertex,
    /// Starts and ends, one for each time that it was reported as started.
    intervals: Vec<(Nanos, Option<Nanos>)>,
    parts: Vec<(VertexStatus, StepPart)>,
    warnings: Vec<BuildWarning>,
    log: Log,
}

/// Files that frontends read, each once.
#[derive(Default)]
pub struct Sources {
    pub list: Vec<BuildSource>,
}

impl Sources {
    /// The index of a source, which is added when it is new.
    pub fn index(&mut self, name: &[u8], data: &[u8]) -> usize {
        let source = BuildSource { name: text(name), text: text(data) };
        self.list.iter().position(|known| *known == source).unwrap_or_else(|| {
            self.list.push(source);
            self.list.len() - 1
        })
    }
}

/// Free text of a record: bytes that are not UTF-8 become `U+FFFD`.
pub fn text(bytes: &[u8]) -> String {
    display_text(&String::from_utf8_lossy(bytes))
}

/// Lines of a source in their order, neighbours joined. *Shape:* pairs of the first and the last line, from 1.
pub fn lines(source: usize, ranges: impl Iterator<Item = (i64, i64)>) -> Vec<Lines> {
    let line = |n: i64| u32::try_from(n).ok().filter(|n| *n > 0);
    let mut pairs: Vec<(u32, u32)> = ranges.filter_map(|(a, b)| Some((line(a)?, line(b.max(a))?))).collect();
    sort(&mut pairs);
    let mut joined: Vec<Lines> = Vec::new();
    for (first, last) in pairs {
        match joined.last_mut().filter(|before| first <= before.last.saturating_add(1)) {
            Some(before) => before.last = before.last.max(last),
            None => joined.push(Lines { source, first, last }),
        }
    }
    joined
}

impl Fold {
    /// Takes one message. *Errors:* `Limit`.
    pub fn take(&mut self, event: Event) -> Result<()> {
        match event {
            Event::Vertex(vertex) => self.vertex(vertex),
            Event::Status(status) => self.status(status),
            Event::Log(VertexLog { vertex, timestamp, stream, msg }) => {
                self.count(1)?;
                let at = timestamp.as_ref().and_then(nanos);
                self.step(&vertex)?.log.push(at, stream == 2, &msg);
                Ok(())
            }
            Event::Warning(warning) => self.warning(warning),
        }
    }

    fn count(&mut self, parts: usize) -> Result<()> {
        self.parts = self.parts.saturating_add(parts);
        if self.parts <= BUILD_PARTS {
            return Ok(());
        }
        let detail = format!("more than {BUILD_PARTS} inputs, parts, warnings and pieces of output");
        Err(Box::new(Problem::new(Kind::Limit).detail(detail)))
    }

    /// The step of a digest. Its output may come before its name.
    fn step(&mut self, digest: &[u8]) -> Result<&mut Step> {
        let next = self.steps.len();
        let at = *self.by_digest.entry(digest.to_vec()).or_insert(next);
        if at == next {
            if next >= BUILD_STEPS {
                return Err(Box::new(Problem::new(Kind::Limit).detail(format!("more than {BUILD_STEPS} steps"))));
            }
            let vertex = Vertex { digest: digest.to_vec(), ..Vertex::default() };
            self.steps.push(Step { vertex, ..Step::default() });
        }
        self.steps.get_mut(at).ok_or_else(|| Box::new(Problem::new(Kind::Internal)))
    }

    fn vertex(&mut self, vertex: Vertex) -> Result<()> {
        self.count(vertex.inputs.len())?;
        let step = self.step(&vertex.digest)?;
        if let Some(start) = vertex.started.as_ref().and_then(nanos) {
            let end = vertex.completed.as_ref().and_then(nanos);
            let room = step.intervals.len() < BUILD_INTERVALS;
            let known = step.intervals.iter_mut().find(|(from, _)| *from == start);
            match known {
                Some(interval) => interval.1 = end.or(interval.1),
                None if room => step.intervals.push((start, end)),
                None => {}
            }
        }
        let before = std::mem::take(&mut step.vertex);
        let kept = |new: Vec<u8>, old: Vec<u8>| if new.is_empty() { old } else { new };
        step.vertex = Vertex {
            name: kept(vertex.name, before.name),
            error: kept(vertex.error, before.error),
            inputs: if vertex.inputs.is_empty() { before.inputs } else { vertex.inputs },
            group: vertex.group.or(before.group),
            cached: vertex.cached || before.cached,
            ..vertex
        };
        Ok(())
    }

    fn status(&mut self, status: VertexStatus) -> Result<()> {
        let step = self.step(&status.vertex)?;
        let count = |n: i64| u64::try_from(n).unwrap_or(0).min(crate::limits::LARGEST_NUMBER);
        let time = |stamp: &Option<Timestamp>| stamp.as_ref().and_then(nanos);
        let spent = time(&status.started).zip(time(&status.completed)).map(|(start, end)| since(start, end).max(0));
        let part = StepPart { name: text(&status.id), done: count(status.current), total: count(status.total), spent };
        match step.parts.iter_mut().rev().find(|(known, _)| known.id == status.id) {
            Some(known) => *known = (status, part),
            None => {
                step.parts.push((status, part));
                self.count(1)?;
            }
        }
        Ok(())
    }

    fn warning(&mut self, warning: VertexWarning) -> Result<()> {
        self.count(1 + warning.detail.len() + warning.ranges.len())?;
        let place = warning.info.as_ref().map(|SourceInfo { filename, data }| self.sources.index(filename, data));
        let ranges = warning.ranges.iter().filter_map(|range| {
            let line = |p: &Option<super::proto::Position>| p.as_ref().map(|p| i64::from(p.line));
            let first = line(&range.start)?;
            Some((first, line(&range.end).unwrap_or(first)))
        });
        let lines = place.map_or_else(Vec::new, |source| lines(source, ranges));
        let detail = warning.detail.iter().map(|line| text(line)).collect::<Vec<_>>().join("\n");
        let (short, url) = (text(&warning.short), text(&warning.url));
        let step = self.step(&warning.vertex)?;
        step.warnings.push(BuildWarning { text: short, detail, url, lines });
        Ok(())
    }

    /// The earliest time that a step has.
    pub fn first(&self) -> Option<Nanos> {
        self.steps.iter().flat_map(|step| &step.intervals).map(|(start, _)| *start).min()
    }

    /// Puts the steps and sources into a record. Times count from `created`, else from the first one.
    pub fn into_record_from(self, created: Option<Nanos>, record: &mut BuildRecord) {
        let start = created.or_else(|| self.first()).unwrap_or_default();
        let by_digest = &self.by_digest;
        record.steps = self.steps.into_iter().map(|step| step.into_step(start, by_digest)).collect();
        record.sources = self.sources.list;
    }
}

impl Step {
    fn into_step(self, start: Nanos, by_digest: &HashMap<Vec<u8>, usize>) -> BuildStep {
        let Self { vertex, intervals, parts, warnings, log } = self;
        let first = intervals.iter().map(|(start, _)| *start).min();
        let last = intervals.iter().filter_map(|(_, end)| *end).max();
        let whole = intervals.iter().filter_map(|(start, end)| Some((*start, (*end)?)));
        let mut inputs: Vec<usize> = vertex.inputs.iter().filter_map(|input| by_digest.get(input).copied()).collect();
        sort(&mut inputs);
        inputs.dedup();
        let error = (!vertex.error.is_empty()).then(|| text(&vertex.error));
        let state = match (&error, first, last) {
            (Some(error), ..) if error.contains("context canceled") => StepState::Canceled,
            (Some(_), ..) => StepState::Failed,
            _ if vertex.cached => StepState::Cached,
            (None, Some(_), Some(_)) => StepState::Done,
            (None, Some(_), None) => StepState::Unfinished,
            (None, None, _) => StepState::Waiting,
        };
        let name = text(&vertex.name);
        BuildStep {
            digest: display(&vertex.digest),
            internal: name.starts_with("[internal]") || name.starts_with("exporting ") || name.is_empty(),
            name,
            state,
            start: first.map(|time| since(start, time)),
            end: last.map(|time| since(start, time)),
            spent: i64::try_from(covered(whole.collect()) / 1000).unwrap_or(i64::MAX),
            inputs,
            level: 0,
            error,
            parts: parts.into_iter().map(|(_, part)| part).collect(),
            warnings,
            lines: Vec::new(),
            output: log.len(),
            group_name: vertex.group.as_ref().map(|group| text(&group.name)).unwrap_or_default(),
            group: vertex.group.map(|group| group.id).unwrap_or_default(),
            started: first,
            log,
        }
    }
}
